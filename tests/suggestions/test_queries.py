"""Who sees which suggestion, with whose name, and which photo of it."""

from datetime import timedelta

import pytest

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.photos import queries as photos
from backend.suggestions import queries as views
from backend.suggestions.filters_queries import SuggestionFilter
from backend.suggestions.rules import SuggestionState
from backend.worklist import overdue_queries as overdue
from tests.suggestions.suggesting import Suggesting
from tests.support.declared import OVERDUE_SUBJECTS, PHOTO_PROVIDERS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, photo


@pytest.fixture
def it(database: Database, plants: Plants) -> Suggesting:
    return Suggesting(database, plants)


def numbers(it: Suggesting, viewer: Viewer, **which: object) -> list[str]:
    wanted = SuggestionFilter(**which)  # type: ignore[arg-type]
    page = it.database.read(lambda s: views.page(s, viewer, wanted, first=20, after=None))
    return [view.suggestion.number.removeprefix("JY-2026-") for _, view in page.items]


def test_a_suggestion_is_its_authors_and_the_officers_until_it_is_adopted(
    it: Suggesting, clock: FakeClock
) -> None:
    p = it.plants
    waiting = it.submit()
    clock.advance(timedelta(minutes=1))
    declined = it.submit()
    it.decline(declined)
    clock.advance(timedelta(minutes=1))
    adopted = it.submit()
    it.adopt(adopted)

    assert numbers(it, p.bob) == numbers(it, p.alice) == ["0003", "0002", "0001"], "newest first"
    assert numbers(it, p.erik) == ["0003"]
    assert numbers(it, p.carol) == []
    assert it.seen(waiting, p.erik) is None
    assert it.seen(adopted, p.carol) is None


def test_lists_are_of_mine_of_a_state_and_of_what_i_am_to_carry_out(it: Suggesting) -> None:
    p = it.plants
    it.submit(p.erik)
    it.adopt(it.submit(p.bob))

    assert numbers(it, p.erik, is_mine=True) == ["0001"]
    assert numbers(it, p.erik, is_assigned=True) == ["0002"]
    assert numbers(it, p.bob, is_assigned=True) == []
    assert numbers(it, p.alice, states=[SuggestionState.SUBMITTED]) == ["0001"]
    assert it.database.read(lambda s: views.to_answer_and_carry_out(s, p.alice)) == (1, 0)
    assert it.database.read(lambda s: views.to_answer_and_carry_out(s, p.erik)) == (0, 1)
    assert it.database.read(lambda s: views.to_answer_and_carry_out(s, p.carol)) == (0, 0)


def test_a_list_is_paged(it: Suggesting, clock: FakeClock) -> None:
    for _ in range(3):
        it.submit()
        clock.advance(timedelta(minutes=1))
    which, bob = SuggestionFilter(), it.plants.bob

    first = it.database.read(lambda s: views.page(s, bob, which, first=2, after=None))
    rest = it.database.read(lambda s: views.page(s, bob, which, first=2, after=first.end_cursor))

    shown = [view.suggestion.number[-1] for page in (first, rest) for _, view in page.items]
    assert (shown, first.has_next, rest.has_next) == (["3", "2", "1"], True, False)


def test_colleagues_do_not_read_who_made_an_adopted_one(it: Suggesting) -> None:
    p = it.plants
    made = it.submit(p.dora)
    it.adopt(made)

    def author(viewer: Viewer) -> str | None:
        view = it.seen(made, viewer)
        assert view is not None
        return view.made_by.person.name.en if view.made_by else None

    assert [author(viewer) for viewer in (p.alice, p.dora, p.erik)] == ["dora", "dora", "dora"]
    assert author(p.bob) is None


def test_a_photo_opens_for_those_who_see_the_suggestion(it: Suggesting) -> None:
    p = it.plants
    taken = photo(it.database, "dark corner", p.bob)
    made = it.submit(text="", photos=(taken.sha256,))

    def opens(viewer: Viewer) -> bool:
        found = it.database.read(lambda s: photos.find(s, viewer, taken.sha256, providers=PHOTO_PROVIDERS))
        return found is not None

    assert [opens(viewer) for viewer in (p.bob, p.alice, p.erik, p.carol)] == [True, True, False, False]
    it.adopt(made)
    assert [opens(viewer) for viewer in (p.erik, p.carol)] == [True, False]


def test_an_overdue_one_stands_in_the_list_of_what_is_overdue(it: Suggesting, clock: FakeClock) -> None:
    p = it.plants
    made = it.submit()
    it.adopt(made, owner=p.bob.person_id, within=timedelta(days=1))
    clock.advance(timedelta(days=2))

    def late(viewer: Viewer) -> list[overdue.OverdueView]:
        page = it.database.read(
            lambda s: overdue.page(s, viewer, OVERDUE_SUBJECTS, now=clock.now, first=9, after=None)
        )
        return [view for _, view in page.items]

    [view] = late(p.alice)
    assert view.subject is not None
    assert view.subject.path == f"/suggestions/{made}"
    assert view.subject.name.zh == "JY-2026-0001 在泵房加一盏灯"
    assert [person.person.name.en for person in view.responsible] == ["bob"]
    assert late(p.carol) == []

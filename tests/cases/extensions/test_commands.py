"""More time: asked for by one, decided by another, bounded; the deadline moves with the decision."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from backend.cases.extensions import commands as extensions
from backend.cases.extensions import queries as views
from backend.cases.extensions.rules import ExtensionKind, ExtensionState
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.deadlines.rules import ORDINARY, Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from tests.support.case_rounds import Story, refusal
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("one open request per case is a partial index")

PAUSE = ExtensionKind.PAUSE


@pytest.fixture
def story(database: Database, plants: Plants) -> Story:
    return Story.of(database, plants)


def event_kinds(story: Story) -> list[str]:
    """Whom the outbox was to tell of requests and decisions."""
    query = "SELECT event FROM outbox ORDER BY id"
    rows = story.database.transact(lambda tx: [str(row[0]) for row in tx.session.execute(text(query))])
    return [row for row in rows if "EXTENSION" in row]


def test_an_approved_extension_moves_the_deadline_and_notifies_who_asked(
    story: Story, plants: Plants
) -> None:
    due_at = story.due_at
    asked = story.asks(plants.bob, 60)
    assert story.due_at == due_at

    decided = story.decides(asked, plants.erik)

    assert story.due_at == due_at + timedelta(hours=1) == decided.due_at
    assert decided.state is ExtensionState.APPROVED
    to_lead_and_officers, to_bob = event_kinds(story)
    for person in (plants.alice, plants.dora, plants.erik):
        assert str(person.person_id) in to_lead_and_officers
    assert str(plants.bob.person_id) in to_bob


def test_an_overdue_disposal_gets_its_time_from_the_decision_on(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    asked = story.asks(plants.bob, 60)
    clock.advance(timedelta(hours=5))

    story.decides(asked, plants.alice)

    assert story.due_at == clock.now + timedelta(hours=1)


def test_a_refusal_has_a_reason_and_leaves_the_deadline(story: Story, plants: Plants) -> None:
    due_at, asked = story.due_at, story.asks(plants.bob, 60)
    with pytest.raises(Refused) as silent:
        story.decides(asked, plants.alice, yes=False, note=" ")

    decided = story.decides(asked, plants.alice, yes=False, note="备件在库")

    assert refusal(silent) is ErrorCode.REASON_REQUIRED
    assert (decided.state, story.due_at) == (ExtensionState.REFUSED, due_at)
    with pytest.raises(Refused) as twice:
        story.decides(asked, plants.alice)
    assert refusal(twice) is ErrorCode.ILLEGAL_TRANSITION


def test_a_lead_or_officer_decides_and_nobody_on_their_own_request(
    story: Story, plants: Plants, database: Database
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))
    asked = story.asks(plants.erik, 60)
    for by, code in (
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (fay, ErrorCode.NOT_ALLOWED),
        (plants.erik, ErrorCode.SECOND_PERSON_REQUIRED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            story.decides(asked, by)
        assert refusal(refused) is code
    with pytest.raises(Refused) as by_executive:
        story.asks(fay, 60)
    assert refusal(by_executive) is ErrorCode.NOT_ALLOWED


def test_the_other_site_learns_nothing_of_a_case_whatever_its_state(story: Story, plants: Plants) -> None:
    story.dispose(plants.bob)

    with pytest.raises(Refused) as refused:
        story.asks(plants.carol, 30)

    assert refusal(refused) is ErrorCode.NOT_FOUND


def test_one_request_waits_at_a_time_and_two_are_granted_in_a_round(story: Story, plants: Plants) -> None:
    first = story.asks(plants.bob, 30)
    with pytest.raises(Refused) as waiting:
        story.asks(plants.bob, 30)
    story.decides(first, plants.alice)
    story.decides(story.asks(plants.bob, 30), plants.alice)
    with pytest.raises(Refused) as third:
        story.asks(plants.bob, 30)
    story.dispose(plants.bob)
    story.fail_recheck(plants.alice)

    story.decides(story.asks(plants.bob, 30), plants.alice)

    assert refusal(waiting) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(third) is ErrorCode.EXTENSION_LIMIT


def test_all_time_granted_is_at_most_three_times_what_the_policy_gives(story: Story, plants: Plants) -> None:
    story.decides(story.asks(plants.bob, 8 * 60), plants.alice)
    with pytest.raises(Refused) as too_much:
        story.asks(plants.bob, 4 * 60 + 1)

    story.decides(story.asks(plants.bob, 4 * 60), plants.alice)

    assert refusal(too_much) is ErrorCode.EXTENSION_LIMIT


def test_a_paused_deadline_gives_what_was_waited_for_and_no_more(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    due_at = story.due_at
    paused = story.decides(story.asks(plants.bob, 180, PAUSE), plants.alice)
    assert story.due_at == due_at + timedelta(hours=3)
    clock.advance(timedelta(minutes=50))

    resumed = story.resumes(paused, plants.bob)

    assert story.due_at == due_at + timedelta(minutes=50)
    assert resumed.state is ExtensionState.ENDED
    with pytest.raises(Refused) as twice:
        story.resumes(paused, plants.bob)
    assert refusal(twice) is ErrorCode.ILLEGAL_TRANSITION


def test_a_paused_deadline_runs_again_by_itself_also_when_nobody_looks(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    due_at = story.due_at
    paused = story.decides(story.asks(plants.bob, 60, PAUSE), plants.alice)
    clock.advance(timedelta(minutes=60))

    assert not paused.is_pausing(clock.now)
    assert story.due_at == due_at + timedelta(hours=1)
    assert not story.case.is_overdue(due_at + timedelta(minutes=59))
    assert story.case.is_overdue(due_at + timedelta(minutes=61))


def test_whoever_is_followed_up_for_it_is_given_the_same_time(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    """The clock of the step moves with the case; while it stands still nobody is reminded."""

    def running() -> Deadline:
        [found] = story.database.transact(
            lambda tx: tx.get(Deadlines).running(story.case_id, DeadlineStep.DISPOSE)
        )
        return found

    began = running()
    story.decides(story.asks(plants.bob, 60), plants.alice)
    assert running().due_at == story.due_at == began.due_at + timedelta(hours=1)

    paused = story.decides(story.asks(plants.bob, 60, PAUSE), plants.alice)
    assert running().due_at == story.due_at
    marks = [running().at(mark, ORDINARY) for mark in (50, 80, 100) if mark > running().reached]
    assert min(marks) >= clock.now + timedelta(hours=1)
    clock.advance(timedelta(minutes=20))
    story.resumes(paused, plants.bob)
    assert running().due_at == story.due_at == began.due_at + timedelta(hours=1, minutes=20)
    assert running().started_at == began.started_at + timedelta(minutes=20)


def test_the_clock_of_a_red_case_runs_while_its_source_is_active(database: Database, plants: Plants) -> None:
    story = Story.of(database, plants, Tier.RED)
    with pytest.raises(Refused) as refused:
        story.asks(plants.bob, 20, PAUSE)
    extended = story.decides(story.asks(plants.bob, 20), plants.alice)
    story.say(None)

    story.decides(story.asks(plants.bob, 20, PAUSE), plants.alice)

    assert refusal(refused) is ErrorCode.SOURCE_NOT_NORMAL
    assert extended.state is ExtensionState.APPROVED


def test_a_disposal_overtakes_its_requests(story: Story, plants: Plants) -> None:
    asked = story.asks(plants.bob, 60)

    story.dispose(plants.bob)

    with pytest.raises(Refused) as refused:
        story.decides(asked, plants.alice)
    assert refusal(refused) is ErrorCode.ILLEGAL_TRANSITION
    [view] = story.database.read(lambda s: views.of_cases(s, plants.alice, [story.case_id]))[story.case_id]
    assert view.extension.state is ExtensionState.ENDED
    assert story.database.read(lambda s: views.of_cases(s, plants.carol, [story.case_id])) == {
        story.case_id: []
    }


@pytest.mark.parametrize(("minutes", "reason"), [(0, "等备件"), (30, " ")])
def test_a_request_says_how_long_and_why(story: Story, plants: Plants, minutes: int, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        story.database.transact(
            lambda tx: extensions.request(
                tx,
                uuid4(),
                story.case_id,
                kind=ExtensionKind.EXTENSION,
                minutes=minutes,
                reason=reason,
                by=plants.bob,
            )
        )
    assert refusal(refused) in (ErrorCode.INVALID_INPUT, ErrorCode.REASON_REQUIRED)

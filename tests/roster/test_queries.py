"""What people see of the roster: calendar with holes, who is on duty, own shifts, candidates, the preview."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.people.tables import MembershipRow
from backend.roster import hand_over_commands, lines_queries, preview_queries, queries
from backend.roster.coverage_rules import OverlapKind
from backend.roster.preview_queries import PlanPreview
from backend.roster.rules import Duty, Line, RosterPlan
from backend.sites.settings.rules import SiteDay
from backend.sites.settings.store import SitesSettings
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.rosters import OFFICERS, ZONE, Planner

pytestmark = pytest.mark.both_databases("times are compared, and rows of several tables joined")


@pytest.fixture
def planner(database: Database, plants: Plants, clock: FakeClock) -> Planner:
    return Planner(database, plants, clock)


def duties(planner: Planner, viewer: Viewer) -> list[tuple[Line, list[UUID], list[UUID]]]:
    found = planner.database.read(
        lambda s: queries.duties(s, viewer, planner.plants.north, now=planner.clock.now)
    )
    return [
        (
            each.roster.roster.line,
            [one.shift.person_id for one in each.now],
            [one.shift.person_id for one in each.next],
        )
        for each in found
    ]


def preview(planner: Planner, plan: RosterPlan, *, by: Viewer | None = None) -> PlanPreview:
    viewer = by or planner.plants.alice
    return planner.database.read(lambda s: preview_queries.preview(s, viewer, plan, now=planner.clock.now))


def local(planner: Planner, span: tuple[object, object]) -> list[str]:
    return [f"{each.astimezone(ZONE):%d %H:%M}" for each in span]  # type: ignore[attr-defined]


def test_everybody_of_the_site_sees_who_is_on_duty_and_nobody_of_another(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice))
    planner.save(planner.plan_of(planner.night, plants.dora))
    planner.goes_to(19, 59)

    alice, dora = plants.alice.person_id, plants.dora.person_id
    assert duties(planner, plants.bob) == [(OFFICERS, [alice], [dora])]
    planner.goes_to(20)
    assert duties(planner, plants.bob) == [(OFFICERS, [dora], [])]
    assert duties(planner, plants.carol) == []
    assert planner.calendar(plants.carol) == []


def test_holes_are_shown_from_now_on_and_not_before_the_first_shift(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, days=2, from_day=1))

    [roster] = planner.calendar(plants.bob, days=3)

    assert [local(planner, hole) for hole in roster.holes] == [
        ["25 20:00", "26 08:00"],
        ["26 20:00", "27 00:00"],
    ]
    planner.goes_to(3, day=2)
    [roster] = planner.calendar(plants.bob, days=1)
    assert [local(planner, hole) for hole in roster.holes] == [
        ["26 03:00", "26 08:00"],
        ["26 20:00", "27 00:00"],
    ]


def test_whoever_is_no_officer_any_more_fills_no_hole(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.dora, days=1))
    planner.goes_to(12)

    def demote(tx: object) -> None:
        row = tx.session.get_one(MembershipRow, (plants.dora.person_id, plants.north))  # type: ignore[attr-defined]
        row.role = "WORKER"
        tx.session.add(row)  # type: ignore[attr-defined]

    planner.database.transact(demote)

    [roster] = planner.calendar(plants.alice, days=1)
    assert [each.stands for each in roster.shifts] == [False]
    assert local(planner, roster.holes[0]) == ["24 12:00", "25 00:00"]
    assert duties(planner, plants.alice) == [(OFFICERS, [], [])]


def test_the_calendar_takes_no_longer_time_than_a_quarter(planner: Planner, plants: Plants) -> None:
    now = planner.clock.now

    def ask(until: timedelta) -> object:
        return planner.database.read(
            lambda s: queries.calendar(s, plants.alice, plants.north, since=now, until=now + until, now=now)
        )

    assert ask(timedelta(days=92)) == []
    assert code_of(lambda: ask(timedelta(days=94))) is ErrorCode.INVALID_INPUT
    assert code_of(lambda: ask(timedelta(0))) is ErrorCode.INVALID_INPUT


def test_my_shifts_are_mine_and_stay_until_they_are_handed_over(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, plants.dora, days=3))
    planner.goes_to(7, day=1)

    def mine(viewer: Viewer) -> int:
        found = planner.database.read(lambda s: queries.mine(s, viewer, plants.north, now=planner.clock.now))
        assert {each.shift.person_id for each in found} <= {viewer.person_id}
        return len(found)

    assert (mine(plants.alice), mine(plants.dora), mine(plants.bob), mine(plants.carol)) == (2, 1, 0, 0)


def test_a_note_is_shown_to_all_and_is_for_whoever_comes_next(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice))
    planner.save(planner.plan_of(planner.night, plants.dora))
    day = planner.shifts()[0]
    planner.goes_to(19)
    planner.database.transact(
        lambda tx: hand_over_commands.write_hand_over(tx, day.shift_id, "泵在响", by=plants.alice)
    )

    def notes(viewer: Viewer) -> list[str]:
        found = planner.database.read(
            lambda s: queries.handed_over(s, viewer, plants.north, now=planner.clock.now)
        )
        return [each.shift.hand_over for each in found]

    assert (notes(plants.bob), notes(plants.carol)) == (["泵在响"], [])
    readers = planner.database.read(lambda s: queries.readers(s, plants.bob, [day.shift_id]))
    assert readers == {day.shift_id: frozenset({plants.dora.person_id})}
    assert planner.database.read(lambda s: queries.readers(s, plants.carol, [day.shift_id])) == {}


def test_the_preview_says_what_would_overlap_and_what_would_stay_empty(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.night, plants.dora, from_day=1))
    planned = planner.plan_of(planner.night, plants.alice, None, plants.dora, days=3, from_day=1)

    found = preview(planner, planned)

    assert [each.person_id for each in found.shifts] == [plants.alice.person_id, plants.dora.person_id]
    assert [(each.kind, local(planner, (each.starts_at, each.ends_at))) for each in found.overlaps] == [
        (OverlapKind.SAME_ROSTER, ["25 20:00", "26 08:00"])
    ]
    assert [local(planner, hole) for hole in found.holes] == [["26 08:00", "27 20:00"]]
    assert (found.replaced, found.unfit, found.twice) == (0, frozenset(), frozenset())
    assert len(planner.shifts()) == 1, "looking writes nothing"


def test_the_preview_names_whom_the_plan_is_refused_for(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.night, plants.dora, from_day=1))

    found = preview(planner, planner.plan_of(planner.night, plants.dora, plants.bob, days=2, from_day=1))
    replacing = preview(planner, planner.plan_of(planner.night, plants.dora, from_day=1, replaces=True))

    assert (found.unfit, found.twice) == ({plants.bob.person_id}, {plants.dora.person_id})
    assert (replacing.replaced, replacing.twice, replacing.overlaps) == (1, frozenset(), ())


def test_somebody_on_two_lines_at_once_is_an_overlap_of_the_preview(planner: Planner, plants: Plants) -> None:
    lead = Line(Duty.LEAD, department_id=plants.department)
    planner.save(planner.plan_of(planner.day, plants.erik, line=lead, from_day=1))
    long = planner.pattern("全天", 0, 24 * 60)

    found = preview(planner, planner.plan_of(long, plants.erik, line=lead, from_day=1))

    assert [each.kind for each in found.overlaps] == [OverlapKind.SAME_PERSON]
    assert found.twice == {plants.erik.person_id}


def test_the_preview_counts_the_rest_days_of_the_site(planner: Planner, plants: Plants) -> None:
    saturday = planner.today + timedelta(days=4)
    worked = SiteDay(saturday, is_working=True, name="补班")
    planner.database.transact(
        lambda tx: tx.get(SitesSettings).set_days(plants.north, saturday.year, [worked])
    )

    found = preview(
        planner, planner.plan_of(planner.day, plants.alice, days=6, from_day=1, skips_rest_days=True)
    )

    days = [each.starts_at.astimezone(ZONE).date() - planner.today for each in found.shifts]
    assert [each.days for each in days] == [1, 2, 3, 4, 6]
    assert found.rest_days == (saturday + timedelta(days=1),)

    plan = replace(planner.plan_of(planner.day, plants.alice, days=6, from_day=1), only_rest_days=True)
    found = preview(planner, plan)

    assert [each.starts_at.astimezone(ZONE).date() for each in found.shifts] == list(found.rest_days)
    planner.save(plan)
    assert [each.starts_at for each in planner.shifts()] == [each.starts_at for each in found.shifts]


def test_who_may_not_plan_a_line_has_no_preview_of_it(planner: Planner, plants: Plants) -> None:
    plan = planner.plan_of(planner.day, plants.alice, from_day=1)

    assert code_of(lambda: preview(planner, plan, by=plants.bob)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: preview(planner, plan, by=plants.erik)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: preview(planner, plan, by=plants.carol)) is ErrorCode.NOT_FOUND


def test_each_plans_the_lines_that_are_theirs(planner: Planner, plants: Plants) -> None:
    def lines(viewer: Viewer) -> list[tuple[Duty, list[str]]]:
        found = planner.database.read(lambda s: lines_queries.lines(s, viewer, plants.north))
        return [(each.line.duty, [view.person.name.en for view in each.people]) for each in found]

    assert lines(plants.alice) == [(Duty.OFFICER, ["alice", "dora"]), (Duty.LEAD, ["erik"])]
    assert lines(plants.erik) == [(Duty.LEAD, ["erik"])]
    assert lines(plants.bob) == []
    executive = planner.database.transact(lambda tx: add_executive(tx, plants))
    assert (Duty.EXECUTIVE, ["fay"]) in lines(plants.alice)
    assert lines(executive) == [], "who is on duty is planned by the officers"
    assert lines(plants.carol) == []


def test_candidates_for_a_shift_are_who_fits_with_what_they_could_give_in_return(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, plants.dora, days=2, from_day=1))
    first, second = planner.shifts()

    def candidates(viewer: Viewer) -> list[tuple[UUID, list[UUID]]]:
        found = planner.database.read(
            lambda s: lines_queries.candidates(s, viewer, first.shift_id, now=planner.clock.now)
        )
        return [(each.person_id, [one.shift.shift_id for one in each.shifts]) for each in found]

    assert candidates(plants.alice) == [(plants.dora.person_id, [second.shift_id])]
    assert candidates(plants.carol) == []

"""Shifts by the clock on the wall, rotations, and who plans and who fits what; without a database."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.roster.coverage_rules import Occupied, OverlapKind, holes, overlaps
from backend.roster.rules import (
    Duty,
    Line,
    OnDuty,
    RosterPlan,
    Shift,
    ShiftPattern,
    checked_note,
    fits,
    may_plan,
    next_after,
    present,
    rotation,
)
from tests.support.refusals import code_of

SITE, DEPARTMENT, OTHER_DEPARTMENT, POST = uuid4(), uuid4(), uuid4(), uuid4()
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
A, B, C = uuid4(), uuid4(), uuid4()
MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def pattern(start_minute: int = 20 * 60, minutes: int = 12 * 60) -> ShiftPattern:
    return ShiftPattern(uuid4(), SITE, Text("夜班", "Night"), start_minute, minutes)


def plan(
    people: tuple[UUID | None, ...] = (A, B),
    *,
    days: int = 4,
    off: frozenset[date] = frozenset(),
    skips_rest_days: bool = False,
    only_rest_days: bool = False,
) -> RosterPlan:
    last = MONDAY + timedelta(days=days - 1)
    return RosterPlan(
        site_id=SITE,
        line=Line(Duty.OFFICER),
        pattern_id=uuid4(),
        first_day=MONDAY,
        last_day=last,
        people=people,
        days_off=off,
        skips_rest_days=skips_rest_days,
        only_rest_days=only_rest_days,
    )


def names(planned: list[UUID]) -> str:
    return "".join({A: "A", B: "B", C: "C"}[each] for each in planned)


def rotated(of: RosterPlan, *, now: datetime = LONG_AGO, rest: tuple[date, ...] = ()) -> str:
    return names([each.person_id for each in rotation(of, pattern(), SHANGHAI, rest, now=now)])


def test_a_night_goes_over_midnight_by_the_clock_of_the_site() -> None:
    starts_at, ends_at = pattern().on(MONDAY, SHANGHAI)

    assert starts_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert ends_at == datetime(2026, 11, 24, 0, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_shifts_still_meet_in_the_night_in_which_the_clock_is_set(day: date) -> None:
    _, night_ends = pattern().on(day, BERLIN)
    day_starts, _ = pattern(8 * 60).on(day + timedelta(days=1), BERLIN)

    assert night_ends == day_starts


def test_a_shift_takes_a_quarter_of_an_hour_to_a_day() -> None:
    pattern(0, 24 * 60).check()

    assert code_of(pattern(0, 14).check) is ErrorCode.SHIFT_LENGTH_INVALID
    assert code_of(pattern(0, 24 * 60 + 1).check) is ErrorCode.SHIFT_LENGTH_INVALID
    assert code_of(pattern(24 * 60, 60).check) is ErrorCode.SHIFT_LENGTH_INVALID


def test_a_rotation_takes_the_next_one_each_day_and_begins_again() -> None:
    assert rotated(plan((A, B, C), days=5)) == "ABCAB"
    assert rotated(plan((A, A, B, B), days=6)) == "AABBAA"


def test_an_empty_place_is_a_day_without_anybody() -> None:
    assert rotated(plan((A, None, B), days=6)) == "ABAB"


def test_on_days_off_the_rotation_stands_still() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)

    assert rotated(plan(off=frozenset({tuesday}))) == "ABA"
    assert rotated(plan(skips_rest_days=True), rest=(tuesday, wednesday)) == "AB"
    assert rotated(plan(), rest=(tuesday, wednesday)) == "ABAB"


def test_a_rotation_of_rest_days_goes_on_on_these_alone() -> None:
    tuesday, thursday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)

    assert rotated(plan(days=7, only_rest_days=True), rest=(tuesday, thursday)) == "AB"
    off = plan(days=7, only_rest_days=True, off=frozenset({tuesday}))
    assert rotated(off, rest=(tuesday, thursday)) == "A"
    assert rotated(plan(only_rest_days=True)) == ""
    neither = plan(skips_rest_days=True, only_rest_days=True)
    assert code_of(neither.check) is ErrorCode.INVALID_INPUT


def test_what_is_over_is_not_planned_and_what_runs_is() -> None:
    in_the_first_night = datetime(2026, 11, 23, 20, tzinfo=UTC)
    after_it = datetime(2026, 11, 24, 0, tzinfo=UTC)

    assert rotated(plan(), now=in_the_first_night) == "ABAB"
    assert rotated(plan(), now=after_it) == "BAB"


@pytest.mark.parametrize(
    "wrong",
    [plan((None,)), plan(()), plan(days=93), plan(days=0), plan((A,) * 61)],
    ids=["nobody", "no place", "too long", "backwards", "too many"],
)
def test_a_plan_that_is_none_is_refused(wrong: RosterPlan) -> None:
    assert code_of(wrong.check) is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize(
    "line",
    [
        Line(Duty.OFFICER, department_id=DEPARTMENT),
        Line(Duty.EXECUTIVE, post_id=POST),
        Line(Duty.LEAD),
        Line(Duty.LEAD, DEPARTMENT, POST),
        Line(Duty.POST, department_id=DEPARTMENT),
    ],
)
def test_a_line_says_what_it_is_for_and_no_more(line: Line) -> None:
    assert code_of(line.check) is ErrorCode.INVALID_INPUT


def viewer(role: Role, department_id: UUID | None = DEPARTMENT) -> Viewer:
    return Viewer(A, (Membership(A, SITE, role, department_id, None),))


def test_leads_plan_their_own_department_and_officers_all_of_their_site() -> None:
    own, foreign = Line(Duty.LEAD, DEPARTMENT), Line(Duty.LEAD, OTHER_DEPARTMENT)
    post = Line(Duty.POST, post_id=POST)

    def planned_by(role: Role) -> list[bool]:
        return [
            may_plan(viewer(role), Line(Duty.OFFICER), site_id=SITE),
            may_plan(viewer(role), own, site_id=SITE),
            may_plan(viewer(role), foreign, site_id=SITE),
            may_plan(viewer(role), post, site_id=SITE, post_department_id=DEPARTMENT),
            may_plan(viewer(role), post, site_id=SITE),
            may_plan(viewer(role), Line(Duty.EXECUTIVE), site_id=SITE),
        ]

    assert planned_by(Role.OFFICER) == [True] * 6
    assert planned_by(Role.LEAD) == [False, True, False, True, False, False]
    for role in (Role.WORKER, Role.EXECUTIVE, Role.ADMIN):
        assert planned_by(role) == [False] * 6
    assert not may_plan(viewer(Role.OFFICER), own, site_id=uuid4())


def test_only_whom_an_alert_would_notify_fits_a_line() -> None:
    lead = Membership(A, SITE, Role.LEAD, DEPARTMENT, None)

    assert fits(Line(Duty.LEAD, DEPARTMENT), lead, None)
    assert not fits(Line(Duty.LEAD, OTHER_DEPARTMENT), lead, None)
    assert not fits(Line(Duty.OFFICER), lead, None)
    assert fits(Line(Duty.POST, post_id=POST), lead, POST)
    assert not fits(Line(Duty.POST, post_id=POST), lead, None)
    executive = Membership(A, SITE, Role.EXECUTIVE, None, None)
    assert fits(Line(Duty.EXECUTIVE), executive, None)
    assert not fits(Line(Duty.OFFICER), executive, None)
    assert not fits(Line(Duty.EXECUTIVE), lead, None)
    assert not fits(Line(Duty.OFFICER), None, None)


def hour(number: float) -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=number)


def test_holes_are_what_no_shift_holds() -> None:
    found = holes(
        [(hour(8), hour(12)), (hour(0), hour(8)), (hour(14), hour(30))], since=hour(2), until=hour(24)
    )

    assert found == [(hour(12), hour(14))]
    assert holes([], since=hour(2), until=hour(3)) == [(hour(2), hour(3))]
    assert holes([(hour(3), hour(9))], since=hour(0), until=hour(3)) == [(hour(0), hour(3))]


def occupied(key: int, person: UUID, start: float, end: float, roster: UUID = SITE) -> Occupied:
    return Occupied(key, roster, person, hour(start), hour(end))


def test_shifts_that_meet_do_not_overlap() -> None:
    assert overlaps([occupied(1, A, 0, 8), occupied(2, A, 8, 16)]) == []


def test_two_on_one_line_and_one_on_two_lines_are_overlaps() -> None:
    other = uuid4()
    day, second, elsewhere = occupied(1, A, 0, 8), occupied(2, B, 6, 10), occupied(3, A, 7, 9, other)

    found = overlaps([day, second, elsewhere])

    assert [(each.kind, each.starts_at, each.ends_at) for each in found] == [
        (OverlapKind.SAME_ROSTER, hour(6), hour(8)),
        (OverlapKind.SAME_PERSON, hour(7), hour(8)),
    ]
    assert overlaps([day, second, elsewhere], among=[occupied(9, C, 0, 1)]) == []


def shift(person: UUID, start: float, end: float) -> Shift:
    return Shift(uuid4(), SITE, SITE, person, hour(start), hour(end))


def test_who_comes_next_are_all_that_begin_first_and_stay_longer() -> None:
    before = shift(A, 0, 8)
    second_half, night, later = shift(B, 7.5, 16), shift(C, 7.5, 20), shift(A, 16, 24)
    beside = shift(C, 2, 6)

    found = next_after(before, [later, night, before, second_half, beside])

    assert {each.person_id for each in found} == {B, C}


def test_a_shift_holds_up_to_its_end_and_not_at_it() -> None:
    day = shift(A, 8, 20)

    assert day.holds(hour(8))
    assert day.holds(hour(19.9))
    assert not day.holds(hour(20))


def test_who_is_present_is_of_exactly_this_line() -> None:
    now = [OnDuty(Line(Duty.OFFICER), A), OnDuty(Line(Duty.LEAD, DEPARTMENT), B)]

    assert present(now, Line(Duty.OFFICER)) == {A}
    assert present(now, Line(Duty.LEAD, OTHER_DEPARTMENT)) == frozenset()


def test_a_hand_over_says_something_and_not_too_much() -> None:
    assert checked_note("  泵 P-2 还在响 \n\n 叫了维修 ") == "泵 P-2 还在响\n叫了维修"
    assert code_of(checked_note, " \n ") is ErrorCode.REASON_REQUIRED
    assert code_of(checked_note, "很" * 1001) is ErrorCode.INVALID_INPUT

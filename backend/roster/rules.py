"""The duty roster 值班表: who is on duty for what, from when until when; patterns of shifts, and rotations.

A shift holds from its start up to, and without, its end: where one ends and another begins nobody is missing
and nobody is twice.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.codes import clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Permission, Role, Viewer

DAY_MINUTES: Final = 24 * 60
SHORTEST: Final = 15
LONGEST: Final = DAY_MINUTES
"""Minutes of a shift."""
LONGEST_ON_WALL: Final = timedelta(minutes=LONGEST, hours=1)
"""A day in which the clock is set back is an hour longer."""
MOST_DAYS: Final = 92
"""Days that are planned, or looked at, at once: a quarter."""
MOST_PEOPLE: Final = 60
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
AHEAD: Final = timedelta(days=400)
REMINDED_BEFORE: Final = timedelta(minutes=30)
LONGEST_NOTE: Final = 1_000


class Duty(StrEnum):
    """Kind of duty, in the order of the roster."""

    OFFICER = "OFFICER"
    """Officer on duty at the site."""
    EXECUTIVE = "EXECUTIVE"
    """Executive on duty at the site."""
    LEAD = "LEAD"
    """Lead on duty of a department."""
    POST = "POST"
    """On call for a post."""


ROLES: Final = {Duty.OFFICER: Role.OFFICER, Duty.EXECUTIVE: Role.EXECUTIVE}
"""Duties of the whole site, each with the role of its people."""
OF_DEPARTMENT: Final = frozenset({Duty.LEAD, Duty.POST})
"""Duties whose lines a lead may plan, for the own department."""


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """When a shift begins (minutes after midnight, by the clock of the site) and how long it takes. A night
    shift ends on the day after.
    """

    pattern_id: UUID
    site_id: UUID
    name: Text
    start_minute: int
    minutes: int
    closed_at: datetime | None = None
    version: int = 1

    def check(self) -> None:
        """Raises Refused(SHIFT_LENGTH_INVALID)."""
        if not 0 <= self.start_minute < DAY_MINUTES or not SHORTEST <= self.minutes <= LONGEST:
            raise Refused(ErrorCode.SHIFT_LENGTH_INVALID, "a shift takes a quarter of an hour to a day")

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Start and end of the shift that begins on this day, in UTC. Both are times of the clock on the
        wall: in the night in which it is set, a shift is an hour longer or shorter, and the next one fits.
        """
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - of the wall, its zone comes below
        begins = midnight + timedelta(minutes=self.start_minute)
        ends = begins + timedelta(minutes=self.minutes)
        return _in_utc(begins, zone), _in_utc(ends, zone)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the roster: OFFICER or EXECUTIVE of the site, LEAD of a department, or POST."""

    duty: Duty
    department_id: UUID | None = None
    post_id: UUID | None = None

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT) for a line that is not whole, or says too much."""
        given = (self.department_id is not None, self.post_id is not None)
        if given != (self.duty is Duty.LEAD, self.duty is Duty.POST):
            raise Refused(ErrorCode.INVALID_INPUT, f"no roster of {self.duty} is kept for that")


@dataclass(frozen=True, slots=True)
class Roster:
    """One line of the roster of a site. `closed_at`: it is kept no more, and everybody is notified again."""

    roster_id: UUID
    site_id: UUID
    duty: Duty
    department_id: UUID | None = None
    post_id: UUID | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def line(self) -> Line:
        return Line(self.duty, self.department_id, self.post_id)


@dataclass(frozen=True, slots=True)
class Shift:
    """A person on duty from `starts_at` until `ends_at`. `hand_over`: the note that they leave to whoever
    comes next.
    """

    shift_id: UUID
    site_id: UUID
    roster_id: UUID
    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    pattern_id: UUID | None = None
    cancelled_at: datetime | None = None
    reminded_at: datetime | None = None
    hand_over: str = ""
    handed_over_at: datetime | None = None
    hand_over_read_at: datetime | None = None
    hand_over_read_by: UUID | None = None
    version: int = 1

    def holds(self, at: datetime) -> bool:
        return self.cancelled_at is None and self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """A shift that a plan would make."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime

    def check(self) -> None:
        """Raises Refused(SHIFT_LENGTH_INVALID)."""
        if not timedelta(minutes=SHORTEST) <= self.ends_at - self.starts_at <= LONGEST_ON_WALL:
            raise Refused(ErrorCode.SHIFT_LENGTH_INVALID, "a shift takes a quarter of an hour to a day")


class SwapState(StrEnum):
    """ASKED until the other one has said yes or no; of what was withdrawn or has begun nothing comes."""

    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class ShiftSwap:
    """A shift that its owner asks somebody to take; `in_return`: the shift they would take for it, if any."""

    swap_id: UUID
    site_id: UUID
    shift_id: UUID
    asked_by: UUID
    to_id: UUID
    asked_at: datetime
    reason: str
    in_return_id: UUID | None = None
    state: SwapState = SwapState.ASKED
    answered_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A person who is on duty now, and the line of it."""

    line: Line
    person_id: UUID


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A rotation: on each day from `first_day` to `last_day` the next one of `people` has the shift of the
    pattern. None among the people: a day on which the rotation gives nobody.

    `days_off`: days without, on which the rotation stands still. `skips_rest_days`: those of the calendar of
    the site, too; `only_rest_days`: on those alone it goes on. `replaces`: what stands there already at the
    same time is cancelled.
    """

    site_id: UUID
    line: Line
    pattern_id: UUID
    first_day: date
    last_day: date
    people: tuple[UUID | None, ...]
    days_off: frozenset[date] = frozenset()
    skips_rest_days: bool = False
    only_rest_days: bool = False
    replaces: bool = False

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT)."""
        self.line.check()
        if not FIRST_YEAR <= self.first_day.year <= LAST_YEAR or self.last_day.year > LAST_YEAR:
            raise Refused(ErrorCode.INVALID_INPUT, "no such day")
        if not self.first_day <= self.last_day < self.first_day + timedelta(days=MOST_DAYS):
            raise Refused(ErrorCode.INVALID_INPUT, f"a plan is for 1 to {MOST_DAYS} days")
        if self.skips_rest_days and self.only_rest_days:
            raise Refused(ErrorCode.INVALID_INPUT, "without rest days, or on those alone")
        if not 1 <= len(self.people) <= MOST_PEOPLE or not any(self.people):
            raise Refused(ErrorCode.INVALID_INPUT, f"a rotation has 1 to {MOST_PEOPLE} people")


def days_of(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def rotation(
    plan: RosterPlan, pattern: ShiftPattern, zone: ZoneInfo, rest_days: Collection[date], *, now: datetime
) -> list[PlannedShift]:
    """Return the shifts of a plan, in their order. One that is over by now is left out: the past is no plan.

    `rest_days`: days on which nobody works by the calendar of the site.
    """
    rest = frozenset(rest_days)
    off = plan.days_off | (rest if plan.skips_rest_days else frozenset())
    days = (day for day in days_of(plan.first_day, plan.last_day) if day not in off)
    worked = (day for day in days if day in rest or not plan.only_rest_days)
    found = []
    for number, day in enumerate(worked):
        person_id = plan.people[number % len(plan.people)]
        starts_at, ends_at = pattern.on(day, zone)
        if person_id is not None and ends_at > now:
            found.append(PlannedShift(person_id, starts_at, ends_at))
    return found


def may_plan(viewer: Viewer, line: Line, *, site_id: UUID, post_department_id: UUID | None = None) -> bool:
    """Whether the viewer plans this line: officers all of their site, leads those of their department.
    `post_department_id`: the only department in which the post exists, where there is one.
    """
    if viewer.may(Permission.PLAN_EVERY_ROSTER, site_id=site_id):
        return True
    if not viewer.may(Permission.PLAN_ROSTER, site_id=site_id):
        return False
    membership = viewer.membership_at(site_id)
    own = membership.department_id if membership else None
    of = line.department_id if line.duty is Duty.LEAD else post_department_id
    return own is not None and line.duty in OF_DEPARTMENT and of == own


def fits(line: Line, membership: Membership | None, post_id: UUID | None) -> bool:
    """Whether somebody is one of those whom an alert would notify for this line. `post_id`: their post."""
    if membership is None:
        return False
    if line.duty in ROLES:
        return membership.role is ROLES[line.duty]
    if line.duty is Duty.LEAD:
        return membership.role is Role.LEAD and membership.department_id == line.department_id
    return post_id == line.post_id


def checked_note(text: str) -> str:
    """The text of a hand-over note. Raises Refused: REASON_REQUIRED, INVALID_INPUT for too long a one."""
    note = "\n".join(line for line in map(clean, text.splitlines()) if line)
    if not note:
        raise Refused(ErrorCode.REASON_REQUIRED, "a hand-over says something")
    if len(note) > LONGEST_NOTE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a hand-over has at most {LONGEST_NOTE} characters")
    return note


def next_after(shift: Shift, others: Iterable[Shift]) -> list[Shift]:
    """Return who comes next: the shifts of the same roster that begin first after this one began, and last
    longer than it.
    """
    later = [
        each
        for each in others
        if each.shift_id != shift.shift_id
        and each.starts_at > shift.starts_at
        and each.ends_at > shift.ends_at
    ]
    first = min((each.starts_at for each in later), default=None)
    return [each for each in later if each.starts_at == first]


def present(now_on_duty: Sequence[OnDuty], line: Line) -> frozenset[UUID]:
    """Return who is on duty for this line; nobody where no roster is kept for it, or nobody is planned."""
    return frozenset(each.person_id for each in now_on_duty if each.line == line)


def _in_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)

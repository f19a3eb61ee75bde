"""Deadlines of any noun's steps: when the next mark is reached, and what a pause does to it.

A mark is a percentage of the time that was given, or, for kinds that say so, a day around its end: reminders
before it is over, at 100 the step is late, beyond that the next superior on the ladder hears of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies.rules import Rung

LATE: Final = 100
REMINDERS: Final = (50, 80)
SHORTEST_REMINDED: Final = timedelta(minutes=10)
"""Of a shorter time nobody is reminded half-way: they were notified a moment ago."""


MOST_DAYS_BEFORE: Final = 99


class DeadlineStep(StrEnum):
    """Step that has a deadline: respond, dispose (or carry out), recheck, review a risk, redraw a map."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    DISPOSE = "DISPOSE"
    RECHECK = "RECHECK"
    REVIEW = "REVIEW"
    REDRAW = "REDRAW"


STEPS_OF_CASE: Final = (DeadlineStep.ACKNOWLEDGE, DeadlineStep.DISPOSE, DeadlineStep.RECHECK)
"""Steps for which a policy gives time, in their order."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One step of one object, and its deadline. `noun`: of the object, as in the references of events; a task
    of a case counts as its case.

    `policy_id` and `tier`: the ladder it climbs; None for what has no tier. `owner_id`, `department_id`: who
    is responsible where that is not what the object says. `reached`: the last mark that people were notified
    of (0: none).
    """

    deadline_id: UUID
    site_id: UUID
    noun: str
    object_id: UUID
    step: DeadlineStep
    tier: Tier | None
    policy_id: UUID | None
    started_at: datetime
    due_at: datetime
    task_id: UUID | None = None
    owner_id: UUID | None = None
    department_id: UUID | None = None
    ended_at: datetime | None = None
    reached: int = 0

    @property
    def case_id(self) -> UUID | None:
        return self.object_id if self.noun == "case" else None

    @property
    def alert_id(self) -> UUID | None:
        """Of an alert that has no case yet."""
        return self.object_id if self.noun == "alert" else None

    def at(self, mark: int, by: "Escalation") -> datetime:
        """When this mark is reached."""
        if by.unit is Unit.DAYS:
            return self.due_at + timedelta(days=mark - LATE)
        return self.started_at + (self.due_at - self.started_at) * mark / LATE

    def marks(self, by: "Escalation") -> tuple[int, ...]:
        """Every mark of this deadline, in order; days before its start are none."""
        is_short = self.due_at - self.started_at < SHORTEST_REMINDED
        found = {LATE, *(rung.percent for rung in by.ladder), *(() if is_short else by.reminders)}
        return tuple(mark for mark in sorted(found) if self.at(mark, by) > self.started_at)

    def next_at(self, by: "Escalation") -> datetime | None:
        """Time of the next notification; None once it is over, and when all were sent."""
        if self.ended_at is not None:
            return None
        return next((self.at(mark, by) for mark in self.marks(by) if mark > self.reached), None)


class Unit(Enum):
    """Unit of marks. LATE is in both the end of the time given."""

    PERCENT = "percent"
    """Of the time given: 80, 100, 200."""
    DAYS = "days"
    """Around its end: 70 is thirty days before it, 100 the end, 103 three days after it."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Steps of a kind of deadline. `reminders`: marks at which the people responsible are reminded, on their
    phones if `is_pushed`; `ladder`: groups notified beside them, the rung's `percent` being its mark.
    """

    ladder: tuple[Rung, ...]
    is_pushed: bool
    reminders: tuple[int, ...] = REMINDERS
    unit: Unit = Unit.PERCENT


def by_days(reminders: Collection[int], ladder: Mapping[int, Collection[Audience]]) -> Escalation:
    """Return the steps of a kind of deadline in days, negative before its end: `by_days([-30], {0: [LEAD],
    3: [OFFICER]})`. The people responsible hear of the end in any case.

    Raises ValueError for reminders after the end, and for days more than MOST_DAYS_BEFORE it.
    """
    if any(not -MOST_DAYS_BEFORE <= day < 0 for day in reminders) or min(ladder, default=0) < 0:
        raise ValueError(f"reminders within {MOST_DAYS_BEFORE} days before the end, the ladder from it on")
    rungs = tuple(Rung(LATE + day, frozenset(groups)) for day, groups in sorted(ladder.items()))
    marks = tuple(sorted(LATE + day for day in reminders))
    return Escalation(rungs, is_pushed=True, reminders=marks, unit=Unit.DAYS)


ORDINARY: Final = Escalation(
    (
        Rung(LATE, frozenset({Audience.RESPONSIBLE, Audience.LEAD})),
        Rung(2 * LATE, frozenset({Audience.LEAD, Audience.OFFICER})),
    ),
    is_pushed=True,
)
"""For what has no tier and declares no steps: reminders at 50 and 80 %, the people responsible and their
lead at 100 %, the officers at 200 %.
"""


def due_marks(deadline: Deadline, by: Escalation, *, now: datetime) -> tuple[int, ...]:
    """Return the marks reached since people were last notified; several after a downtime."""
    marks = deadline.marks(by)
    return tuple(mark for mark in marks if mark > deadline.reached and deadline.at(mark, by) <= now)


def moved(
    deadline: Deadline,
    *,
    due_at: datetime,
    now: datetime,
    started_at: datetime,
    by: Escalation = ORDINARY,
) -> Deadline:
    """Return the deadline moved to another time. Marks that lie ahead again notify again; passed ones are not
    made up for, except that the step is overdue. `now`: while it is paused, the end of the pause. `by`: its
    steps, of which the reminders count; those of a policy are the ordinary ones.
    """
    if deadline.ended_at is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "this step is over")
    if due_at <= started_at:
        raise Refused(ErrorCode.INVALID_INPUT, "a step is due after it began")
    changed = replace(deadline, due_at=due_at, started_at=started_at)
    if due_at <= now:
        return replace(changed, reached=max(deadline.reached, 0, *by.reminders))
    passed = (mark for mark in by.reminders if changed.at(mark, by) <= now)
    return replace(changed, reached=max(passed, default=0))


def paused(deadline: Deadline, *, lasting: timedelta, by: Escalation = ORDINARY) -> Deadline:
    """Return the deadline paused for so long from now on: all marks ahead move by as much. Negative: it
    resumes that much earlier.

    A step that is no longer overdue notifies again when its time is over.
    """
    if deadline.ended_at is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "this step is over")
    reached = (
        min(deadline.reached, max(by.reminders, default=0)) if lasting > timedelta(0) else deadline.reached
    )
    return replace(
        deadline,
        started_at=deadline.started_at + lasting,
        due_at=deadline.due_at + lasting,
        reached=reached,
    )


STANDS_IN_AT_RECHECK: Final = {
    Audience.RESPONSIBLE: Audience.OFFICER,
    Audience.DEPARTMENT: Audience.OFFICER,
    Audience.LEAD: Audience.EXECUTIVE,
}
"""A recheck is owed by the officers: the ladder begins with them, and their superior is the executive."""

SUPERIORS: Final = (Audience.LEAD, Audience.OFFICER, Audience.EXECUTIVE)


def notified_at(deadline: Deadline, by: Escalation, marks: tuple[int, ...]) -> frozenset[Audience]:
    """Return the groups to notify at these marks, beside the people responsible.

    An overdue step notifies the first rung at once, whenever that would be reached; an acknowledgement keeps
    to its ladder, as do days: they say when.
    """
    groups = {group for rung in by.ladder if rung.percent in marks for group in rung.notifies}
    if LATE in marks and by.unit is Unit.DAYS:
        groups.add(Audience.RESPONSIBLE)
    elif LATE in marks and deadline.step is not DeadlineStep.ACKNOWLEDGE and by.ladder:
        groups |= by.ladder[0].notifies
    if deadline.step is DeadlineStep.RECHECK:
        groups = {STANDS_IN_AT_RECHECK.get(group, group) for group in groups}
    return frozenset(groups)

"""报了有回音: what the reporter sees of a report, step by step, and what they may say to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.cases.events import (
    CASE_ACKNOWLEDGED,
    CASE_ARCHIVED,
    CASE_DISMISSED,
    CASE_OPENED,
    CASE_REOPENED,
    DISPOSAL_SUBMITTED,
    RECHECK_FAILED,
    RECHECK_PASSED,
    TASK_FINISHED,
    TASK_OPENED,
)
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.hazards.events import (
    DISPOSAL_THANKED,
    HAZARD_ACCEPTED,
    HAZARD_DECLINED,
    HAZARD_REPORTED,
    OBJECTION_REJECTED,
    OBJECTION_UPHELD,
    REPORT_OBJECTED,
    SERIOUS_HAZARD_REPORTED,
)
from backend.hazards.rules import HazardReport, HazardState

OBJECT_WITHIN: Final = timedelta(days=7)
MAX_NOTE: Final = 1_000


class TimelineStepKind(StrEnum):
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    ASSIGNED = "ASSIGNED"
    TASK_ASSIGNED = "TASK_ASSIGNED"
    TAKEN_ON = "TAKEN_ON"
    TASK_FINISHED = "TASK_FINISHED"
    FIXED = "FIXED"
    SENT_BACK = "SENT_BACK"
    RECHECKED = "RECHECKED"
    DISMISSED = "DISMISSED"
    MERGED = "MERGED"
    ARCHIVED = "ARCHIVED"
    REOPENED = "REOPENED"
    THANKED = "THANKED"
    OBJECTED = "OBJECTED"
    OBJECTION_UPHELD = "OBJECTION_UPHELD"
    OBJECTION_REJECTED = "OBJECTION_REJECTED"


STEP_OF: Final = {
    HAZARD_REPORTED: TimelineStepKind.RECEIVED,
    SERIOUS_HAZARD_REPORTED: TimelineStepKind.RECEIVED,
    HAZARD_ACCEPTED: TimelineStepKind.ACCEPTED,
    HAZARD_DECLINED: TimelineStepKind.DECLINED,
    CASE_OPENED: TimelineStepKind.ASSIGNED,
    TASK_OPENED: TimelineStepKind.TASK_ASSIGNED,
    CASE_ACKNOWLEDGED: TimelineStepKind.TAKEN_ON,
    TASK_FINISHED: TimelineStepKind.TASK_FINISHED,
    DISPOSAL_SUBMITTED: TimelineStepKind.FIXED,
    RECHECK_FAILED: TimelineStepKind.SENT_BACK,
    RECHECK_PASSED: TimelineStepKind.RECHECKED,
    CASE_DISMISSED: TimelineStepKind.DISMISSED,
    CASE_ARCHIVED: TimelineStepKind.ARCHIVED,
    CASE_REOPENED: TimelineStepKind.REOPENED,
    DISPOSAL_THANKED: TimelineStepKind.THANKED,
    REPORT_OBJECTED: TimelineStepKind.OBJECTED,
    OBJECTION_UPHELD: TimelineStepKind.OBJECTION_UPHELD,
    OBJECTION_REJECTED: TimelineStepKind.OBJECTION_REJECTED,
}

OF_TASKS: Final = frozenset({TimelineStepKind.TASK_ASSIGNED, TimelineStepKind.TASK_FINISHED})
"""A department has a part in it, or is done with it. Which of its people that was stays inside."""


class ObjectionState(StrEnum):
    OPEN = "OPEN"
    UPHELD = "UPHELD"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Objection:
    """One per report. `by` and the like are not kept: whose it is, the report says."""

    objection_id: UUID
    site_id: UUID
    report_id: UUID
    case_id: UUID | None
    """The archived case it is about; None: about the report's decline."""
    reason: str
    state: ObjectionState
    made_at: datetime
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the record as far as a timeline needs it; `case_id` None: of the report itself."""

    entry_id: int
    kind: EventKind
    case_id: UUID | None


def steps_in_order(
    facts: Iterable[Fact], *, merged: Collection[UUID | None], floors: Mapping[UUID | None, int]
) -> list[tuple[TimelineStepKind, Fact]]:
    """The steps as the reporter reads them: in the order of the record, with two exceptions.

    What happened in an original before the report was put under it comes right after that step: `floors` has
    the entry by which each such case was joined. "Accepted" comes before what opening the case brought.
    `merged`: the cases that ended as duplicates; None stands for the report itself.
    """

    def place(fact: Fact) -> tuple[int, bool, int]:
        floor = floors.get(fact.case_id, 0)
        return max(fact.entry_id, floor), fact.entry_id < floor, fact.entry_id

    steps = [
        (step, fact)
        for fact in sorted(facts, key=place)
        if (step := _step(fact.kind, is_merged=fact.case_id in merged)) is not None
    ]
    kinds = [step for step, _ in steps]
    if TimelineStepKind.ACCEPTED in kinds:
        accepted = steps.pop(kinds.index(TimelineStepKind.ACCEPTED))
        steps.insert(kinds.index(TimelineStepKind.RECEIVED) + 1, accepted)
    return steps


def _step(kind: EventKind, *, is_merged: bool) -> TimelineStepKind | None:
    if is_merged and kind in (CASE_ARCHIVED, HAZARD_DECLINED):
        return TimelineStepKind.MERGED
    if is_merged and kind is CASE_DISMISSED:
        return None
    return STEP_OF.get(kind)


def check_thanks(case: Case) -> None:
    """Raises Refused(ILLEGAL_TRANSITION) before it was fixed and rechecked."""
    if case.state is not CaseState.ARCHIVED or case.outcome is not CaseOutcome.RESOLVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "there is nothing to thank for yet")


def check_objection(report: HazardReport, case: Case | None, *, reason: str, now: datetime) -> None:
    """Raises Refused: REASON_REQUIRED, INVALID_INPUT (too long), ILLEGAL_TRANSITION while it goes on, and
    TOO_LATE.
    """
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say what is not right")
    if len(reason) > MAX_NOTE:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a reason")
    ended_at = answered_at(report, case)
    if ended_at is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "it is not over yet")
    if ended_at < now - OBJECT_WITHIN:
        raise Refused(ErrorCode.TOO_LATE, "over for more than seven days")


def answered_at(report: HazardReport, case: Case | None) -> datetime | None:
    """When it was over for the reporter: the report declined, or the case they follow archived."""
    if report.state is HazardState.DECLINED:
        return report.triaged_at
    return case.archived_at if case else None


def may_object(
    report: HazardReport, case: Case | None, objection: Objection | None, *, now: datetime
) -> bool:
    ended_at = answered_at(report, case)
    return objection is None and ended_at is not None and ended_at >= now - OBJECT_WITHIN

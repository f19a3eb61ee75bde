"""Hazard reports: what a person on the floor saw, and the officer's triage of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardCategory, HazardGrade

MAX_DESCRIPTION: Final = 2_000
MAX_PHOTOS: Final = 6


class HazardState(StrEnum):
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


class DeclineReason(StrEnum):
    NOT_A_HAZARD = "NOT_A_HAZARD"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True, slots=True)
class HazardReport:
    """`captured_at` is the phone's clock when the person tapped submit, `received_at` the server's."""

    report_id: UUID
    site_id: UUID
    number: str
    state: HazardState
    category: HazardCategory
    grade: HazardGrade
    clause: str | None
    description: str
    area_id: UUID
    equipment_id: UUID | None
    reported_by: UUID
    captured_at: datetime
    received_at: datetime
    triaged_by: UUID | None = None
    triaged_at: datetime | None = None
    decline_reason: DeclineReason | None = None
    triage_note: str | None = None


def check_report(*, grade: HazardGrade, clause: str | None, description: str, photo_count: int) -> None:
    """Refuse a report that nobody could act on; everything else is taken as the person saw it."""
    if photo_count == 0 and not description.strip():
        raise Refused(ErrorCode.EVIDENCE_REQUIRED, "a report needs a photo or a description")
    if photo_count > MAX_PHOTOS or len(description) > MAX_DESCRIPTION:
        raise Refused(ErrorCode.INVALID_INPUT, "too many photos or too long a description")
    check_clause(grade, clause)


def check_clause(grade: HazardGrade, clause: str | None) -> None:
    """Raises Refused(CLAUSE_REQUIRED) for a major hazard that names none."""
    if grade is HazardGrade.MAJOR and not (clause or "").strip():
        raise Refused(ErrorCode.CLAUSE_REQUIRED, "a major hazard needs the clause it is judged by")


def accept(report: HazardReport, *, by: UUID, at: datetime) -> HazardReport:
    """An officer takes the report of somebody else on: it becomes a case."""
    _require_untriaged(report)
    if report.reported_by == by:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "nobody accepts a report of their own")
    return replace(report, state=HazardState.ACCEPTED, triaged_by=by, triaged_at=at)


def decline(
    report: HazardReport, *, reason: DeclineReason, note: str, by: UUID, at: datetime
) -> HazardReport:
    """The officer says no, with a reason that the reporter reads."""
    _require_untriaged(report)
    if not note.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "the reporter must be given the reason")
    declined = replace(report, state=HazardState.DECLINED, triaged_by=by, triaged_at=at)
    return replace(declined, decline_reason=reason, triage_note=note.strip())


def reopen_triage(report: HazardReport) -> HazardReport:
    """The reporter objected to the decline and was right: it waits for an officer again."""
    if report.state is not HazardState.DECLINED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the report is {report.state}")
    waiting = replace(report, state=HazardState.SUBMITTED, triaged_by=None, triaged_at=None)
    return replace(waiting, decline_reason=None, triage_note=None)


def _require_untriaged(report: HazardReport) -> None:
    if report.state is not HazardState.SUBMITTED:
        raise Refused(ErrorCode.ALREADY_TRIAGED, f"the report is {report.state} already")

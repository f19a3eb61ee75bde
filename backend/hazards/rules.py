"""Hazard reports: what a person on the floor saw, and the officer's triage of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind, Tier

MAX_DESCRIPTION: Final = 2_000
MAX_PHOTOS: Final = 6
# A clock that is off by less is of no account.
CLOCK_WRONG: Final = timedelta(minutes=2)


class HazardState(StrEnum):
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


class DeclineReason(StrEnum):
    NOT_A_HAZARD = "NOT_A_HAZARD"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True, slots=True)
class HazardReport:
    """`captured_at` is when the person tapped submit, by the clock of the plant; `received_at` the server's.

    `phone_said_at` is what the phone's clock said then, where it was wrong.
    `is_serious` is the word of who reported it; `grade` is the officer's. `risk_event_id`: event of the
    register at which it was reported.
    """

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
    kind: ReportKind = ReportKind.HAZARD
    is_serious: bool = False
    phone_said_at: datetime | None = None
    risk_event_id: UUID | None = None

    @property
    def respond_tier(self) -> Tier:
        """Tier of the policy by whose time an officer responds: nobody has given it one yet."""
        if self.grade is HazardGrade.MAJOR:
            return Tier.RED
        return Tier.ORANGE if self.is_serious else Tier.YELLOW

    @property
    def is_grave(self) -> bool:
        """True if it goes before other reports, and nobody declines it alone."""
        return self.grade is HazardGrade.MAJOR or self.is_serious


def capture_times(said: datetime, *, offset: timedelta, now: datetime) -> tuple[datetime, datetime | None]:
    """Return when something was captured by the clock of the plant, and what the phone's clock `said` where
    it was wrong; `offset`: what that clock lacked, as far as the phone knew.
    """
    captured = now if said >= now - offset else said + offset
    return captured, said if abs(said - captured) > CLOCK_WRONG else None


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence that comes with a report beside its words."""

    photo_count: int
    has_voice: bool


def check_report(shown: Shown, *, grade: HazardGrade, clause: str | None, description: str) -> None:
    """Check that somebody can act on a report; everything else is taken as the person saw it. Raises Refused:
    EVIDENCE_REQUIRED, INVALID_INPUT for too many photos or too long a description, CLAUSE_REQUIRED.
    """
    if shown.photo_count == 0 and not shown.has_voice and not description.strip():
        raise Refused(ErrorCode.EVIDENCE_REQUIRED, "a report needs a photo, a voice note or a description")
    if shown.photo_count > MAX_PHOTOS or len(description) > MAX_DESCRIPTION:
        raise Refused(ErrorCode.INVALID_INPUT, "too many photos or too long a description")
    check_clause(grade, clause)


def check_clause(grade: HazardGrade, clause: str | None) -> None:
    """Raises Refused(CLAUSE_REQUIRED) for a major hazard that names none."""
    if grade is HazardGrade.MAJOR and not (clause or "").strip():
        raise Refused(ErrorCode.CLAUSE_REQUIRED, "a major hazard needs the clause it is judged by")


def graded(report: HazardReport, grade: HazardGrade | None, clause: str | None) -> HazardReport:
    """Return the report with the officer's grade; None leaves the one that it has.

    Raises Refused: CLAUSE_REQUIRED, ILLEGAL_TRANSITION for a major hazard that would be graded lower.
    """
    if grade is None or grade is report.grade:
        return report
    if grade is not HazardGrade.MAJOR:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "a major hazard is not graded lower")
    check_clause(grade, clause)
    return replace(report, grade=grade, clause=(clause or "").strip())


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

"""Why an officer dismissed a case: what a source's false alarms have in common says what to repair."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.agreements import rules as agreements
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardGrade, Tier


class DismissalReason(StrEnum):
    SENSOR_FAULT = "SENSOR_FAULT"
    CALIBRATION = "CALIBRATION"
    PROCESS_CHANGE = "PROCESS_CHANGE"
    LIMIT_TOO_TIGHT = "LIMIT_TOO_TIGHT"
    TEST_OR_MAINTENANCE = "TEST_OR_MAINTENANCE"
    KNOWN = "KNOWN"
    OTHER = "OTHER"


class TuningHint(StrEnum):
    """Remedy that the false alarms of one source ask for. Only one of these is a matter of limits."""

    REVIEW_LIMITS = "REVIEW_LIMITS"
    REPAIR_SOURCE = "REPAIR_SOURCE"
    CALIBRATE_SOURCE = "CALIBRATE_SOURCE"
    PLAN_MAINTENANCE = "PLAN_MAINTENANCE"


FEWEST: Final = 2
"""One false alarm is an accident; two for the same reason are a pattern."""

HINT_OF: Final = {
    DismissalReason.SENSOR_FAULT: TuningHint.REPAIR_SOURCE,
    DismissalReason.CALIBRATION: TuningHint.CALIBRATE_SOURCE,
    DismissalReason.PROCESS_CHANGE: TuningHint.REVIEW_LIMITS,
    DismissalReason.LIMIT_TOO_TIGHT: TuningHint.REVIEW_LIMITS,
    DismissalReason.TEST_OR_MAINTENANCE: TuningHint.PLAN_MAINTENANCE,
}


@dataclass(frozen=True, slots=True)
class Dismissal:
    """`text` is what the officer wrote beside the reason."""

    case_id: UUID
    reason: DismissalReason
    text: str
    by: UUID
    at: datetime


def tuning_hint(counts: Mapping[DismissalReason, int]) -> TuningHint | None:
    """Return the remedy for a source with these false alarms; None while nothing repeats itself.

    Reasons that ask for the same are counted together; between equals the limits come last, because a
    wider limit hides a broken sensor.
    """
    asked: dict[TuningHint, int] = {}
    for reason, count in counts.items():
        if hint := HINT_OF.get(reason):
            asked[hint] = asked.get(hint, 0) + count
    ranked = sorted(asked, key=lambda hint: (-asked[hint], hint is TuningHint.REVIEW_LIMITS))
    return ranked[0] if ranked and asked[ranked[0]] >= FEWEST else None


def second_person_for(case: Case, source: SourceCondition | None) -> ErrorCode | None:
    """Why nobody dismisses this case alone: SOURCE_NOT_NORMAL while a red or orange danger goes on,
    SECOND_PERSON_REQUIRED for a hazard graded major and for what is red by a report, where no instrument
    says that it is over; None where an officer may.
    """
    if case.tier >= Tier.ORANGE and source is not None and not source.is_normal:
        return ErrorCode.SOURCE_NOT_NORMAL
    is_red_report = case.tier is Tier.RED and case.report_id is not None
    is_grave = case.grade is HazardGrade.MAJOR or is_red_report
    return ErrorCode.SECOND_PERSON_REQUIRED if is_grave else None


def check_reason(case: Case, reason: str, *, last: str | None) -> None:
    """Check the reason for ending a case. Raises Refused: REASON_REQUIRED and, for a red or orange one, as
    `agreements.rules.check_reason` does; `last`: of the person's dismissal before this one.
    """
    if case.tier >= Tier.ORANGE:
        agreements.check_reason(reason, last=last)
    elif not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a dismissal needs a reason")

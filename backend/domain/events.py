"""What happened: each is one row of the audit log, and of the outbox where somebody must be told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.domain.alerts import AlertTransitionKind, Tier


class EventKind(StrEnum):
    CASE_OPENED = "CASE_OPENED"
    CASE_ACKNOWLEDGED = "CASE_ACKNOWLEDGED"
    DISPOSAL_SUBMITTED = "DISPOSAL_SUBMITTED"
    RECHECK_PASSED = "RECHECK_PASSED"
    RECHECK_FAILED = "RECHECK_FAILED"
    CASE_DISMISSED = "CASE_DISMISSED"
    CASE_ARCHIVED = "CASE_ARCHIVED"
    ALERT_RAISED = "ALERT_RAISED"
    ALERT_TIER_RAISED = "ALERT_TIER_RAISED"
    ALERT_TIER_LOWERED = "ALERT_TIER_LOWERED"
    ALERT_ACKNOWLEDGED = "ALERT_ACKNOWLEDGED"
    ALERT_RETURNED_TO_NORMAL = "ALERT_RETURNED_TO_NORMAL"
    ALERT_REACTIVATED = "ALERT_REACTIVATED"
    HAZARD_REPORTED = "HAZARD_REPORTED"
    HAZARD_ACCEPTED = "HAZARD_ACCEPTED"
    HAZARD_DECLINED = "HAZARD_DECLINED"
    SIGNED_IN = "SIGNED_IN"
    SIGNED_OUT_EVERYWHERE = "SIGNED_OUT_EVERYWHERE"
    TOKEN_REUSED = "TOKEN_REUSED"
    PERSON_ADDED = "PERSON_ADDED"
    SENSOR_ADOPTED = "SENSOR_ADOPTED"
    SIMULATION_SWITCHED = "SIMULATION_SWITCHED"


EVENT_OF_TRANSITION: Final = {kind: EventKind(f"ALERT_{kind}") for kind in AlertTransitionKind}

TELLS_SOMEBODY: Final = frozenset(
    {
        EventKind.ALERT_RAISED,
        EventKind.ALERT_TIER_RAISED,
        EventKind.ALERT_REACTIVATED,
        EventKind.DISPOSAL_SUBMITTED,
        EventKind.RECHECK_FAILED,
        EventKind.CASE_ARCHIVED,
        EventKind.CASE_OPENED,
        EventKind.HAZARD_REPORTED,
        EventKind.HAZARD_ACCEPTED,
        EventKind.HAZARD_DECLINED,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a site. `by` is None when the product did it by itself."""

    kind: EventKind
    site_id: UUID
    by: UUID | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    report_id: UUID | None = None
    tier: Tier | None = None
    round_number: int | None = None
    note: str | None = None

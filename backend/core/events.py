"""What happened: each is one row of the audit log, and of the outbox where somebody must be told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.alerts.rules import AlertTransitionKind
from backend.core.vocabulary import Tier


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
    ALERT_SHELVED = "ALERT_SHELVED"
    ALERT_UNSHELVED = "ALERT_UNSHELVED"
    ALERT_SUPPRESSED = "ALERT_SUPPRESSED"
    ALERT_UNSUPPRESSED = "ALERT_UNSUPPRESSED"
    SENSOR_TAKEN_OUT_OF_SERVICE = "SENSOR_TAKEN_OUT_OF_SERVICE"
    SENSOR_RETURNED_TO_SERVICE = "SENSOR_RETURNED_TO_SERVICE"
    MAINTENANCE_PLANNED = "MAINTENANCE_PLANNED"
    MAINTENANCE_BEGUN = "MAINTENANCE_BEGUN"
    MAINTENANCE_CANCELLED = "MAINTENANCE_CANCELLED"
    HAZARD_REPORTED = "HAZARD_REPORTED"
    HAZARD_ACCEPTED = "HAZARD_ACCEPTED"
    HAZARD_DECLINED = "HAZARD_DECLINED"
    SIGNED_IN = "SIGNED_IN"
    SIGNED_OUT = "SIGNED_OUT"
    SIGN_IN_FAILED = "SIGN_IN_FAILED"
    """Somebody knew the name and not the password; `subject_id` is whose name it was."""
    SITE_ADDED = "SITE_ADDED"
    SOURCE_DISMISSED = "SOURCE_DISMISSED"
    SIGNED_OUT_EVERYWHERE = "SIGNED_OUT_EVERYWHERE"
    TOKEN_REUSED = "TOKEN_REUSED"
    PERSON_ADDED = "PERSON_ADDED"
    SENSOR_ADOPTED = "SENSOR_ADOPTED"
    INDICATOR_PROPOSED = "INDICATOR_PROPOSED"
    INDICATOR_CHANGED = "INDICATOR_CHANGED"
    INDICATOR_REJECTED = "INDICATOR_REJECTED"
    INDICATOR_WITHDRAWN = "INDICATOR_WITHDRAWN"
    SHADOW_STARTED = "SHADOW_STARTED"
    SHADOW_STOPPED = "SHADOW_STOPPED"
    INDICATOR_REVIEW_DUE = "INDICATOR_REVIEW_DUE"
    INDICATOR_REVIEWED = "INDICATOR_REVIEWED"
    DEVICE_ADDED = "DEVICE_ADDED"
    DEVICE_REVOKED = "DEVICE_REVOKED"
    OBSERVATION_RULES_CHANGED = "OBSERVATION_RULES_CHANGED"
    SIMULATION_SWITCHED = "SIMULATION_SWITCHED"
    RETENTION_SET = "RETENTION_SET"
    # tier policy, deadlines and supervision 督办
    TIER_POLICY_CHANGED = "TIER_POLICY_CHANGED"
    LANE_RULES_CHANGED = "LANE_RULES_CHANGED"
    DEADLINE_REMINDED = "DEADLINE_REMINDED"
    DEADLINE_OVERDUE = "DEADLINE_OVERDUE"
    ESCALATED = "ESCALATED"
    CASE_SUPERVISED = "CASE_SUPERVISED"
    SUPERVISION_ANSWERED = "SUPERVISION_ANSWERED"
    # loop: duplicates, repeats, reopened cases, and the thread of a report
    DUPLICATE_LINKED = "DUPLICATE_LINKED"
    CASE_REOPENED = "CASE_REOPENED"
    CASE_REPEATED = "CASE_REPEATED"
    ROOT_CAUSE_RECORDED = "ROOT_CAUSE_RECORDED"
    HAZARD_GRADE_RAISED = "HAZARD_GRADE_RAISED"
    DISPOSAL_THANKED = "DISPOSAL_THANKED"
    REPORT_OBJECTED = "REPORT_OBJECTED"
    OBJECTION_UPHELD = "OBJECTION_UPHELD"
    OBJECTION_REJECTED = "OBJECTION_REJECTED"
    ANONYMOUS_REPORTS_SWITCHED = "ANONYMOUS_REPORTS_SWITCHED"
    # what a reporter is told of a step that the record has already: messages, never rows of the record
    REPORT_TAKEN_ON = "REPORT_TAKEN_ON"
    REPORT_FIXED = "REPORT_FIXED"
    REPORT_SENT_BACK = "REPORT_SENT_BACK"
    REPORT_MERGED = "REPORT_MERGED"
    REPORT_REOPENED = "REPORT_REOPENED"
    REPORT_CLOSED = "REPORT_CLOSED"
    # Lanes and comments; `subject_id` is the lane, or the comment.
    LANE_OPENED = "LANE_OPENED"
    LANE_ASSIGNED = "LANE_ASSIGNED"
    LANE_STARTED = "LANE_STARTED"
    LANE_UPDATED = "LANE_UPDATED"
    LANE_FINISHED = "LANE_FINISHED"
    LANE_REOPENED = "LANE_REOPENED"
    LANE_CANCELLED = "LANE_CANCELLED"
    COMMENT_ADDED = "COMMENT_ADDED"
    # Rounds: more time, the five assurances, what the guard against fake closure flagged.
    EXTENSION_ASKED = "EXTENSION_ASKED"
    EXTENSION_APPROVED = "EXTENSION_APPROVED"
    EXTENSION_REFUSED = "EXTENSION_REFUSED"
    CLOCK_RESUMED = "CLOCK_RESUMED"
    FIVE_RECORDED = "FIVE_RECORDED"
    DISPOSAL_FLAGGED = "DISPOSAL_FLAGGED"
    FLAGS_SEEN = "FLAGS_SEEN"
    PLACE_SET = "PLACE_SET"


EVENT_OF_TRANSITION: Final = {kind: EventKind(f"ALERT_{kind}") for kind in AlertTransitionKind}

TELLS_SOMEBODY: Final = frozenset(
    {
        EventKind.ALERT_RAISED,
        EventKind.ALERT_TIER_RAISED,
        EventKind.ALERT_REACTIVATED,
        EventKind.DISPOSAL_SUBMITTED,
        EventKind.RECHECK_FAILED,
        EventKind.CASE_OPENED,
        EventKind.HAZARD_REPORTED,
        EventKind.HAZARD_ACCEPTED,
        EventKind.HAZARD_DECLINED,
        EventKind.INDICATOR_REVIEW_DUE,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a site. `by` is None when the product did it by itself.

    `subject_id` is what it was about where that is none of the others: a lane, a person, a policy. `to` are
    the people to tell where the command knows them; they are no part of the record.
    """

    kind: EventKind
    site_id: UUID
    by: UUID | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    report_id: UUID | None = None
    tier: Tier | None = None
    round_number: int | None = None
    note: str | None = None
    subject_id: UUID | None = None
    to: tuple[UUID, ...] = ()

    @property
    def tells_somebody(self) -> bool:
        return bool(self.to) or self.kind in TELLS_SOMEBODY

"""The closed loop 闭环: a table of what may follow what, and the rules that a step must meet.

Everything that is not in the table is refused. Time, people and evidence are arguments.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission
from backend.core.vocabulary import HazardCategory, HazardGrade, Stage, Tier
from backend.photos.rules import Place

MAX_TEXT: Final = 4_000
MAX_PHOTOS: Final = 6


class CaseState(StrEnum):
    """待响应, 处置中, 待复查, 已归档."""

    OPEN = "OPEN"
    IN_DISPOSAL = "IN_DISPOSAL"
    AWAITING_RECHECK = "AWAITING_RECHECK"
    ARCHIVED = "ARCHIVED"


class CaseAction(StrEnum):
    ACKNOWLEDGE = "ACKNOWLEDGE"
    SUBMIT_DISPOSAL = "SUBMIT_DISPOSAL"
    PASS_RECHECK = "PASS_RECHECK"
    FAIL_RECHECK = "FAIL_RECHECK"
    DISMISS = "DISMISS"


class CaseOutcome(StrEnum):
    """Outcome of an archived case. All but RESOLVED are an officer's dismissal and feed limit tuning."""

    RESOLVED = "RESOLVED"
    FALSE_ALARM = "FALSE_ALARM"
    DUPLICATE = "DUPLICATE"
    NOT_A_HAZARD = "NOT_A_HAZARD"


class RecheckReason(StrEnum):
    NOT_EFFECTIVE = "NOT_EFFECTIVE"
    INCOMPLETE = "INCOMPLETE"
    EVIDENCE_UNCLEAR = "EVIDENCE_UNCLEAR"
    NEW_HAZARD = "NEW_HAZARD"
    OTHER = "OTHER"


NEXT_STATE: Final = {
    (CaseState.OPEN, CaseAction.ACKNOWLEDGE): CaseState.IN_DISPOSAL,
    (CaseState.OPEN, CaseAction.DISMISS): CaseState.ARCHIVED,
    (CaseState.IN_DISPOSAL, CaseAction.SUBMIT_DISPOSAL): CaseState.AWAITING_RECHECK,
    (CaseState.IN_DISPOSAL, CaseAction.DISMISS): CaseState.ARCHIVED,
    (CaseState.AWAITING_RECHECK, CaseAction.PASS_RECHECK): CaseState.ARCHIVED,
    (CaseState.AWAITING_RECHECK, CaseAction.FAIL_RECHECK): CaseState.IN_DISPOSAL,
}

PERMISSION_FOR: Final = {
    CaseAction.ACKNOWLEDGE: Permission.ACKNOWLEDGE,
    CaseAction.SUBMIT_DISPOSAL: Permission.DISPOSE,
    CaseAction.PASS_RECHECK: Permission.RECHECK,
    CaseAction.FAIL_RECHECK: Permission.RECHECK,
    CaseAction.DISMISS: Permission.DISMISS,
}

NEEDS_SECOND_PERSON: Final = frozenset({CaseAction.PASS_RECHECK, CaseAction.FAIL_RECHECK})


@dataclass(frozen=True, slots=True)
class Case:
    """One closed loop. `disposed_by` holds everybody who disposed of something in it, in any round."""

    def __hash__(self) -> int:
        """By its id: what stands around it is loaded by case."""
        return hash(self.case_id)

    case_id: UUID
    site_id: UUID
    number: str
    state: CaseState
    outcome: CaseOutcome | None
    tier: Tier
    grade: HazardGrade | None
    title: Text
    stage: Stage
    area_id: UUID
    equipment_id: UUID | None
    department_id: UUID | None
    responsible_id: UUID | None
    report_id: UUID | None
    opened_at: datetime
    changed_at: datetime
    acknowledge_due_at: datetime
    dispose_due_at: datetime
    recheck_due_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: UUID | None
    archived_at: datetime | None
    round_number: int
    disposed_by: frozenset[UUID]
    is_simulated: bool
    policy_id: UUID
    """The tier policy that it began under: a later one moves none of its deadlines."""
    version: int = 0
    """Goes up with every write; a write on an older version fails."""
    category: HazardCategory | None = None
    """Category of its hazard report; None where it has none."""
    captured_at: datetime | None = None
    """When the hazard of its report was seen."""
    triage_note: str | None = None
    """Note of the officer who took its report on to those who dispose of it."""

    @property
    def holder_id(self) -> UUID | None:
        """Person who disposes of it: the one responsible; where nobody is, the one who took it on; None where
        neither is.
        """
        return self.responsible_id or self.acknowledged_by

    @property
    def due_at(self) -> datetime | None:
        """When the current step is due; None once there is none."""
        return {
            CaseState.OPEN: self.acknowledge_due_at,
            CaseState.IN_DISPOSAL: self.dispose_due_at,
            CaseState.AWAITING_RECHECK: self.recheck_due_at,
        }.get(self.state)

    def is_overdue(self, now: datetime) -> bool:
        """Whether the step that is due next is late."""
        due_at = self.due_at
        return due_at is not None and due_at < now


def sooner(case: Case, *, dispose_by: datetime, now: datetime) -> Case:
    """Return a new case whose disposal is due at a time of its own, and its acknowledgement no later.

    Raises Refused: DEADLINE_PASSED, DEADLINE_BEYOND_POLICY for a time after what the tier gives.
    """
    if dispose_by <= now:
        raise Refused(ErrorCode.DEADLINE_PASSED, "the deadline lies in the past")
    if dispose_by > case.dispose_due_at:
        raise Refused(ErrorCode.DEADLINE_BEYOND_POLICY, "the deadline is later than the policy allows")
    acknowledge_by = min(case.acknowledge_due_at, dispose_by)
    return replace(case, dispose_due_at=dispose_by, acknowledge_due_at=acknowledge_by)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One photo or signature by the sha256 of the bytes that were sent; `taken_at` is the phone's clock."""

    sha256: str
    taken_at: datetime | None
    place: Place | None = None


def advance(case: Case, action: CaseAction, *, by: UUID, at: datetime) -> Case:
    """Return the case after `action`; refuse what the loop does not allow."""
    state = NEXT_STATE.get((case.state, action))
    if state is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"cannot {action} while {case.state}")
    if action in NEEDS_SECOND_PERSON and by in case.disposed_by:
        raise Refused(ErrorCode.SAME_PERSON, "the recheck needs a second person")
    moved = replace(case, state=state, changed_at=at)
    match action:
        case CaseAction.ACKNOWLEDGE:
            return replace(moved, acknowledged_at=at, acknowledged_by=by)
        case CaseAction.SUBMIT_DISPOSAL:
            return replace(moved, disposed_by=case.disposed_by | {by})
        case CaseAction.FAIL_RECHECK:
            return replace(moved, round_number=case.round_number + 1, recheck_due_at=None)
        case _:
            return replace(moved, archived_at=at)


def allowed_actions(case: Case, permissions: frozenset[Permission], *, by: UUID) -> list[CaseAction]:
    """Return the actions on the case that are open to a person with these permissions."""
    return [
        action
        for (state, action) in NEXT_STATE
        if state is case.state
        and PERMISSION_FOR[action] in permissions
        and not (action in NEEDS_SECOND_PERSON and by in case.disposed_by)
    ]


def may_override_source(case: Case, permissions: frozenset[Permission]) -> bool:
    """Whether a recheck may pass by this person's word although the source is not back to normal."""
    return case.state is CaseState.AWAITING_RECHECK and Permission.OVERRIDE_SOURCE in permissions


def check_disposal(*, measures: str, photos: tuple[Evidence, ...]) -> None:
    """A disposal says what was done and shows it."""
    if not measures.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say what was done")
    if not photos:
        raise Refused(ErrorCode.EVIDENCE_REQUIRED, "a disposal needs a photo")
    _check_sizes(measures, photos)


def check_recheck(*, note: str, photos: tuple[Evidence, ...]) -> None:
    """A recheck shows what the second person saw."""
    if not photos:
        raise Refused(ErrorCode.EVIDENCE_REQUIRED, "a recheck needs a photo")
    _check_sizes(note, photos)


def _check_sizes(text: str, photos: tuple[Evidence, ...]) -> None:
    if len(text) > MAX_TEXT or len(photos) > MAX_PHOTOS:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a text or too many photos")


def name_of(case: Case) -> Text:
    """Return the number of the case and what it is about, without the words of a reporter: they may name
    people, and a locked phone shows what it is told.
    """
    title = words.of("hazard.title", case.category) if case.report_id and case.category else case.title
    return Text(f"{case.number} {title.zh}", f"{case.number} {title.en}")

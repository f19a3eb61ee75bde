"""Equipment: what it is, where it stands, and in which state of its life."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import Stage


class EquipmentState(StrEnum):
    """Life cycle 安装, 调试, 运行, 检修, 报废."""

    INSTALLED = "INSTALLED"
    COMMISSIONED = "COMMISSIONED"
    RUNNING = "RUNNING"
    UNDER_REPAIR = "UNDER_REPAIR"
    SCRAPPED = "SCRAPPED"


NEXT_STATES: Final = {
    EquipmentState.INSTALLED: frozenset({EquipmentState.COMMISSIONED, EquipmentState.SCRAPPED}),
    EquipmentState.COMMISSIONED: frozenset(
        {EquipmentState.RUNNING, EquipmentState.UNDER_REPAIR, EquipmentState.SCRAPPED}
    ),
    EquipmentState.RUNNING: frozenset({EquipmentState.UNDER_REPAIR, EquipmentState.SCRAPPED}),
    EquipmentState.UNDER_REPAIR: frozenset({EquipmentState.RUNNING, EquipmentState.SCRAPPED}),
    EquipmentState.SCRAPPED: frozenset(),
}
"""States that a machine may take next; nothing comes back from scrap."""
NEEDS_REASON: Final = frozenset({EquipmentState.UNDER_REPAIR, EquipmentState.SCRAPPED})
LONGEST_REASON: Final = 500


class DocumentKind(StrEnum):
    """Kind of a picture in the file of a machine, by what it shows."""

    PHOTO = "PHOTO"
    NAMEPLATE = "NAMEPLATE"
    ACCEPTANCE = "ACCEPTANCE"
    """Acceptance record 验收记录: without one nothing is commissioned."""
    INSPECTION = "INSPECTION"
    REGISTRATION = "REGISTRATION"
    """Registration certificate of special equipment 使用登记证."""
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class EquipmentDocument:
    """A picture in the file of a machine, or a page of one that has several."""

    document_id: UUID
    equipment_id: UUID
    site_id: UUID
    kind: DocumentKind
    title: str
    sha256: str
    added_by: UUID
    added_at: datetime
    page: int = 1
    first_page_id: UUID | None = None
    """The document of which this is a later page; None for the first one, which stands for all of it."""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One dated transition. `at`: when it happened, as the person says who recorded it at `recorded_at`."""

    step_id: UUID
    equipment_id: UUID
    site_id: UUID
    before: EquipmentState
    after: EquipmentState
    at: datetime
    reason: str
    recorded_by: UUID
    recorded_at: datetime
    is_taken_over: bool = False
    """The machine stood so in the ledger that was kept before: no gate was passed here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """State in which a machine stands, since when, as the ledger says that was kept before."""

    state: EquipmentState
    since: datetime


@dataclass(frozen=True, slots=True)
class Equipment:
    """`code` is what its QR label says. `position`: x, y in units of the plan `plan_id`. `version` counts the
    changes, the last of which was `changed_by` at `changed_at`.
    """

    equipment_id: UUID
    site_id: UUID
    code: str
    name: Text
    state: EquipmentState
    stage: Stage
    area_id: UUID
    next_maintenance_at: datetime | None
    kind: str = ""
    parent_id: UUID | None = None
    maker: str = ""
    serial_number: str = ""
    is_special: bool = False
    next_inspection_at: datetime | None = None
    plan_id: UUID | None = None
    position: tuple[float, float] | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None


def check_step(
    item: Equipment, after: EquipmentState, *, at: datetime, reason: str, has_acceptance: bool, now: datetime
) -> None:
    """Check a transition against the life cycle and its gates.

    Raises Refused: ILLEGAL_TRANSITION, STEP_AHEAD, INVALID_INPUT (too long a reason), ACCEPTANCE_REQUIRED
    (commissioned without an acceptance record), REASON_REQUIRED (repair, scrap), INSPECTION_OVERDUE (running
    with an overdue inspection and no reason).
    """
    if after not in NEXT_STATES[item.state]:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"{item.state} does not become {after}")
    if at > now:
        raise Refused(ErrorCode.STEP_AHEAD, "a step that is still to come")
    if len(reason) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a reason")
    if after is EquipmentState.COMMISSIONED and not has_acceptance:
        raise Refused(ErrorCode.ACCEPTANCE_REQUIRED, "no acceptance record is in its file")
    if after in NEEDS_REASON and not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, f"say why it is {after}")
    if after is EquipmentState.RUNNING and is_overdue(item, now) and not reason.strip():
        raise Refused(ErrorCode.INSPECTION_OVERDUE, "its inspection is overdue: say why it may run")


def check_order(at: datetime, *, last: datetime | None) -> None:
    """Raises Refused(STEP_BEFORE_LAST) for a step that is dated before the one before it."""
    if last is not None and at < last:
        raise Refused(ErrorCode.STEP_BEFORE_LAST, f"the step before it was at {last}")


def is_overdue(item: Equipment, now: datetime) -> bool:
    """Whether its next inspection should have been before now."""
    return item.next_inspection_at is not None and item.next_inspection_at < now

"""Equipment: what it is, where it stands, and in which state of its life."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.core.text import Text
from backend.core.vocabulary import Stage


class EquipmentState(StrEnum):
    """Life cycle 安装, 调试, 运行, 检修, 报废."""

    INSTALLED = "INSTALLED"
    COMMISSIONED = "COMMISSIONED"
    RUNNING = "RUNNING"
    UNDER_REPAIR = "UNDER_REPAIR"
    SCRAPPED = "SCRAPPED"


@dataclass(frozen=True, slots=True)
class Equipment:
    """`code` is what its QR label says."""

    equipment_id: UUID
    site_id: UUID
    code: str
    name: Text
    state: EquipmentState
    stage: Stage
    area_id: UUID
    next_maintenance_at: datetime | None

"""Places: the site, its areas and its equipment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.domain.sensors import Stage
from backend.domain.text import Text


class EquipmentState(StrEnum):
    """Life cycle 安装, 调试, 运行, 检修, 报废."""

    INSTALLED = "INSTALLED"
    COMMISSIONED = "COMMISSIONED"
    RUNNING = "RUNNING"
    UNDER_REPAIR = "UNDER_REPAIR"
    SCRAPPED = "SCRAPPED"


@dataclass(frozen=True, slots=True)
class Site:
    """`is_simulation_running` is None where the site has no simulated plant."""

    site_id: UUID
    code: str
    name: Text
    timezone: str
    is_simulation_running: bool | None
    simulation_started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """`polygon`: x, y pairs in units of the plan picture."""

    area_id: UUID
    site_id: UUID
    code: str
    name: Text
    polygon: tuple[float, ...]


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

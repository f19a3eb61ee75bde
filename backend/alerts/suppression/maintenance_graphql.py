"""Maintenance windows, and sources out of service, as they are shown."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts.suppression import parents_queries
from backend.alerts.suppression import queries as suppression
from backend.alerts.suppression.queries import OutOfServiceView, WindowView
from backend.core.graphql.context import Info
from backend.people.graphql import PersonNode
from backend.sites.graphql import AreaNode

if TYPE_CHECKING:
    from backend.equipment.graphql import EquipmentNode


@strawberry.type(name="MaintenanceWindow")
class MaintenanceWindowNode:
    id: UUID
    equipment: Annotated["EquipmentNode", strawberry.lazy("backend.sensors.graphql")] | None
    area: AreaNode | None
    starts_at: datetime
    ends_at: datetime
    reason: str
    suppresses_red: bool
    is_running: bool
    is_cancelled: bool
    repeat_days: int | None = strawberry.field(description="Null: it is done once.")
    planned_by: PersonNode | None

    @classmethod
    def of(cls, view: WindowView, *, now: datetime) -> "MaintenanceWindowNode":
        from backend.equipment.graphql import EquipmentNode  # noqa: PLC0415 - equipment shows its windows

        window = view.window
        is_cancelled = window.cancelled_at is not None
        return cls(
            id=window.window_id,
            equipment=EquipmentNode.of_optional(view.equipment),
            area=AreaNode.of(view.area) if view.area else None,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            reason=window.reason,
            suppresses_red=window.suppresses_red,
            is_running=not is_cancelled and window.starts_at <= now < window.ends_at,
            is_cancelled=is_cancelled,
            repeat_days=window.repeat_days,
            planned_by=PersonNode.of_optional(view.planned_by),
        )


async def maintenance_window_node(info: Info, window_id: UUID) -> MaintenanceWindowNode:
    view = await info.context.load(suppression.windows_by_ids, window_id)
    return MaintenanceWindowNode.of(view, now=info.context.now)


@strawberry.type(name="OutOfService", description="Why a source is not judged now, and until when.")
class OutOfServiceNode:
    reason: str
    since: datetime
    until: datetime | None
    person: PersonNode | None

    @classmethod
    def of(cls, view: OutOfServiceView) -> "OutOfServiceNode":
        person = PersonNode.of_optional(view.taken_by)
        return cls(reason=view.reason, since=view.taken_at, until=view.until, person=person)


async def windows_of_equipment(info: Info, equipment_id: UUID) -> list[MaintenanceWindowNode]:
    """The maintenance of this equipment that runs or will."""
    now = info.context.now
    found = await info.context.load(suppression.windows_of_equipment, equipment_id)
    return [MaintenanceWindowNode.of(each, now=now) for each in found if each.window.ends_at > now]


async def out_of_service(info: Info, sensor_id: int) -> OutOfServiceNode | None:
    """Why this source is not judged now; None while it is in service."""
    found = await info.context.load_or_none(suppression.out_of_service, sensor_id)
    return OutOfServiceNode.of(found) if found else None


async def parent_source(info: Info, sensor_id: int) -> int | None:
    """The source whose alerts explain those of this one, as people named it."""
    return await info.context.load_or_none(parents_queries.parents, sensor_id)

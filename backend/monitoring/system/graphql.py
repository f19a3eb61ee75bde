"""Health of the installation, as its administrator sees it."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.monitoring.system.health_rules import HealthItem, PartState, SystemPart
from backend.sensors.system_rules import SystemCondition

strawberry.enum(SystemPart, name="SystemPart", description="Parts of the installation, in their order.")
strawberry.enum(PartState, name="PartState")
strawberry.enum(SystemCondition, name="SystemTrouble")


@strawberry.type(name="SystemItem", description="A part of the installation, or something wrong with it.")
class SystemItemNode:
    part: SystemPart | None = strawberry.field(description="Null: `condition` is about no single part.")
    state: PartState
    since: datetime | None = strawberry.field(
        description="Since when it is away; of UNKNOWN its last sign of life, or that of who would know."
    )
    condition: SystemCondition | None
    alert_id: UUID | None = strawberry.field(description="The alert that tells of it.")

    @classmethod
    def of(cls, item: HealthItem) -> "SystemItemNode":
        trouble = item.trouble
        return cls(
            part=item.part,
            state=item.state,
            since=item.since,
            condition=trouble.condition if trouble else None,
            alert_id=trouble.alert_id if trouble else None,
        )

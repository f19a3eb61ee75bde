"""Dangers at a piece of equipment, for whoever scans its label."""

from uuid import UUID

import strawberry

from backend.alerts.dangers import queries
from backend.alerts.dangers.queries import Danger
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.vocabulary import Tier
from backend.sensors.rules import LimitSide


@strawberry.type(name="Danger", description="The worst limit of a source on one side, and what to do first.")
class DangerNode:
    sensor_id: strawberry.ID
    name: TextNode
    unit: str
    side: LimitSide
    tier: Tier
    limit: float
    steps: list[TextNode]

    @classmethod
    def of(cls, danger: Danger) -> "DangerNode":
        return cls(
            sensor_id=strawberry.ID(str(danger.sensor_id)),
            name=TextNode.of(danger.name),
            unit=danger.unit,
            side=danger.limit.side,
            tier=danger.limit.tier,
            limit=danger.limit.value,
            steps=[TextNode.of(step) for step in danger.steps],
        )


async def dangers_of_equipment(info: Info, equipment_id: UUID) -> list[DangerNode]:
    """Worst first."""
    found = await info.context.load(queries.dangers, equipment_id)
    return [DangerNode.of(each) for each in found]

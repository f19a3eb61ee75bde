"""Times in which a source was not judged, as screens show them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts.suppression.outages import queries
from backend.alerts.suppression.outages.queries import Outage, OutageKind, PlacedSpan
from backend.core.graphql.context import Info

strawberry.enum(OutageKind, name="OutageKind")


@strawberry.type(name="Outage", description="A time in which a source was not judged, and why.")
class OutageNode:
    kind: OutageKind
    since: datetime
    until: datetime | None = strawberry.field(description="Null while nobody knows.")
    reason: str

    @classmethod
    def of(cls, outage: Outage) -> "OutageNode":
        return cls(kind=outage.kind, since=outage.since, until=outage.until, reason=outage.reason)


async def outages(
    info: Info,
    sensor_id: int,
    from_at: datetime,
    to_at: datetime,
    *,
    area_id: UUID,
    equipment_id: UUID | None,
) -> list[OutageNode]:
    """Return the times in the span in which this source was not judged, and why, oldest first."""
    span = PlacedSpan(sensor_id, area_id, equipment_id, from_at, to_at)
    found = await info.context.load_or_none(queries.outages, span)
    return [OutageNode.of(each) for each in found or ()]

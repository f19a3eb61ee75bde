"""Readings as screens show them, and how long they are kept."""

from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.time import microseconds, moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality, TracePoint
from backend.readings import queries as readings
from backend.readings import retention_commands as commands
from backend.readings.queries import TraceWindow
from backend.readings.rules import LatestReading
from backend.sites.rules import Retention

strawberry.enum(Quality, name="Quality")
MAX_TRACE_MINUTES: Final = 60 * 24 * 31
MAX_TRACE_POINTS: Final = 2_000


@strawberry.type(name="TracePoint")
class TracePointNode:
    at: datetime
    value: float

    @classmethod
    def of(cls, point: TracePoint) -> "TracePointNode":
        return cls(at=moment(point.sampled_us), value=point.value)


@strawberry.type(name="Reading")
class ReadingNode:
    sampled_at: datetime
    value: float
    quality: Quality

    @classmethod
    def of(cls, reading: LatestReading) -> "ReadingNode":
        return cls(sampled_at=moment(reading.sampled_us), value=reading.value, quality=reading.quality)


@strawberry.type(
    name="Retention", description="For how many days a site keeps readings, minutes and hours of them."
)
class RetentionNode:
    readings_days: int
    minutes_days: int
    hours_days: int

    @classmethod
    def of(cls, kept: Retention) -> "RetentionNode":
        return cls(
            readings_days=kept.readings_days, minutes_days=kept.minutes_days, hours_days=kept.hours_days
        )


async def retention_node(info: Info, site_id: UUID) -> RetentionNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: readings.retention(session, viewer, site_id))
    if found is None:
        raise LookupError(f"no site {site_id} of the viewer's")
    return RetentionNode.of(found)


@strawberry.input
class SetRetentionInput:
    operation_id: UUID
    site_id: UUID
    readings_days: int
    minutes_days: int
    hours_days: int
    reason: str
    asks_second_person: bool = strawberry.field(
        default=False, description="For a shorter time: ask a second person to agree; all is kept until then."
    )


@strawberry.type
class ReadingsQuery:
    @strawberry.field(description="Null for a site that is not the viewer's.")
    async def retention(self, info: Info, site_id: UUID) -> RetentionNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: readings.retention(session, viewer, site_id))
        return RetentionNode.of(found) if found else None


@strawberry.type
class ReadingsMutation:
    @command(
        returns=retention_node,
        description="What is older than the new limits is deleted within hours, for good.",
    )
    def set_retention(self, tx: Transaction, input: SetRetentionInput, by: Viewer) -> UUID:
        wanted = Retention(input.readings_days, input.minutes_days, input.hours_days)
        return commands.set_retention(
            tx,
            input.site_id,
            wanted,
            reason=input.reason,
            by=by,
            asks_second_person=input.asks_second_person,
        )


async def latest_reading(info: Info, sensor_id: int) -> ReadingNode | None:
    """The last reading of this source, at most about a second old."""
    reading = await info.context.load_or_none(readings.latest, sensor_id)
    return ReadingNode.of(reading) if reading else None


async def trace(info: Info, sensor_id: int, *, minutes: int, points: int) -> list[TracePointNode]:
    """The last minutes of this source, thinned. Raises Refused(INVALID_INPUT) for too many."""
    if not (1 <= minutes <= MAX_TRACE_MINUTES and 2 <= points <= MAX_TRACE_POINTS):
        raise Refused(ErrorCode.INVALID_INPUT, "too long a trace or too many points")
    to_us = microseconds(info.context.now)
    from_us = to_us - minutes * 60 * 1_000_000
    line = await info.context.load(readings.traces, TraceWindow(sensor_id, from_us, to_us, points))
    return [TracePointNode.of(point) for point in line]

"""Live values: the last readings of a site, told about once a second while somebody looks at them."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import strawberry

from backend.core.database import READINGS
from backend.core.graphql.context import Info
from backend.core.session import Session
from backend.core.time import microseconds, moment
from backend.core.vocabulary import Quality
from backend.readings import queries as readings
from backend.readings.rules import LatestReading

FRESH_FOR: Final = timedelta(minutes=2)
"""A source that has sent nothing for so long has nothing new to tell."""


@strawberry.type(name="LiveReading")
class LiveReadingNode:
    sensor_id: strawberry.ID
    sampled_at: datetime
    value: float
    quality: Quality

    @classmethod
    def of(cls, sensor_id: int, reading: LatestReading) -> "LiveReadingNode":
        return cls(
            sensor_id=strawberry.ID(str(sensor_id)),
            sampled_at=moment(reading.sampled_us),
            value=reading.value,
            quality=reading.quality,
        )


@strawberry.type
class ReadingsSubscription:
    @strawberry.subscription(
        description="The last readings of the sources of a site, or of one area, that sent some lately."
    )
    async def readings_changed(
        self, info: Info, site_id: UUID, area_id: UUID | None = None
    ) -> AsyncGenerator[list[LiveReadingNode], None]:
        viewer = info.context.viewer
        now = info.context.now

        def look(session: Session) -> dict[int, LatestReading]:
            since_us = microseconds(now - FRESH_FOR)
            return readings.live(session, viewer, site_id, area_id, since_us=since_us)

        async for changed in info.context.changes(READINGS):
            if changed.site_id != site_id:
                continue
            found = await info.context.read(look)
            yield [LiveReadingNode.of(sensor_id, reading) for sensor_id, reading in sorted(found.items())]

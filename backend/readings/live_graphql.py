"""Live values: the last readings of a site, told about once a second while somebody looks at them."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import strawberry

from backend.core.database import READINGS
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.session import Session
from backend.core.time import microseconds, moment
from backend.core.vocabulary import Quality
from backend.readings import queries as readings
from backend.readings.rules import LatestReading

FRESH_FOR: Final = timedelta(minutes=2)
"""A source that has sent nothing for so long has nothing new to tell."""
MOST_IN_SIGHT: Final = 2_000
"""Sources of one subscription: a screen shows some dozens, and some more around them."""


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


@strawberry.input(description="Sources of one area that are on the screen.")
class SourcesInSight:
    area_id: UUID
    sensor_ids: list[strawberry.ID]


@strawberry.type
class ReadingsSubscription:
    @strawberry.subscription(
        description="The last readings of the sources of a site, or of one area, that sent some lately. With"
        " `inSight`: of these sources only, at most 2,000."
    )
    async def readings_changed(
        self,
        info: Info,
        site_id: UUID,
        area_id: UUID | None = None,
        in_sight: list[SourcesInSight] | None = None,
    ) -> AsyncGenerator[list[LiveReadingNode], None]:
        viewer = info.context.viewer
        now = info.context.now
        wanted = _checked(in_sight)

        def look(session: Session) -> dict[int, LatestReading]:
            since_us = microseconds(now - FRESH_FOR)
            found = readings.live(session, viewer, site_id, area_id, since_us=since_us)
            return found if wanted is None else {key: found[key] for key in wanted if key in found}

        async for changed in info.context.changes(READINGS):
            if changed.site_id != site_id:
                continue
            found = await info.context.read(look)
            yield [LiveReadingNode.of(sensor_id, reading) for sensor_id, reading in sorted(found.items())]


def _checked(in_sight: list[SourcesInSight] | None) -> list[int] | None:
    """Return the numbers of these sources. Raises Refused(INVALID_INPUT) for more than a screen shows."""
    if in_sight is None:
        return None
    found = [int(each) for area in in_sight for each in area.sensor_ids if each.isdecimal()]
    if len(found) > MOST_IN_SIGHT:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_IN_SIGHT} sources in sight")
    return found

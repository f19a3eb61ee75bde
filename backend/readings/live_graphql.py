"""Live values: the last readings of a site, told about once a second while somebody looks at them."""

import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

import strawberry

from backend.core.database import READINGS
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.session import Session
from backend.core.time import microseconds, moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality
from backend.readings import queries as readings
from backend.readings.rules import LatestReading

FRESH_FOR: Final = timedelta(minutes=2)
"""A source that has sent nothing for so long has nothing new to tell."""
SHARED_FOR_S: Final = 0.5
"""So long one reading of an area serves all: the screens of a site look once a second, one after another."""
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


class LiveFrame:
    """The last readings of an area. `read_at_s`: by the clock of the machine."""

    def __init__(self, read_at_s: float, found: Mapping[int, LatestReading]) -> None:
        self.read_at_s = read_at_s
        self._found = found
        self._nodes: dict[str, LiveReadingNode | None] = {}

    def cut(self, sensor_ids: Iterable[str]) -> list[LiveReadingNode]:
        """Return the readings of these sources; a node is made once for all who ask for it."""
        return [node for each in sensor_ids if (node := self._node(each)) is not None]

    def _node(self, sensor_id: str) -> LiveReadingNode | None:
        if sensor_id not in self._nodes:
            reading = self._found.get(int(sensor_id)) if sensor_id.isdecimal() else None
            self._nodes[sensor_id] = LiveReadingNode.of(int(sensor_id), reading) if reading else None
        return self._nodes[sensor_id]


class LiveFrames:
    """The last readings of areas: each is read once a second for all the screens that show some of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._frames: dict[tuple[UUID, UUID], LiveFrame] = {}
        self._lock = Lock()

    def cut(
        self,
        session: Session,
        viewer: Viewer,
        site_id: UUID,
        in_sight: Sequence[SourcesInSight],
        *,
        now: datetime,
    ) -> list[LiveReadingNode]:
        """Return the last readings of these sources; none of a site that is not the viewer's."""
        if site_id not in viewer.site_ids:
            return []
        with self._lock:  # a second screen waits for what the first one reads
            at_s = self._clock()
            self._frames = {
                place: each for place, each in self._frames.items() if at_s - each.read_at_s < SHARED_FOR_S
            }
            missing = {each.area_id for each in in_sight if (site_id, each.area_id) not in self._frames}
            if missing:
                since_us = microseconds(now - FRESH_FOR)
                found = readings.live_of_areas(session, viewer, site_id, missing, since_us=since_us)
                for area_id in missing:
                    self._frames[site_id, area_id] = LiveFrame(at_s, found.get(area_id, {}))
            frames = [self._frames[site_id, each.area_id] for each in in_sight]
            return [
                node
                for frame, each in zip(frames, in_sight, strict=True)
                for node in frame.cut(each.sensor_ids)
            ]


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
        _check(in_sight)
        frames = info.context.edge.kept(LiveFrames)

        def look(session: Session) -> list[LiveReadingNode]:
            if in_sight is not None:
                return frames.cut(session, viewer, site_id, in_sight, now=now)
            since_us = microseconds(now - FRESH_FOR)
            found = readings.live(session, viewer, site_id, area_id, since_us=since_us)
            return [LiveReadingNode.of(sensor_id, reading) for sensor_id, reading in sorted(found.items())]

        async for changed in info.context.changes(READINGS):
            if changed.site_id == site_id:
                yield await info.context.read(look)


def _check(in_sight: list[SourcesInSight] | None) -> None:
    """Raises Refused(INVALID_INPUT) for more than a screen shows."""
    if sum(len(each.sensor_ids) for each in in_sight or ()) > MOST_IN_SIGHT:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_IN_SIGHT} sources in sight")

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
"""So long one reading of a site serves all: its screens look once a second, one after another."""
REST: Final = 4
"""Where reading takes long, it serves that many times as long as it took."""
LONGEST_SHARED_S: Final = 1.0
ASKED_FOR_S: Final = 3.0
"""An area that no screen asked for since is not read with the others."""
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
    """The last readings of some areas of a site. `until_s`: so long it is shown, by the clock of the machine;
    `asked_s`: when each area was asked for last.
    """

    def __init__(self) -> None:
        self.until_s = 0.0
        self.asked_s: dict[UUID, float] = {}
        self.areas: set[UUID] = set()
        self._found: dict[int, LatestReading] = {}
        self._nodes: dict[str, LiveReadingNode] = {}

    def clear(self, at_s: float) -> None:
        """Forget what was read, and areas that no screen shows any more."""
        self.asked_s = {area: s for area, s in self.asked_s.items() if at_s - s < ASKED_FOR_S}
        self.areas, self._found, self._nodes = set(), {}, {}

    def add(self, areas: Iterable[UUID], found: Mapping[int, LatestReading]) -> None:
        """Show these, too: the last readings of these areas."""
        self.areas.update(areas)
        self._found.update(found)

    def cut(self, sensor_ids: Iterable[str]) -> list[LiveReadingNode]:
        """Return the readings of these sources; a node is made once for all who ask for it."""
        return [node for each in sensor_ids if (node := self._node(each)) is not None]

    def _node(self, sensor_id: str) -> LiveReadingNode | None:
        node = self._nodes.get(sensor_id)
        if node is None and sensor_id.isdecimal() and (reading := self._found.get(int(sensor_id))):
            self._nodes[sensor_id] = node = LiveReadingNode.of(int(sensor_id), reading)
        return node


class LiveFrames:
    """The last readings of the areas that screens show: read once a second, all of a site at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._frames: dict[UUID, LiveFrame] = {}
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
            frame = self._frames.setdefault(site_id, LiveFrame())
            began_s = self._clock()
            frame.asked_s.update(dict.fromkeys((each.area_id for each in in_sight), began_s))
            if is_old := began_s >= frame.until_s:
                frame.clear(began_s)
            if missing := frame.asked_s.keys() - frame.areas:
                since_us = microseconds(now - FRESH_FOR)
                frame.add(missing, readings.live(session, viewer, site_id, missing, since_us=since_us))
            if is_old:
                took_s = self._clock() - began_s
                frame.until_s = began_s + took_s + min(max(SHARED_FOR_S, REST * took_s), LONGEST_SHARED_S)
            return [node for each in in_sight for node in frame.cut(each.sensor_ids)]


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
            area_ids = None if area_id is None else [area_id]
            found = readings.live(session, viewer, site_id, area_ids, since_us=since_us)
            return [LiveReadingNode.of(sensor_id, reading) for sensor_id, reading in sorted(found.items())]

        async for changed in info.context.changes(READINGS):
            if changed.site_id == site_id:
                yield await info.context.read(look)


def _check(in_sight: list[SourcesInSight] | None) -> None:
    """Raises Refused(INVALID_INPUT) for more than a screen shows."""
    if sum(len(each.sensor_ids) for each in in_sight or ()) > MOST_IN_SIGHT:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_IN_SIGHT} sources in sight")

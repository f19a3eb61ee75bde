"""Runs the simulated plant: once a second, the values of all its sensors as one gateway message over MQTT."""

import base64
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, Protocol, TypeAlias

import structlog

from backend.demo.blueprint import SITE_CODE
from backend.demo.camera_pictures import snapshot
from backend.demo.sightings import Sighting, sightings_between
from backend.demo.simulation import SimulatedPlant

EVERY_S: Final = 1.0
CATCH_UP_S: Final = 5.0
"""After a longer pause (a suspended laptop) the missed seconds are left out."""

Element: TypeAlias = tuple[str, int, float]
"""(sensor code, milliseconds since the epoch, value)."""

log = structlog.get_logger(__name__)


class Line(Protocol):
    """The part of a `Publisher`, connected already, that the simulator needs."""

    @property
    def is_full(self) -> bool: ...

    def publish_batch(self, site: str, elements: list[Element]) -> None: ...
    def publish_event(self, site: str, source: str, event: dict[str, Any]) -> None: ...


class Simulator:
    """A thread that publishes while `started_at()` says since when; it is asked before every message.

    `plant` is what is being simulated, None while switched off. Its sensors are marked as simulated in the
    database, not in the messages: they take the same way as real ones.
    """

    def __init__(
        self,
        line: Line,
        *,
        started_at: Callable[[], datetime | None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.plant: SimulatedPlant | None = None
        self._line = line
        self._started_at = started_at
        self._clock = clock
        self._looked_at = clock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulator", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; returns when it has ended."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def tick(self) -> None:
        """Publish the values of this moment, or nothing while it is switched off.

        Nothing either while the broker is away and a whole window is unacknowledged: a plant does not wait.
        """
        started_at = self._started_at()
        if started_at is None:
            self.plant = None
            return
        now = self._clock()
        if self.plant is None or self.plant.started_at != started_at:
            self.plant = SimulatedPlant(started_at=started_at)
        if not self._line.is_full:
            ts = round(now.timestamp() * 1000)
            values = self.plant.values_at(now)
            self._line.publish_batch(SITE_CODE, [(code, ts, value) for code, value in values.items()])
            for seen in sightings_between(max(self._looked_at, started_at), now, started_at=started_at):
                self._line.publish_event(SITE_CODE, seen.code, event_of(seen, now))
        self._looked_at = now

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            try:
                self.tick()
            except Exception:  # the switch is in the database, which may be busy or away for a while
                log.exception("the simulated plant missed a second")
            due += EVERY_S
            if time.monotonic() - due > CATCH_UP_S:
                due = time.monotonic()


def event_of(seen: Sighting, at: datetime) -> dict[str, Any]:
    """The event as a device sends it."""
    event: dict[str, Any] = {
        "ts": round(at.timestamp() * 1000),
        "type": seen.type,
        "confidence": seen.confidence,
        "subject": seen.subject,
        "area": seen.area,
        "cleared": seen.is_cleared,
    }
    if seen.has_picture:
        event["snapshot"] = base64.b64encode(snapshot(seen.type, seen.confidence, at)).decode()
    return event

"""Sightings of the simulated camera, gate and locator: a scene every ten minutes, by turns. Pure, no clock.

The first comes well after the first incident, so that a newcomer meets one thing at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FIRST_AFTER: Final = timedelta(minutes=7)
EVERY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event of a scene, `after_s` seconds from its start. `has_picture`: a snapshot goes with it."""

    after_s: int
    code: str
    type: str
    confidence: float = 1.0
    subject: str = ""
    area: str = ""
    has_picture: bool = False
    is_cleared: bool = False


SCENES: Final[tuple[tuple[Sighting, ...], ...]] = (
    (
        Sighting(0, "CB-201", "NO_HELMET", 0.92, has_picture=True),
        Sighting(20, "CB-201", "NO_HELMET", 0.88, has_picture=True),
        Sighting(90, "CB-201", "NO_HELMET", is_cleared=True),
    ),
    (
        Sighting(0, "LO-001", "ZONE_ENTERED", subject="T-0101", area="TANKS"),
        Sighting(30, "LO-001", "ZONE_ENTERED", subject="T-0101", area="TANKS"),
        Sighting(100, "LO-001", "ZONE_ENTERED", subject="T-0101", area="TANKS", is_cleared=True),
    ),
    (
        Sighting(0, "RG-701", "TAG_READ", 0.99, subject="T-0201"),
        Sighting(120, "RG-701", "TAG_READ", subject="T-0201", is_cleared=True),
    ),
)


def sightings_between(after: datetime, until: datetime, *, started_at: datetime) -> Iterator[Sighting]:
    """Yield the sightings after the first and up to the second time, in order, of a plant that began then."""
    number = max(0, int((after - started_at - FIRST_AFTER - timedelta(minutes=5)) / EVERY))
    while (begins_at := started_at + FIRST_AFTER + number * EVERY) <= until:
        for sighting in SCENES[number % len(SCENES)]:
            if after < begins_at + timedelta(seconds=sighting.after_s) <= until:
                yield sighting
        number += 1

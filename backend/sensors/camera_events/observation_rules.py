"""Observations 识别事件: what a camera box, an RFID gate or a locator saw at one moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MAX_SUBJECT: Final = 100
TYPE: Final = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
HEARTBEAT: Final = "HEARTBEAT"
"""The source lives and saw nothing: keeps it from falling silent, and is not stored."""

LATE_AFTER_US: Final = 3_600_000_000
"""An observation that comes later than this is kept, but is no news: it raises nothing."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept picture: sha256 (hex) of the bytes that were sent, size in pixels."""

    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Observation:
    """`source` is `{site code}/{source code}`, `seen_us` microseconds since the epoch, `confidence` 0 to 1.

    `area`: the code of an area, "" for the one of the source. `key` is unique among those of its source.
    `is_cleared`: the source says that what it saw is over. `picture`: bytes as sent; `claimed`: the sha256 of
    a picture that was sent before. Whoever keeps the picture fills in `snapshot`.
    """

    source: str
    seen_us: int
    type: str
    key: str
    confidence: float = 1.0
    subject: str = ""
    area: str = ""
    is_cleared: bool = False
    picture: bytes = b""
    claimed: str = ""
    snapshot: Snapshot | None = None


def key_of(sender_id: str, seen_us: int, type: str, subject: str, area: str, *, is_cleared: bool) -> str:
    """Return the key of an observation, the same when sent twice: its sender's id, or all that it says."""
    if sender_id:
        return f"id/{sender_id}"
    return f"{seen_us}/{type}/{area}/{subject}{'/cleared' if is_cleared else ''}"


def aspect_of(raises: str, area: str) -> str:
    """The aspect of an alert: what it is about, and where."""
    return f"{raises}@{area}" if area else raises


def seen_again(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Merge a repeated sighting into the cause of its alert: the latest, how often, and the last picture."""
    picture = {"snapshot": before["snapshot"]} if "snapshot" in before else {}
    return {**picture, **now, "times": before.get("times", 1) + 1}

"""Conditions of the product itself, which its `system` source reports: how bad each is, how long it lasts."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.core.vocabulary import Tier

CODE: Final = "system"
"""Code of the source, one per site; no device speaks for it."""


class SystemCondition(StrEnum):
    """Condition of the product itself; the aspect of its alert."""

    SESSION_LOST = "SESSION_LOST"
    """The broker forgot the session of ingest, and what it had queued for it."""
    PAGE_CORRUPTED = "PAGE_CORRUPTED"
    """A page of the database cannot be read."""
    DISK_NEARLY_FULL = "DISK_NEARLY_FULL"
    CLOCK_JUMPED = "CLOCK_JUMPED"


TIERS: Final[Mapping[SystemCondition, Tier]] = {
    SystemCondition.SESSION_LOST: Tier.ORANGE,
    SystemCondition.PAGE_CORRUPTED: Tier.ORANGE,
    SystemCondition.DISK_NEARLY_FULL: Tier.ORANGE,
    SystemCondition.CLOCK_JUMPED: Tier.ORANGE,
}
"""Orange and not less: yellow and blue notify the responsible person only, and this source has none."""

ENDS_AFTER: Final[Mapping[SystemCondition, timedelta]] = {
    SystemCondition.SESSION_LOST: timedelta(minutes=15),
    SystemCondition.CLOCK_JUMPED: timedelta(minutes=15),
}
"""These are moments, and normal again after this long. The others end when they are over."""

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
    NOBODY_ON_DUTY = "NOBODY_ON_DUTY"
    """The site keeps a roster of its officers, and none of them is on duty."""
    BEACON_LOST = "BEACON_LOST"
    """A beacon is not connected, or does not confirm what it has to show."""
    WORKER_AWAY = "WORKER_AWAY"
    """The worker is away, or its work stands still: messages are not sent, deadlines not watched."""
    SCHEDULE_AWAY = "SCHEDULE_AWAY"
    """`beat` or Redis is away: the worker is not asked for its jobs, and does them by itself."""
    INGEST_AWAY = "INGEST_AWAY"
    """Ingest is away: readings are not taken in."""
    BROKER_AWAY = "BROKER_AWAY"
    """Ingest does not reach the broker."""
    REDIS_AWAY = "REDIS_AWAY"
    """Redis is away: screens show nothing live, and processes do not wake each other."""
    PROVIDER_AWAY = "PROVIDER_AWAY"
    """A channel has taken no message since one failed."""
    DEMO_NOT_KEPT = "DEMO_NOT_KEPT"
    """The demo plant cannot be kept up: something of it was changed in a way that nobody foresaw."""
    REACTION_FAILED = "REACTION_FAILED"
    """Something that follows from an alert or a deadline failed, and is tried again."""


TIERS: Final[Mapping[SystemCondition, Tier]] = {
    SystemCondition.SESSION_LOST: Tier.ORANGE,
    SystemCondition.PAGE_CORRUPTED: Tier.ORANGE,
    SystemCondition.DISK_NEARLY_FULL: Tier.ORANGE,
    SystemCondition.CLOCK_JUMPED: Tier.ORANGE,
    SystemCondition.NOBODY_ON_DUTY: Tier.ORANGE,
    SystemCondition.BEACON_LOST: Tier.ORANGE,
    SystemCondition.WORKER_AWAY: Tier.ORANGE,
    SystemCondition.SCHEDULE_AWAY: Tier.ORANGE,
    SystemCondition.INGEST_AWAY: Tier.ORANGE,
    SystemCondition.BROKER_AWAY: Tier.ORANGE,
    SystemCondition.REDIS_AWAY: Tier.ORANGE,
    SystemCondition.PROVIDER_AWAY: Tier.ORANGE,
    SystemCondition.DEMO_NOT_KEPT: Tier.ORANGE,
    SystemCondition.REACTION_FAILED: Tier.ORANGE,
}
"""Orange and not less: yellow and blue notify the responsible person only, and this source has none."""

ENDS_AFTER: Final[Mapping[SystemCondition, timedelta]] = {
    SystemCondition.SESSION_LOST: timedelta(minutes=15),
    SystemCondition.CLOCK_JUMPED: timedelta(minutes=15),
}
"""These are moments, and normal again after this long. The others end when they are over."""

"""Too many alerts for one person: what is not red is told together, so that red is heard (ISA-18.2, 16)."""

from datetime import timedelta
from typing import Final

from backend.core.vocabulary import Tier

FLOOD_ABOVE: Final = 10
FLOOD_WITHIN: Final = timedelta(minutes=10)
DIGEST_EVERY: Final = timedelta(minutes=2)


def is_digested(tier: Tier, *, notified_lately: int) -> bool:
    """Whether one more alert waits for the next summary of a person who was notified so often just now."""
    return tier is not Tier.RED and notified_lately >= FLOOD_ABOVE

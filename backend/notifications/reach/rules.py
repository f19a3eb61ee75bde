"""Reach: a person counts as reached who was shown an alert within the time in which it has to be
acknowledged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.vocabulary import Tier
from backend.people.directory.rules import AddressKind

PERIOD: Final = timedelta(days=30)
MOST: Final = 20_000
"""Messages that are counted, the newest first."""


@dataclass(frozen=True, slots=True)
class Notified:
    """A person who was to be notified of an alert. `seen_at`: when a message or a screen first showed it."""

    person_id: UUID
    tier: Tier
    notified_at: datetime
    seen_at: datetime | None

    def is_in_time(self, target: timedelta) -> bool:
        return self.seen_at is not None and self.seen_at <= self.notified_at + target


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many times somebody was to be notified they were shown it in time, later, or not at all."""

    notified: int = 0
    in_time: int = 0
    late: int = 0

    @property
    def never(self) -> int:
        return self.notified - self.in_time - self.late


@dataclass(frozen=True, slots=True)
class TierReach:
    tier: Tier
    target: timedelta
    share: Share


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """Messages by one kind of channel. `accepted`: by the provider; `shown`: as far as a channel can tell;
    `in_time`: of those, within the time in which alerts of their tier have to be acknowledged.
    """

    kind: str
    sent: int
    accepted: int
    shown: int
    in_time: int
    failed: int


@dataclass(frozen=True, slots=True)
class PersonalReach:
    """Reach of a person of the site. `ways`: kinds of channels that lead to them now, without browsers that
    show nothing; `silent_since`: of the browser that is silent longest; `unverified`: addresses that nobody
    has shown to be theirs; `has_quiet_hours`: when, is nobody else's business.
    """

    person_id: UUID
    share: Share
    ways: tuple[str, ...]
    silent_since: datetime | None
    unverified: tuple[AddressKind, ...]
    has_quiet_hours: bool = False

    @property
    def urgency(self) -> tuple[bool, bool, bool, float]:
        """Sorts whom nothing reaches first, then whose browser is silent, then who is shown least."""
        share = self.share.in_time / self.share.notified if self.share.notified else 1.0
        return (bool(self.ways), self.silent_since is None, not self.unverified, share)


def share_of(found: Iterable[Notified], targets: dict[Tier, timedelta]) -> Share:
    """Count what was shown in time for its tier, later, and not at all."""
    notified = in_time = late = 0
    for each in found:
        notified += 1
        if each.is_in_time(targets[each.tier]):
            in_time += 1
        elif each.seen_at is not None:
            late += 1
    return Share(notified, in_time, late)

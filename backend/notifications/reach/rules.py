"""Reach: a person counts as reached who was shown an alert within the time in which it has to be
acknowledged. How soon they were shown it is measured beside that, from the commit of what they are notified
of: 95 of 100 times a red one within 15 s on at least one device, 99 of 100 times within 60 s.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.vocabulary import Tier
from backend.people.accounts.sign_ins_rules import BrowserKind, Engine, Maker
from backend.people.directory.rules import AddressKind

PERIOD: Final = timedelta(days=30)
MOST: Final = 20_000
"""Messages that are counted, the newest first."""
SOON: Final = timedelta(seconds=15)
LATEST: Final = timedelta(seconds=60)
"""Of a red alert: 95 % are shown within the first, 99 % within the second. Our own targets."""
ENOUGH: Final = 20
"""With fewer, one in twenty is nobody, and a share would say more than anybody knows."""
RINGING: Final = frozenset({Tier.RED, Tier.ORANGE})
"""Tiers whose messages nothing holds back: of others, how soon they are shown is what their person chose."""
SLOW_FROM: Final = 2
"""So often a phone was slow before it is named: once it may have been in a lift."""


@dataclass(frozen=True, slots=True)
class ShownWithin:
    """How soon `count` messages, or people, were shown what they had to. `soon`, `latest`: within 15 s and
    60 s. The times are those within which half, 95 % and 99 % of **all** of them were shown it; None where
    that many were not. Without `is_enough` all but the count is unknown.
    """

    count: int
    is_enough: bool
    soon: int | None = None
    latest: int | None = None
    p50: timedelta | None = None
    p95: timedelta | None = None
    p99: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Notified:
    """A person who was to be notified of an alert. `notified_at`: the commit of that; `seen_at`: when a
    message or a screen first showed it.
    """

    person_id: UUID
    tier: Tier
    notified_at: datetime
    seen_at: datetime | None

    @property
    def wait(self) -> timedelta | None:
        """How long it took until the first of all their devices and channels showed it; None: none did."""
        return None if self.seen_at is None else self.seen_at - self.notified_at

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
    shown_within: ShownWithin


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
    shown_within: ShownWithin
    """Of those about red and orange."""


@dataclass(frozen=True, slots=True)
class MakerReach:
    """Red and orange messages to browsers on phones of one maker; None: the app has not said it."""

    maker: Maker | None
    shown_within: ShownWithin


@dataclass(frozen=True, slots=True)
class EngineReach:
    """Red and orange messages to browsers of one engine and major version; None: the app has not said it."""

    engine: Engine | None
    major: int
    shown_within: ShownWithin


@dataclass(frozen=True, slots=True)
class SlowPhone:
    """A phone that took longer than 15 s, `times` times at least twice, to show a red or orange message that
    its push service had taken; `longest`: the longest of them.
    """

    kind: BrowserKind | None
    times: int
    longest: timedelta


@dataclass(frozen=True, slots=True)
class PersonalReach:
    """Reach of a person of the site. `ways`: kinds of channels that lead to them now, without browsers that
    show nothing; `silent_since`: of the browser that is silent longest; `unverified`: addresses that nobody
    has shown to be theirs; `has_quiet_hours`: when, is nobody else's business; `slow`: their phones that are.
    """

    person_id: UUID
    share: Share
    ways: tuple[str, ...]
    silent_since: datetime | None
    unverified: tuple[AddressKind, ...]
    has_quiet_hours: bool = False
    slow: tuple[SlowPhone, ...] = ()

    @property
    def urgency(self) -> tuple[bool, bool, bool, bool, float]:
        """Sorts whom nothing reaches first, then whose browser is silent or slow, then who is shown least."""
        share = self.share.in_time / self.share.notified if self.share.notified else 1.0
        return (bool(self.ways), self.silent_since is None, not self.slow, not self.unverified, share)


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


def shown_within(waits: Iterable[timedelta | None]) -> ShownWithin:
    """Measure how soon these were shown; None is one that was not, and counts as longer than any other."""
    found = sorted(timedelta.max if each is None else each for each in waits)
    if len(found) < ENOUGH:
        return ShownWithin(len(found), is_enough=False)

    def within(percent: int) -> timedelta | None:
        # The smallest wait that so many of all did not exceed (nearest rank).
        wait = found[-(-len(found) * percent // 100) - 1]
        return None if wait == timedelta.max else wait

    return ShownWithin(
        len(found),
        is_enough=True,
        soon=bisect_right(found, SOON),
        latest=bisect_right(found, LATEST),
        p50=within(50),
        p95=within(95),
        p99=within(99),
    )


def slow_phone(kind: BrowserKind | None, waits: Iterable[timedelta]) -> SlowPhone | None:
    """Return the phone as slow, if it was with at least two messages; `waits`: since each was accepted."""
    late = [each for each in waits if each > SOON]
    return SlowPhone(kind, len(late), max(late)) if len(late) >= SLOW_FROM else None

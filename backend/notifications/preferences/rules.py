"""Preferences of a person for their own messages: when they want quiet, and which channel comes first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import KINDS, Means, Way
from backend.policies.rules import Channel, TierPolicy

DAY_MINUTES: Final = 24 * 60
SHORTEST: Final = timedelta(minutes=30)
WEEK: Final = frozenset(range(1, 8))
QUIET_TIERS: Final = (Tier.YELLOW, Tier.BLUE)
"""Tiers whose messages may wait for the end of quiet hours; red and orange never do."""
ORDERED: Final = (Channel.WEB_PUSH, Channel.CHAT, Channel.SMS, Channel.EMAIL)
"""Channels that people put in their own order. A voice call stays where the policy has it."""
ALONE_FOR: Final = timedelta(seconds=60)
"""How long the channel that somebody prefers is given before the one that the policy uses at once."""
_CHANNEL_OF: Final = {kind: channel for channel, kinds in KINDS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when, in minutes after midnight by the clock of the site; over midnight where they end
    at an earlier hour than they begin. `weekdays`: on which they begin, 1 is Monday.
    """

    from_minute: int
    until_minute: int
    weekdays: frozenset[int] = WEEK

    @property
    def length(self) -> timedelta:
        """By the clock on the wall."""
        return timedelta(minutes=(self.until_minute - self.from_minute) % DAY_MINUTES)

    def check(self, *, longest: timedelta) -> None:
        """Raises Refused: QUIET_HOURS_TOO_LONG for more than the site allows; INVALID_INPUT."""
        minutes = (self.from_minute, self.until_minute)
        if not all(0 <= each < DAY_MINUTES for each in minutes) or self.length < SHORTEST:
            raise Refused(ErrorCode.INVALID_INPUT, "quiet hours take half an hour at least")
        if not self.weekdays or not self.weekdays <= WEEK:
            raise Refused(ErrorCode.INVALID_INPUT, "quiet hours are on some days of the week")
        if self.length > longest:
            raise Refused(ErrorCode.QUIET_HOURS_TOO_LONG, f"the site allows {longest}")

    def end(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return when the quiet hours end that hold now; None outside of them. They hold from their start up
        to, and without, their end.
        """
        wall = now.astimezone(zone).replace(tzinfo=None)
        today = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        for midnight in (today - timedelta(days=1), today):
            begins = midnight + timedelta(minutes=self.from_minute)
            ends = _in_utc(begins + self.length, zone)
            if midnight.isoweekday() in self.weekdays and _in_utc(begins, zone) <= now < ends:
                return ends
        return None


@dataclass(frozen=True, slots=True)
class NotificationPreferences:
    """Preferences of a person for their messages at a site. Without channels these come as the policy has
    them.
    """

    person_id: UUID
    site_id: UUID
    quiet_hours: QuietHours | None = None
    channels: tuple[Channel, ...] = ()


def longest_quiet(tiers: Mapping[Tier, TierPolicy]) -> timedelta:
    """How long quiet hours may be at a site with this policy; zero: it allows none."""
    return max(tiers[tier].quiet_at_most for tier in QUIET_TIERS)


def quiet_tiers(hours: QuietHours | None, tiers: Mapping[Tier, TierPolicy]) -> list[Tier]:
    """Tiers whose messages wait in these hours, or could in some, the worse first. Hours that are longer than
    the policy allows by now keep nothing waiting.
    """
    length = hours.length if hours else SHORTEST
    return [tier for tier in QUIET_TIERS if length <= tiers[tier].quiet_at_most]


def checked_order(channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """The order as it is kept. Raises Refused(INVALID_INPUT) for a channel that has none, or stands twice."""
    if len(set(channels)) != len(channels) or not set(channels) <= set(ORDERED):
        raise Refused(ErrorCode.INVALID_INPUT, "each channel that people may order, once")
    return tuple(channels)


def whole_order(own: Sequence[Channel], usable: Collection[Channel]) -> list[Channel]:
    """Return the channels that lead to people now in the order of this person, what they do not name last."""
    return [each for each in (*own, *(each for each in ORDERED if each not in own)) if each in usable]


def timed(ways: Iterable[Way], means: Means, orders: Mapping[UUID, Sequence[Channel]]) -> list[Way]:
    """Return the ways with the time after which each leaves: in the order of the policy, or of the person.

    By their own order the first leaves at once. Nothing leaves later than the policy has it, but what would
    have left at once: that gives the first `ALONE_FOR`, or less where the policy itself waits less.
    """
    found: list[Way] = []
    by_person: dict[UUID | None, list[Way]] = {}
    for way in ways:
        by_person.setdefault(way.person_id, []).append(way)
    for person_id, theirs in by_person.items():
        order = orders.get(person_id, ()) if person_id else ()
        found += _in_own_order(theirs, means, order)
    return found


def _in_own_order(ways: Sequence[Way], means: Means, order: Sequence[Channel]) -> list[Way]:
    kinds = list(dict.fromkeys(way.kind for way in ways))
    wanted = sorted(kinds, key=lambda kind: _place(kind, order))
    if wanted == kinds:
        return [replace(way, after=means.leaves_after(way.step)) for way in ways]
    found = []
    for step, kind in enumerate(wanted):
        by_policy = max(means.leaves_after(kinds.index(kind)), ALONE_FOR)
        after = min(means.leaves_after(step), by_policy)
        found += [replace(way, step=step, after=after) for way in ways if way.kind == kind]
    return found


def _place(kind: str, order: Sequence[Channel]) -> int:
    """The place of a kind in an order; what it does not name comes after it, as the policy has it."""
    channel = _CHANNEL_OF[kind]
    return order.index(channel) if channel in order else len(order)


def _in_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)

"""The pace of things without a name, kept in memory as `rate_limit` is."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from backend.core.allowances import DAY, HOUR, Allowances
from backend.core.errors import too_many
from backend.core.rate_limit import MOST_KNOWN, keep_within, origin_of

FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=10)
CROWD_PAUSE: Final = timedelta(minutes=1)
WAITING: Final = 10
"""Of one sender: each of them has its time, at which it is taken whatever else came meanwhile."""


@dataclass
class _Sender:
    """`taken`: when each thing was; `turns`: when those that were asked to wait may come again."""

    taken: dict[str, datetime] = field(default_factory=dict)
    turns: dict[str, datetime] = field(default_factory=dict)

    def forget(self, now: datetime) -> None:
        """Forget what is over, and what lies ahead of a clock that was set back."""
        self.taken = {what: at for what, at in self.taken.items() if now - HOUR < at <= now}
        self.turns = {what: at for what, at in self.turns.items() if now - HOUR < at <= now + LONGEST_PAUSE}


@dataclass
class Pace:
    """How fast things without a name come in at a site: never refused for good, only asked to come later.

    One sender (an address, of IPv6 its network) brings `free` of them within an hour at once, then each waits
    longer, up to `LONGEST_PAUSE`. Where the whole site took `of_site` within `site_within`, everybody waits
    `CROWD_PAUSE` at least, and not longer for what others send.
    """

    free: int
    of_site: int
    site_within: timedelta = HOUR
    _senders: dict[tuple[str, str], _Sender] = field(default_factory=dict)
    _sites: dict[str, deque[datetime]] = field(default_factory=dict)

    def check(self, site: str, address: str, what: str, *, now: datetime) -> None:
        """Take this thing, or the same one again. Raises Refused(TOO_MANY_ATTEMPTS) with the time until its
        turn; it is taken when it comes after that.
        """
        sender, taken = self._sender(site, address, now), self._taken(site, now)
        if what in sender.taken:
            return
        turn = sender.turns.get(what) or self._turn(sender, taken, what, now)
        if now < turn:
            raise too_many("one after the other", turn - now)
        sender.turns.pop(what, None)
        sender.taken[what] = now
        taken.append(now)

    def _turn(self, sender: _Sender, taken: deque[datetime], what: str, now: datetime) -> datetime:
        beyond = len(sender.taken) + len(sender.turns) - self.free
        pause = timedelta(0) if beyond < 0 else min(FIRST_PAUSE * 2 ** min(beyond, 10), LONGEST_PAUSE)
        if len(taken) >= self.of_site:
            pause = max(pause, CROWD_PAUSE)
        if pause:
            if len(sender.turns) >= WAITING:
                raise too_many("too many of one sender wait already", LONGEST_PAUSE)
            sender.turns[what] = now + pause
        return now + pause

    def _sender(self, site: str, address: str, now: datetime) -> _Sender:
        key = (site, origin_of(address))
        sender = self._senders.pop(key, None) or _Sender()
        sender.forget(now)
        while len(self._senders) >= MOST_KNOWN:
            del self._senders[next(iter(self._senders))]
        self._senders[key] = sender  # the one that came last stands last
        return sender

    def _taken(self, site: str, now: datetime) -> deque[datetime]:
        taken = self._sites.setdefault(site, deque())
        keep_within(taken, self.site_within, now=now)
        return taken


class Paces:
    """The pace of each kind of thing that comes in without a name."""

    def __init__(self, allowed: Allowances) -> None:
        def texts() -> Pace:
            return Pace(allowed.anonymous_reports_of_sender, allowed.anonymous_reports_per_hour)

        self.reports, self.suggestions = texts(), texts()
        self.photos = Pace(allowed.anonymous_photos_of_sender, allowed.anonymous_photos_per_day, DAY)

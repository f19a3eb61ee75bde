"""Rate limits per address or person, kept in memory: nothing of an address that asks without a name is ever
written down, and every process counts for itself.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from typing import Final

from backend.core.errors import ErrorCode, Refused, too_many

MOST_KNOWN: Final = 10_000
WRONG_TRIES: Final = 120
"""Wrong tokens of one purpose from one address in the time below: a whole plant may share an address."""
WRONG_WITHIN: Final = timedelta(minutes=10)


class Purpose(StrEnum):
    """Kind of token that somebody shows without a sign-in."""

    LABEL = "label"
    ANSWER_LINK = "answer link"
    INVITATION = "invitation"
    SET_UP = "set-up"
    SITE_PASS = "site pass"
    FOLLOW_UP_KEY = "follow-up key"
    SMS_REPLIES = "sms replies"


@dataclass
class RateLimit:
    """At most `most` tries of one address, or person, `within` this time."""

    most: int
    within: timedelta
    _tries: dict[str, deque[datetime]] = field(default_factory=dict)

    def check(self, who: str, *, now: datetime) -> None:
        """Count this try. Raises Refused(TOO_MANY_ATTEMPTS)."""
        self._forget(now)
        tries = self._tries.setdefault(who, deque())
        if len(tries) >= self.most:
            raise too_many("too often", tries[0] + self.within - now)
        tries.append(now)

    def _forget(self, now: datetime) -> None:
        """Forget what lies too far back, or ahead of a clock set back. Of too many the first goes."""
        for who in list(self._tries):
            tries = self._tries[who]
            keep_within(tries, self.within, now=now)
            if not tries:
                del self._tries[who]
        while len(self._tries) >= MOST_KNOWN:
            del self._tries[next(iter(self._tries))]


class WrongTries:
    """Tokens that are no token of ours, counted per purpose and address. What is valid is looked up first, so
    that it is refused for nobody's tries, however many share the address.
    """

    def __init__(self, most: int = WRONG_TRIES, within: timedelta = WRONG_WITHIN) -> None:
        self._limits = {purpose: RateLimit(most, within) for purpose in Purpose}

    def count(self, purpose: Purpose, address: str, *, now: datetime) -> None:
        """Count a wrong token. Raises Refused(TOO_MANY_ATTEMPTS) where the address has shown too many."""
        self._limits[purpose].check(origin_of(address), now=now)

    @contextmanager
    def counted(self, purpose: Purpose, address: str, wrong: ErrorCode, *, now: datetime) -> Iterator[None]:
        """Count what is refused with this code. Raises Refused(TOO_MANY_ATTEMPTS) in its place after many."""
        try:
            yield
        except Refused as refused:
            if refused.code is wrong:
                self.count(purpose, address, now=now)
            raise


def keep_within(times: deque[datetime], span: timedelta, *, now: datetime) -> None:
    """Drop the times, the oldest first, that lie further back than this, or ahead of a clock set back."""
    while times and times[0] <= now - span:
        times.popleft()
    while times and times[-1] > now:
        times.pop()


def origin_of(address: str) -> str:
    """Return the address; of IPv6 the network of 64 bits, of which one phone has all addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or int(found) >> 64)

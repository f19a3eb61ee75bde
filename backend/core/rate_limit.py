"""Rate limits per address or person, kept in memory."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from backend.core.errors import too_many

MOST_KNOWN: Final = 10_000


@dataclass
class RateLimit:
    """At most `most` tries of one address, or person, `within` this time. Kept in memory only: nothing of an
    address that asked anonymously is ever written down, and every process counts for itself.
    """

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
        """Forget what lies too far back. Of too many the one that came first goes."""
        for who in list(self._tries):
            tries = self._tries[who]
            while tries and tries[0] <= now - self.within:
                tries.popleft()
            if not tries:
                del self._tries[who]
        while len(self._tries) >= MOST_KNOWN:
            del self._tries[next(iter(self._tries))]

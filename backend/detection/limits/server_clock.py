"""Jumps of the server's wall clock, seen by its steady clock since the process began."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from backend.readings.rules import SKEW_US

SOON_US = 5 * SKEW_US
"""A reading of the present is so close to now, either way."""


@dataclass(frozen=True, slots=True)
class ServerClock:
    """`ahead_us`: how far the wall clock is ahead of the steady one. `forward_us`: by how much it was set
    forward since a source was heard, by its key. `again_until_us`: set back, it goes through the times before
    this one again.
    """

    ahead_us: int | None = None
    forward_us: Mapping[str, int] = field(default_factory=dict)
    again_until_us: int = 0

    def read(self, now_us: int, steady_us: int, keys: Iterable[str]) -> Self:
        """Look at both clocks once more; return the same object if neither was set."""
        ahead_us = now_us - steady_us
        if self.ahead_us is None:
            return replace(self, ahead_us=ahead_us)
        jump_us = ahead_us - self.ahead_us
        if abs(jump_us) < SKEW_US:
            return self
        if jump_us < 0:
            again_until_us = max(self.again_until_us, now_us - jump_us)
            return replace(self, ahead_us=ahead_us, again_until_us=again_until_us)
        forward_us = {key: self.forward_us.get(key, 0) + jump_us for key in keys}
        return replace(self, ahead_us=ahead_us, forward_us=forward_us)

    def heard(self, keys: Iterable[str]) -> Self:
        """The same after these sources were heard."""
        if not self.forward_us:
            return self
        gone = set(keys)
        return replace(self, forward_us={k: v for k, v in self.forward_us.items() if k not in gone})

    def goes_through_again(self, sampled_us: int, now_us: int) -> bool:
        """Whether a reading of this time may be new although another one of the same time is stored."""
        return now_us < self.again_until_us and abs(sampled_us - now_us) <= SOON_US


NEVER_SET = ServerClock()

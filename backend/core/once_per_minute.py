"""One log line per minute and cause, for what every request and every tick meets again."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

EVERY_S: Final = 60.0
MOST_CAUSES: Final = 100
NUMBERS: Final = re.compile(r"\d+")


@dataclass
class OncePerMinute:
    """Causes that differ in numbers only (ports, process ids, times) are the same, unless `parts_numbers`."""

    steady_s: Callable[[], float] = time.monotonic
    parts_numbers: bool = False
    _said: dict[str, tuple[float, int]] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def say(self, line: Callable[[int], object], cause: str) -> None:
        """Call `line` with how often this cause was left out since its last line, or leave it out."""
        same = cause if self.parts_numbers else NUMBERS.sub("#", cause)
        key, now_s = same[:500], self.steady_s()
        with self._turn:
            last_s, left_out = self._said.get(key, (-EVERY_S, 0))
            if now_s - last_s < EVERY_S:
                self._said[key] = (last_s, left_out + 1)
                return
            while len(self._said) >= MOST_CAUSES:
                del self._said[next(iter(self._said))]
            self._said[key] = (now_s, 0)
        line(left_out)


AWAY: Final = OncePerMinute()


def away(say: Callable[..., object], event: str, error: object, **context: object) -> None:
    """Log by `say`, a method of the caller's logger, that something is away: a line per minute and cause."""
    cause = str(error)
    AWAY.say(lambda left_out: say(event, error=cause, left_out=left_out, **context), f"{event}: {cause}")

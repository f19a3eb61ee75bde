"""The one state machine that every rule shares: a latch that moves after its delay of event time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from backend.core.vocabulary import AlertCondition, Tier


class Latch(NamedTuple):
    """State of a condition, and since when readings say the opposite (None: it agrees)."""

    is_latched: bool
    since_us: int | None


IDLE = Latch(is_latched=False, since_us=None)


@dataclass(frozen=True, slots=True)
class RuleTransition:
    """Tier of one condition after a step; None: it ended. `evaluator` makes a `ConditionChange` of it.

    `limit` decided, `lasted_us` is how long its delay had been running, `why` are the other numbers of the
    sentence that explains it (times in seconds, values in the unit of the source).
    """

    condition: AlertCondition
    tier: Tier | None
    limit: float | None
    lasted_us: int
    why: Mapping[str, Any] = field(default_factory=dict)


def move(latch: Latch, *, disagrees: bool, delay_us: int, sampled_us: int) -> Latch:
    """The latch after a reading that says the opposite of it, or does not; the same object if it stays."""
    if not disagrees:
        return latch if latch.since_us is None else Latch(latch.is_latched, None)
    since_us = sampled_us if latch.since_us is None else latch.since_us
    if sampled_us - since_us >= delay_us:
        return Latch(not latch.is_latched, None)
    return latch if latch.since_us is not None else Latch(latch.is_latched, since_us)


def elapsed_us(before: Latch, sampled_us: int) -> int:
    """Time that the delay of a latch that moved just now had been running."""
    return 0 if before.since_us is None else sampled_us - before.since_us

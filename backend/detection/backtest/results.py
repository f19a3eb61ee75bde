"""Results of a back-test: two replays of one history, compared with what happened."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.vocabulary import AlertCondition, Tier

MINUTE_US: Final = 60_000_000
DAY_US: Final = 24 * 60 * MINUTE_US
CHATTERING: Final = 3
"""So many activations within a minute are chattering (ISA-18.2)."""
SHOWN_EPISODES: Final = 200


class Outcome(StrEnum):
    """Outcome of the case of a past alert; the values are those of `CaseOutcome`."""

    RESOLVED = "RESOLVED"
    FALSE_ALARM = "FALSE_ALARM"
    DUPLICATE = "DUPLICATE"
    NOT_A_HAZARD = "NOT_A_HAZARD"


@dataclass(frozen=True, slots=True)
class Episode:
    """One alert that a rule would have raised. Event times in microseconds since the epoch.

    `beyond_us`: when the condition began, before its delay; `started_us`: when the alert would have been
    raised; `ended_us`: back to normal (None: not by the end of the history). `peak`: the value furthest into
    the danger (None where there is no such value).
    """

    condition: AlertCondition
    beyond_us: int
    started_us: int
    ended_us: int | None
    worst_tier: Tier
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class PastAlert:
    """An alert that was really raised in the history, and how its case ended (None: not yet)."""

    alert_id: UUID
    condition: AlertCondition
    tier: Tier
    began_us: int
    ended_us: int | None
    case_id: UUID | None = None
    case_number: str | None = None
    outcome: Outcome | None = None

    @property
    def is_real(self) -> bool:
        """True if people had to do something about it: disposed of and rechecked, not dismissed."""
        return self.outcome is Outcome.RESOLVED


class Verdict(StrEnum):
    """Effect of a change on an episode."""

    KEPT = "KEPT"
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    MISSED = "MISSED"
    """Removed, although people had to dispose of a real danger."""


@dataclass(frozen=True, slots=True)
class JudgedEpisode:
    """`tier_now`, `tier_then`: its worst tier under the rule in force and under the proposed one."""

    verdict: Verdict
    condition: AlertCondition
    started_us: int
    ended_us: int | None
    tier_now: Tier | None
    tier_then: Tier | None
    peak: float | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    case_number: str | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Result of one rule over the history. `by_tier`: worst tier first, zeros included.

    `in_alarm_by_tier_us`: time in which an episode of this worst tier was on; empty in findings that were
    kept before it was counted.
    """

    by_tier: tuple[tuple[Tier, int], ...]
    in_alarm_us: int
    chattering: int
    """Activations that were part of a burst of three or more within a minute."""
    in_alarm_by_tier_us: tuple[tuple[Tier, int], ...] = ()

    @property
    def alerts(self) -> int:
        return sum(count for _, count in self.by_tier)


@dataclass(frozen=True, slots=True)
class RealOfTier:
    """Real dangers whose alert had this worst tier: all, and those that the proposed rule would not raise."""

    tier: Tier
    count: int
    missed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rule in force and a proposed one over the same history. `missed_real`: real dangers that the
    proposed rule would not have raised; `weakened_real`: raised, but at a lower tier; `spared_false`: alarms
    that people had dismissed as false and that it would not have raised."""

    from_us: int
    to_us: int
    readings: int
    now: Tally
    then: Tally
    kept: int
    added: int
    removed: int
    missed_real: int
    weakened_real: int
    spared_false: int
    episodes: tuple[JudgedEpisode, ...] = ()
    """The gravest and newest ones, newest first."""
    is_cut: bool = False
    """True if there were more readings than one back-test takes: the history begins later than asked for."""
    real: tuple[RealOfTier, ...] = ()
    """Worst tier first, zeros included; empty in findings that were kept before it was counted."""

    @property
    def days(self) -> float:
        return max(self.to_us - self.from_us, 1) / DAY_US


@dataclass(frozen=True, slots=True)
class Review:
    """Effect of a change in its first weeks. Counts of alerts by tier; `predicted` for as many days."""

    days: float
    before: tuple[tuple[Tier, int], ...]
    after: tuple[tuple[Tier, int], ...]
    predicted: tuple[tuple[Tier, float], ...] | None
    real: int
    false: int

"""Saved state of the rules of a source, and its use by another version of the indicator."""

import json
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits import limits, rates, stuck
from backend.detection.limits.latches import IDLE, Latch, RuleTransition
from backend.detection.limits.limits import LimitRule, Tiers
from backend.detection.limits.rates import RateState
from backend.detection.limits.rule_set import Rules, States
from backend.detection.limits.stuck import Run, StuckState


@dataclass(frozen=True, slots=True)
class RuleState:
    """State that must survive a restart, open tiers included: a new version of the limits needs them."""

    indicator_id: UUID
    version: int
    states: States
    tiers: Tiers

    @classmethod
    def of(cls, rules: Rules, states: States) -> Self:
        return cls(*rules.key, states, limits.tiers_of(rules.limits, states.limits))

    @property
    def key(self) -> tuple[UUID, int]:
        return self.indicator_id, self.version

    def to_json(self) -> str:
        latches = [_written(latch) for latch in self.states.limits]
        return json.dumps([str(self.indicator_id), self.version, latches, *self.tiers, _others(self.states)])

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Also reads what versions that knew nothing but limits have written."""
        indicator_id, version, latches, high, low, *rest = json.loads(text)
        others: dict[str, Any] = rest[0] if rest else {}
        states = States(
            limits=tuple(_latch(each) for each in latches),
            rate=_rate(others["rate"]) if "rate" in others else rates.RESTING,
            stuck=_stuck(others["stuck"]) if "stuck" in others else stuck.RESTING,
            out_of_range=_latch(others.get("out_of_range")),
            bad_quality=_latch(others.get("bad_quality")),
        )
        tiers = (None if high is None else Tier(high), None if low is None else Tier(low))
        return cls(UUID(indicator_id), version, states, tiers)


def rebind(saved: RuleState, rules: Rules | None, value: float | None) -> tuple[States, list[RuleTransition]]:
    """The states under another version of the indicator, or none, and what that did to open alerts.

    Limits are judged anew by the last value (None: none known). Everything else that held goes on, with its
    delay from the start, or ends if there is no such rule any more.
    """
    old = saved.states
    rule = LimitRule(*saved.key, (), 0, 0) if rules is None else rules.limits
    latches = limits.rebind(saved.tiers, rule, value)
    found = limits.rebound(saved.tiers, rule, latches)
    states = States(latches)
    if rules is not None:
        states = States(
            latches,
            rate=old.rate._replace(latch=_settled(old.rate.latch)) if rules.rate else rates.RESTING,
            stuck=old.stuck if rules.stuck else stuck.RESTING,
            out_of_range=_settled(old.out_of_range) if rules.health.has_span else IDLE,
            bad_quality=_settled(old.bad_quality),
        )
        if rules.rate is not None and states.rate.latch.is_latched:
            found.append(RuleTransition(AlertCondition.RATE_OF_CHANGE, rules.rate.tier, None, 0))
    for condition, was, latch in (
        (AlertCondition.RATE_OF_CHANGE, old.rate.latch, states.rate.latch),
        (AlertCondition.STUCK, old.stuck, states.stuck),
        (AlertCondition.OUT_OF_RANGE, old.out_of_range, states.out_of_range),
        (AlertCondition.BAD_QUALITY, old.bad_quality, states.bad_quality),
    ):
        if was.is_latched and not latch.is_latched:
            found.append(RuleTransition(condition, None, None, 0))
    return states, found


def _settled(latch: Latch) -> Latch:
    return latch if latch.since_us is None else Latch(latch.is_latched, None)


def _others(states: States) -> dict[str, Any]:
    """Return the states that are not at rest; most sources have none here."""
    found: dict[str, Any] = {}
    if states.rate != rates.RESTING:
        found["rate"] = [_written(states.rate.latch), list(zip(*states.rate[1:], strict=True))]
    if states.stuck != stuck.RESTING:
        found["stuck"] = [int(states.stuck.is_latched), states.stuck.run, states.stuck.alive_us]
    if states.out_of_range != IDLE:
        found["out_of_range"] = _written(states.out_of_range)
    if states.bad_quality != IDLE:
        found["bad_quality"] = _written(states.bad_quality)
    return found


def _written(latch: Latch) -> list[int | None]:
    return [int(latch.is_latched), latch.since_us]


def _latch(written: Any) -> Latch:
    return IDLE if written is None else Latch(bool(written[0]), written[1])


def _rate(written: Any) -> RateState:
    latch, anchors = written
    times_us, values = zip(*anchors, strict=True) if anchors else ((), ())
    return RateState(_latch(latch), times_us, values)


def _stuck(written: Any) -> StuckState:
    is_latched, run, alive_us = written
    return StuckState(bool(is_latched), None if run is None else Run(*run), alive_us)

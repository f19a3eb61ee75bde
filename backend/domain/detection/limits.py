"""Limits with deadband, on-delay and off-delay (ISA-18.2, 16.5), as pure steps on event time.

Every limit is a latch of its own. The tier of a side (high, low) is the worst tier whose limit is latched.
Low limits are judged like high ones on the mirrored axis: `sign * value` grows towards the danger.
"""

import json
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, Self
from uuid import UUID

from backend.domain.alerts import AlertCondition, Tier
from backend.domain.sensors import Indicator, LimitSide

SIDES = ((1, AlertCondition.LIMIT_HIGH), (-1, AlertCondition.LIMIT_LOW))


class Edge(NamedTuple):
    """One limit on the mirrored axis: beyond from `at` on, back inside below `back`."""

    sign: int
    tier: Tier
    at: float
    back: float

    @property
    def limit(self) -> float:
        return self.sign * self.at


class Latch(NamedTuple):
    """Whether a limit holds, and since when the reading says the opposite (None: it agrees)."""

    is_latched: bool
    since_us: int | None


IDLE = Latch(is_latched=False, since_us=None)
Latches = tuple[Latch, ...]


class Transition(NamedTuple):
    """One side's tier after a step; `limit` decided, `held_for_us` is how long its delay had been running."""

    condition: AlertCondition
    tier: Tier | None
    limit: float | None
    held_for_us: int


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One version of an indicator, ready to compare. Delays in microseconds of event time."""

    indicator_id: UUID
    version: int
    edges: tuple[Edge, ...]
    on_delay_us: int
    off_delay_us: int

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        edges = []
        for limit in indicator.limits:
            sign = 1 if limit.side is LimitSide.HIGH else -1
            at = sign * limit.value
            edges.append(Edge(sign, limit.tier, at, at - indicator.deadband))
        return cls(
            indicator_id=indicator.indicator_id,
            version=indicator.version,
            edges=tuple(edges),
            on_delay_us=round(indicator.on_delay.total_seconds() * 1e6),
            off_delay_us=round(indicator.off_delay.total_seconds() * 1e6),
        )

    @property
    def key(self) -> tuple[UUID, int]:
        return self.indicator_id, self.version

    @property
    def idle(self) -> Latches:
        return (IDLE,) * len(self.edges)


@dataclass(frozen=True, slots=True)
class LimitState:
    """What must survive a restart. The open tiers are kept too: a new version of the limits needs them."""

    indicator_id: UUID
    version: int
    latches: Latches
    high: Tier | None
    low: Tier | None

    @classmethod
    def of(cls, rule: LimitRule, latches: Latches) -> Self:
        high, low = tier_of(rule, latches, 1), tier_of(rule, latches, -1)
        return cls(rule.indicator_id, rule.version, latches, high, low)

    def to_json(self) -> str:
        latches = [[int(latch.is_latched), latch.since_us] for latch in self.latches]
        return json.dumps([str(self.indicator_id), self.version, latches, self.high, self.low])

    @classmethod
    def from_json(cls, text: str) -> Self:
        indicator_id, version, latches, high, low = json.loads(text)
        return cls(
            indicator_id=UUID(indicator_id),
            version=version,
            latches=tuple(Latch(bool(is_latched), since_us) for is_latched, since_us in latches),
            high=None if high is None else Tier(high),
            low=None if low is None else Tier(low),
        )


def tier_of(rule: LimitRule, latches: Latches, sign: int) -> Tier | None:
    """The worst tier that holds on one side, None if none does."""
    held = [
        edge.tier
        for edge, latch in zip(rule.edges, latches, strict=True)
        if edge.sign == sign and latch.is_latched
    ]
    return max(held, default=None)


def step(rule: LimitRule, latches: Latches, sampled_us: int, value: float) -> Latches:
    """The latches after one reading; the same object if nothing moved."""
    moved = tuple(
        _move(rule, edge, latch, sampled_us, value) for edge, latch in zip(rule.edges, latches, strict=True)
    )
    return latches if moved == latches else moved


def _move(rule: LimitRule, edge: Edge, latch: Latch, sampled_us: int, value: float) -> Latch:
    is_latched, since_us = latch
    towards = edge.sign * value
    if is_latched:
        disagrees, delay_us = towards < edge.back, rule.off_delay_us
    else:
        disagrees, delay_us = towards >= edge.at, rule.on_delay_us
    if not disagrees:
        return latch if since_us is None else Latch(is_latched, None)
    since_us = sampled_us if since_us is None else since_us
    if sampled_us - since_us >= delay_us:
        return Latch(not is_latched, None)
    return Latch(is_latched, since_us)


def calm_band(rule: LimitRule, latches: Latches) -> tuple[float, float]:
    """The open interval in which no reading can change these latches; empty while a delay is running."""
    low, high = -inf, inf
    for edge, latch in zip(rule.edges, latches, strict=True):
        if latch.since_us is not None:
            return inf, -inf
        border = edge.sign * (edge.back if latch.is_latched else edge.at)
        if (edge.sign > 0) is latch.is_latched:
            low = max(low, border)
        else:
            high = min(high, border)
    return low, high


def transitions(rule: LimitRule, before: Latches, after: Latches, sampled_us: int) -> list[Transition]:
    """The sides whose tier is another after the step."""
    found = []
    for sign, condition in SIDES:
        tier = tier_of(rule, after, sign)
        if tier == tier_of(rule, before, sign):
            continue
        toggled = [
            (edge, old)
            for edge, old, new in zip(rule.edges, before, after, strict=True)
            if edge.sign == sign and old.is_latched is not new.is_latched
        ]
        decider, latch = max(toggled, key=lambda pair: pair[0].tier)
        since_us = sampled_us if latch.since_us is None else latch.since_us
        limit = decider.limit if tier is None else _limit_of(rule, after, sign, tier)
        found.append(Transition(condition, tier, limit, sampled_us - since_us))
    return found


def rebind(state: LimitState, rule: LimitRule, value: float | None) -> Latches:
    """The latches under another version of the limits, judged by the last value (None: none known).

    A side without an open alert starts fresh. An open one is judged at once, without delays: a new limit
    holds if the value is beyond it, or not yet back inside a limit of at most the open tier.
    """
    if value is None:
        return rule.idle
    latches = []
    for edge in rule.edges:
        tier = state.high if edge.sign > 0 else state.low
        towards = edge.sign * value
        holds = tier is not None and (towards >= edge.at or (edge.tier <= tier and towards >= edge.back))
        latches.append(Latch(holds, None))
    return tuple(latches)


def rebound(state: LimitState, rule: LimitRule, latches: Latches) -> list[Transition]:
    """What the change of the limits did to open alerts."""
    found = []
    for (sign, condition), old in zip(SIDES, (state.high, state.low), strict=True):
        tier = tier_of(rule, latches, sign)
        if tier != old:
            found.append(Transition(condition, tier, _nearest(rule, latches, sign, tier), 0))
    return found


def _limit_of(rule: LimitRule, latches: Latches, sign: int, tier: Tier) -> float:
    return next(
        edge.limit
        for edge, latch in zip(rule.edges, latches, strict=True)
        if edge.sign == sign and latch.is_latched and edge.tier == tier
    )


def _nearest(rule: LimitRule, latches: Latches, sign: int, tier: Tier | None) -> float | None:
    """The limit that holds, or the first one that does not; None if the side has no limits any more."""
    if tier is not None:
        return _limit_of(rule, latches, sign, tier)
    return next((edge.limit for edge in sorted(rule.edges, key=lambda e: e.at) if edge.sign == sign), None)

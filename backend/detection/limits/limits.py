"""Limits with deadband, on-delay and off-delay (ISA-18.2, 16.5), as pure steps on event time.

Every limit is a latch of its own. The tier of a side (high, low) is the worst tier whose limit is latched.
Low limits are judged like high ones on the mirrored axis: `sign * value` grows towards the danger.
"""

from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple, Self
from uuid import UUID

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits.latches import IDLE, Latch, RuleTransition, elapsed_us, move
from backend.sensors.rules import Indicator, LimitSide

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


Latches = tuple[Latch, ...]
Tiers = tuple[Tier | None, Tier | None]
"""The tier that holds on the high and on the low side."""


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One version of an indicator, ready to compare. Delays in microseconds of event time."""

    indicator_id: UUID
    version: int
    edges: tuple[Edge, ...]
    on_delay_us: int
    off_delay_us: int
    idle: Latches = field(init=False)
    idle_band: tuple[float, float] = field(init=False)
    """Band in which no reading can change idle latches."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "idle", (IDLE,) * len(self.edges))
        object.__setattr__(self, "idle_band", _band(self, self.idle))

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


def tiers_of(rule: LimitRule, latches: Latches) -> Tiers:
    """The tiers of both sides."""
    return tier_of(rule, latches, 1), tier_of(rule, latches, -1)


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
    if latches == rule.idle and rule.idle_band[0] < value < rule.idle_band[1]:
        return latches
    moved = tuple(
        _move(rule, edge, latch, sampled_us, value) for edge, latch in zip(rule.edges, latches, strict=True)
    )
    return latches if moved == latches else moved


def _move(rule: LimitRule, edge: Edge, latch: Latch, sampled_us: int, value: float) -> Latch:
    towards = edge.sign * value
    if latch.is_latched:
        disagrees, delay_us = towards < edge.back, rule.off_delay_us
    else:
        disagrees, delay_us = towards >= edge.at, rule.on_delay_us
    return move(latch, disagrees=disagrees, delay_us=delay_us, sampled_us=sampled_us)


def calm_band(rule: LimitRule, latches: Latches) -> tuple[float, float]:
    """The open interval in which no reading can change these latches; empty while a delay is running."""
    return rule.idle_band if latches == rule.idle else _band(rule, latches)


def _band(rule: LimitRule, latches: Latches) -> tuple[float, float]:
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


def transitions(rule: LimitRule, before: Latches, after: Latches, sampled_us: int) -> list[RuleTransition]:
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
        limit = decider.limit if tier is None else _limit_of(rule, after, sign, tier)
        found.append(RuleTransition(condition, tier, limit, elapsed_us(latch, sampled_us)))
    return found


def rebind(tiers: Tiers, rule: LimitRule, value: float | None) -> Latches:
    """The latches under another version of the limits, judged by the last value (None: none known).

    `tiers`: what held so far. A side without an open alert starts fresh. An open one is judged at once,
    without delays: a new limit holds if the value is beyond it, or not yet back inside a limit of at most
    the open tier.
    """
    if value is None:
        return rule.idle
    latches = []
    for edge in rule.edges:
        tier = tiers[0] if edge.sign > 0 else tiers[1]
        towards = edge.sign * value
        holds = tier is not None and (towards >= edge.at or (edge.tier <= tier and towards >= edge.back))
        latches.append(Latch(holds, None))
    return tuple(latches)


def rebound(tiers: Tiers, rule: LimitRule, latches: Latches) -> list[RuleTransition]:
    """Return the transitions of open alerts by a change of the limits."""
    found = []
    for (sign, condition), old in zip(SIDES, tiers, strict=True):
        tier = tier_of(rule, latches, sign)
        if tier != old:
            found.append(RuleTransition(condition, tier, _nearest(rule, latches, sign, tier), 0))
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

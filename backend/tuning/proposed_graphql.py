"""Input of a proposal for an indicator: only what it wants to change."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from backend.tuning.indicators_rules import check_change

T = TypeVar("T")


@strawberry.input
class LimitInput:
    side: LimitSide
    tier: Tier
    value: float


@strawberry.input
class RateLimitInput:
    per_minute: float
    window_seconds: float
    tier: Tier


@strawberry.input
class SpanInput:
    low: float
    high: float


@strawberry.input(
    description="What is left out stays as it is in force; null for a rate, stuck time or span means none."
)
class ProposedIndicatorInput:
    limits: list[LimitInput] | None = strawberry.UNSET
    deadband: float | None = strawberry.UNSET
    on_delay_seconds: float | None = strawberry.UNSET
    off_delay_seconds: float | None = strawberry.UNSET
    silent_after_seconds: float | None = strawberry.UNSET
    rate_limit: RateLimitInput | None = strawberry.UNSET
    stuck_after_seconds: float | None = strawberry.UNSET
    span: SpanInput | None = strawberry.UNSET
    is_learned: bool | None = strawberry.UNSET

    def applied_to(self, base: Indicator) -> Indicator:
        """The indicator that is meant. Raises Refused(INVALID_INPUT) for one that contradicts itself."""
        changed = replace(
            base,
            limits=base.limits if _is_absent(self.limits) else self._limits(),
            deadband=_given(self.deadband, base.deadband),
            on_delay=duration(_given(self.on_delay_seconds, base.on_delay.total_seconds())),
            off_delay=duration(_given(self.off_delay_seconds, base.off_delay.total_seconds())),
            silent_after=duration(_given(self.silent_after_seconds, base.silent_after.total_seconds())),
            is_learned=_given(self.is_learned, base.is_learned),
            rate_limit=base.rate_limit if self.rate_limit is strawberry.UNSET else self._rate_limit(),
            stuck_after=base.stuck_after
            if self.stuck_after_seconds is strawberry.UNSET
            else _optional_duration(self.stuck_after_seconds),
            span=base.span if self.span is strawberry.UNSET else self._span(),
        )
        check_change(base, changed)
        return changed

    def _limits(self) -> tuple[Limit, ...]:
        return tuple(Limit(each.side, each.tier, each.value) for each in self.limits or ())

    def _rate_limit(self) -> RateLimit | None:
        rate = self.rate_limit
        return RateLimit(rate.per_minute, duration(rate.window_seconds), rate.tier) if rate else None

    def _span(self) -> Span | None:
        return Span(self.span.low, self.span.high) if self.span else None


def _is_absent(value: object) -> bool:
    return value is None or value is strawberry.UNSET


def _given(value: T | None, otherwise: T) -> T:
    return otherwise if value is None or value is strawberry.UNSET else value


def _optional_duration(seconds: float | None) -> timedelta | None:
    return None if seconds is None else duration(seconds)


def duration(seconds: float) -> timedelta:
    try:
        return timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no such time") from error

"""Limits suggested from a stretch of history that is taken as normal."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.sensors.first_limits_rules import recommend_indicator
from backend.sensors.rules import Indicator, LimitSide


def suggest(values: list[float]) -> Indicator:
    return recommend_indicator(values, every=timedelta(seconds=1), unit="g", indicator_id=UUID(int=1))


def side(indicator: Indicator, which: LimitSide) -> list[float]:
    """Limits of one side from yellow to red."""
    limits = {limit.tier: limit.value for limit in indicator.limits if limit.side is which}
    return [limits[tier] for tier in (Tier.YELLOW, Tier.ORANGE, Tier.RED)]


def test_nothing_seen_so_far_comes_near_a_limit():
    values = [Random(1).gauss(20, 2) for _ in range(400)]

    indicator = suggest(values)

    assert side(indicator, LimitSide.HIGH)[0] - max(values) > indicator.deadband / 2
    assert min(values) - side(indicator, LimitSide.LOW)[0] > indicator.deadband / 2


def test_limits_grow_worse_outwards_by_more_than_the_deadband():
    indicator = suggest([float(n % 7) for n in range(100)])
    high, low = side(indicator, LimitSide.HIGH), side(indicator, LimitSide.LOW)

    assert high == sorted(high)
    assert low == sorted(low, reverse=True)
    assert high[1] - high[0] > indicator.deadband


def test_one_wild_value_does_not_blow_up_the_band():
    random = Random(2)
    calm = [random.gauss(20, 1) for _ in range(200)]
    wild = [*calm, 500.0]

    calm_band = side(suggest(calm), LimitSide.HIGH)
    wild_band = side(suggest(wild), LimitSide.HIGH)

    assert wild_band[2] - wild_band[0] == pytest.approx(calm_band[2] - calm_band[0], rel=0.2)
    assert suggest(wild).deadband == pytest.approx(suggest(calm).deadband, rel=0.2)


def test_a_constant_source_still_gets_a_band():
    assert side(suggest([0.0] * 20), LimitSide.HIGH)[0] > 0
    assert side(suggest([20.0] * 20), LimitSide.LOW)[0] < 20


def test_too_little_history_is_refused():
    with pytest.raises(Refused) as refusal:
        suggest([1.0] * 7)

    assert refusal.value.code is ErrorCode.INVALID_INPUT

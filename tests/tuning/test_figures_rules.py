"""Figures of alarm performance: one definition for the period, the time before and each day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.tuning.figures_rules import Active, Decided, Happened, KpiFigure, Measured, measure
from tests.support.figures_one_by_one import Raised, alerts_in_columns
from tests.support.performance_one_by_one import Activation, in_columns

START = datetime(2026, 11, 20, tzinfo=UTC)
END = START + timedelta(days=2)
NOW = START + timedelta(days=1, hours=12)
WANG = UUID(int=1)


def key(number: int) -> AlertKey:
    return (number, AlertCondition.LIMIT_HIGH, "")


def burst(at: datetime, count: int, *, every: timedelta, of: int = 1) -> list[Activation]:
    return [Activation(at + n * every, key(of), Tier.YELLOW, WANG, uuid4()) for n in range(count)]


def measured(
    *,
    activations: tuple[Activation, ...] | list[Activation] = (),
    raised: tuple[Raised, ...] = (),
    decided: tuple[Decided, ...] = (),
    active: tuple[Active, ...] = (),
) -> dict[KpiFigure, Measured]:
    happened = Happened(in_columns(activations), alerts_in_columns(raised), sorted(decided), active)
    return measure(happened, start=START, end=END, now=NOW)


def test_without_anything_nothing_is_measured_by_it_and_nothing_rings() -> None:
    found = measured()

    assert set(found) == set(KpiFigure)
    assert found[KpiFigure.RED_SHARE].value is None
    assert found[KpiFigure.ACKNOWLEDGED_IN_TIME].value is None
    assert found[KpiFigure.FALSE_ALARMS].value is None
    assert found[KpiFigure.TOP_TEN].value is None
    assert (found[KpiFigure.CHATTERING].value, found[KpiFigure.FLOOD_TIME].value) == (0, 0)


def test_a_period_is_divided_by_the_days_of_it_that_have_passed_and_today_is_a_day() -> None:
    raised = tuple(Raised(START + timedelta(hours=n), Tier.YELLOW, None) for n in (-30, 1, 2, 30))

    found = measured(raised=raised)[KpiFigure.ALERTS_PER_DAY]

    assert found.value == pytest.approx(3 / 1.5)
    assert found.before == 0.5
    assert (found.count, found.count_before) == (3, 1)
    assert found.trend == (2, 1)


def test_an_alert_at_midnight_belongs_to_one_day_only() -> None:
    found = measured(
        raised=(Raised(START, Tier.RED, False), Raised(END - timedelta(days=1), Tier.RED, False))
    )

    assert found[KpiFigure.RED_SHARE].count == 2
    assert found[KpiFigure.ALERTS_PER_DAY].trend == (1, 1)
    assert found[KpiFigure.ALERTS_PER_DAY].count_before == 0


def test_what_is_not_due_yet_is_neither_late_nor_in_time() -> None:
    raised = tuple(
        Raised(START + timedelta(hours=n), Tier.YELLOW, late)
        for n, late in enumerate((True, False, False, None))
    )

    found = measured(raised=raised)[KpiFigure.ACKNOWLEDGED_IN_TIME]

    assert found.value == pytest.approx(2 / 3)
    assert found.count == 1


def test_false_alarms_are_a_share_of_what_was_decided() -> None:
    decided = tuple(Decided(START + timedelta(hours=n), n == 0) for n in range(4))

    found = measured(decided=decided)[KpiFigure.FALSE_ALARMS]

    assert (found.value, found.count, found.before) == (0.25, 1, None)


def test_a_flood_and_a_chattering_source_are_counted_in_the_window_in_which_they_were() -> None:
    found = measured(activations=burst(START + timedelta(hours=1), 12, every=timedelta(seconds=20)))

    assert found[KpiFigure.FLOOD_TIME].count == 1
    assert 0 < (found[KpiFigure.FLOOD_TIME].value or 0) < 0.02
    assert (found[KpiFigure.CHATTERING].value, found[KpiFigure.CHATTERING].before) == (1, 0)
    assert found[KpiFigure.CHATTERING].trend == (1, 0)


def test_stale_is_what_is_active_for_more_than_a_day_at_the_end() -> None:
    active = (
        Active(START - timedelta(days=3), START + timedelta(hours=1)),  # stale before, over now
        Active(START + timedelta(hours=1), None),
        Active(NOW - timedelta(hours=2), None),
    )

    found = measured(active=active)[KpiFigure.STALE]

    assert (found.value, found.before, found.count) == (1, 1, 1)
    assert found.trend == (0, 1)


def test_days_are_measured_by_the_busiest_sources_of_the_period() -> None:
    busy = [each for n in range(10) for each in burst(START, 3, every=timedelta(hours=1), of=n)]
    quiet = burst(START + timedelta(hours=30), 2, every=timedelta(hours=1), of=99)

    found = measured(activations=[*busy, *quiet])[KpiFigure.TOP_TEN]

    assert found.value == pytest.approx(30 / 32)
    assert found.count == 10
    assert found.trend == (1, 0)

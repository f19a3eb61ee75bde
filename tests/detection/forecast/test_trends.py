"""The recent past in means: the right ones, and the same in any split and after any restart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.detection.forecast.trends import MINUTE_US, TrendColumns

Stream = list[tuple[int, int, float]]
DAY_MINUTES = 24 * 60

streams = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 2 * DAY_MINUTES * 4).map(lambda n: n * MINUTE_US // 4),
        st.floats(-100, 100, allow_nan=False),
    ),
    max_size=80,
)


def take(trends: TrendColumns, stream: Stream) -> None:
    slots, sampled_us, values = (
        (np.array(column) for column in zip(*stream, strict=True)) if stream else ([],) * 3
    )
    trends.update(
        np.array(slots, dtype=np.int64), np.array(sampled_us, dtype=np.int64), np.array(values, dtype=float)
    )


def test_a_mean_per_minute_and_per_ten_minutes() -> None:
    trends = TrendColumns(1)
    take(trends, [(0, n * MINUTE_US // 2, float(n)) for n in range(61)])

    hours, means = trends.short.means(0)
    assert means.tolist() == [2 * n + 0.5 for n in range(30)]
    assert hours.tolist() == pytest.approx([(n - 29) / 60 for n in range(30)])
    assert trends.long.means(0)[1].tolist() == [9.5, 29.5, 49.5]


def test_old_means_fall_out_and_late_readings_do_not_bring_them_back() -> None:
    trends = TrendColumns(1)
    take(trends, [(0, n * MINUTE_US, 1.0) for n in range(200)] + [(0, 5 * MINUTE_US, 99.0)])

    _, means = trends.short.means(0)
    assert len(means) == 59
    assert set(means.tolist()) == {1.0}


def test_a_source_that_never_spoke_has_no_means() -> None:
    hours, means = TrendColumns(2).short.means(1)

    assert len(hours) == len(means) == 0


def test_values_that_are_no_numbers_are_passed_over() -> None:
    trends = TrendColumns(1)
    take(trends, [(0, 0, 1.0), (0, 1, np.nan), (0, MINUTE_US, 5.0)])

    assert trends.short.means(0)[1].tolist() == [1.0]


@given(streams, st.lists(st.integers(0, 80), max_size=4))
def test_any_split_and_any_restart_give_the_same_to_the_bit(stream: Stream, cuts: list[int]) -> None:
    whole = TrendColumns(3)
    take(whole, stream)

    split, start = TrendColumns(1), 0
    split.grow(3)
    for cut in sorted({*cuts, len(stream)}):
        take(split, stream[start:cut])
        start = max(start, cut)
        restarted = TrendColumns(3)
        for slot in range(3):
            restarted.restore(slot, split.export(slot))
        split = restarted

    assert [split.export(slot) for slot in range(3)] == [whole.export(slot) for slot in range(3)]


@pytest.mark.parametrize("exported", [b"", b"TRN1", b"x" * 3268])
def test_foreign_bytes_are_refused(exported: bytes) -> None:
    with pytest.raises(ValueError, match="export"):
        TrendColumns(1).restore(0, exported)

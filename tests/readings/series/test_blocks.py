"""Compressed blocks lose nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from backend.readings.series.blocks import (
    Series,
    decode,
    encode,
    laid,
    merge,
    pack,
    series,
    unpack,
)

START = 1_790_000_000_000_000

times = st.lists(st.integers(0, 2**52), min_size=1, max_size=60, unique=True).map(sorted)
plain = st.floats(-1e15, 1e15, allow_nan=False)
decimals = st.integers(-100_000, 100_000).map(lambda whole: whole / 100)


def assert_same(found: Series, expected: Series) -> None:
    for one, other in zip(found, expected, strict=True):
        assert np.array_equal(one, other)


@given(times, st.data())
def test_what_is_packed_comes_out_again(times_us: list[int], data: st.DataObject) -> None:
    n = len(times_us)
    values = data.draw(arrays.arrays(np.float64, n, elements=plain | decimals))
    marks = data.draw(arrays.arrays(np.uint8, n, elements=st.integers(0, 15)))

    found = series(times_us, values, marks)

    assert_same(decode(encode(found)), found)


@given(st.lists(times, min_size=1, max_size=6), st.data())
def test_many_packed_at_once_are_what_each_would_be_alone(
    found: list[list[int]], data: st.DataObject
) -> None:
    values = [arrays.arrays(np.float64, len(each), elements=plain | decimals) for each in found]
    many = [series(each, data.draw(of), np.ones(len(each))) for each, of in zip(found, values, strict=True)]
    starts = np.cumsum([0, *(len(each) for each in found)])[:-1]

    parts, _ = pack(laid(many), starts)
    back, begins = unpack(parts)

    assert parts == [encode(each) for each in many]
    assert_same(back, laid(many))
    assert begins.tolist() == starts.tolist()


@given(times, st.data())
def test_a_block_of_several_parts_is_one_series(times_us: list[int], data: st.DataObject) -> None:
    values = data.draw(arrays.arrays(np.float64, len(times_us), elements=plain | decimals))
    whole = series(times_us, values, np.arange(len(times_us)) % 3)
    cuts = sorted({0, *data.draw(st.lists(st.integers(0, len(times_us) - 1), max_size=4))})

    parts, _ = pack(whole, np.array(cuts))

    assert_same(decode(b"".join(parts)), whole)


@pytest.mark.parametrize("step_us", [1, 1_000, 999_999, 1_000_000, 60_000_000])
def test_every_unit_of_time_comes_out_again(step_us: int) -> None:
    found = series(START + np.arange(100) * step_us, np.arange(100) / 10, np.zeros(100))

    assert_same(decode(encode(found)), found)


def test_a_usual_series_takes_less_than_two_bytes_a_reading() -> None:
    random = np.random.default_rng(7)
    walk = np.round(50 + np.cumsum(random.normal(0, 0.05, 600)), 2)
    jitter = random.integers(-3, 4, 600) * 1000
    found = series(START + np.arange(600) * 1_000_000 + jitter, walk, np.zeros(600))

    assert len(encode(found)) < 2 * 600


def test_of_two_readings_of_one_time_the_first_counts() -> None:
    first = series([1, 2], [1.0, 2.0], [0, 0])
    second = series([2, 3], [9.0, 3.0], [0, 0])

    assert merge([first, second]).values.tolist() == [1.0, 2.0, 3.0]


def test_a_block_that_is_cut_off_is_refused() -> None:
    data = encode(series([1, 2], [1.0, 2.0], [0, 0]))

    with pytest.raises(ValueError, match="cut off"):
        decode(data[:-1])


def test_a_block_of_another_version_is_refused() -> None:
    data = encode(series([1], [1.0], [0]))

    with pytest.raises(ValueError, match="version 99"):
        decode(b"\x63" + data[1:])

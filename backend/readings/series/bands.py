"""Bands of readings: lowest, mean and highest value of each bucket of equal length, for many sources at once.

Hours, minutes or the readings themselves are read, whichever is the coarsest that fits the bucket; what is
still in journal or segments goes on top. Three statements, whatever the number of sources. The journal is
read first, the segments next, as in `charts`: what a compactor moves meanwhile is seen twice, never missed.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from sqlalchemy import Connection, func, select

from backend.core.statements import one_of
from backend.core.vocabulary import Quality
from backend.readings.series import rollups, segments
from backend.readings.series.blocks import Times, Values, Whole
from backend.readings.series.charts import overlapping, stored
from backend.readings.series.rollups import HOUR_US, MINUTE_US
from backend.readings.tables import hours, journal, minutes

SECOND_US: Final = 1_000_000
BUCKETS_US: Final = (
    *(n * SECOND_US for n in (1, 2, 5, 10, 15, 30)),
    *(n * MINUTE_US for n in (1, 2, 5, 10, 15, 30)),
    *(n * HOUR_US for n in (1, 2, 3, 6, 12, 24)),
)
"""Each divides a day, so that a bucket begins where a person would let it begin."""


class Band(NamedTuple):
    """Columns over the buckets that have a reading, in the order of time; `start_us` is where each begins."""

    bucket_us: int
    start_us: Times
    low: Values
    mean: Values
    high: Values


class Sums(NamedTuple):
    """Columns over buckets of several sources, in any order; one bucket may stand in several rows."""

    owner: Whole
    bucket: Whole
    n: Whole
    low: Values
    high: Values
    total: Values


NONE: Final = np.empty(0, np.int64), np.empty(0, np.float64)
NO_SUMS: Final = Sums(NONE[0], NONE[0], NONE[0], NONE[1], NONE[1], NONE[1])


def bucket_for(span_us: int, points: int) -> int:
    """Return the shortest bucket (µs) that cuts the range into at most so many."""
    return next((each for each in BUCKETS_US if span_us <= each * points), BUCKETS_US[-1])


def bands(
    connection: Connection, wanted: Sequence[int], *, from_us: int, to_us: int, bucket_us: int
) -> dict[int, Band]:
    """Return the band of each source that has a reading of good quality in the range.

    Buckets are whole: the first may begin before `from_us`. Where the readings themselves were deleted by
    age, a short bucket becomes a minute.
    """
    from_us -= from_us % bucket_us
    in_journal = _of_journal(connection, wanted, from_us, to_us, bucket_us)
    fresh = _joined(in_journal, _of_segments(connection, wanted, from_us, to_us, bucket_us))
    if bucket_us >= HOUR_US:
        return _bands(_of_hours(connection, wanted, from_us, to_us, bucket_us), fresh, bucket_us)
    if bucket_us >= MINUTE_US:
        return _bands(_of_minutes(connection, wanted, from_us, to_us, bucket_us), fresh, bucket_us)
    found = _bands(_of_readings(connection, wanted, from_us, to_us, bucket_us), fresh, bucket_us)
    gone = [sensor_id for sensor_id in wanted if sensor_id not in found]
    if gone:
        older = _of_minutes(connection, gone, from_us, to_us, MINUTE_US)
        found.update(_bands(older, NO_SUMS, MINUTE_US))
    return found


def _bands(body: Sums, fresh: Sums, bucket_us: int) -> dict[int, Band]:
    sums = _joined(body, fresh)
    order = np.lexsort((sums.bucket, sums.owner))
    if not len(order):
        return {}
    columns: tuple[Any, ...] = tuple(column[order] for column in sums)
    sums = Sums(*columns)
    starts = rollups.starts_of(sums.owner, sums.bucket)
    low = np.minimum.reduceat(sums.low, starts)
    high = np.maximum.reduceat(sums.high, starts)
    mean = np.add.reduceat(sums.total, starts) / np.add.reduceat(sums.n, starts)
    owner, start_us = sums.owner[starts], sums.bucket[starts] * bucket_us
    first_of_each = rollups.starts_of(owner)
    parts = (np.split(column, first_of_each[1:]) for column in (start_us, low, mean, high))
    return {
        sensor_id: Band(bucket_us, *band)
        for sensor_id, *band in zip(owner[first_of_each].tolist(), *parts, strict=True)
    }


def _joined(some: Sums, more: Sums) -> Sums:
    columns: tuple[Any, ...] = tuple(np.append(*pair) for pair in zip(some, more, strict=True))
    return Sums(*columns)


def _of_journal(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int, bucket_us: int
) -> Sums:
    bucket = (journal.c.sampled_us // bucket_us).label("bucket")
    value = journal.c.value
    statement = (
        select(journal.c.sensor_id, bucket, func.count(), func.min(value), func.max(value), func.sum(value))
        .where(one_of(journal.c.sensor_id, wanted), journal.c.sampled_us.between(from_us, to_us))
        .where(journal.c.quality != Quality.BAD)
        .group_by(journal.c.sensor_id, "bucket")
    )
    return _columns(connection.execute(statement).fetchall())


def _of_hours(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int, bucket_us: int
) -> Sums:
    bucket = (hours.c.hour // (bucket_us // HOUR_US)).label("bucket")
    sums = func.sum(hours.c.n), func.min(hours.c.low), func.max(hours.c.high), func.sum(hours.c.total)
    statement = (
        select(hours.c.sensor_id, bucket, *sums)
        .where(one_of(hours.c.sensor_id, wanted))
        .where(hours.c.hour.between(from_us // HOUR_US, to_us // HOUR_US), hours.c.n > 0)
        .group_by(hours.c.sensor_id, "bucket")
    )
    return _columns(connection.execute(statement).fetchall())


def _of_minutes(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int, bucket_us: int
) -> Sums:
    rows = [
        (sensor_id, rollups.decode(data))
        for sensor_id, data, _, _ in overlapping(connection, minutes, wanted, from_us, to_us)
    ]
    if not rows:
        return NO_SUMS
    owner = np.repeat([sensor_id for sensor_id, _ in rows], [len(sums.at) for _, sums in rows])
    at = np.concatenate([sums.at for _, sums in rows])
    inside = (at >= from_us // MINUTE_US) & (at <= to_us // MINUTE_US)
    n, low, high, total = (
        np.concatenate(column)[inside]
        for column in zip(*((sums.n, sums.low, sums.high, sums.total) for _, sums in rows), strict=True)
    )
    return Sums(owner[inside], at[inside] // (bucket_us // MINUTE_US), n, low, high, total)


def _of_readings(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int, bucket_us: int
) -> Sums:
    found = stored(connection, wanted, from_us, to_us).items()
    return _of_lines(
        [(sensor_id, *rollups.good(part)) for sensor_id, parts in found for part in parts], bucket_us
    )


def _of_segments(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int, bucket_us: int
) -> Sums:
    found = segments.of(connection, wanted, from_us, to_us).items()
    return _of_lines([(sensor_id, *rollups.good(part)) for sensor_id, part in found], bucket_us)


def _of_lines(lines: Sequence[tuple[int, Times, Values]], bucket_us: int) -> Sums:
    if not lines:
        return NO_SUMS
    owner = np.repeat([sensor_id for sensor_id, _, _ in lines], [len(times) for _, times, _ in lines])
    times = np.concatenate([times for _, times, _ in lines])
    values = np.concatenate([values for _, _, values in lines])
    return Sums(owner, times // bucket_us, np.ones(len(times), np.int64), values, values, values)


def _columns(rows: Sequence[Sequence[float]]) -> Sums:
    if not rows:
        return NO_SUMS
    owner, bucket, n, low, high, total = zip(*rows, strict=True)
    return Sums(
        np.array(owner, np.int64),
        np.array(bucket, np.int64),
        np.array(n, np.int64),
        np.array(low, np.float64),
        np.array(high, np.float64),
        np.array(total, np.float64),
    )

"""Drawing a range of readings with at most so many points, narrow peaks kept.

The coarsest source that still gives as many points as were asked for is read: hours, minutes, or the
readings themselves; what is still in journal or segments goes on top. Three statements, whatever the number
of sources. The journal is read first, the segments next: what a compactor moves meanwhile is then seen twice,
which is harmless, and never missed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, select
from tsdownsample import MinMaxLTTBDownsampler

from backend.core.statements import one_of
from backend.core.vocabulary import TracePoint
from backend.readings.series import blocks as codec
from backend.readings.series import rollups, segments
from backend.readings.series.blocks import MAX_SPAN_US, Series, Times, Values
from backend.readings.series.rollups import HOUR_US, MINUTE_US, Rollup
from backend.readings.tables import blocks, hours, journal, minutes

Line = tuple[Times, Values]
POINTS_EACH: Final = 2
"""A minute or an hour is drawn as its low and its high."""


def lines(
    connection: Connection, wanted: Sequence[int], *, from_us: int, to_us: int, points: int
) -> dict[int, Line]:
    """Times and values of good quality of each source that has any; still to be thinned."""
    tails = tail(connection, wanted, from_us, to_us)
    found: dict[int, Line] = {}
    for sensor_id, bodies in _read(to_us - from_us, points)(connection, wanted, from_us, to_us).items():
        found[sensor_id] = _join(bodies)
    for sensor_id, fresh in tails.items():
        found[sensor_id] = _on_top(found.get(sensor_id), rollups.good(fresh))
    return {sensor_id: _in_order(line) for sensor_id, line in found.items() if len(line[0])}


def thin(line: Line, points: int) -> list[TracePoint]:
    """At most `points` points of the line."""
    times, values = line
    if len(times) > points:
        thinner = MinMaxLTTBDownsampler()  # type: ignore[no-untyped-call]  # the package has no types
        chosen = thinner.downsample(np.ascontiguousarray(times), np.ascontiguousarray(values), n_out=points)
        times, values = times[chosen], values[chosen]
    return [TracePoint(*pair) for pair in zip(times.tolist(), values.tolist(), strict=True)]


def series(connection: Connection, wanted: Sequence[int], *, from_us: int, to_us: int) -> dict[int, Series]:
    """Every reading of these sources in a range, both ends included."""
    tails = tail(connection, wanted, from_us, to_us)
    parts = stored(connection, wanted, from_us, to_us)
    for sensor_id, fresh in tails.items():
        parts[sensor_id].append(fresh)
    return {sensor_id: codec.merge(found) for sensor_id, found in parts.items()}


def tail(connection: Connection, wanted: Sequence[int], from_us: int, to_us: int) -> dict[int, Series]:
    """Return what of these sources and this range is still in the journal or in segments."""
    statement = (
        select(
            journal.c.sensor_id,
            journal.c.sampled_us,
            journal.c.value,
            (journal.c.quality + 4 * journal.c.flags).label("mark"),
        )
        .where(one_of(journal.c.sensor_id, wanted), journal.c.sampled_us.between(from_us, to_us))
        .order_by(journal.c.id)
    )
    rows: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
    for sensor_id, sampled_us, value, mark in connection.execute(statement):
        rows[sensor_id].append((sampled_us, value, mark))
    found = segments.of(connection, wanted, from_us, to_us)
    for sensor_id, columns in rows.items():
        fresh = codec.series(*zip(*columns, strict=True))
        found[sensor_id] = codec.merge([found[sensor_id], fresh]) if sensor_id in found else fresh
    return found


Read = Callable[[Connection, Sequence[int], int, int], dict[int, list[Line]]]


def _read(span_us: int, points: int) -> Read:
    if span_us // HOUR_US * POINTS_EACH >= points:
        return _by_hours
    if span_us // MINUTE_US * POINTS_EACH >= points:
        return _by_minutes
    return _by_readings


def _by_readings(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int
) -> dict[int, list[Line]]:
    found = stored(connection, wanted, from_us, to_us)
    return {sensor_id: [rollups.good(part) for part in parts] for sensor_id, parts in found.items()}


def _by_minutes(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int
) -> dict[int, list[Line]]:
    rows: dict[int, list[tuple[Rollup, int, int]]] = defaultdict(list)
    for sensor_id, data, start_us, end_us in overlapping(connection, minutes, wanted, from_us, to_us):
        rows[sensor_id].append((rollups.decode(data), max(start_us, from_us), min(end_us, to_us)))
    return {sensor_id: [_minute_line(found)] for sensor_id, found in rows.items()}


def _minute_line(found: list[tuple[Rollup, int, int]]) -> Line:
    """The line of these rollups; no point of one lies outside of its own time, which splits minutes, too."""
    counts = [len(sums.at) for sums, _, _ in found]
    times, values = _zigzag(
        np.concatenate([sums.at for sums, _, _ in found]),
        np.concatenate([sums.low for sums, _, _ in found]),
        np.concatenate([sums.high for sums, _, _ in found]),
        MINUTE_US,
    )
    least = np.repeat([first for _, first, _ in found], np.multiply(counts, POINTS_EACH))
    most = np.repeat([last for _, _, last in found], np.multiply(counts, POINTS_EACH))
    inside = (times >= least - MINUTE_US) & (times <= most + MINUTE_US)
    return np.clip(times, least, most)[inside], values[inside]


def _by_hours(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int
) -> dict[int, list[Line]]:
    statement = (
        select(hours.c.sensor_id, hours.c.hour, hours.c.low, hours.c.high, hours.c.last_us)
        .where(one_of(hours.c.sensor_id, wanted))
        .where(hours.c.hour.between(from_us // HOUR_US, to_us // HOUR_US))
        .order_by(hours.c.sensor_id, hours.c.hour)
    )
    rows = connection.execute(statement).fetchall()
    table = np.array([tuple(row) for row in rows], np.float64).reshape(-1, 5)
    starts = rollups.starts_of(table[:, 0].astype(np.int64))
    found: dict[int, list[Line]] = {}
    for part in np.split(table, starts[1:]) if len(table) else ():
        times, values = _zigzag(part[:, 1].astype(np.int64), part[:, 2], part[:, 3], HOUR_US)
        found[int(part[0, 0])] = [(np.clip(times, from_us, min(to_us, int(part[-1, 4]))), values)]
    return found


def stored(
    connection: Connection, wanted: Sequence[int], from_us: int, to_us: int
) -> dict[int, list[Series]]:
    """Return what of these sources and this range is in blocks, in pieces."""
    parts: dict[int, list[Series]] = defaultdict(list)
    rows = list(overlapping(connection, blocks, wanted, from_us, to_us))
    if not rows:
        return parts
    unpacked = codec.cut(*codec.unpack(row.data for row in rows))
    for row, found in zip(rows, unpacked, strict=True):
        is_within = from_us <= row.start_us and row.end_us <= to_us
        within = slice(None) if is_within else slice(*np.searchsorted(found.times_us, [from_us, to_us + 1]))
        parts[row.sensor_id].append(found.pick(within))
    return parts


def overlapping(
    connection: Connection, table: Any, wanted: Sequence[int], from_us: int, to_us: int
) -> Iterable[Any]:
    """Return the rows of `blocks` or `minutes` that reach into this range, by source and time."""
    return connection.execute(
        select(table.c.sensor_id, table.c.data, table.c.start_us, table.c.end_us)
        .where(one_of(table.c.sensor_id, wanted))
        # A block spans at most a day: the first condition is for the index, the second for the truth.
        .where(table.c.start_us.between(from_us - MAX_SPAN_US, to_us), table.c.end_us >= from_us)
        .order_by(table.c.sensor_id, table.c.start_us)
    )


def _zigzag(at: Times, low: Values, high: Values, unit_us: int) -> Line:
    """Two points each: its low at a quarter, its high at three quarters."""
    times = np.repeat(at * unit_us, 2)
    times[0::2] += unit_us // 4
    times[1::2] += 3 * unit_us // 4
    values = np.empty(len(times))
    values[0::2], values[1::2] = low, high
    return times, values


def _join(bodies: list[Line]) -> Line:
    if len(bodies) == 1:
        return bodies[0]
    return np.concatenate([body[0] for body in bodies]), np.concatenate([body[1] for body in bodies])


def _in_order(line: Line) -> Line:
    times, values = line
    if (times[1:] >= times[:-1]).all():
        return line
    order = np.argsort(times, kind="stable")
    return times[order], values[order]


def _on_top(body: Line | None, fresh: Line) -> Line:
    if body is None:
        return fresh
    return _join([body, fresh])

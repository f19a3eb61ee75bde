"""Segments: rows of the journal on their way into blocks, of up to 256 neighbouring sources, by source.

To touch a source's block costs as much as fifty rows do. So where many sources share the journal its rows
wait here, packed, until each source has some: a chart looks through those of its own group only, and one
group at a time moves on.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, func, or_, select, true

from backend.core.statements import one_of
from backend.readings.series import rollups
from backend.readings.series.blocks import Series, planes, series, zstd
from backend.readings.series.journal import Journal
from backend.readings.tables import segments

GROUP: Final = 256
"""Sources whose ids share all but the last byte; that byte is what a row of a segment keeps of its source."""
DUE_ROWS: Final = 50
"""As many rows of a source pay for touching its block."""
EVERY_US: Final = 600_000_000
"""A row that is older is due, whatever its source has beside it."""
ROW_BYTES: Final = 18
"""The source in its group, the mark, the time since the first one of the segment, the value."""
TIME_AT: Final = 2
VALUE_AT: Final = 10

FOREVER_US: Final = 2**62


class Packed(NamedTuple):
    """A segment as it stands in the database."""

    group_no: int
    n: int
    start_us: int
    data: bytes


class Waiting(NamedTuple):
    """Rows of one group in the order of their arrival, and since when (µs) each waits."""

    group: int
    rows: Journal
    since_us: npt.NDArray[np.int64]
    epochs: list[int]
    """Of its segments, in their order."""


def planned(fresh: Journal, *, epoch: int, since_us: int) -> list[dict[str, Any]]:
    """Return the rows of the table for these rows of the journal, a segment for each group."""
    order = np.argsort(fresh.sensors, kind="stable")  # of one source the order of arrival stays
    laid = fresh.pick(order)
    groups = laid.sensors // GROUP
    starts = rollups.starts_of(groups)
    sizes = np.diff(starts, append=len(groups))
    starts_us = np.minimum.reduceat(laid.times_us, starts)
    after_us = laid.times_us - np.repeat(starts_us, sizes)
    columns = [
        *planes((laid.sensors % GROUP).view(np.uint64), 1),
        laid.marks.tobytes(),
        *planes(after_us.view(np.uint64), VALUE_AT - TIME_AT),
        *planes(laid.values.view(np.uint64), ROW_BYTES - VALUE_AT),
    ]
    is_first = np.zeros(len(groups), np.int64)
    is_first[rollups.starts_of(laid.sensors)] = 1
    summed = (
        groups[starts],
        starts,
        sizes,
        np.add.reduceat(is_first, starts),
        starts_us,
        np.maximum.reduceat(laid.times_us, starts),
    )
    return [
        {
            "group_no": group,
            "epoch": epoch,
            "n": n,
            "sources": sources,
            "since_us": since_us,
            "start_us": start_us,
            "end_us": end_us,
            "data": zstd.compress_quickly(b"".join([column[at : at + n] for column in columns])),
        }
        for group, at, n, sources, start_us, end_us in zip(*(each.tolist() for each in summed), strict=True)
    ]


def rows(found: Sequence[Packed | Row[Any]]) -> Journal:
    """The rows of these segments, at least one, one segment after another."""
    tables = [
        np.frombuffer(zstd.decompress(each.data), np.uint8).reshape(ROW_BYTES, each.n) for each in found
    ]
    table = np.concatenate(tables, axis=1)
    sizes = [each.n for each in found]
    groups, starts_us = ([getattr(each, name) for each in found] for name in ("group_no", "start_us"))
    times = _numbers(table[TIME_AT:VALUE_AT]).view(np.int64)
    return Journal(
        np.repeat(np.array(groups, np.int64) * GROUP, sizes) + table[0],
        np.repeat(np.array(starts_us, np.int64), sizes) + times,
        _numbers(table[VALUE_AT:]).view(np.float64),
        table[1],
    )


def _numbers(found: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Numbers of eight bytes from their bytes of equal significance."""
    return np.ascontiguousarray(found.T).view(np.uint64).reshape(-1)


def of(
    connection: Connection, wanted: Iterable[int], from_us: int = -FOREVER_US, to_us: int = FOREVER_US
) -> dict[int, Series]:
    """The readings of these sources in a range that wait here; of several of one time the first counts."""
    sensors = np.unique(np.fromiter(wanted, np.int64))
    groups = np.unique(sensors // GROUP).tolist()
    is_wanted = one_of(segments.c.group_no, groups)
    in_range = segments.c.start_us <= to_us, segments.c.end_us >= from_us
    statement = select(segments).where(is_wanted, *in_range).order_by(segments.c.epoch)
    found = connection.execute(statement).fetchall()
    if not found:
        return {}
    laid = rows(found)
    kept = (laid.times_us >= from_us) & (laid.times_us <= to_us) & np.isin(laid.sensors, sensors)
    return {sensor_id: series(*found) for sensor_id, found in by_source(laid.pick(kept))}


def by_source(laid: Journal) -> Iterator[tuple[int, Series]]:
    """The rows of each source, in the order of their arrival."""
    laid = laid.pick(np.argsort(laid.sensors, kind="stable"))
    starts = rollups.starts_of(laid.sensors)
    bounds = [*starts.tolist(), len(laid.sensors)]
    for sensor_id, at, end in zip(laid.sensors[starts].tolist(), bounds[:-1], bounds[1:], strict=True):
        yield sensor_id, Series(laid.times_us[at:end], laid.values[at:end], laid.marks[at:end])


def count(n: int, data: bytes, sensor_id: int) -> int:
    """Return how many rows of a segment of `n` are of this source of its group."""
    sources = np.frombuffer(zstd.decompress(data), np.uint8)[:n]
    return int((sources == sensor_id % GROUP).sum())


def are_there(connection: Connection) -> bool:
    """Whether any readings wait here."""
    return connection.scalar(select(segments.c.group_no).limit(1)) is not None


def due(connection: Connection, *, now_us: int | None) -> Waiting | None:
    """Rows of a group that has enough for each of its sources, or some that wait for long (None: any that
    wait); None if there is no such group.
    """
    is_due = func.sum(segments.c.n) >= DUE_ROWS * func.max(segments.c.sources)
    is_old = true() if now_us is None else func.min(segments.c.since_us) <= now_us - EVERY_US
    group = connection.scalar(
        select(segments.c.group_no).group_by(segments.c.group_no).having(or_(is_due, is_old)).limit(1)
    )
    if group is None:
        return None
    is_its = segments.c.group_no == group
    found = connection.execute(select(segments).where(is_its).order_by(segments.c.epoch)).fetchall()
    since_us = np.repeat([each.since_us for each in found], [each.n for each in found])
    return Waiting(group, rows(found), since_us, [each.epoch for each in found])


def due_rows(found: Waiting, *, now_us: int | None) -> npt.NDArray[np.bool_]:
    """Which of these rows are of a source that is due by its own: it has enough of them, or its oldest one
    waits for long, or for half as long, so that the group is not looked at again in a moment.

    All are where fewer than half would be: else a few sources would have the others packed again and again.
    """
    all_of_them = np.ones(len(found.since_us), np.bool_)
    if now_us is None:
        return all_of_them
    places = found.rows.sensors % GROUP
    counts = np.bincount(places, minlength=GROUP)
    oldest = np.full(GROUP, now_us)
    np.minimum.at(oldest, places, found.since_us)
    is_due = ((counts >= DUE_ROWS) | (oldest <= now_us - EVERY_US // 2))[places]
    return is_due if is_due.sum() * 2 >= len(is_due) or oldest.min() <= now_us - EVERY_US else all_of_them

"""The store of readings: journal, compressed blocks, minute rollups. A reading is in journal or blocks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Row, delete, func, select
from sqlmodel import Session
from tsdownsample import MinMaxLTTBDownsampler

from backend.domain.alerts import TracePoint
from backend.domain.readings import JournalRow
from backend.domain.sensors import Quality
from backend.storage.reading_store import blocks as codec
from backend.storage.reading_store.blocks import Series
from backend.storage.tables.readings import blocks, journal, minutes, source_states

MINUTE_US: Final = 60_000_000
MAX_BLOCK_SPAN_US: Final = 86_400_000_000
WIDE_US: Final = 6 * 3_600_000_000
"""A wider range than this is drawn from the lows and highs of its minutes."""
TAIL_ROWS: Final = 5_000
QUALITY_BITS: Final = 3
"""Mask of the quality in a mark; the flags follow from bit 2 on."""

INSERT: Final = (
    "INSERT INTO reading_journal (sensor_id, sampled_us, value, quality, flags) VALUES (?, ?, ?, ?, ?)"
)
COPY: Final = "COPY reading_journal (sensor_id, sampled_us, value, quality, flags) FROM STDIN (FORMAT BINARY)"
COPY_TYPES: Final = ("int4", "int8", "float8", "int2", "int2")


class Readings:
    def __init__(self, session: Session, is_postgres: bool) -> None:
        self._session = session
        self._is_postgres = is_postgres

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Write rows to the journal by the fastest way that the driver has."""
        if not rows:
            return
        connection: Any = self._session.connection().connection.driver_connection
        if self._is_postgres:
            with connection.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.set_types(COPY_TYPES)
                for row in rows:
                    copy.write_row(row)
        else:
            connection.executemany(INSERT, rows)

    def tail(self) -> Iterator[JournalRow]:
        """All rows of the journal in the order of their arrival."""
        statement = select(
            journal.c.sensor_id, journal.c.sampled_us, journal.c.value, journal.c.quality, journal.c.flags
        ).order_by(journal.c.id)
        found = self._session.connection().execute(statement, execution_options={"yield_per": TAIL_ROWS})
        for row in found:
            yield tuple(row)

    def last_blocks(self) -> dict[int, Series]:
        """The newest block of every source."""
        return {row.sensor_id: codec.decode(row.data) for row in newest_blocks(self._session.connection())}

    def count(self, sensor_id: int | None = None) -> int:
        """How many readings are stored, duplicates in the journal included; of one source, or in all."""
        connection = self._session.connection()
        in_journal = select(func.count()).select_from(journal)
        in_blocks = select(func.coalesce(func.sum(blocks.c.n), 0))
        if sensor_id is not None:
            in_journal = in_journal.where(journal.c.sensor_id == sensor_id)
            in_blocks = in_blocks.where(blocks.c.sensor_id == sensor_id)
        return int(connection.scalar(in_journal) or 0) + int(connection.scalar(in_blocks) or 0)

    def series(self, sensor_ids: Iterable[int], *, from_us: int, to_us: int) -> dict[int, Series]:
        """Every reading of these sources in a range, both ends included; two statements for all."""
        wanted = list(sensor_ids)
        parts: dict[int, list[Series]] = defaultdict(list)
        connection = self._session.connection()
        for sensor_id, data in connection.execute(
            select(blocks.c.sensor_id, blocks.c.data)
            .where(blocks.c.sensor_id.in_(wanted))
            # A block spans at most a day: the first condition is for the index, the second for the truth.
            .where(blocks.c.start_us.between(from_us - MAX_BLOCK_SPAN_US, to_us), blocks.c.end_us >= from_us)
            .order_by(blocks.c.sensor_id, blocks.c.start_us)
        ):
            parts[sensor_id].append(_cut(codec.decode(data), from_us, to_us))
        for sensor_id, rows in self._journal_rows(wanted, from_us, to_us).items():
            times, values, qualities, flags = zip(*rows, strict=True)
            marks = [quality | flag << 2 for quality, flag in zip(qualities, flags, strict=True)]
            parts[sensor_id].append(codec.series(times, values, marks))
        return {sensor_id: codec.merge(found) for sensor_id, found in parts.items()}

    def traces(
        self, sensor_ids: Iterable[int], *, from_us: int, to_us: int, points: int
    ) -> dict[int, list[TracePoint]]:
        """At most `points` points of each source, narrow peaks kept; readings of bad quality are left out.

        A wide range is drawn from the lows and highs of its minutes, a narrow one from the readings.
        Sources without a reading in the range are absent. The statements do not grow with the sources.
        """
        wanted = list(sensor_ids)
        if to_us - from_us <= WIDE_US:
            lines = {
                sensor_id: _good(found)
                for sensor_id, found in self.series(wanted, from_us=from_us, to_us=to_us).items()
            }
        else:
            lines = self._by_minutes(wanted, from_us, to_us)
        return {sensor_id: _thin(*line, points) for sensor_id, line in lines.items() if len(line[0])}

    def trace(self, sensor_id: int, *, from_us: int, to_us: int, points: int) -> list[TracePoint]:
        """`traces` of one source; empty if it has no reading in the range."""
        found = self.traces([sensor_id], from_us=from_us, to_us=to_us, points=points)
        return found.get(sensor_id, [])

    def forget(self, *, before_us: int) -> int:
        """Delete the blocks and rollups that are wholly older; answers how many readings that were."""
        connection = self._session.connection()
        old = blocks.c.end_us < before_us
        n = connection.scalar(select(func.coalesce(func.sum(blocks.c.n), 0)).where(old))
        connection.execute(delete(blocks).where(old))
        connection.execute(delete(minutes).where(minutes.c.minute < before_us // MINUTE_US))
        return int(n or 0)

    def _journal_rows(
        self, wanted: list[int], from_us: int, to_us: int
    ) -> dict[int, list[tuple[int, float, int, int]]]:
        statement = (
            select(
                journal.c.sensor_id, journal.c.sampled_us, journal.c.value, journal.c.quality, journal.c.flags
            )
            .where(journal.c.sensor_id.in_(wanted), journal.c.sampled_us.between(from_us, to_us))
            .order_by(journal.c.id)
        )
        found: dict[int, list[tuple[int, float, int, int]]] = defaultdict(list)
        for sensor_id, sampled_us, value, quality, flags in self._session.connection().execute(statement):
            found[sensor_id].append((sampled_us, value, quality, flags))
        return found

    def _by_minutes(
        self, wanted: list[int], from_us: int, to_us: int
    ) -> dict[int, tuple[codec.Times, codec.Values]]:
        """Low and high of each minute, then the readings that are not rolled up yet."""
        statement = (
            select(minutes.c.sensor_id, minutes.c.minute, minutes.c.low, minutes.c.high)
            .where(minutes.c.sensor_id.in_(wanted))
            .where(minutes.c.minute.between(from_us // MINUTE_US, to_us // MINUTE_US))
            .order_by(minutes.c.sensor_id, minutes.c.minute)
        )
        rows: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
        for sensor_id, minute, low, high in self._session.connection().execute(statement):
            rows[sensor_id].append((minute, low, high))
        lines = {sensor_id: _zigzag(found) for sensor_id, found in rows.items()}
        for sensor_id, fresh in self._journal_rows(wanted, from_us, to_us).items():
            good = [row for row in fresh if row[2] != Quality.BAD]
            times = np.array([row[0] for row in good], np.int64)
            values = np.array([row[1] for row in good], np.float64)
            if sensor_id in lines:
                times = np.concatenate([lines[sensor_id][0], times])
                values = np.concatenate([lines[sensor_id][1], values])
            order = np.argsort(times, kind="stable")
            lines[sensor_id] = times[order], values[order]
        return lines


def newest_blocks(connection: Connection) -> Sequence[Row[Any]]:
    """The row of the newest block of every source; looks at no older ones, however many there are."""
    other = blocks.alias()
    newest = (
        select(func.max(other.c.start_us))
        .where(other.c.sensor_id == source_states.c.sensor_id)
        .scalar_subquery()
    )
    is_it = (blocks.c.sensor_id == source_states.c.sensor_id) & (blocks.c.start_us == newest)
    return connection.execute(select(*blocks.c).select_from(source_states.join(blocks, is_it))).fetchall()


def _cut(found: Series, from_us: int, to_us: int) -> Series:
    first, last = np.searchsorted(found.times_us, [from_us, to_us + 1])
    return found.pick(slice(first, last))


def _good(found: Series) -> tuple[codec.Times, codec.Values]:
    is_good = found.marks & QUALITY_BITS != Quality.BAD
    return found.times_us[is_good], found.values[is_good]


def _zigzag(rows: list[tuple[int, float, float]]) -> tuple[codec.Times, codec.Values]:
    """Two points a minute: its low at a quarter, its high at three quarters."""
    table = np.array(rows, np.float64)
    starts = table[:, 0].astype(np.int64) * MINUTE_US
    times = np.column_stack([starts + MINUTE_US // 4, starts + 3 * MINUTE_US // 4]).reshape(-1)
    return times, np.ascontiguousarray(table[:, 1:]).reshape(-1)


def _thin(times: codec.Times, values: codec.Values, points: int) -> list[TracePoint]:
    if len(times) > points:
        thinner = MinMaxLTTBDownsampler()  # type: ignore[no-untyped-call]  # the package has no types
        chosen = thinner.downsample(np.ascontiguousarray(times), np.ascontiguousarray(values), n_out=points)
        times, values = times[chosen], values[chosen]
    return [TracePoint(*pair) for pair in zip(times.tolist(), values.tolist(), strict=True)]

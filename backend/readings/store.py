"""The store of readings: journal, segments, compressed blocks, and rollups of these.

A reading is in one of the first three.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Select,
    Table,
    bindparam,
    cast,
    delete,
    func,
    null,
    select,
    union_all,
)
from sqlmodel import Session

from backend.core.statements import among, execute_many, one_of
from backend.core.vocabulary import TracePoint
from backend.readings.rules import QUALITY_BITS, JournalRow
from backend.readings.series import charts, compaction
from backend.readings.series import segments as waiting
from backend.readings.series.append import append
from backend.readings.series.bands import Band, bands
from backend.readings.series.blocks import Series
from backend.readings.series.recall import Recalled, recall
from backend.readings.series.rollups import HOUR_US
from backend.readings.tables import blocks, hours, journal, minutes, segments

FORGOTTEN_AT_ONCE: Final = 5_000
"""Found at once, of each table; how many go at once, their size decides."""


DELETE_OLD: Final = {
    table.name: delete(table).where(
        table.c.sensor_id == bindparam("sensor"), start == bindparam("at"), end < bindparam("before")
    )
    for table, start, end in (
        (blocks, blocks.c.start_us, blocks.c.end_us),
        (minutes, minutes.c.start_us, minutes.c.end_us),
        (hours, hours.c.hour, hours.c.hour),
    )
}


class OldRow(NamedTuple):
    """Key of a block or rollup that is kept no longer: it ended before `before`, in the unit of its table."""

    table: str
    sensor_id: int
    at: int
    before: int


class Readings:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_postgres = session.get_bind().dialect.name == "postgresql"

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Write rows to the journal by the fastest way that the driver has."""
        driver: Any = self._session.connection().connection.driver_connection
        append(driver, rows, is_postgres=self._is_postgres)

    def recall(self, sensor_ids: Sequence[int]) -> Recalled:
        """Read what these sources remember, for intakes that open; to be unpacked outside the transaction."""
        return recall(self._session.connection(), sensor_ids)

    def add_past(self, rows: Sequence[JournalRow]) -> None:
        """Put past readings straight into blocks and rollups; what is known already stays as it is.

        Raises CompactedMeanwhile if a compactor was at work, and then the transaction must be rolled back.
        """
        compaction.add_past(self._session, rows)

    def first_us(self, sensor_ids: Iterable[int]) -> int | None:
        """The time of the oldest reading of these sources; None if there is none."""
        wanted = list(sensor_ids)
        connection = self._session.connection()
        # The journal first, blocks last: what a compactor moves meanwhile is then seen twice, never missed.
        found = [
            connection.scalar(
                select(func.min(journal.c.sampled_us)).where(one_of(journal.c.sensor_id, wanted))
            ),
            *(int(each.times_us[0]) for each in waiting.of(connection, wanted).values()),
            connection.scalar(select(func.min(blocks.c.start_us)).where(one_of(blocks.c.sensor_id, wanted))),
        ]
        return min((each for each in found if each is not None), default=None)

    def count(self, sensor_id: int | None = None) -> int:
        """Count the stored readings, duplicates in journal and segments included; of one source, or in all.

        One statement: between two a compactor could move readings, and they would be counted twice.
        """
        no_data = cast(null(), segments.c.data.type).label("none")
        in_journal = select(func.count(), no_data).select_from(journal)
        in_blocks = select(func.coalesce(func.sum(blocks.c.n), 0), no_data)
        in_segments = select(segments.c.n, no_data)
        if sensor_id is not None:
            in_journal = in_journal.where(journal.c.sensor_id == sensor_id)
            in_blocks = in_blocks.where(blocks.c.sensor_id == sensor_id)
            in_segments = select(segments.c.n, segments.c.data).where(
                segments.c.group_no == sensor_id // waiting.GROUP
            )
        found = self._session.connection().execute(union_all(in_journal, in_blocks, in_segments))
        return sum(n if data is None else waiting.count(n, data, sensor_id or 0) for n, data in found)

    def series(self, sensor_ids: Iterable[int], *, from_us: int, to_us: int) -> dict[int, Series]:
        """Every reading of these sources in a range, both ends included; two statements for all."""
        return charts.series(self._session.connection(), list(sensor_ids), from_us=from_us, to_us=to_us)

    def traces(
        self, sensor_ids: Iterable[int], *, from_us: int, to_us: int, points: int
    ) -> dict[int, list[TracePoint]]:
        """At most `points` points of each source, narrow peaks kept; readings of bad quality are left out.

        A wide range is drawn from the lows and highs of its minutes or hours, a narrow one from the readings.
        Sources without a reading in the range are absent. The statements do not grow with the sources.
        """
        lines = charts.lines(
            self._session.connection(), list(sensor_ids), from_us=from_us, to_us=to_us, points=points
        )
        return {sensor_id: charts.thin(line, points) for sensor_id, line in lines.items()}

    def bands(
        self, sensor_ids: Iterable[int], *, from_us: int, to_us: int, bucket_us: int
    ) -> dict[int, Band]:
        """Lowest, mean and highest value per bucket of each source; the statements do not grow with them."""
        wanted = list(sensor_ids)
        return bands(self._session.connection(), wanted, from_us=from_us, to_us=to_us, bucket_us=bucket_us)

    def trace(self, sensor_id: int, *, from_us: int, to_us: int, points: int) -> list[TracePoint]:
        """`traces` of one source; empty if it has no reading in the range."""
        found = self.traces([sensor_id], from_us=from_us, to_us=to_us, points=points)
        return found.get(sensor_id, [])

    def old(
        self,
        sensor_ids: Sequence[int],
        *,
        blocks_before_us: int,
        minutes_before_us: int,
        hours_before_us: int,
    ) -> list[OldRow]:
        """Some blocks and rollups of these sources that are wholly older; none once there are none."""
        before_hour = hours_before_us // HOUR_US
        old_hours = select(hours.c.sensor_id, hours.c.hour).where(among(hours.c.sensor_id, "sensors"))
        return [
            *self._old(blocks, _old_spans(blocks, blocks_before_us), sensor_ids, blocks_before_us),
            *self._old(minutes, _old_spans(minutes, minutes_before_us), sensor_ids, minutes_before_us),
            *self._old(hours, old_hours.where(hours.c.hour < before_hour), sensor_ids, before_hour),
        ]

    def _old(
        self, table: Table, statement: Select[Any], sensor_ids: Sequence[int], before: int
    ) -> Iterator[OldRow]:
        found = self._session.connection().execute(
            statement.limit(FORGOTTEN_AT_ONCE), {"sensors": list(sensor_ids)}
        )
        return (OldRow(table.name, sensor_id, at, before) for sensor_id, at in found)

    def delete(self, rows: Iterable[OldRow]) -> int:
        """Delete these, without what has grown since and is not old any more; return how many they were."""
        by_table: dict[str, list[dict[str, int]]] = {}
        for row in rows:
            values = {"sensor": row.sensor_id, "at": row.at, "before": row.before}
            by_table.setdefault(row.table, []).append(values)
        connection = self._session.connection()
        return sum(execute_many(connection, DELETE_OLD[table], found) for table, found in by_table.items())


def _old_spans(table: Table, before_us: int) -> Select[Any]:
    return (
        select(table.c.sensor_id, table.c.start_us)
        # A span starts before it ends: the first condition is for the index, the second for the truth.
        .where(among(table.c.sensor_id, "sensors"), table.c.start_us < before_us)
        .where(table.c.end_us < before_us)
    )


def journal_rows(sensor_id: int, found: Series) -> Iterator[JournalRow]:
    """The rows that these readings once were."""
    for at, value, mark in zip(*(column.tolist() for column in found), strict=True):
        yield sensor_id, at, value, mark & QUALITY_BITS, mark >> 2

"""Reading again what sources remember: of each its newest block, its segments and its rows of the journal."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    LargeBinary,
    Row,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from backend.core.statements import among
from backend.readings.series import blocks as codec
from backend.readings.series import compaction
from backend.readings.series import journal as journals
from backend.readings.series import segments as waiting
from backend.readings.series.blocks import Series
from backend.readings.series.journal import Journal
from backend.readings.tables import blocks, journal, segments, source_states

IN_BLOCK, IN_SEGMENT = 0, 1
# PostgreSQL finds no type by itself where two NULLs in a row have none.
_no_number: Final = cast(null(), Integer)
_no_data: Final = cast(null(), LargeBinary)
RECALL: Final[CompoundSelect[Any]] = union_all(
    compaction.newest(
        literal_column("0").label("place"),
        literal_column("0").label("id"),
        blocks.c.sensor_id,
        cast(null(), journal.c.sampled_us.type).label("at_us"),
        cast(null(), journal.c.value.type).label("value"),
        _no_number.label("quality"),
        _no_number.label("n"),
        blocks.c.data,
    ).where(among(source_states.c.sensor_id, "sensors")),
    select(
        literal_column("1"),
        segments.c.epoch,
        segments.c.group_no,
        segments.c.start_us,
        cast(null(), journal.c.value.type),
        _no_number,
        segments.c.n,
        segments.c.data,
    ).where(among(segments.c.group_no, "groups")),
    select(
        literal_column("2"),
        journal.c.id,
        journal.c.sensor_id,
        journal.c.sampled_us,
        journal.c.value,
        journal.c.quality,
        journal.c.flags,
        _no_data,
    ).where(among(journal.c.sensor_id, "sensors")),
).order_by("place", "id")


class Recalled(NamedTuple):
    """Rows as the database has them; unpacking them needs no database, and takes most of the time."""

    sensor_ids: Sequence[int]
    rows: Sequence[Row[Any]]

    def by_source(self) -> Iterator[tuple[int, Series]]:
        """Unpack what each source remembers, in the order of arrival: of a block that of time."""
        of_block = [row for row in self.rows if row.place == IN_BLOCK]
        of_segment = [row for row in self.rows if row.place == IN_SEGMENT]
        of_journal = [
            (row.sensor_id, row.at_us, row.value, row.quality, row.n)
            for row in self.rows[len(of_block) + len(of_segment) :]
        ]
        parts = [_of_blocks(of_block)] if of_block else []
        if of_segment:
            packed = [waiting.Packed(row.sensor_id, row.n, row.at_us, row.data) for row in of_segment]
            laid = waiting.rows(packed)
            parts.append(laid.pick(np.isin(laid.sensors, self.sensor_ids)))
        if of_journal:
            parts.append(journals.of(of_journal))
        if not parts:
            return iter(())
        return waiting.by_source(Journal(*(np.concatenate(column) for column in zip(*parts, strict=True))))


def recall(connection: Connection, sensor_ids: Sequence[int]) -> Recalled:
    """Read what these sources remember.

    One statement: between two a compactor could move readings, and neither would have them. So whatever is
    moved afterwards, what was read of a source is whole.
    """
    groups = sorted({each // waiting.GROUP for each in sensor_ids})
    found = connection.execute(RECALL, {"sensors": list(sensor_ids), "groups": groups})
    return Recalled(sensor_ids, found.fetchall())


def _of_blocks(rows: Sequence[Row[Any]]) -> Journal:
    found, starts = codec.unpack(row.data for row in rows)
    sizes = np.diff(starts, append=len(found.times_us))
    return Journal(np.repeat([row.sensor_id for row in rows], sizes), *found)

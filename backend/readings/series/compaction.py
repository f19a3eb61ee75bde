"""Moving readings from the journal into compressed blocks, packed minutes and hour rollups.

`read` works out everything from a snapshot, outside any write transaction; `write` is one short transaction
that adds blocks and rollups and deletes exactly the journal rows that were read. It fails without effect if
anybody else compacted meanwhile. So a reading is in journal or blocks, wherever the process dies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    Select,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    null,
    select,
    text,
    update,
)
from sqlmodel import Session

from backend.core.statements import execute_many, one_of
from backend.core.vocabulary import Quality
from backend.readings.rules import QUALITY_BITS, STRETCH_BITS, JournalRow, LatestReading, ReadingFlag
from backend.readings.series import journal as journals
from backend.readings.series import rollups
from backend.readings.series.block_writer import BlockPlan, BlockWriter, StoredBlock
from backend.readings.series.blocks import Series
from backend.readings.series.journal import Journal
from backend.readings.series.rollups import HOUR_US
from backend.readings.sources_store import Sources
from backend.readings.tables import blocks, compaction_mark, journal, minutes, source_states

CHUNK_ROWS: Final = 100_000
"""Ids per transaction: large enough to pay, small enough that a writer beside it waits some 30 ms."""
DUE_ROWS: Final = 50_000
"""A longer journal would slow the charts, which look through all of it."""
EVERY_US: Final = 600_000_000

ADD_HOURS: Final = text(
    "INSERT INTO reading_hours (sensor_id, hour, n, low, high, total, last, last_us) "
    "VALUES (:sensor_id, :hour, :n, :low, :high, :total, :last, :last_us) "
    "ON CONFLICT (sensor_id, hour) DO UPDATE SET "
    "n = reading_hours.n + excluded.n, total = reading_hours.total + excluded.total, "
    "low = CASE WHEN excluded.low < reading_hours.low THEN excluded.low ELSE reading_hours.low END, "
    "high = CASE WHEN excluded.high > reading_hours.high THEN excluded.high ELSE reading_hours.high END, "
    "last = CASE WHEN excluded.last_us > reading_hours.last_us THEN excluded.last "
    "ELSE reading_hours.last END, "
    "last_us = CASE WHEN excluded.last_us > reading_hours.last_us THEN excluded.last_us "
    "ELSE reading_hours.last_us END"
)

# The minutes of a block outlive it: a reading of its first moment that comes again finds them there.
ADD_MINUTES: Final = text(
    "INSERT INTO reading_minutes (sensor_id, start_us, end_us, data) "
    "VALUES (:sensor_id, :start_us, :end_us, :data) ON CONFLICT (sensor_id, start_us) DO NOTHING"
)

EPOCH: Final = select(compaction_mark.c.epoch)
BEGIN_MARK: Final = text(
    "INSERT INTO reading_compaction_mark (id, epoch) VALUES (1, 0) ON CONFLICT DO NOTHING"
)

ADD_BLOCKS: Final = insert(blocks)
LENGTHEN: Final = tuple(
    update(table)
    .where(table.c.sensor_id == bindparam("sensor"), table.c.start_us == bindparam("start"))
    .values(end_us=bindparam("until"), data=cast(table.c.data.concat(bindparam("part")), LargeBinary), **more)
    for table, more in (
        (blocks, {"n": blocks.c.n + bindparam("count"), "parts": blocks.c.parts + literal_column("1")}),
        (minutes, {}),
    )
)
REMOVE: Final = tuple(
    delete(table).where(table.c.sensor_id == bindparam("sensor"), table.c.start_us == bindparam("start"))
    for table in (blocks, minutes)
)


class CompactedMeanwhile(Exception):
    """The store is not what was read any more; nothing was written."""


@dataclass(slots=True)
class Compaction:
    """Rows that one step will write. `rows` journal rows from `first_id` to `last_id` go away."""

    epoch: int
    first_id: int = 0
    last_id: int = 0
    rows: int = 0
    plan: BlockPlan = field(default_factory=BlockPlan)
    hours: list[dict[str, Any]] = field(default_factory=list)
    sensors: set[int] = field(default_factory=set)
    latest: dict[int, LatestReading] = field(default_factory=dict)


def read(session: Session, *, chunk_rows: int = CHUNK_ROWS) -> Compaction:
    """Work out the next step for the oldest rows of the journal; `rows` is 0 if there are none."""
    connection = session.connection()
    found = Compaction(epoch=connection.scalar(EPOCH) or 0)
    first_id = connection.scalar(select(func.min(journal.c.id)))
    if first_id is None:
        return found
    found.first_id, found.last_id = first_id, first_id + chunk_rows - 1
    fresh = journals.rows(connection, found.first_id, found.last_id)
    found.rows = len(fresh.sensors)
    work_out(connection, found, fresh)
    return found


def add_past(session: Session, rows: Sequence[JournalRow]) -> None:
    """Store rows that never were in the journal. Raises CompactedMeanwhile as `write` does."""
    if rows:
        add_columns(session, journals.of(rows))


def add_columns(session: Session, fresh: Journal) -> None:
    """The same of columns."""
    connection = session.connection()
    found = Compaction(epoch=connection.scalar(EPOCH) or 0)
    work_out(connection, found, fresh)
    _move_mark(connection, found.epoch)
    store(session, found)


def due_until(session: Session, *, now_us: int) -> int:
    """The newest row of the journal, if it holds readings for long enough or enough of them; else 0."""
    connection = session.connection()
    oldest = connection.execute(
        select(journal.c.id, journal.c.sampled_us).order_by(journal.c.id).limit(1)
    ).first()
    if oldest is None:
        return 0
    newest_id = int(connection.scalar(select(func.max(journal.c.id))) or 0)
    is_due = newest_id - oldest.id >= DUE_ROWS or now_us - oldest.sampled_us >= EVERY_US
    return newest_id if is_due else 0


def tidy(engine: Engine) -> None:
    """Let the room of deleted rows be used again at once: charts look through all pages of the journal."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM reading_journal, reading_blocks, reading_minutes, reading_hours"))


def write(session: Session, found: Compaction) -> None:
    """Carry the step out. Raises CompactedMeanwhile, and then the transaction must be rolled back."""
    connection = session.connection()
    _move_mark(connection, found.epoch)
    gone = connection.execute(delete(journal).where(journal.c.id.between(found.first_id, found.last_id)))
    if gone.rowcount != found.rows:
        # On PostgreSQL a slower writer may commit a smaller id after the snapshot: rows that were not read.
        raise CompactedMeanwhile(f"{gone.rowcount} rows where {found.rows} were read")
    store(session, found)


def store(session: Session, found: Compaction) -> None:
    """Write the blocks, the rollups and the last readings of a step. Raises CompactedMeanwhile."""
    connection = session.connection()
    for remove in REMOVE:
        execute_many(connection, remove, found.plan.removed)
    for lengthen, more in zip(LENGTHEN, (found.plan.more_blocks, found.plan.more_minutes), strict=True):
        if execute_many(connection, lengthen, more) != len(more):
            raise CompactedMeanwhile("a block has been forgotten")
    execute_many(connection, ADD_BLOCKS, found.plan.blocks)
    execute_many(connection, ADD_MINUTES, found.plan.minutes)
    execute_many(connection, ADD_HOURS, found.hours)
    sources = Sources(session)
    sources.know(found.sensors - found.latest.keys())
    sources.save_latest(found.latest)


def work_out(connection: Connection, found: Compaction, fresh: Journal) -> None:
    """Fill in what is to be written for these rows; of several of one source and time the first counts."""
    arrived = fresh
    order = np.lexsort((fresh.times_us, fresh.sensors))  # stable: the order of arrival decides between equals
    fresh = fresh.pick(order)
    first = rollups.starts_of(fresh.sensors, fresh.times_us)
    if len(first) < len(order):
        fresh = fresh.pick(first)
    starts = rollups.starts_of(fresh.sensors)
    bounds = [*starts.tolist(), len(fresh.sensors)]
    sensors = fresh.sensors[starts].tolist()
    parts = {
        sensor_id: Series(fresh.times_us[at:end], fresh.values[at:end], fresh.marks[at:end])
        for sensor_id, at, end in zip(sensors, bounds[:-1], bounds[1:], strict=True)
    }
    stored = _newest_blocks(connection, parts)
    writer = BlockWriter(connection, found.plan)
    is_new = np.ones(len(fresh.sensors), np.bool_)
    for (sensor_id, part), at, end in zip(parts.items(), bounds[:-1], bounds[1:], strict=True):
        is_new[at:end] = writer.place_readings(sensor_id, part, stored.get(sensor_id))
    writer.finish()
    found.sensors = set(sensors)
    has_stretches = bool((arrived.marks >> STRETCH_BITS).any())
    by_arrival = arrived.pick(np.argsort(arrived.sensors, kind="stable")) if has_stretches else fresh
    found.latest = _latest(by_arrival)
    found.hours = _hours(fresh, is_new)


def _newest_blocks(connection: Connection, fresh: dict[int, Series]) -> dict[int, StoredBlock]:
    """The newest block of these sources; with its data where that will be written anew."""
    found = _newest(connection, list(fresh), null())
    renewed = []
    for sensor_id, block in found.items():
        first_us, last_us = int(fresh[sensor_id].times_us[0]), int(fresh[sensor_id].times_us[-1])
        is_kept = block.takes(first_us, last_us, len(fresh[sensor_id].times_us))
        if not is_kept and not block.is_left_alone(first_us):
            renewed.append(sensor_id)
    if renewed:
        found.update(_newest(connection, renewed, blocks.c.data))
    return found


def _newest(connection: Connection, wanted: Sequence[int], data: Any) -> dict[int, StoredBlock]:
    columns = (blocks.c.sensor_id, blocks.c.start_us, blocks.c.end_us, blocks.c.n, blocks.c.parts, data)
    rows = connection.execute(newest(*columns).where(one_of(source_states.c.sensor_id, wanted)))
    return {sensor_id: StoredBlock(*block) for sensor_id, *block in rows}


def newest(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of the newest block of every source; looks at no older ones, however many there are."""
    other = blocks.alias()
    start_us = (
        select(func.max(other.c.start_us))
        .where(other.c.sensor_id == source_states.c.sensor_id)
        .scalar_subquery()
    )
    is_it = (blocks.c.sensor_id == source_states.c.sensor_id) & (blocks.c.start_us == start_us)
    return select(*columns).select_from(source_states.join(blocks, is_it))


def _move_mark(connection: Connection, epoch: int) -> None:
    connection.execute(BEGIN_MARK)
    moved = connection.execute(
        update(compaction_mark).where(compaction_mark.c.epoch == epoch).values(epoch=epoch + 1)
    )
    if not moved.rowcount:
        raise CompactedMeanwhile("the mark has moved")


def _latest(fresh: Journal) -> dict[int, LatestReading]:
    """The last reading of each source that came in time, of rows in order by source."""
    kept = np.flatnonzero(fresh.marks >> 2 & int(ReadingFlag.LATE) == 0)
    sensors = fresh.sensors[kept]
    last = kept[np.flatnonzero(np.append(sensors[1:] != sensors[:-1], True))] if len(kept) else kept
    marks = fresh.marks[last]
    numbers = (marks & QUALITY_BITS, marks >> STRETCH_BITS)
    columns = (fresh.sensors[last], fresh.times_us[last], fresh.values[last], *numbers)
    rows = zip(*(each.tolist() for each in columns), strict=True)
    return {
        sensor_id: LatestReading(sampled_us, value, Quality(quality), stretch)
        for sensor_id, sampled_us, value, quality, stretch in rows
    }


def _hours(fresh: Journal, is_new: npt.NDArray[np.bool_]) -> list[dict[str, Any]]:
    kept = np.flatnonzero(is_new & (fresh.marks & QUALITY_BITS != Quality.BAD))
    sensors, times, values = fresh.sensors[kept], fresh.times_us[kept], fresh.values[kept]
    at = times // HOUR_US
    starts = rollups.starts_of(sensors, at)
    sums = rollups.grouped(starts, at, values)
    columns = {
        "sensor_id": sensors[starts],
        "hour": sums.at,
        "n": sums.n,
        "low": sums.low,
        "high": sums.high,
        "total": sums.total,
        "last": sums.last,
        "last_us": times[np.append(starts[1:], len(times)) - 1] if len(times) else times,
    }
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]

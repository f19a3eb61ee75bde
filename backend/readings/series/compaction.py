"""Moving readings from the journal into compressed blocks, packed minutes and hour rollups.

Where few sources share the journal their rows go straight into blocks; else into segments, which cost nothing
per source, and from there into blocks group by group, each source once it has enough of them.

`read` and `read_group` work out everything from a snapshot, outside any write transaction; `write` is one
short transaction that adds what was worked out and deletes exactly the rows that were read. It fails without
effect if anybody else compacted meanwhile. So a reading is in journal, segment or block, wherever the process
dies.
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
from backend.readings.series import segments as waiting
from backend.readings.series.block_writer import BlockPlan, BlockWriter, StoredBlock
from backend.readings.series.blocks import Series
from backend.readings.series.journal import Journal
from backend.readings.series.rollups import HOUR_US
from backend.readings.series.segments import EVERY_US
from backend.readings.sources_store import Sources
from backend.readings.tables import blocks, compaction_mark, journal, minutes, segments, source_states

CHUNK_ROWS: Final = 100_000
"""Ids per transaction: large enough to pay, small enough that a writer beside it waits some 30 ms."""
DUE_ROWS: Final = 25_000
"""A longer journal would slow the charts, which look through all of it."""
FEW_SOURCES: Final = 512
"""Blocks of so many sources are written in one transaction; of more, others who write would wait."""
FIRST_ROWS: Final = 99
"""How old a journal is the middle one of so many says: the clock of any one source may be wrong."""

TIDIED: Final = ("reading_journal", "reading_segments", "reading_blocks", "reading_minutes", "reading_hours")

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
ADD_SEGMENTS: Final = insert(segments)
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
    """Rows that one step will write. `rows` rows go away: of the journal from `first_id` to `last_id`, or of
    the segments of `group` with these epochs.
    """

    epoch: int
    first_id: int = 0
    last_id: int = 0
    rows: int = 0
    group: int | None = None
    epochs: list[int] = field(default_factory=list)
    segments: list[dict[str, Any]] = field(default_factory=list)
    plan: BlockPlan = field(default_factory=BlockPlan)
    hours: list[dict[str, Any]] = field(default_factory=list)
    sensors: set[int] = field(default_factory=set)
    latest: dict[int, LatestReading] = field(default_factory=dict)


def read(session: Session, *, chunk_rows: int = CHUNK_ROWS, now_us: int | None = None) -> Compaction:
    """Work out the next step for the oldest rows of the journal; `rows` is 0 if there are none.

    Which of them are old is judged by `now_us`; None: all are.
    """
    connection = session.connection()
    found = Compaction(epoch=connection.scalar(EPOCH) or 0)
    first_id = connection.scalar(select(func.min(journal.c.id)))
    if first_id is None:
        return found
    found.first_id, found.last_id = first_id, first_id + chunk_rows - 1
    fresh = journals.rows(connection, found.first_id, found.last_id)
    found.rows = len(fresh.sensors)
    since_us = 0 if now_us is None else min(now_us, _began_us(fresh.times_us))
    is_old = now_us is None or since_us <= now_us - EVERY_US
    n = len(np.unique(fresh.sensors))
    # What came first counts: no row passes those that wait.
    is_whole = n <= FEW_SOURCES and (is_old or found.rows >= n * waiting.DUE_ROWS)
    if is_whole and not waiting.are_there(connection):
        work_out(connection, found, fresh)
    else:
        found.segments = waiting.planned(fresh, epoch=found.epoch, since_us=since_us)
    return found


def read_group(session: Session, *, now_us: int | None = None) -> Compaction:
    """Work out the next step for segments that are due; `rows` is 0 if none are.

    Which of them are old is judged by `now_us`; None: all are.
    """
    connection = session.connection()
    found = Compaction(epoch=connection.scalar(EPOCH) or 0)
    group = waiting.due(connection, now_us=now_us)
    if group is None:
        return found
    found.group, found.epochs, found.rows = group.group, group.epochs, len(group.rows.sensors)
    is_due = waiting.due_rows(group, now_us=now_us)
    if not is_due.all():
        since_us = int(group.since_us[~is_due].min())
        found.segments = waiting.planned(group.rows.pick(~is_due), epoch=group.epochs[0], since_us=since_us)
    work_out(connection, found, group.rows.pick(is_due))
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
    first = connection.execute(
        select(journal.c.id, journal.c.sampled_us).order_by(journal.c.id).limit(FIRST_ROWS)
    ).fetchall()
    if not first:
        return 0
    newest_id = int(connection.scalar(select(func.max(journal.c.id))) or 0)
    began_us = _began_us(np.array([row.sampled_us for row in first]))
    is_due = newest_id - first[0].id >= DUE_ROWS or now_us - began_us >= EVERY_US
    return newest_id if is_due else 0


def _began_us(times_us: npt.NDArray[np.int64]) -> int:
    """About when the first of these rows, in the order of their arrival, came."""
    return int(np.median(times_us[:FIRST_ROWS]))


def tidy(engine: Engine) -> None:
    """Let the room of deleted rows be used again at once: charts look through all pages of the journal."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"VACUUM {', '.join(TIDIED)}"))


def write(session: Session, found: Compaction) -> None:
    """Carry the step out. Raises CompactedMeanwhile, and then the transaction must be rolled back."""
    connection = session.connection()
    _move_mark(connection, found.epoch)
    if found.group is None:
        gone = connection.execute(delete(journal).where(journal.c.id.between(found.first_id, found.last_id)))
        expected = found.rows
    else:
        is_read = segments.c.epoch.between(found.epochs[0], found.epochs[-1])
        gone = connection.execute(delete(segments).where(segments.c.group_no == found.group, is_read))
        expected = len(found.epochs)
    if gone.rowcount != expected:
        # On PostgreSQL a slower writer may commit a smaller id after the snapshot: rows that were not read.
        raise CompactedMeanwhile(f"{gone.rowcount} rows where {expected} were read")
    execute_many(connection, ADD_SEGMENTS, found.segments)
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

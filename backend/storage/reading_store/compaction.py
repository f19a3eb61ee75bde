"""Moving readings from the journal into compressed blocks and minute rollups.

`read` works out everything from a snapshot, outside any write transaction; `write` is one short transaction
that adds blocks and rollups and deletes exactly the journal rows that were read. It fails without effect if
anybody else compacted meanwhile. So a reading is in journal or blocks, wherever the process dies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update
from sqlmodel import Session

from backend.domain.readings import LatestReading, ReadingFlag
from backend.domain.sensors import Quality
from backend.storage.intake.sources import Sources
from backend.storage.reading_store import blocks as codec
from backend.storage.reading_store.blocks import Series
from backend.storage.readings import MAX_BLOCK_SPAN_US, MINUTE_US, QUALITY_BITS, newest_blocks
from backend.storage.tables.readings import blocks, compaction_mark, journal

CHUNK_ROWS: Final = 100_000
"""Rows per transaction: large enough to pay, small enough that a writer beside it hardly waits."""
EVERY_US: Final = 600_000_000
FULL_BLOCK: Final = 600
LARGEST_BLOCK: Final = 3_600

ADD_MINUTES: Final = text(
    "INSERT INTO reading_minutes (sensor_id, minute, n, low, high, total, last, last_us) "
    "VALUES (:sensor_id, :minute, :n, :low, :high, :total, :last, :last_us) "
    "ON CONFLICT (sensor_id, minute) DO UPDATE SET "
    "n = reading_minutes.n + excluded.n, total = reading_minutes.total + excluded.total, "
    "low = CASE WHEN excluded.low < reading_minutes.low THEN excluded.low ELSE reading_minutes.low END, "
    "high = CASE WHEN excluded.high > reading_minutes.high THEN excluded.high ELSE reading_minutes.high END, "
    "last = CASE WHEN excluded.last_us > reading_minutes.last_us THEN excluded.last "
    "ELSE reading_minutes.last END, "
    "last_us = CASE WHEN excluded.last_us > reading_minutes.last_us THEN excluded.last_us "
    "ELSE reading_minutes.last_us END"
)


class CompactedMeanwhile(Exception):
    """Another compactor was faster; nothing was written."""


@dataclass(slots=True)
class Compaction:
    """What one step will write. `rows` journal rows from `first_id` to `last_id` go away."""

    epoch: int
    first_id: int = 0
    last_id: int = 0
    rows: int = 0
    removed: list[dict[str, int]] = field(default_factory=list)
    added: list[dict[str, Any]] = field(default_factory=list)
    minutes: list[dict[str, Any]] = field(default_factory=list)
    latest: dict[int, LatestReading] = field(default_factory=dict)


def read(session: Session, *, chunk_rows: int = CHUNK_ROWS) -> Compaction:
    """Work out the next step for the oldest rows of the journal; `rows` is 0 if there are none."""
    connection = session.connection()
    epoch = connection.scalar(select(compaction_mark.c.epoch))
    found = Compaction(epoch=-1 if epoch is None else int(epoch))
    rows = connection.execute(select(*journal.c).order_by(journal.c.id).limit(chunk_rows)).fetchall()
    if not rows:
        return found
    table = np.array(
        [tuple(row) for row in rows],
        dtype=[("id", "i8"), ("sensor", "i4"), ("us", "i8"), ("value", "f8"), ("q", "u1"), ("flags", "u1")],
    )
    found.first_id, found.last_id, found.rows = int(table["id"][0]), int(table["id"][-1]), len(table)
    order = np.argsort(table["sensor"], kind="stable")
    table = table[order]
    starts = np.flatnonzero(np.diff(table["sensor"], prepend=-1))
    newest = {row.sensor_id: row for row in newest_blocks(connection)}
    for part in np.split(table, starts[1:]):
        sensor_id = int(part["sensor"][0])
        _plan(connection, found, part, newest.get(sensor_id))
    return found


def due_until(session: Session, *, now_us: int) -> int:
    """The newest row of the journal, if it holds readings for long enough or enough of them; else 0."""
    connection = session.connection()
    oldest = connection.execute(
        select(journal.c.id, journal.c.sampled_us).order_by(journal.c.id).limit(1)
    ).first()
    if oldest is None:
        return 0
    newest_id = int(connection.scalar(select(func.max(journal.c.id))) or 0)
    is_due = newest_id - oldest.id >= CHUNK_ROWS or now_us - oldest.sampled_us >= EVERY_US
    return newest_id if is_due else 0


def write(session: Session, found: Compaction) -> None:
    """Carry the step out. Raises CompactedMeanwhile, and then the transaction must be rolled back."""
    connection = session.connection()
    _move_mark(connection, found.epoch)
    if found.removed:
        is_it = (blocks.c.sensor_id == bindparam("sensor")) & (blocks.c.start_us == bindparam("start"))
        connection.execute(delete(blocks).where(is_it), found.removed)
    if found.added:
        connection.execute(insert(blocks), found.added)
    if found.minutes:
        connection.execute(ADD_MINUTES, found.minutes)
    Sources(session).know({row["sensor_id"] for row in found.added})
    Sources(session).save_latest(found.latest)
    gone = connection.execute(delete(journal).where(journal.c.id.between(found.first_id, found.last_id)))
    if gone.rowcount != found.rows:
        # On PostgreSQL a slower writer may commit a smaller id after the snapshot: rows that were not read.
        raise CompactedMeanwhile(f"{gone.rowcount} rows where {found.rows} were read")


def _move_mark(connection: Connection, epoch: int) -> None:
    if epoch < 0:
        connection.execute(insert(compaction_mark).values(id=1, epoch=1))
        return
    moved = connection.execute(
        update(compaction_mark).where(compaction_mark.c.epoch == epoch).values(epoch=epoch + 1)
    )
    if not moved.rowcount:
        raise CompactedMeanwhile("the mark has moved")


def _plan(connection: Connection, found: Compaction, part: npt.NDArray[Any], newest: Row[Any] | None) -> None:
    sensor_id = int(part["sensor"][0])
    marks = part["q"] | part["flags"] << 2
    on_time = part[(part["flags"] & int(ReadingFlag.LATE)) == 0]
    if len(on_time):
        last = on_time[np.argmax(on_time["us"])]
        found.latest[sensor_id] = LatestReading(
            int(last["us"]), float(last["value"]), Quality(int(last["q"]))
        )
    fresh = codec.series(part["us"], part["value"], marks)
    if newest is None:
        shelf: Sequence[Any] = []
    elif fresh.times_us[0] >= newest.start_us:
        shelf = [newest]
    else:
        shelf = _shelf(connection, sensor_id, int(fresh.times_us[0]), int(fresh.times_us[-1]))
    _file(connection, found, sensor_id, fresh, shelf)


def _shelf(connection: Connection, sensor_id: int, first_us: int, last_us: int) -> Sequence[Any]:
    """The blocks into which late readings may belong, without their data: few of these will be needed."""
    statement = (
        select(blocks.c.start_us, blocks.c.end_us, blocks.c.n)
        .where(blocks.c.sensor_id == sensor_id)
        .where(blocks.c.start_us.between(first_us - MAX_BLOCK_SPAN_US, last_us))
        .order_by(blocks.c.start_us)
    )
    return connection.execute(statement).fetchall()


def _file(
    connection: Connection, found: Compaction, sensor_id: int, fresh: Series, shelf: Sequence[Any]
) -> None:
    """Sort fresh readings into the blocks where they belong; only these blocks are written anew."""
    starts = np.array([row.start_us for row in shelf], np.int64)
    ends = np.array([_takes_until(row.start_us, row.end_us, row.n) for row in shelf], np.int64)
    block = np.searchsorted(starts, fresh.times_us, side="right") - 1
    is_inside = block >= 0
    if len(shelf):
        is_inside &= fresh.times_us <= ends[block]
    place = block * 2 + is_inside
    for here in np.unique(place):
        group = fresh.pick(place == here)
        if here % 2:
            _add_to_block(connection, found, sensor_id, group, shelf[here // 2])
        else:
            _add(found, sensor_id, group, group)


def _takes_until(start_us: int, end_us: int, n: int) -> int:
    """A block that is not full takes what follows it, for a day."""
    return end_us if n >= FULL_BLOCK else max(end_us, start_us + MAX_BLOCK_SPAN_US - 1)


def _add_to_block(
    connection: Connection, found: Compaction, sensor_id: int, group: Series, block: Row[Any]
) -> None:
    """Write the block anew with these readings, unless it knows them all."""
    if "data" in block._fields:
        data = block.data
    else:
        is_it = (blocks.c.sensor_id == sensor_id) & (blocks.c.start_us == block.start_us)
        data = connection.execute(select(blocks.c.data).where(is_it)).scalar_one()
    before = codec.decode(data)
    fresh = group.pick(~np.isin(group.times_us, before.times_us))
    if len(fresh.times_us):
        found.removed.append({"sensor": sensor_id, "start": block.start_us})
        _add(found, sensor_id, fresh, codec.merge([before, fresh]))


def _add(found: Compaction, sensor_id: int, fresh: Series, whole: Series) -> None:
    """Roll the fresh readings up; write the whole series as blocks."""
    found.minutes += _roll_up(sensor_id, fresh)
    found.added += [_row(sensor_id, piece) for piece in _pieces(whole)]


def _pieces(whole: Series) -> list[Series]:
    """Cut where a block would grow too long, in readings or in time."""
    pieces = []
    times = whole.times_us
    at = 0
    while at < len(times):
        in_span = int(np.searchsorted(times, times[at] + MAX_BLOCK_SPAN_US))
        end = min(at + LARGEST_BLOCK, in_span)
        pieces.append(whole.pick(slice(at, end)))
        at = end
    return pieces


def _row(sensor_id: int, piece: Series) -> dict[str, Any]:
    return {
        "sensor_id": sensor_id,
        "start_us": int(piece.times_us[0]),
        "end_us": int(piece.times_us[-1]),
        "n": len(piece.times_us),
        "data": codec.encode(piece),
    }


def _roll_up(sensor_id: int, fresh: Series) -> list[dict[str, Any]]:
    is_good = fresh.marks & QUALITY_BITS != Quality.BAD
    times, values = fresh.times_us[is_good], fresh.values[is_good]
    if not len(times):
        return []
    minute = times // MINUTE_US
    starts = np.flatnonzero(np.diff(minute, prepend=-1))
    ends = np.append(starts[1:], len(times))
    columns = {
        "minute": minute[starts],
        "n": ends - starts,
        "low": np.minimum.reduceat(values, starts),
        "high": np.maximum.reduceat(values, starts),
        "total": np.add.reduceat(values, starts),
        "last": values[ends - 1],
        "last_us": times[ends - 1],
    }
    names = list(columns)
    return [
        {"sensor_id": sensor_id, **dict(zip(names, row, strict=True))}
        for row in zip(*(column.tolist() for column in columns.values()), strict=True)
    ]

"""A store of readings in tests: what goes in, compaction on demand, what stands there."""

from sqlalchemy import func, select

from backend.core.database import Database
from backend.readings.rules import JournalRow
from backend.readings.series import compaction, rollups
from backend.readings.series.compaction import Compaction
from backend.readings.store import Readings
from backend.readings.tables import minutes

SECOND = 1_000_000
DAY = 86_400 * SECOND
START = 1_789_999_980 * SECOND  # a full minute


def rows(
    sensor_id: int, values: list[float], *, start_us: int = START, step_us: int = SECOND
) -> list[JournalRow]:
    return [(sensor_id, start_us + i * step_us, value, 0, 0) for i, value in enumerate(values)]


def append(database: Database, found: list[JournalRow]) -> None:
    database.transact(lambda tx: tx.get(Readings).append(found))


def compact(database: Database, *, chunk_rows: int = 100_000) -> int:
    """Steps until all is in blocks; answers how many there were."""
    steps = 0
    while (step := next_step(database, chunk_rows=chunk_rows)).rows:
        database.transact(lambda tx, step=step: compaction.write(tx.session, step))
        steps += 1
    return steps


def next_step(database: Database, *, chunk_rows: int = 100_000) -> Compaction:
    """The next step towards the blocks, as if all were old."""
    step = database.read(lambda s: compaction.read(s, chunk_rows=chunk_rows))
    return step if step.rows else database.read(compaction.read_group)


def stored(
    database: Database, sensor_id: int, *, from_us: int = 0, to_us: int = START + 400 * DAY
) -> list[float]:
    found = database.transact(lambda tx: tx.get(Readings).series([sensor_id], from_us=from_us, to_us=to_us))
    return found[sensor_id].values.tolist() if sensor_id in found else []


def counted(database: Database, table: object) -> int:
    return database.read(lambda s: s.connection().scalar(select(func.count()).select_from(table)) or 0)


def packed_minutes(database: Database) -> list[rollups.Rollup]:
    found = database.read(lambda s: s.connection().execute(select(minutes.c.data)).scalars().all())
    return [rollups.decode(data) for data in found]

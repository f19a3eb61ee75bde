"""Wherever a compaction dies, every reading is there once, in journal or block, and counted once."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import event, func, select

from backend.core.database import Database
from backend.readings.rules import JournalRow
from backend.readings.series import compaction, rollups
from backend.readings.series.compaction import FEW_SOURCES
from backend.readings.store import Readings
from backend.readings.tables import hours, journal, minutes

pytestmark = pytest.mark.both_databases("compactors lock and replace blocks")

SECOND = 1_000_000
START = 1_789_999_980 * SECOND
SENSORS = (1, 2, 3)


class PowerCut(BaseException):
    """Nothing between here and the database catches this."""


@contextmanager
def dying(database: Database, *, before: int) -> Iterator[list[str]]:
    """Cut the power before the statement with this number; answers the statements that began."""
    began: list[str] = []

    def listen(*details: object) -> None:
        if len(began) == before:
            raise PowerCut
        began.append(str(details[2]))

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield began
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)


def readings() -> list[JournalRow]:
    """Three sources; duplicates, late readings that belong into older blocks, one of bad quality."""
    found = [
        (sensor, START + at * SECOND, float(at % 7), 2 * (at == 405), 0)
        for at in range(400, 700)
        for sensor in SENSORS
    ]
    late = [(1, START + at * SECOND, 9.0, 0, 1) for at in (3, 3, 250, 401)]
    return found + late


def counted(database: Database) -> tuple[dict[int, list[float]], int, int]:
    """All readings by source, and how many the hours and the minutes say there are, journal included."""
    series = database.transact(lambda tx: tx.get(Readings).series(SENSORS, from_us=0, to_us=2 * START))
    waiting = database.read(lambda s: s.connection().scalar(select(func.count()).select_from(journal)))
    in_hours = database.read(lambda s: s.connection().scalar(select(func.sum(hours.c.n))))
    packed = database.read(lambda s: s.connection().execute(select(minutes.c.data)).scalars().all())
    in_minutes = sum(int(rollups.decode(data).n.sum()) for data in packed)
    assert (waiting == 0) is (in_hours != BEFORE)
    return {key: line.values.tolist() for key, line in series.items()}, int(in_hours or 0), in_minutes


BEFORE = 400 * len(SENSORS)


def test_a_power_cut_before_any_statement_of_a_compaction_loses_and_doubles_nothing(
    database: Database,
) -> None:
    old = [(sensor, START + at * SECOND, 1.0, 0, 0) for at in range(400) for sensor in SENSORS]
    database.transact(lambda tx: tx.get(Readings).append(old))
    first = database.read(compaction.read)
    database.transact(lambda tx: compaction.write(tx.session, first))
    database.transact(lambda tx: tx.get(Readings).append(readings()))
    expected = counted(database)
    assert expected[1:] == (BEFORE, BEFORE)

    for statement in count():
        step = database.read(compaction.read)
        try:
            with dying(database, before=statement):
                database.transact(lambda tx, step=step: compaction.write(tx.session, step))
        except PowerCut:
            assert counted(database) == expected
        else:
            break

    assert statement >= 6, "the write has that many statements to die at"
    assert database.read(compaction.read).rows == 0
    after = counted(database)
    assert after[0] == expected[0]
    assert after[1] == after[2] == sum(map(len, after[0].values())) - len(SENSORS)


MANY = range(1, FEW_SOURCES + 2)


def test_a_power_cut_on_the_way_through_the_segments_loses_and_doubles_nothing(database: Database) -> None:
    """Of so many sources that none goes straight into its block; of some more than once."""
    found = [(key, START + at * SECOND, float(at), 0, 0) for at in (0, 1, 1, 2) for key in MANY]
    database.transact(lambda tx: tx.get(Readings).append(found))
    died = 0
    for read in (compaction.read, compaction.read_group):
        while (step := database.read(read)).rows:
            for statement in count():
                try:
                    with dying(database, before=statement):
                        database.transact(lambda tx, step=step: compaction.write(tx.session, step))
                except PowerCut:
                    died += 1
                    assert all_there(database)
                else:
                    break
    assert died >= 5, "each write has statements to die at"
    assert all_there(database)
    assert database.read(lambda s: s.connection().scalar(select(func.sum(hours.c.n)))) == 3 * len(MANY)
    assert database.read(lambda s: Readings(s).count()) == 3 * len(MANY)


def all_there(database: Database) -> bool:
    """Whether each source has its three readings, once."""
    series = database.read(lambda s: Readings(s).series(MANY, from_us=0, to_us=2 * START))
    return len(series) == len(MANY) and all(each.values.tolist() == [0, 1, 2] for each in series.values())

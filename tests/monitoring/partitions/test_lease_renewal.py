"""An evaluator keeps its leases while its intake opens, however long it takes; one that hangs loses them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import event

from backend.core.database import Database
from backend.monitoring import intake_opening_commands as opening
from backend.monitoring.hot_path.lease_renewal import HANGS_AFTER
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import LEASE_FOR, Fenced
from backend.photos.store import PhotoStore
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, plant

pytestmark = pytest.mark.both_databases("leases are taken with locks")
PARTITIONS = 4
SOURCES = 9
A_SECOND = timedelta(seconds=1)
WAIT_S = 60


@pytest.fixture
def first(database: Database, tmp_path: Path) -> PartitionOwner:
    plant(database)
    more_sensors(database, [f"S-{n}" for n in range(SOURCES)])
    return owner(database, tmp_path, "first")


def owner(database: Database, folder: Path, name: str) -> PartitionOwner:
    return PartitionOwner(database, owner=name, partitions=PARTITIONS, photos=PhotoStore(folder))


@contextmanager
def whenever_it_reads(database: Database, do: Callable[[], None]) -> Iterator[None]:
    """Call `do` before what some sources remember is read, which is outside of any writing transaction."""

    def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "UNION ALL" in statement and "reading_journal" in statement:
            do()

    event.listen(database.engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", before)


def test_one_that_hangs_as_it_opens_loses_them_and_another_takes_over(
    database: Database, clock: FakeClock, first: PartitionOwner, tmp_path: Path
) -> None:
    second = owner(database, tmp_path, "second")
    hangs, goes_on = Event(), Event()
    errors: list[BaseException] = []

    def hang() -> None:
        if not hangs.is_set():
            hangs.set()
            goes_on.wait(WAIT_S)

    def tend() -> None:
        try:
            first.tend()
        except Fenced as error:
            errors.append(error)

    thread = Thread(target=tend)
    with whenever_it_reads(database, hang):
        thread.start()
        try:
            assert hangs.wait(WAIT_S)
            clock.advance(HANGS_AFTER - A_SECOND)
            first._renewal.turn()
            second.tend()
            assert second.held == {}, "it may still be at work"

            clock.advance(2 * A_SECOND)
            first._renewal.turn()
            clock.advance(LEASE_FOR - A_SECOND)
            second.tend()
        finally:
            goes_on.set()
            thread.join(WAIT_S)

    assert len(second.held) == PARTITIONS + 1
    assert len(second._store._open().sources) > SOURCES
    assert len(errors) == 1
    assert first._store._intake is None


def test_one_that_is_slow_and_gets_on_keeps_them(
    database: Database, clock: FakeClock, first: PartitionOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 2)
    taken: list[int] = []

    def be_slow() -> None:
        clock.advance(HANGS_AFTER - A_SECOND)
        first._renewal.turn()
        found = database.transact(lambda tx: partitions.tend(tx, "second", partitions=PARTITIONS + 1))
        taken.append(len(found))

    with whenever_it_reads(database, be_slow):
        first.tend()

    assert taken == [0] * len(taken)
    assert len(taken) > SOURCES / 2
    assert len(first._store._open().sources) > SOURCES
    assert {lease.epoch for lease in first.held.values()} == {1}


def test_while_it_opens_it_counts_as_alive(
    database: Database, clock: FakeClock, first: PartitionOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 2)
    alive: list[bool] = []

    def be_slow() -> None:
        clock.advance(2 * LEASE_FOR)
        first._renewal.turn()
        alive.append(database.transact(partitions.is_shared))

    with whenever_it_reads(database, be_slow):
        first.tend()

    assert alive
    assert all(alive)

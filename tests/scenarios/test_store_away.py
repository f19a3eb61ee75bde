"""The database goes away under the ingest process and comes back: nothing is lost, nothing is doubled."""

import pytest
from sqlalchemy import text

from backend.core.database import Database, Transaction
from backend.core.errors import Unavailable
from backend.core.time import microseconds
from backend.monitoring.hot_path.batches import BatchStore
from backend.readings.rules import Batch
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from tests.support.fakes import FakeClock
from tests.support.plants import plant

GAS = "north/GAS-1"


def batch(clock: FakeClock, *values: float) -> Batch:
    at_us = microseconds(clock())
    return Batch([(GAS, at_us + i * 1_000_000, value, 0) for i, value in enumerate(values)])


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_after_postgresql_dropped_every_connection_the_batch_is_taken_at_the_second_try(
    database: Database, clock: FakeClock
) -> None:
    plants = plant(database)
    store = BatchStore(database)
    store(batch(clock, 1.0, 2.0))

    def drop(tx: Transaction) -> None:
        statement = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        )
        tx.session.connection().execute(text(statement + " AND pid <> pg_backend_pid()"))
        tx.session.connection().execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        store._transact(drop)
    taken = store(batch(clock, 1.0, 2.0, 3.0))

    assert (taken.evaluation.duplicates, len(taken.evaluation.rows)) == (2, 1)
    assert database.transact(lambda tx: tx.get(Readings).count(plants.gas)) == 3


def test_a_full_disk_is_no_fault_of_a_message(sqlite_database: Database, clock: FakeClock) -> None:
    plants = plant(sqlite_database)
    store = BatchStore(sqlite_database)
    store(batch(clock, 1.0))
    many = batch(clock, *map(float, range(5000)))

    def fill(tx: Transaction) -> None:  # of this connection; the next one finds room again
        tx.session.connection().exec_driver_sql("PRAGMA max_page_count = 1")  # that is: not one page more

    sqlite_database.hot_connection.sweep(fill)
    with pytest.raises(Unavailable):
        store(many)
    store(many)

    # The first of them has the time of what was there, and another value: it is no duplicate.
    assert sqlite_database.transact(lambda tx: tx.get(Readings).count(plants.gas)) == 1 + 5000


def test_an_intake_that_cannot_be_opened_blames_no_message(database: Database, clock: FakeClock) -> None:
    plants = plant(database)
    database.transact(lambda tx: tx.get(Sources).save_limits({plants.gas: "not what we wrote"}))

    with pytest.raises(Unavailable):
        BatchStore(database)(batch(clock, 1.0))

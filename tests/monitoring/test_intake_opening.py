"""What an intake remembers at its start is whole, whoever else is at work."""

from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import event

from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.detection.limits.sources import Source
from backend.monitoring import intake_commands as service
from backend.monitoring.intake_commands import Intake
from backend.monitoring.scoring.startup_commands import open_scores
from backend.readings.rules import Batch
from tests.support.fakes import FakeClock
from tests.support.ingest import Ingest
from tests.support.plants import plant
from tests.support.series import SECOND, compact

GAS = "north/GAS-1"
A_SECOND = timedelta(seconds=1)


def test_a_compactor_at_work_takes_nothing_from_it(database: Database, clock: FakeClock) -> None:
    plant(database)
    intake = service.open_intake(database)
    now_us = microseconds(clock())
    batch = Batch([(GAS, now_us + at * SECOND, value, 0) for at, value in enumerate((5.0, 60.0, 5.0))])
    database.transact(lambda tx: service.ingest(tx, intake, batch))
    compactor = Thread(target=compact, args=(database,))

    def begin(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM reading_blocks" in statement and not compactor.ident:
            compactor.start()
            compactor.join(timeout=0.5)  # done by then, if nothing holds it off

    event.listen(database.engine, "after_cursor_execute", begin)
    found = service.open_intake(database)
    compactor.join()

    assert [row[2] for row in found.sources[GAS].tail] == [5.0, 60.0, 5.0]


def test_what_it_remembers_is_worked_out_while_no_transaction_is_open(
    database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(database)
    ingest = Ingest(database, clock)
    ingest.stream(5.0, 60.0)
    compact(database)
    open_ones: list[int] = []
    recall = Source.recall

    def note(source: Source, times_us: Any, values: Any, marks: Any) -> None:
        open_ones.append(pool.checkedout())
        recall(source, times_us, values, marks)

    pool: Any = database.engine.pool
    before = pool.checkedout()
    monkeypatch.setattr(Source, "recall", note)
    service.open_intake(database)

    assert open_ones == [before]


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_server_waits_for_who_computes_between_what_is_read(database: Database) -> None:
    plant(database)
    read: list[TransactionStatus] = []

    def note(connection: Any, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            read.append(connection.connection.driver_connection.info.transaction_status)

    event.listen(database.engine, "after_cursor_execute", note)
    database.read_apart(lambda session: open_scores(session, service.everything))
    event.remove(database.engine, "after_cursor_execute", note)

    assert len(read) > 5
    assert set(read) == {TransactionStatus.IDLE}


def test_whether_a_source_was_ever_heard_is_known_when_it_is_open(
    database: Database, clock: FakeClock
) -> None:
    plant(database)
    asked: list[str] = []
    hinted: list[bool] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "last_seen_at IS NULL" in statement:
            asked.append(statement)

    def flush(tx: Transaction, intake: Intake) -> None:
        service.after_flush(intake, service.flush(tx, intake))
        hinted.append(bool(tx.hints))

    event.listen(database.engine, "after_cursor_execute", note)
    for _ in range(2):
        ingest = Ingest(database, clock)
        for value in (5.0, 6.0):
            clock.advance(10 * A_SECOND)
            ingest.take(ingest.reading(value))
            database.transact(partial(flush, intake=ingest.intake))

    assert hinted == [True, False, False, False]
    assert len(asked) == 1

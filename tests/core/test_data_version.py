"""Whatever is written raises the version of the data, but for readings and what follows from each of them."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import col, update

from backend.alerts import commands as alerts
from backend.core.data_version import Nature, nature, version
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.readings.rules import JournalRow
from backend.readings.store import Readings
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

A_READING: JournalRow = (1, 1_700_000_000_000_000, 4.0, 0, 0)


def raises(database: Database, command: Callable[[Transaction], object], *, is_hot: bool = False) -> bool:
    """Whether the command raises the version, and whether this process notices, too."""
    before, last_write = database.read(version), database.last_write
    assert before is not None
    (database.hot_connection if is_hot else database).transact(command)
    after = database.read(version)
    assert (database.last_write is not last_write) == (after != before)
    assert after in (before, before + 1)
    return after != before


@pytest.mark.parametrize("is_hot", [False, True])
def test_a_command_that_writes_raises_it(database: Database, plants: Plants, is_hot: bool) -> None:
    change = over(plants, Tier.RED)

    assert raises(database, lambda tx: alerts.apply_changes(tx, [change]), is_hot=is_hot)


def test_a_command_that_only_looks_does_not(database: Database, plants: Plants) -> None:
    assert not raises(database, lambda tx: tx.session.get(SensorRow, plants.gas))


def test_a_command_that_changes_no_row_does_not(database: Database) -> None:
    nobody = update(SensorRow).where(col(SensorRow.id) == -1).values(state=SensorState.SILENT)

    assert not raises(database, lambda tx: tx.session.execute(nobody))


@pytest.mark.parametrize("is_hot", [False, True])
def test_what_gives_back_the_rows_that_it_changed_raises_it_if_there_were_any(
    database: Database, plants: Plants, is_hot: bool
) -> None:
    def silence(sensor_id: int) -> Callable[[Transaction], object]:
        is_it = col(SensorRow.id) == sensor_id
        moved = update(SensorRow).where(is_it).values(state=SensorState.SILENT).returning(col(SensorRow.id))
        return lambda tx: tx.session.execute(moved).all()

    assert raises(database, silence(plants.gas), is_hot=is_hot)
    assert not raises(database, silence(-1), is_hot=is_hot)


def test_a_command_that_is_refused_does_not(database: Database, plants: Plants) -> None:
    def refused(tx: Transaction) -> None:
        alerts.apply_changes(tx, [over(plants, Tier.RED)])
        raise Refused(ErrorCode.INVALID_INPUT, "no")

    before, last_write = database.read(version), database.last_write
    with pytest.raises(Refused):
        database.transact(refused)

    assert (database.read(version), database.last_write) == (before, last_write)


@pytest.mark.parametrize("is_hot", [False, True])
def test_readings_do_not(database: Database, is_hot: bool) -> None:
    assert not raises(database, lambda tx: tx.get(Readings).append([A_READING]), is_hot=is_hot)


def test_that_a_source_was_heard_does_not_but_its_state_does(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    gas = update(SensorRow).where(col(SensorRow.id) == plants.gas)
    heard = gas.values(last_seen_at=clock(), silent_due_at=clock() + timedelta(minutes=1))

    assert not raises(database, lambda tx: tx.session.execute(heard))
    assert raises(
        database, lambda tx: tx.session.execute(gas.values(last_seen_at=clock(), state=SensorState.SILENT))
    )


def test_two_at_once_are_both_counted(database: Database, plants: Plants) -> None:
    before = database.read(version)
    touch = text("UPDATE sensors SET state = state WHERE id = :id")

    def write(sensor_id: int) -> None:
        for _ in range(20):
            database.transact(lambda tx: tx.session.connection().execute(touch, {"id": sensor_id}))

    writers = [threading.Thread(target=write, args=(each,)) for each in (plants.gas, plants.pump)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert before is not None
    assert database.read(version) == before + 40


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT cases.id FROM cases FOR UPDATE", Nature(writes=False, meets_readings=False)),
        ("SELECT value FROM source_states", Nature(writes=False, meets_readings=True)),
        ('INSERT INTO "audit" (id) VALUES (?)', Nature(writes=True, meets_readings=False)),
        (
            "INSERT INTO source_states (sensor_id) VALUES (?) ON CONFLICT DO UPDATE SET late=?",
            Nature(writes=False, meets_readings=True),
        ),
        ("DELETE FROM reading_blocks", Nature(writes=False, meets_readings=True)),
        ("UPDATE sensors SET silent_due_at=?", Nature(writes=False, meets_readings=False)),
        (
            "UPDATE sensors\nSET last_seen_at=?, state=? WHERE id = ?",
            Nature(writes=True, meets_readings=False),
        ),
        (
            "UPDATE sensors SET last_seen_at=(SELECT max(at) FROM audit), state=?",
            Nature(writes=True, meets_readings=False),
        ),
        ("UPDATE sensors SET unheard_of=?", Nature(writes=True, meets_readings=False)),
        (
            "WITH moved AS (DELETE FROM outbox RETURNING id) SELECT id FROM moved",
            Nature(writes=True, meets_readings=False),
        ),
    ],
)
def test_what_a_statement_does_is_read_from_its_text(statement: str, found: Nature) -> None:
    assert nature(statement) == found

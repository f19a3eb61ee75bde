"""Whatever is written raises a version of the data, but for readings and what follows from each of them."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, update

from backend.alerts import commands as alerts
from backend.core.data_version import EVERYWHERE, Nature, nature, versions
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Role
from backend.core.vocabulary import Tier
from backend.people.store import People
from backend.people.tables import PersonRow
from backend.readings.rules import JournalRow
from backend.readings.store import Readings
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, over

A_READING: JournalRow = (1, 1_700_000_000_000_000, 4.0, 0, 0)


def raises(database: Database, command: Callable[[Transaction], object], *, is_hot: bool = False) -> bool:
    """Whether the command raises a version, and whether this process notices, too."""
    return bool(raised(database, command, is_hot=is_hot))


def raised(
    database: Database, command: Callable[[Transaction], object], *, is_hot: bool = False
) -> set[UUID]:
    """The sites whose version the command raises, by one each."""
    before, marks = database.read(versions), database.writes.now
    (database.hot_connection if is_hot else database).sweep(command)
    after, new_marks = database.read(versions), database.writes.now
    found = {site_id for site_id, version in after.items() if version != before.get(site_id, 0)}
    assert all(after[site_id] == before.get(site_id, 0) + 1 for site_id in found)
    assert all(new_marks.get(site_id) is not marks.get(site_id) for site_id in found)
    assert found or new_marks is marks
    return found


def silence(sensor_id: int) -> Callable[[Transaction], object]:
    moved = update(SensorRow).where(col(SensorRow.id) == sensor_id).values(state=SensorState.SILENT)
    return lambda tx: tx.session.execute(moved)


@pytest.mark.parametrize("is_hot", [False, True])
def test_who_says_where_they_write_raises_the_versions_of_these_sites(
    database: Database, plants: Plants, is_hot: bool
) -> None:
    def command(tx: Transaction) -> None:
        tx.only_at([plants.north])
        tx.only_at([plants.south])
        silence(plants.gas)(tx)

    assert raised(database, command, is_hot=is_hot) == {plants.north, plants.south}


def test_who_does_not_say_where_raises_that_of_every_site(database: Database, plants: Plants) -> None:
    assert raised(database, silence(plants.gas)) == {EVERYWHERE}


def test_what_is_of_no_site_is_of_every_site_whoever_promises_what(
    database: Database, plants: Plants
) -> None:
    def command(tx: Transaction) -> None:
        tx.only_at([plants.north])
        tx.session.execute(update(PersonRow).values(name_en="somebody"))

    assert raised(database, command) == {EVERYWHERE}


def test_what_decides_on_rights_is_of_every_site(database: Database, plants: Plants) -> None:
    def command(tx: Transaction) -> None:
        tx.only_at([plants.north])
        person_id = id_of("alice")
        tx.get(People).put_membership(Membership(person_id, plants.north, Role.WORKER, None, None))

    assert raised(database, command) == {EVERYWHERE}


@pytest.mark.parametrize("table", ["client_operations", "evaluators", "partition_leases"])
def test_what_no_query_reads_raises_none(table: str) -> None:
    assert not nature(f"UPDATE {table} SET expires_at=?").writes


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

    before, marks = database.read(versions), database.writes.now
    with pytest.raises(Refused):
        database.transact(refused)

    assert database.read(versions) == before
    assert database.writes.now is marks


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
    before = database.read(versions).get(EVERYWHERE, 0)
    touch = text("UPDATE sensors SET state = state WHERE id = :id")

    def write(sensor_id: int) -> None:
        for _ in range(20):
            database.transact(lambda tx: tx.session.connection().execute(touch, {"id": sensor_id}))

    writers = [threading.Thread(target=write, args=(each,)) for each in (plants.gas, plants.pump)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert database.read(versions)[EVERYWHERE] == before + 40


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "SELECT cases.id FROM cases FOR UPDATE",
            Nature(writes=False, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "SELECT value FROM source_states",
            Nature(writes=False, writes_beyond_sites=False, meets_readings=True),
        ),
        (
            'INSERT INTO "audit" (id) VALUES (?)',
            Nature(writes=True, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "INSERT INTO source_states (sensor_id) VALUES (?) ON CONFLICT DO UPDATE SET late=?",
            Nature(writes=False, writes_beyond_sites=False, meets_readings=True),
        ),
        ("DELETE FROM reading_blocks", Nature(writes=False, writes_beyond_sites=False, meets_readings=True)),
        (
            "UPDATE sensors SET silent_due_at=?",
            Nature(writes=False, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "UPDATE sensors\nSET last_seen_at=?, state=? WHERE id = ?",
            Nature(writes=True, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "UPDATE sensors SET last_seen_at=(SELECT max(at) FROM audit), state=?",
            Nature(writes=True, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "UPDATE sensors SET unheard_of=?",
            Nature(writes=True, writes_beyond_sites=False, meets_readings=False),
        ),
        (
            "WITH moved AS (DELETE FROM outbox RETURNING id) SELECT id FROM moved",
            Nature(writes=True, writes_beyond_sites=False, meets_readings=False),
        ),
    ],
)
def test_what_a_statement_does_is_read_from_its_text(statement: str, found: Nature) -> None:
    assert nature(statement) == found

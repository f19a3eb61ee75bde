"""Sources that were never heard: no alert before their first reading, and one reminder for their owner."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from backend.alerts import commands
from backend.alerts.rules import AlertState, AlertTransitionKind
from backend.alerts.store import alert_of
from backend.alerts.suppression import commands as suppression
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.tables import OutboxRow
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from backend.deadlines.tables import DeadlineRow
from backend.monitoring.silence_commands import silence, sweep_silent
from backend.monitoring.unheard_commands import watch_unheard
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from backend.worklist import sources_queries as source_lists
from tests.support.fakes import FakeClock
from tests.support.ingest import Ingest, alerts, sensor
from tests.support.plants import Plants, more_sensors

pytestmark = pytest.mark.both_databases("what is marked is answered, and JSON is compared")
DAY = timedelta(days=1)


@pytest.fixture
def ingest(database: Database, plants: Plants, clock: FakeClock) -> Ingest:
    return Ingest(database, clock)


def reminders(database: Database) -> list[tuple[list[UUID], str | None]]:
    """(people, note) of each reminder."""

    def ask(session: Session) -> list[tuple[list[UUID], str | None]]:
        events = [row.event for row in session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))]
        asked = [event for event in events if event["kind"] == "SOURCES_NEVER_HEARD"]
        return [([UUID(each) for each in event["to"]], event["note"]) for event in asked]

    return database.read(ask)


def test_eighty_sources_that_never_sent_anything_are_no_alert(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    more_sensors(database, [f"GD-{number:03}" for number in range(80)])
    ingest.restart()
    clock.advance(timedelta(minutes=5))

    sweep_silent(database)
    clock.advance(DAY)
    sweep_silent(database)

    assert alerts(database) == []
    gas = sensor(database, plants.gas)
    assert (gas.state, gas.is_never_heard, gas.is_blind) == (SensorState.IN_SERVICE, True, True)


def test_silence_begins_with_the_first_reading(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    clock.advance(DAY)
    ingest.stream(5.0)
    ingest.flush()
    assert not sensor(database, plants.gas).is_never_heard
    clock.advance(timedelta(seconds=61))

    sweep_silent(database)

    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.UNACKNOWLEDGED)]
    assert sensor(database, plants.gas).state is SensorState.SILENT


def fallen_silent_unheard(database: Database, sensor_id: int) -> UUID:
    """A source is silent that was never heard, as it was raised until December 2026; returns the alert."""

    def command(tx: Transaction) -> UUID:
        row = tx.session.get_one(SensorRow, sensor_id)
        row.state, row.silent_due_at = SensorState.SILENT.value, tx.now - timedelta(seconds=1)
        tx.session.add(row)
        change = silence(tx.get(Sensors).one(sensor_id), microseconds(tx.now), is_silent=True)
        commands.apply_changes(tx, [change])
        return tx.session.exec(select(AlertRow.id).where(AlertRow.sensor_id == sensor_id)).one()

    return database.transact(command)


def test_a_silence_from_before_that_nobody_caused_is_taken_back_and_its_history_stays(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    alert_id = fallen_silent_unheard(database, plants.gas)
    clock.advance(timedelta(hours=9))

    database.transact(watch_unheard)
    database.transact(watch_unheard)

    alert = database.read(lambda s: alert_of(s.get_one(AlertRow, alert_id)))
    assert (alert.state, alert.is_open, alert.acknowledged_by) == (AlertState.NORMAL, False, None)
    assert alert.normal_at == clock.now
    history = select(AlertTransitionRow.kind, AlertTransitionRow.note).order_by(col(AlertTransitionRow.id))
    assert database.read(lambda s: s.exec(history).all()) == [
        (AlertTransitionKind.RAISED, None),
        (AlertTransitionKind.WITHDRAWN, "NEVER_HEARD"),
    ]
    assert database.read(lambda s: s.exec(select(DeadlineRow.ended_at)).all()) == [clock.now]
    assert sensor(database, plants.gas).state is SensorState.IN_SERVICE


def test_one_that_is_suppressed_is_taken_back_once(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    alert_id = fallen_silent_unheard(database, plants.gas)

    def suppress(tx: Transaction) -> None:
        row = tx.session.get_one(AlertRow, alert_id)
        row.suppressed_by, row.suppressed_at = "OUT_OF_SERVICE", tx.now
        tx.session.add(row)

    database.transact(suppress)
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        database.transact(watch_unheard)

    kinds = select(AlertTransitionRow.kind)
    found = database.read(lambda s: s.exec(kinds).all())
    assert found.count(AlertTransitionKind.WITHDRAWN) == 1


def test_what_came_back_before_the_update_waits_for_no_answer_any_more(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    fallen_silent_unheard(database, plants.gas)
    ingest.stream(5.0)
    ingest.flush()
    sweep_silent(database)
    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.RTN_UNACKNOWLEDGED)]

    database.transact(watch_unheard)

    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.NORMAL)]


def test_a_silence_that_began_after_a_reading_is_never_taken_back(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0)
    ingest.flush()
    clock.advance(timedelta(seconds=61))
    sweep_silent(database)
    database.transact(watch_unheard)
    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.UNACKNOWLEDGED)]
    ingest.stream(5.0)
    ingest.flush()
    sweep_silent(database)

    database.transact(watch_unheard)

    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.RTN_UNACKNOWLEDGED)]


def test_the_owner_is_reminded_once_after_a_day_of_all_that_is_theirs(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    more_sensors(database, ["GD-1", "GD-2"])
    database.transact(watch_unheard)
    clock.advance(DAY)

    database.transact(watch_unheard)
    database.transact(watch_unheard)
    clock.advance(DAY)
    database.transact(watch_unheard)

    assert sorted(reminders(database), key=lambda each: str(each[1])) == [
        ([plants.carol.person_id], "1: GAS-1"),
        ([plants.bob.person_id], "4: GAS-1, GD-1, GD-2, PUMP-1"),
    ]
    assert alerts(database) == []


def test_nobody_is_reminded_of_what_sent_something_or_is_out_of_service(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0)
    ingest.flush()
    for sensor_id, by in ((plants.pump, plants.alice), (plants.far_gas, plants.carol)):
        database.transact(
            lambda tx, sensor_id=sensor_id, by=by: suppression.take_sensor_out_of_service(
                tx, sensor_id, until=None, reason="not mounted yet", confirms_red=False, by=by
            )
        )
    clock.advance(DAY)

    database.transact(watch_unheard)

    assert reminders(database) == []
    counted = database.read(lambda s: source_lists.home_counts(s, plants.alice, clock.now))
    assert counted["unheard_sensors"] == 0

"""Sources that fall silent: who is expected to be heard, and what happens when nothing comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts.rules import AlertState
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from backend.demo.commands import restart_simulation
from backend.monitoring import intake_commands as service
from backend.monitoring.silence_commands import sweep_silent
from backend.readings.sources_store import Sources
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from backend.sites.store import Sites
from tests.support.fakes import FakeClock
from tests.support.ingest import SECOND, Ingest, alerts, sensor
from tests.support.plants import Plants, plant

pytestmark = pytest.mark.both_databases("latest values are merged")


@pytest.fixture
def ingest(database: Database, plants: Plants, clock: FakeClock) -> Ingest:
    return Ingest(database, clock)


def falls_silent(database: Database) -> set[int]:
    """The sources that a sweep finds silent."""
    is_silent = select(SensorRow.id).where(SensorRow.state == SensorState.SILENT)
    before = database.read(lambda session: set(session.exec(is_silent)))
    sweep_silent(database)
    return {each for each in database.read(lambda session: set(session.exec(is_silent))) - before if each}


def test_a_source_that_nobody_could_hear_is_not_silent_before_its_time(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0)
    ingest.flush()
    clock.advance(timedelta(days=1))

    database.transact(service.listen)

    assert not falls_silent(database)
    clock.advance(timedelta(days=1))
    assert falls_silent(database)


def test_a_source_that_falls_silent_gets_a_blue_alert_until_it_is_heard_again(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0)
    ingest.flush()
    clock.advance(timedelta(seconds=50))
    for key in ("north/PUMP-1", "south/GAS-1"):
        ingest.take(ingest.reading(1.0, key=key))
    ingest.flush()
    clock.advance(timedelta(seconds=15))

    sweep_silent(database)
    sweep_silent(database)

    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.UNACKNOWLEDGED)]
    assert sensor(database, plants.gas).state is SensorState.SILENT

    ingest.stream(5.0)
    ingest.flush()
    sweep_silent(database)

    assert alerts(database) == [(AlertCondition.SILENT, Tier.BLUE, AlertState.RTN_UNACKNOWLEDGED)]
    assert sensor(database, plants.gas).state is SensorState.IN_SERVICE


def test_a_start_after_a_long_stop_calls_nobody_silent_at_once(
    database: Database, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0)
    ingest.flush()
    clock.advance(timedelta(days=2))

    ingest.restart()
    assert not falls_silent(database)

    clock.advance(timedelta(seconds=61))
    assert len(falls_silent(database)) == 1


def test_a_silent_source_says_when_it_was_heard_last(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(5.0, 6.0)
    at = microseconds(clock() - SECOND)
    ingest.flush()
    clock.advance(timedelta(minutes=2))

    sweep_silent(database)

    [cause] = database.read(
        lambda session: session.exec(select(AlertRow.cause).where(AlertRow.sensor_id == plants.gas)).all()
    )
    assert cause["sampled_us"] == at
    assert [value for _, value in cause["trace"]] == [5.0, 6.0]


def test_nobody_expects_to_hear_from_a_plant_that_is_not_being_simulated(
    database: Database, clock: FakeClock
) -> None:
    plants = plant(database, is_demo=True)

    def switch(tx: Transaction, *, is_simulated: bool) -> None:
        tx.get(Sites).switch_simulation(plants.north, is_running=True, started_at=None)
        gas = tx.get(Sensors).get([plants.gas])[plants.gas]
        tx.get(Sensors).put(replace(gas, is_simulated=True))
        tx.get(Sources).hear({plants.gas: None}, at=tx.now)
        restart_simulation(tx, "north", is_simulated=is_simulated)
        tx.get(Sources).listen({plants.gas: tx.now + timedelta(seconds=60)})

    def is_silent() -> bool:
        return plants.gas in falls_silent(database)

    database.transact(lambda tx: switch(tx, is_simulated=False))
    clock.advance(timedelta(minutes=5))
    assert not is_silent()

    database.transact(lambda tx: switch(tx, is_simulated=True))
    assert not is_silent(), "it has not had the time to be heard yet"
    clock.advance(timedelta(minutes=5))
    assert is_silent()

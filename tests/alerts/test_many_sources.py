"""A gateway or a flood may concern more sources than PostgreSQL takes parameters, 65,535."""

from dataclasses import replace
from typing import Final

import pytest

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Database, Transaction
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("a driver has a most of parameters")
SOURCES: Final = range(1, 70_001)
NOW = FakeClock().now


@pytest.fixture
def raised(database: Database, plants: Plants) -> Plants:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    return plants


def test_open_alerts_of_all_are_found(database: Database, raised: Plants) -> None:
    keys = [(each, AlertCondition.LIMIT_HIGH, "") for each in SOURCES]

    found = database.transact(lambda tx: tx.get(Alerts).open_for(keys))
    of_sensors = database.transact(lambda tx: tx.get(Alerts).open_of_sensors(SOURCES))

    one = [over(raised, Tier.RED).sensor_id]
    assert [each[0] for each in found] == [alert.sensor_id for alert in of_sensors] == one


@pytest.mark.parametrize("state", [SensorState.IN_SERVICE, SensorState.OUT_OF_SERVICE])
def test_all_are_asked_at_once_whether_something_suppresses_their_alerts(
    database: Database, raised: Plants, state: SensorState
) -> None:
    def ask(tx: Transaction) -> int:
        one = next(iter(tx.get(Sensors).get([over(raised, Tier.RED).sensor_id]).values()))
        all_of_them = [replace(one, sensor_id=each, state=state) for each in SOURCES]
        return len(tx.get(SuppressionStore).contexts(all_of_them, now=NOW))

    assert database.transact(ask) == len(SOURCES)


def test_all_may_be_parents(database: Database, raised: Plants) -> None:
    assert database.transact(lambda tx: tx.get(SuppressionStore).children(SOURCES)) == set()

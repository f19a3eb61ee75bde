"""What can go wrong at a piece of equipment, as its label says it."""

import pytest

from backend.alerts.dangers.queries import dangers
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.sensors.store import Sensors
from tests.support.plants import Plants
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("dangers of many machines take the statements of one")


def test_the_worst_limit_of_each_source_comes_with_what_to_do_first(
    database: Database, plants: Plants
) -> None:
    sensor = database.transact(lambda tx: tx.get(Sensors).get([plants.gas]))[plants.gas]
    assert sensor.equipment_id is not None
    assert sensor.indicator is not None
    worst = max(sensor.indicator.limits, key=lambda limit: limit.tier)

    with statements(database) as asked:
        found = database.read(lambda s: dangers(s, plants.bob, [sensor.equipment_id]))[sensor.equipment_id]

    of_gas = next(each for each in found if each.sensor_id == plants.gas)
    assert (of_gas.limit, of_gas.unit) == (worst, sensor.indicator.unit)
    assert of_gas.limit.tier is Tier.RED
    assert of_gas.steps
    assert [each.limit.tier for each in found] == sorted((e.limit.tier for e in found), reverse=True)
    assert len(asked) == 5, "one of them for the advice of all sites, one for all events of the register"


def test_a_machine_of_another_site_says_nothing(database: Database, plants: Plants) -> None:
    sensor = database.transact(lambda tx: tx.get(Sensors).get([plants.gas]))[plants.gas]
    assert sensor.equipment_id is not None

    assert database.read(lambda s: dangers(s, plants.carol, [sensor.equipment_id])) == {
        sensor.equipment_id: []
    }

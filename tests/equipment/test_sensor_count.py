"""How many sources a machine has, on both databases: its ledger counts them and reads none."""

import pytest

from backend.core.database import Database
from backend.sensors import queries as sensors
from tests.support.plants import Plants, id_of, more_sensors

pytestmark = pytest.mark.both_databases("it is counted in SQL")


def test_sources_of_machines_are_counted_for_who_may_see_them(database: Database, plants: Plants) -> None:
    machines = [id_of("north/equipment"), id_of("south/equipment")]
    before = database.read(lambda s: sensors.of_equipment(s, plants.alice, machines))
    more_sensors(database, ["M-1", "M-2"])
    more_sensors(database, ["M-3"], is_apart=True)

    counted = database.read(lambda s: sensors.counts_of_equipment(s, plants.alice, machines))

    assert counted == {machines[0]: len(before[machines[0]]) + 2}
    assert machines[0] not in database.read(lambda s: sensors.counts_of_equipment(s, plants.carol, machines))
    assert database.read(lambda s: sensors.counts_of_equipment(s, plants.alice, [])) == {}

"""A cloud of gas reaches several detectors of an area: one matter, however their units are typed."""

from datetime import timedelta
from typing import Final

import pytest
from sqlmodel import col, select

from backend.alerts import commands
from backend.alerts.grouping.rules import GroupScope
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.vocabulary import Tier
from backend.sensors.gas_rules import GAS_UNITS, plain_unit
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("the group is found by a statement of its own")

SPELLINGS: Final = (
    ("ppm", "PPM", "p p m"),
    ("%LEL", "%lel", "％LEL", " % LEL"),
    ("mg/m³", "MG/M3", "㎎/㎥", "mg / m3"),
    ("µg/m³", "μg/m3", "ug/m³", "㎍/㎥"),
    ("%O₂", "%o2"),
)


def raised(database: Database, plants: Plants, clock: FakeClock, units: tuple[str, ...]) -> list[AlertRow]:
    """The alerts of detectors of one area, on no equipment, each of these units, ten seconds apart."""
    sensors = list(more_sensors(database, [f"D-{n}" for n in range(len(units))], is_apart=True).values())

    def put(tx: Transaction) -> None:
        area_id = tx.session.get_one(SensorRow, plants.gas).area_id
        for sensor_id, unit in zip(sensors, units, strict=True):
            row = tx.session.get_one(SensorRow, sensor_id)
            row.unit, row.area_id = unit, area_id

    database.transact(put)
    for sensor_id in sensors:
        change = over(plants, Tier.YELLOW, sensor_id=sensor_id)
        database.transact(lambda tx, change=change: commands.apply_changes(tx, [change]))
        clock.advance(timedelta(seconds=10))
    found = select(AlertRow).where(col(AlertRow.sensor_id).in_(sensors)).order_by(col(AlertRow.raised_at))
    return database.read(lambda session: list(session.exec(found)))


@pytest.mark.parametrize(
    "spellings", [*SPELLINGS, *(each[::-1] for each in SPELLINGS)], ids=lambda each: each[0]
)
def test_one_gas_is_one_matter_however_its_unit_is_typed(
    database: Database, plants: Plants, clock: FakeClock, spellings: tuple[str, ...]
) -> None:
    rows = raised(database, plants, clock, spellings)

    assert {plain_unit(each) for each in spellings} <= set(GAS_UNITS)
    assert len({row.group_id for row in rows} - {None}) == 1
    assert {row.group_scope for row in rows} == {GroupScope.AREA}


def test_two_gases_of_an_area_are_two_matters(database: Database, plants: Plants, clock: FakeClock) -> None:
    rows = raised(database, plants, clock, ("ppm", "%LEL", "mg/m³", "°C"))

    assert [row.group_id for row in rows] == [None] * 4

"""The counts of the live picture: each source is one of them, and each opens the rows that it counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.alerts import commands as alerts
from backend.alerts.sources import queries as standings
from backend.core.database import Database, Transaction
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.filters_queries import SourceFilter
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from backend.worklist import sources_queries as sources
from backend.worklist.sources_queries import CountedAs, SourceList
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("what a source counts as is said by the database")
UNHEARD = "UNHEARD"
CODES = ("FINE", "RED", "SILENT-YELLOW", "SILENT", "BROKEN", "BROKEN-RED", "OUT", "BLUE", UNHEARD)


def plant_of_every_kind(database: Database, plants: Plants) -> dict[str, int]:
    made = more_sensors(database, list(CODES), is_apart=True)
    found = {code: made[f"north/{code}"] for code in CODES}
    broken = AlertCondition.OUT_OF_RANGE
    raised = (
        over(plants, Tier.RED, sensor_id=found["RED"]),
        over(plants, Tier.YELLOW, sensor_id=found["SILENT-YELLOW"]),
        replace(over(plants, Tier.BLUE, sensor_id=found["SILENT"]), condition=AlertCondition.SILENT),
        replace(over(plants, Tier.BLUE, sensor_id=found["BROKEN"]), condition=broken),
        replace(over(plants, Tier.BLUE, sensor_id=found["BROKEN-RED"]), condition=broken),
        over(plants, Tier.RED, sensor_id=found["BROKEN-RED"]),
        over(plants, Tier.BLUE, sensor_id=found["BLUE"]),
    )
    states = {
        "SILENT-YELLOW": SensorState.SILENT,
        "SILENT": SensorState.SILENT,
        "OUT": SensorState.OUT_OF_SERVICE,
    }

    def command(tx: Transaction) -> None:
        alerts.apply_changes(tx, list(raised))
        for code, sensor_id in found.items():
            row = tx.session.get_one(SensorRow, sensor_id)
            row.state = states.get(code, SensorState.IN_SERVICE).value
            row.last_seen_at = None if code == UNHEARD else tx.now - timedelta(minutes=1)
            tx.session.add(row)
        for sensor_id in (plants.gas, plants.pump):
            tx.session.get_one(SensorRow, sensor_id).last_seen_at = tx.now

    database.transact(command)
    return found


def test_each_source_counts_once_and_each_count_opens_its_own_rows(
    database: Database, plants: Plants
) -> None:
    plant_of_every_kind(database, plants)
    lists = {each: SourceList(counted_as=(each,)) for each in CountedAs}

    def look(session: Session) -> tuple[dict[SourceList, int], dict[CountedAs, list[str]]]:
        rows = {
            each: sources.page(session, plants.alice, wanted, first=50, after=None).items
            for each, wanted in lists.items()
        }
        wanted = [*lists.values(), SourceList()]
        codes = {each: [view.sensor.code for _, view in found] for each, found in rows.items()}
        return sources.counts(session, plants.alice, wanted), codes

    counted, codes = database.read(look)

    assert codes == {
        CountedAs.RED: ["BROKEN-RED", "RED"],
        CountedAs.ORANGE: [],
        CountedAs.YELLOW: ["SILENT-YELLOW"],
        CountedAs.OUT: ["OUT"],
        CountedAs.UNHEARD: [UNHEARD],
        CountedAs.BLIND: ["BROKEN", "SILENT"],
        CountedAs.NORMAL: ["BLUE", "FINE", "GAS-1", "PUMP-1"],
    }
    assert {each: counted[wanted] for each, wanted in lists.items()} == {
        each: len(found) for each, found in codes.items()
    }
    assert sum(counted[wanted] for wanted in lists.values()) == counted[SourceList()] == 11


def test_another_plant_neither_sees_nor_counts_them(database: Database, plants: Plants) -> None:
    plant_of_every_kind(database, plants)
    red = SourceList(SourceFilter(), counted_as=(CountedAs.RED,))

    assert database.read(lambda session: sources.counts(session, plants.carol, [red])) == {red: 0}


def test_a_source_whose_instrument_says_no_value_is_not_trusted(database: Database, plants: Plants) -> None:
    found = plant_of_every_kind(database, plants)

    said = database.read(lambda session: standings.standing(session, plants.alice, found.values()))

    untrusted = {
        code for code, sensor_id in found.items() if sensor_id in said and said[sensor_id].is_untrusted
    }
    assert untrusted == {"BROKEN", "BROKEN-RED"}

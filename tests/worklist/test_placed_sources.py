"""Sources of a plan, and those that stand on none, on both databases: one statement finds either."""

import pytest
from sqlalchemy import update

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.sensors import edit_commands as edit
from backend.sensors import queries as sensors
from backend.sensors.filters_queries import SourceFilter
from backend.sites.plans.rules import first_plan_id
from backend.sites.plans.tables import PlanRow
from backend.worklist import sources_queries as sources
from backend.worklist.sources_queries import SourceList
from tests.support.plants import Plants, more_sensors
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("where a source stands is found in SQL")


def place(database: Database, plants: Plants, sensor_id: int) -> None:
    plan_id = first_plan_id(plants.north)
    database.transact(
        lambda tx: edit.place_source(
            tx, sensor_id, plan_id=plan_id, at=(30.0, 5.0), version=1, by=plants.alice
        )
    )


def codes(database: Database, viewer: Viewer, *, is_placed: bool) -> list[str]:
    wanted = SourceList(SourceFilter(is_placed=is_placed))
    page = database.read(lambda s: sources.page(s, viewer, wanted, first=50, after=None, at=database.clock()))
    return [view.sensor.code for _, view in page.items]


def test_a_source_stands_on_its_plan_until_the_plan_is_taken_away(database: Database, plants: Plants) -> None:
    made = more_sensors(database, ["P-1", "P-2"])
    place(database, plants, made["north/P-1"])

    assert codes(database, plants.alice, is_placed=True) == ["P-1"]
    unplaced = codes(database, plants.alice, is_placed=False)
    assert "P-2" in unplaced
    assert "P-1" not in unplaced

    gone = update(PlanRow).values(removed_at=database.clock())
    database.transact(lambda tx: tx.session.execute(gone))
    assert codes(database, plants.alice, is_placed=True) == []
    assert codes(database, plants.alice, is_placed=False) == sorted([*unplaced, "P-1"])


def test_a_plan_names_its_own_sources_to_people_of_its_site(database: Database, plants: Plants) -> None:
    made = more_sensors(database, ["P-1", "P-2"])
    plan_id = first_plan_id(plants.north)
    place(database, plants, made["north/P-1"])
    with statements(database) as for_one:
        found = database.read(lambda s: sensors.all_(s, plants.alice, plan_id=plan_id))
    assert [each.sensor.code for each in found] == ["P-1"]

    place(database, plants, made["north/P-2"])
    with statements(database) as for_two:
        found = database.read(lambda s: sensors.all_(s, plants.alice, plan_id=plan_id))
    assert [each.sensor.code for each in found] == ["P-1", "P-2"]
    assert len(for_one) == len(for_two)
    assert database.read(lambda s: sensors.all_(s, plants.carol, plan_id=plan_id)) == []

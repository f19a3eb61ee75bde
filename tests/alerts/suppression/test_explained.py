"""What one lost gateway explains is one row, in lists, in the picture and in what is held back."""

import json
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from backend.alerts import queries as alerts
from backend.alerts.filters_queries import AlertFilter, counts
from backend.alerts.rules import Suppression
from backend.alerts.suppression import explained_queries
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Database, Transaction
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from backend.worklist.overview import queries as overview
from backend.worklist.overview import rows_rules as rows
from backend.worklist.overview.rows_rules import NONE_SEEN, OverviewFilter
from backend.worklist.overview.rules import CountedAs
from tests.support.alerts import all_alerts, say, silent
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants, more_sensors, over
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("the parent of an alert is chosen in SQL")
SUPPRESSED: Final = AlertFilter(suppressed_by=(Suppression.PARENT,))
FOLDED: Final = AlertFilter(suppressed_by=(Suppression.PARENT,), leads_explained=True)
ROWS: Final = """query ($filter: AlertFilter, $after: String) {
  alerts(filter: $filter, first: 100, after: $after) {
    totalCount
    edges { node { sensor { code } suppression { by explained { size isOneRow source { code } } } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
PICTURE: Final = """query ($site: UUID!, $filter: OverviewFilter!) {
  overview(siteId: $site) {
    counts(filter: $filter) { blind }
    sources(filter: $filter, first: 500) {
      totalCount
      edges { node { standsFor title { zh en } explainedBy { code } group { id } source { code } } }
    }
  }
}"""


def connect(database: Database, plants: Plants, *pairs: tuple[int, int]) -> None:
    """Each first source is explained by the second one."""

    def command(tx: Transaction) -> None:
        for child, parent in pairs:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=parent,
                parent_conditions=None,
                child_sensor_id=child,
            )

    database.transact(command)


def lose(database: Database, plants: Plants, number: int, *, gateway: str = "GW-1") -> tuple[int, list[int]]:
    """A gateway falls silent, then so many sources behind it; returns its id and theirs."""
    codes = [gateway, *(f"{gateway}-{n:03}" for n in range(number))]
    parent, *behind = more_sensors(database, codes, is_apart=True).values()
    connect(database, plants, *((child, parent) for child in behind))
    go_silent(database, plants, parent)
    go_silent(database, plants, *behind)
    return parent, behind


def go_silent(database: Database, plants: Plants, *sensor_ids: int) -> None:
    say(database, *(silent(plants, each) for each in sensor_ids))
    state = {"state": SensorState.SILENT.value, "last_seen_at": database.clock()}
    chosen = update(SensorRow).where(col(SensorRow.id).in_(sensor_ids)).values(**state)
    database.transact(lambda tx: tx.session.execute(chosen))


def shown(database: Database, viewer: Viewer, which: AlertFilter) -> list[int]:
    found = database.read(lambda s: alerts.page(s, viewer, which, first=100, after=None))
    return [view.sensor.sensor.sensor_id for _, view in found.items]


def counted(database: Database, viewer: Viewer, which: AlertFilter) -> int:
    return database.read(lambda s: counts(s, viewer, [which]))[which]


def test_many_that_one_source_explains_are_one_row_of_the_list_with_all_of_them_behind_it(
    database: Database, plants: Plants
) -> None:
    parent, behind = lose(database, plants, 20)

    [lead] = shown(database, plants.alice, FOLDED)

    assert lead in behind
    assert counted(database, plants.alice, FOLDED) == 1
    assert counted(database, plants.alice, SUPPRESSED) == 20
    assert set(shown(database, plants.alice, AlertFilter(explained_by=parent))) == set(behind)
    ids = {each.alert_id for each in all_alerts(database) if each.sensor_id in behind}
    found = database.read(lambda s: explained_queries.of_alerts(s, plants.alice, ids))
    assert set(found.values()) == {(parent, 20)}
    assert found.keys() == ids
    for which in (FOLDED, AlertFilter(explained_by=parent)):
        assert shown(database, plants.carol, which) == []
    assert database.read(lambda s: explained_queries.of_alerts(s, plants.carol, ids)) == {}


def test_a_dozen_are_a_row_each_and_each_parent_has_its_own_row(database: Database, plants: Plants) -> None:
    lose(database, plants, 12)
    second, behind = lose(database, plants, 13, gateway="GW-2")

    assert counted(database, plants.alice, FOLDED) == 13
    assert len(set(shown(database, plants.alice, FOLDED)) & set(behind)) == 1
    assert counted(database, plants.alice, AlertFilter(explained_by=second)) == 13


def test_of_two_parents_the_one_that_is_in_alarm_explains(database: Database, plants: Plants) -> None:
    calm, *_ = more_sensors(database, ["GW-0"], is_apart=True).values()
    parent, behind = lose(database, plants, 14)
    connect(database, plants, *((child, calm) for child in behind))

    assert counted(database, plants.alice, AlertFilter(explained_by=parent)) == 14
    assert counted(database, plants.alice, AlertFilter(explained_by=calm)) == 0
    assert counted(database, plants.alice, FOLDED) == 1


def test_a_parent_that_is_back_explains_its_children_while_they_are_suppressed(
    database: Database, plants: Plants
) -> None:
    parent, _ = lose(database, plants, 14)

    say(database, silent(plants, parent, tier=None))

    assert counted(database, plants.alice, SUPPRESSED) == 14
    assert counted(database, plants.alice, FOLDED) == 1


def test_the_picture_of_a_site_has_one_row_for_a_lost_gateway_and_keeps_a_red_apart(
    database: Database, plants: Plants
) -> None:
    parent, behind = lose(database, plants, 220)
    say(database, over(plants, Tier.RED, sensor_id=behind[7]))
    now = database.clock()

    def read(which: OverviewFilter) -> rows.RowsPage:
        picture = database.read(lambda s: overview.read(s, plants.alice, plants.north, at=now))
        return rows.page(picture, which, first=60, seen=NONE_SEEN)

    blind = read(OverviewFilter(counted_as=(CountedAs.BLIND,)))
    assert [(row.stands_for, row.explained_by) for row in blind.rows] == [(1, None), (219, parent)]
    assert blind.rows[0].sensor_id == parent, "it waits for an answer, and is named itself"
    assert blind.total == 220
    assert read(OverviewFilter()).rows[0].sensor_id == behind[7]
    assert read(OverviewFilter(explained_by=parent)).total == 219


def test_a_lost_gateway_names_its_row_on_every_screen(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    parent, _ = lose(sqlite_database, plants, 200)
    token = sign_in(client, "alice")

    def listed(**which: Any) -> Any:
        return ask(client, token, ROWS, filter=which)["data"]["alerts"]

    folded = listed(suppressedBy=["PARENT"], leadsExplained=True)
    [edge] = folded["edges"]
    explained = {"size": 200, "isOneRow": True, "source": {"code": "GW-1"}}
    assert edge["node"]["suppression"] == {"by": "PARENT", "explained": explained}
    assert folded["totalCount"] == 1
    behind = listed(explainedBy=str(parent))
    assert (behind["totalCount"], len(behind["edges"])) == (200, 100)
    [own] = listed(sensorIds=[str(parent)])["edges"]
    assert own["node"]["suppression"] is None

    def picture(**which: Any) -> Any:
        return ask(client, token, PICTURE, site=str(plants.north), filter=which)["data"]["overview"]

    [first, row] = [each["node"] for each in picture(countedAs=["BLIND"])["sources"]["edges"]]
    assert (first["source"]["code"], first["title"], first["explainedBy"]) == ("GW-1", None, None)
    assert row["standsFor"] == 200
    assert row["title"] == {"zh": "GW-1可燃气体：200 个监测点看不见", "en": "GW-1 gas: 200 sources unseen"}
    assert (row["explainedBy"], row["group"]) == ({"code": "GW-1"}, None)
    members = picture(explainedBy=str(parent))
    assert members["counts"] == {"blind": 200}
    assert (members["sources"]["totalCount"], len(members["sources"]["edges"])) == (200, 200)
    assert {each["node"]["title"] for each in members["sources"]["edges"]} == {None}


def test_the_export_of_what_one_source_explains_has_each_of_them(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    parent, _ = lose(sqlite_database, plants, 120)
    lose(sqlite_database, plants, 13, gateway="GW-2")
    query = json.dumps({"filter": {"explainedBy": str(parent)}})

    answer = client.get(
        "/exports/alerts.csv",
        params={"query": query, "purpose": "交接"},
        headers=bearer(sign_in(client, "alice")),
    )

    assert len(answer.text.splitlines()) == 1 + 120


def test_names_of_sources_are_asked_for_by_their_ids(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    first, second, _ = more_sensors(sqlite_database, ["N-1", "N-2", "N-3"]).values()
    asked = "query ($ids: [ID!]!) { sources(filter: {ids: $ids}) { edges { node { code } } } }"

    def codes(person: str, *ids: int) -> list[str]:
        found = ask(client, sign_in(client, person), asked, ids=[*map(str, ids), "none"])
        return [edge["node"]["code"] for edge in found["data"]["sources"]["edges"]]

    assert codes("alice", first, second) == ["N-1", "N-2"]
    assert codes("alice") == []
    assert codes("carol", first) == []


def test_a_row_costs_the_same_statements_whatever_it_stands_for(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    token = sign_in(client, "alice")

    def asked() -> int:
        with statements(sqlite_database) as found:
            ask(client, token, ROWS, filter={"suppressedBy": ["PARENT"], "leadsExplained": True})
        return len(found)

    lose(sqlite_database, plants, 20)
    for_few = asked()
    for gateway in ("GW-2", "GW-3"):
        lose(sqlite_database, plants, 60, gateway=gateway)

    assert asked() == for_few

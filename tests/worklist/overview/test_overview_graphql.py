"""The live picture as screens ask for it."""

from typing import Any

import httpx

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, more_sensors, over

OVERVIEW = """
query ($siteId: UUID!, $filter: OverviewFilter, $first: Int! = 60, $after: String) {
  overview(siteId: $siteId) {
    takenAt total
    counts { red orange yellow blind unheard out normal }
    cells { stage area { code } counts { red unheard } worst gauges { sensorId countedAs tier nearness } }
    areas { area { code } counts { red } worst formerTier blue isPast worstSource { code } }
    sources(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { cursor node { standsFor group { id scope size } source { code } } }
    }
  }
}
"""


def overview(client: httpx.Client, person: str, plants: Plants, **asked: Any) -> Any:
    answer = ask(client, sign_in(client, person), OVERVIEW, siteId=str(plants.north), **asked)
    assert "errors" not in answer, answer
    return answer["data"]["overview"]


def test_a_red_source_comes_first_and_colours_its_cell_and_area(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    more_sensors(sqlite_database, ["A-1", "A-2"], is_apart=True)
    change = over(plants, Tier.RED, sensor_id=plants.pump)
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    found = overview(client, "bob", plants)

    assert found["total"] == 4
    assert found["counts"] == {"red": 1, "unheard": 3} | dict.fromkeys(
        ("orange", "yellow", "blind", "out", "normal"), 0
    )
    assert [edge["node"]["source"]["code"] for edge in found["sources"]["edges"]] == [
        *("PUMP-1", "A-1", "A-2", "GAS-1")
    ]
    [area] = found["areas"]
    assert (area["worst"], area["worstSource"]["code"]) == ("RED", "PUMP-1")
    assert "RED" in [cell["worst"] for cell in found["cells"]]


def test_another_plant_has_no_picture_of_it(client: httpx.Client, plants: Plants) -> None:
    assert overview(client, "carol", plants) is None

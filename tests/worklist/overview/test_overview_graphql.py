"""The live picture as screens ask for it: one for all who look at a site, never older than what they know."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.graphql.kept_sites import HOLDS_FOR
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.rules import SensorState
from backend.worklist.overview.graphql import KeptPictures
from backend.worklist.overview.rules import Picture
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.overviews import MadeSource, OpenAlert, put_sources, raise_alert
from tests.support.plants import Plants, over
from tests.support.statements import statements

OVERVIEW = """
query ($siteId: UUID!, $filter: OverviewFilter, $first: Int! = 60, $after: String) {
  overview(siteId: $siteId) {
    takenAt total
    counts { ...Tally }
    filtered: counts(filter: $filter) { ...Tally }
    cells {
      stage area { code } counts { ...Tally } worst formerTier gauges { sensorId countedAs tier nearness }
    }
    areas { area { code } counts { ...Tally } worst formerTier blue isPast worstSource { code } }
    sources(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          standsFor
          group { id scope size title { zh } }
          source { code activeAlert { tier } unansweredTier latest { value } sparkline { low } }
        }
      }
    }
  }
}
fragment Tally on OverviewCounts { red orange yellow blind unheard out normal }
"""
NONE = dict.fromkeys(("red", "orange", "yellow", "blind", "unheard", "out", "normal"), 0)


class Screen:
    """The page of a person."""

    def __init__(self, client: httpx.Client, person: str, plants: Plants) -> None:
        self._client, self._token, self._plants = client, sign_in(client, person), plants

    def overview(self, **asked: Any) -> Any:
        answer = ask(self._client, self._token, OVERVIEW, siteId=str(self._plants.north), **asked)
        assert "errors" not in answer, answer
        return answer["data"]["overview"]


def codes(found: Any) -> list[str]:
    return [edge["node"]["source"]["code"] for edge in found["sources"]["edges"]]


def go_red(database: Database, plants: Plants) -> None:
    change = over(plants, Tier.RED, sensor_id=plants.pump)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def test_a_red_source_comes_first_and_colours_its_cell_and_area(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    put_sources(sqlite_database, plants, [MadeSource("A-1"), MadeSource("A-2", age_s=900.0)])
    go_red(sqlite_database, plants)

    found = Screen(client, "bob", plants).overview(filter={"countedAs": ["RED", "BLIND"]})

    assert found["total"] == 4
    assert found["counts"] == NONE | {"red": 1, "blind": 1, "unheard": 1, "normal": 1}
    assert found["filtered"] == NONE | {"red": 1, "blind": 1}
    assert codes(found) == ["PUMP-1", "A-2"]
    [area] = found["areas"]
    assert (area["worst"], area["worstSource"]["code"], area["isPast"]) == ("RED", "PUMP-1", False)
    assert area["counts"] == found["counts"]
    worst = max(found["cells"], key=lambda cell: cell["counts"]["red"])
    assert worst["worst"] == "RED"
    assert worst["gauges"][0] == {
        "sensorId": str(plants.pump),
        "countedAs": "RED",
        "tier": "RED",
        "nearness": 0.0,
    }


def test_everybody_of_the_plant_sees_the_same_and_nobody_of_another_one(
    client: httpx.Client, plants: Plants
) -> None:
    alice, bob, carol = (Screen(client, name, plants) for name in ("alice", "bob", "carol"))

    assert alice.overview() == bob.overview()
    assert alice.overview()["total"] == 2
    assert carol.overview() is None, "also while the picture of others is kept"


def test_what_is_written_is_in_the_next_picture_at_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    screen = Screen(client, "bob", plants)
    assert screen.overview()["counts"]["red"] == 0

    go_red(sqlite_database, plants)

    assert screen.overview()["counts"]["red"] == 1


Ask = Callable[[], Picture | None]


@pytest.fixture
def kept(sqlite_database: Database, plants: Plants, clock: FakeClock) -> Ask:
    """Asks for the picture that is kept, as bob."""
    pictures = KeptPictures()
    return lambda: sqlite_database.read(
        lambda session: pictures.of(session, plants.bob, plants.north, now=clock())
    )


def test_a_picture_serves_all_who_ask_within_a_second(kept: Ask, clock: FakeClock) -> None:
    first = kept()
    clock.advance(HOLDS_FOR - timedelta(microseconds=1))
    again = kept()
    clock.advance(timedelta(microseconds=1))
    later = kept()

    assert first is again is not later


def test_a_picture_of_the_future_is_not_shown_where_the_clock_was_set_back(
    kept: Ask, clock: FakeClock
) -> None:
    first = kept()
    clock.advance(-timedelta(hours=1))

    assert first is not kept()


def go_far_away(tx: Transaction, plants: Plants) -> None:
    """Something is written at south, and there only."""
    tx.only_at([plants.south])
    alerts.apply_changes(tx, [over(plants, Tier.RED, sensor_id=plants.far_gas)])


def test_a_picture_is_thrown_away_by_what_is_written_at_its_site_only(
    kept: Ask, sqlite_database: Database, plants: Plants
) -> None:
    first = kept()
    sqlite_database.transact(lambda tx: go_far_away(tx, plants))
    of_another_site = kept()
    go_red(sqlite_database, plants)

    assert first is of_another_site
    assert kept() is not first


def test_an_answer_with_a_kept_picture_in_it_is_not_given_again_for_ever(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    """Values of readings raise no version: whoever asks again must get those of now."""
    put_sources(sqlite_database, plants, [MadeSource("A-1")])
    screen = Screen(client, "bob", plants)
    taken = []
    for _ in range(3):
        taken.append(screen.overview()["takenAt"])
        clock.advance(timedelta(minutes=3))
    last = screen.overview()

    assert len({*taken, last["takenAt"]}) == 4
    assert datetime.fromisoformat(last["takenAt"]) == clock()
    assert last["counts"]["blind"] == 1, "nine minutes old by now"


def test_sources_of_one_group_of_silences_are_one_row_with_its_title(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    group_id, silence = uuid4(), AlertCondition.SILENT
    silent = [
        MadeSource(f"S-{n}", SensorState.SILENT, alerts=[OpenAlert(Tier.BLUE, silence, group_id=group_id)])
        for n in range(15)
    ]
    put_sources(sqlite_database, plants, silent)

    found = Screen(client, "bob", plants).overview(filter={"countedAs": ["BLIND"]})

    [edge] = found["sources"]["edges"]
    assert (edge["node"]["standsFor"], edge["node"]["group"]["size"]) == (15, 15)
    assert edge["node"]["group"]["id"] == str(group_id)
    assert "15" in edge["node"]["group"]["title"]["zh"]
    assert found["sources"]["totalCount"] == found["filtered"]["blind"] == 15


def test_pages_go_on_by_the_cursor_though_the_order_has_changed(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    ids = put_sources(sqlite_database, plants, [MadeSource(f"S-{n}", value=float(n)) for n in range(8)])
    screen = Screen(client, "bob", plants)
    whole = {"countedAs": ["NORMAL", "YELLOW"]}

    first = screen.overview(filter=whole, first=4)
    assert codes(first) == ["S-7", "S-6", "S-5", "S-4"]
    sqlite_database.transact(lambda tx: raise_alert(tx, plants, ids["S-0"], OpenAlert(Tier.YELLOW)))
    after = first["sources"]["pageInfo"]["endCursor"]
    second = screen.overview(filter=whole, first=3, after=after)
    third = screen.overview(filter=whole, first=3, after=second["sources"]["edges"][-1]["cursor"])

    assert codes(second) == ["S-0", "S-3", "S-2"]
    assert codes(third) == ["S-1"]
    assert [each["sources"]["pageInfo"]["hasNextPage"] for each in (first, second, third)] == [
        True,
        True,
        False,
    ]


def test_a_cursor_that_is_none_and_a_page_that_is_too_long_are_refused(
    client: httpx.Client, plants: Plants
) -> None:
    token, site = sign_in(client, "bob"), {"siteId": str(plants.north)}

    for asked in (
        {"after": "nothing"},
        {"first": 501},
        {"filter": {"areaCodes": [str(n) for n in range(201)]}},
    ):
        answer = ask(client, token, OVERVIEW, **site, **asked)
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"INVALID_INPUT"}, asked


def test_a_picture_costs_the_same_statements_whatever_the_number_of_sources(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    silence = AlertCondition.SILENT

    def more(prefix: str, number: int) -> None:
        made = [
            MadeSource(f"{prefix}-{n}", alerts=[OpenAlert(Tier.BLUE, silence, group_id=uuid4())])
            for n in range(number)
        ]
        put_sources(sqlite_database, plants, made)

    def asked() -> list[str]:
        clock.advance(HOLDS_FOR)
        with statements(sqlite_database) as found:
            screen.overview()
        return found

    screen = Screen(client, "bob", plants)
    more("A", 2)
    for_few = asked()
    more("B", 40)
    for_more = asked()

    assert len(for_few) == len(for_more) == 20, "\n".join(for_more)

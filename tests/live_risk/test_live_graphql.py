"""The living register as screens ask for it: levels, areas, the list, one event; for people of the site."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import SourceBinding
from backend.risks.revisions.store import RiskEvents
from tests.support.http_site import ask, sign_in
from tests.support.overviews import MadeSource, OpenAlert, put_sources, raise_alert
from tests.support.plants import Plants
from tests.support.risks import Register, content
from tests.support.statements import statements

REGISTER = """query ($siteId: UUID!, $filter: LiveRiskFilter, $first: Int! = 20, $after: String) {
  liveRegister(siteId: $siteId) {
    total worse notKnown levels { level count notKnown }
    areas { area { code } events worse notKnown inherent { level } residual { level }
      live { level isKnown eventId } worst { sentence { zh } event { code } } }
    units { placeId live { level } }
    events(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { level rise event { code } } } } } }"""
EVENT = """query ($id: UUID!) { riskEvent(id: $id) { code
  live { level isKnown rise sources blind sentence { zh }
    causes { kind tier alertId } measures { standing } } } }"""
LIST = "{ riskEvents(first: 20) { edges { node { code live { level } } } } }"


class Screen:
    def __init__(self, client: httpx.Client, person: str, plants: Plants) -> None:
        self._client, self._token, self._site = client, sign_in(client, person), str(plants.north)

    def ask(self, text: str, **asked: Any) -> Any:
        answer = ask(self._client, self._token, text, **asked)
        assert "errors" not in answer, answer
        [found] = answer["data"].values()
        return found

    def register(self, **asked: Any) -> Any:
        return self.ask(REGISTER, siteId=self._site, **asked)


@pytest.fixture
def events(sqlite_database: Database, plants: Plants) -> dict[str, UUID]:
    """Three events of north: one whose source is orange, one that nobody sees, one as assessed; a draft."""
    hot = MadeSource("HOT", alerts=(OpenAlert(Tier.ORANGE),))
    database = sqlite_database
    ids = put_sources(database, plants, [hot, MadeSource("DARK", age_s=None)])
    held = Register.begun(database, plants)

    def event(code: str, residual: RiskLevel, *sensor_ids: int) -> UUID:
        bindings = tuple(SourceBinding(each) for each in sensor_ids)
        return held.hold(content(plants, residual=residual, bindings=bindings), code=code)

    return {
        "R-1": event("R-1", RiskLevel.GENERAL, ids["HOT"]),
        "R-2": event("R-2", RiskLevel.LOW, ids["DARK"]),
        "R-3": event("R-3", RiskLevel.GENERAL),
        "R-4": held.draft(content(plants), code="R-4"),
    }


def test_the_register_says_its_levels_its_areas_and_its_worst_events(
    client: httpx.Client, plants: Plants, events: dict[str, UUID]
) -> None:
    found = Screen(client, "bob", plants).register()

    assert (found["total"], found["worse"], found["notKnown"]) == (3, 1, 1)
    levels = [(each["level"], each["count"], each["notKnown"]) for each in found["levels"]]
    assert levels == [(4, 0, 0), (3, 1, 0), (2, 1, 0), (1, 1, 1)]
    [area] = found["areas"]
    assert (area["events"], area["worse"], area["notKnown"]) == (3, 1, 1)
    assert area["live"] == {"level": 3, "isKnown": False, "eventId": str(events["R-1"])}
    assert (area["inherent"]["level"], area["residual"]["level"]) == (4, 2)
    assert area["worst"]["event"]["code"] == "R-1"
    assert area["worst"]["sentence"]["zh"].endswith("橙色预警")
    assert [each["live"]["level"] for each in found["units"]] == [3]
    assert [each["node"]["event"]["code"] for each in found["events"]["edges"]] == ["R-1", "R-3", "R-2"]


@pytest.mark.parametrize(
    ("which", "codes"),
    [
        ({"levels": [3, 4]}, ["R-1"]),
        ({"isKnown": False}, ["R-2"]),
        ({"isWorse": True}, ["R-1"]),
        ({"isWorse": False}, ["R-3", "R-2"]),
        ({"unitIds": []}, []),
    ],
)
@pytest.mark.usefixtures("events")
def test_each_figure_opens_its_list(
    client: httpx.Client, plants: Plants, which: dict[str, Any], codes: list[str]
) -> None:
    found = Screen(client, "bob", plants).register(filter=which)["events"]

    assert [each["node"]["event"]["code"] for each in found["edges"]] == codes
    assert found["totalCount"] == len(codes)


@pytest.mark.usefixtures("events")
def test_the_list_goes_on_behind_a_cursor(client: httpx.Client, plants: Plants) -> None:
    screen = Screen(client, "bob", plants)

    first = screen.register(first=2)["events"]
    rest = screen.register(first=2, after=first["pageInfo"]["endCursor"])["events"]
    assert first["pageInfo"]["hasNextPage"]
    assert not rest["pageInfo"]["hasNextPage"]
    assert [each["node"]["event"]["code"] for each in rest["edges"]] == ["R-2"]


def test_an_event_says_why_it_has_its_level_and_a_draft_has_none(
    client: httpx.Client, plants: Plants, events: dict[str, UUID]
) -> None:
    screen = Screen(client, "bob", plants)

    live = screen.ask(EVENT, id=str(events["R-1"]))["live"]
    assert (live["level"], live["rise"], live["isKnown"]) == (3, 1, True)
    assert (live["sources"], live["blind"]) == (1, 0)
    assert [(each["kind"], each["tier"]) for each in live["causes"]] == [("ALERT", "ORANGE")]
    assert live["measures"] == [{"standing": "UNWATCHED"}]
    assert screen.ask(EVENT, id=str(events["R-4"]))["live"] is None


def test_a_new_alert_is_in_the_next_answer(
    client: httpx.Client, sqlite_database: Database, plants: Plants, events: dict[str, UUID]
) -> None:
    screen = Screen(client, "bob", plants)
    assert screen.ask(EVENT, id=str(events["R-2"]))["live"]["level"] == 1

    [dark] = _bound(sqlite_database, events["R-2"])
    sqlite_database.transact(lambda tx: raise_alert(tx, plants, dark, OpenAlert(Tier.RED)))

    live = screen.ask(EVENT, id=str(events["R-2"]))["live"]
    assert (live["level"], live["isKnown"]) == (4, True)


def _bound(database: Database, event_id: UUID) -> list[int]:
    found = database.transact(lambda tx: tx.get(RiskEvents).content(tx.get(RiskEvents).get(event_id)))
    return [each.sensor_id for each in found.bindings]


@pytest.mark.usefixtures("events")
def test_a_list_of_events_reads_the_register_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    screen = Screen(client, "bob", plants)
    screen.ask(LIST)

    with statements(sqlite_database) as run:
        assert len(screen.ask(LIST)["edges"]) == 4
    assert sum("source_bindings" in each for each in run) <= 2, "bound sources and their alerts"


def test_people_of_another_site_learn_nothing(
    client: httpx.Client, plants: Plants, events: dict[str, UUID]
) -> None:
    carol = Screen(client, "carol", plants)

    assert carol.register() is None
    assert carol.ask(EVENT, id=str(events["R-1"])) is None

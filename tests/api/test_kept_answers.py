"""What was asked before is answered from its bytes, until something is written; nobody is given another's."""

import gzip
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.graphql.answers import ASKED_EVERY_S, CLOCK_HOLDS_FOR
from backend.core.vocabulary import Tier
from backend.reactions import REACTIONS
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.documents import BY_NAME, QUERIES, QUERIES_TODAY, operation
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, bearer, sign_in
from tests.support.ingest import Ingest
from tests.support.plants import Plants, over
from tests.support.statements import statements

ALERTS = "{ alerts { edges { node { id tier } } } }"
OVERDUE = "{ cases { edges { node { id isOverdue } } } }"


class Screen:
    """One person's screen, that asks the same again and again."""

    def __init__(self, client: httpx.Client, database: Database, name: str) -> None:
        self._client, self._database = client, database
        self.token = sign_in(client, name)

    def ask(self, query: str, **headers: str) -> httpx.Response:
        sent = {"query": query}
        answer = self._client.post("/graphql", json=sent, headers=bearer(self.token) | headers)
        assert answer.status_code == 200, answer.text
        return answer

    def data(self, query: str) -> Any:
        return self.ask(query).json()["data"]

    def is_kept(self, query: str) -> bool:
        """Whether the next answer comes without a question to the database."""
        with statements(self._database) as asked:
            self.ask(query)
        return not asked

    def warm(self, query: str) -> None:
        """The first answer makes a plan, the second one is kept."""
        self.ask(query)
        self.ask(query)


@pytest.fixture
def alice(client: httpx.Client, sqlite_database: Database) -> Screen:
    return Screen(client, sqlite_database, "alice")


@pytest.fixture
def other_process(sqlite_database: Database, clock: FakeClock) -> Iterator[Database]:
    url = sqlite_database.engine.url.render_as_string(hide_password=False)
    database = Database(url, clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    yield database
    database.dispose()


def raise_alert(database: Database, plants: Plants, sensor_id: int) -> None:
    change = over(plants, Tier.RED, sensor_id=sensor_id)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def shown(screen: Screen) -> int:
    return len(screen.data(ALERTS)["alerts"]["edges"])


def test_what_was_asked_before_asks_no_database(
    alice: Screen, sqlite_database: Database, plants: Plants
) -> None:
    raise_alert(sqlite_database, plants, plants.gas)
    first = alice.data(ALERTS)
    alice.warm(ALERTS)

    assert alice.is_kept(ALERTS)
    assert alice.data(ALERTS) == first


def test_a_write_is_seen_at_once(alice: Screen, sqlite_database: Database, plants: Plants) -> None:
    alice.warm(ALERTS)
    raise_alert(sqlite_database, plants, plants.gas)

    assert shown(alice) == 1
    raise_alert(sqlite_database, plants, plants.pump)
    assert shown(alice) == 2


def test_a_write_of_another_process_is_seen_within_its_time(
    alice: Screen, other_process: Database, plants: Plants
) -> None:
    alice.warm(ALERTS)
    raise_alert(other_process, plants, plants.gas)
    time.sleep(ASKED_EVERY_S)

    assert shown(alice) == 1


def test_nobody_is_given_what_another_site_sees(
    client: httpx.Client, alice: Screen, sqlite_database: Database, plants: Plants
) -> None:
    carol = Screen(client, sqlite_database, "carol")
    raise_alert(sqlite_database, plants, plants.gas)
    for screen in (alice, carol):
        screen.warm(ALERTS)

    assert (shown(alice), shown(carol)) == (1, 0)


def test_each_device_of_a_person_is_given_its_own_list_of_devices(
    client: httpx.Client, alice: Screen, sqlite_database: Database
) -> None:
    devices = "{ account { signIns { id isThis } } }"
    other = Screen(client, sqlite_database, "alice")
    alice.warm(devices)
    other.warm(devices)

    [[one], [another]] = [
        [each["id"] for each in screen.data(devices)["account"]["signIns"] if each["isThis"]]
        for screen in (alice, other)
    ]
    assert one != another


ACKNOWLEDGE = "mutation ($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { id } }"


def test_what_people_of_another_site_do_leaves_it_kept(
    client: httpx.Client, alice: Screen, sqlite_database: Database, plants: Plants
) -> None:
    carol = Screen(client, sqlite_database, "carol")
    raise_alert(sqlite_database, plants, plants.far_gas)
    alert_id = carol.data(ALERTS)["alerts"]["edges"][0]["node"]["id"]
    for screen in (alice, carol):
        screen.warm(ALERTS)
        assert screen.is_kept(ALERTS)
    named = {"operationId": str(uuid4()), "alertId": alert_id}
    assert "errors" not in ask(client, carol.token, ACKNOWLEDGE, input=named)

    assert alice.is_kept(ALERTS)
    assert not carol.is_kept(ALERTS)


def test_an_alert_that_readings_raise_at_another_site_leaves_it_kept(
    client: httpx.Client, alice: Screen, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    carol = Screen(client, sqlite_database, "carol")
    ingest = Ingest(sqlite_database, clock)
    ingest.take(ingest.reading(20.0, key="south/GAS-1"))
    for screen in (alice, carol):
        screen.warm(ALERTS)
    for _ in range(4):
        clock.advance(timedelta(seconds=2))
        ingest.take(ingest.reading(80.0, key="south/GAS-1"))

    assert alice.is_kept(ALERTS)
    assert (shown(carol), shown(alice)) == (1, 0)


def test_who_sees_the_same_shares_it_and_who_does_not_does_not(
    client: httpx.Client, alice: Screen, sqlite_database: Database, plants: Plants
) -> None:
    bob = Screen(client, sqlite_database, "bob")
    raise_alert(sqlite_database, plants, plants.gas)
    mine = "{ cases { edges { node { id allowedActions } } } }"
    for query in (ALERTS, mine):
        bob.ask(query)
        alice.warm(query)

    assert bob.is_kept(ALERTS)
    assert alice.data(mine) != bob.data(mine)


@pytest.mark.parametrize(
    "queries",
    [
        pytest.param(QUERIES_TODAY, id="of today"),
        pytest.param(sorted(QUERIES), id="of every page", marks=pytest.mark.nightly),
    ],
)
def test_every_stored_question_is_answered_the_same_again(
    queries: list[str], client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    raise_alert(sqlite_database, plants, plants.gas)
    screens = [Screen(client, sqlite_database, name) for name in ("alice", "bob", "carol")]
    asked = [text for text in map(QUERIES.__getitem__, queries) if not operation(text).variable_definitions]

    assert len(asked) > 20
    for text in asked:
        first = [screen.data(text) for screen in screens]
        second = [screen.data(text) for screen in screens]
        assert [screen.data(text) for screen in screens] == second == first, text


def test_what_depends_on_the_time_is_looked_up_again_with_it(
    alice: Screen, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    raise_alert(sqlite_database, plants, plants.gas)
    alice.warm(OVERDUE)
    assert alice.is_kept(OVERDUE)
    assert not alice.data(OVERDUE)["cases"]["edges"][0]["node"]["isOverdue"]

    clock.advance(timedelta(minutes=14))
    assert alice.data(OVERDUE)["cases"]["edges"][0]["node"]["isOverdue"]
    clock.advance(-CLOCK_HOLDS_FOR)
    assert not alice.is_kept(OVERDUE), "not what is of later either"


def test_values_of_readings_are_never_kept(alice: Screen) -> None:
    latest = "{ sensors { id latest { value } } }"
    alice.warm(latest)

    assert not alice.is_kept(latest)


def test_who_signed_out_is_not_answered(client: httpx.Client, alice: Screen) -> None:
    alice.warm(ALERTS)
    client.post("/auth/sign-out-everywhere", headers=bearer(alice.token))

    answer = client.post("/graphql", json={"query": ALERTS}, headers=bearer(alice.token))

    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_kept_answer_goes_out_packed_and_unpacked(
    alice: Screen, sqlite_database: Database, plants: Plants
) -> None:
    raise_alert(sqlite_database, plants, plants.gas)
    text = BY_NAME["Alerts"]
    alice.warm(text)

    packed = alice.ask(text, **{"accept-encoding": "gzip"})
    plain = alice.ask(text, **{"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json() == json.loads(gzip.decompress(gzip.compress(plain.content)))

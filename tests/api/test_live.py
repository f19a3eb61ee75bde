import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from backend.alerts import commands as alerts
from backend.core.database import Changed, Database
from backend.core.graphql.live import LiveBus
from backend.core.vocabulary import Tier
from tests.support import http_site
from tests.support.documents import BY_NAME
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in, socket, until
from tests.support.plants import Plants, over

NORTH, SOUTH = uuid4(), uuid4()
ALERT_CHANGED = "subscription { alertChanged { tier isAcknowledged acknowledgedBy { name { en } } } }"


def alert(site_id: UUID = NORTH, object_id: UUID | None = None) -> Changed:
    return Changed("alert", object_id or uuid4(), site_id)


def heard_by(story: Callable[[LiveBus], object]) -> list[Sequence[Changed] | None]:
    """What one who listens hears while this happens."""

    async def run() -> list[Sequence[Changed] | None]:
        bus, heard = LiveBus(), list[Sequence[Changed] | None]()
        bus.listen(heard.append)
        await asyncio.to_thread(story, bus)
        await asyncio.sleep(0)
        return heard

    return asyncio.run(run())


def test_changes_come_from_any_thread() -> None:
    wanted = [alert(), Changed("case", uuid4(), SOUTH)]

    assert heard_by(lambda bus: bus.publish(wanted)) == [wanted]


def test_where_changes_were_lost_everybody_hears_of_it() -> None:
    assert heard_by(lambda bus: bus.resync()) == [None]


def test_nobody_listens_before_the_first_and_after_the_last() -> None:
    bus = LiveBus()
    bus.publish([alert()])

    async def story() -> None:
        bus.listen(lambda _: None)

    asyncio.run(story())
    bus.publish([alert()])  # the loop is gone


def raise_alert(database: Database, plants: Plants, *, sensor_id: int | None = None) -> None:
    change = over(plants, Tier.RED, sensor_id=sensor_id)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def test_an_alert_is_seen_as_it_is_raised_and_by_whom_it_was_acknowledged(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    with site.client() as browser, socket(site, sign_in(browser, "bob")) as phone:
        assert phone.receive() == {"type": "connection_ack"}
        phone.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == 1)

        raise_alert(sqlite_database, plants, sensor_id=plants.far_gas)  # not theirs
        raise_alert(sqlite_database, plants)

        message = phone.receive()
        assert (message["type"], message["id"]) == ("next", "1")
        seen = message["payload"]["data"]["alertChanged"]
        assert seen == {"tier": "RED", "isAcknowledged": False, "acknowledgedBy": None}

        token = sign_in(browser, "alice")
        (edge,) = ask(browser, token, "{ alerts { edges { node { id } } } }")["data"]["alerts"]["edges"]
        command = "mutation ($i: AcknowledgeAlertInput!) { acknowledgeAlert(input: $i) { id } }"
        ask(browser, token, command, i={"operationId": str(uuid4()), "alertId": edge["node"]["id"]})

        seen = phone.receive()["payload"]["data"]["alertChanged"]
        assert (seen["isAcknowledged"], seen["acknowledgedBy"]["name"]["en"]) == (True, "alice")

        phone.send("complete", id="1")
        until(lambda: site.bus.subscribers == 0)


@pytest.mark.parametrize("token", [None, "x"])
def test_a_socket_without_a_good_token_is_closed(site: Site, token: str | None) -> None:
    with socket(site, token) as outsider:
        assert outsider.closed() == (4403, "Forbidden")


def test_a_page_of_another_site_gets_no_socket(site: Site, client: httpx.Client) -> None:
    token = sign_in(client, "bob")

    with pytest.raises(InvalidStatus), socket(site, token, origin="https://evil.example"):
        pass
    with socket(site, token, origin=site.address) as phone:
        assert phone.receive() == {"type": "connection_ack"}


def test_a_socket_ends_with_its_token(
    site: Site, client: httpx.Client, clock: FakeClock, sqlite_database: Database, plants: Plants
) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        phone.receive()
        phone.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == 1)

        clock.advance(timedelta(minutes=15))
        raise_alert(sqlite_database, plants)

        assert phone.closed() == (4403, "token ended")
    until(lambda: site.bus.subscribers == 0)


def test_a_token_that_ends_closes_a_socket_on_which_nothing_happens(
    site: Site, client: httpx.Client, clock: FakeClock
) -> None:
    token = sign_in(client, "bob")
    clock.advance(timedelta(minutes=14, seconds=59, milliseconds=900))

    with socket(site, token) as phone:
        phone.receive()
        clock.advance(timedelta(seconds=1))
        assert phone.closed() == (4403, "token ended")


def test_signing_out_everywhere_ends_the_sockets_with_the_next_event(
    site: Site, client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    token = sign_in(client, "bob")
    with socket(site, token) as phone:
        phone.receive()
        phone.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == 1)

        client.post("/auth/sign-out-everywhere", headers=bearer(token))
        raise_alert(sqlite_database, plants)

        assert phone.closed() == (4403, "token ended")


def test_who_lost_changes_is_notified_to_start_over(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants
) -> None:
    bus = LiveBus()
    with (
        http_site.site(sqlite_database, clock, tmp_path, bus=bus) as site,
        site.client() as client,
        socket(site, sign_in(client, "bob")) as phone,
    ):
        phone.receive()
        phone.subscribe(ALERT_CHANGED)
        phone.subscribe(ALERT_CHANGED, id="2")
        until(lambda: bus.subscribers == 2)

        bus.resync()

        assert phone.closed() == (4205, "resync")


def test_a_persisted_subscription_runs_by_its_hash(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants
) -> None:
    sha256 = hashlib.sha256(BY_NAME["AlertChanged"].encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": sha256}}
    with (
        http_site.site(sqlite_database, clock, tmp_path, is_production=True) as site,
        site.client() as client,
        socket(site, sign_in(client, "bob")) as phone,
    ):
        phone.receive()
        phone.subscribe(ALERT_CHANGED)
        assert phone.receive()["payload"][0]["extensions"]["code"] == "OPERATION_UNKNOWN"
        phone.subscribe("", extensions=extensions, operationName="AlertChanged")
        until(lambda: site.bus.subscribers == 1)

        raise_alert(sqlite_database, plants)

        assert phone.receive()["payload"]["data"]["alertChanged"]["tier"] == "RED"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ viewer { person { id } } }", "INVALID_INPUT"),
        ("mutation { x }", "INVALID_INPUT"),
        ("subscription {", "INVALID_INPUT"),
        ("subscription { nothing }", "INVALID_INPUT"),
        (
            "subscription { " + " ".join(f"a{n}: alertChanged {{ id }}" for n in range(31)) + " }",
            "QUERY_TOO_COMPLEX",
        ),
    ],
)
def test_only_good_subscriptions_run_over_a_socket(
    site: Site, client: httpx.Client, query: str, code: str
) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        phone.receive()
        phone.subscribe(query)

        message = phone.receive()
        assert (message["type"], message["id"]) == ("error", "1")
        assert code in {error["extensions"]["code"] for error in message["payload"]}


def test_a_socket_carries_twenty_subscriptions(site: Site, client: httpx.Client) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        phone.receive()
        for number in range(21):
            phone.subscribe(ALERT_CHANGED, id=str(number))

        message = phone.receive()
        assert (message["type"], message["id"]) == ("error", "20")
        assert message["payload"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


@pytest.mark.parametrize("text", ["[]", '"x"', '{"type":"nonsense"}', '{"type":"subscribe","id":["1"]}', "{"])
def test_what_is_no_message_closes_the_socket(site: Site, client: httpx.Client, text: str) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        phone.receive()
        phone.send_text(text)

        assert phone.closed()[0] == 4400


def test_a_screen_is_shown_that_changes_reach_it_and_its_answer_is_taken(
    site: Site, client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        assert phone.receive_any() == {"type": "connection_ack"}
        phone.subscribe(ALERT_CHANGED, id="mine")

        beat = phone.beat()

        assert (beat["subscriptions"], beat["sites"]) == (["mine"], [str(plants.north)])
        assert datetime.fromisoformat(beat["at"]).utcoffset() == timedelta(0)
        raise_alert(sqlite_database, plants)
        assert phone.receive()["payload"]["data"]["alertChanged"]["tier"] == "RED"

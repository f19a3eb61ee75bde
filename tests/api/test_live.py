import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from backend.alerts import commands as alerts
from backend.core.database import Changed, Database
from backend.core.graphql.live import LiveBus, Resync
from backend.core.vocabulary import Tier
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in, socket, until
from tests.support.plants import Plants, over

NORTH, SOUTH = uuid4(), uuid4()
ALERT_CHANGED = "subscription { alertChanged { tier isAcknowledged acknowledgedBy { name { en } } } }"


def alert(site_id: UUID = NORTH, object_id: UUID | None = None) -> Changed:
    return Changed("alert", object_id or uuid4(), site_id)


def with_bus(story: Callable[[LiveBus], Coroutine[None, None, None]], *, capacity: int = 256) -> None:
    async def run() -> None:
        async with asyncio.timeout(10):
            await story(LiveBus(capacity=capacity))

    asyncio.run(run())


def test_a_change_reaches_who_listens_at_its_site_for_its_kind() -> None:
    async def story(bus: LiveBus) -> None:
        async with bus.subscribe([NORTH], "alert") as stream:
            wanted = alert()
            bus.publish([alert(SOUTH), Changed("case", uuid4(), NORTH), wanted])
            assert await anext(stream) == wanted

    with_bus(story)


def test_changes_may_come_from_any_thread() -> None:
    async def story(bus: LiveBus) -> None:
        async with bus.subscribe([NORTH], "alert") as stream:
            wanted = alert()
            Thread(target=bus.publish, args=([wanted],)).start()
            assert await anext(stream) == wanted

    with_bus(story)


def test_a_second_change_of_an_object_that_still_waits_adds_nothing() -> None:
    async def story(bus: LiveBus) -> None:
        async with bus.subscribe([NORTH], "alert") as stream:
            first, second = alert(), alert()
            bus.publish([first, second, first, second, first])
            assert [await anext(stream), await anext(stream)] == [first, second]
            bus.publish([first])
            assert await anext(stream) == first

    with_bus(story)


def test_who_reads_too_slowly_has_to_start_over_and_the_others_do_not() -> None:
    async def story(bus: LiveBus) -> None:
        async with bus.subscribe([NORTH], "alert") as slow, bus.subscribe([NORTH], "alert") as quick:
            for _ in range(3):
                wanted = alert()
                bus.publish([wanted])
                assert await anext(quick) == wanted
            with pytest.raises(Resync):
                await anext(slow)

    with_bus(story, capacity=2)


def test_a_closed_bus_ends_every_stream_and_any_later_one() -> None:
    async def story(bus: LiveBus) -> None:
        async with bus.subscribe([NORTH], "alert") as stream:
            waiting = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
            await asyncio.sleep(0)
            bus.close()
            with pytest.raises(Resync):
                await waiting
        async with bus.subscribe([NORTH], "alert") as late:
            with pytest.raises(Resync):
                await anext(late)

    with_bus(story)


def test_nobody_listens_before_the_first_and_after_the_last() -> None:
    bus = LiveBus()
    bus.publish([alert()])

    async def story() -> None:
        async with bus.subscribe([NORTH, SOUTH], "alert"):
            assert bus.subscribers == 1
        assert bus.subscribers == 0

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
    persisted: dict[str, str] = json.loads((http_site.ROOT / "graphql" / "persisted.json").read_text())
    sha256 = next(key for key, text in persisted.items() if "subscription AlertChanged" in text)
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

"""Many subscriptions of one person cost the others nothing."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlmodel import Session
from websockets.exceptions import ConnectionClosed

from backend.alerts import commands as alerts
from backend.core.allowances import Allowances
from backend.core.database import Database
from backend.core.graphql.renewals import HOLDS_FOR, SignIn
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people import queries
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, sign_in, socket, until
from tests.support.plants import Plants, more_sensors, over

ALERT_CHANGED = "subscription { alertChanged { tier } }"


def test_a_viewer_is_looked_up_once_for_all_subscriptions_and_many_changes(
    sqlite_database: Database,
    clock: FakeClock,
    tmp_path: Path,
    plants: Plants,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[SignIn] = []

    def counted(session: Session, sign_ins: Collection[SignIn]) -> dict[SignIn, Viewer]:
        looked_up.extend(sign_ins)
        return queries.viewers(session, sign_ins)

    monkeypatch.setattr(http_site, "viewers", counted)
    [third] = more_sensors(sqlite_database, ["GAS-2"]).values()
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as browser:
        token = sign_in(browser, "bob")
        with ExitStack() as stack:
            phones = [stack.enter_context(socket(site, token)) for _ in range(3)]
            for phone in phones:
                phone.receive()
                for number in range(10):
                    phone.subscribe(ALERT_CHANGED, id=str(number))
            for phone in phones:
                while len(phone.beat()["subscriptions"]) < 10:
                    pass
            assert len(looked_up) <= 3, "as each socket begins, however many subscriptions it has"
            looked_up.clear()

            def raise_one(sensor_id: int) -> None:
                change = over(plants, Tier.RED, sensor_id=sensor_id)
                sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [change]))
                for phone in phones:
                    assert {phone.receive()["type"] for _ in range(10)} == {"next"}

            raise_one(plants.gas)
            raise_one(plants.pump)
            assert looked_up == [], "nobody's rights changed"
            clock.advance(HOLDS_FOR)
            raise_one(third)
            assert len(looked_up) == 1, "what no process says is noticed all the same"


@pytest.fixture
def tight(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants
) -> Iterator[http_site.Site]:
    """A site that lets one person have two sockets and three subscriptions."""
    allowances = Allowances(sockets_per_person=2, subscriptions_per_person=3)
    with http_site.site(sqlite_database, clock, tmp_path, allowances=allowances) as site:
        yield site


def test_sockets_of_one_person_are_counted_and_given_back(tight: Site) -> None:
    with tight.client() as browser:
        token, other = sign_in(browser, "bob"), sign_in(browser, "alice")
        with socket(tight, token) as first, socket(tight, token) as second:
            assert first.receive() == second.receive() == {"type": "connection_ack"}
            with socket(tight, token) as third:
                assert third.closed() == (4206, "TOO_MANY_ATTEMPTS")
            with socket(tight, other) as elsewhere:
                assert elsewhere.receive() == {"type": "connection_ack"}

        def is_open() -> bool:
            with socket(tight, token) as again:
                try:
                    return again.receive() == {"type": "connection_ack"}
                except ConnectionClosed:
                    return False

        until(is_open)


def test_subscriptions_of_one_person_are_counted_over_all_sockets(tight: Site) -> None:
    with tight.client() as browser:
        token = sign_in(browser, "bob")
        with socket(tight, token) as first, socket(tight, token) as second:
            assert first.receive() == second.receive()
            for number in range(3):
                first.subscribe(ALERT_CHANGED, id=str(number))
            until(lambda: tight.bus.subscribers == 3)

            second.subscribe(ALERT_CHANGED, id="x")
            refused = second.receive()
            assert refused["type"] == "error"
            assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_ATTEMPTS"

            first.send("complete", id="0")
            until(lambda: tight.bus.subscribers == 2)
            second.subscribe(ALERT_CHANGED, id="x")
            until(lambda: tight.bus.subscribers == 3)

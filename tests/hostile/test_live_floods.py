"""Many subscriptions of one person cost the others nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session
from websockets.exceptions import ConnectionClosed

from backend.alerts import commands as alerts
from backend.core.allowances import Allowances
from backend.core.database import Database
from backend.core.graphql.renewals import Renewals
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people import queries
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, sign_in, socket, until
from tests.support.plants import Plants, over

ALERT_CHANGED = "subscription { alertChanged { tier } }"


def test_a_viewer_is_looked_up_once_per_change_for_all_subscriptions(
    sqlite_database: Database,
    clock: FakeClock,
    tmp_path: Path,
    plants: Plants,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[UUID] = []

    def counted(session: Session, person_id: UUID, family_id: UUID) -> Viewer | None:
        looked_up.append(person_id)
        return queries.viewer(session, person_id, family_id)

    monkeypatch.setattr(http_site, "viewer", counted)
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as browser:
        token = sign_in(browser, "bob")
        with ExitStack() as stack:
            phones = [stack.enter_context(socket(site, token)) for _ in range(3)]
            for phone in phones:
                phone.receive()
                for number in range(10):
                    phone.subscribe(ALERT_CHANGED, id=str(number))
            until(lambda: site.bus.subscribers == 30)
            looked_up.clear()

            change = over(plants, Tier.RED)
            sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [change]))

            for phone in phones:
                assert {phone.receive()["type"] for _ in range(10)} == {"next"}
            assert len(looked_up) == 1


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


def test_a_look_up_that_failed_is_made_again() -> None:
    viewer = Viewer(UUID(int=1), ())
    answers = iter([OSError("away"), viewer])

    async def look_up() -> Viewer:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    async def story() -> Viewer | None:
        renewals, key = Renewals(), (UUID(int=1), UUID(int=2))
        with pytest.raises(OSError, match="away"):
            await renewals.viewer(key, 1, look_up)
        await asyncio.sleep(0)
        return await renewals.viewer(key, 1, look_up)

    assert asyncio.run(story()) is viewer

"""A PostgreSQL that accepts and does not answer: requests end with a code, and go on when it does again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from backend.core.database import Database
from backend.core.database_guard import available
from backend.core.errors import Unavailable
from backend.core.graphql.context import TURN_WITHIN_S
from backend.reactions import REACTIONS
from tests.support import http_site
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, bearer, sign_in
from tests.support.plants import Plants
from tests.support.silent_proxy import SilentProxy, silent_proxy

pytestmark = pytest.mark.postgres
ENDS_WITHIN_S = 4 * TURN_WITHIN_S
"""Each waits twice for its turn at most: to learn who asks, and to write."""
REPORT = "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { id } }"


@pytest.fixture
def proxy(postgres_database: Database) -> Iterator[SilentProxy]:
    url = postgres_database.engine.url
    with silent_proxy(url.host or "127.0.0.1", url.port or 5432) as proxy:
        yield proxy


@pytest.fixture
def hanging(proxy: SilentProxy, postgres_database: Database, clock: FakeClock) -> Iterator[Database]:
    """The product's way to its database, through the proxy."""
    url = postgres_database.engine.url.set(host="127.0.0.1", port=proxy.port)
    database = Database(
        url.update_query_dict({"connect_timeout": "2"}).render_as_string(hide_password=False),
        clock=clock,
        reactions=REACTIONS,
        audit_keys=AUDIT_KEYS,
        answers_within_s=0.5,
    )
    yield database
    proxy.speak_again()
    database.dispose()


@pytest.fixture
def site(hanging: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    assert plants, "they are planted"
    with http_site.site(hanging, clock, tmp_path) as site:
        yield site


def report(client: httpx.Client, token: str, wanted: dict[str, Any]) -> httpx.Response:
    return client.post(
        "/graphql",
        json={"query": REPORT, "variables": {"input": wanted}},
        headers=bearer(token),
        timeout=ENDS_WITHIN_S,
    )


def wanted(plants: Plants, clock: FakeClock) -> dict[str, Any]:
    return {
        "operationId": str(uuid4()),
        "areaId": str(plants.area),
        "category": "FIRE",
        "description": "smoke",
        "photos": [],
        "capturedAt": clock().isoformat(),
    }


@pytest.mark.nightly
def test_a_report_is_answered_later_and_stored_once_when_it_comes_again(
    site: Site, plants: Plants, proxy: SilentProxy, clock: FakeClock
) -> None:
    with site.client() as client:
        token, mine = sign_in(client, "bob"), wanted(plants, clock)
        proxy.fall_silent()

        refused = report(client, token, mine)

        assert refused.status_code == 503
        assert refused.json()["code"] == "UNAVAILABLE"
        assert refused.headers["retry-after"]
        proxy.speak_again()
        stored, again = report(client, token, mine), report(client, token, mine)
        assert "errors" not in stored.json()
        assert again.json() == stored.json()


@pytest.mark.nightly
def test_a_crowd_is_answered_too(site: Site, plants: Plants, proxy: SilentProxy, clock: FakeClock) -> None:
    with site.client() as client:
        token = sign_in(client, "bob")
        proxy.fall_silent()

        with ThreadPoolExecutor(40) as crowd:
            asked = [crowd.submit(report, client, token, wanted(plants, clock)) for _ in range(40)]
            answers = [each.result() for each in asked]

        assert {each.status_code for each in answers} == {503}
        proxy.speak_again()
        assert report(client, token, wanted(plants, clock)).status_code == 200


def test_a_statement_that_takes_too_long_is_ended_by_the_server(hanging: Database) -> None:
    with pytest.raises(Unavailable, match="statement timeout"), available():
        hanging.read(lambda session: session.connection().execute(text("SELECT pg_sleep(30)")))

    assert hanging.read(lambda session: session.connection().scalar(text("SELECT 1"))) == 1

"""Figures of all sites are for whoever runs the machine."""

from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import httpx
import pytest

from backend.api.scrapers import may_scrape
from backend.core.database import Database
from backend.entrypoints import metrics_server
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site
from tests.support.plants import Plants
from tests.support.servers import listens, wait_until

TOKEN = "a token of Prometheus"


@pytest.mark.parametrize(
    ("address", "said", "is_forwarded", "may"),
    [
        ("127.0.0.1", "", False, True),
        ("::1", "", False, True),
        ("127.0.0.1", "", True, False),
        ("10.0.0.7", "", False, False),
        ("10.0.0.7", f"Bearer {TOKEN}", False, True),
        ("10.0.0.7", f"bearer {TOKEN}", True, True),
        ("10.0.0.7", "Bearer guessed", False, False),
        ("10.0.0.7", f"Basic {TOKEN}", False, False),
        ("10.0.0.7", "Bearer \u6c14", False, False),
        ("", "", False, False),
        ("testclient", "", False, False),
    ],
)
def test_metrics_are_for_the_machine_itself_and_for_who_has_the_token(
    address: str, said: str, is_forwarded: bool, may: bool
) -> None:
    assert may_scrape(address, said, TOKEN, is_forwarded=is_forwarded) == may


def test_without_a_token_nobody_else_reads_them() -> None:
    assert not may_scrape("10.0.0.7", "Bearer ", None, is_forwarded=False)
    assert not may_scrape("10.0.0.7", "Bearer None", None, is_forwarded=False)


@pytest.fixture
def guarded(sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    assert plants, "they are planted"
    with http_site.site(sqlite_database, clock, tmp_path, metrics_token=TOKEN) as site:
        yield site


def test_the_web_server_asks_what_comes_through_a_proxy_for_the_token(guarded: Site) -> None:
    with guarded.client() as scraper:
        through = {"x-forwarded-for": "10.0.0.7"}
        answers: list[httpx.Response] = [
            scraper.get("/metrics", headers=each)
            for each in ({}, through, {**through, "authorization": f"Bearer {TOKEN}"})
        ]

    assert [each.status_code for each in answers] == [200, 401, 200]
    assert answers[1].json()["code"] == "UNAUTHENTICATED"


def test_so_does_a_process_without_a_web_server(free_port: int) -> None:
    metrics_server.serve(free_port, TOKEN)
    wait_until(lambda: listens(free_port), "it serves")
    address = f"http://127.0.0.1:{free_port}/metrics"

    with urlopen(address) as answer:
        assert b"anhuan" in answer.read()
    with pytest.raises(OSError, match="401"):
        urlopen(Request(address, headers={"x-forwarded-for": "10.0.0.7"}))


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_a_session_of_a_person_opens_them_to_nobody(guarded: Site, name: str) -> None:
    with guarded.client() as person:
        shown = http_site.bearer(http_site.sign_in(person, name))

        assert person.get("/metrics", headers={"x-forwarded-for": "10.0.0.7", **shown}).status_code == 401

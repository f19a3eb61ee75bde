"""The product's application on SQLite with two small plants, for all tests of the edge."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend.core.database import Database
from backend.people.commands import hasher
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site
from tests.support.plants import PASSWORD, Plants, plant


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hasher().hash(PASSWORD)


@pytest.fixture
def plants(sqlite_database: Database, password_hash: str) -> Plants:
    return plant(sqlite_database, password_hash=password_hash)


@pytest.fixture
def site(sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    with http_site.site(sqlite_database, clock, tmp_path) as site:
        yield site


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client

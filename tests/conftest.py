"""Fixtures for all: real servers, started once per run. What is missing is skipped; under CI it fails."""

import gc
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import redis
import structlog

from backend.core import garbage
from backend.core.database import Database
from tests.support import audit_keys, cheap_hashes, databases, examples, servers, touched_sites
from tests.support import site_broker as site_brokers
from tests.support.databases import EMPTY, PLANTED, Reused, ReusedPostgres, ReusedSqlite
from tests.support.fakes import FakeClock
from tests.support.plants import PASSWORD, Plants, plant
from tests.support.site_broker import SiteBroker

if TYPE_CHECKING:
    from tests.support.http_site import Site


@contextmanager
def _skip_if_unavailable() -> Iterator[None]:
    try:
        yield
    except servers.Unavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have every server: {reason}")
        pytest.skip(str(reason))


# As the product does: to draw local variables of a traceback stops a busy event loop for tens of seconds.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
garbage.look_seldom()
cheap_hashes.take()
os.environ.update(audit_keys.ENVIRONMENT)  # for the processes that tests start
examples.register()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Scenarios first: they are the longest, and nothing is left to do beside one that is last.

    What needs the machine for itself has it at night.
    """
    for item in items:
        if item.get_closest_marker("alone"):
            item.add_marker(pytest.mark.nightly)
    items.sort(key=lambda item: "scenarios" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Leave what is there now out of garbage collection: to look through it took an eighth of the run."""
    gc.freeze()


@pytest.fixture
def free_port() -> int:
    """A loopback port on which nothing listens."""
    return servers.free_port()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy URL of an empty PostgreSQL database that is dropped at the end of the run."""
    with _skip_if_unavailable(), servers.postgres_database(f"anhuan_test_{uuid.uuid4().hex[:12]}") as url:
        yield url


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a Redis of our own."""
    with _skip_if_unavailable(), servers.redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """URL of an empty Redis: evaluators would judge what the test before has left in its streams."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


@pytest.fixture
def site_broker(tmp_path: Path) -> Iterator[SiteBroker]:
    """Mosquitto exactly as docker-compose.yml configures it."""
    with _skip_if_unavailable(), site_brokers.site_broker(tmp_path) as found:
        yield found


@pytest.fixture(scope="session")
def mosquitto_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a Mosquitto of our own, set up as a site would."""
    with _skip_if_unavailable(), servers.mosquitto(tmp_path_factory.mktemp("mosquitto")) as url:
        yield url


@pytest.fixture
def own_mosquitto_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a Mosquitto that is this test's alone: no other test's readings are in its queues."""
    with _skip_if_unavailable(), servers.mosquitto(tmp_path_factory.mktemp("own")) as url:
        yield url


@pytest.fixture(scope="session")
def installed() -> Callable[[str, str], str]:
    """Function that gives the path of a program, from its name and that of its Debian package."""

    def find(name: str, package: str) -> str:
        with _skip_if_unavailable():
            return servers.find_program(name, package)

    return find


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of public sensor series that are not part of this repository."""
    folder = Path(os.environ.get("ANHUAN_SHARED", Path(__file__).parents[2] / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("no shared data sets here (set ANHUAN_SHARED)")
    return folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "anhuan.sqlite3"
    databases.migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """URL of a migrated PostgreSQL database to copy; nobody connects to it."""
    with _skip_if_unavailable(), servers.postgres_database(f"anhuan_test_{uuid.uuid4().hex[:12]}") as url:
        yield databases.migrated(url)


@pytest.fixture(scope="session")
def reused_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reused]:
    with closing(ReusedSqlite(sqlite_template, tmp_path_factory.mktemp("reused"))) as reused:
        yield reused


@pytest.fixture(scope="session")
def reused_postgres(postgres_template: str) -> Iterator[Reused]:
    with closing(ReusedPostgres(postgres_template)) as reused:
        yield reused


@pytest.fixture
def sqlite_database(
    reused_sqlite: Reused, clock: FakeClock, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """A migrated SQLite database; its clock is the test's. It is empty, or holds `plants`."""
    with reused_sqlite.opened(_state(reused_sqlite, request), clock) as database:
        yield database


@pytest.fixture
def postgres_database(
    reused_postgres: Reused, clock: FakeClock, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """A migrated PostgreSQL database; its clock is the test's. It is empty, or holds `plants`."""
    with reused_postgres.opened(_state(reused_postgres, request), clock) as database:
        yield database


@pytest.fixture(autouse=True)
def _promises_are_kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people do over HTTP is written at their own sites, as their transactions promise."""
    if "client" in request.fixturenames:
        touched_sites.hold_to_promises(monkeypatch)


def _state(reused: Reused, request: pytest.FixtureRequest) -> str:
    """Whoever asks for `plants` finds them there, planted once for all tests of this process."""
    if "plants" not in request.fixturenames:
        return EMPTY
    reused.state(PLANTED, FakeClock(), _planted)
    return PLANTED


def _planted(database: Database) -> Plants:
    return plant(database, password_hash=_hash())


@cache
def _hash() -> str:
    return cheap_hashes.hasher().hash(PASSWORD)


@pytest.fixture
def password_hash() -> str:
    """That of `PASSWORD`."""
    return _hash()


@pytest.fixture
def reused(request: pytest.FixtureRequest) -> Reused:
    """What puts the database of this test back."""
    kinds = "database", "sqlite_database", "postgres_database"
    asked = next(kind for kind in kinds if kind in request.fixturenames)
    database: Database = request.getfixturevalue(asked)
    found: Reused = request.getfixturevalue("reused_postgres" if database.is_postgres else "reused_sqlite")
    return found


@pytest.fixture
def plants(reused: Reused) -> Plants:
    """Both plants, in the database of this test; everybody signs in with `PASSWORD`."""
    return reused.state(PLANTED, FakeClock(), _planted)


@pytest.fixture
def site(
    sqlite_database: Database,
    clock: FakeClock,
    tmp_path: Path,
    plants: Plants,
    request: pytest.FixtureRequest,
) -> Iterator["Site"]:
    """The product's application on SQLite, with `plants` in it."""
    from tests.support import http_site

    assert plants, "they are planted"
    assert "database" not in request.fixturenames, "it may be another one at night: ask for sqlite_database"
    with http_site.site(sqlite_database, clock, tmp_path) as site:
        yield site


@pytest.fixture
def client(site: "Site") -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What a module says to differ between databases is tested on both; all the rest only at night.

    So are stories: the commands and queries that they are made of have tests of their own on both.
    """
    own = metafunc.definition.get_closest_marker("parametrize")
    if "database" not in metafunc.fixturenames or (own and "database" in own.args[0]):
        return
    marks = [pytest.mark.postgres]
    is_story = "scenarios" in metafunc.definition.path.parts
    if is_story or metafunc.definition.get_closest_marker("both_databases") is None:
        marks.append(pytest.mark.nightly)
    metafunc.parametrize("database", ["sqlite", pytest.param("postgresql", marks=marks)], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated database of each kind; its clock is the test's. It is empty, or holds `plants`."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(kind)
    return found

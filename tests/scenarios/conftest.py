"""Both ways to run: planted, started, with everybody signed in. Shared by the tests of a module."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import installations, servers
from tests.support.fakes import FakePushService
from tests.support.installations import Installation
from tests.support.people import Cast, on_stage, plant_with_executive
from tests.support.plants import Plants

ALONE = frozenset({"test_overload", "test_scale_out"})
"""They show what a whole machine does; the others wait for processes, with bounds for slow machines."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem in ALONE:
            item.add_marker(pytest.mark.alone)


@dataclass
class Scene:
    """One installation at work."""

    site: Installation
    plants: Plants
    cast: Cast
    push_service: FakePushService


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """`anhuan up`."""
    with ExitStack() as stack:
        push_service = stack.enter_context(FakePushService())
        folder = tmp_path_factory.mktemp("embedded")
        site = stack.enter_context(installations.embedded(folder, push_origin=push_service.origin))
        yield _open(stack, site, push_service, "up")


@pytest.fixture(scope="module")
def production(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, installed: Callable[[str, str], str]
) -> Iterator[Scene]:
    """What docker-compose.yml starts, with real servers and an empty database of its own."""
    assert postgres_url, "there is a server"
    installed("redis-server", "redis-server")
    installed("mosquitto", "mosquitto")
    with ExitStack() as stack:
        push_service = stack.enter_context(FakePushService())
        url = stack.enter_context(servers.postgres_database(f"anhuan_test_{uuid.uuid4().hex[:12]}"))
        site = stack.enter_context(
            installations.production(
                tmp_path_factory.mktemp("production"), postgres_url=url, push_origin=push_service.origin
            )
        )
        yield _open(stack, site, push_service, "api", "ingest", "beat", "worker")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("embedded", marks=pytest.mark.broker),
        pytest.param(
            "production",
            marks=[pytest.mark.postgres, pytest.mark.redis, pytest.mark.broker, pytest.mark.nightly],
        ),
    ],
)
def scene(request: pytest.FixtureRequest) -> Scene:
    found: Scene = request.getfixturevalue(request.param)
    return found


def _open(stack: ExitStack, site: Installation, push_service: FakePushService, *processes: str) -> Scene:
    plants = plant_with_executive(site.database)
    site.start(*processes)
    cast = stack.enter_context(on_stage(site.address))
    return Scene(site, plants, cast, push_service)

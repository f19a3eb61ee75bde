"""PostgreSQL, Redis under a gateway, and a worker are killed five times each beside a stream of readings.

What the broker acknowledged is there afterwards, each reading once, and alerts are as if nothing had died.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from redis.exceptions import RedisError

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from backend.core.keys import new_key
from backend.reactions import REACTIONS
from tests.bench import load
from tests.faults import kills
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device
from tests.support import databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import wait_until

pytestmark = [pytest.mark.broker, pytest.mark.nightly]
PAUSE_S = 8.0
"""Long enough that the stream still flows at the next kill, wherever a process starts slowly."""


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Ends what was started for a test."""
    with ExitStack() as found:
        yield found


def survives(database: Database, url: str, kill: Callable[[], None]) -> None:
    """Five kills while a stream flows; then everything is there, once."""
    flowed: list[int] = []

    def noting(device: Device) -> None:
        before = device.acknowledged
        kill()
        flowed.append(device.acknowledged - before)

    stream = kills.stream_with_kills(database, url, noting, pause_s=PAUSE_S)

    assert len(flowed) == kills.KILLS
    assert sum(flowed) > 0, "readings were acknowledged while something was dead"
    kills.assert_all_is_there(database, stream)


@pytest.mark.postgres
def test_a_postgresql_that_is_killed_costs_nothing(
    own_mosquitto_url: str, tmp_path: Path, installed: Callable[[str, str], str], stack: ExitStack
) -> None:
    installed("psql", "postgresql")
    server = stack.enter_context(servers.postgres())
    database = Database(databases.migrated(server.url), reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    stack.callback(database.dispose)
    load.open_session(urlsplit(own_mosquitto_url).port or 0, "anhuan-ingest", TOPICS)
    Processes(stack, tmp_path, database, own_mosquitto_url).start("ingest")

    def kill() -> None:
        server.kill()
        server.start_again()

    survives(database, own_mosquitto_url, kill)


@pytest.mark.redis
@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_redis_that_is_killed_while_it_holds_what_a_gateway_handed_on_costs_nothing(
    database: Database, own_mosquitto_url: str, tmp_path: Path, stack: ExitStack
) -> None:
    folder, port, password = tmp_path / "redis", servers.free_port(), new_key()
    folder.mkdir()
    run = partial(servers.redis_process, folder, port, keeps=True, password=password)
    running = [stack.enter_context(run())]
    url = f"redis://anhuan:{password}@127.0.0.1:{port}/0"
    processes = Processes(stack, tmp_path, database, own_mosquitto_url, url)
    processes.scale_out(gateways=1, evaluators=1)
    held: list[int] = []

    def kill() -> None:
        processes.kill("evaluator-1")  # what the gateway hands on now waits in Redis
        with redis.Redis.from_url(url) as client:
            wait_until(lambda: waiting(client) > 0, "Redis holds readings", within=30)
            held.append(waiting(client))
        running[-1].kill()
        running[-1].wait()
        running.append(stack.enter_context(run()))
        processes.start("evaluator-1", "evaluator")

    survives(database, own_mosquitto_url, kill)
    assert len(held) == kills.KILLS


def waiting(client: "redis.Redis") -> int:
    """Entries in the streams between gateway and evaluators."""
    try:
        return sum(int(client.xlen(key)) for key in client.scan_iter("readings:[0-9]*"))  # type: ignore[arg-type]
    except RedisError:
        return 0


@pytest.mark.redis
@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_worker_that_is_killed_costs_no_reading_and_no_alert(
    database: Database, own_mosquitto_url: str, redis_url: str, tmp_path: Path, stack: ExitStack
) -> None:
    load.open_session(urlsplit(own_mosquitto_url).port or 0, "anhuan-ingest", TOPICS)
    (tmp_path / "data").mkdir()
    processes = Processes(stack, tmp_path, database, own_mosquitto_url, redis_url)
    for name in ("ingest", "beat", "worker"):
        processes.start(name)

    def kill() -> None:
        processes.kill("worker")
        processes.start("worker")

    survives(database, own_mosquitto_url, kill)

"""The servers around the product end in the middle of a stream and come back: nothing lost, nothing twice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.core.database import Database
from backend.core.keys import new_key
from backend.reactions import REACTIONS
from tests.scenarios import stream as streams
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device, Stream
from tests.support import databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
SENSORS, READINGS, PER_SECOND = 40, 24_000, 6_000


class Switch:
    """A server that can be ended and started again at the same address, with what it has kept."""

    def __init__(self, run: Callable[[], Iterator[str]]) -> None:
        self._run = run
        self._stack = ExitStack()
        self.url = ""

    def __enter__(self) -> "Switch":
        self.on()
        return self

    def __exit__(self, *_: object) -> None:
        self.off()

    def on(self) -> None:
        self.url = self._stack.enter_context(self._run())  # type: ignore[arg-type]

    def off(self) -> None:
        self._stack.close()


@pytest.fixture
def mosquitto(tmp_path: Path, installed: Callable[[str, str], str]) -> Iterator[Switch]:
    installed("mosquitto", "mosquitto")
    port = servers.free_port()
    (tmp_path / "broker").mkdir()
    with Switch(lambda: servers.mosquitto(tmp_path / "broker", port=port)) as switch:
        yield switch


@pytest.fixture
def redis(tmp_path: Path, installed: Callable[[str, str], str]) -> Iterator[Switch]:
    installed("redis-server", "redis-server")
    port = servers.free_port()
    (tmp_path / "redis").mkdir()
    run = partial(servers.redis, tmp_path / "redis", port=port, keeps=True, password=new_key())
    with Switch(run) as switch:
        yield switch


@contextmanager
def flowing(database: Database, stream: Stream, port: int) -> Iterator[Callable[[float], None]]:
    """The stream is sent; gives what waits until a part of it is stored. At the end it all must be."""
    with Device(port, stream, per_second=PER_SECOND) as device:
        yield lambda part: streams.wait_for(database, part * READINGS)
        wait_until(lambda: device.is_done, "everything is acknowledged", within=60)
        streams.wait_for_all(database, stream)
    streams.assert_nothing_lost_and_nothing_twice(database, stream)


def port_of(url: str) -> int:
    return urlsplit(url).port or 0


@pytest.mark.nightly
def test_a_broker_that_restarts_twice(database: Database, mosquitto: Switch, tmp_path: Path) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    with ExitStack() as stack:
        Processes(stack, tmp_path, database, mosquitto.url).start("ingest")
        with flowing(database, stream, port_of(mosquitto.url)) as wait_for:
            for part in (0.2, 0.5):
                wait_for(part)
                mosquitto.off()
                mosquitto.on()


@pytest.mark.nightly
@pytest.mark.postgres
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_postgresql_that_restarts_and_one_that_crashes(
    mode: str, mosquitto: Switch, tmp_path: Path, installed: Callable[[str, str], str]
) -> None:
    installed("psql", "postgresql")
    with ExitStack() as stack:
        server = stack.enter_context(servers.postgres())
        database = Database(databases.migrated(server.url), reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(database.dispose)
        stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
        Processes(stack, tmp_path, database, mosquitto.url).start("ingest")
        with flowing(database, stream, port_of(mosquitto.url)) as wait_for:
            wait_for(0.3)
            server.stop(mode)
            server.start()


@pytest.mark.nightly
@pytest.mark.redis
@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_redis_and_a_broker_that_restart_under_gateways_and_evaluators(
    database: Database, mosquitto: Switch, redis: Switch, tmp_path: Path
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    with ExitStack() as stack:
        processes = Processes(stack, tmp_path, database, mosquitto.url, redis.url)
        processes.scale_out(gateways=2, evaluators=1)
        with flowing(database, stream, port_of(mosquitto.url)) as wait_for:
            wait_for(0.2)
            redis.off()
            redis.on()
            wait_for(0.4)
            mosquitto.off()
            mosquitto.on()
            wait_for(0.6)
            processes.kill("gateway-1")
            processes.start(
                "gateway-1", "gateway", ANHUAN_GATEWAY_SHARE="1/2", ANHUAN_MQTT_CLIENT_ID="anhuan-gateway-1"
            )


@pytest.mark.nightly
@pytest.mark.redis
def test_a_redis_that_only_notifies_screens_delays_no_reading(
    database: Database, mosquitto: Switch, redis: Switch, tmp_path: Path
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    with ExitStack() as stack:
        Processes(stack, tmp_path, database, mosquitto.url, redis.url).start("ingest")
        with flowing(database, stream, port_of(mosquitto.url)) as wait_for:
            wait_for(0.2)
            redis.off()
            wait_for(0.6)
            redis.on()

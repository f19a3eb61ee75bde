"""Two gateways and three evaluators: one is killed, one sleeps past its leases and wakes. Nothing shows."""

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from backend.storage.tables.partitions import partition_leases
from backend.storage.transaction import Database
from tests import servers
from tests.installations import BIN
from tests.scenarios import stream as streams
from tests.scenarios.stream import Device
from tests.servers import wait_until

pytestmark = [pytest.mark.broker, pytest.mark.redis, pytest.mark.postgres]
SENSORS, READINGS, PER_SECOND = 40, 40_000, 4_000
GATEWAYS, EVALUATORS = 2, 3


class Cluster:
    """The processes of the profile `scale` of docker-compose.yml."""

    def __init__(self, stack: ExitStack, folder: Path, database: Database, redis_url: str, mqtt: str) -> None:
        self._stack, self._folder = stack, folder
        self._environment = {
            **os.environ,
            "ANHUAN_DATA_FOLDER": str(folder / "data"),
            "ANHUAN_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "ANHUAN_REDIS_URL": redis_url,
            "ANHUAN_MQTT_URL": mqtt,
        }

    def start(self, command: str, name: str, **environment: str) -> subprocess.Popen[bytes]:
        heartbeat = self._folder / f"{name}.heartbeat"
        return self._stack.enter_context(
            servers.running(
                [str(BIN / "anhuan"), command],
                log=self._folder / f"{name}.log",
                ready=heartbeat.exists,
                env={**self._environment, "ANHUAN_HEARTBEAT_FILE": str(heartbeat), **environment},
                within=40,
            )
        )


@pytest.fixture
def cluster(database: Database, tmp_path: Path, redis_url: str, mosquitto_url: str) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path, database, redis_url, mosquitto_url)


def owners(database: Database) -> dict[str, int]:
    """How many partitions each evaluator holds."""
    found: dict[str, int] = {}
    with database.engine.connect() as connection:
        for owner in connection.scalars(select(partition_leases.c.owner)):
            found[owner] = found.get(owner, 0) + 1
    return found


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_killed_and_a_sleeping_evaluator_lose_nothing_and_shout_nothing_twice(
    cluster: Cluster, database: Database, mosquitto_url: str
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    port = urlsplit(mosquitto_url).port or 0
    gateways = [
        lambda number=number: cluster.start(
            "gateway",
            f"gateway-{number}",
            ANHUAN_GATEWAY_SHARE=f"{number}/{GATEWAYS}",
            ANHUAN_MQTT_CLIENT_ID=f"anhuan-gateway-{number}",
        )
        for number in range(1, GATEWAYS + 1)
    ]
    evaluators = [
        lambda number=number: cluster.start("evaluator", f"evaluator-{number}")
        for number in range(EVALUATORS)
    ]
    with ThreadPoolExecutor() as starters:
        killed, sleeper, *_ = starters.map(lambda start: start(), evaluators + gateways)
    wait_until(lambda: sorted(owners(database).values()) == [21, 22, 22], "fair shares")

    with Device(port, stream, per_second=PER_SECOND) as device:
        wait_until(lambda: streams.progress(database) > READINGS // 10, "a tenth is stored")
        killed.send_signal(signal.SIGKILL)
        wait_until(lambda: streams.progress(database) > READINGS // 5, "the others go on")
        sleeper.send_signal(signal.SIGSTOP)
        wait_until(lambda: len(owners(database)) == 1, "the one that is awake has taken all", within=30)
        wait_until(lambda: device.is_done, "everything is acknowledged", within=40)
        sleeper.send_signal(signal.SIGCONT)
        wait_until(lambda: len(owners(database)) == 2, "the sleeper has its share again", within=20)
        wait_until(lambda: streams.progress(database) >= READINGS, "everything is stored", within=30)

    streams.assert_nothing_lost_and_nothing_twice(database, stream)
    assert sleeper.poll() is None

"""Two gateways and three evaluators: one is killed, one sleeps past its leases and wakes. Nothing shows."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.monitoring.partitions.store import partition_leases
from tests.scenarios import stream as streams
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device
from tests.support.servers import wait_until

pytestmark = [pytest.mark.broker, pytest.mark.redis, pytest.mark.postgres]
SENSORS, READINGS, PER_SECOND = 40, 40_000, 4_000


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Ends what was started for a test."""
    with ExitStack() as found:
        yield found


def owners(database: Database) -> dict[str, int]:
    """How many partitions each evaluator holds."""
    found: dict[str, int] = {}
    with database.engine.connect() as connection:
        for owner in connection.scalars(select(partition_leases.c.owner)):
            found[owner] = found.get(owner, 0) + 1
    return found


@pytest.mark.nightly
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_killed_and_a_sleeping_evaluator_lose_nothing_and_shout_nothing_twice(
    database: Database, own_mosquitto_url: str, redis_url: str, tmp_path: Path, stack: ExitStack
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    port = urlsplit(own_mosquitto_url).port or 0
    processes = Processes(stack, tmp_path, database, own_mosquitto_url, redis_url)
    processes.scale_out(gateways=2, evaluators=3)
    sleeper = processes.running["evaluator-2"]
    wait_until(lambda: sorted(owners(database).values()) == [21, 22, 22], "fair shares")

    with Device(port, stream, per_second=PER_SECOND) as device:
        streams.wait_for(database, READINGS / 10)
        processes.kill("evaluator-1")
        streams.wait_for(database, READINGS / 5)
        sleeper.send_signal(signal.SIGSTOP)
        wait_until(lambda: len(owners(database)) == 1, "the one that is awake has taken all", within=60)
        wait_until(lambda: device.is_done, "everything is acknowledged", within=40)
        sleeper.send_signal(signal.SIGCONT)
        wait_until(lambda: len(owners(database)) == 2, "the sleeper has its share again", within=20)
        streams.wait_for_all(database, stream)

    streams.assert_nothing_lost_and_nothing_twice(database, stream)
    assert sleeper.poll() is None

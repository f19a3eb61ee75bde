"""SIGKILL of what serves and judges under devices that post: what was not answered comes again, once."""

import itertools
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlmodel import func, select

from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.readings.store import Readings
from backend.sensors.devices import commands as devices
from backend.sensors.devices.rules import new_key
from tests.scenarios.processes import Processes
from tests.support.installations import BIN
from tests.support.plants import Plants, plant
from tests.support.servers import free_port

BODIES, READINGS = 60, 200
"""More readings of one sensor than are remembered of it."""
GIVE_UP_S = 90.0


class Gateway:
    """A device that sends each body until it is answered with 200, to one address after the other."""

    def __init__(self, addresses: Sequence[str], key: str, code: str, start_ms: int) -> None:
        self._addresses = itertools.cycle(addresses)
        self._key, self._code, self._start_ms = key, code, start_ms
        self.answered = self.tries = 0

    def send_all(self) -> None:
        with httpx.Client(headers={"authorization": f"Bearer {self._key}"}, timeout=15) as client:
            for number in range(BODIES):
                first = self._start_ms + number * READINGS
                body = [{"s": self._code, "ts": first + i, "v": 60} for i in range(READINGS)]
                self._send(client, body)
                self.answered += 1

    def _send(self, client: httpx.Client, body: object) -> None:
        end = time.monotonic() + GIVE_UP_S
        for pause in itertools.chain([0.05, 0.1], itertools.repeat(0.2)):
            self.tries += 1
            try:
                if client.post(next(self._addresses), json=body).status_code == 200:
                    return
            except httpx.TransportError:
                pass  # the process was killed under this request: whether it was stored nobody knows
            assert time.monotonic() < end, "never answered"
            time.sleep(pause)


@contextmanager
def sending(database: Database, ports: Sequence[int]) -> Iterator[Callable[[float], None]]:
    """Two devices send; gives what waits until a part is answered. At the end all is stored, and once."""
    plants, key = plant(database), new_key()
    database.transact(
        lambda tx: devices.create_device(tx, site_id=plants.north, name="box", codes=[], key=key, by=None)
    )
    start_ms = round(time.time() * 1000) - 60_000
    addresses = [f"http://127.0.0.1:{port}/ingest" for port in ports]
    gateways = [Gateway(addresses, key, code, start_ms) for code in ("GAS-1", "PUMP-1")]
    with ThreadPoolExecutor() as senders:
        done = [senders.submit(gateway.send_all) for gateway in gateways]

        def wait_for(part: float) -> None:
            while gateways[0].answered < part * BODIES:
                assert not done[0].done()
                time.sleep(0.005)

        yield wait_for
        for each in done:
            each.result(GIVE_UP_S)
    assert_all_is_stored_once(database, plants)
    assert sum(gateway.tries for gateway in gateways) > 2 * BODIES


def assert_all_is_stored_once(database: Database, plants: Plants) -> None:
    everything, sensor_ids = BODIES * READINGS, [plants.gas, plants.pump]
    until_us = time.time_ns() // 1000

    def look(tx: Transaction) -> dict[int, tuple[int, int]]:
        readings = tx.get(Readings)  # journal and blocks: a compactor may have been at work
        series = readings.series(sensor_ids, from_us=0, to_us=until_us)
        return {id: (readings.count(id), len(found.times_us)) for id, found in series.items()}

    assert database.transact(look) == dict.fromkeys(sensor_ids, (everything, everything))
    assert database.read(lambda s: s.exec(select(func.count(AlertRow.id))).one()) == 2


@pytest.mark.nightly
def test_devices_that_post_survive_kills_of_ingest(database: Database, tmp_path: Path) -> None:
    port = free_port()
    with ExitStack() as stack:
        processes = Processes(stack, tmp_path, database, f"mqtt://127.0.0.1:{free_port()}")
        processes.start("ingest", ANHUAN_INGEST_PORT=str(port))
        with sending(database, [port]) as wait_for:
            for part in (0.2, 0.5, 0.8):
                wait_for(part)
                processes.kill("ingest")
                processes.start("ingest", ANHUAN_INGEST_PORT=str(port))


@pytest.mark.nightly
@pytest.mark.redis
@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_devices_that_post_survive_kills_of_gateways_and_evaluators(
    database: Database, redis_url: str, tmp_path: Path
) -> None:
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        processes = Processes(stack, tmp_path, database, f"mqtt://127.0.0.1:{free_port()}", redis_url)
        processes.scale_out(gateways=2, evaluators=2, ingest_ports=ports)
        with sending(database, ports) as wait_for:
            wait_for(0.2)
            processes.kill("gateway-1")
            processes.start("gateway-1", "gateway", ANHUAN_INGEST_PORT=str(ports[0]))
            wait_for(0.5)
            processes.kill("evaluator-1")
            wait_for(0.8)
            processes.kill("gateway-2")


def test_a_gateway_that_should_serve_http_without_knowing_any_keys_says_so(tmp_path: Path) -> None:
    nothing = {"ANHUAN_DATABASE_URL": "", "ANHUAN_DATA_FOLDER": str(tmp_path), "ANHUAN_INGEST_PORT": "1"}

    done = subprocess.run(
        [str(BIN / "anhuan"), "gateway"],
        env={**os.environ, **nothing},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "ANHUAN_INGEST_PORT needs ANHUAN_DATABASE_URL" in done.stdout

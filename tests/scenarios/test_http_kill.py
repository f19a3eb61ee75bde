"""SIGKILL of ingest under devices that post: what was not answered comes again, nothing is lost."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
from sqlmodel import func, select

from backend.domain.sources.devices import new_key
from backend.services.sources import devices
from backend.storage.tables.alerts import AlertRow
from backend.storage.tables.readings import journal
from backend.storage.transaction import Database
from tests.plants import plant
from tests.scenarios.processes import Processes
from tests.servers import free_port

BODIES, READINGS = 60, 50
GIVE_UP_S = 90.0


class Gateway:
    """A device that sends each body until it is answered with 200."""

    def __init__(self, address: str, key: str, code: str, start_ms: int) -> None:
        self._address, self._key, self._code, self._start_ms = address, key, code, start_ms
        self.answered = self.tries = 0

    def send_all(self) -> None:
        with httpx.Client(headers={"authorization": f"Bearer {self._key}"}, timeout=10) as client:
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
                if client.post(self._address, json=body).status_code == 200:
                    return
            except httpx.TransportError:
                pass  # the process was killed under this request: whether it was stored nobody knows
            assert time.monotonic() < end, "never answered"
            time.sleep(pause)


def test_devices_that_post_survive_three_kills_of_ingest(database: Database, tmp_path: Path) -> None:
    plants, key = plant(database), new_key()
    database.transact(
        lambda tx: devices.create_device(tx, site_id=plants.north, name="box", codes=[], key=key, by=None)
    )
    port = free_port()
    start_ms = round(time.time() * 1000) - 600_000
    gateways = [
        Gateway(f"http://127.0.0.1:{port}/ingest", key, code, start_ms) for code in ("GAS-1", "PUMP-1")
    ]
    with ExitStack() as stack:
        processes = Processes(stack, tmp_path, database, f"mqtt://127.0.0.1:{free_port()}")
        processes.start("ingest", ANHUAN_INGEST_PORT=str(port))
        senders = stack.enter_context(ThreadPoolExecutor())
        sending = [senders.submit(gateway.send_all) for gateway in gateways]
        for share in (0.2, 0.5, 0.8):
            while gateways[0].answered < share * BODIES:
                assert not sending[0].done()
                time.sleep(0.005)
            processes.kill("ingest")
            processes.start("ingest", ANHUAN_INGEST_PORT=str(port))
        for each in sending:
            each.result(GIVE_UP_S)

    stored = database.read(
        lambda s: (
            s.connection()
            .execute(
                select(
                    journal.c.sensor_id, func.count(), func.count(journal.c.sampled_us.distinct())
                ).group_by(journal.c.sensor_id)
            )
            .all()
        )
    )
    assert {tuple(row) for row in stored} == {
        (plants.gas, BODIES * READINGS, BODIES * READINGS),
        (plants.pump, BODIES * READINGS, BODIES * READINGS),
    }
    assert database.read(lambda s: s.exec(select(func.count(AlertRow.id))).one()) == 2
    assert sum(gateway.tries for gateway in gateways) > 2 * BODIES

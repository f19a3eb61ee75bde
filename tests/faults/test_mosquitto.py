"""Mosquitto as a site runs it, and ingest, are killed: what is lost is at most what the manual says.

The manual (docs/operations.md): what Mosquitto acknowledged after it last began to save, and ingest had not
fetched, is gone with it. Nothing else is, and nothing is stored twice.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

import pytest

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from tests.bench import load
from tests.faults import kills
from tests.scenarios import stream as streams
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device
from tests.support import servers
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
AWAY_S = 3.0
IN_FLIGHT = 1_000
"""Messages that the broker has sent to ingest and not heard of again, at most (`max_inflight_messages`)."""
PAUSE_S = 12.0
"""Long enough that the stream still flows at the next kill, wherever ingest starts slowly."""


class Plant:
    """Ingest and its Mosquitto, both to be killed."""

    def __init__(self, stack: ExitStack, folder: Path, database: Database) -> None:
        self.port = servers.free_port()
        self._stack, self._folder = stack, folder / "mosquitto"
        self._folder.mkdir()
        self.start_broker()
        load.open_session(self.port, "anhuan-ingest", TOPICS)
        self.processes = Processes(stack, folder, database, f"mqtt://127.0.0.1:{self.port}")
        self.processes.start("ingest")
        self.saved: list[int] = []
        """What the device had an acknowledgement of when each save was seen to be finished."""

    def start_broker(self) -> None:
        self._broker = self._stack.enter_context(servers.mosquitto_process(self._folder, self.port))

    def kill_broker(self) -> None:
        self._broker.kill()
        self._broker.wait()

    def watch(self, device: Device, stop: Event) -> None:
        """Note each save of Mosquitto: it writes beside its file and then replaces it."""
        file, last = self._folder / "mosquitto.db", 0
        while not stop.wait(0.005):
            inode = file.stat().st_ino if file.exists() else 0
            if inode != last:
                self.saved.append(device.acknowledged)
                last = inode


@pytest.fixture
def plant(database: Database, tmp_path: Path) -> Iterator[Plant]:
    with ExitStack() as stack:
        yield Plant(stack, tmp_path, database)


def has_caught_up(database: Database, device: Device) -> bool:
    """Whether ingest has fetched what the broker acknowledged up to a moment ago, in order. After the kill
    before, its connection may come back late: what queued up meanwhile would be lost with the next one.
    """
    return streams.is_stored(database, device.stream, device.acknowledged - IN_FLIGHT // 2)


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("victims", "times", "pause_s"),
    [
        ("broker", 2, AWAY_S + 1),
        *(
            (victims, 5, pause_s)
            for victims in ("ingest", "broker", "ingest broker")
            for pause_s in (PAUSE_S, 60)
        ),
    ],
)
def test_what_is_lost_is_what_the_broker_had_not_saved(
    plant: Plant, database: Database, victims: str, times: int, pause_s: float
) -> None:
    bound = acknowledged_while_away = 0

    def kill(device: Device) -> None:
        nonlocal bound, acknowledged_while_away
        stop = Event()
        watching = Thread(target=plant.watch, args=(device, stop))
        plant.saved = [device.acknowledged]
        watching.start()
        if "ingest" in victims:
            plant.processes.kill("ingest")
        if "broker" in victims:
            before = device.acknowledged
            away_until = time.monotonic() + AWAY_S
            wait_until(lambda: time.monotonic() > away_until, "readings queue up", every=0.05)
            acknowledged_while_away += device.acknowledged - before
            if "ingest" not in victims:
                wait_until(lambda: has_caught_up(database, device), "ingest is at work", within=300)
            plant.kill_broker()
            # The save before the last one that was seen had ended before the last one began.
            bound += device.acknowledged - plant.saved[max(len(plant.saved) - 2, 0)]
            plant.start_broker()
        if "ingest" in victims:
            plant.processes.start("ingest")
        stop.set()
        watching.join()

    stream = kills.stream_with_kills(
        database, f"mqtt://127.0.0.1:{plant.port}", kill, times=times, pause_s=pause_s
    )

    lost = kills.settled_loss(database, stream)
    streams.assert_nothing_twice(database, stream)
    assert lost <= bound, f"{lost} of {kills.READINGS}"
    if "ingest" not in victims:
        assert lost <= IN_FLIGHT * times, f"ingest was at work: {lost} were lost, not what was on its way"
    assert acknowledged_while_away or "broker" not in victims, "the stream flowed when the broker died"
    if "broker" not in victims:
        kills.assert_all_is_there(database, stream)

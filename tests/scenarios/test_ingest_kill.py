"""SIGKILL of the ingest process, three times in one stream: no reading is lost, no alert is doubled."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
import pytest
from sqlmodel import Session, select

from backend.domain.detection.sources import Source, replay
from backend.domain.readings import Reading, microseconds
from backend.storage.readings import Readings
from backend.storage.tables.alerts import AlertRow, AlertTransitionRow
from backend.storage.transaction import Database
from tests import servers
from tests.bench import load
from tests.plants import Plants, plant
from tests.servers import wait_until

pytestmark = pytest.mark.broker
REPOSITORY = Path(__file__).resolve().parents[2]
SENSORS = ("north/GAS-1", "north/PUMP-1", "south/GAS-1")
READINGS = 9_000
PER_SECOND = 1_500
SECOND = 1_000_000


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    """A broker that is ours alone, so that no other test's readings are in its queues."""
    try:
        with servers.mosquitto(tmp_path) as url:
            yield url
    except servers.Unavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))


def stream(now_us: int) -> list[Reading]:
    """Three sensors in turn, one reading a second each, that go beyond their limits again and again."""
    start_us = now_us - READINGS // 3 * SECOND
    found = []
    for i in range(READINGS):
        second, sensor = divmod(i, 3)
        phase = (second + 17 * sensor) % 120
        value = 60.0 if phase < 20 else 30.0 if phase < 40 else 5.0
        found.append((SENSORS[sensor], start_us + second * SECOND, value + phase / 100, 0))
    return found


class Killable:
    """The ingest process of a database and a broker."""

    def __init__(self, database: Database, broker: str, log: Path) -> None:
        self.command = [sys.executable, "-c", "from backend.entrypoints.cli import main; main()", "ingest"]
        self.environment = {
            **os.environ,
            "ANHUAN_DATA_FOLDER": str(log.parent / "data"),
            "ANHUAN_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "ANHUAN_MQTT_URL": broker,
            "ANHUAN_REDIS_URL": "",
        }
        self.log = log
        self.process = self._start()

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        assert self.process.wait(10) == -signal.SIGKILL
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                self.command, stdout=output, stderr=output, cwd=REPOSITORY, env=self.environment
            )


@contextmanager
def publishing(port: int, readings: list[Reading]) -> Iterator[Callable[[], bool]]:
    """Send at a steady pace in a thread; gives a claim that is true once the broker has acknowledged all."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(1000)
    client.connect("127.0.0.1", port)
    client.loop_start()
    sent: list[mqtt.MQTTMessageInfo] = []

    def send() -> None:
        start = time.monotonic()
        for i, (key, sampled_us, value, _) in enumerate(readings):
            while i > (time.monotonic() - start) * PER_SECOND:
                time.sleep(0.002)  # the pace of the stream
            topic = f"anhuan/{key}/reading"
            sent.append(client.publish(topic, f'{{"ts":{sampled_us // 1000},"v":{value}}}', qos=1))

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield lambda: len(sent) == len(readings) and all(each.is_published() for each in sent)
    finally:
        thread.join()
        client.disconnect()
        client.loop_stop()


def count(database: Database) -> int:
    return database.read(lambda session: Readings(session, database.is_postgres).count())


def expected_changes(plants: Plants, readings: list[Reading], now_us: int) -> Counter[int]:
    """How often each sensor's condition changes if the whole stream is judged without any interruption."""
    sources = {}
    for key, sensor_id in zip(SENSORS, (plants.gas, plants.pump, plants.far_gas), strict=True):
        sources[key] = Source(sensor_id)
        sources[key].bind(plants.indicator, None)
    return Counter(change.sensor_id for change in replay(sources, readings, now_us=now_us))


def recorded_changes(session: Session) -> tuple[Counter[int], int]:
    statement = select(AlertRow.sensor_id, AlertTransitionRow.id).join(
        AlertTransitionRow, AlertTransitionRow.alert_id == AlertRow.id
    )
    changes = Counter(sensor_id for sensor_id, _ in session.exec(statement))
    return changes, len(session.exec(select(AlertRow)).all())


def test_a_stream_survives_three_kills_of_ingest(database: Database, broker: str, tmp_path: Path) -> None:
    plants = plant(database)
    now_us = int(time.time()) * SECOND
    readings = stream(now_us)
    port = urlsplit(broker).port or 0
    load.open_session(port, "anhuan-ingest", ("anhuan/+/+/reading", "anhuan/+/batch"))
    ingest = Killable(database, broker, tmp_path / "ingest.log")
    try:
        with publishing(port, readings) as is_sent:
            for at in (READINGS // 5, READINGS // 2):
                wait_until(lambda at=at: count(database) > at, f"{at} readings are stored")
                ingest.kill()
            before = count(database)
            wait_until(lambda: count(database) > before, "the queue is being drained")
            ingest.kill()
            wait_until(is_sent, "everything is sent")
        wait_until(lambda: count(database) >= READINGS, "everything is stored")
    finally:
        servers.stop(ingest.process)

    series = database.transact(
        lambda tx: tx.readings.series(
            [plants.gas, plants.pump, plants.far_gas], from_us=0, to_us=microseconds(tx.now) * 2
        )
    )
    stored = {(sensor_id, at) for sensor_id, found in series.items() for at in found.times_us.tolist()}
    assert len(stored) == READINGS
    assert count(database) == READINGS
    changes, alerts = database.read(recorded_changes)
    assert changes == expected_changes(plants, readings, now_us)
    assert alerts == len(SENSORS)

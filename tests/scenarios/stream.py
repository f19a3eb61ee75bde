"""A stream of readings over MQTT, and what the product must make of it whoever dies meanwhile.

Each source goes over its limits again and again. A reading counts as acknowledged once the broker has said
so; what it has not, the device sends again after a reconnect, in the old order.
"""

import select
import socket
import threading
import time
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from sqlmodel import col
from sqlmodel import select as sql_select

from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database
from backend.detection.limits.evaluator import replay
from backend.detection.limits.sources import Source
from backend.readings.rules import Reading
from backend.readings.store import Readings
from backend.sensors.rules import Indicator
from tests.bench import load
from tests.support import plants
from tests.support.plants import Plants
from tests.support.servers import wait_until

SECOND = 1_000_000
WINDOW = 500
"""Readings without acknowledgement, of all sources together: what may come twice after a reconnect."""

Story = list[tuple[int | None, float | None]]
"""What happened to the condition of one source: (tier, or None for back to normal; deciding value)."""


@dataclass
class Stream:
    """`readings` in the order in which they are sent; `ids` are the sensor ids by source key."""

    ids: dict[str, int]
    indicator: Indicator
    readings: list[Reading]
    now_us: int


def make_stream(database: Database, *, sensors: int, readings: int) -> Stream:
    """Plant so many sensors; one reading a second of each in turn, the last ones now."""
    plant: Plants = plants.plant(database)
    ids = plants.more_sensors(database, [f"S-{n:02d}" for n in range(sensors)])
    now_us = int(time.time()) * SECOND
    start_us = now_us - readings // sensors * SECOND
    keys = list(ids)
    found: list[Reading] = []
    for i in range(readings):
        second, sensor = divmod(i, sensors)
        phase = (second + 37 * sensor) % 400
        value = 60.0 if phase < 30 else 30.0 if phase < 70 else 5.0
        found.append((keys[sensor], start_us + second * SECOND, value + phase / 1000, 0))
    return Stream(ids, plant.indicator, found, now_us)


def uninterrupted(stream: Stream) -> dict[int, Story]:
    """What one look at the whole stream says."""
    sources = {key: Source(sensor_id) for key, sensor_id in stream.ids.items()}
    for source in sources.values():
        source.bind(stream.indicator, None)
    stories: dict[int, Story] = {sensor_id: [] for sensor_id in stream.ids.values()}
    for change in replay(sources, stream.readings, now_us=stream.now_us):
        stories[change.sensor_id].append((change.tier, change.value))
    return stories


def recorded(database: Database) -> tuple[dict[int, Story], int]:
    """What stands in the database of each source, and how many alerts that is in all."""
    statement = (
        sql_select(
            AlertRow.sensor_id, AlertTransitionRow.kind, AlertTransitionRow.tier, AlertTransitionRow.value
        )
        .join(AlertTransitionRow, col(AlertTransitionRow.alert_id) == AlertRow.id)
        .order_by(col(AlertTransitionRow.id))
    )
    rows = database.read(lambda session: session.exec(statement).all())
    stories: dict[int, Story] = {}
    for sensor_id, kind, tier, value in rows:
        stories.setdefault(sensor_id, []).append((None if kind == "RETURNED_TO_NORMAL" else tier, value))
    alerts = database.read(lambda session: len(session.exec(sql_select(AlertRow.id)).all()))
    return stories, alerts


def found(database: Database, stream: Stream) -> list[tuple[int, int]]:
    """(sensor id, time) of every reading that whoever asks for them gets."""
    series = database.transact(
        lambda tx: tx.get(Readings).series(list(stream.ids.values()), from_us=0, to_us=2 * stream.now_us)
    )
    return [(sensor_id, at) for sensor_id, rows in series.items() for at in rows.times_us.tolist()]


def stored(database: Database, stream: Stream) -> set[tuple[int, int]]:
    """(sensor id, time) of everything that is stored; each once."""
    return set(found(database, stream))


def is_stored(database: Database, stream: Stream, number: int) -> bool:
    """Whether whoever asks for this reading, by its number in the stream, gets it."""
    key, at, _, _ = stream.readings[number]
    sensor_id = stream.ids[key]
    series = database.transact(lambda tx: tx.get(Readings).series([sensor_id], from_us=at, to_us=at + 1))
    return sensor_id in series and len(series[sensor_id].times_us) > 0


def all_of(stream: Stream) -> set[tuple[int, int]]:
    """(sensor id, time) of everything that is sent."""
    return {(stream.ids[key], at) for key, at, _, _ in stream.readings}


def assert_nothing_lost_and_nothing_twice(database: Database, stream: Stream) -> None:
    """Every reading is stored, and alerts are what they would be had nothing ever died."""
    sent, kept = all_of(stream), stored(database, stream)
    assert kept == sent, f"{len(sent - kept)} lost, {len(kept - sent)} never sent: {list(sent ^ kept)[:3]}"
    assert_nothing_twice(database, stream)
    stories, alerts = recorded(database)
    wanted = uninterrupted(stream)
    others = [key for key in stories.keys() | wanted.keys() if stories.get(key) != wanted.get(key)]
    assert stories == wanted, [(key, stories.get(key), wanted.get(key)) for key in others[:2]]
    assert alerts == len(stream.ids), "each source has one alert, which stays open"


def assert_nothing_twice(database: Database, stream: Stream) -> None:
    """Whatever was lost: each reading is found once, each source has one alert at most.

    What a broker sends again that is older than ingest remembers lies twice in the journal until it is
    merged, and is shown to nobody.
    """
    rows = found(database, stream)
    assert len(rows) == len(set(rows)), f"{len(rows) - len(set(rows))} readings are found twice"
    _, alerts = recorded(database)
    assert alerts <= len(stream.ids), f"{alerts} alerts of {len(stream.ids)} sources"


def progress(database: Database) -> int:
    """How many readings are stored so far, what came twice included."""
    return database.read(lambda session: Readings(session).count())


def wait_for(database: Database, readings: float) -> None:
    """Return once so many are stored; on a busy machine that may take its time."""
    what = f"{readings:.0f} readings are stored"
    wait_until(lambda: progress(database) >= readings, what, within=120, every=0.25)


def wait_for_all(database: Database, stream: Stream) -> None:
    """Return once every reading is stored. Their number does not tell: some may have come twice."""
    wanted = all_of(stream)
    is_there = lambda: wanted <= stored(database, stream)  # noqa: E731 - asked again and again
    wait_until(is_there, "every reading is stored", within=120, every=0.25)


class Device:
    """Sends a stream at a steady pace, in a thread; reconnects, and goes on from what was acknowledged."""

    def __init__(self, port: int, stream: Stream, *, per_second: int) -> None:
        self.stream = stream
        self.acknowledged = 0
        self._port, self._per_second = port, per_second
        self._packets = [_packet(n, reading) for n, reading in enumerate(stream.readings)]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="device")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    @property
    def is_done(self) -> bool:
        return self.acknowledged == len(self._packets)

    def _run(self) -> None:
        start = time.monotonic()
        while not (self.is_done or self._ending.is_set()):
            try:
                self._send(load.connect(self._port, f"device-{uuid4().hex[:8]}"), start)
            except (OSError, AssertionError, IndexError):  # no broker, or not ready yet
                self._ending.wait(0.05)

    def _send(self, connection: socket.socket, start: float) -> None:
        with connection:
            connection.settimeout(5)
            sent, rest = self.acknowledged, b""
            while not (self.is_done or self._ending.is_set()):
                due = int((time.monotonic() - start) * self._per_second)
                until = min(due, self.acknowledged + WINDOW, len(self._packets))
                if until > sent:
                    connection.sendall(b"".join(self._packets[sent:until]))
                    sent = until
                if select.select([connection], [], [], 0.002)[0]:
                    rest = self._hear(connection, rest)

    def _hear(self, connection: socket.socket, rest: bytes) -> bytes:
        """Count PUBACKs, which come in order; answers the part of one that is not whole yet."""
        data = connection.recv(1 << 16)
        if not data:
            raise ConnectionError("the broker has closed")
        data = rest + data
        whole = len(data) // 4
        self.acknowledged += whole
        return data[4 * whole :]


def _packet(number: int, reading: Reading) -> bytes:
    key, sampled_us, value, _ = reading
    return load.publish(number, f"anhuan/{key}/reading", f'{{"ts":{sampled_us // 1000},"v":{value}}}')

"""Readings per second through the whole of ingest, against a bare drain of the same queue in the same run.

Drain: a session that is away while the broker queues for it; then each rival connects and takes everything
(clock from the first burst to the last acknowledgement; of a bare client from its start). "stored" means
decoded, judged by four limits per sensor, and committed before it is acknowledged.
Live: paced messages that carry the time at which they were sent; from there to the commit.
"""

import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import numpy as np
import paho.mqtt.client as paho
import structlog
from paho.mqtt.enums import CallbackAPIVersion
from rich.console import Console
from rich.table import Table

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.reader import TOPICS, Reader
from backend.connectors.pipeline import Pipeline
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.vocabulary import Stage, Tier
from backend.entrypoints.ingest import own_process
from backend.entrypoints.migration import migrate
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.intake_commands import Taken
from backend.reactions import REACTIONS
from backend.readings import commands as readings
from backend.readings.rules import Batch
from backend.sensors.rules import Indicator, Limit, LimitSide, Sensor, SensorState
from backend.sensors.store import Sensors
from backend.sites.rules import Area, Site
from backend.sites.store import Sites
from tests.bench import load
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS

SENSORS = 1000
ROUNDS = 3
MESSAGES = 60_000
GIVE_UP_S = 120
CLIENT = "bench"
LIVE_RATES = ((1_000, 1, 8), (20_000, 1, 8), (50_000, 1, 60), (60_000, 1, 20), (20_000, 10, 8))
"""(messages a second, readings a message, seconds)"""


@contextmanager
def stores(folder: Path) -> Iterator[dict[str, Database]]:
    """An empty database of each kind that can be had, with a thousand sensors."""
    found = {
        "SQLite": Database(
            f"sqlite:///{folder / 'bench.sqlite3'}", reactions=REACTIONS, audit_keys=AUDIT_KEYS
        )
    }
    with suppress(servers.Unavailable):
        with servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}") as url:
            found["PostgreSQL"] = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
            for database in found.values():
                prepare(database)
            yield found
            for database in found.values():
                database.dispose()
        return
    prepare(found["SQLite"])
    yield found
    found["SQLite"].dispose()


def prepare(database: Database) -> None:
    migrate(database)
    database.transact(_plant)


def _plant(tx: Transaction) -> None:
    site = Site(UUID(int=1), "bench", Text("", ""), "Asia/Shanghai", None)
    area = Area(UUID(int=2), site.site_id, "a", Text("", ""), ())
    tx.get(Sites).put(site)
    tx.get(Sites).put_area(area)
    indicator = Indicator(
        indicator_id=uuid4(),
        version=1,
        unit="mm/s",
        limits=(
            Limit(LimitSide.HIGH, Tier.RED, 90.0),
            Limit(LimitSide.HIGH, Tier.ORANGE, 80.0),
            Limit(LimitSide.LOW, Tier.ORANGE, 10.0),
            Limit(LimitSide.LOW, Tier.RED, 5.0),
        ),
        deadband=1.0,
        on_delay=timedelta(seconds=3),
        off_delay=timedelta(seconds=10),
        silent_after=timedelta(minutes=5),
        standard="",
    )
    for index in range(SENSORS):
        sensor = Sensor(
            sensor_id=0,
            site_id=site.site_id,
            code=load.sensor(index),
            name=Text("", ""),
            unit="mm/s",
            stage=Stage.EQUIPMENT,
            area_id=area.area_id,
            equipment_id=None,
            department_id=None,
            responsible_id=None,
            state=SensorState.IN_SERVICE,
            is_simulated=False,
            indicator=None,
            last_seen_at=None,
        )
        sensor_id = tx.get(Sensors).add(sensor)
        tx.get(Sensors).add_indicator(sensor_id, indicator, reason="bench", at=tx.now, by=None)


@dataclass
class Watched:
    """A store that notes when the first batch began and the last one was committed, and how late each was."""

    store: BatchStore
    wanted: int
    stop: Event
    keeps_latencies: bool = False
    began: float = 0.0
    ended: float = 0.0
    readings: int = 0
    batches: int = 0
    latencies: list[float] = field(default_factory=list)

    def __call__(self, batch: Batch) -> Taken:
        if not self.began:
            self.began = time.perf_counter()
        taken = self.store(batch)
        self.ended = time.perf_counter()
        self.batches += 1
        self.readings += len(taken.evaluation.rows)
        if self.keeps_latencies:
            now = time.time()
            self.latencies += [now - row[1] / 1e6 for row in taken.evaluation.rows]
        if self.readings >= self.wanted:
            self.stop.set()
        return taken


def read_until(
    url: str, database: Database, wanted: int, *, seconds: float = GIVE_UP_S, sender: list[str] | None = None
) -> Watched:
    """Run the real reader until so many readings are stored; start the sender once it is subscribed."""
    readings.compact(database)  # so that each run begins with an empty journal
    stop = Event()
    store = BatchStore(database)
    store.tick()  # opens the intake before the clock runs
    watched = Watched(store, wanted, stop, keeps_latencies=sender is not None)
    give_up_at = time.monotonic() + seconds

    def tick() -> None:
        store.tick()
        if time.monotonic() > give_up_at:
            stop.set()

    reader = Reader(Address.of(url), Pipeline(watched), client_id=CLIENT, stop=stop, tick=tick)
    if sender is None:
        reader.run()
        return watched
    sending: list[subprocess.Popen[bytes]] = []
    reader.on_subscribe = lambda *details: sending.append(subprocess.Popen(sender))
    reader.run()
    for process in sending:
        process.wait()
    return watched


def drain_stored(url: str, database: Database, wanted: int) -> float:
    watched = read_until(url, database, wanted)
    if watched.readings < wanted:
        raise AssertionError(f"{watched.readings} of {wanted} readings stored")
    return wanted / (watched.ended - watched.began)


def drain_bare(port: int, messages: int) -> float:
    """`mosquitto_sub` into nothing: written in C, and does nothing with a message."""
    program = servers.find_program("mosquitto_sub", "mosquitto-clients")
    command = [program, "-p", str(port), "-i", CLIENT, "-c", "-q", "1", "-C", str(messages)]
    topics = [word for topic in TOPICS for word in ("-t", topic)]
    began = time.perf_counter()
    subprocess.run([*command, *topics], stdout=subprocess.DEVNULL, check=True, timeout=GIVE_UP_S)
    return messages / (time.perf_counter() - began)


def drain_paho(port: int, messages: int) -> float:
    """Stock paho, acknowledging by itself, doing nothing with the message."""
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=CLIENT, clean_session=False)
    seen = 0
    began = 0.0

    def on_message(*_: object) -> None:
        nonlocal seen, began
        began = began or time.perf_counter()
        seen += 1
        if seen >= messages:
            client.disconnect()

    client.on_message = on_message
    client.connect("127.0.0.1", port)
    client.loop_forever()
    return messages / (time.perf_counter() - began)


def queue(port: int, messages: int, per_message: int) -> None:
    load.open_session(port, CLIENT, TOPICS)
    command = [sys.executable, "-m", "tests.bench.load", "--port", str(port), "--messages", str(messages)]
    subprocess.run([*command, "--per-message", str(per_message), "--sensors", str(SENSORS)], check=True)


def drains(url: str, databases: dict[str, Database]) -> Table:
    port = urlsplit(url).port or 0
    results: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for per_message in (1, 10):
            queue(port, MESSAGES, per_message)
            results.setdefault(("bare mosquitto_sub", per_message), []).append(drain_bare(port, MESSAGES))
            queue(port, MESSAGES, per_message)
            results.setdefault(("stock paho, auto-ack", per_message), []).append(drain_paho(port, MESSAGES))
            for name, database in databases.items():
                queue(port, MESSAGES, per_message)
                rate = drain_stored(url, database, MESSAGES * per_message) / per_message
                results.setdefault((f"stored in {name}", per_message), []).append(rate)
    table = Table(title=f"Drain of {MESSAGES:,} queued messages at QoS 1, median of {ROUNDS}")
    for column in ("", "readings/message", "messages/s", "readings/s", "range", "of bare"):
        table.add_column(column, justify="right" if column else "left")
    for per_message in (1, 10):
        bare = statistics.median(results["bare mosquitto_sub", per_message])
        for (name, per), rates in results.items():
            if per != per_message:
                continue
            rate = statistics.median(rates)
            span = f"{min(rates) / 1000:.0f}-{max(rates) / 1000:.0f} k"
            table.add_row(name, str(per), f"{rate:,.0f}", f"{rate * per:,.0f}", span, f"{rate / bare:.2f}")
    return table


def live(url: str, databases: dict[str, Database]) -> Table:
    port = urlsplit(url).port or 0
    table = Table(title="Live, sender and broker on the same cores: publish to commit in ms")
    for column in ("", "messages/s", "for s", "readings/s", "p50", "p95", "p99", "max", "readings/commit"):
        table.add_column(column, justify="right" if column else "left")
    for name, database in databases.items():
        for rate, per_message, seconds in LIVE_RATES:
            load.open_session(port, CLIENT, TOPICS)
            command = [sys.executable, "-m", "tests.bench.load", "--port", str(port), "--rate", str(rate)]
            command += ["--seconds", str(seconds), "--per-message", str(per_message)]
            wanted = rate * seconds * per_message
            watched = read_until(url, database, wanted, seconds=seconds * 2 + 10, sender=command)
            lag = np.percentile(np.array(watched.latencies) * 1000, [50, 95, 99, 100])
            took = max(watched.ended - watched.began, 1e-9)
            table.add_row(
                name,
                f"{rate:,}",
                str(seconds),
                f"{watched.readings / took:,.0f}",
                *(f"{each:.1f}" for each in lag),
                f"{watched.readings / watched.batches:.0f}",
            )
    return table


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    own_process()
    console = Console(width=120)
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.mosquitto(Path(folder)) as url,
        stores(Path(folder)) as found,
    ):
        console.print(drains(url, found))
        console.print(live(url, found))


if __name__ == "__main__":
    main()

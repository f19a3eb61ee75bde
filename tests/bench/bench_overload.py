"""Three times what the ingest process can take, for minutes: what it costs in memory and how it comes back.

`python -m tests.bench.bench_overload --seconds 300`. First a queue is drained to learn the sustained rate,
then a sender publishes three times as fast, then a third of it until the lag that /metrics shows is below a
second. What the broker cannot queue (100,000 messages) it drops, and counts.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

import paho.mqtt.client as mqtt
from rich.console import Console
from rich.table import Table

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.bench import bench_ingest, load
from tests.scenarios.processes import Processes
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import wait_until

CALIBRATION = 40_000
RECOVERED_S = 1.0
GIVE_UP_S = 300
LAG = re.compile(r"^anhuan_ingest_lag_seconds (\S+)", re.MULTILINE)
STORED = re.compile(r"^anhuan_readings_stored_total (\S+)", re.MULTILINE)
BROKER = {
    "heap/maximum": ("broker's memory, MB", 1e6),
    "publish/messages/dropped": ("dropped by the broker", 1),
}


@dataclass
class Gauges:
    """What is to be seen from outside. `samples`: (seconds, lag in s, MB of the process)."""

    metrics_url: str
    pid: int
    samples: list[tuple[float, float, float]] = field(default_factory=list)
    broker: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def look(self) -> float:
        """Take a sample; answers the lag."""
        lag = self._metric(LAG)
        self.samples.append((time.monotonic() - self.began, lag, self._megabytes()))
        return lag

    def stored(self) -> float:
        return self._metric(STORED)

    def _metric(self, pattern: re.Pattern[str]) -> float:
        with urlopen(self.metrics_url, timeout=30) as answer:
            found = pattern.search(answer.read().decode())
        return float(found[1]) if found else 0.0

    def _megabytes(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def listen(port: int, gauges: Gauges) -> mqtt.Client:
    """Note what the broker says of itself."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)

    def note(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        gauges.broker[message.topic.removeprefix("$SYS/broker/")] = float(message.payload)

    client.on_message = note
    client.connect("127.0.0.1", port)
    client.subscribe([(f"$SYS/broker/{name}", 0) for name in BROKER])
    client.loop_start()
    return client


def sender(port: int, rate: int, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.bench.load", "--port", str(port), "--rate", str(rate)]
    return subprocess.Popen([*command, "--seconds", str(seconds)])


def overload(store: str, seconds: float) -> dict[str, str]:
    """The row of the table for one kind of database."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        port = urlsplit(stack.enter_context(servers.mosquitto(folder))).port or 0
        url = f"sqlite:///{folder / 'bench.sqlite3'}"
        if store == "PostgreSQL":
            url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(database.dispose)
        bench_ingest.prepare(database)
        load.open_session(port, "anhuan-ingest", TOPICS)
        load.send_all(port, load.queued(CALIBRATION, bench_ingest.SENSORS, 1))
        metrics_port = servers.free_port()
        process = Processes(stack, folder, database, f"mqtt://127.0.0.1:{port}").start(
            "ingest", wait=False, ANHUAN_METRICS_PORT=str(metrics_port)
        )
        wait_until(lambda: servers.listens(metrics_port), "the process answers", within=60)
        gauges = Gauges(f"http://127.0.0.1:{metrics_port}/metrics", process.pid)
        rate = calibrate(gauges)
        broker = listen(port, gauges)
        stack.callback(broker.loop_stop)
        calm_mb = gauges.look() and gauges.samples[-1][2]
        sent_s = send(gauges, sender(port, 3 * rate, seconds), seconds)
        peak = max(lag for _, lag, _ in gauges.samples)
        recovered_s = recover(gauges, port, rate)
        return {
            "sustained, readings/s": f"{rate:,}",
            "sent": f"{3 * rate:,} for {sent_s:.0f} s",
            "MB before": f"{calm_mb:.0f}",
            "MB at most": f"{max(mb for _, _, mb in gauges.samples):.0f}",
            "lag at most, s": f"{peak:.1f}",
            "recovered after, s": f"{recovered_s:.1f}",
            **{text: f"{gauges.broker.get(name, 0) / unit:,.0f}" for name, (text, unit) in BROKER.items()},
        }


def calibrate(gauges: Gauges) -> int:
    """Readings a second while it drains the queue."""
    wait_until(
        lambda: gauges.stored() > CALIBRATION / 10, "the queue is being drained", within=180, every=0.05
    )
    first, began = gauges.stored(), time.monotonic()
    wait_until(lambda: gauges.stored() >= CALIBRATION, "the queue is drained", within=180, every=0.05)
    return round((CALIBRATION - first) / (time.monotonic() - began))


def send(gauges: Gauges, sending: subprocess.Popen[bytes], seconds: float) -> float:
    """Watch until the sender has sent all; it may need longer than planned. Answers how long."""
    began = time.monotonic()
    while sending.poll() is None and time.monotonic() - began < 4 * seconds:
        gauges.look()
        time.sleep(0.5)
    sending.kill()
    return time.monotonic() - began


def recover(gauges: Gauges, port: int, rate: int) -> float:
    """Seconds until the lag is gone, while readings go on coming at a third of what can be taken."""
    began = time.monotonic()
    sending = sender(port, rate // 3, GIVE_UP_S)
    try:
        wait_until(lambda: gauges.look() < RECOVERED_S, "the lag is gone", within=GIVE_UP_S, every=0.25)
    finally:
        sending.kill()
        sending.wait()
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--stores", nargs="+", default=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    table = Table(title="Three times what one ingest process takes, sender and broker on the same cores")
    rows = {}
    for store in options.stores:
        with suppress(servers.Unavailable):
            rows[store] = overload(store, options.seconds)
    table.add_column("")
    for store in rows:
        table.add_column(store, justify="right")
    for figure in next(iter(rows.values())):
        table.add_row(figure, *(row[figure] for row in rows.values()))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()

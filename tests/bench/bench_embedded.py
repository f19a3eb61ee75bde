"""Readings per second that the embedded default takes in: one `anhuan up` with its broker and SQLite.

Sent as fast as the broker acknowledges; the clock runs from the first message until the last reading is
committed. Sender, broker, ingest, web server and jobs share the cores. Beside it the same messages through
the same broker to `mosquitto_sub`, which does nothing with them.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from backend.connectors.mqtt.embedded_broker import EmbeddedBroker
from tests.bench import bench_ingest
from tests.bench.table import show
from tests.support import installations, servers
from tests.support.installations import Installation
from tests.support.servers import wait_until

PROMISED: Final = 30_000
"""Readings a second (decision 0031)."""
READINGS: Final = 300_000
PER_MESSAGE: Final = (1, 10)
ROUNDS: Final = 3
STORED: Final = re.compile(r"^anhuan_readings_stored_total (\S+)", re.MULTILINE)
GIVE_UP_S: Final = 120


def send(port: int, per_message: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "tests.bench.load",
        "--port",
        str(port),
        "--per-message",
        str(per_message),
    ]
    count = ["--messages", str(READINGS // per_message), "--sensors", str(bench_ingest.SENSORS)]
    return subprocess.Popen([*command, *count])


def stored(site: Installation) -> float:
    """Readings that were committed since it started."""
    with urlopen(f"{site.address}/metrics") as answer:
        found = STORED.search(answer.read().decode())
    return float(found[1]) if found else 0.0


def taken_in(site: Installation, per_message: int) -> float:
    """Readings per second from the first message to the last commit."""
    wanted, port = stored(site) + READINGS, urlsplit(site.broker()).port or 0
    began = time.perf_counter()
    with send(port, per_message):
        wait_until(lambda: stored(site) >= wanted, "all is stored", within=GIVE_UP_S, every=0.1)
    return READINGS / (time.perf_counter() - began)


def passed_on(broker: EmbeddedBroker, per_message: int) -> float:
    """The same where nobody does anything with them."""
    program = servers.find_program("mosquitto_sub", "mosquitto-clients")
    count = str(READINGS // per_message)
    command = [program, "-p", str(broker.port), "-i", "bare", "-q", "1", "-C", count, "-t", "anhuan/bench/#"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as listener:
        time.sleep(0.5)  # it has subscribed
        began = time.perf_counter()
        with send(broker.port, per_message):
            listener.wait(GIVE_UP_S)
        return READINGS / (time.perf_counter() - began)


def main() -> None:
    show(
        f"{'readings/message':<17} {'stored/s':>9} {'range':>13} {'passed on/s':>12} {'ratio':>6}"
        f" {'of 30 k':>8}"
    )
    with tempfile.TemporaryDirectory() as folder, installations.embedded(Path(folder)) as site:
        bench_ingest.prepare(site.database)
        site.start("up")
        with EmbeddedBroker(Path(folder) / "bare", port=servers.free_port()) as broker:
            for per_message in PER_MESSAGE:
                pairs = [(taken_in(site, per_message), passed_on(broker, per_message)) for _ in range(ROUNDS)]
                mine, bare = ([pair[which] for pair in pairs] for which in (0, 1))
                rate, beside = statistics.median(mine), statistics.median(bare)
                span = f"{min(mine) / 1000:.0f}-{max(mine) / 1000:.0f} k"
                show(
                    f"{per_message:<17} {rate:>9,.0f} {span:>13} {beside:>12,.0f} {rate / beside:>6.2f}"
                    f" {rate / PROMISED:>7.1f}x"
                )


if __name__ == "__main__":
    main()

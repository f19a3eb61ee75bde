"""Scale-out against one process, on the same queue in the same run: gateways, Redis, evaluators, PostgreSQL.

All of it runs on the cores of this machine, so the ratio shows what the way over the streams costs; what it
gains shows on more machines than one. Clock from the first stored reading to the last, processes already up.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.bench import bench_ingest, load
from tests.scenarios.processes import Processes
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS

MESSAGES = 60_000
GIVE_UP_S = 120
WAYS = (("one ingest", 0, 0), ("1 gateway, 1 evaluator", 1, 1), ("2 gateways, 3 evaluators", 2, 3))


@contextmanager
def site(folder: Path) -> Iterator[Processes]:
    """Servers of their own and an empty database; no process runs yet."""
    with (
        servers.mosquitto(folder) as mqtt_url,
        servers.redis(folder, keeps=True) as redis_url,
        servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}") as url,
        ExitStack() as stack,
    ):
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(database.dispose)
        bench_ingest.prepare(database)
        yield Processes(stack, folder, database, mqtt_url, redis_url)


def fill(port: int, clients: list[str], per_message: int) -> None:
    """Queue the same messages for sessions that are away."""
    for client in clients:
        load.open_session(port, client, TOPICS)
    command = [sys.executable, "-m", "tests.bench.load", "--port", str(port)]
    command += ["--messages", str(MESSAGES), "--per-message", str(per_message)]
    subprocess.run(command, check=True)


def stored(database: Database) -> int:
    """How many rows the journal was given; a sequence costs nothing to ask."""
    with database.engine.connect() as connection:
        last = connection.scalar(text("SELECT last_value FROM reading_journal_id_seq"))
    return int(last or 0)


def drain(gateways: int, evaluators: int, per_message: int) -> float:
    """Readings per second."""
    wanted = MESSAGES * per_message
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as found:
        clients = [f"anhuan-gateway-{n}" for n in range(1, gateways + 1)] or ["anhuan-ingest"]
        fill(urlsplit(found.mqtt_url).port or 0, clients, per_message)
        found.scale_out(gateways=0, evaluators=evaluators)
        if gateways:
            found.scale_out(gateways=gateways, evaluators=0, wait=False)
        else:
            found.start("ingest", wait=False)
        return wanted / _watch(found.database, wanted)


def _watch(database: Database, wanted: int) -> float:
    """Seconds from the first reading to the last."""
    give_up_at = time.monotonic() + GIVE_UP_S
    began = 0.0
    while (rows := stored(database)) < wanted:
        if rows > 1 and not began:
            began, before = time.monotonic(), rows
        if time.monotonic() > give_up_at:
            raise AssertionError(f"{rows} of {wanted} readings stored")
        time.sleep(0.01)
    return (time.monotonic() - began) * wanted / (wanted - before)


def main() -> None:
    table = Table(title=f"Drain of {MESSAGES:,} queued messages into PostgreSQL, processes on the same cores")
    for column in ("", "readings/message", "readings/s", "of one ingest"):
        table.add_column(column, justify="right" if column else "left")
    for per_message in (1, 10):
        rates = {name: drain(gateways, evaluators, per_message) for name, gateways, evaluators in WAYS}
        for name, rate in rates.items():
            table.add_row(name, str(per_message), f"{rate:,.0f}", f"{rate / rates['one ingest']:.2f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()

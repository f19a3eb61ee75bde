"""What eight connections of one signed-in person cost the others: the p95 of a home beside it, as a ratio.

The application on SQLite in one process; who hammers is another one. With documents that are refused for
their size, each with other words, and with those of the app (lists; monitor and pack), by a worker of the
site, and never one whose answer is kept. The first seconds are those of a start and are not measured.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.people.commands import hash_password
from backend.reactions import REACTIONS
from tests.bench.table import show
from tests.support import http_site
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.client import document
from tests.support.databases import migrated
from tests.support.http_site import bearer, sign_in
from tests.support.plants import PASSWORD, more_sensors, over, plant

CONNECTIONS: Final = 8
ASKED, TURNS = 40, 1
SETTLED_S: Final = 4.0
HAMMER: Final = """
import sys, threading, itertools, httpx
address, token, connections = sys.argv[1:4]
documents = sys.stdin.read().split("\\0")
site_id, count = sys.argv[4], itertools.count()
def run():
    with httpx.Client(base_url=address, timeout=60, headers={"authorization": "Bearer " + token}) as client:
        while True:
            number = next(count)
            text = documents[number % len(documents)].replace("NAME", f"q{number}")
            variables = {"n": number, "known": [str(number)], "siteId": site_id, "minutes": 60}
            try:
                client.post("/graphql", json={"query": text, "variables": variables})
            except httpx.HTTPError:
                pass
for _ in range(int(connections)):
    threading.Thread(target=run, daemon=True).start()
threading.Event().wait()
"""
LISTS: Final = " ".join(
    f"a{n}: alerts(first: 100) {{ edges {{ node {{ id history {{ at kind }} }} }} }}" for n in range(29)
)
DEEP: Final = f"query NAME {{ {LISTS} }}"


@contextmanager
def hammering(address: str, token: str, documents: list[str], site_id: str) -> Iterator[None]:
    command = [sys.executable, "-c", HAMMER, address, token, str(CONNECTIONS), site_id]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
    assert process.stdin
    process.stdin.write("\0".join(documents))
    process.stdin.close()
    try:
        time.sleep(SETTLED_S)
        yield
        assert process.poll() is None, "who hammers has ended"
    finally:
        process.kill()
        process.wait()


def p95_ms(client: httpx.Client, token: str) -> float:
    """Of an officer's home; none is an answer that was kept."""
    taken = []
    for number in range(ASKED):
        begun = time.perf_counter()
        client.post(
            "/graphql",
            json={"query": document("Situation"), "variables": {"n": number}},
            headers=bearer(token),
        ).raise_for_status()
        taken.append((time.perf_counter() - begun) * 1e3)
        time.sleep(0.01)
    return statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = migrated(f"sqlite:///{folder}/fair.sqlite3")
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        plants = plant(database, password_hash=hash_password(PASSWORD))
        for sensor in more_sensors(database, [f"Q-{n:03}" for n in range(100)]).values():
            database.transact(
                lambda tx, s=sensor: alerts.apply_changes(tx, [over(plants, Tier.YELLOW, sensor_id=s)])
            )
        lists, screens = (
            [document(name) for name in names]
            for names in (("Situation", "Alerts", "Cases"), ("Monitor", "WorkPack", "WorkPackMachines"))
        )
        with http_site.site(database, database.clock, Path(folder)) as site, site.client() as client:
            officer, worker = sign_in(client, "alice"), sign_in(client, "bob")
            p95_ms(client, officer)
            for kind, documents in (("refused", [DEEP]), ("lists", lists), ("screens", screens)):
                alone, beside = [], []
                for _ in range(TURNS):
                    alone.append(p95_ms(client, officer))
                    with hammering(site.address, worker, documents, str(plants.north)):
                        beside.append(p95_ms(client, officer))
                show(
                    f"{kind:>8}: p95 of others {min(alone):6.0f} ms alone, {min(beside):6.0f} ms beside "
                    f"eight connections of one person: × {min(beside) / min(alone):.1f}"
                )
        database.dispose()


if __name__ == "__main__":
    main()

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
from backend.core import garbage
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.entrypoints.ingest import own_process
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
ENDED_S: Final = 2.0
"""Until what was still running for who hammered is over: else it would count as being alone."""
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
        time.sleep(ENDED_S)


def p95_ms(client: httpx.Client, token: str) -> tuple[float, float]:
    """Of an officer's home, (passed, worked); none is an answer that was kept."""
    passed, worked = [], []
    for number in range(ASKED):
        begun, had_worked = time.perf_counter(), time.process_time()
        client.post(
            "/graphql",
            json={"query": document("Situation"), "variables": {"n": number}},
            headers=bearer(token),
        ).raise_for_status()
        passed.append((time.perf_counter() - begun) * 1e3)
        worked.append((time.process_time() - had_worked) * 1e3)
        time.sleep(0.01)
    return statistics.quantiles(passed, n=20)[-1], statistics.quantiles(worked, n=20)[-1]


def main() -> None:
    garbage.look_seldom()
    own_process()  # both as `anhuan up` does: by default the collector stops all for 0.4 s again and again
    with tempfile.TemporaryDirectory() as folder:
        url = migrated(f"sqlite:///{folder}/fair.sqlite3")
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        plants = plant(database, password_hash=hash_password(PASSWORD))
        for sensor in more_sensors(database, [f"Q-{n:03}" for n in range(100)]).values():
            database.transact(
                lambda tx, s=sensor: alerts.apply_changes(tx, [over(plants, Tier.YELLOW, sensor_id=s)])
            )
        lists, screens, packs = (
            [document(name) for name in names]
            for names in (
                ("Situation", "Alerts", "Cases"),
                ("Monitor", "WorkPack", "WorkPackMachines"),
                ("WorkPack", "WorkPackCases", "WorkPackReports", "WorkPackMachines"),
            )
        )
        kinds = {"refused": [DEEP], "lists": lists, "screens": screens, "packs": packs}
        with http_site.site(database, database.clock, Path(folder)) as site, site.client() as client:
            officer, worker = sign_in(client, "alice"), sign_in(client, "bob")
            p95_ms(client, officer)
            for kind, documents in kinds.items():
                alone, beside = [], []
                for _ in range(TURNS):
                    alone.append(p95_ms(client, officer))
                    with hammering(site.address, worker, documents, str(plants.north)):
                        beside.append(p95_ms(client, officer))
                (passed, worked), (passed_beside, worked_beside) = _least(alone), _least(beside)
                show(
                    f"{kind:>8}: p95 of others {passed:6.0f} ms alone, {passed_beside:6.0f} ms beside eight "
                    f"connections of one person: × {passed_beside / passed:.1f}; worked {worked:.0f} and "
                    f"{worked_beside:.0f} ms: × {worked_beside / worked:.1f}"
                )
        database.dispose()


def _least(found: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the least time passed and the least worked of some turns: others disturb, and never help."""
    return min(passed for passed, _ in found), min(worked for _, worked in found)


if __name__ == "__main__":
    main()

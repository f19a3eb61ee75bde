"""A workbook of 5,000 lines through the server: seconds to check and to import it, and how long the longest
batch of readings waits for the writer of SQLite meanwhile.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from backend.core.database import Database
from backend.core.time import microseconds
from backend.people.commands import hash_password
from backend.reactions import REACTIONS
from backend.readings.store import Readings
from tests.bench.table import show
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.databases import migrated
from tests.support.http_site import bearer, sign_in, site
from tests.support.plants import PASSWORD, Plants, plant
from tests.support.workbooks import book

PEOPLE, MACHINES, SOURCES, AREAS = 2_000, 1_250, 1_700, 50
WITHIN_S = 300


def parent_of(machine: int) -> str | None:
    return f"M{machine // 3}" if machine % 2 else None


def source(n: int) -> list[str | None]:
    place = [f"R{n % AREAS}", "PROCESS", f"M{n % MACHINES}", f"u{n % PEOPLE}"]
    return [f"S{n}", f"监测点{n}", "READINGS", *place, "COMBUSTIBLE_GAS" if n % 2 else None]


def lines(department: str) -> bytes:
    """5,000 lines that an officer may import."""
    return book(
        people=[
            ["username", "name_zh", "role", "department", "employee_code", "joined_on", "phone"],
            *(
                [f"u{n}", f"员工{n}", "WORKER", department, f"E{n}", "2024-03-01", f"138{n:08d}"]
                for n in range(PEOPLE)
            ),
        ],
        areas=[["code", "name_zh"], *([f"R{n}", f"区域{n}"] for n in range(AREAS))],
        equipment=[
            ["code", "name_zh", "area", "stage", "kind", "parent", "maker", "next_inspection"],
            *(
                [f"M{n}", f"设备{n}", f"R{n % AREAS}", "EQUIPMENT", "泵", parent_of(n), "沈鼓", "2027-03-01"]
                for n in range(MACHINES)
            ),
        ],
        sources=[
            ["code", "name_zh", "source_kind", "area", "stage", "equipment", "responsible", "template"],
            *(source(n) for n in range(SOURCES)),
        ],
    )


@dataclass
class Meanwhile:
    """Batches of readings, one after the other. `waits`: seconds from the start of each to its commit."""

    database: Database
    sensor_id: int
    waits: list[float] = field(default_factory=list)

    @contextmanager
    def coming(self) -> Iterator[None]:
        self.waits.clear()
        over = threading.Event()
        thread = threading.Thread(target=self._send, args=(over,))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _send(self, over: threading.Event) -> None:
        while not over.is_set():
            began = time.perf_counter()
            at_us = microseconds(datetime.now(UTC))
            self.database.hot_connection.sweep(
                lambda tx, at_us=at_us: tx.get(Readings).append([(self.sensor_id, at_us, 1.0, 0, 0)])
            )
            self.waits.append(time.perf_counter() - began)
            time.sleep(0.02)

    def __str__(self) -> str:
        longest = max(self.waits, default=0)
        return f"{len(self.waits)} batches of readings, the longest waited {longest:.2f} s"


def ended(client: httpx.Client, token: str, run: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The run at its end, and what was seen of its progress."""
    seen: list[str] = []
    end = time.monotonic() + WITHIN_S
    while run["state"] in ("READING", "CHECKING", "WRITING"):
        assert time.monotonic() < end
        time.sleep(0.5)
        run = client.get(f"/workbooks/runs/{run['id']}", headers=bearer(token)).json()
        seen.append(f"{run['state'].lower()} {run['rows']['checked']}")
    return run, list(dict.fromkeys(seen))


def measure(database: Database, plants: Plants, folder: Path) -> None:
    meanwhile = Meanwhile(database, plants.gas)
    with site(database, lambda: datetime.now(UTC), folder) as running, running.client() as client:
        token = sign_in(client, "alice")
        content = lines("PRODUCTION")
        asked = {"site": str(plants.north), "name": "5000.xlsx"}
        address = f"/workbooks/runs/{uuid4()}"
        for step in ("check", "import"):
            began = time.perf_counter()
            with meanwhile.coming():
                if step == "check":
                    answer = client.put(address, params=asked, headers=bearer(token), content=content)
                else:
                    answer = client.post(f"{address}/import", headers=bearer(token))
                assert answer.status_code == 202, answer.text
                run, seen = ended(client, token, answer.json())
            took = time.perf_counter() - began
            assert run["state"] in ("CHECKED", "IMPORTED"), run
            show(f"{step:8} {took:6.1f} s   {meanwhile}")
            show(f"         progress: {', '.join(seen[:6])} … {seen[-1]}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(
            migrated(f"sqlite:///{folder}/anhuan.sqlite3"), reactions=REACTIONS, audit_keys=AUDIT_KEYS
        )
        plants = plant(database, password_hash=hash_password(PASSWORD))
        try:
            measure(database, plants, folder)
        finally:
            database.dispose()


if __name__ == "__main__":
    main()

"""The compactor while sources become more: its share of a core, what charts and writers notice of it.

Sources at 1 Hz (a walk with two decimals, times with 3 ms of jitter) that send for some minutes of the
plant's time; every second of it the compactor runs as the product runs it. Beside it in the same run: every
ten seconds each chunk of the journal straight into the blocks of all its sources, as it was. Charts: a day at
1 Hz of one source, of all sizes in turn, the journal half as long as it becomes, and full.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from backend.core import garbage
from backend.core.database import Database
from backend.core.vocabulary import Quality
from backend.entrypoints.migration import migrate
from backend.reactions import REACTIONS
from backend.readings import commands
from backend.readings.rules import JournalRow, LatestReading
from backend.readings.series import compaction
from backend.readings.series import journal as journals
from backend.readings.series.compaction import Compaction
from backend.readings.series.journal import Journal
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS

SIZES: Final = (300, 3_000, 30_000)
BEFORE_S, BEFORE_EVERY_S, BEFORE_DUE_ROWS = 20, 10, 50_000
WARM_S, MEASURED_S = 60, 120
DAY_S, POINTS, CHARTS, LATEST = 86_400, 500, 100, 5
START_S = 1_790_000_000
MICRO = 1_000_000
Clock = Callable[[], datetime]


class Timed(Database):
    """A database that notes how long each write transaction takes, without the wait for its turn."""

    took_ms: list[float]

    def transact(self, command: Callable[[Any], Any], **options: Any) -> Any:
        def timed(tx: Any) -> Any:
            nonlocal began
            began = time.perf_counter()
            return command(tx)

        began = 0.0
        try:
            return super().transact(timed, **options)
        finally:
            self.took_ms.append((time.perf_counter() - began) * 1e3)


@dataclass
class Figures:
    """Seconds per second of the plant, of processor time of this process, and times in ms."""

    before: float = 0.0
    share: float = 0.0
    cpu: float = 0.0
    writes: list[float] = field(default_factory=list)
    charts: dict[float, list[float]] = field(default_factory=lambda: {0.5: [], 1.0: []})
    latest_ms: float = 0.0


class Plant:
    """Sources at 1 Hz, and a day behind the first of them."""

    def __init__(self, database: Timed, sources: int, clock: list[int]) -> None:
        self.database, self.sources, self.clock = database, sources, clock
        self.random = np.random.default_rng(7)
        self.last = np.full(sources, 50.0)

    def begin(self) -> None:
        self.database.took_ms = []
        migrate(self.database)
        times = (self.clock[0] - DAY_S - 100 + np.arange(DAY_S)) * MICRO
        values = np.round(50 + np.cumsum(self.random.normal(0, 0.05, DAY_S)), 2)
        found = Journal(np.full(DAY_S, 1), times, values, np.zeros(DAY_S, np.uint8))
        self.database.transact(lambda tx: compaction.add_columns(tx.session, found))

    def send(self, n: int | None = None) -> None:
        """One second of all of them, or of the first `n`."""
        self.last = np.round(self.last + self.random.normal(0, 0.05, self.sources), 2)
        times = self.clock[0] * MICRO + self.random.integers(-3, 4, self.sources) * 1000
        zeros = [0] * self.sources
        ids = range(1, self.sources + 1)
        rows: list[JournalRow] = list(zip(ids, times.tolist(), self.last.tolist(), zeros, zeros, strict=True))
        self.database.transact(lambda tx: tx.get(Readings).append(rows[:n]))
        self.clock[0] += 1

    def live_through(
        self, seconds: int, compact: Callable[[], object], every_s: int = 1
    ) -> tuple[float, float]:
        """Seconds and processor seconds of the compactor per second of the plant."""
        spent = cpu = 0.0
        for second in range(1, seconds + 1):
            self.send()
            if second % every_s == 0:
                began, began_cpu = time.perf_counter(), time.process_time()
                compact()
                spent += time.perf_counter() - began
                cpu += time.process_time() - began_cpu
        return spent / seconds, cpu / seconds

    def fill_journal(self, share: float) -> None:
        """As many rows as the journal has at this part of its way to a compaction."""
        until = round(share * max(compaction.DUE_ROWS, self.sources))
        while (left := until - self.database.read(_in_journal)) > 0:
            self.send(left)

    def draw(self) -> float:
        """Milliseconds of a chart of a day."""
        to_us = self.clock[0] * MICRO
        began = time.perf_counter()
        line = self.database.read(
            lambda s: Readings(s).trace(1, from_us=to_us - DAY_S * MICRO, to_us=to_us, points=POINTS)
        )
        assert len(line) == POINTS
        return (time.perf_counter() - began) * 1e3

    def save_latest(self) -> float:
        """Milliseconds in which the last readings of a second are saved."""
        spent = []
        for turn in range(LATEST):
            reading = LatestReading((self.clock[0] + turn) * MICRO, 20.25 + turn, Quality.GOOD)
            latest = dict.fromkeys(range(1, self.sources + 1), reading)
            began = time.perf_counter()
            self.database.transact(lambda tx, latest=latest: tx.get(Sources).save_latest(latest))
            spent.append((time.perf_counter() - began) * 1e3)
        return statistics.median(spent)


def measure(plant: Plant) -> Figures:
    database, figures = plant.database, Figures()
    plant.begin()
    figures.before, _ = plant.live_through(BEFORE_S, lambda: _all_at_once(database), BEFORE_EVERY_S)
    plant.live_through(WARM_S, lambda: commands.compact(database))

    def compact() -> None:
        database.took_ms = figures.writes
        commands.compact(database)
        database.took_ms = []

    figures.share, figures.cpu = plant.live_through(MEASURED_S, compact)
    figures.latest_ms = plant.save_latest()
    return figures


def _all_at_once(database: Database) -> None:
    """The journal, chunk by chunk, straight into the blocks of all its sources."""

    def read(session: Session) -> Compaction:
        connection = session.connection()
        first_id = connection.exec_driver_sql("SELECT coalesce(min(id), 0) FROM reading_journal").scalar_one()
        found = Compaction(connection.scalar(compaction.EPOCH) or 0, first_id, first_id + 99_999)
        fresh = journals.rows(connection, found.first_id, found.last_id)
        found.rows = len(fresh.sensors)
        if found.rows:
            compaction.work_out(connection, found, fresh)
        return found

    is_due = database.read(_in_journal) >= BEFORE_DUE_ROWS
    while is_due and (step := database.read(read)).rows:
        database.transact(lambda tx, step=step: compaction.write(tx.session, step))
    compaction.tidy(database.engine)


def _in_journal(session: Session) -> int:
    return int(session.connection().exec_driver_sql("SELECT count(*) FROM reading_journal").scalar_one())


def draw_in_turn(plants: list[Plant], figures: list[Figures]) -> None:
    for share in (0.5, 1.0):
        for plant in plants:
            plant.fill_journal(share)
        for turn in range(CHARTS):
            for plant, found in zip(plants, figures, strict=True):
                took_ms = plant.draw()
                if turn >= CHARTS // 10:  # the first ones read their pages for the first time
                    found.charts[share].append(took_ms)


ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("share of a core, every source in every chunk (before)", lambda f: f"{f.before:.1%}"),
    ("share of a core", lambda f: f"{f.share:.1%}"),
    ("  processor time of this process", lambda f: f"{f.cpu:.1%}"),
    (
        "write transactions, p50 / longest",
        lambda f: f"{statistics.median(f.writes):.0f} / {max(f.writes):.0f} ms",
    ),
    ("chart of a day, p50, journal half full", lambda f: f"{statistics.median(f.charts[0.5]):.1f} ms"),
    ("chart of a day, p50, journal full", lambda f: f"{statistics.median(f.charts[1.0]):.1f} ms"),
    ("last values of a second", lambda f: f"{f.latest_ms:.0f} ms"),
)


def main() -> None:
    garbage.look_seldom()
    for name, make in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with suppress(servers.Unavailable), ExitStack() as databases:
            plants = [_plant(databases, make, size) for size in SIZES]
            figures = [measure(plant) for plant in plants]
            draw_in_turn(plants, figures)
            table = Table(name, *(f"{size:,}" for size in SIZES))
            for label, of in ROWS:
                table.add_row(label, *(of(each) for each in figures))
            Console(width=120).print(table)


def _plant(
    databases: ExitStack, make: Callable[[Clock], AbstractContextManager[Timed]], sources: int
) -> Plant:
    clock = [START_S]
    database = databases.enter_context(make(lambda: datetime.fromtimestamp(clock[0], UTC)))
    return Plant(database, sources, clock)


@contextmanager
def _sqlite(clock: Clock) -> Iterator[Timed]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        database = Timed(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS, clock=clock)
        yield database
        database.dispose()


@contextmanager
def _postgres(clock: Clock) -> Iterator[Timed]:
    with servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}") as url:
        database = Timed(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS, clock=clock)
        yield database
        database.dispose()


if __name__ == "__main__":
    main()

"""How work grows with a plant: the same with 300, 3,000 and more sources, on both databases.

A gateway is lost: all its sources fall silent in steps, are acknowledged, shelved and unshelved as one, and
come back. Meanwhile a source that has nothing to do with it is judged over and over: how long that takes is
measured, and beside it the same while nothing is lost. What decides is how the columns grow, not their
milliseconds.
"""

import itertools
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Final, TypeVar
from uuid import uuid4

from rich.console import Console
from rich.table import Table
from sqlmodel import col, select

from backend.alerts import bulk_commands
from backend.alerts import commands as alerts
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core import garbage
from backend.core.database import Database, Transaction
from backend.core.vocabulary import Tier
from backend.monitoring.silence_commands import sweep_silent
from backend.monitoring.silence_store import in_order
from backend.reactions import REACTIONS
from backend.readings.sources_store import Sources
from tests.bench import growth_intake, growth_screens
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.databases import migrated
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over, plant

SIZES: Final = (300, 3_000)
WHOLE: Final = 30_000
AT_ONCE: Final = 500
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
QUIET_S: Final = 2.0
T = TypeVar("T")


@contextmanager
def database(kind: str, clock: FakeClock) -> Iterator[Database]:
    """An empty one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if kind == "SQLite":
            url = f"sqlite:///{folder}/growth.sqlite3"
        else:
            url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
        found = Database(migrated(url), reactions=REACTIONS, audit_keys=AUDIT_KEYS, clock=clock)
        stack.callback(found.dispose)
        yield found


class Watched:
    """A database that notes how long each sweep of a step takes, without the wait for its turn."""

    def __init__(self, database: Database) -> None:
        self.steps: list[float] = []
        self._sweep = database.sweep
        database.sweep = self._timed  # type: ignore[method-assign]  # of this database alone

    def _timed(self, command: Callable[[Transaction], T]) -> T:
        def work(tx: Transaction) -> T:
            began = time.perf_counter()
            try:
                return command(tx)
            finally:
                self.steps.append(time.perf_counter() - began)

        return self._sweep(work)


class Judged:
    """A source beside the gateway whose reading crosses its limit and comes back, again and again."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self._database, self._plants = database, plants
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.waits: list[float] = []

    def __enter__(self) -> "Judged":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        tiers = itertools.cycle((Tier.ORANGE, None))
        while not self._is_over.is_set():
            change = over(self._plants, next(tiers), sensor_id=self._plants.pump)
            began = time.perf_counter()
            self._database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
            self.waits.append(time.perf_counter() - began)
            time.sleep(0.01)

    @property
    def p99_ms(self) -> float:
        return 1_000 * statistics.quantiles(self.waits, n=100)[98]


def connected(database: Database, number: int) -> tuple[Plants, list[int]]:
    """A plant with so many sources behind a gateway that stays heard."""
    plants = plant(database)
    behind: list[int] = []
    for begin in range(0, number, AT_ONCE):
        codes = [f"Q-{n:05}" for n in range(begin, min(begin + AT_ONCE, number))]
        behind += more_sensors(database, codes).values()
    [gateway] = more_sensors(database, ["GW-1"]).values()

    def command(tx: Transaction) -> None:
        for child in behind:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=gateway,
                parent_conditions=None,
                child_sensor_id=child,
            )

    database.transact(command)
    return plants, behind


def swept(database: Database) -> float:
    """Sweep until nothing is due; returns the seconds."""
    began = time.perf_counter()
    while any(database.read(lambda session: in_order(session, now=database.clock()))):
        sweep_silent(database)
    return time.perf_counter() - began


def as_one(database: Database, plants: Plants) -> list[float]:
    """Acknowledge, shelve and unshelve the group that fell silent as one; returns the seconds of each."""
    leads = select(AlertRow.id).where(col(AlertRow.group_id).is_not(None), col(AlertRow.leads_group))
    leader = database.read(lambda session: session.exec(leads).one())

    def shelve(tx: Transaction) -> object:
        return suppression.shelve_alert(
            tx,
            leader,
            until=tx.now + HOUR,
            reason="-",
            confirms_red=False,
            by=plants.alice,
            is_for_group=True,
        )

    def unshelve(tx: Transaction) -> object:
        return suppression.unshelve_alert(tx, leader, by=plants.alice, is_for_group=True)

    def acknowledge(tx: Transaction) -> object:
        return bulk_commands.acknowledge_alerts(tx, [leader], by=plants.alice)

    return [timed(database, each) for each in (acknowledge, shelve, unshelve)]


def timed(database: Database, command: Callable[[Transaction], object]) -> float:
    """Run a command; returns the seconds."""
    began = time.perf_counter()
    database.transact(command)
    return time.perf_counter() - began


def lose(kind: str, number: int) -> list[str]:
    """Lose a gateway with so many sources; returns a line of the table."""
    clock = FakeClock()
    with database(kind, clock) as found:
        plants, behind = connected(found, number)
        with Judged(found, plants) as before:
            time.sleep(QUIET_S)
        watched = Watched(found)
        found.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(behind, tx.now), at=tx.now))
        clock.advance(MINUTE)
        with Judged(found, plants) as meanwhile:
            silent_s = swept(found)
        longest = max(watched.steps)
        answered = as_one(found, plants)
        found.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(behind, tx.now + MINUTE), at=tx.now))
        back_s = swept(found)
    return [
        kind,
        f"{number:,}",
        f"{silent_s:.1f}",
        f"{1_000 * longest:.0f}",
        f"{before.p99_ms:.0f}",
        f"{meanwhile.p99_ms:.0f}",
        *(f"{seconds:.2f}" for seconds in answered),
        f"{back_s:.1f}",
    ]


def main() -> None:
    garbage.look_seldom()  # as every process of the product does
    sizes = (*SIZES, *((WHOLE,) if "whole" in sys.argv else ()))
    table = Table(title="A lost gateway; another source is judged meanwhile")
    for column in (
        "",
        "sources",
        "all silent, s",
        "longest step, ms",
        "judged p99 before, ms",
        "meanwhile, ms",
        "acknowledged as one, s",
        "shelved, s",
        "unshelved, s",
        "back, s",
    ):
        table.add_column(column, justify="right" if column else "left")
    for kind in ("SQLite", "PostgreSQL"):
        for number in sizes:
            table.add_row(*lose(kind, number))
    console = Console(width=180)
    console.print(table)
    console.print(growth_intake.table((*SIZES, WHOLE)))
    console.print(growth_screens.table((*SIZES, WHOLE)))


if __name__ == "__main__":
    main()

"""How the intake grows with its sources: its opening, one that changed, an import, one more evaluator.

A pause is what a batch that comes meanwhile waits for. Part of `bench_growth`.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from rich.table import Table
from sqlalchemy import insert

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from backend.readings.series.compaction import tidy
from backend.sensors.rules import Indicator, Limit, LimitSide
from backend.sensors.store import Sensors
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.rules import Area, Site
from backend.sites.store import Sites
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.databases import migrated
from tests.support.series import SECOND, append, compact

PARTITIONS: Final = 64
COLUMNS: Final = (
    "",
    "sources",
    "open",
    "with readings",
    "one changed",
    "import, longest",
    "import, all",
    "one joins",
    "it opens",
)
IMPORTED: Final = 3_000
READINGS: Final = 60
"""Readings of each source in its block; two more wait in the journal."""
AT_ONCE: Final = 5_000
"""Sources whose readings are stored together."""
SITE, AREA = UUID(int=1), UUID(int=2)
INDICATOR: Final = Indicator(
    indicator_id=UUID(int=0),
    version=1,
    unit="mm/s",
    limits=(Limit(LimitSide.HIGH, Tier.RED, 90.0), Limit(LimitSide.LOW, Tier.ORANGE, 10.0)),
    deadband=1.0,
    on_delay=timedelta(seconds=3),
    off_delay=timedelta(seconds=10),
    silent_after=timedelta(minutes=5),
    standard="",
)


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """One with a site and no sources."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if kind == "SQLite":
            url = f"sqlite:///{folder}/growth.sqlite3"
        else:
            url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
        found = Database(migrated(url), reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(found.dispose)
        found.transact(_plant)
        yield found


def _plant(tx: Transaction) -> None:
    tx.get(Sites).put(Site(SITE, "bench", Text("", ""), "Asia/Shanghai", None))
    tx.get(Sites).put_area(Area(AREA, SITE, "a", Text("", ""), ()))


def add_sources(
    tx: Transaction, *, first: int, count: int, site_id: UUID = SITE, area_id: UUID = AREA
) -> None:
    """Put sources with limits into service, as an import does."""
    ids = range(first, first + count)
    same = {"site_id": site_id, "area_id": area_id, "name_zh": "", "name_en": "", "unit": "mm/s"}
    more = {"stage": "EQUIPMENT", "state": "IN_SERVICE", "kind": "READINGS", "is_simulated": False}
    rows = [{"id": each, "code": f"S-{each}", "sampling_plan": "", **same, **more} for each in ids]
    limits = [{"side": each.side, "tier": int(each.tier), "value": each.value} for each in INDICATOR.limits]
    indicators = [
        {
            "id": uuid4(),
            "sensor_id": each,
            "version": 1,
            "unit": INDICATOR.unit,
            "limits": limits,
            "deadband": INDICATOR.deadband,
            "on_delay_s": INDICATOR.on_delay.total_seconds(),
            "off_delay_s": INDICATOR.off_delay.total_seconds(),
            "silent_after_s": INDICATOR.silent_after.total_seconds(),
            "standard": "",
            "is_learned": True,
            "reason": "bench",
            "created_at": tx.now,
        }
        for each in ids
    ]
    tx.session.execute(insert(SensorRow), rows)
    tx.session.execute(insert(IndicatorRow), indicators)


def change_one(tx: Transaction, sensor_id: int) -> None:
    """A new version of the limits of one source comes into force."""
    tx.get(Sensors).add_indicator(
        sensor_id, replace(INDICATOR, deadband=2.0), reason="bench", at=tx.now, by=None
    )


def add_readings(database: Database, number: int) -> None:
    """Store readings of the last minutes of so many sources: most in blocks, some in the journal."""
    now_us = microseconds(database.clock())
    for first in range(1, number + 1, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, number + 1))
        ages = range(READINGS + 60, 60, -1)
        append(
            database,
            [(each, now_us - age * SECOND, 50.0 + each * age % 7 / 10, 0, 0) for age in ages for each in ids],
        )
        compact(database)
    tidy(database.engine)
    append(
        database,
        [(each, now_us - age * SECOND, 50.0, 0, 0) for age in (2, 1) for each in range(1, number + 1)],
    )


def took_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - began)


def grow(kind: str, number: int) -> list[str]:
    """Open an intake of so many sources and change some; returns a line of the table, in milliseconds."""
    with database(kind) as found, tempfile.TemporaryDirectory() as folder:
        found.transact(lambda tx: add_sources(tx, first=1, count=number))
        store = BatchStore(found)
        opened = took_ms(store._open)
        add_readings(found, number)
        store.forget()
        opened_with = took_ms(store._open)
        found.transact(lambda tx: change_one(tx, 5))
        changed = took_ms(store.tick)
        found.transact(lambda tx: add_sources(tx, first=number + 1, count=IMPORTED))
        steps = [took_ms(store.tick)]
        while len(store._open().sources) < number + IMPORTED:
            steps.append(took_ms(store.tick))
        first, second = (
            PartitionOwner(found, owner=name, partitions=PARTITIONS, photos=PhotoStore(Path(folder)))
            for name in ("first", "second")
        )
        first.tend()
        second.tend()
        joined, opened_share = took_ms(first.tend), took_ms(second.tend)
    return [
        kind,
        f"{number:,}",
        *(
            f"{each:,.0f}"
            for each in (opened, opened_with, changed, max(steps), sum(steps), joined, opened_share)
        ),
    ]


def table(sizes: tuple[int, ...]) -> Table:
    """A line for each database and size."""
    found = Table(title="The intake, ms: an import of 3,000 sources; one more evaluator joins")
    for column in COLUMNS:
        found.add_column(column, justify="right" if column else "left")
    for kind in ("SQLite", "PostgreSQL"):
        for number in sizes:
            found.add_row(*grow(kind, number))
    return found

"""Figures of alarms: 10,000 and 100,000 alerts in the 30 days of the period, on both databases.

`python -m tests.bench.bench_figures`. Before: one alert after the other, as they were counted until December
2026.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlmodel import Session

from backend.core import garbage
from backend.core.database import Database
from backend.core.planner_statistics import measure
from backend.reactions import REACTIONS
from backend.tuning.figures_queries import report
from backend.tuning.performance_queries import kpis_of
from backend.worklist.control.queries import progress
from tests.bench.table import show
from tests.support import databases, figures_one_by_one, progress_one_by_one, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.many_alerts import leave_alerts
from tests.support.plants import plant

COUNTS: Final = (10_000, 100_000)
ROUNDS: Final = (1, 5)
"""Of the way before, which takes up to minutes, and of the way after it: the median counts."""
NOW: Final = datetime(2026, 12, 1, 4, tzinfo=UTC)
START: Final = NOW - timedelta(days=30)

Asked = Callable[[Session], Any]


def main() -> None:
    garbage.look_seldom()  # as every process of the product does
    show(f"{'':<36} {'before, ms':>12} {'after, ms':>12} {'ratio':>8}")
    for store in ("SQLite", "PostgreSQL"):
        for count in COUNTS:
            with ExitStack() as stack:
                _measure(store, count, stack)


def _measure(store: str, count: int, stack: ExitStack) -> None:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = f"sqlite:///{folder / 'anhuan.sqlite3'}"
    if store == "PostgreSQL":
        url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
    database = databases.hasty(Database(databases.migrated(url), reactions=REACTIONS, audit_keys=AUDIT_KEYS))
    stack.callback(database.dispose)
    plants = plant(database)
    leave_alerts(database, plants, count, since=START, until=NOW)
    measure(database)
    database.dispose()
    alice, span = plants.alice, {"start": START, "end": NOW}
    asked: dict[str, tuple[Asked, Asked]] = {
        "figures": (
            partial(figures_one_by_one.counted, viewer=alice, **span),
            partial(kpis_of, viewer=alice, **span),
        ),
        "report": (
            partial(figures_one_by_one.report, viewer=alice, **span, now=NOW),
            partial(report, viewer=alice, **span, now=NOW),
        ),
        "progress": (
            partial(progress_one_by_one.progress, viewer=alice, now=NOW),
            partial(progress, viewer=alice, now=NOW),
        ),
    }
    for name, ways in asked.items():
        before, after = (
            statistics.median(_taken_ms(database, way) for _ in range(rounds))
            for way, rounds in zip(ways, ROUNDS, strict=True)
        )
        label = f"{name}, {count:,} alerts, {store}"
        show(f"{label:<36} {before:>12,.0f} {after:>12,.0f} {before / after:>8.1f}")


def _taken_ms(database: Database, way: Asked) -> float:
    began = time.perf_counter()
    database.read(way)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()

"""Live levels of a register of 2,000 events with 300 sources: how long a site takes, what an alert more adds,
and its coverage; beside it the demo plant's own register in the same run.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import Any, Final

from sqlmodel import col, select

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.live_risk import queries
from backend.live_risk.coverage import queries as coverage
from backend.live_risk.coverage.rules import Coverage
from backend.live_risk.rules import LiveRegister
from backend.people.store import People
from backend.sensors.tables import IndicatorRow, SensorRow
from tests.bench.bench_register_pages import OFFICER, database_url, planted, write_register
from tests.bench.table import show
from tests.support import servers
from tests.support.overviews import OpenAlert, raise_at

TURNS: Final = 30
ALERTS: Final = 15


def main() -> None:
    for store in ("SQLite", "PostgreSQL"):
        with suppress(servers.Unavailable), ExitStack() as stack:
            small, large = (planted(database_url(store, stack), stack) for _ in range(2))
            write_register(large)
            reads = {"small": _reader(small), "large": _reader(large)}
            before = {name: _median(read) for name, read in reads.items()}
            whole = _median(_coverage_reader(large))
            after = [_after_an_alert(large, number, reads["large"]) for number in range(ALERTS)]
            events = {name: len(read().risks) for name, read in reads.items()}
            show(
                f"{store}: {events['large']:,} events {before['large']:6.1f} ms, "
                f"{events['small']} events {before['small']:.1f} ms "
                f"({before['large'] / before['small']:.1f} times as long); "
                f"after one alert {statistics.median(after) - before['large']:+.1f} ms; "
                f"coverage {whole:.1f} ms ({whole / before['large']:.1f} times its levels)"
            )


def _reader(database: Database) -> Callable[[], LiveRegister]:
    viewer: Viewer = database.transact(lambda tx: tx.get(People).viewer(OFFICER))
    (site_id,) = viewer.site_ids

    def read() -> LiveRegister:
        now = datetime.now(UTC)
        found = database.read(lambda session: queries.read(session, viewer, site_id, at=now))
        _ = found.ordered, found.areas, found.units  # what a screen asks of it
        return found

    return read


def _coverage_reader(database: Database) -> Callable[[], Coverage]:
    viewer: Viewer = database.transact(lambda tx: tx.get(People).viewer(OFFICER))
    (site_id,) = viewer.site_ids

    def read() -> Coverage:
        now = datetime.now(UTC)
        return database.read(lambda session: coverage.read(session, viewer, site_id, at=now))

    return read


def _took(read: Callable[[], Any]) -> float:
    began = time.perf_counter()
    read()
    return (time.perf_counter() - began) * 1000


def _median(read: Callable[[], Any]) -> float:
    read()  # statements are compiled
    return statistics.median(_took(read) for _ in range(TURNS))


def _after_an_alert(database: Database, number: int, read: Callable[[], Any]) -> float:
    """Raise one red alert more, and return how long the read after it takes."""

    def rules(session: Any) -> list[IndicatorRow]:
        asked = select(IndicatorRow).order_by(col(IndicatorRow.sensor_id)).offset(number).limit(1)
        return list(session.exec(asked))

    (of,) = database.read(rules)
    site_id = database.read(lambda session: session.get_one(SensorRow, of.sensor_id).site_id)
    database.transact(lambda tx: raise_at(tx, site_id, of.id, of.sensor_id, OpenAlert(Tier.RED)))
    return _took(read)


if __name__ == "__main__":
    main()

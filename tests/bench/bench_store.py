"""The reading store at more than ten million readings: sustained writing, size on disk, time of a chart.

Sustained: 1,000 sensors at 1 Hz (a walk with two decimals, times with 3 ms of jitter), 5,000 readings per
commit, compacted as the product does it, in the same process; against a plain table with a key by sensor
and time in the same run. Charts: 30 days at 1 Hz of a few sensors, with a full journal on top; against all
rows of 24 h from a plain table, thinned the same way.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from rich.console import Console
from rich.table import Table

from backend.core import garbage
from backend.core.database import Database
from backend.entrypoints.migration import migrate
from backend.reactions import REACTIONS
from backend.readings.series import charts, compaction
from backend.readings.series.journal import Journal
from backend.readings.store import Readings
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS

SENSORS = 1_000
READINGS = int(os.environ.get("ANHUAN_BENCH_READINGS", "10000000"))
PLAIN_ROWS = 2_000_000
PER_COMMIT = 5_000
SECONDS_AT_ONCE = 100
CHART_SENSORS = range(2_001, 2_004)
DAY_S, POINTS, CHARTS = 86_400, 500, 200
START_S = 1_790_000_000
MICRO = 1_000_000
TABLES = ("reading_blocks", "reading_minutes", "reading_hours")
PLAIN = "CREATE TABLE plain (sensor_id int, us bigint, value double precision, PRIMARY KEY (sensor_id, us))"


@dataclass(frozen=True)
class Figures:
    """Rates in readings/s, sizes in bytes per reading, times as (median, 95th percentile) in ms."""

    sustained: float
    per_cpu_second: float
    plain: float
    longest_write_ms: float
    bytes_each: float
    parts: dict[str, float]
    whole_file: float | None
    day: tuple[float, float]
    month: tuple[float, float]
    day_of_rows: tuple[float, float]


def main() -> None:
    garbage.look_seldom()  # as every process of the product does: what is imported here is no part of a store
    table = Table("", "SQLite", "PostgreSQL")
    found: dict[str, Figures] = {}
    for name, make in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with suppress(servers.Unavailable), make() as database:
            found[name] = measure(database)
    for label, of in ROWS:
        table.add_row(
            label, *(of(found[name]) if name in found else "-" for name in ("SQLite", "PostgreSQL"))
        )
    Console(width=110).print(table)


ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    (
        f"sustained over {READINGS / 1e6:.0f} M readings, compaction included",
        lambda f: f"{f.sustained:,.0f}/s",
    ),
    ("  per processor second of this process", lambda f: f"{f.per_cpu_second:,.0f}"),
    (f"  plain keyed table, {PLAIN_ROWS / 1e6:.0f} M rows, same commits", lambda f: f"{f.plain:,.0f}/s"),
    ("  ratio", lambda f: f"{f.sustained / f.plain:.1f}"),
    ("longest write transaction of the compactor", lambda f: f"{f.longest_write_ms:.0f} ms"),
    ("bytes per reading: blocks + minutes + hours, with indexes", lambda f: f"{f.bytes_each:.2f}"),
    ("  of these", lambda f: " + ".join(f"{part:.2f}" for part in f.parts.values())),
    ("  whole file, with the room of the journal", lambda f: f"{f.whole_file:.2f}" if f.whole_file else "-"),
    ("24 h at 1 Hz to 500 points, p50 / p95", lambda f: _ms(f.day)),
    ("30 days at 1 Hz to 500 points, p50 / p95", lambda f: _ms(f.month)),
    ("  24 h from plain rows, same thinning", lambda f: _ms(f.day_of_rows)),
)


def measure(database: Database) -> Figures:
    migrate(database)
    sustained, per_cpu_second, longest = _sustain(database)
    parts, whole = _sizes(database)
    plain = _plain(database)
    _past(database)
    _leave_a_journal(database)
    end_us = (START_S + 31 * DAY_S) * MICRO

    def chart(span_s: int) -> Callable[[int], object]:
        def draw(turn: int) -> object:
            sensor_id = CHART_SENSORS[turn % len(CHART_SENSORS)]
            from_us = end_us - span_s * MICRO
            return database.read(
                lambda s: Readings(s).trace(sensor_id, from_us=from_us, to_us=end_us, points=POINTS)
            )

        return draw

    return Figures(
        sustained=sustained,
        per_cpu_second=per_cpu_second,
        plain=plain,
        longest_write_ms=longest * 1e3,
        bytes_each=sum(parts.values()),
        parts=parts,
        whole_file=whole,
        day=_timed(chart(DAY_S), CHARTS),
        month=_timed(chart(30 * DAY_S), CHARTS),
        day_of_rows=_timed(lambda _: database.read(_day_of_rows), 10),
    )


def _batches(readings: int) -> Iterator[list[tuple[int, int, float, int, int]]]:
    """Batches of all sensors over some seconds, in the order of time."""
    random = np.random.default_rng(7)
    last = np.full(SENSORS, 50.0)
    shape = (SECONDS_AT_ONCE, SENSORS)
    for first_s in range(0, readings // SENSORS, SECONDS_AT_ONCE):
        values = np.round(last + np.cumsum(random.normal(0, 0.05, shape), axis=0), 2)
        last = values[-1]
        seconds = START_S + first_s + np.arange(SECONDS_AT_ONCE)[:, None]
        times = seconds * MICRO + random.integers(-3, 4, shape) * 1000
        sensors = np.broadcast_to(np.arange(1, SENSORS + 1), shape)
        zeros = [0] * values.size
        columns = (each.ravel().tolist() for each in (sensors, times, values))
        yield list(zip(*columns, zeros, zeros, strict=True))


def _sustain(database: Database) -> tuple[float, float, float]:
    """Readings per second, readings per second of this process's processor time, longest write in seconds."""
    spent = cpu = longest = 0.0
    n = 0
    for rows in _batches(READINGS):
        began, began_cpu = time.perf_counter(), time.process_time()
        for at in range(0, len(rows), PER_COMMIT):
            part = rows[at : at + PER_COMMIT]
            database.transact(lambda tx, part=part: tx.get(Readings).append(part))
        n += len(rows)
        if n // len(rows) % 3 == 0 or n >= READINGS:
            longest = max(longest, _compact(database))
        spent += time.perf_counter() - began
        cpu += time.process_time() - began_cpu
    return n / spent, n / cpu, longest


def _compact(database: Database) -> float:
    """As `readings.commands.compact` does it, until the journal is empty; the longest write in seconds."""
    longest = 0.0
    while (step := database.read(compaction.read)).rows:
        began = time.perf_counter()
        database.transact(lambda tx, step=step: compaction.write(tx.session, step))
        longest = max(longest, time.perf_counter() - began)
    compaction.tidy(database.engine)
    return longest


def _plain(database: Database) -> float:
    spent, n = 0.0, 0
    mark = "%s" if database.is_postgres else "?"
    insert = f"INSERT INTO plain VALUES ({mark}, {mark}, {mark}) ON CONFLICT DO NOTHING"
    database.transact(lambda tx: tx.session.connection().exec_driver_sql(PLAIN))
    for rows in _batches(PLAIN_ROWS):
        short = [row[:3] for row in rows]
        began = time.perf_counter()
        for at in range(0, len(short), PER_COMMIT):
            part = short[at : at + PER_COMMIT]
            database.transact(lambda tx, part=part: _many(tx.session.connection(), insert, part))
        spent += time.perf_counter() - began
        n += len(rows)
    return n / spent


def _many(connection: Any, statement: str, rows: list[Any]) -> None:
    connection.connection.driver_connection.cursor().executemany(statement, rows)


def _past(database: Database) -> None:
    """A month at 1 Hz of a few sensors; a day of one of them as plain rows, too."""
    random = np.random.default_rng(8)
    for day in range(31):
        for sensor_id in CHART_SENSORS:
            times = (START_S + day * DAY_S + np.arange(DAY_S)) * MICRO
            values = np.round(50 + np.cumsum(random.normal(0, 0.05, DAY_S)), 2)
            sensors = np.full(DAY_S, sensor_id)
            found = Journal(sensors, times, values, np.zeros(DAY_S, np.uint8))
            database.transact(lambda tx, found=found: compaction.add_columns(tx.session, found))
    mark = "%s" if database.is_postgres else "?"
    rows = list(zip(sensors.tolist(), times.tolist(), values.tolist(), strict=True))
    insert = f"INSERT INTO plain VALUES ({mark}, {mark}, {mark})"
    database.transact(lambda tx: _many(tx.session.connection(), insert, rows))


def _leave_a_journal(database: Database) -> None:
    """As many rows as the journal may hold before it is compacted."""
    for rows in _batches(SENSORS * SECONDS_AT_ONCE):
        database.transact(lambda tx, rows=rows: tx.get(Readings).append(rows[: compaction.DUE_ROWS]))


def _day_of_rows(session: Any) -> object:
    driver = session.connection().connection.driver_connection
    found = driver.execute(f"SELECT us, value FROM plain WHERE sensor_id = {CHART_SENSORS[-1]} ORDER BY us")
    table = np.array(found.fetchall(), np.float64)
    return charts.thin((table[:, 0].astype(np.int64), table[:, 1].copy()), POINTS)


def _sizes(database: Database) -> tuple[dict[str, float], float | None]:
    """Bytes per reading of each table with its indexes; of the whole file where it is one."""

    def ask(statement: str) -> float:
        return float(database.read(lambda s: s.connection().exec_driver_sql(statement).scalar()) or 0)

    if database.is_postgres:
        return {each: ask(f"SELECT pg_total_relation_size('{each}')") / READINGS for each in TABLES}, None
    ask("PRAGMA wal_checkpoint(TRUNCATE)")
    parts = {
        each: ask(f"SELECT sum(pgsize) FROM dbstat WHERE name IN ('{each}', 'sqlite_autoindex_{each}_1')")
        / READINGS
        for each in TABLES
    }
    return parts, Path(str(database.engine.url.database)).stat().st_size / READINGS


def _timed(work: Callable[[int], object], times: int) -> tuple[float, float]:
    spent = []
    for turn in range(times):
        began = time.perf_counter()
        work(turn)
        spent.append((time.perf_counter() - began) * 1e3)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[18]


def _ms(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.1f} / {pair[1]:.1f} ms"


@contextmanager
def _sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(
            f"sqlite:///{Path(folder) / 'bench.sqlite3'}", reactions=REACTIONS, audit_keys=AUDIT_KEYS
        )
        yield database
        database.dispose()


@contextmanager
def _postgres() -> Iterator[Database]:
    with servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}") as url:
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        yield database
        database.dispose()


if __name__ == "__main__":
    main()

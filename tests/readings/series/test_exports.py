"""Readings as plain rows: what is written can be read by others, from journal and blocks alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from backend.core.database import Database
from backend.core.time import microseconds
from backend.readings.rules import JournalRow
from backend.readings.series import compaction, exports, plain
from backend.readings.series.exports import ExportedSource, ExportFormat
from backend.readings.store import Readings
from tests.support.plants import plant

pytestmark = pytest.mark.both_databases("blocks are streamed by another cursor")

START = datetime(2026, 11, 1, tzinfo=UTC)
SOURCE = ExportedSource(1, "demo", "GD-101", '%LEL, "dry"')


def rows(n: int, *, step: timedelta) -> list[JournalRow]:
    start_us, step_us = microseconds(START), step // timedelta(microseconds=1)
    return [(1, start_us + i * step_us, i / 4, i % 3, i % 2) for i in range(n)]


@pytest.fixture
def stored(database: Database) -> Database:
    """Three days of a reading a minute, half of them in blocks and half in the journal."""
    found = rows(3 * 1440, step=timedelta(minutes=1))
    database.transact(lambda tx: tx.get(Readings).append(found[: len(found) // 2]))
    step = database.read(compaction.read)
    database.transact(lambda tx: compaction.write(tx.session, step))
    database.transact(lambda tx: tx.get(Readings).append(found[len(found) // 2 :]))
    return database


def pieces(database: Database, *, days: float) -> list[exports.Piece]:
    to_at = START + timedelta(days=days)
    return list(exports.pieces(database.read, [SOURCE], from_at=START, to_at=to_at))


def test_a_csv_file_has_a_line_for_every_reading_of_the_range(stored: Database, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"

    exports.write(iter(pieces(stored, days=2)), file, ExportFormat.CSV)

    lines = file.read_bytes().decode().split("\r\n")
    assert len(lines) == 1 + 2 * 1440 + 1
    assert lines[0] == "site,sensor,sampled_at,value,unit,quality,is_late"
    assert lines[1] == 'demo,GD-101,2026-11-01T00:00:00.000000Z,0.0,"%LEL, ""dry""",GOOD,false'
    assert lines[2] == 'demo,GD-101,2026-11-01T00:01:00.000000Z,0.25,"%LEL, ""dry""",UNCERTAIN,true'


def test_a_code_or_unit_that_a_spreadsheet_would_compute_is_marked_as_text(stored: Database) -> None:
    forged = replace(SOURCE, code='=HYPERLINK("http://x")', unit="=1+1")
    found = exports.pieces(stored.read, [forged], from_at=START, to_at=START + timedelta(minutes=1))

    _, line, *_ = b"".join(exports.csv(found)).decode().split("\r\n")

    assert line == """demo,"'=HYPERLINK(""http://x"")",2026-11-01T00:00:00.000000Z,0.0,'=1+1,GOOD,false"""


def test_a_parquet_file_has_the_same_rows(stored: Database, tmp_path: Path) -> None:
    from arro3.io import read_parquet

    file = tmp_path / "rows.parquet"

    exports.write(iter(pieces(stored, days=3)), file, ExportFormat.PARQUET)

    table = read_parquet(file).read_all()
    assert tuple(table.column_names) == exports.COLUMNS
    expected = rows(3 * 1440, step=timedelta(minutes=1))
    assert table.column("value").to_pylist() == [row[2] for row in expected]
    assert table.column("sampled_at").to_pylist()[1] == START + timedelta(minutes=1)
    assert set(table.column("quality").to_pylist()) == {"GOOD", "UNCERTAIN", "BAD"}
    assert table.column("is_late").to_pylist()[:2] == [False, True]


def test_an_export_holds_a_day_of_one_source_in_memory(stored: Database) -> None:
    found = pieces(stored, days=3)

    assert [len(line.times_us) for _, line in found] == [1440] * 3
    assert all(np.all(np.diff(line.times_us) > 0) for _, line in found)


def test_sql_is_answered_over_plain_rows(stored: Database) -> None:
    question = "SELECT quality, count(*), max(value) FROM readings GROUP BY quality ORDER BY quality"

    columns, rows = plain.ask(iter(pieces(stored, days=1)), question)

    assert columns == ["quality", "count(*)", "max(value)"]
    assert list(rows) == [("BAD", 480, 359.75), ("GOOD", 480, 359.25), ("UNCERTAIN", 480, 359.5)]


def test_a_view_shows_the_hours_by_site_and_sensor(database: Database) -> None:
    plants = plant(database)
    start_us = microseconds(START)
    found = [(plants.gas, start_us + i * 60_000_000, float(i), 0, 0) for i in range(90)]
    database.transact(lambda tx: tx.get(Readings).append(found))
    step = database.read(compaction.read)
    database.transact(lambda tx: compaction.write(tx.session, step))

    shown = database.read(
        lambda s: (
            s.connection()
            .exec_driver_sql("SELECT site, hour_utc, n, low, high, mean, last FROM hour_readings ORDER BY 2")
            .fetchall()
        )
    )

    assert [str(row[1]) for row in shown] == ["2026-11-01 00:00:00", "2026-11-01 01:00:00"]
    assert [(row[0], *row[2:]) for row in shown] == [
        ("north", 60, 0.0, 59.0, 29.5, 59.0),
        ("north", 30, 60.0, 89.0, 74.5, 89.0),
    ]

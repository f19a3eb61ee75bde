"""A file of SQLite gives room back at night, in steps; one of before is written anew."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from backend.core import free_room
from backend.core.database import Database
from backend.core.errors import Unfit
from tests.support.audit_keys import AUDIT_KEYS

NIGHT = datetime(2026, 12, 1, 2).astimezone()
DAY = datetime(2026, 12, 1, 12).astimezone()


def open_at(path: Path, now: datetime) -> Database:
    return Database(f"sqlite:///{path}", reactions={}, audit_keys=AUDIT_KEYS, clock=lambda: now)


def fill_and_empty(database: Database) -> None:
    """A table whose rows have gone again, and one that stays at the end of the file."""
    with database.engine.connect() as connection:
        for statement in STATEMENTS:
            connection.connection.driver_connection.execute(statement).fetchall()


STATEMENTS = (
    "CREATE TABLE gone (data BLOB)",
    "CREATE TABLE kept (data BLOB)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
    "INSERT INTO gone SELECT randomblob(3000) FROM n",
    "INSERT INTO kept VALUES (zeroblob(3000))",
    "DELETE FROM gone",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plant.sqlite3"


def pages(database: Database) -> int:
    return database.read(lambda s: int(s.connection().exec_driver_sql("PRAGMA page_count").scalar_one()))


def test_a_new_file_gives_room_back_at_night_and_keeps_some(file: Path) -> None:
    database = open_at(file, NIGHT)
    fill_and_empty(database)
    before = pages(database)

    given = free_room.give_back(database)

    assert 4_000 < given <= before - pages(database)
    assert free_room.give_back(database) == 0, "what the journal takes again stays"
    assert free_room.wasted_bytes(database) == 0
    database.dispose()


def test_by_day_nothing_is_given_back(file: Path) -> None:
    database = open_at(file, DAY)
    fill_and_empty(database)

    assert free_room.give_back(database) == 0
    database.dispose()


def test_a_file_of_before_is_known_and_written_anew_where_there_is_room(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE first (id INTEGER)")
    old.close()
    database = open_at(file, NIGHT)
    fill_and_empty(database)
    assert free_room.give_back(database) == 0
    assert free_room.wasted_bytes(database) > 30_000_000

    assert free_room.write_anew(database, file.parent) > 30_000_000

    assert file.stat().st_size < 1_000_000
    assert not free_room.keeps_room(database)
    assert database.read(lambda s: s.connection().exec_driver_sql("SELECT count(*) FROM kept").scalar()) == 1
    monkeypatch.setattr(free_room, "KEPT_PAGES", 10**12)
    with pytest.raises(Unfit, match="MB are needed"):
        free_room.write_anew(database, file.parent)
    database.dispose()

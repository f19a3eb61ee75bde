"""Audit rows taken away as a file are checked without the database."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from backend.alerts import commands as alerts
from backend.core import audit_files
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.sites.store import Sites
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over, plant

pytestmark = pytest.mark.both_databases("the chain is read in batches, by a cursor of the server or not")


@pytest.fixture
def plants(database: Database, clock: FakeClock, plants: Plants) -> Plants:
    for tier in (Tier.YELLOW, Tier.RED, Tier.ORANGE, None):
        database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))
        clock.advance(timedelta(hours=1))
    return plants


def export(
    database: Database, file: Path, *, after: timedelta | None = None, clock: FakeClock | None = None
) -> int:
    def write(session: object) -> int:
        site = Sites(session).by_code("north")  # type: ignore[arg-type]
        assert site is not None
        begins = clock.now - after if clock and after else None
        return audit_files.write(
            session,  # type: ignore[arg-type]
            file,
            site_id=site.site_id,
            site_code=site.code,
            from_at=begins,
            to_at=None,
        )

    return database.read(write)


def test_the_file_holds_every_row_and_the_chain_in_it_holds(
    database: Database, plants: Plants, tmp_path: Path
) -> None:
    file = tmp_path / "north.jsonl"

    rows = export(database, file)

    checked = audit_files.check(file)
    end = database.transact(lambda tx: tx.get(Audit).end(plants.north))
    assert rows == 5 == len(file.read_text().splitlines()) - 1
    assert (checked.site, checked.first, checked.last, checked.fault) == ("north", 1, 5, None)
    assert checked.hash == end.hash


def test_a_part_of_the_chain_holds_by_itself(
    database: Database, plants: Plants, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "lately.jsonl"

    rows = export(database, file, after=timedelta(hours=2), clock=clock)

    checked = audit_files.check(file)
    assert (rows, checked.first, checked.last, checked.fault) == (2, 4, 5, None)


def test_a_time_without_rows_gives_a_file_that_holds(
    database: Database, plants: Plants, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "nothing.jsonl"

    assert export(database, file, after=timedelta(minutes=-1), clock=clock) == 0
    assert audit_files.check(file).fault is None


def edit(lines: list[str]) -> list[str]:
    return [line.replace('"tier":4', '"tier":1') for line in lines]


@pytest.mark.parametrize(
    ("forge", "position"),
    [
        (edit, 3),
        (lambda lines: [lines[0], *lines[2:]], 1),
        (lambda lines: [*lines[:3], *lines[4:]], 3),
        (lambda lines: lines[:-1], 5),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], 2),
        (lambda lines: [*lines, lines[-1]], 6),
        (lambda lines: [*lines[:4], "{}", *lines[5:]], 4),
        (lambda lines: lines[:1], 1),
    ],
    ids=["edited", "first gone", "middle gone", "end gone", "moved", "added", "no row", "all gone"],
)
def test_a_forged_file_is_found(
    sqlite_database: Database,
    clock: FakeClock,
    tmp_path: Path,
    forge: Callable[[list[str]], list[str]],
    position: int,
) -> None:
    plants = plant(sqlite_database)
    for tier in (Tier.YELLOW, Tier.RED, Tier.ORANGE, None):
        sqlite_database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))
    file = tmp_path / "forged.jsonl"
    export(sqlite_database, file)
    lines = file.read_text().splitlines()

    file.write_text("\n".join(forge(lines)) + "\n")

    fault = audit_files.check(file).fault
    assert fault is not None
    assert fault.position == position


@pytest.mark.parametrize(
    "content", ["", "[]\n", '{"format":"other"}\n', '{"format":"anhuan-audit-1"}\n', "x\n"]
)
def test_another_kind_of_file_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(content)

    with pytest.raises(ValueError, match=r".*"):
        audit_files.check(file)


def test_a_row_is_plain_json(sqlite_database: Database, tmp_path: Path) -> None:
    plants = plant(sqlite_database)
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    file = tmp_path / "north.jsonl"
    export(sqlite_database, file)

    row = json.loads(file.read_text().splitlines()[1])

    assert row["kind"] == "CASE_OPENED"
    assert set(row) >= {"position", "at_us", "by", "note", "previous_hash", "hash"}

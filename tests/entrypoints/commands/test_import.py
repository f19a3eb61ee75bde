"""`anhuan import`: the same check and the same all or nothing as the page."""

from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.entrypoints.cli import app
from backend.sites.tables import AreaRow
from backend.workbooks.events import WORKBOOK_IMPORTED
from tests.support.plants import Plants
from tests.support.workbooks import book

HEADINGS = ["编号*", "名称*"]


@pytest.fixture
def console(sqlite_database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line of an installation that has these plants."""
    monkeypatch.setattr("backend.entrypoints.assembly.open_database", lambda _: sqlite_database)
    return CliRunner()


def run(console: CliRunner, file: Path, *more: str, site: str = "north", by: str = "alice") -> Result:
    return console.invoke(app, ["import", str(file), "--site", site, "--by", by, *more])


def areas(database: Database) -> list[str]:
    return list(database.read(lambda s: s.exec(select(AreaRow.code).order_by(AreaRow.code)).all()))


def test_a_file_is_checked_and_only_written_when_that_is_said(
    console: CliRunner, sqlite_database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book(区域=[HEADINGS, ["B7", "七号库"]]))
    before = areas(sqlite_database)

    checked = run(console, file)
    assert (checked.exit_code, areas(sqlite_database)) == (0, before), checked.output
    assert "--write" in checked.output

    for _ in range(2):
        written = run(console, file, "--write")
        assert (written.exit_code, set(areas(sqlite_database))) == (0, {*before, "B7"}), written.output
    rows = sqlite_database.read(
        lambda s: s.exec(select(AuditRow).where(col(AuditRow.kind) == WORKBOOK_IMPORTED)).all()
    )
    assert [row.note for row in rows] == ["areas: 1 + 0 (anhuan import)"], "twice is once"


def test_a_bad_cell_is_named_and_nothing_is_written(
    console: CliRunner, sqlite_database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book(区域=[HEADINGS, ["B7", "七号库"], ["B8", "=1+1"]]))
    before = areas(sqlite_database)

    refused = run(console, file, "--write")

    assert (refused.exit_code, areas(sqlite_database)) == (1, before)
    assert "区域 · 3 · 名称" in refused.output


@pytest.mark.parametrize(
    ("site", "by", "code"),
    [("north", "bob", "NOT_ALLOWED"), ("north", "carol", "NOT_FOUND"), ("nowhere", "alice", "NOT_FOUND")],
)
def test_who_may_not_import_in_the_page_may_not_here(
    console: CliRunner, tmp_path: Path, site: str, by: str, code: str
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book(区域=[HEADINGS, ["B7", "七号库"]]))

    refused = run(console, file, "--write", site=site, by=by)

    assert refused.exit_code == 1
    assert code in refused.output

"""`anhuan import`: the same check and the same all or nothing as the page."""

from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.entrypoints.cli import app
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_rules import TagKind
from backend.sites.tables import AreaRow
from backend.workbooks.rules import WORKBOOK_IMPORTED
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


HEADINGS_OF_TAGS = ["卡号*", "标签贴在*", "名称", "持卡人登录名", "只能在这些区域（编号）"]


def tags(database: Database, plants: Plants) -> dict[str, tuple[TagKind, frozenset[str]]]:
    found = database.read(lambda s: Tags(s).of_site(plants.north))
    return {each.code: (each.kind, each.areas) for each in found}


@pytest.mark.parametrize("is_sheet", [True, False])
def test_a_list_of_tags_comes_in_as_a_workbook_and_as_a_file_of_its_own(
    console: CliRunner, sqlite_database: Database, plants: Plants, tmp_path: Path, is_sheet: bool
) -> None:
    lines = [HEADINGS_OF_TAGS, ["E280-1", "人员", None, "bob", "a1"], ["E280-2", "物料", "托盘", None, "A1"]]
    file = tmp_path / ("tags.csv" if is_sheet else "a.xlsx")
    text = "\n".join(",".join(cell or "" for cell in line) for line in lines)
    file.write_bytes(text.encode() if is_sheet else book(**{"RFID 标签": lines}))
    more = ("--sheet", "tags") if is_sheet else ()

    checked = run(console, file, *more)
    assert (checked.exit_code, tags(sqlite_database, plants)) == (0, {}), checked.output
    written = run(console, file, *more, "--write")

    assert written.exit_code == 0, written.output
    assert tags(sqlite_database, plants) == {
        "E280-1": (TagKind.PERSON, frozenset({"A1"})),
        "E280-2": (TagKind.GOODS, frozenset({"A1"})),
    }


def test_a_tag_that_would_call_less_is_named_with_its_cell_and_stays_as_it_is(
    console: CliRunner, sqlite_database: Database, plants: Plants, tmp_path: Path
) -> None:
    """A file asks no second person."""
    file = tmp_path / "a.xlsx"
    line = ["E280-2", "物料", "托盘", None]
    file.write_bytes(book(**{"RFID 标签": [HEADINGS_OF_TAGS, [*line, "A1"]]}))
    assert run(console, file, "--write").exit_code == 0
    file.write_bytes(book(**{"RFID 标签": [HEADINGS_OF_TAGS, [*line, None]]}))

    refused = run(console, file, "--write")

    assert refused.exit_code == 1
    assert "RFID 标签 · 2 · 只能在这些区域" in refused.output
    assert tags(sqlite_database, plants)["E280-2"][1] == {"A1"}

"""Files that people send: other products' workbooks, too large ones, merged cells, formulas."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from backend.core.errors import ErrorCode, Refused
from backend.workbooks.cells_rules import FORMULA, marked, unmarked, value_in
from backend.workbooks.files import reading
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rules import CellKind, Column
from tests.support.refusals import code_of


def made(name: str, lines: list[list[object]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for line in lines:
        page.append(line)
    if merged:
        page.merge_cells(merged)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_of_another_product_is_refused() -> None:
    assert code_of(read_workbook, made("Invoices", [["number", "sum"]])) is ErrorCode.WORKBOOK_FOREIGN
    assert code_of(read_workbook, made("部门", [["number", "sum"]])) is ErrorCode.WORKBOOK_FOREIGN


def test_what_is_no_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    whole = made("部门", [["编号", "名称"]])

    for content in (b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", packed.getvalue(), whole[: len(whole) // 2]):
        assert code_of(read_workbook, content) is ErrorCode.WORKBOOK_UNREADABLE
    assert code_of(read_workbook, b"a\0b", "departments") is ErrorCode.WORKBOOK_UNREADABLE


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (reading.MOST_UNPACKED + 1))

    assert code_of(read_workbook, packed.getvalue()) is ErrorCode.WORKBOOK_TOO_LARGE


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    book.active.title = "部门"
    book.active["A1"], book.active["XFD1048576"] = "编号", "x"
    target = io.BytesIO()
    book.save(target)

    assert code_of(read_workbook, target.getvalue()) is ErrorCode.WORKBOOK_TOO_MANY_ROWS


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    lines = [["编号", "名称"], *([f"D{n}", "部"] for n in range(3))]

    assert code_of(read_workbook, made("部门", lines)) is ErrorCode.WORKBOOK_TOO_MANY_ROWS


def test_merged_cells_all_say_what_the_first_one_says_and_empty_lines_count_for_nothing() -> None:
    lines: list[list[object]] = [
        ["编号*", "名称*", "部门编号"],
        ["A", "甲", "D"],
        ["B", "乙", None],
        [None],
        ["C", "丙", "E"],
    ]

    rows = read_workbook(made("岗位", lines, "C2:C3")).sheets["posts"]

    assert [(row.number, row.cells["department"]) for row in rows] == [(2, "D"), (3, "D"), (5, "E")]


def test_formulas_and_failed_cells_are_known_as_such() -> None:
    rows = read_workbook(made("部门", [["编号", "名称"], ["A", "=1+1"], ["B", "#N/A"]])).sheets["departments"]

    assert [row.cells["name_zh"] for row in rows] == [FORMULA, FORMULA]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_comma_separated_values_are_read_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    rows = read_workbook("编号,名称\r\nA,'=甲\r\n".encode(encoding), "departments").sheets["departments"]

    assert dict(rows[0].cells) == {"code": "A", "name_zh": "'=甲"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+x", "-x", "@x", "＝1+1", "'=x", "plain", "-5", "+8613800000000", "'"]
)
def test_what_is_marked_as_text_comes_back_as_it_was(text: str) -> None:
    assert unmarked(marked(text)) == text


@pytest.mark.parametrize(
    "raw", ["2026-03-01", "２０２６／３／１", "2026年3月1日", "20260301", 46082, 46082.0, "46082"]
)
def test_days_are_read_as_people_write_them(raw: object) -> None:
    assert value_in(Column("joined_on", CellKind.DATE), raw) == date(2026, 3, 1)


@pytest.mark.parametrize("raw", ["2026-02-30", "yesterday", 5, "3.5.26"])
def test_what_is_no_day_is_refused(raw: object) -> None:
    with pytest.raises(Refused):
        value_in(Column("joined_on", CellKind.DATE), raw)


@pytest.mark.parametrize("piece", [b"<c ", b"<c a=", b"<x:", b"<c >", b"<c\n"])
def test_a_sheet_of_cells_that_never_end_is_read_past_once(piece: bytes) -> None:
    """48 kB, packed. Looked at again from each of its twelve million beginnings it took days."""
    sheet = piece * 300_000
    try:
        found = reading._computed(sheet)
    except Refused as refused:
        assert refused.code is ErrorCode.WORKBOOK_UNREADABLE  # noqa: PT017 - either is an end
    else:
        assert found == []


@pytest.mark.parametrize("piece", ["<sheet ", "<sheet a", "<Relationship ", "a"])
def test_a_list_of_sheets_that_never_ends_is_read_past_once(piece: str) -> None:
    said = f"<sheet {piece * 300_000}>"

    assert reading.SHEET.findall(said[:-1]) == []
    assert reading.ATTRIBUTE.findall(said) == []

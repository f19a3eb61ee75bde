"""A cell that a spreadsheet would compute arrives as the text that it is; a number stays one."""

import ast
from pathlib import Path

import pytest

from backend.core.cells import csv_field, plain_cell

BACKEND = Path(__file__).parents[2] / "backend"


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(1)", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-x"],
)
def test_what_a_spreadsheet_would_compute_is_marked_as_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", [-1.5, 3, None, True, "-1.5", "+8613800000000", "-3e-7", "GD-101", "", "a=b", "℃"]
)
def test_numbers_and_other_texts_stay_as_they_are(value: object) -> None:
    assert plain_cell(value) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("GD-101", "GD-101"),
        ('%LEL, "dry"', '"%LEL, ""dry"""'),
        ('=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'),
        ("a;=1+1", '"a;=1+1"'),
        ("a\t=1+1", '"a\t=1+1"'),
    ],
)
def test_a_field_of_a_line_is_quoted_where_a_spreadsheet_could_part_it(text: str, written: str) -> None:
    assert csv_field(text) == written


def test_whatever_writes_tables_for_spreadsheets_marks_their_cells() -> None:
    """A new export has to say how it escapes: by the functions tested above, or by what calls them."""
    escaping = {"backend.core.cells", "backend.workbooks.cells_rules"}
    assert "backend.core.cells" in imported(BACKEND / "workbooks" / "cells_rules.py")
    writing = {
        file.relative_to(BACKEND).as_posix(): bool(escaping & found)
        for file in BACKEND.rglob("*.py")
        if file != BACKEND / "core" / "cells.py"  # the functions tested above
        and (found := imported(file)) & {"csv", "openpyxl", "xlsxwriter"}
        and "reader(" not in file.read_text()
    }

    assert writing
    assert all(writing.values()), writing


def imported(file: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found

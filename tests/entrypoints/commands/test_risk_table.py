"""`anhuan risk-table`: every combination of scores, by the code that the product uses."""

import csv
from collections import Counter
from io import StringIO

import pytest
from typer.testing import CliRunner

from backend.entrypoints.cli import app


def printed(code: str) -> list[dict[str, str]]:
    done = CliRunner().invoke(app, ["risk-table", code])
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(StringIO(done.stdout)))


@pytest.mark.parametrize(
    ("code", "blue_to_red"),
    [("LEC", [161, 30, 21, 40]), ("LS-A", [14, 5, 3, 3]), ("LS-B", [5, 9, 8, 3])],
)
def test_a_table_has_every_combination_once_with_its_level(code: str, blue_to_red: list[int]) -> None:
    rows = printed(code)
    levels = Counter(row["level"] for row in rows)

    assert [levels[level] for level in "1234"] == blue_to_red
    assert len({tuple(row.values())[:-2] for row in rows}) == len(rows)


def test_a_row_is_the_scores_their_product_and_the_level() -> None:
    rows = [",".join(row.values()) for row in printed("LEC")]

    assert list(printed("LEC")[0]) == ["likelihood", "exposure", "consequence", "score", "level"]
    assert {"10,10,100,10000,4", "0.5,6,40,120,2", "0.1,6,7,4.2,1", "0.1,0.5,1,0.05,1", "1,10,7,70,2"} <= set(
        rows
    )
    assert [",".join(row.values()) for row in printed("LS-B")][:2] == ["5,5,25,4", "5,4,20,4"]


def test_a_set_that_is_not_there_is_said_with_those_that_are() -> None:
    done = CliRunner().invoke(app, ["risk-table", "LS-C"])

    assert done.exit_code != 0
    assert "LEC, LS-A, LS-B" in done.output

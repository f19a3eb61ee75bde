"""Files and functions stay short: the budget of CONTRIBUTING.md, from the first day."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
LONGEST_OF_ROLE = dict.fromkeys(("store", "queries", "graphql", "commands"), 600)
"""A list of like things, read by looking one up: to cut it in two made nothing easier to read."""


def python_files(*folders: str) -> Iterator[Path]:
    """Our own modules; a migration is a list of tables and is written once."""
    for folder in folders:
        yield from (ROOT / folder).rglob("*.py")


def front_end_files() -> Iterator[Path]:
    """Our own sources of the pages; what a generator writes is not read by people."""
    for file in (ROOT / "frontend" / "src").rglob("*"):
        if file.suffix in {".ts", ".vue", ".css"} and "generated" not in file.parts:
            yield file


def lines(file: Path) -> int:
    """Number of lines."""
    return len(file.read_text().splitlines())


def longest(file: Path) -> int:
    """Number of lines that a file may have, by its role if it is one of the back end's."""
    of_role = file.is_relative_to(ROOT / "backend") and LONGEST_OF_ROLE.get(file.stem.rsplit("_", 1)[-1])
    return of_role or LONGEST_FILE


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """(place, length in lines without decorators) of every function."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place = f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield place, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_the_budget() -> None:
    files = [*python_files("backend", "push", "tests"), ROOT / "bootstrap.py", *front_end_files()]

    assert not {str(file.relative_to(ROOT)): lines(file) for file in files if lines(file) > longest(file)}


def test_no_function_is_longer_than_the_budget() -> None:
    files = [*python_files("backend", "push", "tests"), ROOT / "bootstrap.py"]

    assert not {place: n for file in files for place, n in functions(file) if n > LONGEST_FUNCTION}

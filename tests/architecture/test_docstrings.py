"""A docstring is read once: it begins with a verb and a noun, or with the noun that it is about.

Read are docstrings of modules, classes, functions and attributes.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
RIDDLE: Final = (
    r"(?:What(?:ever)?|Who(?:m|se|ever)?|Somebody|Nobody|Everybody|Those|Refuses?|Answers|Tells?)\b"
)
"""First words after which a reader has to find out of what the sentence speaks."""
QUOTED: Final = re.compile(rf'"\s*{RIDDLE}')
"""Without one no docstring of a file begins so: it need not be parsed."""
ALLOWED: Final = {
    "backend/reactions.py": 1,
}
"""Docstrings that still begin so, by folder: written before the rule. They are reworded as their folders are
worked on, so a number may only shrink; a folder that is not named has none.
"""


def docstrings(tree: ast.Module) -> Iterator[str]:
    """Yield the docstrings of a module, of all in it, and those below attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for each in node.body:
                if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                    yield str(each.value.value)


def place_of(file: Path) -> str:
    """Return `push`, or the top-level folder of `backend`; for a file that stands in none, its path."""
    parts = file.relative_to(ROOT).parts
    return "/".join(parts[: 1 if parts[0] == "push" else 2])


def riddles(text: str) -> int:
    """Count the docstrings of a module that begin with a riddle."""
    if QUOTED.search(text) is None:
        return 0
    return sum(re.match(RIDDLE, each.strip()) is not None for each in docstrings(ast.parse(text)))


def test_docstrings_that_begin_with_a_riddle_only_become_fewer() -> None:
    found = Counter[str]()
    for file in (file for each in ("backend", "push") for file in (ROOT / each).rglob("*.py")):
        found[place_of(file)] += riddles(file.read_text(encoding="utf-8"))

    more = {place: n for place, n in found.items() if n > ALLOWED.get(place, 0)}
    fewer = {place: found[place] for place, n in ALLOWED.items() if found[place] < n}
    assert not more, f"begin with a verb and a noun, or with the noun it is about: {more}"
    assert not fewer, f"bring down the numbers of ALLOWED: {fewer}"


def test_a_riddle_is_found_on_modules_classes_functions_and_attributes() -> None:
    text = '''"""What a module holds."""


class Alert:
    """Whoever looks at it."""

    tier: int
    """Who says how bad it is."""


def refuse() -> None:
    """Refuse it."""


def accept() -> None:
    """Return what is refused."""
'''

    assert riddles(text) == 4

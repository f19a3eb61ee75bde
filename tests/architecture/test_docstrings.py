"""A docstring is read once: it begins with a verb and a noun, or with the noun that it is about.

Read are docstrings of modules, classes, functions and attributes.
"""

import ast
import re
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


def docstrings(tree: ast.Module) -> Iterator[str]:
    """Yield the docstrings of a module, of all in it, and those below attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for each in node.body:
                if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                    yield str(each.value.value)


def riddles(text: str) -> list[str]:
    """Return the first lines of the docstrings of a module that begin with a riddle."""
    if QUOTED.search(text) is None:
        return []
    found = (each.strip() for each in docstrings(ast.parse(text)))
    return [each.splitlines()[0] for each in found if re.match(RIDDLE, each)]


def test_no_docstring_begins_with_a_riddle() -> None:
    files = (file for each in ("backend", "push") for file in (ROOT / each).rglob("*.py"))
    found = {str(file.relative_to(ROOT)): riddles(file.read_text(encoding="utf-8")) for file in files}

    wrong = {place: lines for place, lines in found.items() if lines}
    assert not wrong, f"begin with a verb and a noun, or with the noun it is about: {wrong}"


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

    assert sorted(riddles(text)) == [
        "Refuse it.",
        "What a module holds.",
        "Who says how bad it is.",
        "Whoever looks at it.",
    ]

"""The stored operations as texts, for tests that show their own headers."""

import json
from pathlib import Path

from graphql import get_operation_ast, parse

PERSISTED = json.loads((Path(__file__).parents[1] / "graphql" / "persisted.json").read_text())


def document(name: str) -> str:
    """The stored document of this operation; the newest where an older app knows another."""
    operations = ((text, get_operation_ast(parse(text))) for text in PERSISTED.values())
    found = [text for text, ast in operations if ast and ast.name and ast.name.value == name]
    assert found, f"no stored operation {name}"
    return str(found[-1])

"""The documents that phones send: those of today's pages, and those of pages that some phone still shows."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from _pytest.mark import ParameterSet
from graphql import DocumentNode, NonNullTypeNode, OperationDefinitionNode, OperationType, parse

ROOT: Final = Path(__file__).parents[2]
GENERATED: Final = ROOT / "frontend" / "src" / "graphql" / "generated" / "operations"
PERSISTED: Final[dict[str, str]] = json.loads((ROOT / "graphql" / "persisted.json").read_text())
"""Every document by its hash."""
TODAY: Final = frozenset(
    sha256 for file in GENERATED.glob("*.ts") for sha256 in re.findall(r"\b[0-9a-f]{64}\b", file.read_text())
)
"""Hashes of what the pages of today send."""


@cache
def parsed(text: str) -> DocumentNode:
    return parse(text)


@cache
def operation(text: str) -> OperationDefinitionNode:
    """Return the operation of a document without what it selects; it comes first, then its fragments.

    All are asked while tests are collected: parsed whole, that took each process two seconds.
    """
    head, _, _ = text.partition(" {\n")
    [found] = parse(f"{head} {{ nothing }}").definitions
    assert isinstance(found, OperationDefinitionNode)
    return found


def name_of(text: str) -> str:
    name = operation(text).name
    assert name, "documents of phones have a name"
    return name.value


def asks_for_an_object(text: str) -> bool:
    """Whether it has a variable that must be given, such as an id."""
    given = operation(text).variable_definitions or ()
    return any(isinstance(each.type, NonNullTypeNode) and not each.default_value for each in given)


LAST_OF_BEFORE: Final = (
    "7e43d352c37c35c2d8bb622f4e281a7b28e7adadf78e5a1190617ce3d49ae378",  # Monitor
    "77d14007d7b2202ec22f4be9821513d1bbde9c78dbfd2f5eb8a8124231a4d03f",  # SitePlan
)
"""Hashes of what phones of before send: no page of today does, and their answers stay as they were."""
BY_NAME: Final = {name_of(PERSISTED[sha256]): PERSISTED[sha256] for sha256 in (*LAST_OF_BEFORE, *TODAY)}
"""What the pages of today send, and of before what no page sends any more, by the name of its operation."""
QUERIES: Final = {
    f"{name_of(text)} {sha256[:6]}": text
    for sha256, text in PERSISTED.items()
    if operation(text).operation is OperationType.QUERY
}
"""Every query that any phone may send, by its name and the beginning of its hash."""
QUERIES_TODAY: Final = sorted(
    f"{name_of(text)} {sha256[:6]}"
    for sha256, text in PERSISTED.items()
    if sha256 in TODAY and operation(text).operation is OperationType.QUERY
)


def queries(wanted: Iterable[str] = QUERIES) -> list[ParameterSet]:
    """Parameters: what the pages of today ask by day, what those of before asked at night."""
    today = frozenset(QUERIES_TODAY)
    return [
        pytest.param(query, marks=() if query in today else pytest.mark.nightly) for query in sorted(wanted)
    ]

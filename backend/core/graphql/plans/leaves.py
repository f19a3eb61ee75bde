"""Plain values of objects: one list comprehension takes them from all objects of a level."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import Any, Final

from graphql import GraphQLBoolean, GraphQLFloat, GraphQLInt, GraphQLLeafType, GraphQLString

Write = Callable[[Any], Any]
"""Writes a value that is not None as JSON takes it. Raises for one that is not of its type."""
MOST: Final = 2**31


class Missing(Exception):
    """There is no value where there must be one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a row: its key, and the expression of it where `each` is the object."""

    key: str
    expression: str
    names: dict[str, Any]


def constant(key: str, value: str | None) -> Part:
    return Part(key, repr(value), {})


def value(key: str, attribute: str, kind: GraphQLLeafType, *, is_nullable: bool) -> Part:
    """The attribute of the object, as its type is written."""
    name = f"write_{attribute}_{kind.name}"
    missing = "None" if is_nullable else "missing()"
    expression = f"({missing} if (found := each.{attribute}) is None else {name}(found))"
    return Part(key, expression, {name: write(kind), "missing": _missing})


def shape(parts: list[Part]) -> Callable[[Iterable[Any]], list[dict[str, Any]]]:
    """Return the function that makes the rows of objects."""
    entries = ", ".join(f"{part.key!r}: {part.expression}" for part in parts)
    names = {name: found for part in parts for name, found in part.names.items()}
    source = f"lambda objects: [{{{entries}}} for each in objects]"
    made: Callable[[Iterable[Any]], list[dict[str, Any]]] = eval(source, names)  # noqa: S307 - of names of the schema
    return made


def write(kind: GraphQLLeafType) -> Write:
    """How values of this type are written: as graphql-core does, but for what is right already at once."""
    if kind is GraphQLString:
        return lambda found: found if type(found) is str else kind.serialize(found)
    if kind is GraphQLBoolean:
        return lambda found: found if type(found) is bool else kind.serialize(found)
    if kind is GraphQLInt:
        return lambda found: found if type(found) is int and -MOST <= found < MOST else kind.serialize(found)
    if kind is GraphQLFloat:
        return lambda found: found if type(found) is float and isfinite(found) else kind.serialize(found)
    members: type[Enum] | None = getattr(kind, "wrapped_cls", None)
    if members is not None:
        named = {member: kind.serialize(member) for member in members}
        return lambda found: named[found] if type(found) is members else kind.serialize(found)
    return kind.serialize


def _missing() -> Any:
    raise Missing

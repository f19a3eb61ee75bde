"""From a frozen value to the columns of its row and back, where the columns are named as its fields."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.typed import convert

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")


class Versioned(Protocol):
    """A row that several people may write."""

    version: int


def columns_of(value: "DataclassInstance", *, key: str) -> dict[str, Any]:
    """Every field under its own name; `key` is the column `id`, and a text has one column per language."""
    columns: dict[str, Any] = {}
    for each in fields(value):
        found = getattr(value, each.name)
        if isinstance(found, Text):
            columns |= {f"{each.name}_zh": found.zh, f"{each.name}_en": found.en}
        else:
            columns["id" if each.name == key else each.name] = _plain(found)
    return columns


def value_of(row: object, kind: type[Value], *, key: str) -> Value:
    """The value of a row, as `columns_of` takes it apart: plain columns become what the fields say."""
    found: dict[str, Any] = {}
    for each in fields(kind):
        if each.type is Text:
            found[each.name] = Text(getattr(row, f"{each.name}_zh"), getattr(row, f"{each.name}_en"))
        else:
            found[each.name] = getattr(row, "id" if each.name == key else each.name)
    return convert(found, kind)


def write_over(row: object, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def write_next(row: Versioned, columns: Mapping[str, Any]) -> None:
    """Write over the version that was read. Raises Refused(CONFLICT) if someone wrote in between."""
    if row.version != columns["version"]:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    write_over(row, columns)
    row.version += 1


def _plain(found: object) -> object:
    if isinstance(found, Enum):
        return found.value
    if isinstance(found, frozenset):
        return sorted(str(each) for each in found)
    return [str(each) for each in found] if isinstance(found, tuple) else found

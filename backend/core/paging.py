"""Keyset pages: a cursor names the last row seen, so rows that come in meanwhile shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from backend.core.errors import ErrorCode, Refused
from backend.core.strict_json import read_json

V = TypeVar("V")
MAX_FIRST: Final = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[V]):
    """At most `first` items, each with its cursor."""

    items: tuple[tuple[str, V], ...]
    has_next: bool

    @property
    def end_cursor(self) -> str | None:
        return self.items[-1][0] if self.items else None


def check_first(first: int) -> int:
    """Raises Refused(INVALID_INPUT). 0 asks for no rows, only for how many there are."""
    if not 0 <= first <= MAX_FIRST:
        raise Refused(ErrorCode.INVALID_INPUT, f"first must be between 0 and {MAX_FIRST}")
    return first


def page_of(found: Sequence[V], first: int, key: Callable[[V], Sequence[Any]]) -> Page[V]:
    """The page made of `first` + 1 rows asked for."""
    return Page(tuple((encode(key(item)), item) for item in found[:first]), len(found) > first)


def encode(key: Sequence[Any]) -> str:
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(plain, default=str).encode()).decode()


def decode(cursor: str, *kinds: Callable[[Any], Any]) -> list[Any]:
    """The key inside a cursor of ours, each part made by its kind. Raises Refused(INVALID_INPUT) for anything
    else.
    """
    try:
        key = read_json(base64.urlsafe_b64decode(cursor.encode()))
        return [kind(part) for kind, part in zip(kinds, key, strict=True)]
    except (binascii.Error, ValueError, TypeError, AttributeError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not a cursor of ours") from error

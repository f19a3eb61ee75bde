"""Subjects of messages, as each noun that has a page names them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from backend.core.database import Transaction
from backend.core.text import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """Name of an object, and the page that a tap opens."""

    name: Text
    path: str


Subjects: TypeAlias = Mapping[str, Callable[[Transaction, UUID], Subject]]
"""Names of objects, by their noun; the first noun that an event is about gives its message the name."""

"""Subjects of messages, as each noun that has a page names them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from backend.core.database import Transaction
from backend.core.text import Text

Subjects: TypeAlias = Mapping[str, Callable[[Transaction, UUID], Text]]
"""Names of objects, by their noun; the first noun that an event is about gives its message the name."""

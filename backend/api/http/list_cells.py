"""Cells of a list as a spreadsheet: how each value is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.core import words
from backend.core.lists import Column, List
from backend.core.text import Language


@dataclass(frozen=True, slots=True)
class Writing:
    """Language of the words, and the zone in which times are written."""

    language: Language
    zone: ZoneInfo

    def header(self, of: List) -> list[str]:
        return [words.of("export.column", each.heading).in_(self.language) for each in of.columns]

    def row(self, of: List, edge: Mapping[str, Any]) -> list[str | int | float]:
        return [self._cell(each, edge) for each in of.columns]

    def _cell(self, column: Column, edge: Mapping[str, Any]) -> str | int | float:
        value: Any = edge
        for key in column.path.split("."):
            value = value[key] if value is not None else None
        if isinstance(value, bool):
            return words.of("export.claim", "yes" if value else "no").in_(self.language)
        return value if isinstance(value, int | float) else self._written(column, value)

    def _written(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Mapping):  # a text in both languages
            return str(value["en" if self.language is Language.EN else "zh"])
        if column.group is not None:
            return words.of(column.group, value).in_(self.language)
        if column.path.endswith((".at", "At")):
            return f"{datetime.fromisoformat(value).astimezone(self.zone):%Y-%m-%d %H:%M:%S}"
        return str(value)

"""The lines, headings and choices of a sheet, which a workbook and comma-separated values share."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from backend.core import words
from backend.core.text import Language
from backend.workbooks.rules import CellKind, Column, Value

if TYPE_CHECKING:
    from backend.core.word_keys import Group

Lines = Sequence[Mapping[str, Value]]


def choices_of(column: Column, language: Language) -> list[str]:
    """The words that a cell of this column may hold; none where anything may be typed."""
    if column.kind is CellKind.FLAG:
        return [words.text("workbook.yes").in_(language), words.text("workbook.no").in_(language)]
    return [words.of(cast("Group", column.group), each).in_(language) for each in column.choices]


def heading(column: Column, language: Language) -> str:
    return words.of("WorkbookColumn", column.key).in_(language) + ("*" if column.is_required else "")

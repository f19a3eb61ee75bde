"""Lists that people filter, sort, count and take along: each is declared once, beside its filter.

A part of a noun's declaration. From it come the export as a spreadsheet, the name under which views are kept,
the filter and the order that clients ask for (`core.graphql.lists`), and the tests of order and paging.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

if TYPE_CHECKING:  # types only: the words are read by who writes them
    from backend.core.word_keys import Group

NAMED: Final = "{ zh en }"
PLACE: Final = f"area {{ name {NAMED} }} equipment {{ code name {NAMED} }}"
OF_CASE: Final = f"case {{ number tier state title {NAMED} {PLACE} }}"
PEOPLE: Final = tuple(
    f".{who}.name"
    for who in (
        *("acknowledgedBy", "by", "madeBy", "owner", "person"),
        *("reportedBy", "responsible", "to", "triagedBy"),
    )
)
"""Ends of paths at which the name of a person stands."""
UNASKED: Final = "only the server asks for it"
"""Annotation of a field of a filter that clients cannot give; any other text is what they read about it."""
From: TypeAlias = Annotated[datetime | None, "Included."]
"""Moment that a span of a filter begins at."""
To: TypeAlias = Annotated[datetime | None, "Not included."]
"""Moment that a span of a filter ends before."""


@dataclass(frozen=True, slots=True)
class IfAsked:
    """Annotation of a moment that clients do not give: with the switch `name`, that of their question."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Ids:
    """Annotation of numbers that clients know as ids, those of sources: among several, what is none finds
    nothing; one that is none is NOT_FOUND.
    """

    said: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Column of a spreadsheet. `path`: keys from row to value, with dots; `group`: of the words of a code."""

    heading: str
    path: str
    group: "Group | None" = None


@dataclass(frozen=True, slots=True)
class List:
    """List of one noun. `root`: its field of the contract; `sorted_by`: columns that the list may be sorted
    by; `arguments`: variables with their types; `node`: what is selected of each row, `edge`: beside the row;
    `columns`: of its spreadsheet.
    """

    root: str
    sorted_by: type[StrEnum]
    arguments: Mapping[str, str]
    node: str
    columns: tuple[Column, ...]
    edge: str = ""

    @property
    def name(self) -> str:
        """As the contract names it where views of it are kept: HAZARD_REPORTS for `hazardReports`."""
        return re.sub(r"(?=[A-Z])", "_", self.root).upper()

    @property
    def names_people(self) -> bool:
        """Whether a column says who somebody is: then the export says what it is for."""
        return any(column.path.endswith(PEOPLE) for column in self.columns)

    @property
    def document(self) -> str:
        """The query of one page."""
        wanted = ", ".join(f"${name}: {kind}" for name, kind in self.arguments.items())
        passed = ", ".join(f"{name}: ${name}" for name in self.arguments)
        return (
            f"query ({wanted}, $first: Int!, $after: String) {{"
            f" {self.root}({passed}, first: $first, after: $after) {{ totalCount"
            f" edges {{ {self.edge} node {{ id {self.node} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        )


def of_place(before: str = "node") -> tuple[Column, ...]:
    """Return the columns of the place of a row."""
    return (
        Column("area", f"{before}.area.name"),
        Column("equipment_code", f"{before}.equipment.code"),
        Column("equipment", f"{before}.equipment.name"),
    )


def of_case() -> tuple[Column, ...]:
    """Return the columns of the case that a row belongs to."""
    return (
        Column("case", "node.case.number"),
        Column("title", "node.case.title"),
        Column("tier", "node.case.tier", "Tier"),
        *of_place("node.case"),
    )

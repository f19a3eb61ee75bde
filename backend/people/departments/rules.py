"""Departments of a site as a tree: company, department, workshop, team."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

MOST_LEVELS: Final = 8


@dataclass(frozen=True, slots=True)
class DepartmentRecord:
    """One node of the tree, as who keeps the organisation sees it. `closed_at`: people join it no more."""

    department_id: UUID
    site_id: UUID
    code: str
    name: Text
    parent_id: UUID | None
    closed_at: datetime | None = None
    version: int = 1


def working_with(department_id: UUID, parents: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Return the departments whose places somebody of this one works at: it, all below it, and those above it
    but for the top one, which is the whole company. `parents`: of every department of the site.
    """
    below = {each for each in parents if department_id in _upwards(each, parents)}
    above = list(_upwards(department_id, parents))
    return {department_id, *below, *above[:-1]}


def _upwards(department_id: UUID, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    """Yield the department and those above it; a cycle, which no command makes, ends it."""
    at, levels = department_id, 0
    while levels < MOST_LEVELS:
        yield at
        above = parents.get(at)
        if above is None:
            return
        at, levels = above, levels + 1


def require_tree(department_id: UUID, parent_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> None:
    """Check that a department may stand under this parent; `parents`: of every department of the site.

    Raises Refused: NOT_FOUND for a parent of another site, DEPARTMENT_CYCLE, DEPARTMENT_TOO_DEEP.
    """
    levels = 1
    at = parent_id
    while at is not None:
        if at not in parents:
            raise Refused(ErrorCode.NOT_FOUND, "no such department at this site")
        levels += 1
        if at == department_id:
            raise Refused(ErrorCode.DEPARTMENT_CYCLE, "a department cannot stand under itself")
        if levels > MOST_LEVELS:
            raise Refused(ErrorCode.DEPARTMENT_TOO_DEEP, f"more than {MOST_LEVELS} levels")
        at = parents[at]

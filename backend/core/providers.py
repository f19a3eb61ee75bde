"""Interfaces that screens over all nouns ask of each noun; who answers says so in its `noun.py`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from backend.core.session import Session
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.waiting import Waiting

HomeProvider: TypeAlias = Callable[[Session, Viewer, datetime], Mapping[str, Any]]
"""(session, viewer, now): counts of one noun, by the names that they have on the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that a person has to do; each noun adds what it shows of it.

    `number`: orders what waits for the same. `is_decision`: somebody waits for the person's word.
    """

    waiting: Waiting
    number: str
    is_decision: bool = False

    @property
    def due_at(self) -> datetime:
        return self.waiting.due_at


WorkProvider: TypeAlias = Callable[[Session, Viewer, bool], Sequence[WorkItem]]
"""(session, viewer, with decisions): what the viewer has to do in one noun, decisions oldest first."""


@dataclass(frozen=True, slots=True)
class OverdueSubject:
    """Subject of an overdue step, and the page that shows it."""

    name: Text
    path: str


NamesOfOverdue: TypeAlias = Callable[[Session, Viewer, Collection[UUID]], Mapping[UUID, OverdueSubject]]
"""(session, viewer, ids): the name of each object that has an overdue step."""
OverdueSubjects: TypeAlias = Mapping[str, NamesOfOverdue]
"""By noun."""

Item = TypeVar("Item", bound=WorkItem)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Decisions first, because others wait for them; both in the one order of what waits."""
    return sorted(items, key=lambda item: (not item.is_decision, item.waiting.key, item.number))

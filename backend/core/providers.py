"""Interfaces that screens over all nouns ask of each noun; who answers says so in its `noun.py`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from backend.core.session import Session
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.waiting import NEVER_DUE, Waiting

HomeProvider: TypeAlias = Callable[[Session, Viewer, datetime], Mapping[str, Any]]
"""(session, viewer, now): counts of one noun, by the names that they have on the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that a person has to do; each noun adds what it shows of it.

    `item_id`: of the thing itself, such as the task of a case. `noun`: as references of events name it.
    `step`: what is to be done, in words. `place`: where. `page`: path that opens it. `number`: orders what
    waits for the same, and `turn` what has the same number. `is_decision`: somebody waits for the person's
    word.
    """

    item_id: UUID
    noun: str
    title: Text
    step: Text
    place: Text | None
    page: str
    waiting: Waiting
    number: str
    turn: str = ""
    is_decision: bool = False

    @property
    def due_at(self) -> datetime | None:
        return None if self.waiting.due_at == NEVER_DUE else self.waiting.due_at

    @property
    def key(self) -> tuple[bool, int, int, datetime, datetime, str, str, str]:
        """Sort key, of no other item: decisions first, because others wait for them; both in the one order of
        what waits.
        """
        return not self.is_decision, *self.waiting.key, self.number, self.turn, str(self.item_id)


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """Step of the set-up of a site, by its name there. `count`: what there is, or what is missing."""

    kind: str
    count: int
    is_done: bool


SetUpProvider: TypeAlias = Callable[[Session, Viewer, UUID, datetime], Sequence[SetUpStep]]
"""(session, viewer, site, now): steps of one noun, of a site of the viewer's."""
WorkProvider: TypeAlias = Callable[[Session, Viewer], Sequence[WorkItem]]
"""(session, viewer): what the viewer has to do in one noun."""


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
    """Return the items in the order in which they are to be done."""
    return sorted(items, key=lambda item: item.key)

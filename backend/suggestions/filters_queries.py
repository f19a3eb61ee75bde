"""Filter, order and count of the list of suggestions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlmodel import Session, col

from backend.core.counts import counts as counts_of
from backend.core.filters import between, holds, only
from backend.core.modules import Module
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Permission, Viewer
from backend.equipment.tables import EquipmentRow
from backend.suggestions.rules import SHARED, SuggestionState, SuggestionTopic
from backend.suggestions.tables import SuggestionRow


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """`is_assigned`: adopted ones that the viewer is to carry out. `may_answer`: of sites where the viewer
    answers. `person_ids`: who is to carry it out, never who made it. `received_to` is not included.
    """

    states: Sequence[SuggestionState] | None = None
    is_mine: bool = False
    is_assigned: bool = False
    may_answer: bool = False
    topics: Sequence[SuggestionTopic] | None = None
    equipment_ids: Sequence[UUID] | None = None
    person_ids: Sequence[UUID] | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    text: str | None = None


class SuggestionSortBy(StrEnum):
    """Columns that the table of suggestions is sorted by."""

    NUMBER = "NUMBER"
    STATE = "STATE"
    TOPIC = "TOPIC"
    RECEIVED = "RECEIVED"
    DUE = "DUE"


def conditions(viewer: Viewer, which: SuggestionFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        is_visible(viewer),
        *only(col(SuggestionRow.state), which.states),
        *only(col(SuggestionRow.topic), which.topics),
        *only(col(SuggestionRow.equipment_id), which.equipment_ids),
        *only(col(SuggestionRow.owner_id), which.person_ids),
        *between(col(SuggestionRow.received_at), which.received_from, which.received_to),
    ]
    if which.is_mine:
        found.append(col(SuggestionRow.made_by) == viewer.person_id)
    if which.is_assigned:
        found.append(col(SuggestionRow.owner_id) == viewer.person_id)
        found.append(col(SuggestionRow.state) == SuggestionState.ADOPTED.value)
    if which.may_answer:
        found.append(col(SuggestionRow.site_id).in_(_answers_at(viewer)))
    if which.text is not None:
        found.append(_suggestion_holds(which.text))
    return found


def counts(
    session: Session, viewer: Viewer, wanted: Iterable[SuggestionFilter]
) -> dict[SuggestionFilter, int]:
    """Return the number of suggestions of each of these filters."""
    return counts_of(session, SuggestionRow, {which: conditions(viewer, which) for which in wanted})


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """As `rules.sees`."""
    return col(SuggestionRow.site_id).in_(viewer.site_ids_with(Module.SUGGESTIONS)) & or_(
        col(SuggestionRow.state).in_([each.value for each in SHARED]),
        col(SuggestionRow.made_by) == viewer.person_id,
        col(SuggestionRow.site_id).in_(_answers_at(viewer)),
    )


def sort_column(by: SuggestionSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    if by is SuggestionSortBy.DUE:
        return SortColumn(col(SuggestionRow.due_at), is_optional=True)
    plain: dict[SuggestionSortBy, SQLColumnExpression[Any]] = {
        SuggestionSortBy.NUMBER: col(SuggestionRow.number),
        SuggestionSortBy.STATE: rank(col(SuggestionRow.state), list(SuggestionState)),
        SuggestionSortBy.TOPIC: rank(col(SuggestionRow.topic), list(SuggestionTopic)),
        SuggestionSortBy.RECEIVED: col(SuggestionRow.received_at),
    }
    return SortColumn(plain[by])


def _answers_at(viewer: Viewer) -> list[UUID]:
    return viewer.site_ids_where(Permission.TRIAGE)


def _suggestion_holds(text: str) -> ColumnElement[bool]:
    machines = select(col(EquipmentRow.id)).where(
        holds(text, col(EquipmentRow.code), col(EquipmentRow.name_zh), col(EquipmentRow.name_en))
    )
    named = holds(text, col(SuggestionRow.number), col(SuggestionRow.text))
    return or_(named, col(SuggestionRow.equipment_id).in_(machines))

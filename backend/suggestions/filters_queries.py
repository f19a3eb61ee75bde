"""Filter, order and count of the list of suggestions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlmodel import Session, col

from backend.core.counts import counts as counts_of
from backend.core.filters import between, holds, only
from backend.core.lists import NAMED, UNASKED, Column, From, List, To
from backend.core.modules import Module
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Permission, Viewer
from backend.equipment.tables import EquipmentRow
from backend.suggestions.rules import SHARED, SuggestionState, SuggestionTopic
from backend.suggestions.tables import SuggestionRow


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """`is_assigned`: adopted ones that the viewer is to carry out. `may_answer`: of sites where the viewer
    answers.
    """

    states: Sequence[SuggestionState] | None = None
    is_mine: bool = False
    is_assigned: bool = False
    may_answer: Annotated[bool, UNASKED] = False
    topics: Sequence[SuggestionTopic] | None = None
    equipment_ids: Sequence[UUID] | None = None
    person_ids: Annotated[Sequence[UUID] | None, "Who is to carry it out; never who made it."] = None
    received_from: From = None
    received_to: To = None
    text: Annotated[str | None, "In number or text, or in code or name of its equipment."] = None


class SuggestionSortBy(StrEnum):
    """Columns that the table of suggestions is sorted by."""

    NUMBER = "NUMBER"
    STATE = "STATE"
    TOPIC = "TOPIC"
    RECEIVED = "RECEIVED"
    DUE = "DUE"


LIST: Final = List(
    root="suggestions",
    sorted_by=SuggestionSortBy,
    arguments={"filter": "SuggestionFilter", "sort": "SuggestionSort"},
    node=f"number state topic text madeAt receivedAt madeBy {{ name {NAMED} }} owner {{ name {NAMED} }}"
    f" equipment {{ code name {NAMED} }} dueAt answer answeredAt doneAt",
    columns=(
        Column("number", "node.number"),
        Column("state", "node.state", "SuggestionState"),
        Column("topic", "node.topic", "SuggestionTopic"),
        Column("description", "node.text"),
        Column("equipment_code", "node.equipment.code"),
        Column("equipment", "node.equipment.name"),
        Column("reported_by", "node.madeBy.name"),
        Column("received", "node.receivedAt"),
        Column("responsible", "node.owner.name"),
        Column("due", "node.dueAt"),
        Column("answer", "node.answer"),
        Column("answered", "node.answeredAt"),
        Column("done", "node.doneAt"),
    ),
)


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

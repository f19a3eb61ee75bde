"""Filter, order and count of the list of follow-ups 督办."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_
from sqlmodel import Session, col

from backend.cases.escalation.rules import FollowUpFilter
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.filters_queries import case_holds, in_charge
from backend.cases.tables import CaseRow
from backend.core.counts import counts as counts_of
from backend.core.filters import between, only
from backend.core.lists import NAMED, OF_CASE, UNASKED, Column, From, List, To, of_case
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.equipment.filters_queries import at_place


@dataclass(frozen=True, slots=True)
class FollowUpList:
    """Which of them, and what narrows these down."""

    which: Annotated[FollowUpFilter, UNASKED]
    tiers: Annotated[Sequence[Tier] | None, "Of the case."] = None
    steps: Sequence[DeadlineStep] | None = None
    area_ids: Annotated[Sequence[UUID] | None, "Of the case."] = None
    equipment_ids: Annotated[Sequence[UUID] | None, "Of the case."] = None
    department_ids: Annotated[Sequence[UUID] | None, "Responsible for the case, or for a task of it."] = None
    person_ids: Annotated[Sequence[UUID] | None, "Who was asked."] = None
    is_automatic: bool | None = None
    asked_from: From = None
    asked_to: To = None
    text: Annotated[str | None, "In question or answer, in number or title of the case, or in its place."] = (
        None
    )


class FollowUpSortBy(StrEnum):
    """Columns that the table of follow-ups is sorted by."""

    CASE = "CASE"
    TIER = "TIER"
    STEP = "STEP"
    ASKED = "ASKED"
    ANSWERED = "ANSWERED"


LIST: Final = List(
    root="followUps",
    sorted_by=FollowUpSortBy,
    arguments={"filter": "FollowUpFilter! = OPEN", "where": "FollowUpWhere", "sort": "FollowUpSort"},
    node=f"at step text answer answeredAt isAutomatic to {{ name {NAMED} }} by {{ name {NAMED} }} {OF_CASE}",
    columns=(
        *of_case(),
        Column("step", "node.step", "DeadlineStep"),
        Column("asked", "node.at"),
        Column("asked_by", "node.by.name"),
        Column("responsible", "node.to.name"),
        Column("question", "node.text"),
        Column("answer", "node.answer"),
        Column("answered", "node.answeredAt"),
    ),
)


def conditions(viewer: Viewer, which: FollowUpList) -> list[ColumnElement[bool]]:
    """Return the conditions of a statement that joins the case."""
    found = [
        is_seen(viewer),
        *only(col(FollowUpRow.step), which.steps),
        *only(col(FollowUpRow.to_id), which.person_ids),
        *only(col(CaseRow.tier), which.tiers),
        *at_place(
            col(CaseRow.area_id),
            col(CaseRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
        *between(col(FollowUpRow.at), which.asked_from, which.asked_to),
    ]
    if which.which is FollowUpFilter.MINE:
        found.append(col(FollowUpRow.to_id) == viewer.person_id)
    if which.which is not FollowUpFilter.ALL:
        found += [col(FollowUpRow.answered_at).is_(None), col(FollowUpRow.ended_at).is_(None)]
    if which.is_automatic is not None:
        by = col(FollowUpRow.by_id)
        found.append(by.is_(None) if which.is_automatic else by.is_not(None))
    found += in_charge(which.department_ids, None)
    if which.text is not None:
        found.append(case_holds(which.text, col(FollowUpRow.text), col(FollowUpRow.answer)))
    return found


def counts(session: Session, viewer: Viewer, wanted: Iterable[FollowUpList]) -> dict[FollowUpList, int]:
    """Return the number of follow-ups of each of these filters."""
    of_case = col(CaseRow.id) == FollowUpRow.case_id
    return counts_of(session, FollowUpRow, {which: [of_case, *conditions(viewer, which)] for which in wanted})


def is_seen(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer was asked, or may follow up at its site."""
    sites = viewer.site_ids_where(Permission.FOLLOW_UP)
    is_mine = col(FollowUpRow.to_id) == viewer.person_id
    return or_(col(FollowUpRow.site_id).in_(sites), is_mine & col(FollowUpRow.site_id).in_(viewer.site_ids))


def sort_column(by: FollowUpSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    if by is FollowUpSortBy.ANSWERED:
        return SortColumn(col(FollowUpRow.answered_at), is_optional=True)
    plain: dict[FollowUpSortBy, SQLColumnExpression[Any]] = {
        FollowUpSortBy.CASE: col(CaseRow.number),
        FollowUpSortBy.TIER: col(CaseRow.tier),
        FollowUpSortBy.STEP: rank(col(FollowUpRow.step), list(DeadlineStep)),
        FollowUpSortBy.ASKED: col(FollowUpRow.at),
    }
    return SortColumn(plain[by])

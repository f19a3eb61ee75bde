"""Filter, order and count of the archive: its words, and what its cases were about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, and_, case, column, text
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.archive.tables import ArchiveTextRow
from backend.cases.filters_queries import in_charge, is_case_of
from backend.cases.recheck.queries import was_overridden
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.counts import counts as counts_of
from backend.core.filters import between, only
from backend.core.lists import NAMED, PLACE, UNASKED, Column, From, Ids, List, To, of_place
from backend.core.sorting import SortColumn
from backend.core.sorting import rank as place_among
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Stage, Tier
from backend.equipment.filters_queries import at_place

GRAM: Final = "archive_grams"
SHORTEST_GRAM: Final = 3
"""SQLite's index knows text by its pieces of three characters; a shorter word is looked for in every text."""


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """`terms`: words, all of which a case holds."""

    terms: Annotated[tuple[str, ...], UNASKED] = ()
    outcomes: Sequence[CaseOutcome] | None = None
    tiers: Sequence[Tier] | None = None
    from_at: From = None
    to_at: To = None
    stages: Sequence[Stage] | None = None
    area_ids: Sequence[UUID] | None = None
    equipment_ids: Sequence[UUID] | None = None
    department_ids: Annotated[Sequence[UUID] | None, "Responsible for the case, or for a task of it."] = None
    person_ids: Annotated[
        Sequence[UUID] | None, "Responsible for the case or a task of it, or took the case on."
    ] = None
    sensor_ids: Annotated[
        Sequence[int] | None,
        Ids("One alert of the case is of one of these, for one of `alertConditions`."),
    ] = None
    alert_conditions: Sequence[AlertCondition] | None = None
    is_override: Annotated[bool | None, "Its recheck passed although the source was not back to normal."] = (
        None
    )


class ArchiveSortBy(StrEnum):
    """Columns that the table of the archive is sorted by."""

    NUMBER = "NUMBER"
    TIER = "TIER"
    OUTCOME = "OUTCOME"
    ARCHIVED = "ARCHIVED"


LIST: Final = List(
    root="archivedCases",
    sorted_by=ArchiveSortBy,
    arguments={"query": 'String! = ""', "filter": "ArchivedCaseFilter", "sort": "ArchivedCaseSort"},
    edge="archivedAt outcome",
    node=f"number tier title {NAMED} stage {PLACE} department {{ name {NAMED} }}"
    f" responsible {{ name {NAMED} }} openedAt",
    columns=(
        Column("number", "node.number"),
        Column("tier", "node.tier", "Tier"),
        Column("outcome", "outcome", "CaseOutcome"),
        Column("title", "node.title"),
        Column("stage", "node.stage", "Stage"),
        *of_place(),
        Column("department", "node.department.name"),
        Column("responsible", "node.responsible.name"),
        Column("opened", "node.openedAt"),
        Column("archived", "archivedAt"),
    ),
)


def conditions(session: Session, viewer: Viewer, which: ArchiveFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(ArchiveTextRow.site_id).in_(viewer.site_ids),
        *only(col(ArchiveTextRow.outcome), which.outcomes),
        *only(col(ArchiveTextRow.tier), which.tiers),
        *between(col(ArchiveTextRow.archived_at), which.from_at, which.to_at),
    ]
    of_case = [
        *only(col(CaseRow.stage), which.stages),
        *at_place(
            col(CaseRow.area_id),
            col(CaseRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
        *in_charge(which.department_ids, which.person_ids),
        *_has_alert(viewer, which),
        *([] if which.is_override is None else [was_overridden() == which.is_override]),
    ]
    if of_case:
        found.append(is_case_of(viewer, col(ArchiveTextRow.case_id), *of_case))
    is_postgres = session.get_bind().dialect.name == "postgresql"
    found += [_holds(col(ArchiveTextRow.body), term) for term in which.terms]
    long = [term for term in which.terms if len(term) >= SHORTEST_GRAM]
    if long and not is_postgres:
        found.append(_in_grams(long))
    return found


def counts(session: Session, viewer: Viewer, wanted: Iterable[ArchiveFilter]) -> dict[ArchiveFilter, int]:
    """Return the number of archived cases of each of these filters."""
    return counts_of(session, ArchiveTextRow, {which: conditions(session, viewer, which) for which in wanted})


def rank(wanted: tuple[str, ...]) -> Any:
    """2 where the heading holds every word, else 1; all alike without a query."""
    if not wanted:
        return case((col(ArchiveTextRow.id).is_not(None), 1), else_=1)
    return case((and_(*(_holds(col(ArchiveTextRow.heading), term) for term in wanted)), 2), else_=1)


def sort_column(by: ArchiveSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    number = (
        sql_select(col(CaseRow.number))
        .where(col(CaseRow.id) == ArchiveTextRow.case_id)
        .correlate_except(CaseRow)
        .scalar_subquery()
    )
    plain: dict[ArchiveSortBy, SQLColumnExpression[Any]] = {
        ArchiveSortBy.NUMBER: number,
        ArchiveSortBy.TIER: col(ArchiveTextRow.tier),
        ArchiveSortBy.OUTCOME: place_among(col(ArchiveTextRow.outcome), list(CaseOutcome)),
        ArchiveSortBy.ARCHIVED: col(ArchiveTextRow.archived_at),
    }
    return SortColumn(plain[by])


def _has_alert(viewer: Viewer, which: ArchiveFilter) -> list[ColumnElement[bool]]:
    about = [
        *only(col(AlertRow.sensor_id), which.sensor_ids),
        *only(col(AlertRow.condition), which.alert_conditions),
    ]
    if not about:
        return []
    here = col(AlertRow.site_id).in_(viewer.site_ids)
    return [col(CaseRow.id).in_(sql_select(col(AlertRow.case_id)).where(here, *about))]


def _holds(column: Any, term: str) -> ColumnElement[bool]:
    held: ColumnElement[bool] = column.contains(term, autoescape=True)
    return held


def _in_grams(long: Sequence[str]) -> ColumnElement[bool]:
    """Return the full-text condition; the plain condition beside it decides, this one is quick."""
    asked = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
    clause = text(f"SELECT rowid FROM {GRAM} WHERE {GRAM} MATCH :asked").bindparams(asked=asked)  # noqa: S608 - no input in it
    return col(ArchiveTextRow.id).in_(clause.columns(column("id", Integer)))

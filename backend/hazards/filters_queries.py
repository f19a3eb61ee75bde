"""Filter, order and count of the list of hazard reports; the home counts by the same conditions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlmodel import Session, col

from backend.cases.filters_queries import in_charge, number_holds
from backend.cases.tables import CaseRow
from backend.core.counts import counts as counts_of
from backend.core.filters import between, holds, only
from backend.core.lists import NAMED, PLACE, Column, From, List, To, of_place
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind
from backend.equipment.filters_queries import area_code, at_place, place_holds
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow

WORST_FIRST: Final = (HazardGrade.MAJOR, HazardGrade.GENERAL)


@dataclass(frozen=True, slots=True)
class HazardFilter:
    """`department_ids`, `person_ids`: responsible for the case of a report. Nobody is found by having
    reported it: some may not be known. `received_to` is not included.
    """

    states: Sequence[HazardState] | None = None
    is_mine: bool = False
    grades: Sequence[HazardGrade] | None = None
    categories: Sequence[HazardCategory] | None = None
    area_ids: Sequence[UUID] | None = None
    equipment_ids: Sequence[UUID] | None = None
    department_ids: Annotated[Sequence[UUID] | None, "Responsible for its case, or for a task of it."] = None
    person_ids: Annotated[
        Sequence[UUID] | None, "Responsible for its case or a task of it; never who reported it."
    ] = None
    received_from: From = None
    received_to: To = None
    kinds: Sequence[ReportKind] | None = None
    text: Annotated[
        str | None,
        "In number or description, in the name of its place, or in the number of its case.",
    ] = None


class HazardSortBy(StrEnum):
    """Columns that the table of hazard reports is sorted by. GRADE ascending: major first."""

    NUMBER = "NUMBER"
    STATE = "STATE"
    GRADE = "GRADE"
    CATEGORY = "CATEGORY"
    RECEIVED = "RECEIVED"
    CAPTURED = "CAPTURED"
    AREA = "AREA"


LIST: Final = List(
    root="hazardReports",
    sorted_by=HazardSortBy,
    arguments={"filter": "HazardReportFilter", "sort": "HazardReportSort"},
    node=f"number state kind category grade isSerious description {PLACE} reportedBy {{ name {NAMED} }}"
    f" capturedAt receivedAt triagedBy {{ name {NAMED} }} triagedAt case {{ number }}",
    columns=(
        Column("number", "node.number"),
        Column("state", "node.state", "HazardState"),
        Column("report_kind", "node.kind", "ReportKind"),
        Column("grade", "node.grade", "HazardGrade"),
        Column("serious", "node.isSerious"),
        Column("category", "node.category", "HazardCategory"),
        Column("description", "node.description"),
        *of_place(),
        Column("reported_by", "node.reportedBy.name"),
        Column("captured", "node.capturedAt"),
        Column("received", "node.receivedAt"),
        Column("triaged_by", "node.triagedBy.name"),
        Column("triaged", "node.triagedAt"),
        Column("case", "node.case.number"),
    ),
)


def conditions(viewer: Viewer, which: HazardFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(HazardReportRow.site_id).in_(viewer.site_ids),
        *only(col(HazardReportRow.state), which.states),
        *only(col(HazardReportRow.grade), which.grades),
        *only(col(HazardReportRow.category), which.categories),
        *only(col(HazardReportRow.kind), which.kinds),
        *at_place(
            col(HazardReportRow.area_id),
            col(HazardReportRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
        *between(col(HazardReportRow.received_at), which.received_from, which.received_to),
    ]
    if which.is_mine:
        found.append(col(HazardReportRow.reported_by) == viewer.person_id)
    found += [_has_case(viewer, each) for each in in_charge(which.department_ids, which.person_ids)]
    if which.text is not None:
        found.append(_report_holds(viewer, which.text))
    return found


def counts(session: Session, viewer: Viewer, wanted: Iterable[HazardFilter]) -> dict[HazardFilter, int]:
    """Return the number of reports of each of these filters."""
    return counts_of(session, HazardReportRow, {which: conditions(viewer, which) for which in wanted})


def sort_column(by: HazardSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    plain: dict[HazardSortBy, SQLColumnExpression[Any]] = {
        HazardSortBy.NUMBER: col(HazardReportRow.number),
        HazardSortBy.STATE: rank(col(HazardReportRow.state), list(HazardState)),
        HazardSortBy.GRADE: rank(col(HazardReportRow.grade), WORST_FIRST),
        HazardSortBy.CATEGORY: rank(col(HazardReportRow.category), list(HazardCategory)),
        HazardSortBy.RECEIVED: col(HazardReportRow.received_at),
        HazardSortBy.CAPTURED: col(HazardReportRow.captured_at),
        HazardSortBy.AREA: area_code(col(HazardReportRow.area_id)),
    }
    return SortColumn(plain[by])


def _has_case(viewer: Viewer, *wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    here = col(CaseRow.site_id).in_(viewer.site_ids)
    of_report = select(col(CaseRow.report_id)).where(here, col(CaseRow.report_id).is_not(None), *wanted)
    return col(HazardReportRow.id).in_(of_report)


def _report_holds(viewer: Viewer, text: str) -> ColumnElement[bool]:
    return or_(
        holds(text, col(HazardReportRow.number), col(HazardReportRow.description)),
        place_holds(text, col(HazardReportRow.area_id), col(HazardReportRow.equipment_id)),
        _has_case(viewer, number_holds(text)),
    )

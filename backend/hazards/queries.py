"""Hazard reports as the list, the triage and the reporter see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import case, not_, or_
from sqlmodel import Session, col, select

from backend.cases.evidence.queries import PhotoView, of_reports
from backend.core.paging import Page
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import one_of, rows
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardGrade
from backend.core.waiting import Order, Part, page_of_parts
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import references
from backend.hazards.filters_queries import HazardFilter, HazardSortBy, conditions, counts, sort_column
from backend.hazards.rules import HazardReport, HazardState
from backend.hazards.store import report_of
from backend.hazards.tables import HazardReportRow
from backend.people.queries import PersonView, named
from backend.sites.rules import Area

NEWEST: Final = (col(HazardReportRow.received_at), col(HazardReportRow.id))


@dataclass(frozen=True, slots=True)
class HazardView:
    """`reported_by`: to who may not know the name, a role in the place of it."""

    report: HazardReport
    area: Area
    equipment: EquipmentView | None
    reported_by: PersonView
    triaged_by: PersonView | None
    photos: tuple[PhotoView, ...]


def page(
    session: Session,
    viewer: Viewer,
    which: HazardFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[HazardSortBy] | None = None,
) -> Page[HazardView]:
    """Return a page of reports: those that wait for triage first, grave ones before others, the oldest first;
    then the others, newest first. A person's own reports: newest first. Or all of them sorted by one column.
    """
    wanted = select(HazardReportRow).where(*conditions(viewer, which))
    is_waiting = col(HazardReportRow.state) == HazardState.SUBMITTED.value
    parts: tuple[Part, ...] = (
        Part(wanted.where(is_waiting), waiting_order()),
        Part(wanted.where(not_(is_waiting)), NEWEST, descends=True),
    )
    if which.is_mine:
        parts = (Part(wanted, NEWEST, descends=True),)
    if sort is not None:
        parts = (sorted_part(wanted, sort_column(sort.by), col(HazardReportRow.id), descends=sort.descends),)
    return page_of_parts(session, parts, partial(_views, session, viewer), first=first, after=after)


def waiting_order() -> Order:
    """Ascending: what is major, or serious to who reported it, before the rest; the oldest first."""
    return (
        case(
            (or_(col(HazardReportRow.grade) == HazardGrade.MAJOR.value, col(HazardReportRow.is_serious)), 0),
            else_=1,
        ),
        col(HazardReportRow.received_at),
        col(HazardReportRow.id),
    )


def by_ids(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, HazardView]:
    statement = select(HazardReportRow).where(
        one_of(col(HazardReportRow.id), report_ids), col(HazardReportRow.site_id).in_(viewer.site_ids)
    )
    views = _views(session, viewer, rows(session, statement))
    return {view.report.report_id: view for view in views}


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """Reports that wait for triage, for the home."""
    waiting = HazardFilter(states=(HazardState.SUBMITTED,))
    return {"awaiting_triage": counts(session, viewer, [waiting])[waiting]}


def _views(session: Session, viewer: Viewer, reports: Sequence[HazardReportRow]) -> list[HazardView]:
    found = [report_of(row) for row in reports]
    refs = references(
        session,
        viewer,
        people=[p for report in found for p in (report.reported_by, report.triaged_by)],
        areas=(report.area_id for report in found),
        equipment=(report.equipment_id for report in found),
    )
    refs = with_equipment_areas(session, viewer, refs)
    shown = of_reports(session, viewer, [report.report_id for report in found])
    return [
        HazardView(
            report=report,
            area=refs.areas[report.area_id],
            equipment=equipment_view(refs, report.equipment_id),
            reported_by=named(viewer, refs.people[report.reported_by], site_id=report.site_id),
            triaged_by=refs.person(report.triaged_by),
            photos=tuple(shown.get(report.report_id, ())),
        )
        for report in found
    ]

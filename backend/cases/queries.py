"""Cases as the list, the detail and live screens show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.alerts.store import Alerts
from backend.alerts.tables import AlertRow
from backend.cases.evidence.queries import PhotoView, of_cases
from backend.cases.links.store import reopenings
from backend.cases.recheck.queries import RoundExtras, extras_of
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.store import Round, case_of, rounds_of
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.cases.waiting_queries import waiting_order
from backend.core.audit import concerning
from backend.core.events import EventKind
from backend.core.paging import Page
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.core.waiting import Part, page_of_parts
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import References, references
from backend.people.queries import PersonView, named
from backend.people.rules import Department
from backend.sites.rules import Area

UNFINISHED: Final = [state.value for state in CaseState if state is not CaseState.ARCHIVED]
NEWEST: Final = (col(CaseRow.opened_at), col(CaseRow.id))


@dataclass(frozen=True, slots=True)
class CaseFilter:
    states: Sequence[CaseState] | None = None
    is_mine: bool = False
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    case: Case
    area: Area
    equipment: EquipmentView | None
    department: Department | None
    responsible: PersonView | None
    acknowledged_by: PersonView | None
    source: SourceCondition | None


@dataclass(frozen=True, slots=True)
class RoundView:
    entry: Round
    disposed_by: PersonView
    rechecked_by: PersonView | None
    before_photos: tuple[PhotoView, ...]
    disposal_photos: tuple[PhotoView, ...]
    recheck_photos: tuple[PhotoView, ...]
    signature: PhotoView | None
    extras: RoundExtras
    """What the loop keeps beside: voice note, remediation plan, flags."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    entry_id: int
    at: datetime
    kind: EventKind
    person: PersonView | None
    tier: Tier | None
    round_number: int | None
    note: str | None
    subject_id: UUID | None


@dataclass(frozen=True, slots=True)
class Archive:
    archived_at: datetime
    outcome: CaseOutcome
    hash: str


def page(
    session: Session, viewer: Viewer, which: CaseFilter, *, now: datetime, first: int, after: str | None
) -> Page[CaseView]:
    """What waits in the one order of `core.waiting`, then the archive, newest first."""
    conditions = _conditions(viewer, which, now)
    is_archived = col(CaseRow.state) == CaseState.ARCHIVED.value
    parts = (
        Part(select(CaseRow).where(*conditions, col(CaseRow.state).in_(UNFINISHED)), waiting_order()),
        Part(select(CaseRow).where(*conditions, is_archived), NEWEST, descends=True),
    )
    return page_of_parts(session, parts, partial(_views, session, viewer), first=first, after=after)


def by_ids(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, CaseView]:
    statement = select(CaseRow).where(
        col(CaseRow.id).in_(set(case_ids)), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    return {view.case.case_id: view for view in _views(session, viewer, list(session.exec(statement)))}


def of_reports(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, CaseView]:
    statement = select(CaseRow).where(
        col(CaseRow.report_id).in_(set(report_ids)), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    statement = statement.order_by(
        col(CaseRow.opened_at), col(CaseRow.number)
    )  # of a reopened case the newest stays
    views = _views(session, viewer, list(session.exec(statement)))
    return {view.case.report_id: view for view in views if view.case.report_id}


def open_of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[CaseView]]:
    wanted = list(equipment_ids)
    statement = (
        select(CaseRow)
        .where(col(CaseRow.equipment_id).in_(wanted), CaseRow.state != CaseState.ARCHIVED)
        .where(col(CaseRow.site_id).in_(viewer.site_ids))
        .order_by(col(CaseRow.opened_at).desc())
    )
    found: dict[UUID, list[CaseView]] = {equipment_id: [] for equipment_id in wanted}
    for view in _views(session, viewer, list(session.exec(statement))):
        if view.case.equipment_id:
            found[view.case.equipment_id].append(view)
    return found


def rounds(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[RoundView]]:
    """The rounds of each of these cases with their evidence, first round first."""
    wanted = list(by_ids(session, viewer, case_ids))
    entries = rounds_of(session, wanted)
    people = [entry.disposed_by for _, entry in entries] + [
        entry.rechecked_by for _, entry in entries if entry.rechecked_by
    ]
    refs = references(session, viewer, people=people)
    photos = of_cases(session, viewer, wanted)
    extras = extras_of(session, viewer, entries)
    found: dict[UUID, list[RoundView]] = {case_id: [] for case_id in wanted}
    for case_id, entry in entries:
        shown = photos.get((case_id, entry.number), {})
        found[case_id].append(
            RoundView(
                entry=entry,
                disposed_by=refs.people[entry.disposed_by],
                rechecked_by=refs.person(entry.rechecked_by),
                before_photos=tuple(shown.get("BEFORE", ())),
                disposal_photos=tuple(shown.get("DISPOSAL", ())),
                recheck_photos=tuple(shown.get("RECHECK", ())),
                signature=next(iter(shown.get("SIGNATURE", ())), None),
                extras=extras[case_id, entry.number],
            )
        )
    return found


def timelines(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[TimelineEntry]]:
    """Everything in the audit log about each case, its alerts and its report, oldest first."""
    views = by_ids(session, viewer, case_ids)
    case_of_alert = dict(
        session.exec(
            select(AlertRow.id, AlertRow.case_id).where(col(AlertRow.case_id).in_(list(views)))
        ).all()
    )
    again = reopenings(session, views)
    case_of_report = {v.case.report_id: case_id for case_id, v in views.items() if case_id not in again}
    statement = (
        select(AuditRow)
        .where(
            concerning(
                case=views.keys(),
                alert=case_of_alert.keys(),
                hazard_report=[each for each in case_of_report if each],
            )
        )
        .order_by(col(AuditRow.id))
    )
    rows = list(session.exec(statement))
    refs = references(session, viewer, people=(row.by for row in rows))
    found: dict[UUID, list[TimelineEntry]] = {case_id: [] for case_id in views}
    for row in rows:
        case_id = row.ref("case") or _owner(row, case_of_alert, case_of_report)
        if case_id in found:
            found[case_id].append(
                TimelineEntry(
                    entry_id=row.id or 0,
                    at=row.at,
                    kind=EventKind.of(row.kind),
                    person=_who(row, viewer, refs),
                    tier=Tier(row.tier) if row.tier else None,
                    round_number=row.round_number,
                    note=row.note,
                    subject_id=row.ref_beside("alert", "case", "hazard_report"),
                )
            )
    return found


def archives(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, Archive]:
    statement = (
        select(
            CaseArchiveRow.case_id, CaseArchiveRow.archived_at, CaseArchiveRow.outcome, CaseArchiveRow.hash
        )
        .join(CaseRow, col(CaseRow.id) == CaseArchiveRow.case_id)
        .where(col(CaseRow.id).in_(set(case_ids)), col(CaseRow.site_id).in_(viewer.site_ids))
    )
    return {
        case_id: Archive(archived_at, CaseOutcome(outcome), digest)
        for case_id, archived_at, outcome, digest in session.exec(statement)
    }


def count(session: Session, viewer: Viewer, which: CaseFilter, *, now: datetime) -> int:
    return session.exec(
        select(func.count()).select_from(CaseRow).where(*_conditions(viewer, which, now))
    ).one()


def archived_since(session: Session, viewer: Viewer, since: datetime) -> int:
    conditions = (col(CaseRow.site_id).in_(viewer.site_ids), col(CaseRow.archived_at) >= since)
    return session.exec(select(func.count()).select_from(CaseRow).where(*conditions)).one()


def home_counts(session: Session, viewer: Viewer, now: datetime) -> dict[str, int]:
    """Open work of cases for the home, and what was archived in a week."""
    recheck = CaseFilter(states=[CaseState.AWAITING_RECHECK])
    return {
        "my_open_cases": count(session, viewer, CaseFilter(is_mine=True), now=now),
        "awaiting_recheck": count(session, viewer, recheck, now=now),
        "overdue_cases": count(session, viewer, CaseFilter(is_overdue=True), now=now),
        "archived_this_week": archived_since(session, viewer, now - timedelta(days=7)),
    }


def _conditions(viewer: Viewer, which: CaseFilter, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(CaseRow.site_id).in_(viewer.site_ids)]
    if which.states is not None:
        conditions.append(col(CaseRow.state).in_([state.value for state in which.states]))
    if which.is_mine:
        conditions += [_is_mine(viewer), col(CaseRow.state) != CaseState.ARCHIVED]
    if which.is_overdue:
        conditions.append(_is_overdue(now))
    return conditions


def _is_mine(viewer: Viewer) -> ColumnElement[bool]:
    """Responsible for it, took it on, or it belongs to the viewer's department."""
    departments = [each.department_id for each in viewer.memberships if each.department_id]
    return or_(
        col(CaseRow.responsible_id) == viewer.person_id,
        col(CaseRow.acknowledged_by) == viewer.person_id,
        col(CaseRow.department_id).in_(departments),
    )


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(col(CaseRow.state) == CaseState.OPEN, col(CaseRow.acknowledge_due_at) < now),
        and_(col(CaseRow.state) == CaseState.IN_DISPOSAL, col(CaseRow.dispose_due_at) < now),
        and_(col(CaseRow.state) == CaseState.AWAITING_RECHECK, col(CaseRow.recheck_due_at) < now),
    )


def _who(row: AuditRow, viewer: Viewer, refs: References) -> PersonView | None:
    """Who did it, as the viewer may know them."""
    found = refs.person(row.by)
    if found is None or not EventKind.of(row.kind).is_by_reporter:
        return found
    return named(viewer, found, site_id=row.site_id)


def _owner(
    row: AuditRow, case_of_alert: dict[UUID, UUID | None], case_of_report: dict[UUID | None, UUID]
) -> UUID | None:
    """The case of an event from before the case was opened."""
    if (alert_id := row.ref("alert")) is not None:
        return case_of_alert.get(alert_id)
    return case_of_report.get(row.ref("hazard_report"))


def _views(session: Session, viewer: Viewer, rows: Sequence[CaseRow]) -> list[CaseView]:
    found = [case_of(row) for row in rows]
    refs = references(
        session,
        viewer,
        people=[p for case in found for p in (case.responsible_id, case.acknowledged_by)],
        areas=(case.area_id for case in found),
        equipment=(case.equipment_id for case in found),
        departments=(case.department_id for case in found),
    )
    refs = with_equipment_areas(session, viewer, refs)
    sources = Alerts(session).of_cases([case.case_id for case in found])
    return [
        CaseView(
            case=case,
            area=refs.areas[case.area_id],
            equipment=equipment_view(refs, case.equipment_id),
            department=refs.department(case.department_id),
            responsible=refs.person(case.responsible_id),
            acknowledged_by=refs.person(case.acknowledged_by),
            source=SourceCondition.of(sources.get(case.case_id, [])),
        )
        for case in found
    ]

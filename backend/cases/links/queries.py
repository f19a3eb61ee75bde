"""Links of a case with others, and cases that may be the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, or_, select

from backend.alerts.tables import AlertRow
from backend.cases import queries as cases
from backend.cases.dismissals_rules import Dismissal, DismissalReason
from backend.cases.links.duplicates_rules import RECENT, Candidate, Subject
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.store import Links
from backend.cases.links.tables import DismissalRow
from backend.cases.recurrence.rules import RootCause
from backend.cases.recurrence.store import Recurrence, recurrence_of, root_cause_of
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.rules import Case, CaseState
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.equipment.references_queries import references
from backend.equipment.tables import EquipmentRow
from backend.people.queries import PersonView
from backend.sites.tables import AreaRow

MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything around a case that is not in it. Of cases that are not the viewer's nothing is shown."""

    case: Case
    duplicate_of: Case | None
    duplicates: tuple[Case, ...]
    reopens: Case | None
    reopened_as: Case | None
    recurrence: Recurrence | None
    earlier: tuple[Case, ...]
    root_cause: RootCause | None
    owner: PersonView | None
    dismissal: Dismissal | None


def record(session: Session, viewer: Viewer, case_id: UUID) -> CaseRecord | None:
    """None for a case of another site."""
    own = cases.by_ids(session, viewer, [case_id]).get(case_id)
    if own is None:
        return None
    links = Links(session)
    duplicate_of = links.other(case_id, CaseLinkKind.DUPLICATE_OF)
    reopens = links.other(case_id, CaseLinkKind.REOPENS)
    duplicates = links.pointing_at(case_id, CaseLinkKind.DUPLICATE_OF)
    reopened = next(iter(links.pointing_at(case_id, CaseLinkKind.REOPENS)), None)
    recurrence = recurrence_of(session.get(RecurrenceRow, case_id))
    earlier = recurrence.earlier if recurrence else ()
    wanted = {each for each in (duplicate_of, reopens, reopened, *duplicates, *earlier) if each}
    views = cases.by_ids(session, viewer, wanted)
    cause = root_cause_of(session.get(RootCauseRow, case_id))
    dismissed = session.get(DismissalRow, case_id)
    return CaseRecord(
        case=own,
        duplicate_of=views.get(duplicate_of) if duplicate_of else None,
        duplicates=tuple(views[each] for each in duplicates if each in views),
        reopens=views.get(reopens) if reopens else None,
        reopened_as=views.get(reopened) if reopened else None,
        recurrence=recurrence,
        earlier=tuple(views[each] for each in earlier if each in views),
        root_cause=cause,
        owner=references(session, viewer, people=[cause.owner_id]).person(cause.owner_id) if cause else None,
        dismissal=_dismissal(dismissed) if dismissed else None,
    )


def subject_of_case(session: Session, viewer: Viewer, case_id: UUID) -> Subject | None:
    row = session.get(CaseRow, case_id)
    if row is None or row.site_id not in viewer.site_ids:
        return None
    category = _categories(session, [row]).get(row.id)
    return Subject(row.site_id, row.area_id, row.equipment_id, category) if category else None


def subject_of_place(
    session: Session, viewer: Viewer, *, area_id: UUID | None, equipment_code: str | None, category: str
) -> Subject | None:
    """Return the subject that a person is about to report on, at an equipment (by its code) or in an area;
    None for an unknown or a foreign one.
    """
    if equipment_code:
        statement = select(EquipmentRow).where(
            EquipmentRow.code == equipment_code, col(EquipmentRow.site_id).in_(viewer.site_ids)
        )
        item = session.exec(statement).first()
        return Subject(item.site_id, item.area_id, item.id, category) if item else None
    area = session.get(AreaRow, area_id) if area_id else None
    if area is None or area.site_id not in viewer.site_ids:
        return None
    return Subject(area.site_id, area.id, None, category)


def candidates(
    session: Session,
    wanted: Subject,
    *,
    now: datetime,
    without_case: UUID | None = None,
    without_report: UUID | None = None,
) -> list[Candidate]:
    """The newest cases in the area or at the equipment, open or recent; without the case of that report."""
    place = [CaseRow.area_id == wanted.area_id]
    if wanted.equipment_id is not None:
        place.append(CaseRow.equipment_id == wanted.equipment_id)
    statement = (
        select(CaseRow)
        .where(CaseRow.site_id == wanted.site_id, or_(*place), CaseRow.id != without_case)
        .where(or_(CaseRow.state != CaseState.ARCHIVED, col(CaseRow.opened_at) >= now - RECENT))
        .where(or_(col(CaseRow.outcome).is_(None), CaseRow.outcome != "DUPLICATE"))
        .order_by(col(CaseRow.opened_at).desc())
        .limit(MOST_COMPARED)
    )
    rows = [row for row in session.exec(statement) if row.report_id != without_report or not row.report_id]
    category = _categories(session, rows)
    return [
        Candidate(
            subject=Subject(row.site_id, row.area_id, row.equipment_id, category.get(row.id, "")),
            case_id=row.id,
            report_id=row.report_id,
            opened_at=row.opened_at,
            is_open=row.state != CaseState.ARCHIVED,
        )
        for row in rows
    ]


def _categories(session: Session, rows: Iterable[CaseRow]) -> dict[UUID, str]:
    """Return the category of each case: its report's category, or the condition of its first alert."""
    found = list(rows)
    of_alert: dict[UUID, str] = {}
    statement = (
        select(AlertRow.case_id, AlertRow.condition)
        .where(one_of(col(AlertRow.case_id), [row.id for row in found]))
        .order_by(col(AlertRow.raised_at))
    )
    for case_id, condition in session.exec(statement):
        if case_id is not None:
            of_alert.setdefault(case_id, condition)
    return {**of_alert, **{row.id: row.category for row in found if row.category}}


def _dismissal(row: DismissalRow) -> Dismissal:
    return Dismissal(row.case_id, DismissalReason(row.reason), row.text, row.by, row.at)

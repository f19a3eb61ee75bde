"""Everything that is late at the viewer's sites: for whom, since when, in the one order of what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, func, type_coerce
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.tables import CaseRow
from backend.cases.waiting_queries import recovered_column
from backend.core.counts import counts as counts_of
from backend.core.paging import Page
from backend.core.providers import OverdueSubject, OverdueSubjects
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.core.waiting import Order, Part, page_of_parts
from backend.deadlines.modules_queries import is_shown
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import deadline_of
from backend.deadlines.tables import DeadlineRow
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.people.rules import Department
from backend.risks.revisions.tables import RiskEventRow
from backend.sensors.tables import SensorRow


@dataclass(frozen=True, slots=True)
class OverdueView:
    """One step that is late. `responsible` is empty where a group owes it: a recheck, the officers.
    `subject`: of what it is, where that is neither a case nor an alert.
    """

    deadline: Deadline
    responsible: tuple[PersonView, ...]
    department: Department | None
    is_followed_up: bool
    subject: OverdueSubject | None


@dataclass(frozen=True, slots=True)
class OverdueSum:
    """How much is late, and since when the oldest of it is."""

    total: int
    oldest_due_at: datetime | None


def page(
    session: Session,
    viewer: Viewer,
    subjects: OverdueSubjects,
    *,
    now: datetime,
    first: int,
    after: str | None,
) -> Page[OverdueView]:
    """The worst tier first, active before recovered, what is late longest; what the viewer may follow up."""

    def views_of(rows: list[DeadlineRow]) -> list[OverdueView]:
        return views(session, viewer, [deadline_of(row) for row in rows], subjects)

    late = Part(select(DeadlineRow).where(*is_late(viewer, now)), waiting_order())
    return page_of_parts(session, (late,), views_of, first=first, after=after)


def waiting_order() -> Order:
    """Ascending; what has no tier stands behind all that has one."""
    of_alert = select(case((col(AlertRow.is_active), 0), else_=1)).where(
        col(AlertRow.id) == col(DeadlineRow.object_id)
    )
    recovered = case(
        (col(DeadlineRow.noun) == "alert", func.coalesce(of_alert.scalar_subquery(), 0)),
        else_=recovered_column(col(DeadlineRow.object_id)),
    )
    return (
        type_coerce(-func.coalesce(col(DeadlineRow.tier), 0), Integer),
        type_coerce(recovered, Integer),
        col(DeadlineRow.due_at),
        col(DeadlineRow.started_at),
        col(DeadlineRow.id),
    )


def summary(session: Session, viewer: Viewer, *, now: datetime) -> OverdueSum:
    statement = select(func.count(), func.min(DeadlineRow.due_at)).select_from(DeadlineRow)
    total, oldest = session.exec(statement.where(*is_late(viewer, now))).one()
    return OverdueSum(total, oldest)


def counts(session: Session, viewer: Viewer, moments: Iterable[datetime]) -> dict[datetime, int]:
    """Return the number of steps that are late at each of these moments."""
    return counts_of(session, DeadlineRow, {now: is_late(viewer, now) for now in moments})


def is_late(viewer: Viewer, now: datetime) -> list[ColumnElement[bool]]:
    """The one definition of a late step: its deadline runs and has passed. Of what the viewer follows up."""
    sites = viewer.site_ids_where(Permission.FOLLOW_UP)
    return [
        col(DeadlineRow.site_id).in_(sites),
        col(DeadlineRow.ended_at).is_(None),
        col(DeadlineRow.due_at) < now,
        *is_shown(viewer),
    ]


def views(
    session: Session, viewer: Viewer, found: Sequence[Deadline], subjects: OverdueSubjects
) -> list[OverdueView]:
    """These steps, each with who owes it."""
    owners = _owners(session, found)
    people = {each.deadline_id: owners[each.deadline_id][0] for each in found}
    refs = references(
        session,
        viewer,
        people=[person for each in people.values() for person in each],
        departments=[owners[each.deadline_id][1] for each in found],
    )
    named = _named(session, viewer, found, subjects)
    followed_up = _followed_up(session, {each.case_id for each in found if each.case_id})
    return [
        OverdueView(
            deadline=each,
            responsible=tuple(refs.people[person] for person in people[each.deadline_id]),
            department=refs.department(owners[each.deadline_id][1]),
            is_followed_up=each.case_id in followed_up,
            subject=named.get(each.object_id),
        )
        for each in found
    ]


def _named(
    session: Session, viewer: Viewer, found: Sequence[Deadline], subjects: OverdueSubjects
) -> dict[UUID, OverdueSubject]:
    """One statement per noun that names its own."""
    named: dict[UUID, OverdueSubject] = {}
    for noun, name in subjects.items():
        if wanted := {each.object_id for each in found if each.noun == noun}:
            named |= name(session, viewer, wanted)
    return named


def _owners(session: Session, found: Sequence[Deadline]) -> dict[UUID, tuple[list[UUID], UUID | None]]:
    """Return (people, department) responsible for each of these, as the `responsible` commands of alerts and
    cases do; two statements.
    """
    cases = select(CaseRow.id, CaseRow.responsible_id, CaseRow.acknowledged_by, CaseRow.department_id)
    case_of = {
        row[0]: row
        for row in session.exec(cases.where(one_of(col(CaseRow.id), {each.case_id for each in found})))
    }
    speaks = col(AlertRow.risk_event_id).is_not(None)
    alerts = (
        select(
            AlertRow.id,
            case((speaks, col(RiskEventRow.person_id)), else_=col(SensorRow.responsible_id)),
            case((speaks, col(RiskEventRow.department_id)), else_=col(SensorRow.department_id)),
        )
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .join(RiskEventRow, col(RiskEventRow.id) == AlertRow.risk_event_id, isouter=True)
        .where(one_of(col(AlertRow.id), {each.alert_id for each in found}))
    )
    alert_of = {row[0]: row for row in session.exec(alerts)}
    owners: dict[UUID, tuple[list[UUID], UUID | None]] = {}
    for each in found:
        named: list[UUID | None] = [each.owner_id]
        department = each.department_id
        if each.case_id in case_of and each.task_id is None:
            _, responsible, taken_by, of_case = case_of[each.case_id]
            department = department or of_case
            if each.owner_id is None and each.step is not DeadlineStep.RECHECK:
                named = [responsible or (taken_by if each.step is DeadlineStep.DISPOSE else None)]
        elif each.alert_id in alert_of:
            _, responsible, department = alert_of[each.alert_id]
            named = [responsible]
        owners[each.deadline_id] = (list(dict.fromkeys(p for p in named if p)), department)
    return owners


def _followed_up(session: Session, case_ids: set[UUID]) -> set[UUID]:
    """Cases in which a person waits for an answer."""
    statement = (
        select(FollowUpRow.case_id)
        .where(one_of(col(FollowUpRow.case_id), case_ids), col(FollowUpRow.by_id).is_not(None))
        .where(col(FollowUpRow.answered_at).is_(None), col(FollowUpRow.ended_at).is_(None))
        .distinct()
    )
    return set(session.exec(statement))

"""The work pack 工作包: what a person may need where there is no network, and whether a phone has it already.

Thirteen statements find it, however much it is. The mark of an object stays the same as long as its page
does, but for values that name their own time: a phone that has the mark needs no answer.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, false, func, or_, select, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.alerts.filters_queries import IN_SIGHT
from backend.alerts.filters_queries import conditions as alert_conditions
from backend.alerts.filters_queries import waiting_order as alerts_in_order
from backend.alerts.suppression.tables import MaintenanceWindowRow
from backend.alerts.tables import AlertRow
from backend.cases.filters_queries import is_of_departments, is_of_people
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.waiting_queries import waiting_order as cases_in_order
from backend.core.statements import among, one_of
from backend.core.tables import AuditRefRow
from backend.core.viewer import Viewer
from backend.equipment.tables import EquipmentRow
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
from backend.people.accounts.disabled_store import is_disabled
from backend.people.departments.rules import working_with
from backend.people.directory.rules import AddressKind
from backend.people.tables import DepartmentRow, MembershipRow, PersonAddressRow
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.briefs.queries import at_machines
from backend.risks.queries import WORST
from backend.risks.revisions.rules import EventState
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.tables import RiskObjectRow, RiskUnitRow
from backend.sensors.site_advice_tables import SiteAdviceRow
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.tables import SiteRow

OWN_REPORTS: Final = timedelta(days=30)
"""So long what somebody reported stays on their phone, whatever became of it."""
MARK_BYTES: Final = 6


class PackKind(StrEnum):
    """Each begins with a letter of its own."""

    ALERT = "ALERT"
    CASE = "CASE"
    HAZARD = "HAZARD"
    RISK = "RISK"
    EQUIPMENT = "EQUIPMENT"


MOST: Final = {
    PackKind.ALERT: 100,
    PackKind.CASE: 60,
    PackKind.HAZARD: 40,
    PackKind.RISK: 120,
    PackKind.EQUIPMENT: 200,
}
"""Objects of each kind: more would not fit beside the photos of a cheap phone."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One object, and the mark of what its page looks like now to this person."""

    kind: PackKind
    object_id: UUID
    mark: str


def pack(session: Session, viewer: Viewer, *, now: datetime) -> list[PackEntry]:
    """Return what belongs into the pack of this person: alerts, cases, reports, events of the register,
    machines; of each what is their department's first, then in the order of what waits. Of the register only
    what is at the places of their departments, worst first.
    """
    alerts, cases = _alerts(session, viewer), _cases(session, viewer)
    bound, at = _bound_risks(session, viewer, now), _risks_at_machines(session, viewer, now)
    machines = [*alerts, *cases, *_sensors(session, viewer), *_windows(session, viewer), *at]
    of_machines, of_sensors = _grouped(machines, "equipment_id"), _grouped(bound, "sensor_id")
    of_events = _grouped([*bound, *at], "event_id")
    beside: dict[PackKind, Callable[[Row[Any]], list[str]]] = {
        PackKind.ALERT: lambda row: of_sensors[row.sensor_id],
        PackKind.RISK: lambda row: of_events[row.id],
        PackKind.EQUIPMENT: lambda row: of_machines[row.id],
    }
    found: dict[PackKind, Sequence[Row[Any]]] = {
        PackKind.ALERT: [row for row in alerts if row.is_in_sight],
        PackKind.CASE: cases,
        PackKind.HAZARD: _reports(session, viewer, now),
        PackKind.RISK: _risks(session, viewer, now),
        PackKind.EQUIPMENT: _equipment(session, viewer),
    }
    kept = [(kind, row) for kind, rows in found.items() for row in rows[: MOST[kind]]]
    noted = _last_noted(session, viewer, [row.id for _, row in kept])
    around = _around(session, viewer)
    return [
        PackEntry(
            kind,
            row.id,
            _mark(
                kind,
                around[kind],
                tuple(row),
                noted.get(row.id, 0),
                sorted(beside[kind](row)) if kind in beside else [],
            ),
        )
        for kind, row in kept
    ]


def _departments(viewer: Viewer) -> list[UUID]:
    return [each.department_id for each in viewer.memberships if each.department_id]


def _first_where(*owned: ColumnElement[bool]) -> ColumnElement[int]:
    """Ascending: what is somebody's own before all else."""
    return case((or_(false(), *owned), 0), else_=1)


def _alerts(session: Session, viewer: Viewer) -> Sequence[Row[Any]]:
    """Every open alert; `is_in_sight`: it is a row of the list, not behind another one of its group."""
    group = aliased(AlertRow)
    newest = select(func.max(group.changed_at)).where(col(group.group_id) == col(AlertRow.group_id))
    departments = _departments(viewer)
    statement = (
        select(
            col(AlertRow.id),
            col(AlertRow.case_id),
            col(AlertRow.changed_at),
            col(AlertRow.is_acknowledged),
            col(AlertRow.suppressed_by),
            col(AlertRow.notified_at),
            col(AlertRow.sensor_id),
            col(SensorRow.equipment_id),
            col(SensorRow.version),
            col(CaseRow.version),
            col(RiskEventRow.version),
            newest.scalar_subquery(),
            case((and_(*alert_conditions(viewer, IN_SIGHT)), 1), else_=0).label("is_in_sight"),
        )
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .join(CaseRow, col(CaseRow.id) == AlertRow.case_id, isouter=True)
        .join(RiskEventRow, col(RiskEventRow.id) == AlertRow.risk_event_id, isouter=True)
        .where(col(AlertRow.site_id).in_(viewer.site_ids), col(AlertRow.is_open))
        .order_by(
            _first_where(
                col(SensorRow.department_id).in_(departments),
                col(RiskEventRow.department_id).in_(departments),
                col(CaseRow.department_id).in_(departments),
            ),
            *alerts_in_order(),
        )
    )
    return session.execute(statement).all()


def _cases(session: Session, viewer: Viewer) -> Sequence[Row[Any]]:
    """Every open case."""
    changed = select(func.max(AlertRow.changed_at)).where(col(AlertRow.case_id) == col(CaseRow.id))
    statement = (
        select(
            col(CaseRow.id),
            col(CaseRow.version),
            col(CaseRow.changed_at),
            col(CaseRow.equipment_id),
            changed.correlate(CaseRow).scalar_subquery(),
        )
        .where(col(CaseRow.site_id).in_(viewer.site_ids), col(CaseRow.state) != CaseState.ARCHIVED.value)
        .order_by(
            _first_where(is_of_people([viewer.person_id])),
            _first_where(is_of_departments(_departments(viewer))),
            *cases_in_order(),
        )
    )
    return session.execute(statement).all()


def _reports(session: Session, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """Reports that wait for an answer, and what the viewer reported lately."""
    is_own = col(HazardReportRow.reported_by) == viewer.person_id
    is_recent = col(HazardReportRow.received_at) >= now - OWN_REPORTS
    statement = (
        select(
            col(HazardReportRow.id),
            col(HazardReportRow.state),
            col(HazardReportRow.triaged_at),
            col(HazardReportRow.grade),
            func.max(CaseRow.version),
            func.max(CaseRow.changed_at),
        )
        .join(CaseRow, col(CaseRow.report_id) == HazardReportRow.id, isouter=True)
        .where(
            col(HazardReportRow.site_id).in_(viewer.site_ids),
            or_(col(HazardReportRow.state) == HazardState.SUBMITTED.value, and_(is_own, is_recent)),
        )
        .group_by(col(HazardReportRow.id))
        .order_by(_first_where(is_own), col(HazardReportRow.received_at).desc(), col(HazardReportRow.id))
    )
    return session.execute(statement).all()


def _risks(session: Session, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """Return the events in force that the departments of the viewer answer for, or that lie in an area where
    these have a source or a unit; the worst first.
    """
    departments = _places_of(session, viewer)
    areas = union(
        select(col(SensorRow.area_id)).where(one_of(col(SensorRow.department_id), departments)),
        select(col(RiskUnitRow.area_id)).where(one_of(col(RiskUnitRow.department_id), departments)),
    )
    statement = (
        select(
            col(RiskEventRow.id),
            col(RiskEventRow.version),
            _is_overdue(now),
            col(RiskEventRow.department_id),
            col(RiskEventRow.post_id),
            col(RiskEventRow.person_id),
            col(RiskUnitRow.version),
            col(RiskObjectRow.version),
        )
        .join(RiskUnitRow, col(RiskUnitRow.id) == RiskEventRow.unit_id)
        .join(RiskObjectRow, col(RiskObjectRow.id) == RiskUnitRow.object_id)
        .where(
            col(RiskEventRow.site_id).in_(viewer.site_ids),
            col(RiskEventRow.state) == EventState.IN_FORCE.value,
            or_(
                one_of(col(RiskEventRow.department_id), departments),
                one_of(col(RiskUnitRow.department_id), departments),
                col(RiskUnitRow.area_id).in_(areas),
            ),
        )
        .order_by(*WORST)
    )
    return session.execute(statement).all()


def _places_of(session: Session, viewer: Viewer) -> set[UUID]:
    """Return the departments at whose places the viewer works."""
    statement = select(col(DepartmentRow.id), col(DepartmentRow.parent_id)).where(
        col(DepartmentRow.site_id).in_(viewer.site_ids)
    )
    parents = {row.id: row.parent_id for row in session.execute(statement)}
    return {each for own in _departments(viewer) for each in working_with(own, parents)}


def _bound_risks(session: Session, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """Return the sources bound to events: the page of an event shows them, that of an alert its events."""
    limits = select(func.max(IndicatorRow.version)).where(col(IndicatorRow.sensor_id) == col(SensorRow.id))
    statement = (
        select(
            col(SourceBindingRow.event_id),
            col(SourceBindingRow.sensor_id),
            col(RiskEventRow.version),
            _is_overdue(now),
            col(SensorRow.version).label("sensor_version"),
            col(SensorRow.state),
            limits.correlate(SensorRow).scalar_subquery(),
        )
        .join(RiskEventRow, col(RiskEventRow.id) == SourceBindingRow.event_id)
        .join(SensorRow, col(SensorRow.id) == SourceBindingRow.sensor_id)
        .where(col(SourceBindingRow.site_id).in_(viewer.site_ids), col(SourceBindingRow.until_at).is_(None))
    )
    return session.execute(statement).all()


def _risks_at_machines(session: Session, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """Return the events in force at machines: the pages of each name the other."""
    at = at_machines()
    statement = (
        select(
            at.c.equipment_id,
            at.c.event_id,
            col(RiskEventRow.version),
            _is_overdue(now),
            col(EquipmentRow.version).label("equipment_version"),
        )
        .join(RiskEventRow, col(RiskEventRow.id) == at.c.event_id)
        .join(EquipmentRow, col(EquipmentRow.id) == at.c.equipment_id)
        .where(
            col(RiskEventRow.site_id).in_(viewer.site_ids),
            col(RiskEventRow.state) == EventState.IN_FORCE.value,
        )
    )
    return session.execute(statement).all()


def _is_overdue(now: datetime) -> ColumnElement[int]:
    """1 where the review of the event is overdue, which pages mark."""
    return case((col(RiskEventRow.review_due_at) <= now, 1), else_=0)


def _equipment(session: Session, viewer: Viewer) -> Sequence[Row[Any]]:
    """Machines; of a department are those with a source that is its own."""
    watched = select(col(SensorRow.equipment_id)).where(
        col(SensorRow.department_id).in_(_departments(viewer)), col(SensorRow.equipment_id).is_not(None)
    )
    statement = (
        select(
            col(EquipmentRow.id),
            col(EquipmentRow.version),
            col(EquipmentRow.changed_at),
            col(EquipmentRow.state),
            col(EquipmentRow.area_id),
            col(EquipmentRow.next_maintenance_at),
        )
        .where(col(EquipmentRow.site_id).in_(viewer.site_ids))
        .order_by(_first_where(col(EquipmentRow.id).in_(watched)), col(EquipmentRow.code))
    )
    return session.execute(statement).all()


def _sensors(session: Session, viewer: Viewer) -> Sequence[Row[Any]]:
    limits = select(func.max(IndicatorRow.version)).where(col(IndicatorRow.sensor_id) == col(SensorRow.id))
    statement = select(
        col(SensorRow.equipment_id),
        col(SensorRow.id),
        col(SensorRow.version),
        col(SensorRow.state),
        limits.correlate(SensorRow).scalar_subquery(),
    ).where(col(SensorRow.site_id).in_(viewer.site_ids), col(SensorRow.equipment_id).is_not(None))
    return session.execute(statement).all()


def _windows(session: Session, viewer: Viewer) -> Sequence[Row[Any]]:
    """Maintenance of machines that was not cancelled: a page shows what of it is not over."""
    statement = select(
        col(MaintenanceWindowRow.equipment_id),
        col(MaintenanceWindowRow.id),
        col(MaintenanceWindowRow.ends_at),
    ).where(
        col(MaintenanceWindowRow.site_id).in_(viewer.site_ids),
        col(MaintenanceWindowRow.equipment_id).is_not(None),
        col(MaintenanceWindowRow.cancelled_at).is_(None),
    )
    return session.execute(statement).all()


def _grouped(rows: Iterable[Row[Any]], key: str) -> defaultdict[Any, list[str]]:
    """Return the rows that a page shows beside its own object, by the id of that in this column."""
    shown: defaultdict[Any, list[str]] = defaultdict(list)
    for row in rows:
        if (object_id := getattr(row, key)) is not None:
            shown[object_id].append(repr(tuple(row)))
    return shown


def _last_noted(session: Session, viewer: Viewer, object_ids: Collection[UUID]) -> dict[UUID, int]:
    """The place in the audit chain of what was noted last of each: comments, tasks, answers of people."""
    statement = (
        select(col(AuditRefRow.object_id), func.max(col(AuditRefRow.position)))
        .where(among(col(AuditRefRow.object_id), "objects"), col(AuditRefRow.site_id).in_(viewer.site_ids))
        .group_by(col(AuditRefRow.object_id))
    )
    found = session.execute(statement, {"objects": list(object_ids)})
    return {row.object_id: row[1] for row in found}


def _around(session: Session, viewer: Viewer) -> dict[PackKind, list[object]]:
    """Return the rights, advice and numbers that decide, beside the objects of a kind, what their pages show.
    An old number to call, or old advice, is worse than a page that is fetched once more: whom to call stands
    on cases, events of the register and beside alarms, the advice of the site on machines; an alert keeps
    its own.
    """
    rights, advice, numbers = _rights(viewer), _advice(session, viewer), _numbers(session, viewer)
    return {
        PackKind.ALERT: [rights, numbers],
        PackKind.CASE: [rights, numbers],
        PackKind.HAZARD: [rights],
        PackKind.RISK: [rights, numbers],
        PackKind.EQUIPMENT: [rights, advice],
    }


def _advice(session: Session, viewer: Viewer) -> list[str]:
    """When each site wrote its advice last, and how much of it there is: some may be withdrawn."""
    statement = (
        select(
            col(SiteAdviceRow.site_id),
            func.count().label("written"),
            func.max(col(SiteAdviceRow.changed_at)).label("changed_at"),
        )
        .where(col(SiteAdviceRow.site_id).in_(viewer.site_ids))
        .group_by(col(SiteAdviceRow.site_id))
    )
    return sorted(repr(tuple(row)) for row in session.execute(statement))


def _numbers(session: Session, viewer: Viewer) -> list[str]:
    """The numbers that a page may offer to call: of people, and of the control rooms."""
    of_people = (
        select(col(PersonAddressRow.person_id), col(PersonAddressRow.address))
        .join(MembershipRow, col(MembershipRow.person_id) == PersonAddressRow.person_id)
        .where(
            col(PersonAddressRow.kind) == AddressKind.PHONE,
            col(MembershipRow.site_id).in_(viewer.site_ids),
            ~is_disabled(col(PersonAddressRow.person_id)),
        )
    )
    of_rooms = select(col(SiteRow.id), col(SiteRow.control_room)).where(col(SiteRow.id).in_(viewer.site_ids))
    return sorted(str(tuple(row)) for row in session.execute(of_people.union_all(of_rooms)))


def _rights(viewer: Viewer) -> list[object]:
    """Return the rights that decide, beside the objects, what somebody sees of them and may do."""
    return [
        (each.person_id, each.site_id, each.role, each.department_id, sorted(each.modules_off))
        for each in viewer.memberships
    ]


def _mark(kind: PackKind, *parts: object) -> str:
    """It begins with the letter of its kind: a device sees of what it lacks some."""
    return kind[0] + blake2b(repr(parts).encode(), digest_size=MARK_BYTES).hexdigest()

"""The work pack 工作包: what a person may need where there is no network, and whether a phone has it already.

Nine statements find it, however much it is. The mark of an object stays the same as long as its page does,
but for values that name their own time: a phone that has the mark needs no answer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, false, func, or_, select
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
from backend.core.statements import among
from backend.core.tables import AuditRefRow
from backend.core.viewer import Viewer
from backend.equipment.tables import EquipmentRow
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.rules import AddressKind
from backend.people.tables import MembershipRow, PersonAddressRow
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
    EQUIPMENT = "EQUIPMENT"


MOST: Final = {PackKind.ALERT: 100, PackKind.CASE: 60, PackKind.HAZARD: 40, PackKind.EQUIPMENT: 200}
"""Objects of each kind: more would not fit beside the photos of a cheap phone."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One object, and the mark of what its page looks like now to this person."""

    kind: PackKind
    object_id: UUID
    mark: str


def pack(session: Session, viewer: Viewer, *, now: datetime) -> list[PackEntry]:
    """Return what belongs into the pack of this person: alerts, cases, reports, machines; of each what is
    their department's first, then in the order of what waits.
    """
    alerts, cases = _alerts(session, viewer), _cases(session, viewer)
    of_machines = _of_machines(alerts, cases, _sensors(session, viewer), _windows(session, viewer))
    found: dict[PackKind, Sequence[Row[Any]]] = {
        PackKind.ALERT: [row for row in alerts if row.is_in_sight],
        PackKind.CASE: cases,
        PackKind.HAZARD: _reports(session, viewer, now),
        PackKind.EQUIPMENT: _equipment(session, viewer),
    }
    kept = [(kind, row) for kind, rows in found.items() for row in rows[: MOST[kind]]]
    noted = _last_noted(session, viewer, [row.id for _, row in kept])
    around = _around(session, viewer)
    return [
        PackEntry(
            kind,
            row.id,
            _mark(kind, around[kind], tuple(row), noted.get(row.id, 0), sorted(of_machines.get(row.id, ()))),
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
            col(SensorRow.equipment_id),
            col(SensorRow.version),
            col(CaseRow.version),
            newest.scalar_subquery(),
            case((and_(*alert_conditions(viewer, IN_SIGHT)), 1), else_=0).label("is_in_sight"),
        )
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .join(CaseRow, col(CaseRow.id) == AlertRow.case_id, isouter=True)
        .where(col(AlertRow.site_id).in_(viewer.site_ids), col(AlertRow.is_open))
        .order_by(
            _first_where(
                col(SensorRow.department_id).in_(departments), col(CaseRow.department_id).in_(departments)
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


def _of_machines(*of: Iterable[Row[Any]]) -> dict[UUID, list[str]]:
    """Return the rows that the page of each machine shows beside the machine itself."""
    shown: dict[UUID, list[str]] = defaultdict(list)
    for rows in of:
        for row in rows:
            if row.equipment_id is not None:
                shown[row.equipment_id].append(repr(tuple(row)))
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
    on cases and beside alarms, the advice of the site on machines; an alert keeps its own.
    """
    rights, advice, numbers = _rights(viewer), _advice(session, viewer), _numbers(session, viewer)
    return {
        PackKind.ALERT: [rights, numbers],
        PackKind.CASE: [rights, numbers],
        PackKind.HAZARD: [rights],
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

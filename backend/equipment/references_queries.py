"""What many screens refer to: people, areas, equipment, departments; one statement per kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import several
from backend.core.text import Text
from backend.people.rules import Department, Person, Role, Viewer
from backend.people.store import membership_of
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow, SiteRow
from backend.sensors.tables import AreaRow, EquipmentRow
from backend.sites.rules import Area, Equipment, Retention, Site
from backend.sites.store import area_of, equipment_of, retention_of, site_of

AREAS: Final = select(AreaRow).where(
    col(AreaRow.id).in_(several("ids")), col(AreaRow.site_id).in_(several("sites"))
)
EQUIPMENT: Final = select(EquipmentRow).where(
    col(EquipmentRow.id).in_(several("ids")), col(EquipmentRow.site_id).in_(several("sites"))
)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as colleagues see them."""

    person: Person
    department: Department | None
    post: Text | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class References:
    """Looked up once for a whole page."""

    people: dict[UUID, PersonView] = field(default_factory=dict)
    areas: dict[UUID, Area] = field(default_factory=dict)
    equipment: dict[UUID, Equipment] = field(default_factory=dict)
    departments: dict[UUID, Department] = field(default_factory=dict)

    def person(self, person_id: UUID | None) -> PersonView | None:
        return self.people.get(person_id) if person_id else None

    def item(self, equipment_id: UUID | None) -> Equipment | None:
        return self.equipment.get(equipment_id) if equipment_id else None

    def department(self, department_id: UUID | None) -> Department | None:
        return self.departments.get(department_id) if department_id else None


def references(
    session: Session,
    viewer: Viewer,
    *,
    people: Iterable[UUID | None] = (),
    areas: Iterable[UUID] = (),
    equipment: Iterable[UUID | None] = (),
    departments: Iterable[UUID | None] = (),
) -> References:
    """Look these up at the viewer's sites."""
    return References(
        people=_people(session, viewer, {each for each in people if each}),
        areas=_areas(session, viewer, set(areas)),
        equipment=_equipment(session, viewer, {each for each in equipment if each}),
        departments=_departments(session, viewer, {each for each in departments if each}),
    )


def sites(session: Session, viewer: Viewer) -> dict[UUID, Site]:
    statement = select(SiteRow).where(col(SiteRow.id).in_(viewer.site_ids))
    return {row.id: site_of(row) for row in session.exec(statement)}


def retention(session: Session, viewer: Viewer, site_id: UUID) -> Retention | None:
    """How long this site keeps readings; None if it is not the viewer's."""
    row = session.get(SiteRow, site_id) if site_id in viewer.site_ids else None
    return retention_of(row) if row else None


def plan_svg(session: Session, viewer: Viewer, site_id: UUID) -> str | None:
    """The plan picture of one of the viewer's sites."""
    row = session.get(SiteRow, site_id) if site_id in viewer.site_ids else None
    return row.plan_svg if row else None


def people(session: Session, viewer: Viewer) -> list[PersonView]:
    """Everybody at the viewer's sites, by name."""
    statement = select(MembershipRow.person_id).where(col(MembershipRow.site_id).in_(viewer.site_ids))
    found = _people(session, viewer, set(session.exec(statement)))
    return sorted(found.values(), key=lambda view: view.person.name.en)


def departments(session: Session, viewer: Viewer) -> list[Department]:
    statement = select(DepartmentRow).where(col(DepartmentRow.site_id).in_(viewer.site_ids))
    return [_department_of(row) for row in session.exec(statement.order_by(col(DepartmentRow.name_en)))]


def areas(session: Session, viewer: Viewer) -> list[Area]:
    statement = select(AreaRow).where(col(AreaRow.site_id).in_(viewer.site_ids))
    return [area_of(row) for row in session.exec(statement.order_by(col(AreaRow.code)))]


def _people(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, PersonView]:
    """People without a membership at the viewer's sites keep their name: they were there when they acted."""
    if not ids:
        return {}
    statement = (
        select(PersonRow, MembershipRow, DepartmentRow)
        .join(
            MembershipRow,
            (col(MembershipRow.person_id) == PersonRow.id) & col(MembershipRow.site_id).in_(viewer.site_ids),
            isouter=True,
        )
        .join(DepartmentRow, col(DepartmentRow.id) == MembershipRow.department_id, isouter=True)
        .where(col(PersonRow.id).in_(ids))
    )
    found = {}
    for person, membership, department in session.exec(statement):
        found[person.id] = PersonView(
            Person(person.id, Text(person.name_zh, person.name_en)),
            _department_of(department) if department else None,
            membership_of(membership).post if membership else None,
            Role(membership.role) if membership else None,
        )
    return found


def _areas(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, Area]:
    if not ids:
        return {}
    rows = session.exec(AREAS, params={"ids": list(ids), "sites": list(viewer.site_ids)})
    return {row.id: area_of(row) for row in rows}


def _equipment(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, Equipment]:
    if not ids:
        return {}
    rows = session.exec(EQUIPMENT, params={"ids": list(ids), "sites": list(viewer.site_ids)})
    return {row.id: equipment_of(row) for row in rows}


def _departments(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, Department]:
    if not ids:
        return {}
    statement = select(DepartmentRow).where(
        col(DepartmentRow.id).in_(ids), col(DepartmentRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: _department_of(row) for row in session.exec(statement)}


def _department_of(row: DepartmentRow) -> Department:
    return Department(row.id, row.site_id, Text(row.name_zh, row.name_en))

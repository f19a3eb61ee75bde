"""The viewer, and the people and departments of their sites."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core import words
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.people.rules import NOBODY, UNNAMED, Department, Person, may_name
from backend.people.store import is_family_alive, membership_of, viewer_of
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow
from backend.sites.queries import sites
from backend.sites.rules import Site


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as colleagues see them."""

    person: Person
    department: Department | None
    post: Text | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class ViewerView:
    """The viewer as a person, and the sites they belong to."""

    person: PersonView
    sites: dict[UUID, Site]


def viewer(session: Session, person_id: UUID, family_id: UUID) -> Viewer | None:
    """The person behind an access token, or None if that sign-in was ended or is another person's."""
    if not is_family_alive(session, family_id, person_id):
        return None
    return viewer_of(session, person_id)


def viewer_view(session: Session, viewer: Viewer) -> ViewerView:
    found = by_ids(session, viewer, {viewer.person_id})
    return ViewerView(found[viewer.person_id], sites(session, viewer))


def people(session: Session, viewer: Viewer) -> list[PersonView]:
    """Everybody at the viewer's sites, by name."""
    statement = select(MembershipRow.person_id).where(col(MembershipRow.site_id).in_(viewer.site_ids))
    found = by_ids(session, viewer, set(session.exec(statement)))
    return sorted(found.values(), key=lambda view: view.person.name.en)


def departments(session: Session, viewer: Viewer) -> list[Department]:
    statement = select(DepartmentRow).where(col(DepartmentRow.site_id).in_(viewer.site_ids))
    return [_department_of(row) for row in session.exec(statement.order_by(col(DepartmentRow.name_en)))]


def by_ids(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, PersonView]:
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


def named(viewer: Viewer, view: PersonView, *, site_id: UUID) -> PersonView:
    """Who reported something at this site; to viewers who may not know that, a role in the place of it."""
    department_id = view.department.department_id if view.department else None
    person_id = view.person.person_id
    if person_id == NOBODY or may_name(viewer, person_id, department_id, site_id=site_id):
        return view
    role = view.role or Role.WORKER
    return PersonView(Person(UNNAMED, words.of("Role", role)), None, None, role)


def departments_by_ids(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, Department]:
    if not ids:
        return {}
    statement = select(DepartmentRow).where(
        col(DepartmentRow.id).in_(ids), col(DepartmentRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: _department_of(row) for row in session.exec(statement)}


def _department_of(row: DepartmentRow) -> Department:
    return Department(row.id, row.site_id, Text(row.name_zh, row.name_en))

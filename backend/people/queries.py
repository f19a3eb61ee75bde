"""The viewer, and the people and departments of their sites."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core import words
from backend.core.statements import among, one_of, rows
from backend.core.text import Text
from backend.core.viewer import Role, SignIn, Viewer
from backend.people.rules import NOBODY, UNNAMED, Department, Person, may_name
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow
from backend.people.viewers_store import alive, post_of, standing_viewer, viewers_of
from backend.sites.queries import sites
from backend.sites.rules import Site

PEOPLE: Final = cast(
    SelectOfScalar[Any],
    sql_select(
        col(PersonRow.id),
        col(PersonRow.name_zh),
        col(PersonRow.name_en),
        col(MembershipRow.role),
        col(MembershipRow.post_zh),
        col(MembershipRow.post_en),
        col(DepartmentRow.id),
        col(DepartmentRow.site_id),
        col(DepartmentRow.name_zh),
        col(DepartmentRow.name_en),
    )
    .join(
        MembershipRow,
        (col(MembershipRow.person_id) == PersonRow.id) & among(col(MembershipRow.site_id), "sites"),
        isouter=True,
    )
    .join(DepartmentRow, col(DepartmentRow.id) == MembershipRow.department_id, isouter=True)
    .where(among(col(PersonRow.id), "people")),
)


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
    return standing_viewer(session, family_id, person_id)


def viewers(session: Session, sign_ins: Collection[SignIn]) -> dict[SignIn, Viewer]:
    """The same for many, by (person, family); those whose sign-in was ended are left out."""
    return viewers_of(session, alive(session, sign_ins))


def viewer_view(session: Session, viewer: Viewer) -> ViewerView:
    found = by_ids(session, viewer, {viewer.person_id})
    return ViewerView(found[viewer.person_id], sites(session, viewer))


def username_of(session: Session, viewer: Viewer) -> str:
    """The name that the viewer signs in by."""
    return session.get_one(PersonRow, viewer.person_id).username


def people(session: Session, viewer: Viewer) -> list[PersonView]:
    """List everybody at the viewer's sites, by English name."""
    statement = select(MembershipRow.person_id).where(col(MembershipRow.site_id).in_(viewer.site_ids))
    found = by_ids(session, viewer, set(session.exec(statement)))
    return sorted(found.values(), key=lambda view: view.person.name.en)


def departments(session: Session, viewer: Viewer) -> list[Department]:
    statement = select(DepartmentRow).where(col(DepartmentRow.site_id).in_(viewer.site_ids))
    return [_department_of(row) for row in rows(session, statement.order_by(col(DepartmentRow.name_en)))]


def by_ids(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, PersonView]:
    """People without a membership at the viewer's sites keep their name: they were there when they acted."""
    if not ids:
        return {}
    found = {}
    for row in rows(session, PEOPLE, {"people": list(ids), "sites": list(viewer.site_ids)}):
        person_id, zh, en, role, post_zh, post_en, department_id, site_id, department_zh, department_en = row
        found[person_id] = PersonView(
            Person(person_id, Text(zh, en)),
            Department(department_id, site_id, Text(department_zh, department_en)) if department_id else None,
            post_of(post_zh, post_en),
            Role(role) if role else None,
        )
    return found


def named(viewer: Viewer, view: PersonView, *, site_id: UUID) -> PersonView:
    """Return the person who reported something at this site; a role in their place for a viewer who may not
    know them.
    """
    department_id = view.department.department_id if view.department else None
    person_id = view.person.person_id
    if person_id == NOBODY or may_name(viewer, person_id, department_id, site_id=site_id):
        return view
    role = view.role or Role.WORKER
    return PersonView(Person(UNNAMED, words.of("Role", role)), None, None, role)


def departments_by_ids(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Department]:
    if not ids:
        return {}
    statement = select(DepartmentRow).where(
        one_of(col(DepartmentRow.id), ids), col(DepartmentRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: _department_of(row) for row in rows(session, statement)}


def _department_of(row: DepartmentRow) -> Department:
    return Department(row.id, row.site_id, Text(row.name_zh, row.name_en))

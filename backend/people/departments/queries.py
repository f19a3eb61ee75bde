"""The tree of departments, as who manages people sees it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Permission, Viewer
from backend.people.departments.rules import DepartmentRecord
from backend.people.departments.store import department_of
from backend.people.tables import DepartmentRow, MembershipRow


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """`people`: how many belong to it itself, without what stands under it."""

    department: DepartmentRecord
    people: int


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[DepartmentView]:
    """Every department of the site, closed ones included, by code; none where the viewer manages nobody."""
    if not viewer.may(Permission.MANAGE_PEOPLE, site_id=site_id):
        return []
    statement = select(DepartmentRow).where(DepartmentRow.site_id == site_id)
    people = _people(session, site_id)
    return [
        DepartmentView(department_of(row), people.get(row.id, 0))
        for row in rows(session, statement.order_by(col(DepartmentRow.code)))
    ]


def by_id(session: Session, viewer: Viewer, department_id: UUID) -> DepartmentView | None:
    row = session.get(DepartmentRow, department_id)
    if row is None or not viewer.may(Permission.MANAGE_PEOPLE, site_id=row.site_id):
        return None
    return DepartmentView(department_of(row), _people(session, row.site_id).get(row.id, 0))


def _people(session: Session, site_id: UUID) -> dict[UUID | None, int]:
    statement = (
        sql_select(col(MembershipRow.department_id), func.count())
        .where(col(MembershipRow.site_id) == site_id)
        .group_by(col(MembershipRow.department_id))
    )
    return {row[0]: row[1] for row in session.connection().execute(statement)}

"""Departments as rows of a tree."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import with_code
from backend.people.departments.rules import DepartmentRecord
from backend.people.tables import DepartmentRow, MembershipRow


class Departments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, department_id: UUID) -> DepartmentRecord:
        """The department, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(DepartmentRow, department_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return department_of(row)

    def of_site(self, site_id: UUID) -> list[DepartmentRecord]:
        """Every department of the site, closed ones included, by code."""
        statement = select(DepartmentRow).where(DepartmentRow.site_id == site_id)
        return [department_of(row) for row in self._session.exec(statement.order_by(col(DepartmentRow.code)))]

    def parents(self, site_id: UUID) -> dict[UUID, UUID | None]:
        """Under which department each one of the site stands."""
        statement = select(DepartmentRow.id, DepartmentRow.parent_id)
        return dict(self._session.exec(statement.where(DepartmentRow.site_id == site_id)).all())

    def by_code(self, site_id: UUID, code: str) -> DepartmentRecord | None:
        """The department with this code, whatever its case."""
        row = self._session.exec(with_code(DepartmentRow, site_id, code)).first()
        return department_of(row) if row else None

    def add(self, department: DepartmentRecord) -> None:
        self._session.add(DepartmentRow(**columns_of(department, key="department_id")))
        self._session.flush()

    def put(self, department: DepartmentRecord) -> None:
        """Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(DepartmentRow, department.department_id)
        write_next(row, columns_of(department, key="department_id"))
        self._session.add(row)
        self._session.flush()

    def has_people(self, department_id: UUID) -> bool:
        statement = select(MembershipRow.person_id).where(MembershipRow.department_id == department_id)
        return self._session.exec(statement.limit(1)).first() is not None

    def has_parts(self, department_id: UUID) -> bool:
        """Whether departments stand under it that are not closed."""
        statement = select(DepartmentRow.id).where(
            DepartmentRow.parent_id == department_id, col(DepartmentRow.closed_at).is_(None)
        )
        return self._session.exec(statement.limit(1)).first() is not None


def department_of(row: DepartmentRow) -> DepartmentRecord:
    return value_of(row, DepartmentRecord, key="department_id")

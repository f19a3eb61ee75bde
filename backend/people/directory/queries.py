"""People of a site, as those see them who manage people, and the changes of people, departments and posts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.audit import concerning
from backend.core.statements import rows
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Permission, Role, Viewer
from backend.people.accounts.tables import AccountRow, InvitationRow, LeavingRow
from backend.people.directory.rules import (
    AddressKind,
    Employment,
    StaffMember,
    StaffState,
    may_manage,
)
from backend.people.directory.store import addresses_of
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids
from backend.people.rules import NO_PASSWORD
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow
from backend.people.viewers_store import post_of

MOST_CHANGES: Final = 20
CHANGED: Final = ("person", "department", "post")
STAFF: Final = cast(
    SelectOfScalar[Any],
    sql_select(
        col(MembershipRow.person_id),
        col(MembershipRow.role),
        col(MembershipRow.department_id),
        col(DepartmentRow.name_zh).label("department_zh"),
        col(DepartmentRow.name_en).label("department_en"),
        col(MembershipRow.post_id),
        col(MembershipRow.post_zh),
        col(MembershipRow.post_en),
        col(MembershipRow.employee_code),
        col(MembershipRow.joined_on),
        col(MembershipRow.version),
        col(PersonRow.username),
        col(PersonRow.name_zh),
        col(PersonRow.name_en),
        (col(PersonRow.password_hash) != NO_PASSWORD).label("has_password"),
        col(AccountRow.disabled_at),
        col(InvitationRow.expires_at).label("invited_until"),
        col(LeavingRow.leaves_on),
    )
    .join(AccountRow, col(AccountRow.person_id) == MembershipRow.person_id, isouter=True)
    .join(
        InvitationRow,
        (col(InvitationRow.person_id) == MembershipRow.person_id)
        & col(InvitationRow.accepted_at).is_(None)
        & col(InvitationRow.ended_at).is_(None),
        isouter=True,
    )
    .join(LeavingRow, col(LeavingRow.person_id) == MembershipRow.person_id, isouter=True)
    .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
    .join(DepartmentRow, col(DepartmentRow.id) == MembershipRow.department_id, isouter=True),
)


@dataclass(frozen=True, slots=True)
class StaffView:
    """`post` and `department`: in words. `may_manage`: whether the viewer may change the person.
    `invited_until`: of the invitation that nobody has accepted yet. `leaves_on`: the first day without them.
    """

    member: StaffMember
    department: Text | None
    post: Text | None
    may_manage: bool
    has_password: bool
    disabled_at: datetime | None
    invited_until: datetime | None
    leaves_on: date | None

    def state(self, *, at: datetime) -> StaffState:
        """Whether the person can sign in at this moment."""
        if self.disabled_at is not None:
            return StaffState.DISABLED
        if self.has_password:
            return StaffState.ACTIVE
        if self.invited_until is None:
            return StaffState.NOT_INVITED
        return StaffState.INVITED if at < self.invited_until else StaffState.INVITATION_EXPIRED


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of a person, department or post as the audit keeps it; newest first in lists."""

    kind: str
    at: datetime
    by: PersonView | None
    note: str


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[StaffView]:
    """List everybody of the site, by English name; empty for a viewer who manages nobody there."""
    if not viewer.may(Permission.MANAGE_PEOPLE, site_id=site_id):
        return []
    statement = STAFF.where(col(MembershipRow.site_id) == site_id).order_by(
        col(PersonRow.name_en), col(PersonRow.username)
    )
    return _views(session, viewer, site_id, statement)


def by_id(session: Session, viewer: Viewer, person_id: UUID, site_id: UUID) -> StaffView | None:
    if not viewer.may(Permission.MANAGE_PEOPLE, site_id=site_id):
        return None
    statement = STAFF.where(col(MembershipRow.site_id) == site_id, col(MembershipRow.person_id) == person_id)
    return next(iter(_views(session, viewer, site_id, statement)), None)


def anywhere(session: Session, viewer: Viewer, person_id: UUID) -> StaffView | None:
    """The person at the first of the viewer's sites that they belong to."""
    found = (by_id(session, viewer, person_id, site_id) for site_id in viewer.site_ids)
    return next((view for view in found if view is not None), None)


def changes_of(session: Session, viewer: Viewer, object_id: UUID) -> list[ChangeView]:
    """The last changes of a person, department or post, newest first; none that the viewer may not see."""
    sites = viewer.site_ids_where(Permission.MANAGE_PEOPLE)
    if not sites:
        return []
    statement = (
        sql_select(col(AuditRow.kind), col(AuditRow.at), col(AuditRow.by), col(AuditRow.note))
        .where(concerning(**{noun: [object_id] for noun in CHANGED}), col(AuditRow.site_id).in_(sites))
        .where(or_(*(col(AuditRow.kind).startswith(f"{noun.upper()}_") for noun in CHANGED)))
        .order_by(col(AuditRow.id).desc())
        .limit(MOST_CHANGES)
    )
    found = session.connection().execute(statement).all()
    people = people_by_ids(session, viewer, {row.by for row in found if row.by})
    return [
        ChangeView(row.kind, row.at, people.get(row.by) if row.by else None, row.note or "") for row in found
    ]


def _views(session: Session, viewer: Viewer, site_id: UUID, statement: Any) -> list[StaffView]:
    found = rows(session, statement)
    addresses = addresses_of(session, {row.person_id for row in found})
    return [_view(viewer, site_id, row, addresses.get(row.person_id, {})) for row in found]


def _view(viewer: Viewer, site_id: UUID, row: Any, addresses: dict[AddressKind, str]) -> StaffView:
    role = Role(row.role)
    member = StaffMember(
        person_id=row.person_id,
        site_id=site_id,
        username=row.username,
        name=Text(row.name_zh, row.name_en),
        role=role,
        employment=Employment(row.department_id, row.post_id, row.employee_code, row.joined_on),
        addresses=addresses,
        version=row.version,
    )
    department = Text(row.department_zh, row.department_en) if row.department_id else None
    return StaffView(
        member=member,
        department=department,
        post=post_of(row.post_zh, row.post_en),
        may_manage=may_manage(viewer, role, site_id=site_id),
        has_password=row.has_password,
        disabled_at=row.disabled_at,
        invited_until=row.invited_until,
        leaves_on=row.leaves_on,
    )

"""People, departments, memberships and their sign-in sessions as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, update
from sqlmodel import Session, col, select

from backend.core.database import RIGHTS
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.accounts.tables import DevicePinRow, SignInRow
from backend.people.rules import Audience, Department, Person
from backend.people.tables import (
    DepartmentRow,
    KnownDeviceRow,
    MembershipRow,
    PersonRow,
    PostRow,
    SessionRow,
    SignInThrottleRow,
)
from backend.people.viewers_store import is_family_alive, membership_of, memberships_of
from backend.sites.tables import SiteRow

ROLE_OF_AUDIENCE = {
    Audience.OFFICER: Role.OFFICER,
    Audience.EXECUTIVE: Role.EXECUTIVE,
}


@dataclass(frozen=True, slots=True)
class Credential:
    person_id: UUID
    password_hash: str


@dataclass(frozen=True, slots=True)
class RefreshSession:
    """One refresh token, known by its hash only."""

    token_hash: str
    family_id: UUID
    person_id: UUID
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    replaced_by: str | None = None
    revoked_at: datetime | None = None


class People:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put_department(self, department: Department, *, code: str) -> None:
        """Add the department, or bring its code and name up to date; its place in the tree stays."""
        row = self._session.get(DepartmentRow, department.department_id) or DepartmentRow(
            id=department.department_id, site_id=department.site_id, code=code, name_zh="", name_en=""
        )
        row.code, row.name_zh, row.name_en = code, department.name.zh, department.name.en
        self._session.add(row)
        self._session.flush()

    def add(self, person: Person, *, username: str, password_hash: str, is_demo: bool = False) -> bool:
        """Add the person unless there already; return whether it was added."""
        if self._session.get(PersonRow, person.person_id) is not None:
            return False
        row = PersonRow(
            id=person.person_id,
            username=username,
            password_hash=password_hash,
            name_zh=person.name.zh,
            name_en=person.name.en,
            is_demo=is_demo,
        )
        self._session.add(row)
        self._session.flush()
        return True

    def never_tried(self) -> list[Credential]:
        """Accounts of which nobody knows whether the password of the demo plant opens them."""
        rows = self._session.exec(select(PersonRow).where(col(PersonRow.is_demo).is_(None)))
        return [Credential(row.id, row.password_hash) for row in rows]

    def note_demo(self, found: Mapping[UUID, bool]) -> None:
        """Keep whether the password of the demo plant opens these accounts."""
        for person_id, is_demo in found.items():
            self._session.execute(
                update(PersonRow).where(col(PersonRow.id) == person_id).values(is_demo=is_demo)
            )

    def demo_usernames(self) -> list[str]:
        """Names of the accounts that the password of the demo plant opens."""
        statement = select(PersonRow.username).where(col(PersonRow.is_demo).is_(True))
        return list(self._session.exec(statement.order_by(PersonRow.username)))

    def put_membership(self, membership: Membership) -> None:
        """Add the membership, or bring it up to date; employee code and dates stay.

        Raises Refused(NOT_ALLOWED) for somebody of a simulated and a real site: lists of all their sites, and
        figures over them, would mix what happened with what never did.
        """
        key = (membership.person_id, membership.site_id)
        row = self._session.get(MembershipRow, key)
        if row is None:
            self._require_one_world(membership)
            row = MembershipRow(
                person_id=membership.person_id, site_id=membership.site_id, role=membership.role
            )
        row.role, row.department_id = membership.role, membership.department_id
        row.post_zh = membership.post.zh if membership.post else None
        row.post_en = membership.post.en if membership.post else None
        self._session.add(row)
        self._session.flush()
        self._session.info[RIGHTS] = True

    def _require_one_world(self, membership: Membership) -> None:
        is_theirs = select(MembershipRow.site_id).where(MembershipRow.person_id == membership.person_id)
        is_concerned = or_(col(SiteRow.id) == membership.site_id, col(SiteRow.id).in_(is_theirs))
        worlds = select(col(SiteRow.is_simulation_running).is_(None)).where(is_concerned).distinct()
        if len(self._session.exec(worlds).all()) > 1:
            raise Refused(ErrorCode.NOT_ALLOWED, "nobody belongs to a simulated site and to a real one")

    def credential(self, username: str) -> Credential | None:
        row = self._session.exec(select(PersonRow).where(PersonRow.username == username)).first()
        return Credential(row.id, row.password_hash) if row else None

    def credential_of(self, person_id: UUID) -> tuple[str, Credential]:
        """The user name of this person, and what their password must match."""
        row = self._session.get_one(PersonRow, person_id)
        return row.username, Credential(row.id, row.password_hash)

    def name(self, person_id: UUID) -> Text:
        row = self._session.get_one(PersonRow, person_id)
        return Text(row.name_zh, row.name_en)

    def lock(self, person_id: UUID) -> str:
        """The hash of the password, which nobody changes before the end of this transaction."""
        statement = select(PersonRow.password_hash).where(PersonRow.id == person_id)
        return self._session.exec(statement.with_for_update()).one()

    def password_hash(self, person_id: UUID) -> str:
        """Return the hash that this person's password must match; NO_PASSWORD where they have none."""
        return self._session.get_one(PersonRow, person_id).password_hash

    def set_password(self, person_id: UUID, password_hash: str) -> None:
        row = self._session.get_one(PersonRow, person_id)
        row.password_hash, row.is_demo = password_hash, False
        self._session.add(row)
        self._session.flush()

    def viewer(self, person_id: UUID) -> Viewer:
        return Viewer(person_id, tuple(memberships_of(self._session, [person_id])[person_id]))

    def audience(
        self,
        site_id: UUID,
        group: Audience,
        *,
        department_id: UUID | None,
        responsible_id: UUID | None,
        post_id: UUID | None = None,
    ) -> set[UUID]:
        """The people of a group at this site. `post_id`: its holders are responsible where no person is."""
        if group is Audience.RESPONSIBLE and (responsible_id is not None or post_id is None):
            return {responsible_id} if responsible_id else set()
        statement = select(MembershipRow.person_id).where(
            MembershipRow.site_id == site_id, ~is_disabled(col(MembershipRow.person_id))
        )
        if group is Audience.RESPONSIBLE:
            statement = statement.where(MembershipRow.post_id == post_id)
        elif group is Audience.DEPARTMENT:
            statement = statement.where(MembershipRow.department_id == department_id)
        elif group is Audience.LEAD:
            statement = statement.where(
                MembershipRow.department_id == department_id, MembershipRow.role == Role.LEAD
            )
        else:
            statement = statement.where(MembershipRow.role == ROLE_OF_AUDIENCE[group])
        return set(self._session.exec(statement))

    def members(self, site_id: UUID, department_id: UUID) -> list[Membership]:
        """List the memberships of a department."""
        statement = select(MembershipRow).where(
            MembershipRow.site_id == site_id, MembershipRow.department_id == department_id
        )
        return [membership_of(row) for row in self._session.exec(statement)]

    def membership(self, person_id: UUID, site_id: UUID) -> Membership | None:
        row = self._session.get(MembershipRow, (person_id, site_id))
        return membership_of(row) if row else None

    def outsiders(self, site_id: UUID, people: Collection[UUID]) -> set[UUID]:
        """Return those of these people who do not belong to this site."""
        statement = select(MembershipRow.person_id).where(
            MembershipRow.site_id == site_id, one_of(col(MembershipRow.person_id), people)
        )
        here: set[UUID] = set(self._session.exec(statement))
        return set(people) - here

    def require_at_site(
        self,
        site_id: UUID,
        *,
        department_id: UUID | None,
        person_id: UUID | None,
        post_id: UUID | None = None,
    ) -> None:
        """Raises Refused(NOT_FOUND) where department, person or post does not belong to this site."""
        if post_id is not None:
            post = self._session.get(PostRow, post_id)
            if post is None or post.site_id != site_id:
                raise Refused(ErrorCode.NOT_FOUND, "no such post at this site")
        if department_id is not None:
            department = self._session.get(DepartmentRow, department_id)
            if department is None or department.site_id != site_id:
                raise Refused(ErrorCode.NOT_FOUND, "no such department at this site")
        if person_id is not None and self._session.get(MembershipRow, (person_id, site_id)) is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such person at this site")

    def require_of_department(self, site_id: UUID, *, department_id: UUID, person_id: UUID) -> None:
        """Raises Refused(NOT_OF_DEPARTMENT) for a person of this site who works elsewhere."""
        membership = self._session.get(MembershipRow, (person_id, site_id))
        if membership is None or membership.department_id != department_id:
            raise Refused(ErrorCode.NOT_OF_DEPARTMENT, "the person does not belong to the department")

    def add_session(self, entry: RefreshSession) -> None:
        row = SessionRow(
            token_hash=entry.token_hash,
            family_id=entry.family_id,
            person_id=entry.person_id,
            created_at=entry.created_at,
            expires_at=entry.expires_at,
        )
        self._session.add(row)
        self._session.flush()

    def session(self, token_hash: str) -> RefreshSession | None:
        """The session of this token, locked for this transaction."""
        row = self._session.get(SessionRow, token_hash, with_for_update=True)
        if row is None:
            return None
        return RefreshSession(
            token_hash=row.token_hash,
            family_id=row.family_id,
            person_id=row.person_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
            replaced_by=row.replaced_by,
            revoked_at=row.revoked_at,
        )

    def is_family_alive(self, family_id: UUID, person_id: UUID) -> bool:
        return is_family_alive(self._session, family_id, person_id)

    def mark_used(self, token_hash: str, *, at: datetime, replaced_by: str) -> None:
        row = self._session.get_one(SessionRow, token_hash)
        row.used_at, row.replaced_by = row.used_at or at, replaced_by
        self._session.add(row)

    def revoke(self, token_hash: str, *, at: datetime) -> None:
        row = self._session.get_one(SessionRow, token_hash)
        row.revoked_at = at
        self._session.add(row)

    def revoke_others(self, family_id: UUID, token_hash: str, *, at: datetime) -> None:
        """Revoke what this family has not used yet beside this token."""
        self._session.execute(
            update(SessionRow)
            .where(
                col(SessionRow.family_id) == family_id,
                col(SessionRow.token_hash) != token_hash,
                col(SessionRow.used_at).is_(None),
                col(SessionRow.revoked_at).is_(None),
            )
            .values(revoked_at=at)
        )

    def revoke_all(self, person_id: UUID, *, at: datetime) -> None:
        self._session.execute(
            update(SessionRow).where(col(SessionRow.person_id) == person_id).values(revoked_at=at)
        )
        is_standing = (col(SignInRow.person_id) == person_id) & col(SignInRow.ended_at).is_(None)
        self._session.execute(update(SignInRow).where(is_standing).values(ended_at=at))
        self._session.info[RIGHTS] = True

    def failures(self, key: str) -> tuple[int, datetime] | None:
        """Failed sign-ins under this key and when the last one was."""
        row = self._session.get(SignInThrottleRow, key, with_for_update=True)
        return (row.failures, row.window_started_at) if row else None

    def set_failures(self, key: str, failures: int, *, at: datetime) -> None:
        self._session.merge(SignInThrottleRow(key=key, failures=failures, window_started_at=at))

    def forget_failures(self, key: str) -> None:
        if row := self._session.get(SignInThrottleRow, key):
            self._session.delete(row)

    def forget_all_failures(self, name: str) -> None:
        """Forget the failures of this name from everywhere."""
        self._session.execute(delete(SignInThrottleRow).where(of_name(name)))

    def knows_device(self, token_hash: str, person_id: UUID) -> bool:
        return self._session.get(KnownDeviceRow, (token_hash, person_id)) is not None

    def is_device(self, token_hash: str) -> bool:
        """Whether anybody has signed in on the device of this token."""
        statement = select(KnownDeviceRow.person_id).where(KnownDeviceRow.token_hash == token_hash)
        return self._session.exec(statement).first() is not None

    def know_device(self, token_hash: str, person_id: UUID, *, at: datetime) -> None:
        self._session.merge(KnownDeviceRow(token_hash=token_hash, person_id=person_id, seen_at=at))

    def forget_devices(self, person_id: UUID) -> None:
        self._session.execute(delete(KnownDeviceRow).where(col(KnownDeviceRow.person_id) == person_id))
        self._session.execute(delete(DevicePinRow).where(col(DevicePinRow.person_id) == person_id))


def of_name(name: str) -> ColumnElement[bool]:
    """Whether failures are those of this name, from wherever they came."""
    key = col(SignInThrottleRow.key)
    return or_(
        key == f"name:{name}",
        key.startswith(f"{name}@", autoescape=True),
        key.startswith(f"{name}#", autoescape=True),
    )

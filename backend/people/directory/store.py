"""People of a site as rows: memberships with their addresses."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from backend.core.database import RIGHTS
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Permission, Role, roles_with
from backend.people.accounts.tables import AccountRow
from backend.people.directory.rules import AddressKind, Employment, StaffMember
from backend.people.rules import NO_PASSWORD
from backend.people.tables import MembershipRow, PersonAddressRow, PersonRow, PostRow

DISABLED: Final = select(AccountRow.person_id).where(col(AccountRow.disabled_at).is_not(None))


class Staff:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: UUID, site_id: UUID) -> StaffMember:
        """The person at this site, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(MembershipRow, (person_id, site_id), with_for_update=True)
        person = self._session.get(PersonRow, person_id)
        if row is None or person is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        addresses = select(PersonAddressRow).where(PersonAddressRow.person_id == person_id)
        found = {AddressKind(each.kind): each.address for each in self._session.exec(addresses)}
        return member_of(row, person, found)

    def of_site(self, site_id: UUID) -> list[StaffMember]:
        """List everybody of the site, by username."""
        statement = (
            select(MembershipRow, PersonRow)
            .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
            .where(MembershipRow.site_id == site_id)
            .order_by(col(PersonRow.username))
        )
        found = self._session.exec(statement).all()
        addresses = addresses_of(self._session, {row.person_id for row, _ in found})
        return [member_of(row, person, addresses.get(row.person_id, {})) for row, person in found]

    def site_ids(self, person_id: UUID) -> list[UUID]:
        """Every site that the person belongs to."""
        return list(
            self._session.exec(select(MembershipRow.site_id).where(MembershipRow.person_id == person_id))
        )

    def username_taken(self, username: str) -> bool:
        statement = select(PersonRow.id).where(func.lower(PersonRow.username) == username.lower())
        return self._session.exec(statement).first() is not None

    def by_employee_code(self, site_id: UUID, code: str) -> UUID | None:
        """Return the person who has this employee code at the site, in upper or lower case; None for no such
        code.
        """
        statement = select(MembershipRow.person_id).where(
            MembershipRow.site_id == site_id, func.lower(MembershipRow.employee_code) == code.lower()
        )
        return self._session.exec(statement).first()

    def put(self, member: StaffMember) -> None:
        """Write everything but the role. Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(MembershipRow, (member.person_id, member.site_id))
        if row.version != member.version:
            raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
        employment = member.employment
        post = self._session.get(PostRow, employment.post_id) if employment.post_id else None
        if post is not None or row.post_id is not None:  # a post in words only stays
            row.post_zh, row.post_en = (post.name_zh, post.name_en) if post else (None, None)
        row.post_id, row.department_id = employment.post_id, employment.department_id
        row.employee_code, row.joined_on = employment.employee_code, employment.joined_on
        row.version += 1
        self._session.add(row)
        person = self._session.get_one(PersonRow, member.person_id)
        person.name_zh, person.name_en = member.name.zh, member.name.en
        self._session.add(person)
        self.put_addresses(member.person_id, member.addresses)
        self._session.flush()
        self._session.info[RIGHTS] = True

    def give_post(self, person_id: UUID, site_id: UUID, post_id: UUID) -> None:
        """Let the post that the person has in words be this one of the site's."""
        row = self._session.get_one(MembershipRow, (person_id, site_id))
        row.post_id = post_id
        self._session.add(row)

    def set_role(self, person_id: UUID, site_id: UUID, role: Role) -> None:
        """In force with the next request and on every open socket."""
        self._session.execute(
            update(MembershipRow)
            .where(col(MembershipRow.person_id) == person_id, col(MembershipRow.site_id) == site_id)
            .values(role=role.value, version=col(MembershipRow.version) + 1)
        )
        self._session.expire_all()
        self._session.info[RIGHTS] = True

    def with_role(self, site_id: UUID, roles: Collection[Role]) -> set[UUID]:
        """Return everybody of these roles at the site who can sign in."""
        statement = (
            select(MembershipRow.person_id)
            .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
            .where(
                MembershipRow.site_id == site_id, col(MembershipRow.role).in_([each.value for each in roles])
            )
            .where(PersonRow.password_hash != NO_PASSWORD)
            .where(col(MembershipRow.person_id).not_in(DISABLED))
        )
        return set(self._session.exec(statement))

    def grantors(self, site_id: UUID, *, at: datetime) -> set[UUID]:
        """Return everybody who may grant roles at the site, or might within a day: see
        `Account.granted_until`. A person whose account was reset that lately is among them, one who was never
        in is not.
        """
        roles = [each.value for each in roles_with(Permission.GRANT_ROLES)]
        may = (
            col(MembershipRow.role).in_(roles)
            & col(AccountRow.disabled_at).is_(None)
            & ((col(PersonRow.password_hash) != NO_PASSWORD) | (col(AccountRow.second_person_from) > at))
        )
        statement = (
            select(MembershipRow.person_id)
            .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
            .outerjoin(AccountRow, col(AccountRow.person_id) == MembershipRow.person_id)
            .where(MembershipRow.site_id == site_id, may | (col(AccountRow.granted_until) > at))
        )
        return set(self._session.exec(statement))

    def has_address(self, person_id: UUID, kind: AddressKind) -> bool:
        """Whether somebody has typed an address of this kind for the person."""
        return self.address(person_id, kind) is not None

    def address(self, person_id: UUID, kind: AddressKind) -> PersonAddressRow | None:
        statement = select(PersonAddressRow).where(
            PersonAddressRow.person_id == person_id, PersonAddressRow.kind == kind.value
        )
        return self._session.exec(statement).first()

    def put_address(self, person_id: UUID, kind: AddressKind, address: str) -> None:
        """Keep this one address; another one than before has to be verified anew."""
        row = self.address(person_id, kind)
        if row is None:
            row = PersonAddressRow(id=uuid4(), person_id=person_id, kind=kind.value, address=address)
        if row.address != address:
            row.address, row.verified_at = address, None
        self._session.add(row)
        self._session.flush()

    def verify_address(self, person_id: UUID, kind: AddressKind, *, at: datetime) -> None:
        """Note that messages reach the person there."""
        row = self.address(person_id, kind)
        if row is not None:
            row.verified_at = at
            self._session.add(row)

    def put_addresses(self, person_id: UUID, addresses: Mapping[AddressKind, str]) -> None:
        known = {
            each.kind: each
            for each in self._session.exec(
                select(PersonAddressRow).where(PersonAddressRow.person_id == person_id)
            )
        }
        for kind, address in addresses.items():
            row = known.pop(kind.value, None)
            if row is None:
                row = PersonAddressRow(id=uuid4(), person_id=person_id, kind=kind.value, address=address)
            if row.address != address:
                row.address, row.verified_at = address, None
            self._session.add(row)
        gone = [row.id for row in known.values()]
        if gone:
            self._session.execute(delete(PersonAddressRow).where(one_of(col(PersonAddressRow.id), gone)))


def addresses_of(session: Session, person_ids: Collection[UUID]) -> dict[UUID, dict[AddressKind, str]]:
    """The addresses of these people, by kind."""
    found: dict[UUID, dict[AddressKind, str]] = {}
    if not person_ids:
        return found
    statement = select(PersonAddressRow).where(one_of(col(PersonAddressRow.person_id), person_ids))
    for each in session.exec(statement):
        found.setdefault(each.person_id, {})[AddressKind(each.kind)] = each.address
    return found


def member_of(row: MembershipRow, person: PersonRow, addresses: Mapping[AddressKind, str]) -> StaffMember:
    return StaffMember(
        person_id=row.person_id,
        site_id=row.site_id,
        username=person.username,
        name=Text(person.name_zh, person.name_en),
        role=Role(row.role),
        employment=Employment(row.department_id, row.post_id, row.employee_code, row.joined_on),
        addresses=addresses,
        version=row.version,
    )

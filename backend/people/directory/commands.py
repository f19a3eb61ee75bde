"""People join a site, move within it and change their role; none is deleted.

Nobody changes their own role, and a site keeps an administrator. Officers, executives and administrators are
granted by two people where there are two: `backend/agreements/role_grants`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.core.codes import checked_code
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Membership, Permission, Role, Viewer, roles_with
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from backend.people.accounts.pins_store import Pins
from backend.people.accounts.second_person_commands import note_former_grants, note_opened, who_hears
from backend.people.accounts.store import Accounts
from backend.people.departments.store import Departments
from backend.people.directory.rules import (
    GRANTED_BY_TWO,
    AddressKind,
    Employment,
    StaffMember,
    checked_address,
    checked_username,
    require_department,
    require_may_manage,
)
from backend.people.directory.store import Staff
from backend.people.events import PERSON_ADDED, PERSON_CHANGED, PERSON_ROLE_CHANGED
from backend.people.posts.store import Posts
from backend.people.rules import NO_PASSWORD, Person
from backend.people.store import People

ALONE_FOR: Final = timedelta(days=1)
"""Time for which whoever opened the accounts of a site grants its roles alone: on its first day nobody
else is there.
"""


def add_person(
    tx: Transaction,
    site_id: UUID,
    *,
    username: str,
    name: Text,
    role: Role,
    employment: Employment,
    addresses: Mapping[AddressKind, str],
    by: Viewer,
) -> UUID:
    """Add somebody who is invited next: no password is typed by somebody else.

    Raises Refused: SECOND_PERSON_REQUIRED for a role that is granted by two where two exist (add them with
    another one, then change it), NOT_ALLOWED, USERNAME_INVALID, USERNAME_TAKEN, DEPARTMENT_REQUIRED,
    CODE_TAKEN (employee code), NOT_FOUND (department or post), and what an address is refused with.
    """
    require_may_manage(by, role, site_id=site_id)
    if role in GRANTED_BY_TWO and who_grants(tx, site_id, by=by.person_id):
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, f"a second person agrees to a {role}")
    username = checked_username(username)
    if tx.get(Staff).username_taken(username):
        raise Refused(ErrorCode.USERNAME_TAKEN, f"there is a person {username} already")
    person = Person(uuid4(), name)
    member = StaffMember(person.person_id, site_id, username, name, role, employment)
    member = _checked(tx, replace(member, addresses=addresses))
    tx.get(People).add(person, username=username, password_hash=NO_PASSWORD)
    tx.get(People).put_membership(
        Membership(person.person_id, site_id, role, member.employment.department_id, None)
    )
    tx.get(Staff).put(member)
    note_opened(tx, person.person_id, by.person_id, LinkKind.ADDED)
    _announce(tx, PERSON_ADDED, member, by=by, note=f"{username}: {role}")
    return person.person_id


def who_grants(tx: Transaction, site_id: UUID, *, by: UUID) -> set[UUID]:
    """Return the people who stand beside `by` in granting roles at the site.

    Not whose account `by` opened within a day: on the first day of a site nobody else is there. But whose
    account was reset, was disabled or lost its role within a day: by that alone nobody becomes the only one.
    """
    accounts = tx.get(Accounts)
    others = tx.get(Staff).grantors(site_id, at=tx.now) - {by}
    fresh = _let_in_lately(tx, others, by=by)
    return {each for each in others if each not in fresh or accounts.account(each).granted_lately(at=tx.now)}


def _let_in_lately(tx: Transaction, people: set[UUID], *, by: UUID) -> set[UUID]:
    return tx.get(AccountLinks).opened_within(people, by=by, age=ALONE_FOR, at=tx.now)


def change_person(
    tx: Transaction,
    person_id: UUID,
    site_id: UUID,
    *,
    name: Text,
    employment: Employment,
    addresses: Mapping[AddressKind, str],
    version: int,
    by: Viewer,
) -> UUID:
    """Change anything but the role, in force at once. `version`: of what the person at the screen saw.

    Raises Refused: as `add_person`, and CONFLICT where somebody else was faster.
    """
    before = own_staff(tx, person_id, site_id, by=by)
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    after = _checked(tx, replace(before, name=name, employment=employment, addresses=addresses))
    if after == before:
        return person_id
    if (after.name, after.addresses) != (before.name, before.addresses):
        _require_everywhere(tx, person_id, by=by)
    tx.get(Staff).put(after)
    _announce(tx, PERSON_CHANGED, after, by=by, note=_difference(tx, before, after))
    return person_id


def check_role(
    tx: Transaction, person_id: UUID, site_id: UUID, role: Role, *, version: int, by: Viewer
) -> StaffMember:
    """Return the person whose role is to change.

    Raises Refused: OWN_ROLE, NOT_ALLOWED, CONFLICT, DEPARTMENT_REQUIRED, LAST_ADMINISTRATOR.
    """
    member = own_staff(tx, person_id, site_id, by=by)
    if by.is_person(person_id):
        raise Refused(ErrorCode.OWN_ROLE, "nobody changes their own role")
    require_may_manage(by, role, site_id=site_id)
    if member.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    require_department(role, member.employment.department_id)
    if role is not Role.ADMIN:
        require_other_administrator(tx, member)
    return member


def set_role(
    tx: Transaction,
    member: StaffMember,
    role: Role,
    *,
    by: UUID,
    reason: str = "",
    is_agreed: bool = False,
) -> None:
    """Give somebody another role, in force at once. The caller has checked that it may. `is_agreed`: a second
    person agreed.

    What opened the account of before ends where two grant the role: an invitation that one of them may hold,
    and PINs, which no administrator has. Those who may agree to what quietens an alarm hear of a new one.
    """
    grants = roles_with(Permission.GRANT_ROLES)
    # From one such role to another, too: whoever gave the new one would else be alone for a day.
    was_beside = member.role in grants and not _let_in_lately(tx, {member.person_id}, by=by)
    tx.get(Staff).set_role(member.person_id, member.site_id, role)
    if not is_agreed:
        note_opened(tx, member.person_id, by, LinkKind.ROLE)
    if was_beside or (member.role in grants and role not in grants):
        note_former_grants(tx, member.person_id)
    if role in GRANTED_BY_TWO:
        tx.get(Accounts).end_invitation(member.person_id, at=tx.now)
        tx.get(Pins).remove_all(member.person_id)
    note = f"{member.username}: {member.role} → {role}" + (f": {reason}" if reason else "")
    about = refs(person=member.person_id)
    hear = who_hears(tx, member.site_id, member.role) | who_hears(tx, member.site_id, role)
    to = tuple(sorted({*hear, member.person_id} - {by}))
    tx.announce(Event(PERSON_ROLE_CHANGED, member.site_id, by=by, about=about, note=note, to=to))


def require_other_administrator(tx: Transaction, member: StaffMember) -> None:
    """Raises Refused(LAST_ADMINISTRATOR) where this is the only administrator of the site."""
    if member.role is not Role.ADMIN:
        return
    if not tx.get(Staff).with_role(member.site_id, {Role.ADMIN}) - {member.person_id}:
        raise Refused(ErrorCode.LAST_ADMINISTRATOR, "a site keeps an administrator")


def own_staff(tx: Transaction, person_id: UUID, site_id: UUID, *, by: Viewer) -> StaffMember:
    """The person, where `by` manages people of that role. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    if by.membership_at(site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    member = tx.get(Staff).get(person_id, site_id)
    require_may_manage(by, member.role, site_id=site_id)
    return member


def _checked(tx: Transaction, member: StaffMember) -> StaffMember:
    """The person with codes and addresses as they are kept."""
    employment = member.employment
    require_department(member.role, employment.department_id)
    _require_open(tx, member)
    typed = (employment.employee_code or "").strip()
    code = checked_code(typed) if typed else None
    if code is not None:
        other = tx.get(Staff).by_employee_code(member.site_id, code)
        if other is not None and other != member.person_id:
            raise Refused(ErrorCode.CODE_TAKEN, f"{code} is somebody else's")
    kept = {kind: checked_address(kind, text) for kind, text in member.addresses.items()}
    return replace(
        member,
        employment=replace(employment, employee_code=code),
        addresses={kind: address for kind, address in kept.items() if address},
    )


def _require_open(tx: Transaction, member: StaffMember) -> None:
    """Raises Refused: NOT_FOUND for a department or post of another site, CLOSED for one that is closed."""
    employment = member.employment
    if employment.department_id is not None:
        department = tx.get(Departments).get(employment.department_id)
        _require_here(department.site_id, department.closed_at, member)
    if employment.post_id is not None:
        post = tx.get(Posts).get(employment.post_id)
        _require_here(post.site_id, post.closed_at, member)


def _require_here(site_id: UUID, closed_at: object, member: StaffMember) -> None:
    if site_id != member.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    if closed_at is not None:
        raise Refused(ErrorCode.CLOSED, "it is closed")


def _require_everywhere(tx: Transaction, person_id: UUID, *, by: Viewer) -> None:
    """Name and addresses are the person's at every site: who changes them manages people at each."""
    for site_id in tx.get(Staff).site_ids(person_id):
        member = tx.get(Staff).get(person_id, site_id)
        if by.membership_at(site_id) is None:
            raise Refused(ErrorCode.NOT_ALLOWED, "the person belongs to another site, too")
        require_may_manage(by, member.role, site_id=site_id)


def _difference(tx: Transaction, before: StaffMember, after: StaffMember) -> str:
    """Return the changed values as the record words them. An address is personal: it is recorded that it
    changed, not to what.
    """
    departments = {each.department_id: each.code for each in tx.get(Departments).of_site(after.site_id)}
    posts = {each.post_id: each.code for each in tx.get(Posts).of_site(after.site_id)}

    def words(which: StaffMember) -> list[str]:
        employment = which.employment
        return [
            which.name.zh,
            which.name.en,
            departments.get(employment.department_id, "–") if employment.department_id else "–",
            posts.get(employment.post_id, "–") if employment.post_id else "–",
            employment.employee_code or "–",
            str(employment.joined_on or "–"),
        ]

    changes = [f"{old} → {new}" for old, new in zip(words(before), words(after), strict=True) if old != new]
    kinds = {*before.addresses, *after.addresses}
    changes += [kind for kind in sorted(kinds) if before.addresses.get(kind) != after.addresses.get(kind)]
    return f"{after.username}: " + ", ".join(changes)


def _announce(tx: Transaction, kind: EventKind, member: StaffMember, *, by: Viewer, note: str) -> None:
    about = refs(person=member.person_id)
    tx.announce(Event(kind, member.site_id, by=by.person_id, about=about, note=note))

"""Roles of people: officers, executives and administrators are granted by two where two exist."""

from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Ref
from backend.core.viewer import Role, Viewer
from backend.people.directory import commands as directory
from backend.people.directory.rules import GRANTED_BY_TWO, StaffMember, require_department
from backend.people.directory.store import Staff


def change_role(
    tx: Transaction,
    person_id: UUID,
    site_id: UUID,
    role: Role,
    *,
    version: int,
    reason: str = "",
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Give somebody another role, in force at once; or ask a second person, where the role is granted by two
    and there is somebody to ask. Until that person agrees nothing changes.

    Raises Refused: OWN_ROLE, NOT_ALLOWED, CONFLICT, DEPARTMENT_REQUIRED, LAST_ADMINISTRATOR,
    SECOND_PERSON_REQUIRED, and as `agreements.ask` does.
    """
    member = directory.check_role(tx, person_id, site_id, role, version=version, by=by)
    if role is member.role:
        return person_id
    if role not in GRANTED_BY_TWO or not second_people(tx, member, by=by):
        agreements.end(tx, AgreementKind.GRANT_ROLE, person_id)  # it was asked of the role of before
        directory.set_role(tx, member, role, by=by.person_id, reason=reason.strip())
    elif asks_second_person:
        _ask(tx, member, role, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, f"a second person agrees to another {role}")
    return person_id


def second_people(tx: Transaction, member: StaffMember, *, by: Viewer) -> set[UUID]:
    """Return the people who may agree: neither who asks nor whom it is about."""
    return directory.who_grants(tx, member.site_id, by=by.person_id) - {member.person_id}


def grant_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: the role is in force by the word of the one who asked.

    Raises Refused: DEPARTMENT_REQUIRED, LAST_ADMINISTRATOR where that came about meanwhile.
    """
    member = tx.get(Staff).get(agreed.object_id, agreed.site_id)
    role = Role(agreed.details["role"])
    require_department(role, member.employment.department_id)
    if role is not Role.ADMIN:
        directory.require_other_administrator(tx, member)
    directory.set_role(tx, member, role, by=agreed.asked_by, reason=agreed.reason, is_agreed=True)


def _ask(tx: Transaction, member: StaffMember, role: Role, *, reason: str, by: Viewer) -> None:
    before, after = words.of("Role", member.role), words.of("Role", role)
    agreements.ask(
        tx,
        AgreementKind.GRANT_ROLE,
        Ref("person", member.person_id),
        site_id=member.site_id,
        title=words.text("agreement.title.role", name=member.name, role=after),
        what=words.text("agreement.what.role", name=member.name, before=before, after=after),
        reason=reason,
        by=by,
        details={"role": role.value},
    )

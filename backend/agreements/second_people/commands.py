"""The person who agrees beside leads, officers and executives, at a site that has too few of them."""

from dataclasses import replace
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Ref
from backend.core.viewer import PERMISSIONS, Permission, Viewer
from backend.people.account_links.rules import LinkKind
from backend.people.accounts.second_person_commands import note_opened
from backend.people.directory import commands as directory
from backend.people.directory.rules import StaffMember
from backend.people.directory.store import Staff
from backend.sites.settings import commands as settings
from backend.sites.settings.rules import SiteSettings
from backend.sites.settings.store import SitesSettings


def name_second_person(
    tx: Transaction,
    site_id: UUID,
    person_id: UUID | None,
    *,
    version: int,
    reason: str = "",
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Name who may agree to what one officer asks for; None: nobody beside those whose role says so.

    As with a role: two name them where there are two, and somebody whom one person named alone agrees to
    nothing of theirs until a third confirms them. Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT,
    INVALID_INPUT for oneself and for somebody whose role may agree already, SECOND_PERSON_REQUIRED, and as
    `agreements.ask` does.
    """
    before = settings.settings_of_site(tx, site_id, by=by)
    if before.second_person_id == person_id:
        return site_id
    settings.require_version(before, version)
    if person_id is None:
        _name(tx, before, None, by=by.person_id)
        return site_id
    member = _member(tx, site_id, person_id, by=by)
    others = directory.who_grants(tx, site_id, by=by.person_id) - {person_id}
    if not others:
        _name(tx, before, member, by=by.person_id, reason=reason.strip())
        note_opened(tx, person_id, by.person_id, LinkKind.NAMED)
    elif asks_second_person:
        _ask(tx, member, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to another one")
    return site_id


def name_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: whom it is about may agree from now on."""
    before = tx.get(SitesSettings).get(agreed.site_id)
    member = tx.get(Staff).get(agreed.object_id, agreed.site_id)
    _name(tx, before, member, by=agreed.asked_by, reason=agreed.reason)


def _member(tx: Transaction, site_id: UUID, person_id: UUID, *, by: Viewer) -> StaffMember:
    member = tx.get(Staff).get(person_id, site_id)
    if by.is_person(person_id):
        raise Refused(ErrorCode.INVALID_INPUT, "nobody is their own second person")
    if Permission.AGREE in PERMISSIONS[member.role]:
        raise Refused(ErrorCode.INVALID_INPUT, f"every {member.role} may agree")
    return member


def _name(
    tx: Transaction, before: SiteSettings, member: StaffMember | None, *, by: UUID, reason: str = ""
) -> None:
    person_id = member.person_id if member else None
    name = member.username if member else "–"
    if before.second_person_id is not None:
        agreements.end(tx, AgreementKind.NAME_SECOND_PERSON, before.second_person_id)
    hear = tx.get(Staff).grantors(before.site_id, at=tx.now) | ({person_id} if person_id else set())
    note = f"second person: {name}" + (f": {reason}" if reason else "")
    after = replace(before, second_person_id=person_id)
    settings.write(tx, after, note=note, by=by, to=tuple(sorted(hear - {by})))


def _ask(tx: Transaction, member: StaffMember, *, reason: str, by: Viewer) -> None:
    agreements.ask(
        tx,
        AgreementKind.NAME_SECOND_PERSON,
        Ref("person", member.person_id),
        site_id=member.site_id,
        title=words.text("agreement.title.secondPerson", name=member.name),
        what=words.text("agreement.what.secondPerson", name=member.name),
        reason=reason,
        by=by,
    )

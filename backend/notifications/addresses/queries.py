"""The viewer's own addresses, and whether messages reach them there."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from backend.core.viewer import Viewer
from backend.notifications.addresses.chat_codes_store import ChatCodes
from backend.notifications.addresses.rules import LASTS, is_open
from backend.notifications.addresses.tables import AddressCodeRow
from backend.notifications.channels.rules import ADDRESS_OF, CODES_BY
from backend.notifications.channels.store import channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.people.directory.rules import AddressKind
from backend.people.tables import PersonAddressRow


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """The address to which a code went, while that waits; else the one that the person has. `channels`: kinds
    by which their sites send there. `code_ends_at`: of the code that waits; `failures`: how often another one
    was typed for it. `until_then`: the verified one to which messages go until this one is, empty for none.
    """

    kind: AddressKind
    address: str
    verified_at: datetime | None
    channels: tuple[str, ...]
    takes_code: bool
    code_ends_at: datetime | None = None
    failures: int = 0
    until_then: str = ""
    takes_chat_code: bool = False
    """Whether a code is written to a bot of theirs instead."""
    chat_code: str = ""
    chat_code_ends_at: datetime | None = None


def own(session: Session, viewer: Viewer, *, now: datetime) -> list[OwnAddress]:
    """One per kind, also where there is none yet."""
    mine = {
        row.kind: row
        for row in session.exec(
            select(PersonAddressRow).where(PersonAddressRow.person_id == viewer.person_id)
        )
    }
    codes = {
        row.kind: row
        for row in session.exec(select(AddressCodeRow).where(AddressCodeRow.person_id == viewer.person_id))
    }
    channels = session.exec(select(SiteChannelRow).where(col(SiteChannelRow.site_id).in_(viewer.site_ids)))
    known = [channel_of(each) for each in channels]
    kinds = {each.kind for each in known if each.is_used_for_people}
    found = [_own(kind, mine.get(kind.value), codes.get(kind.value), kinds, now=now) for kind in AddressKind]
    if not any(each.hears_people for each in known):
        return found
    code = ChatCodes(session).of(viewer.person_id, now=now)
    return [
        replace(
            each,
            takes_chat_code=True,
            chat_code=code.code if code else "",
            chat_code_ends_at=code.ends_at if code else None,
        )
        if each.kind is AddressKind.CHAT
        else each
        for each in found
    ]


def _own(
    kind: AddressKind,
    row: PersonAddressRow | None,
    code: AddressCodeRow | None,
    kinds: set[str],
    *,
    now: datetime,
) -> OwnAddress:
    waits = code if code and is_open(code.sent_at, code.failures, now=now) else None
    has = row.address if row else ""
    address = waits.address if waits else has
    verified_at = row.verified_at if row else None
    return OwnAddress(
        kind=kind,
        address=address,
        verified_at=verified_at if address == has else None,
        channels=tuple(sorted(each for each in kinds if ADDRESS_OF.get(each) is kind)),
        takes_code=bool(kinds.intersection(CODES_BY[kind])),
        code_ends_at=waits.sent_at + LASTS if waits else None,
        failures=waits.failures if waits else 0,
        until_then=has if verified_at and address != has else "",
    )

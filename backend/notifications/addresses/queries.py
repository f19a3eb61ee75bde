"""The viewer's own addresses, and whether messages reach them there."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from backend.core.viewer import Viewer
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
    kinds = {each.kind for each in map(channel_of, channels) if each.is_used_for_people}
    return [_own(kind, mine.get(kind.value), codes.get(kind.value), kinds, now=now) for kind in AddressKind]


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

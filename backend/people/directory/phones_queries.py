"""Phone numbers of people whom one can call."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.rules import AddressKind
from backend.people.tables import MembershipRow, PersonAddressRow


def phones(session: Session, viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, str]:
    """Return the phone number, as it was typed, of each of these who has one and works at a site of the
    viewer; one statement.
    """
    statement = (
        select(PersonAddressRow.person_id, PersonAddressRow.address)
        .join(MembershipRow, col(MembershipRow.person_id) == PersonAddressRow.person_id)
        .where(
            PersonAddressRow.kind == AddressKind.PHONE,
            one_of(col(PersonAddressRow.person_id), set(people)),
            col(MembershipRow.site_id).in_(viewer.site_ids),
            ~is_disabled(col(PersonAddressRow.person_id)),
        )
        .distinct()
    )
    return dict(session.exec(statement).all())

"""Accounts: who may invite whom, how long an invitation stands, who counts as a second person."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Permission, Role, Viewer

INVITATION_LASTS: Final = timedelta(days=7)
NO_SECOND_PERSON_FOR: Final = timedelta(hours=24)
"""After a reset by somebody else, who could otherwise sign in its place; and so long a role that was lost
still counts among those who must be asked for another one.
"""
INVITED_BY_OFFICERS: Final = frozenset({Role.WORKER, Role.LEAD})


@dataclass(frozen=True, slots=True)
class Account:
    """State of an account beside its password.

    `second_person_from`: set by a reset. `granted_until`: so long an account that might grant roles before
    its last change still counts as somebody who must be asked. By whom it was opened:
    `backend/people/account_links`.
    """

    person_id: UUID
    disabled_at: datetime | None = None
    password_set_at: datetime | None = None
    second_person_from: datetime | None = None
    granted_until: datetime | None = None

    def was_reset_lately(self, *, at: datetime) -> bool:
        """Whether its word may be that of whoever reset it."""
        return self.second_person_from is not None and at < self.second_person_from

    def granted_lately(self, *, at: datetime) -> bool:
        """Whether it lost the right to grant roles within a day."""
        return self.granted_until is not None and at < self.granted_until


@dataclass(frozen=True, slots=True)
class Invitation:
    """`secret` is what the link and its QR code hold; None once it is over. `made_by` is None for one that
    the command line made.
    """

    invitation_id: UUID
    person_id: UUID
    secret: str | None
    is_reset: bool
    made_by: UUID | None
    made_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    ended_at: datetime | None = None

    def is_open(self, *, at: datetime) -> bool:
        """Whether it may still be accepted."""
        return self.accepted_at is None and self.ended_at is None and at < self.expires_at


def hash_of(secret: str) -> str:
    """How a random secret is kept: nobody can try so many out, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def may_invite(viewer: Viewer, memberships: Iterable[Membership]) -> bool:
    """Whether the viewer may invite the person of these memberships, that is replace their password.

    It opens every site of that person, so the viewer must be entitled at each of them.
    """
    return all(
        viewer.may(Permission.MANAGE_ACCOUNTS, site_id=each.site_id)
        or (each.role in INVITED_BY_OFFICERS and viewer.may(Permission.MANAGE_PEOPLE, site_id=each.site_id))
        for each in memberships
    )


def check_may_invite(viewer: Viewer, person_id: UUID, memberships: tuple[Membership, ...]) -> None:
    """Raises Refused: NOT_FOUND for somebody of no site of the viewer's, NOT_ALLOWED for oneself (who knows
    the password changes it) and for whom only an administrator may invite.
    """
    require_shared_site(viewer, memberships)
    if viewer.is_person(person_id) or not may_invite(viewer, memberships):
        raise Refused(ErrorCode.NOT_ALLOWED, "the viewer may not invite this person")


def require_shared_site(viewer: Viewer, memberships: Iterable[Membership]) -> None:
    """Raises Refused(NOT_FOUND) where the person of these memberships is at none of the viewer's sites."""
    if not any(viewer.membership_at(each.site_id) for each in memberships):
        raise Refused(ErrorCode.NOT_FOUND, "no such person at the viewer's sites")

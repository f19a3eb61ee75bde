"""Invitations, and what an account is opened with."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.people.accounts import invitations_commands
from backend.people.accounts import queries as accounts
from backend.people.accounts.link_rules import link, qr
from backend.people.accounts.rules import Invitation


@strawberry.type(
    name="Invitation",
    description="A one-time invitation to choose a password. `link` and `qr` (an SVG as data URL) only while"
    " it is open.",
)
class InvitationNode:
    id: UUID
    person_id: UUID
    is_reset: bool
    made_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    is_open: bool
    link: str | None
    qr: str | None

    @classmethod
    def of(cls, made: Invitation, context: Context) -> "InvitationNode":
        is_open = made.is_open(at=context.now)
        address = link(context.edge.address, made.secret) if made.secret and is_open else None
        return cls(
            id=made.invitation_id,
            person_id=made.person_id,
            is_reset=made.is_reset,
            made_at=made.made_at,
            expires_at=made.expires_at,
            accepted_at=made.accepted_at,
            is_open=is_open,
            link=address,
            qr=qr(address) if address else None,
        )


async def invitation_node(info: Info, invitation_id: UUID) -> InvitationNode:
    return InvitationNode.of(await info.context.load(accounts.invitations, invitation_id), info.context)


@strawberry.input
class InvitePersonInput:
    operation_id: UUID
    person_id: UUID


@strawberry.type
class AccountsMutation:
    @command(
        returns=invitation_node,
        description="Make the one open invitation of a person. An account with a password loses it, and all"
        " that signs it in.",
    )
    def invite_person(self, tx: Transaction, input: InvitePersonInput, by: Viewer) -> UUID:
        return invitations_commands.invite(tx, by, input.person_id).invitation_id

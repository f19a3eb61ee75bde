"""The viewer's own addresses: a code is sent there, and typed back."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.notifications.addresses import chat_codes_commands as chat_codes
from backend.notifications.addresses import commands, queries
from backend.notifications.addresses.queries import OwnAddress
from backend.people.directory.rules import AddressKind


@strawberry.type(name="MyAddress", description="An address of the viewer; one per kind.")
class MyAddressNode:
    kind: AddressKind
    address: str = strawberry.field(description="Where a code went that waits; else theirs. Empty: none yet.")
    verified_at: datetime | None = strawberry.field(
        description="When they showed that messages reach them there; before that none are sent."
    )
    channels: list[str] = strawberry.field(description="By what kinds of channels their sites send there.")
    takes_code: bool = strawberry.field(description="Whether a code can be sent there.")
    code_ends_at: datetime | None = strawberry.field(description="Of the code that waits to be typed.")
    failures: int = strawberry.field(description="How often another one was typed for it.")
    until_then: str = strawberry.field(
        description="The verified one to which messages go until this one is; empty for none."
    )

    takes_chat_code: bool = strawberry.field(
        description="Whether it is shown by a code that the person writes to the bot of a chat."
    )
    chat_code: str = strawberry.field(description="The code that waits to be written; empty: none does.")
    chat_code_ends_at: datetime | None

    @classmethod
    def of(cls, own: OwnAddress) -> "MyAddressNode":
        return cls(
            kind=own.kind,
            address=own.address,
            verified_at=own.verified_at,
            channels=list(own.channels),
            takes_code=own.takes_code,
            code_ends_at=own.code_ends_at,
            failures=own.failures,
            until_then=own.until_then,
            takes_chat_code=own.takes_chat_code,
            chat_code=own.chat_code,
            chat_code_ends_at=own.chat_code_ends_at,
        )


@strawberry.type(name="MyAddresses")
class MyAddressesNode:
    addresses: list[MyAddressNode]


@strawberry.input
class SendAddressCodeInput:
    operation_id: UUID
    site_id: UUID = strawberry.field(description="By whose channel it is sent.")
    kind: AddressKind
    address: str = strawberry.field(description="Used once the code was typed back.")


@strawberry.input
class VerifyAddressInput:
    operation_id: UUID
    site_id: UUID
    kind: AddressKind
    code: str


@strawberry.input
class MakeChatCodeInput:
    operation_id: UUID
    site_id: UUID = strawberry.field(description="To whose bot it is written.")


async def my_addresses_node(info: Info, _person_id: UUID) -> MyAddressesNode:
    viewer, now = info.context.viewer, info.context.now
    found = await info.context.read(lambda session: queries.own(session, viewer, now=now))
    return MyAddressesNode(addresses=[MyAddressNode.of(each) for each in found])


@strawberry.type
class AddressesQuery:
    @strawberry.field
    async def my_addresses(self, info: Info) -> MyAddressesNode:
        return await my_addresses_node(info, info.context.viewer.person_id)


@strawberry.type
class AddressesMutation:
    @command(returns=my_addresses_node, description="NO_CHANNEL where the site cannot send there.")
    def send_address_code(self, tx: Transaction, input: SendAddressCodeInput, by: Viewer) -> UUID:
        return commands.send_address_code(tx, input.site_id, input.kind, input.address, by=by)

    @command(
        returns=my_addresses_node,
        description="A new code that the viewer writes to the bot of a chat, which makes that chat theirs. "
        "NO_CHANNEL where there is no such bot.",
    )
    def make_chat_code(self, tx: Transaction, input: MakeChatCodeInput, by: Viewer) -> UUID:
        return chat_codes.make_chat_code(tx, input.site_id, by=by)

    @command(
        returns=my_addresses_node,
        description="A wrong code verifies nothing and counts in `failures`. CODE_ENDED: it is over.",
    )
    def verify_address(self, tx: Transaction, input: VerifyAddressInput, by: Viewer) -> UUID:
        return commands.verify_address(tx, input.site_id, input.kind, input.code, by=by)

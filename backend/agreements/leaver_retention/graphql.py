"""How long data of people who left is kept, and changing it."""

from uuid import UUID

import strawberry

from backend.agreements.leaver_retention import commands
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Permission, Viewer
from backend.sites.settings import queries
from backend.sites.settings.leavers_rules import BOUNDS, LeaverRetention


@strawberry.type(name="DaysKept", description="`least` and `most`: what may be set.")
class DaysKeptNode:
    days: int
    least: int
    most: int

    @classmethod
    def of(cls, name: str, days: int) -> "DaysKeptNode":
        least, most = BOUNDS[name]
        return cls(days=days, least=least, most=most)


@strawberry.type(
    name="LeaverRetention",
    description="How many days after they left data of people is kept. `signIns`: with invitations and second"
    " factors; `signatures`: their pictures, names stay.",
)
class LeaverRetentionNode:
    addresses: DaysKeptNode
    push: DaysKeptNode
    sign_ins: DaysKeptNode
    signatures: DaysKeptNode

    @classmethod
    def of(cls, kept: LeaverRetention) -> "LeaverRetentionNode":
        return cls(
            addresses=DaysKeptNode.of("addresses_days", kept.addresses_days),
            push=DaysKeptNode.of("push_days", kept.push_days),
            sign_ins=DaysKeptNode.of("sign_ins_days", kept.sign_ins_days),
            signatures=DaysKeptNode.of("signatures_days", kept.signatures_days),
        )


async def leaver_retention_node(info: Info, site_id: UUID) -> LeaverRetentionNode:
    """The periods after a command."""
    return LeaverRetentionNode.of(await info.context.load(queries.leaver_retentions, site_id))


@strawberry.input(
    description="Shorter than now needs a second person: `asksSecondPerson` asks one; all is kept till then."
)
class SetLeaverRetentionInput:
    operation_id: UUID
    site_id: UUID
    addresses_days: int
    push_days: int
    sign_ins_days: int
    signatures_days: int
    reason: str
    asks_second_person: bool = False

    def value(self) -> LeaverRetention:
        return LeaverRetention(self.addresses_days, self.push_days, self.sign_ins_days, self.signatures_days)


@strawberry.type
class LeaverRetentionQuery:
    @strawberry.field(description="For who may change the settings of the site.")
    async def leaver_retention(self, info: Info, site_id: UUID) -> LeaverRetentionNode:
        info.context.viewer.require(Permission.MANAGE_SITE, site_id=site_id)
        return await leaver_retention_node(info, site_id)


@strawberry.type
class LeaverRetentionMutation:
    @command(
        returns=leaver_retention_node,
        description="What is older than the new limits is deleted within hours, for good.",
    )
    def set_leaver_retention(self, tx: Transaction, input: SetLeaverRetentionInput, by: Viewer) -> UUID:
        return commands.set_leaver_retention(
            tx,
            input.site_id,
            input.value(),
            reason=input.reason,
            by=by,
            asks_second_person=input.asks_second_person,
        )

"""Outlets: group chats and other systems that are notified of alerts."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications.outlets import commands, queries
from backend.notifications.outlets.queries import LostSince, OutletView
from backend.notifications.outlets.rules import REPLAYED_WITHIN, WantedOutlet
from backend.sites.graphql import AreaNode, area_node


@strawberry.type(name="Outlet", description="A group chat or another system that is notified of alerts.")
class OutletNode:
    id: UUID
    kind: str = strawberry.field(description="Of its channel.")
    name: str
    hint: str = strawberry.field(description="Host and last characters of its address.")
    from_tier: Tier = strawberry.field(description="The mildest alert that it is notified of.")
    is_sending: bool = strawberry.field(description="False while its channel is paused.")
    tested_at: datetime | None
    sent_at: datetime | None = strawberry.field(
        description="When its provider last took a message, or refused one."
    )
    error: str | None = strawberry.field(description="What it said where it refused the last one.")
    area_id: strawberry.Private[UUID | None]

    @strawberry.field(description="Of which it is notified, with all that lies in it; null: the whole site.")
    async def area(self, info: Info) -> AreaNode | None:
        return await area_node(info, self.area_id) if self.area_id else None

    @strawberry.field(description="Messages of the last 24 h that a system has not taken; 0 for a group.")
    async def lost(self, info: Info) -> int:
        since = info.context.now - REPLAYED_WITHIN
        return await info.context.load(queries.lost, LostSince(self.id, since))

    @strawberry.field(description="Requests to take it away, in the order they were asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)

    @classmethod
    def of(cls, view: OutletView) -> "OutletNode":
        outlet = view.outlet
        return cls(
            id=outlet.outlet_id,
            kind=view.kind,
            name=outlet.name,
            hint=outlet.hint,
            from_tier=outlet.from_tier,
            is_sending=view.is_sending,
            tested_at=outlet.tested_at,
            sent_at=outlet.sent_at,
            error=outlet.error,
            area_id=outlet.area_id,
        )


async def outlet_node(info: Info, outlet_id: UUID) -> OutletNode:
    return OutletNode.of(await info.context.load(queries.by_ids, outlet_id))


@strawberry.input
class AddOutletInput:
    operation_id: UUID
    site_id: UUID
    kind: str = strawberry.field(description="Of its channel: wecom, dingtalk, feishu or webhook.")
    name: str
    address: str = strawberry.field(description="URL of a group's bot, or of another system.")
    secret: str = strawberry.field(default="", description="By which a group's bot asks to be signed for.")
    from_tier: Tier
    area_id: UUID | None = None


@strawberry.input
class RemoveOutletInput:
    operation_id: UUID
    outlet_id: UUID
    reason: str
    asks_second_person: bool = False


@strawberry.input
class TestOutletInput:
    operation_id: UUID
    outlet_id: UUID


@strawberry.input
class ReplayOutletInput:
    operation_id: UUID
    outlet_id: UUID


@strawberry.type
class OutletsQuery:
    @strawberry.field(description="Those of the site, for who may manage its channels.")
    async def outlets(self, info: Info, site_id: UUID) -> list[OutletNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
        return [OutletNode.of(each) for each in found]


@strawberry.type
class OutletsMutation:
    @strawberry.mutation(
        description="Notified from the next alert on. SETTING_INVALID: `address`, or `kind`, not set up yet."
    )
    async def add_outlet(self, info: Info, input: AddOutletInput) -> OutletNode:
        viewer, edge = info.context.viewer, info.context.edge
        checks = commands.Checks(edge.check_channel, edge.check_address)
        wanted = WantedOutlet(
            kind=input.kind,
            name=input.name,
            address=input.address,
            secret=input.secret,
            from_tier=input.from_tier,
            area_id=input.area_id,
        )
        outlet_id = await info.context.command(
            input,
            "add_outlet",
            lambda tx: commands.add_outlet(tx, input.site_id, wanted, checks=checks, by=viewer),
            needs_proof=True,
        )
        return await outlet_node(info, outlet_id)

    @command(
        returns=outlet_node,
        needs_proof=lambda _: True,
        description="It is notified of nothing more once a second person agrees; until then it goes on.",
    )
    def remove_outlet(self, tx: Transaction, input: RemoveOutletInput, by: Viewer) -> UUID:
        return commands.remove_outlet(
            tx,
            input.outlet_id,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=outlet_node, description="What its provider says stands on it.")
    def test_outlet(self, tx: Transaction, input: TestOutletInput, by: Viewer) -> UUID:
        return commands.test_outlet(tx, input.outlet_id, by=by)

    @command(returns=outlet_node, description="What it has not taken leaves again, by the same message ids.")
    def replay_outlet(self, tx: Transaction, input: ReplayOutletInput, by: Viewer) -> UUID:
        return commands.replay_outlet(tx, input.outlet_id, by=by)

"""Push subscriptions of the viewer's browsers."""

from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, success
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications import commands


@strawberry.type(name="PushSubscription")
class PushSubscriptionNode:
    id: UUID
    endpoint: str


@strawberry.input
class SubscribePushInput:
    operation_id: UUID
    endpoint: str
    p256dh: str
    auth: str
    language: Language = Language.ZH
    is_in_hand: bool = strawberry.field(
        default=False,
        description="Whether it is a phone or tablet: what a desk shows holds back nothing else.",
    )


@strawberry.input
class UnsubscribePushInput:
    operation_id: UUID
    endpoint: str


@strawberry.type
class DeliveriesQuery:
    @strawberry.field(description="Base64url public key for PushManager.subscribe.")
    async def vapid_public_key(self, info: Info) -> str:
        return info.context.edge.vapid_public_key


@strawberry.type
class DeliveriesMutation:
    @strawberry.mutation
    async def subscribe_push(self, info: Info, input: SubscribePushInput) -> PushSubscriptionNode:
        viewer, most = info.context.viewer, info.context.edge.allowances.browsers_per_person
        if not info.context.edge.is_push_endpoint(input.endpoint):
            raise Refused(ErrorCode.INVALID_INPUT, "not the address of a push service that is allowed here")
        subscription_id = await info.context.command(
            input,
            "subscribe_push",
            lambda tx: commands.subscribe_push(
                tx,
                endpoint=input.endpoint,
                p256dh=input.p256dh,
                auth=input.auth,
                language=input.language,
                by=viewer,
                most=most,
                family_id=info.context.family_id,
                is_in_hand=input.is_in_hand,
            ),
        )
        return PushSubscriptionNode(id=subscription_id, endpoint=input.endpoint)

    @command(returns=success, description="True also when this browser was not subscribed.")
    def unsubscribe_push(self, tx: Transaction, input: UnsubscribePushInput, by: Viewer) -> UUID:
        return commands.unsubscribe_push(tx, input.endpoint, by=by)

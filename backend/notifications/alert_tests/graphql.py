"""Test alerts: sending one to oneself, and what became of it."""

from collections.abc import AsyncGenerator
from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.graphql.tiers import Tier
from backend.core.viewer import Viewer
from backend.notifications.alert_tests import commands, queries
from backend.notifications.alert_tests.queries import AlertTestView, PushOfTest
from backend.notifications.rules import DeliveryState

strawberry.enum(DeliveryState, name="DeliveryState")


@strawberry.type(name="AlertTestPush", description="The message of a test to one browser.")
class AlertTestPushNode:
    id: UUID
    device: str = strawberry.field(description="As the list of sign-ins calls it; empty where nobody knows.")
    is_this: bool = strawberry.field(description="The browser that asks.")
    state: DeliveryState
    accepted_at: datetime | None = strawberry.field(description="By its push service: not seen by anybody.")
    shown_at: datetime | None
    error: str | None = strawberry.field(description="The words of the push service, in English.")

    @classmethod
    def of(cls, push: PushOfTest, context: Context) -> "AlertTestPushNode":
        return cls(
            id=push.delivery_id,
            device=push.device,
            is_this=push.family_id is not None and push.family_id == context.family_id,
            state=push.state,
            accepted_at=push.accepted_at,
            shown_at=push.shown_at,
            error=push.error,
        )


@strawberry.type(name="AlertTest", description="A test that the viewer sent to themselves; no alert.")
class AlertTestNode:
    id: UUID
    tier: Tier
    sent_at: datetime
    shown_at: datetime | None = strawberry.field(description="By the first of their open screens.")
    addresses: int = strawberry.field(description="Browsers to which their messages go.")
    pushes: list[AlertTestPushNode] = strawberry.field(
        description="Empty for a moment, until its deliveries are planned."
    )

    @classmethod
    def of(cls, view: AlertTestView, context: Context) -> "AlertTestNode":
        return cls(
            id=view.test_id,
            tier=view.tier,
            sent_at=view.sent_at,
            shown_at=view.shown_at,
            addresses=view.addresses,
            pushes=[AlertTestPushNode.of(each, context) for each in view.pushes],
        )


async def alert_test_node(info: Info, test_id: UUID) -> AlertTestNode:
    return AlertTestNode.of(await info.context.load(queries.by_ids, test_id), info.context)


@strawberry.input
class SendAlertTestInput:
    operation_id: UUID
    site_id: UUID
    tier: Tier


@strawberry.input
class ShowAlertTestInput:
    operation_id: UUID
    alert_test_id: UUID


@strawberry.type
class AlertTestsQuery:
    @strawberry.field(description="The last one of the viewer.")
    async def last_alert_test(self, info: Info) -> AlertTestNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.latest(session, viewer))
        return AlertTestNode.of(found, info.context) if found else None


@strawberry.type
class AlertTestsMutation:
    @command(
        returns=alert_test_node,
        allowance=commands.check_allowance,
        description="Their open screens show it, and it is pushed to their browsers; nobody else sees it.",
    )
    def send_alert_test(self, tx: Transaction, input: SendAlertTestInput, by: Viewer) -> UUID:
        return commands.send_alert_test(tx, input.site_id, input.tier, by=by)

    @command(returns=alert_test_node, description="A screen of the viewer has shown their test.")
    def show_alert_test(self, tx: Transaction, input: ShowAlertTestInput, by: Viewer) -> UUID:
        return commands.show_alert_test(tx, input.alert_test_id, by=by)


@strawberry.type
class AlertTestsSubscription:
    @strawberry.subscription(description="Tests that the viewer sends from now on.")
    async def alert_test_sent(self, info: Info) -> AsyncGenerator[AlertTestNode, None]:
        async for changed in info.context.changes("alert_test"):
            found = await info.context.load_or_none(queries.by_ids, changed.object_id)
            if found:
                yield AlertTestNode.of(found, info.context)

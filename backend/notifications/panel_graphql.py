"""The delivery panel of an alert: who, by what, when, or why not."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.notifications import panel_queries as panel
from backend.notifications.panel_queries import NotifiedOutlet, Reached, Sent
from backend.notifications.rules import DeliveryState
from backend.people.graphql import PersonNode


@strawberry.type(name="SentMessage", description="One message to one address of a person.")
class SentMessageNode:
    id: UUID
    kind: str = strawberry.field(description="Of the channel; empty where no way leads to the person.")
    event: str
    step: int = strawberry.field(description="Its place among the ways to the person.")
    state: DeliveryState
    created_at: datetime
    waits_until: datetime | None = strawberry.field(
        description="When it leaves or is tried again, or its digest leaves."
    )
    quiet_until: datetime | None = strawberry.field(
        description="End of the quiet hours that the person set, for which it waits, or waited."
    )
    accepted_at: datetime | None = strawberry.field(description="By the provider: not seen by anybody.")
    shown_at: datetime | None
    opened_at: datetime | None
    error: str | None = strawberry.field(description="The words of the provider.")
    digest_of: int = strawberry.field(
        description="Number of messages that left as one with it; what became of that stands here."
    )
    silent_since: datetime | None = strawberry.field(
        description="Since when its browser has shown nothing of what it was sent."
    )

    @classmethod
    def of(cls, sent: Sent) -> "SentMessageNode":
        return cls(
            id=sent.message_id,
            kind=sent.kind,
            event=sent.event,
            step=sent.step,
            state=sent.state,
            created_at=sent.created_at,
            waits_until=sent.waits_until,
            quiet_until=sent.quiet_until,
            accepted_at=sent.accepted_at,
            shown_at=sent.shown_at,
            opened_at=sent.opened_at,
            error=sent.error,
            digest_of=sent.digest_of,
            silent_since=sent.silent_since,
        )


@strawberry.type(name="ReachedPerson", description="Somebody who was to be notified of an alert.")
class ReachedPersonNode:
    person: PersonNode
    knows_since: datetime | None = strawberry.field(
        description="When a message was first shown to them; None: as far as we know they know nothing."
    )
    sent: list[SentMessageNode] = strawberry.field(description="The newest first.")

    @classmethod
    def of(cls, reached: Reached) -> "ReachedPersonNode":
        return cls(
            person=PersonNode.of(reached.person),
            knows_since=reached.knows_since,
            sent=[SentMessageNode.of(each) for each in reached.sent],
        )


@strawberry.type(
    name="NotifiedOutlet", description="A group or another system that was notified of an alert."
)
class NotifiedOutletNode:
    id: UUID
    name: str
    sent: list[SentMessageNode] = strawberry.field(description="The newest first.")

    @classmethod
    def of(cls, found: NotifiedOutlet) -> "NotifiedOutletNode":
        sent = [SentMessageNode.of(each) for each in found.sent]
        return cls(id=found.outlet_id, name=found.name, sent=sent)


@strawberry.type
class DeliveryPanelQuery:
    @strawberry.field(description="Who was not shown it first; empty for an alert of another site.")
    async def alert_deliveries(self, info: Info, alert_id: UUID) -> list[ReachedPersonNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: panel.of_alert(session, viewer, alert_id, now=now))
        return [ReachedPersonNode.of(each) for each in found]

    @strawberry.field(
        description="Who was not shown the newest message first, without the reporter of a hazard; "
        "`knowsSince`: of that, or of a screen that showed an alert of the case. Empty for another site.",
    )
    async def case_deliveries(self, info: Info, case_id: UUID) -> list[ReachedPersonNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: panel.of_case(session, viewer, case_id, now=now))
        return [ReachedPersonNode.of(each) for each in found]

    @strawberry.field(description="By name; empty for an alert of another site.")
    async def alert_outlets(self, info: Info, alert_id: UUID) -> list[NotifiedOutletNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: panel.outlets_of_alert(session, viewer, alert_id))
        return [NotifiedOutletNode.of(each) for each in found]

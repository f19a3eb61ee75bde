"""Alerts."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.api.context import Info
from backend.api.observations import ObservedNode
from backend.api.people import PersonNode
from backend.api.sensors import SensorNode, TracePointNode
from backend.api.texts import TextNode
from backend.domain.alerts import AlertCondition, AlertState, AlertTransitionKind, Tier
from backend.services import alerts as commands
from backend.storage.views import alerts, cases
from backend.storage.views.alerts import AlertFilter, AlertView, TransitionView
from backend.storage.views.paging import Page

if TYPE_CHECKING:
    from backend.api.cases import CaseNode

strawberry.enum(AlertCondition, name="AlertCondition")
strawberry.enum(AlertState, name="AlertState")
strawberry.enum(AlertTransitionKind, name="AlertTransitionKind")


@strawberry.type(
    name="AlertCause",
    description="Why it was raised to its tier, frozen then. A silent source has no `value` and no `limit`.",
)
class AlertCauseNode:
    condition: AlertCondition
    value: float | None
    limit: float | None
    unit: str
    sampled_at: datetime
    indicator_version: int
    held_for_seconds: float
    trace: list[TracePointNode]
    observed: ObservedNode | None

    @classmethod
    def of(cls, view: AlertView) -> "AlertCauseNode":
        cause = view.cause
        return cls(
            condition=view.alert.condition,
            value=cause.value,
            limit=cause.limit,
            unit=cause.unit,
            sampled_at=cause.sampled_at,
            indicator_version=cause.indicator_version,
            held_for_seconds=cause.held_for.total_seconds(),
            trace=[TracePointNode.of(point) for point in cause.trace],
            observed=ObservedNode.of(cause.why) if view.alert.condition is AlertCondition.EVENT else None,
        )


@strawberry.type(name="AlertTransition")
class AlertTransitionNode:
    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    value: float | None
    person: PersonNode | None

    @classmethod
    def of(cls, view: TransitionView) -> "AlertTransitionNode":
        person = PersonNode.of_optional(view.person)
        return cls(at=view.at, kind=view.kind, tier=view.tier, value=view.value, person=person)


@strawberry.type(name="Alert")
class AlertNode:
    id: UUID
    tier: Tier
    worst_tier: Tier
    condition: AlertCondition
    state: AlertState
    is_active: bool
    is_acknowledged: bool
    raised_at: datetime
    changed_at: datetime
    normal_at: datetime | None
    acknowledge_due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: PersonNode | None
    sensor: SensorNode
    cause: AlertCauseNode
    advice: list[TextNode]
    is_simulated: bool
    case_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: AlertView) -> "AlertNode":
        alert = view.alert
        return cls(
            id=alert.alert_id,
            tier=alert.tier,
            worst_tier=alert.worst_tier,
            condition=alert.condition,
            state=alert.state,
            is_active=alert.is_active,
            is_acknowledged=alert.is_acknowledged,
            raised_at=alert.raised_at,
            changed_at=alert.changed_at,
            normal_at=alert.normal_at,
            acknowledge_due_at=alert.acknowledge_due_at,
            acknowledged_at=alert.acknowledged_at,
            acknowledged_by=PersonNode.of_optional(view.acknowledged_by),
            sensor=SensorNode.of(view.sensor),
            cause=AlertCauseNode.of(view),
            advice=[TextNode.of(step) for step in view.advice],
            is_simulated=alert.is_simulated,
            case_id=view.case_id,
        )

    @strawberry.field(description="What happened to it, oldest first.")
    async def history(self, info: Info) -> list[AlertTransitionNode]:
        found = await info.context.load(alerts.histories, self.id)
        return [AlertTransitionNode.of(view) for view in found]

    @strawberry.field
    async def case(self, info: Info) -> Annotated["CaseNode", strawberry.lazy("backend.api.cases")] | None:
        from backend.api.cases import CaseNode  # noqa: PLC0415 - alerts and cases refer to each other

        found = await info.context.load_or_none(cases.by_ids, self.case_id) if self.case_id else None
        return CaseNode.of(found, info.context) if found else None


@strawberry.type(name="AlertEdge")
class AlertEdge:
    cursor: str
    node: AlertNode


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class AlertConnection:
    edges: list[AlertEdge]
    page_info: PageInfo

    @classmethod
    def of(cls, page: Page[AlertView]) -> "AlertConnection":
        edges = [AlertEdge(cursor=cursor, node=AlertNode.of(view)) for cursor, view in page.items]
        return cls(edges=edges, page_info=PageInfo(has_next_page=page.has_next, end_cursor=page.end_cursor))


@strawberry.input(name="AlertFilter")
class AlertFilterInput:
    tiers: list[Tier] | None = None
    states: list[AlertState] | None = None
    equipment_id: UUID | None = None


@strawberry.input
class AcknowledgeAlertInput:
    operation_id: UUID
    alert_id: UUID


@strawberry.type
class AlertsQuery:
    @strawberry.field(description="Open alerts before past ones, worst tier first, then newest first.")
    async def alerts(
        self, info: Info, filter: AlertFilterInput | None = None, first: int = 20, after: str | None = None
    ) -> AlertConnection:
        viewer = info.context.viewer
        which = AlertFilter(filter.tiers, filter.states, filter.equipment_id) if filter else AlertFilter()
        page = await info.context.read(
            lambda session: alerts.page(session, viewer, which, first=first, after=after)
        )
        return AlertConnection.of(page)

    @strawberry.field
    async def alert(self, info: Info, id: UUID) -> AlertNode | None:
        found = await info.context.load_or_none(alerts.by_ids, id)
        return AlertNode.of(found) if found else None


@strawberry.type
class AlertsMutation:
    @strawberry.mutation
    async def acknowledge_alert(self, info: Info, input: AcknowledgeAlertInput) -> AlertNode:
        viewer = info.context.viewer
        alert_id = await info.context.command(
            input,
            "acknowledge_alert",
            lambda tx: commands.acknowledge_alert(tx, input.alert_id, by=viewer).alert_id,
        )
        return AlertNode.of(await info.context.load(alerts.by_ids, alert_id))


@strawberry.type
class AlertsSubscription:
    @strawberry.subscription(description="A hint, not the truth: after a reconnect query again.")
    async def alert_changed(self, info: Info) -> AsyncGenerator[AlertNode, None]:
        async for changed in info.context.changes("alert"):
            found = await info.context.load_or_none(alerts.by_ids, changed.object_id)
            if found:
                yield AlertNode.of(found)

"""Alerts."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts import bulk_commands, commands, risk_queries
from backend.alerts import queries as alerts
from backend.alerts.advice_rules import AdviceSource
from backend.alerts.causes.graphql import AlertCauseNode
from backend.alerts.causes.rules import of_sensor
from backend.alerts.filters_queries import AlertFilter, AlertSortBy, Announced, counts
from backend.alerts.grouping import queries as groups
from backend.alerts.grouping.rules import OF_SILENCES, GroupCount, GroupScope, silences
from backend.alerts.queries import AlertView, TransitionView
from backend.alerts.rules import AlertState, AlertTransitionKind, Suppression
from backend.alerts.suppression import explained_queries
from backend.alerts.suppression.explained_queries import Explained
from backend.core.database import Transaction
from backend.core.errors import ErrorCode
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.equipment.rules import EquipmentState
from backend.people.graphql import PersonNode
from backend.risks.briefs.graphql import RiskBriefNode
from backend.sensors import queries as sensors
from backend.sensors.graphql import SensorNode


@sort_of(AlertSortBy)
class AlertSort(SortInput[AlertSortBy]):
    pass


@filter_of(
    Announced,
    name="Announced",
    description="Raised, raised again or raised to a worse tier in this time, both ends included, and not"
    " suppressed then.",
)
class AnnouncedInput(FilterInput[Announced]):
    pass


@filter_of(AlertFilter, name="AlertFilter")
class AlertFilterInput(FilterInput[AlertFilter]):
    announced: AnnouncedInput | None


if TYPE_CHECKING:
    from backend.alerts.responses.graphql import AlertResponseNode
    from backend.cases.graphql import CaseNode

strawberry.enum(AlertCondition, name="AlertCondition")
strawberry.enum(AlertState, name="AlertState")
strawberry.enum(AlertTransitionKind, name="AlertTransitionKind")
strawberry.enum(Suppression, name="Suppression")
strawberry.enum(GroupScope, name="GroupScope")


@strawberry.type(name="AlertTransition")
class AlertTransitionNode:
    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    value: float | None
    person: PersonNode | None
    suppression: Suppression | None = strawberry.field(
        description="Why people were not notified; null if they were."
    )
    note: str | None

    @classmethod
    def of(cls, view: TransitionView) -> "AlertTransitionNode":
        return cls(
            at=view.at,
            kind=view.kind,
            tier=view.tier,
            value=view.value,
            person=PersonNode.of_optional(view.person),
            suppression=view.suppression,
            note=view.note,
        )


@strawberry.type(description="A source and how many suppressed alerts its own alerts explain.")
class ExplainedAlerts:
    size: int
    is_one_row: bool = strawberry.field(description="Whether one row stands for them with `leadsExplained`.")
    found: strawberry.Private[Explained]

    @strawberry.field
    async def source(self, info: Info) -> SensorNode:
        return SensorNode.of(await info.context.load(sensors.by_ids, self.found.parent_id))


@strawberry.type(name="AlertSuppression", description="Why people are not notified of an alert now.")
class AlertSuppressionNode:
    by: Suppression
    since: datetime
    worst_tier: Tier | None
    until: datetime | None = strawberry.field(description="When it may end by time.")
    reason: str | None
    person: PersonNode | None
    alert_id: strawberry.Private[UUID]

    @strawberry.field(description="What explains it, where it is suppressed by PARENT.")
    async def explained(self, info: Info) -> ExplainedAlerts | None:
        if self.by is not Suppression.PARENT:
            return None
        found = await info.context.load_or_none(explained_queries.of_alerts, self.alert_id)
        return ExplainedAlerts(size=found.size, is_one_row=found.is_one_row, found=found) if found else None

    @classmethod
    def of(cls, view: AlertView) -> "AlertSuppressionNode | None":
        alert = view.alert
        if alert.suppressed_by is None or alert.suppressed_at is None:
            return None
        is_shelf = alert.suppressed_by is Suppression.SHELVED and alert.shelf is not None
        return cls(
            by=alert.suppressed_by,
            since=alert.suppressed_at,
            worst_tier=alert.worst_suppressed_tier,
            until=_suppression_ends_at(view),
            reason=alert.shelf.reason if is_shelf and alert.shelf else None,
            person=PersonNode.of_optional(view.shelved_by) if is_shelf else None,
            alert_id=alert.alert_id,
        )


@strawberry.type(name="AlertGroup", description="Alerts of one cause; the worst one leads.")
class AlertGroupNode:
    id: UUID
    scope: GroupScope
    is_led: bool = strawberry.field(description="Whether the alert that it was asked of leads it.")

    @strawberry.field(description="How many of it are open, its leader included.")
    async def size(self, info: Info) -> int:
        return (await self._count(info)).size

    @strawberry.field(description="How many of these are shelved: what `isForGroup` unshelves.")
    async def shelved(self, info: Info) -> int:
        return (await self._count(info)).shelved

    @strawberry.field(
        description="How many of these are neither over nor shelved: what `isForGroup` shelves."
    )
    async def shelvable(self, info: Info) -> int:
        return (await self._count(info)).shelvable

    @strawberry.field(description="Whether any of `shelvable` is red, or red and unanswered.")
    async def shelves_red(self, info: Info) -> bool:
        return (await self._count(info)).shelvable_red > 0

    @strawberry.field(
        description="What its row is called, where sources fell silent together: by what explains it, and how"
        " many there are. Null for other groups, for a single one, and for an alert that does not lead."
    )
    async def title(self, info: Info) -> TextNode | None:
        is_titled = self.is_led and self.scope in OF_SILENCES
        count = await self._count(info) if is_titled else GroupCount()
        if count.size < 2:
            return None
        name = await info.context.load_or_none(groups.names, self.id)
        return TextNode.of(of_sensor(name, silences(count))) if name else None

    @strawberry.field(
        description="The first 50 open ones, worst first; all of them by `alerts` with the filter `groupId`."
    )
    async def members(self, info: Info) -> list["AlertNode"]:
        found = await info.context.load(groups.members, self.id)
        return [AlertNode.of(view) for view in found]

    async def _count(self, info: Info) -> GroupCount:
        return await info.context.load_or_none(groups.counts, self.id) or GroupCount()


@strawberry.type(name="Alert")
class AlertNode:
    id: UUID
    tier: Tier
    worst_tier: Tier
    rank: Tier = strawberry.field(
        description="While nobody has acknowledged it the worst tier since it last began to ask, then the"
        " present one; past: the worst. It orders, counts, filters and tints."
    )
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
    is_simulated: bool
    active_since: datetime = strawberry.field(description="When its present activation really began.")
    notified_at: datetime | None = strawberry.field(description="Null while it was never notified.")
    suppression: AlertSuppressionNode | None
    is_chattering: bool
    group: AlertGroupNode | None
    case_id: strawberry.Private[UUID | None]
    advice_from: AdviceSource = strawberry.field(description="Whence `advice` comes.")
    view: strawberry.Private[AlertView]

    @classmethod
    def of(cls, view: AlertView, sensor: SensorNode | None = None) -> "AlertNode":
        """`sensor`: its node, where several alerts share it."""
        alert = view.alert
        return cls(
            id=alert.alert_id,
            tier=alert.tier,
            worst_tier=alert.worst_tier,
            rank=alert.rank,
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
            sensor=sensor or SensorNode.of(view.sensor),
            cause=AlertCauseNode.of(view),
            is_simulated=alert.is_simulated,
            active_since=alert.active_from,
            notified_at=alert.notified_at,
            suppression=AlertSuppressionNode.of(view),
            is_chattering=alert.chatter is not None,
            group=_group_of(view),
            case_id=view.case_id,
            advice_from=view.advice_from,
            view=view,
        )

    @strawberry.field(
        description="What to do first, frozen when it was last raised, active again or worse: what somebody"
        " answered stays as they read it."
    )
    def advice(self) -> list[TextNode]:
        return [TextNode.of(step) for step in self.view.advice]

    @strawberry.field(description="When it got its present tier, or was active at it again.")
    async def tier_since(self, info: Info) -> datetime:
        found = await info.context.load_or_none(alerts.tiers_since, self.id)
        return found or self.active_since

    @strawberry.field(
        description="Events of the register that it concerns: the one that speaks for it first, then the"
        " others that its source is bound to, worst residual level first."
    )
    async def risk_events(self, info: Info) -> list[RiskBriefNode]:
        found = await info.context.load_or_none(risk_queries.of_alerts, self.id) or []
        return [RiskBriefNode.of(each, info.context.now) for each in found]

    @strawberry.field(description="What happened to it, oldest first.")
    async def history(self, info: Info) -> list[AlertTransitionNode]:
        found = await info.context.load(alerts.histories, self.id)
        return [AlertTransitionNode.of(view) for view in found]

    @strawberry.field(description="Since it is active: who comes, who cannot, who saw it, who was notified.")
    async def responses(
        self, info: Info
    ) -> list[Annotated["AlertResponseNode", strawberry.lazy("backend.alerts.responses.graphql")]]:
        from backend.alerts.responses.graphql import responses_of  # noqa: PLC0415 - they refer to each other

        return await responses_of(info, self.id)

    @strawberry.field
    async def case(
        self, info: Info
    ) -> Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")] | None:
        from backend.cases.graphql import find_case  # noqa: PLC0415 - alerts and cases refer to each other

        return await find_case(info, self.case_id)


async def alert_node(info: Info, alert_id: UUID) -> AlertNode:
    return AlertNode.of(await info.context.load(alerts.by_ids, alert_id))


def _suppression_ends_at(view: AlertView) -> datetime | None:
    alert, equipment = view.alert, view.sensor.equipment
    if alert.suppressed_by is Suppression.SHELVED and alert.shelf is not None:
        return alert.shelf.until
    if alert.suppressed_by is Suppression.CHATTERING and alert.chatter is not None:
        return alert.chatter.calm_at
    # A repair has no end of its own: it is only looked at again from time to time.
    is_repair = equipment is not None and equipment.item.state is EquipmentState.UNDER_REPAIR
    return None if is_repair else alert.suppression_due_at


def _with_cases(which: AlertFilter) -> AlertFilter:
    """Return a filter with the conditions on cases that it names."""
    from backend.cases.graphql import conditions_of_cases  # noqa: PLC0415 - alerts and cases refer to each other

    of_case = (which.department_ids, which.person_ids, which.text, which.matter_overdue_at)
    if all(each is None for each in of_case):
        return which
    conditions = conditions_of_cases(which.department_ids or (), which.person_ids or (), which.text or "")
    return replace(which, of_cases=conditions)


def _group_of(view: AlertView) -> AlertGroupNode | None:
    if view.alert.group_id is None or view.group_scope is None:
        return None
    is_led = view.leads_group and view.alert.is_open
    return AlertGroupNode(id=view.alert.group_id, scope=view.group_scope, is_led=is_led)


@strawberry.input
class AcknowledgeAlertInput:
    operation_id: UUID
    alert_id: UUID


@strawberry.input
class AcknowledgeAlertsInput:
    operation_id: UUID
    alert_ids: list[UUID] = strawberry.field(
        description="At most 200. The leader of a group stands for all that stand behind it."
    )


@strawberry.type(description="What became of one alert of a bulk acknowledgement.")
class AcknowledgedAlert:
    id: UUID
    code: ErrorCode | None = strawberry.field(description="Why it was refused; null: it is acknowledged.")
    alert: AlertNode | None


@strawberry.type
class AlertsQuery:
    @strawberry.field(
        description="Open alerts: worst rank first, active before recovered, what is late longest, oldest."
        " Then past ones, worst tier first, newest first. With `sort`: all of them by that column."
    )
    async def alerts(
        self,
        info: Info,
        filter: AlertFilterInput | None = None,
        first: int = 20,
        after: str | None = None,
        sort: AlertSort | None = None,
    ) -> Connection[AlertNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = _with_cases(filter.value(info.context.now)) if filter else AlertFilter()
        page = await info.context.read(
            lambda session: alerts.page(session, viewer, which, first=first, after=after, sort=order)
        )
        once = info.context.once
        return Connection.of(
            page,
            lambda view: AlertNode.of(view, once(SensorNode.of, view.sensor)),
            Counted(counts, which),
        )

    @strawberry.field
    async def alert(self, info: Info, id: UUID) -> AlertNode | None:
        found = await info.context.load_or_none(alerts.by_ids, id)
        return AlertNode.of(found) if found else None


@strawberry.type
class AlertsMutation:
    @command(returns=alert_node)
    def acknowledge_alert(self, tx: Transaction, input: AcknowledgeAlertInput, by: Viewer) -> UUID:
        return commands.acknowledge_alert(tx, input.alert_id, by=by).alert_id

    @strawberry.mutation(description="Each by itself; never one of red or orange rank, alone or in a group.")
    async def acknowledge_alerts(self, info: Info, input: AcknowledgeAlertsInput) -> list[AcknowledgedAlert]:
        context, viewer = info.context, info.context.viewer
        results = await context.bulk_command(
            input,
            "acknowledge_alerts",
            lambda tx: bulk_commands.acknowledge_alerts(tx, input.alert_ids, by=viewer),
        )
        found = await context.load_each(alerts.by_ids, list(results))
        return [
            AcknowledgedAlert(id=alert_id, code=code, alert=AlertNode.of(view) if view else None)
            for (alert_id, code), view in zip(results.items(), found, strict=True)
        ]


@strawberry.type
class AlertsSubscription:
    @strawberry.subscription(description="A hint, not the truth: after a reconnect query again.")
    async def alert_changed(self, info: Info) -> AsyncGenerator[AlertNode, None]:
        async for changed in info.context.changes("alert"):
            found = await info.context.load_or_none(alerts.by_ids, changed.object_id)
            if found:
                yield AlertNode.of(found)


async def open_alerts_of_equipment(info: Info, equipment_id: UUID) -> list[AlertNode]:
    """The alerts that are not over, of the sensors of this equipment."""
    found = await info.context.load(alerts.open_of_equipment, equipment_id)
    return [AlertNode.of(view) for view in found]


async def open_tier(info: Info, sensor_id: int) -> Tier | None:
    """Return the worst rank of what is open of this source; None where nothing is."""
    return await info.context.load_or_none(alerts.open_tiers, sensor_id)


@strawberry.type
class TierCount:
    tier: Tier
    count: int

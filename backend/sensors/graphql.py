"""Sensors and their indicators."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts.sources.graphql import (
    ActiveAlertNode,
    ForecastNode,
    active_alert,
    alerts_of_span,
    forecast,
    is_untrusted,
    unanswered_tier,
)
from backend.alerts.suppression.maintenance_graphql import OutOfServiceNode, out_of_service, parent_source
from backend.alerts.suppression.outages.graphql import OutageNode, outages
from backend.core.graphql.context import Info
from backend.core.graphql.numbers import number_of
from backend.core.graphql.text import TextNode
from backend.core.graphql.tiers import Tier
from backend.core.vocabulary import Stage
from backend.equipment.graphql import EquipmentNode
from backend.monitoring.scoring.graphql import (
    AnomalyScoreNode,
    AnomalyTrendNode,
    anomaly_score,
    anomaly_trend,
)
from backend.people.graphql import DepartmentNode, PersonNode, department_of, person_of
from backend.people.posts.graphql import PostNameNode, post_of
from backend.readings.graphql import ReadingNode, TracePointNode, latest_reading, trace
from backend.readings.trends.graphql import SparklineNode, TrendNode, check_range, sparkline, trend
from backend.sensors import queries as sensors
from backend.sensors.queries import IndicatorVersion, SensorView
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, SensorKind, SensorState
from backend.sites.graphql import AreaNode, PlanPointNode

if TYPE_CHECKING:
    from backend.alerts.graphql import AlertNode

strawberry.enum(SensorState, name="SensorState")
strawberry.enum(SensorKind, name="SensorKind")
strawberry.enum(LimitSide, name="LimitSide")


@strawberry.type(name="Limit")
class LimitNode:
    side: LimitSide
    tier: Tier
    value: float

    @classmethod
    def of(cls, limit: Limit) -> "LimitNode":
        return cls(side=limit.side, tier=limit.tier, value=limit.value)


@strawberry.type(name="RateLimit", description="A change of so much or more, up or down, has the tier.")
class RateLimitNode:
    per_minute: float
    window_seconds: float
    tier: Tier

    @classmethod
    def of(cls, limit: RateLimit) -> "RateLimitNode":
        return cls(per_minute=limit.per_minute, window_seconds=limit.window.total_seconds(), tier=limit.tier)


@strawberry.type(name="Span", description="What the instrument can measure, in the unit of the indicator.")
class SpanNode:
    low: float
    high: float


@strawberry.type(name="Indicator")
class IndicatorNode:
    id: UUID
    version: int
    unit: str
    limits: list[LimitNode]
    deadband: float
    on_delay_seconds: float
    off_delay_seconds: float
    silent_after_seconds: float
    standard: str
    rate_limit: RateLimitNode | None
    stuck_after_seconds: float | None
    span: SpanNode | None
    is_learned: bool

    @classmethod
    def of(cls, indicator: Indicator) -> "IndicatorNode":
        return cls(
            id=indicator.indicator_id,
            version=indicator.version,
            unit=indicator.unit,
            limits=[LimitNode.of(limit) for limit in indicator.limits],
            deadband=indicator.deadband,
            on_delay_seconds=indicator.on_delay.total_seconds(),
            off_delay_seconds=indicator.off_delay.total_seconds(),
            silent_after_seconds=indicator.silent_after.total_seconds(),
            standard=indicator.standard,
            rate_limit=RateLimitNode.of(indicator.rate_limit) if indicator.rate_limit else None,
            stuck_after_seconds=indicator.stuck_after.total_seconds() if indicator.stuck_after else None,
            span=SpanNode(low=indicator.span.low, high=indicator.span.high) if indicator.span else None,
            is_learned=indicator.is_learned,
        )


@strawberry.type(name="LimitVersion", description="Limits as they stood from `since` on.")
class LimitVersionNode:
    version: int
    since: datetime
    limits: list[LimitNode]

    @classmethod
    def of(cls, found: IndicatorVersion) -> "LimitVersionNode":
        limits = [LimitNode.of(limit) for limit in found.indicator.limits]
        return cls(version=found.indicator.version, since=found.since, limits=limits)


@strawberry.type(name="Sensor")
class SensorNode:
    id: strawberry.ID
    site_id: UUID
    code: str
    name: TextNode
    unit: str
    stage: Stage
    area: AreaNode
    equipment: EquipmentNode | None
    kind: SensorKind
    state: SensorState
    silent_since: datetime | None = strawberry.field(
        description="When it was heard last, while it is silent; null also if it was never heard."
    )
    is_blind: bool = strawberry.field(
        description="Nobody sees what it watches: silent, out of service, or never heard."
    )
    is_never_heard: bool = strawberry.field(
        description="In service, and never sent a reading: it is not silent and has no alert of that."
    )
    created_at: datetime | None = strawberry.field(description="When the site came to know it.")
    unheard_reminded_at: datetime | None = strawberry.field(
        description="When its owner was reminded that it had never sent anything; null: not yet."
    )
    is_simulated: bool
    sampling_plan: str
    plan_id: UUID | None
    position: PlanPointNode | None
    version: int
    changed_at: datetime | None
    sensor_id: strawberry.Private[int]
    equipment_id: strawberry.Private[UUID | None]
    department_id: strawberry.Private[UUID | None]
    responsible_id: strawberry.Private[UUID | None]
    post_id: strawberry.Private[UUID | None]
    changed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: SensorView) -> "SensorNode":
        sensor = view.sensor
        return cls(
            id=strawberry.ID(str(sensor.sensor_id)),
            site_id=sensor.site_id,
            code=sensor.code,
            name=TextNode.of(sensor.name),
            unit=sensor.unit,
            stage=sensor.stage,
            area=AreaNode.of(view.area),
            equipment=EquipmentNode.of_optional(view.equipment),
            kind=sensor.kind,
            state=sensor.state,
            silent_since=sensor.last_seen_at if sensor.state is SensorState.SILENT else None,
            is_blind=sensor.is_blind,
            is_never_heard=sensor.is_never_heard,
            created_at=sensor.created_at,
            unheard_reminded_at=sensor.unheard_reminded_at,
            is_simulated=sensor.is_simulated,
            sampling_plan=sensor.sampling_plan,
            plan_id=sensor.plan_id,
            position=PlanPointNode.of_optional(sensor.position),
            version=sensor.version,
            changed_at=sensor.changed_at,
            sensor_id=sensor.sensor_id,
            equipment_id=sensor.equipment_id,
            department_id=sensor.department_id,
            responsible_id=sensor.responsible_id,
            post_id=sensor.post_id,
            changed_by_id=sensor.changed_by,
        )

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        return await department_of(info, self.department_id)

    @strawberry.field(description="Who is told first of its alerts.")
    async def responsible(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.responsible_id)

    @strawberry.field(description="Whose holders are told first, where no person is named.")
    async def post(self, info: Info) -> PostNameNode | None:
        return await post_of(info, self.post_id)

    @strawberry.field(description="Who changed it last.")
    async def changed_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.changed_by_id)

    @strawberry.field(description="The source whose alerts explain those of this one, as people named it.")
    async def parent_source(self, info: Info) -> "SensorNode | None":
        parent_id = await parent_source(info, self.sensor_id)
        found = await info.context.load_or_none(sensors.by_ids, parent_id) if parent_id else None
        return SensorNode.of(found) if found else None

    @strawberry.field
    async def indicator(self, info: Info) -> IndicatorNode | None:
        found = await info.context.load_or_none(sensors.indicators, self.sensor_id)
        return IndicatorNode.of(found) if found else None

    @strawberry.field(description="Null while it is in service.")
    async def out_of_service(self, info: Info) -> OutOfServiceNode | None:
        return await out_of_service(info, self.sensor_id)

    @strawberry.field(description="The worst of its open alerts that nothing suppresses; null for none.")
    async def open_tier(self, info: Info) -> Tier | None:
        from backend.alerts.graphql import open_tier  # noqa: PLC0415 - alerts and sensors refer to each other

        return await open_tier(info, self.sensor_id)

    @strawberry.field(description="At most about a second old.")
    async def latest(self, info: Info) -> ReadingNode | None:
        return await latest_reading(info, self.sensor_id)

    @strawberry.field(description="How unusual the source is now, seconds old; null until it was scored.")
    async def anomaly_score(self, info: Info) -> AnomalyScoreNode | None:
        return await anomaly_score(info, self.sensor_id)

    @strawberry.field(
        description="The last `minutes`, at most `points` points; narrow peaks survive the thinning."
    )
    async def trace(self, info: Info, minutes: int = 30, points: int = 300) -> list[TracePointNode]:
        return await trace(info, self.sensor_id, minutes=minutes, points=points)

    @strawberry.field
    async def active_alert(self, info: Info) -> ActiveAlertNode | None:
        return await active_alert(info, self.sensor_id)

    @strawberry.field(
        description="The worst rank of its alerts that nobody has acknowledged, also after the value has"
        " fallen; null for none."
    )
    async def unanswered_tier(self, info: Info) -> Tier | None:
        return await unanswered_tier(info, self.sensor_id)

    @strawberry.field(
        description="What it sends now is no value: out of the range of the instrument, or of bad quality."
    )
    async def is_untrusted(self, info: Info) -> bool:
        return await is_untrusted(info, self.sensor_id)

    @strawberry.field(description="The last 60, 480 or 1440 minutes in at most 60 buckets.")
    async def sparkline(self, info: Info, minutes: int = 60) -> SparklineNode:
        return await sparkline(info, self.sensor_id, minutes=minutes)

    @strawberry.field(description="What keeps it from being judged now.")
    async def outage(self, info: Info) -> OutageNode | None:
        now = info.context.now
        found = await self._outages(info, now, now)
        return found[-1] if found else None

    @strawberry.field(description="Null while no limit is ahead.")
    async def forecast(self, info: Info) -> ForecastNode | None:
        return await forecast(info, self.sensor_id)

    @strawberry.field(description="From `from` to `to` in at most `points` buckets.")
    async def trend(
        self,
        info: Info,
        from_at: Annotated[datetime, strawberry.argument(name="from")],
        to_at: Annotated[datetime, strawberry.argument(name="to")],
        points: int = 600,
    ) -> TrendNode:
        return await trend(info, self.sensor_id, from_at=from_at, to_at=to_at, points=points)

    @strawberry.field(description="How unusual it was from `from` to `to`, in spans of whole hours.")
    async def anomaly_trend(
        self,
        info: Info,
        from_at: Annotated[datetime, strawberry.argument(name="from")],
        to_at: Annotated[datetime, strawberry.argument(name="to")],
        points: int = 200,
    ) -> AnomalyTrendNode:
        return await anomaly_trend(info, self.sensor_id, from_at=from_at, to_at=to_at, points=points)

    @strawberry.field(description="Those that were active in this span, newest first; at most 200.")
    async def alerts(
        self,
        info: Info,
        from_at: Annotated[datetime, strawberry.argument(name="from")],
        to_at: Annotated[datetime, strawberry.argument(name="to")],
    ) -> list[Annotated["AlertNode", strawberry.lazy("backend.alerts.graphql")]]:
        check_range(from_at, to_at)
        return await alerts_of_span(info, self.sensor_id, from_at, to_at)

    @strawberry.field(description="What kept it from being judged in this span, oldest first.")
    async def outages(
        self,
        info: Info,
        from_at: Annotated[datetime, strawberry.argument(name="from")],
        to_at: Annotated[datetime, strawberry.argument(name="to")],
    ) -> list[OutageNode]:
        check_range(from_at, to_at)
        return await self._outages(info, from_at, to_at)

    @strawberry.field(description="Every version of its limits, oldest first.")
    async def limit_versions(self, info: Info) -> list[LimitVersionNode]:
        found = await info.context.load_or_none(sensors.versions, self.sensor_id)
        return [LimitVersionNode.of(each) for each in found or ()]

    async def _outages(self, info: Info, from_at: datetime, to_at: datetime) -> list[OutageNode]:
        area_id, equipment_id = self.area.id, self.equipment_id
        return await outages(info, self.sensor_id, from_at, to_at, area_id=area_id, equipment_id=equipment_id)


@strawberry.type
class SensorsQuery:
    @strawberry.field(description="Sources by code. With `planId`: those that stand on this plan.")
    async def sensors(self, info: Info, plan_id: UUID | None = None) -> list[SensorNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sensors.all_(session, viewer, plan_id=plan_id))
        return [SensorNode.of(view) for view in found]

    @strawberry.field(description="Every source of a site; none if it is not the viewer's.")
    async def monitor(self, info: Info, site_id: UUID) -> list[SensorNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sensors.of_site(session, viewer, site_id))
        return [SensorNode.of(view) for view in found]

    @strawberry.field
    async def sensor(self, info: Info, id: strawberry.ID) -> SensorNode | None:
        number = number_of(id)
        found = None if number is None else await info.context.load_or_none(sensors.by_ids, number)
        return SensorNode.of(found) if found else None


async def sensors_of_equipment(info: Info, equipment_id: UUID) -> list[SensorNode]:
    """The sensors bound to this equipment."""
    found = await info.context.load(sensors.of_equipment, equipment_id)
    return [SensorNode.of(view) for view in found]


async def number_of_equipment(info: Info, equipment_id: UUID) -> int:
    """The number of sensors bound to this equipment."""
    return await info.context.load_or_none(sensors.counts_of_equipment, equipment_id) or 0

"""Equipment, sensors and their readings."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.suppression import queries as suppression
from backend.alerts.suppression.maintenance_graphql import MaintenanceWindowNode, OutOfServiceNode
from backend.cases import queries as cases
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.time import microseconds, moment
from backend.core.vocabulary import Quality, Stage, Tier, TracePoint
from backend.equipment.rules import EquipmentState
from backend.readings.rules import LatestReading, SourceScore
from backend.sensors import queries as sensors
from backend.sensors.queries import EquipmentView, SensorView, TraceWindow
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, SensorState
from backend.sites.graphql import AreaNode

if TYPE_CHECKING:
    from backend.alerts.graphql import AlertNode
    from backend.cases.graphql import CaseNode

strawberry.enum(Stage, name="Stage")
strawberry.enum(Quality, name="Quality")
strawberry.enum(SensorState, name="SensorState")
strawberry.enum(EquipmentState, name="EquipmentState")
strawberry.enum(LimitSide, name="LimitSide")
strawberry.enum(Tier, name="Tier", description="How bad a live alert is: 4 RED, 3 ORANGE, 2 YELLOW, 1 BLUE.")
MAX_TRACE_MINUTES: Final = 60 * 24 * 31
MAX_TRACE_POINTS: Final = 2_000
LONGEST_ID: Final = 9
"""Digits; what is longer does not fit the column."""


@strawberry.type(name="TracePoint")
class TracePointNode:
    at: datetime
    value: float

    @classmethod
    def of(cls, point: TracePoint) -> "TracePointNode":
        return cls(at=moment(point.sampled_us), value=point.value)


@strawberry.type(name="Reading")
class ReadingNode:
    sampled_at: datetime
    value: float
    quality: Quality

    @classmethod
    def of(cls, reading: LatestReading) -> "ReadingNode":
        return cls(sampled_at=moment(reading.sampled_us), value=reading.value, quality=reading.quality)


@strawberry.type(
    name="AnomalyScore",
    description="1 is the limit from which on the source is anomalous; comparable between sources.",
)
class AnomalyScoreNode:
    score: float
    scored_at: datetime
    is_learning: bool = strawberry.field(description="It has not seen enough yet to raise an alert.")

    @classmethod
    def of(cls, found: SourceScore) -> "AnomalyScoreNode":
        return cls(score=found.score, scored_at=moment(found.scored_us), is_learning=found.is_learning)


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


@strawberry.type(name="Equipment")
class EquipmentNode:
    id: UUID
    code: str
    name: TextNode
    state: EquipmentState
    stage: Stage
    area: AreaNode
    next_maintenance_at: datetime | None

    @classmethod
    def of(cls, view: EquipmentView) -> "EquipmentNode":
        item = view.item
        return cls(
            id=item.equipment_id,
            code=item.code,
            name=TextNode.of(item.name),
            state=item.state,
            stage=item.stage,
            area=AreaNode.of(view.area),
            next_maintenance_at=item.next_maintenance_at,
        )

    @classmethod
    def of_optional(cls, view: EquipmentView | None) -> "EquipmentNode | None":
        return cls.of(view) if view else None

    @strawberry.field
    async def sensors(self, info: Info) -> list["SensorNode"]:
        found = await info.context.load(sensors.of_equipment, self.id)
        return [SensorNode.of(view) for view in found]

    @strawberry.field(description="Maintenance that runs or will.")
    async def maintenance(self, info: Info) -> list[MaintenanceWindowNode]:
        now = info.context.now
        found = await info.context.load(suppression.windows_of_equipment, self.id)
        return [MaintenanceWindowNode.of(each, now=now) for each in found if each.window.ends_at > now]

    @strawberry.field
    async def open_alerts(
        self, info: Info
    ) -> list[Annotated["AlertNode", strawberry.lazy("backend.alerts.graphql")]]:
        from backend.alerts.graphql import AlertNode  # noqa: PLC0415 - alerts and equipment refer to each other

        found = await info.context.load(alerts.open_of_equipment, self.id)
        return [AlertNode.of(view) for view in found]

    @strawberry.field
    async def open_cases(
        self, info: Info
    ) -> list[Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]]:
        from backend.cases.graphql import CaseNode  # noqa: PLC0415 - cases and equipment refer to each other

        found = await info.context.load(cases.open_of_equipment, self.id)
        return [CaseNode.of(view, info.context) for view in found]


@strawberry.type(name="Sensor")
class SensorNode:
    id: strawberry.ID
    code: str
    name: TextNode
    unit: str
    stage: Stage
    area: AreaNode
    equipment: EquipmentNode | None
    state: SensorState
    is_simulated: bool
    indicator: IndicatorNode | None
    sensor_id: strawberry.Private[int]

    @classmethod
    def of(cls, view: SensorView) -> "SensorNode":
        sensor = view.sensor
        return cls(
            id=strawberry.ID(str(sensor.sensor_id)),
            code=sensor.code,
            name=TextNode.of(sensor.name),
            unit=sensor.unit,
            stage=sensor.stage,
            area=AreaNode.of(view.area),
            equipment=EquipmentNode.of_optional(view.equipment),
            state=sensor.state,
            is_simulated=sensor.is_simulated,
            indicator=IndicatorNode.of(sensor.indicator) if sensor.indicator else None,
            sensor_id=sensor.sensor_id,
        )

    @strawberry.field(description="Null while it is in service.")
    async def out_of_service(self, info: Info) -> OutOfServiceNode | None:
        found = await info.context.load_or_none(suppression.out_of_service, self.sensor_id)
        return OutOfServiceNode.of(found) if found else None

    @strawberry.field(description="At most about a second old.")
    async def latest(self, info: Info) -> ReadingNode | None:
        reading = await info.context.load_or_none(sensors.latest, self.sensor_id)
        return ReadingNode.of(reading) if reading else None

    @strawberry.field(description="How unusual the source is now, seconds old; null until it was scored.")
    async def anomaly_score(self, info: Info) -> AnomalyScoreNode | None:
        score = await info.context.load_or_none(sensors.scores, self.sensor_id)
        return AnomalyScoreNode.of(score) if score else None

    @strawberry.field(
        description="The last `minutes`, at most `points` points; narrow peaks survive the thinning."
    )
    async def trace(self, info: Info, minutes: int = 30, points: int = 300) -> list[TracePointNode]:
        if not (1 <= minutes <= MAX_TRACE_MINUTES and 2 <= points <= MAX_TRACE_POINTS):
            raise Refused(ErrorCode.INVALID_INPUT, "too long a trace or too many points")
        to_us = microseconds(info.context.now)
        from_us = to_us - minutes * 60 * 1_000_000
        line = await info.context.load(sensors.traces, TraceWindow(self.sensor_id, from_us, to_us, points))
        return [TracePointNode.of(point) for point in line]


@strawberry.type
class SensorsQuery:
    @strawberry.field(
        description="Everything with a QR code at the viewer's sites, small enough to keep offline."
    )
    async def equipment_list(self, info: Info) -> list[EquipmentNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sensors.equipment(session, viewer))
        return [EquipmentNode.of(view) for view in found]

    @strawberry.field
    async def equipment(self, info: Info, code: str) -> EquipmentNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sensors.equipment_by_code(session, viewer, code))
        return EquipmentNode.of_optional(found)

    @strawberry.field
    async def sensors(self, info: Info) -> list[SensorNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sensors.all_(session, viewer))
        return [SensorNode.of(view) for view in found]

    @strawberry.field
    async def sensor(self, info: Info, id: strawberry.ID) -> SensorNode | None:
        number = number_of(id)
        found = None if number is None else await info.context.load_or_none(sensors.by_ids, number)
        return SensorNode.of(found) if found else None


def number_of(sensor_id: str) -> int | None:
    """The number that is a sensor's id; None for what no sensor can have."""
    return int(sensor_id) if sensor_id.isdecimal() and len(sensor_id) <= LONGEST_ID else None


def required_number(sensor_id: str) -> int:
    """The same for a command: refuse NOT_FOUND."""
    number = number_of(sensor_id)
    if number is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sensor")
    return number

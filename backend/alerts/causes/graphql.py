"""Why an alert was raised: its sentence in both languages, and the numbers behind it."""

from datetime import datetime

import strawberry

from backend.alerts.causes.rules import sentence
from backend.alerts.queries import AlertView, Cause
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.time import moment
from backend.core.vocabulary import AlertCondition
from backend.readings.graphql import TracePointNode
from backend.sensors import queries as sensors
from backend.sensors.camera_events.observed_graphql import ObservedNode
from backend.sensors.graphql import SensorNode


@strawberry.type(description="One sensor of an equipment that deviates, and by how much.")
class Contributor:
    deviation: float
    sensor_id: strawberry.Private[int]

    @strawberry.field
    async def sensor(self, info: Info) -> SensorNode | None:
        found = await info.context.load_or_none(sensors.by_ids, self.sensor_id)
        return SensorNode.of(found) if found else None


@strawberry.type(
    name="AlertWhy",
    description="The numbers of the sentence, as far as the condition has them; null for all others.",
)
class AlertWhyNode:
    change: float | None = None
    over_seconds: float | None = None
    per_minute: float | None = None
    window_seconds: float | None = None
    since: datetime | None = None
    for_seconds: float | None = None
    low: float | None = None
    high: float | None = None
    statistic: str | None = None
    value: float | None = None
    score: float | None = None
    seconds: float | None = None
    earliest_seconds: float | None = None
    latest_seconds: float | None = None
    per_hour: float | None = None
    contributors: list[Contributor] = strawberry.field(default_factory=list)

    @classmethod
    def of(cls, cause: Cause) -> "AlertWhyNode":
        why = cause.why
        return cls(
            change=why.get("change"),
            over_seconds=why.get("over_s"),
            per_minute=why.get("per_minute"),
            window_seconds=why.get("window_s"),
            since=moment(why["since_us"]) if "since_us" in why else None,
            for_seconds=why.get("for_s"),
            low=why.get("low"),
            high=why.get("high"),
            statistic=why.get("statistic"),
            value=why.get("value"),
            score=why.get("score"),
            seconds=why.get("seconds"),
            earliest_seconds=why.get("earliest_s"),
            latest_seconds=why.get("latest_s"),
            per_hour=why.get("per_hour"),
            contributors=[
                Contributor(sensor_id=sensor_id, deviation=deviation)
                for sensor_id, deviation in why.get("contributors", ())
            ],
        )


@strawberry.type(
    name="AlertCause",
    description="Why it was raised to its tier, frozen then. A silent source has no `value` and no `limit`.",
)
class AlertCauseNode:
    condition: AlertCondition
    aspect: str
    sentence: TextNode
    value: float | None
    limit: float | None
    unit: str
    sampled_at: datetime
    indicator_version: int
    lasted_seconds: float
    observed: ObservedNode | None
    view: strawberry.Private[AlertView]

    @classmethod
    def of(cls, view: AlertView) -> "AlertCauseNode":
        cause = view.cause
        is_event = view.alert.condition is AlertCondition.EVENT
        return cls(
            condition=view.alert.condition,
            aspect=view.alert.aspect,
            sentence=TextNode.of(sentence(view.alert.condition, cause.stored.numbers)),
            value=cause.value,
            limit=cause.limit,
            unit=cause.unit,
            sampled_at=cause.sampled_at,
            indicator_version=cause.indicator_version,
            lasted_seconds=cause.lasted.total_seconds(),
            observed=ObservedNode.of(cause.why) if is_event else None,
            view=view,
        )

    @strawberry.field
    def trace(self) -> list[TracePointNode]:
        return [TracePointNode.of(point) for point in self.view.cause.trace]

    @strawberry.field
    def why(self) -> AlertWhyNode:
        is_event = self.condition is AlertCondition.EVENT
        return AlertWhyNode() if is_event else AlertWhyNode.of(self.view.cause)

"""False alarms with their reasons: beside the limits they should change, and on alarm performance."""

from datetime import datetime

import strawberry

from backend.cases.dismissals_rules import DismissalReason, TuningHint
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.numbers import number_of
from backend.core.modules import Module
from backend.core.vocabulary import AlertCondition
from backend.sensors.graphql import SensorNode
from backend.tuning import false_alarms_queries as dismissals
from backend.tuning.false_alarms_queries import FalseAlarmSource
from backend.tuning.performance_graphql import period_of

strawberry.enum(TuningHint, name="TuningHint")


@strawberry.type
class DismissalCount:
    reason: DismissalReason
    count: int


@strawberry.type(
    name="FalseAlarmSource", description="Cases of one condition of one source, dismissed as false."
)
class FalseAlarmSourceNode:
    sensor: SensorNode
    condition: AlertCondition
    count: int
    reasons: list[DismissalCount] = strawberry.field(description="The most frequent first.")
    hint: TuningHint | None = strawberry.field(description="What these reasons ask for; null: no pattern.")

    @classmethod
    def of(cls, found: FalseAlarmSource) -> "FalseAlarmSourceNode":
        return cls(
            sensor=SensorNode.of(found.sensor),
            condition=found.condition,
            count=found.count,
            reasons=[DismissalCount(reason=reason, count=count) for reason, count in found.reasons],
            hint=found.hint,
        )


@strawberry.type
class DismissalsQuery:
    @strawberry.field(
        description="The sources with most false alarms from `start` to `end`, else in the last `days`.",
    )
    @of_module(Module.TUNING)
    async def false_alarm_sources(
        self,
        info: Info,
        days: int = 30,
        sensor_id: strawberry.ID | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> list[FalseAlarmSourceNode]:
        begins, ends = period_of(days, start, end, now=info.context.now)
        number = number_of(sensor_id) if sensor_id is not None else None
        if sensor_id is not None and number is None:
            return []
        viewer = info.context.viewer
        found = await info.context.read(
            lambda session: dismissals.false_alarm_sources(
                session, viewer, start=begins, end=ends, sensor_id=number
            )
        )
        return [FalseAlarmSourceNode.of(each) for each in found]

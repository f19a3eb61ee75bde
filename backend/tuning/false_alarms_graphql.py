"""False alarms with their reasons: beside the limits they should change, and on alarm performance."""

from datetime import timedelta
from typing import Final

import strawberry

from backend.cases.dismissals_rules import DismissalReason, TuningHint
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.shared_viewer import PER_VIEWER
from backend.core.modules import Module
from backend.core.vocabulary import AlertCondition
from backend.sensors.graphql import SensorNode, number_of
from backend.tuning import false_alarms_queries as dismissals
from backend.tuning.false_alarms_queries import FalseAlarmSource

strawberry.enum(TuningHint, name="TuningHint")
MAX_DAYS: Final = 90


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
        metadata=PER_VIEWER,
        description="The sources with most false alarms in the last `days`, or one of them.",
    )
    @of_module(Module.TUNING)
    async def false_alarm_sources(
        self, info: Info, days: int = 30, sensor_id: strawberry.ID | None = None
    ) -> list[FalseAlarmSourceNode]:
        if not 1 <= days <= MAX_DAYS:
            raise Refused(ErrorCode.INVALID_INPUT, f"between 1 and {MAX_DAYS} days")
        number = number_of(sensor_id) if sensor_id is not None else None
        if sensor_id is not None and number is None:
            return []
        viewer, end = info.context.viewer, info.context.now
        start = end - timedelta(days=days)
        found = await info.context.read(
            lambda session: dismissals.false_alarm_sources(
                session, viewer, start=start, end=end, sensor_id=number
            )
        )
        return [FalseAlarmSourceNode.of(each) for each in found]

"""The sources that the page of alarm performance names: loud ones, chattering ones, stale alerts."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.graphql import SensorNode
from backend.tuning.activations_queries import StaleAlert
from backend.tuning.performance_queries import Kpis
from backend.tuning.performance_rules import Chattering, TopSource


@strawberry.type(name="ChatteringSource", description="Three or more activations within a minute.")
class ChatteringNode:
    sensor: SensorNode
    condition: AlertCondition
    episodes: int
    worst_minute: int

    @classmethod
    def of(cls, item: Chattering, found: Kpis) -> "ChatteringNode":
        sensor_id, condition, _ = item.key
        sensor = SensorNode.of(found.sensors[sensor_id])
        return cls(sensor=sensor, condition=condition, episodes=item.episodes, worst_minute=item.worst)


@strawberry.type(name="StaleAlert", description="Active for more than 24 hours.")
class StaleNode:
    alert_id: UUID
    sensor: SensorNode
    condition: AlertCondition
    tier: Tier
    active_since: datetime

    @classmethod
    def of(cls, item: StaleAlert, found: Kpis) -> "StaleNode":
        sensor_id, condition, _ = item.key
        return cls(
            alert_id=item.alert_id,
            sensor=SensorNode.of(found.sensors[sensor_id]),
            condition=condition,
            tier=item.tier,
            active_since=item.active_since,
        )


@strawberry.type(name="TopSource")
class TopSourceNode:
    sensor: SensorNode
    condition: AlertCondition
    count: int
    share: float

    @classmethod
    def of(cls, item: TopSource, found: Kpis) -> "TopSourceNode":
        sensor_id, condition, _ = item.key
        sensor = SensorNode.of(found.sensors[sensor_id])
        return cls(sensor=sensor, condition=condition, count=item.count, share=item.share)

"""Alarm performance (ISA-18.2): the officer's page on whether the alarms can be trusted."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import strawberry

from backend.alerts.graphql import TierCount
from backend.core.errors import ErrorCode, Refused
from backend.core.filters import checked_time
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.modules import Module
from backend.core.vocabulary import AlertCondition, Tier
from backend.people.graphql import PersonNode
from backend.sensors.graphql import SensorNode
from backend.tuning import performance_queries as kpis
from backend.tuning import performance_rules as rules
from backend.tuning.activations_queries import StaleAlert
from backend.tuning.performance_queries import DayCount, Kpis
from backend.tuning.performance_rules import Chattering, Flood, Load, TopSource

MAX_DAYS: Final = 92


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
    count: int = strawberry.field(description="Activations.")
    alerts: int = strawberry.field(description="Alerts that they are of: one may be raised several times.")
    share: float

    @classmethod
    def of(cls, item: TopSource, found: Kpis) -> "TopSourceNode":
        sensor_id, condition = item.key
        sensor = SensorNode.of(found.sensors[sensor_id])
        return cls(sensor=sensor, condition=condition, count=item.count, alerts=item.alerts, share=item.share)


@strawberry.type(name="AlarmFlood", description="More than 10 activations in 10 minutes for one person.")
class FloodNode:
    began_at: datetime
    ended_at: datetime
    count: int = strawberry.field(description="Activations.")
    alerts: int = strawberry.field(description="Alerts that they are of: one may be raised several times.")
    first_at: datetime = strawberry.field(description="Of the first of these activations.")
    last_at: datetime

    @classmethod
    def of(cls, flood: Flood) -> "FloodNode":
        return cls(
            began_at=flood.began_at,
            ended_at=flood.ended_at,
            count=flood.count,
            alerts=flood.alerts,
            first_at=flood.first_at,
            last_at=flood.last_at,
        )


@strawberry.type(
    name="AlarmLoad",
    description="Activations for the person responsible for the sources; `person` is null where nobody is.",
)
class LoadNode:
    person: PersonNode | None
    count: int
    alerts: int = strawberry.field(description="Alerts that they are of: one may be raised several times.")
    average_per_ten_minutes: float
    worst_ten_minutes: int
    floods: list[FloodNode]
    share_in_flood: float

    @classmethod
    def of(cls, load: Load, found: Kpis) -> "LoadNode":
        view = found.people.get(load.person_id) if load.person_id else None
        return cls(
            person=PersonNode.of(view) if view else None,
            count=load.count,
            alerts=load.alerts,
            average_per_ten_minutes=load.average,
            worst_ten_minutes=load.worst,
            floods=[FloodNode.of(flood) for flood in load.floods],
            share_in_flood=load.share_in_flood,
        )


@strawberry.type
class TierShare:
    tier: Tier
    share: float
    target: float | None = strawberry.field(description="Null for BLUE, which counts with YELLOW.")


@strawberry.type(
    description="Alerts raised within 24 hours, by the worst tier they had; the days begin with the period."
)
class DayOfActivations:
    day: datetime
    counts: list[TierCount]

    @classmethod
    def of(cls, item: DayCount) -> "DayOfActivations":
        worst_first = sorted(item.counts.items(), reverse=True)
        return cls(day=item.day, counts=[TierCount(tier=tier, count=n) for tier, n in worst_first])


@strawberry.type(name="Kpis")
class KpisNode:
    start: datetime
    end: datetime
    activations: int = strawberry.field(description="Alerts raised, raised again or raised to a worse tier.")
    loads: list[LoadNode]
    tier_shares: list[TierShare]
    chattering: list[ChatteringNode]
    stale: list[StaleNode]
    top: list[TopSourceNode]
    days: list[DayOfActivations]
    acknowledged_in_time: float | None = strawberry.field(
        description="Share from 0 to 1; null without alerts."
    )
    false_alarms: int = strawberry.field(description="Cases of alerts dismissed as false alarms.")
    confirmed: int = strawberry.field(description="Cases of alerts that were disposed of and rechecked.")
    recheck_overrides: int = strawberry.field(
        description="Cases archived although the source was not back to normal."
    )

    @classmethod
    def of(cls, found: Kpis) -> "KpisNode":
        return cls(
            start=found.start,
            end=found.end,
            activations=found.activations,
            loads=[LoadNode.of(load, found) for load in found.loads],
            tier_shares=[
                TierShare(tier=tier, share=share, target=rules.TARGET_MIX.get(tier))
                for tier, share in found.tier_shares.items()
            ],
            chattering=[ChatteringNode.of(item, found) for item in found.chattering],
            stale=[StaleNode.of(item, found) for item in found.stale],
            top=[TopSourceNode.of(item, found) for item in found.top],
            days=[DayOfActivations.of(item) for item in found.days],
            acknowledged_in_time=found.acknowledged_in_time,
            false_alarms=found.false_alarms,
            confirmed=found.confirmed,
            recheck_overrides=found.recheck_overrides,
        )


def period_of(
    days: int, start: datetime | None, end: datetime | None, *, now: datetime
) -> tuple[datetime, datetime]:
    """Return from when to when is counted: not beyond `now`, and for `days` where no start is given.

    Raises Refused(INVALID_INPUT).
    """
    ends = min(checked_time(end) or now, now)
    begins = checked_time(start) or ends - timedelta(days=days)
    if not timedelta(0) < ends - begins <= timedelta(days=MAX_DAYS):
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MAX_DAYS} days")
    return begins, ends


@strawberry.type
class KpisQuery:
    @strawberry.field(
        description="From `start` to `end`, else the last `days`, where the viewer may see figures.",
    )
    @of_module(Module.TUNING)
    async def kpis(
        self, info: Info, days: int = 30, start: datetime | None = None, end: datetime | None = None
    ) -> KpisNode:
        viewer = info.context.viewer
        begins, ends = period_of(days, start, end, now=info.context.now)
        return KpisNode.of(
            await info.context.read(lambda session: kpis.kpis_of(session, viewer, start=begins, end=ends))
        )

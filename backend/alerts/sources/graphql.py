"""Alerts of a source: the worst active one, those of a span of time, the forecast."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import strawberry

from backend.alerts.sources import queries
from backend.alerts.sources.queries import ActiveAlert, Outlook, SourceSpan
from backend.core.graphql.context import Info
from backend.core.graphql.tiers import Tier
from backend.core.vocabulary import AlertCondition

if TYPE_CHECKING:
    from backend.alerts.graphql import AlertNode


@strawberry.type(name="ActiveAlert", description="The worst active alert of a source, suppressed or not.")
class ActiveAlertNode:
    id: UUID
    tier: Tier
    condition: AlertCondition
    since: datetime
    is_suppressed: bool

    @classmethod
    def of(cls, found: ActiveAlert) -> "ActiveAlertNode":
        return cls(
            id=found.alert_id,
            tier=found.tier,
            condition=found.condition,
            since=found.since,
            is_suppressed=found.is_suppressed,
        )


@strawberry.type(name="Forecast", description="When a source will reach a limit, if it goes on like this.")
class ForecastNode:
    said_at: datetime
    value: float = strawberry.field(description="Where the source was when this was said.")
    limit: float
    tier: Tier
    reaches_at: datetime
    earliest_at: datetime
    latest_at: datetime

    @classmethod
    def of(cls, found: Outlook) -> "ForecastNode":
        return cls(
            said_at=found.said_at,
            value=found.value,
            limit=found.limit,
            tier=found.tier,
            reaches_at=found.reaches_at,
            earliest_at=found.earliest_at,
            latest_at=found.latest_at,
        )


async def active_alert(info: Info, sensor_id: int) -> ActiveAlertNode | None:
    """The worst active alert of this source."""
    found = await info.context.load_or_none(queries.standing, sensor_id)
    return ActiveAlertNode.of(found.active) if found and found.active else None


async def unanswered_tier(info: Info, sensor_id: int) -> Tier | None:
    """The worst rank of the unanswered alerts of this source; None where nothing waits for an answer."""
    found = await info.context.load_or_none(queries.standing, sensor_id)
    return found.unanswered if found else None


async def is_untrusted(info: Info, sensor_id: int) -> bool:
    """Whether an active alert says that the values of this source are none."""
    found = await info.context.load_or_none(queries.standing, sensor_id)
    return found is not None and found.is_untrusted


async def forecast(info: Info, sensor_id: int) -> ForecastNode | None:
    """Return the forecast for this source; None while no limit is ahead."""
    found = await info.context.load_or_none(queries.outlooks, sensor_id)
    return ForecastNode.of(found) if found else None


async def alerts_of_span(info: Info, sensor_id: int, from_at: datetime, to_at: datetime) -> "list[AlertNode]":
    """The alerts of this source that were active in the span, newest first."""
    from backend.alerts.graphql import AlertNode  # noqa: PLC0415 - alerts show sensors

    found = await info.context.load_or_none(queries.of_spans, SourceSpan(sensor_id, from_at, to_at))
    return [AlertNode.of(view) for view in found or ()]

"""Activations in the histories of alerts, for the figures of alarm performance; one statement each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.alerts.filters_queries import is_announced
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.tables import CaseRow
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.sensors.tables import SensorRow
from backend.tuning import performance_rules as kpis
from backend.tuning.performance_rules import Activation

MOST_ACTIVATIONS: Final = 200_000
MOST_STALE: Final = 50


@dataclass(frozen=True, slots=True)
class StaleAlert:
    alert_id: UUID
    key: AlertKey
    tier: Tier
    active_since: datetime


def activations(session: Session, site_ids: list[UUID], start: datetime, end: datetime) -> list[Activation]:
    statement = (
        sa.select(
            col(AlertTransitionRow.at),
            col(AlertRow.sensor_id),
            col(AlertRow.condition),
            col(AlertRow.aspect),
            col(AlertTransitionRow.tier),
            col(SensorRow.responsible_id),
            col(AlertRow.id),
        )
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .where(col(AlertRow.site_id).in_(site_ids), *is_announced())
        .where(col(AlertTransitionRow.at).between(start, end))
        .order_by(col(AlertTransitionRow.at).desc())
        .limit(MOST_ACTIVATIONS)
    )
    found = session.connection().execute(statement)
    return [
        Activation(at, (sensor_id, AlertCondition(condition), aspect), Tier(tier), person_id, alert_id)
        for at, sensor_id, condition, aspect, tier, person_id, alert_id in found
    ]


def stale(session: Session, site_ids: list[UUID], *, now: datetime) -> list[StaleAlert]:
    statement = (
        select(AlertRow)
        .where(col(AlertRow.site_id).in_(site_ids), col(AlertRow.is_open), col(AlertRow.is_active))
        .where(col(AlertRow.active_since) < now - kpis.STALE_AFTER)
        .order_by(col(AlertRow.active_since))
        .limit(MOST_STALE)
    )
    return [
        StaleAlert(
            alert_id=row.id,
            key=(row.sensor_id, AlertCondition(row.condition), row.aspect),
            tier=Tier(row.tier),
            active_since=row.active_since or row.raised_at,
        )
        for row in session.exec(statement)
    ]


def acknowledged_in_time(
    session: Session, site_ids: list[UUID], start: datetime, end: datetime
) -> float | None:
    in_time = func.coalesce(AlertRow.acknowledged_at, end) <= AlertRow.acknowledge_due_at
    statement = (
        select(in_time, func.count())
        .where(col(AlertRow.site_id).in_(site_ids), col(AlertRow.raised_at).between(start, end))
        .where(AlertRow.acknowledge_due_at <= end)
        .group_by(in_time)
    )
    counts = {bool(is_in_time): int(n) for is_in_time, n in session.connection().execute(statement)}
    total = sum(counts.values())
    return counts.get(True, 0) / total if total else None


def outcomes(session: Session, site_ids: list[UUID], start: datetime, end: datetime) -> dict[str, int]:
    """Return the outcomes of alerts whose cases were archived in this time."""
    statement = (
        select(CaseRow.outcome, func.count())
        .where(col(CaseRow.site_id).in_(site_ids), col(CaseRow.archived_at).between(start, end))
        .where(col(CaseRow.id).in_(select(AlertRow.case_id).where(col(AlertRow.case_id).is_not(None))))
        .group_by(col(CaseRow.outcome))
    )
    return {str(outcome): int(n) for outcome, n in session.connection().execute(statement)}

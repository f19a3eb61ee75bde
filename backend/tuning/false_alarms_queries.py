"""Why alerts were dismissed as false, per source: for alarm performance and for the threshold lab."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import func
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.cases.dismissals_rules import DismissalReason, TuningHint, tuning_hint
from backend.cases.links.tables import DismissalRow
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView

MOST_SOURCES: Final = 10


@dataclass(frozen=True, slots=True)
class FalseAlarmSource:
    """One condition of one source; the most frequent reason first."""

    sensor: SensorView
    condition: AlertCondition
    count: int
    reasons: tuple[tuple[DismissalReason, int], ...]
    hint: TuningHint | None


def false_alarm_sources(
    session: Session, viewer: Viewer, *, start: datetime, end: datetime, sensor_id: int | None = None
) -> list[FalseAlarmSource]:
    """The sources with most cases dismissed as false in this time, with their reasons; ten at most.

    Only where the viewer may see figures.
    """
    statement = (
        sa.select(
            col(AlertRow.sensor_id),
            col(AlertRow.condition),
            col(DismissalRow.reason),
            func.count(col(CaseRow.id).distinct()),
        )
        .join(CaseRow, col(CaseRow.id) == AlertRow.case_id)
        .join(DismissalRow, col(DismissalRow.case_id) == CaseRow.id)
        .where(
            col(CaseRow.site_id).in_(viewer.site_ids_where(Permission.SEE_KPIS)),
            col(CaseRow.archived_at).between(start, end),
        )
        .where(col(CaseRow.outcome) == CaseOutcome.FALSE_ALARM)
        .group_by(col(AlertRow.sensor_id), col(AlertRow.condition), col(DismissalRow.reason))
    )
    if sensor_id is not None:
        statement = statement.where(col(AlertRow.sensor_id) == sensor_id)
    counts: dict[tuple[int, str], dict[DismissalReason, int]] = {}
    for sensor, condition, why, count in session.connection().execute(statement):
        counts.setdefault((sensor, condition), {})[DismissalReason(why)] = int(count)
    ranked = sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:MOST_SOURCES]
    views = sensors.by_ids(session, viewer, {key[0] for key, _ in ranked})
    return [
        FalseAlarmSource(
            sensor=views[key[0]],
            condition=AlertCondition(key[1]),
            count=sum(reasons.values()),
            reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
            hint=tuning_hint(reasons),
        )
        for key, reasons in ranked
        if key[0] in views
    ]

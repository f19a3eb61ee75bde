"""Alerts as rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from backend.domain.alerts import Alert, AlertCondition, AlertKey, AlertTransitionKind, Tier
from backend.domain.errors import ErrorCode, Refused
from backend.domain.rechecks import SourceOfCase
from backend.domain.sensors import SensorState
from backend.storage.tables.alerts import AlertRow, AlertTransitionRow
from backend.storage.tables.sensors import IndicatorRow, SensorRow


class Alerts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, alert: Alert, *, indicator_id: UUID, cause: dict[str, Any]) -> None:
        self._session.add(AlertRow(**_columns(alert), indicator_id=indicator_id, cause=cause))
        self._session.flush()

    def put(self, alert: Alert) -> None:
        row = self._session.get_one(AlertRow, alert.alert_id)
        for name, value in _columns(alert).items():
            setattr(row, name, value)
        self._session.add(row)

    def get(self, alert_id: UUID) -> Alert:
        """The alert, locked for this transaction. Refuse NOT_FOUND."""
        row = self._session.get(AlertRow, alert_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such alert")
        return alert_of(row)

    def open_for(self, keys: Iterable[AlertKey]) -> dict[AlertKey, Alert]:
        """The open alerts of these keys, locked for this transaction."""
        wanted = set(keys)
        statement = (
            select(AlertRow)
            .where(col(AlertRow.is_open), col(AlertRow.sensor_id).in_({key[0] for key in wanted}))
            .with_for_update()
        )
        found = (alert_of(row) for row in self._session.exec(statement))
        return {alert.key: alert for alert in found if alert.key in wanted}

    def of_case(self, case_id: UUID) -> list[SourceOfCase]:
        """The alerts of a case, latest first, with what a recheck must know of their sources."""
        return self.of_cases([case_id]).get(case_id, [])

    def of_cases(self, case_ids: Iterable[UUID]) -> dict[UUID, list[SourceOfCase]]:
        """The same for several cases; one statement."""
        statement = (
            select(AlertRow, IndicatorRow.off_delay_s, SensorRow.state)
            .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
            .join(IndicatorRow, col(IndicatorRow.id) == AlertRow.indicator_id)
            .where(col(AlertRow.case_id).in_(set(case_ids)))
            .order_by(col(AlertRow.raised_at).desc())
        )
        found: dict[UUID, list[SourceOfCase]] = {}
        for row, delay, state in self._session.exec(statement):
            if row.case_id is not None:
                entry = (alert_of(row), timedelta(seconds=delay), state == SensorState.SILENT)
                found.setdefault(row.case_id, []).append(entry)
        return found

    def blue_without_case(self, *, raised_before: datetime, limit: int) -> list[Alert]:
        """Blue alerts that have been active so long that they need a case."""
        statement = (
            select(AlertRow)
            .where(col(AlertRow.is_open), col(AlertRow.is_active), col(AlertRow.case_id).is_(None))
            .where(AlertRow.raised_at <= raised_before)
            .order_by(col(AlertRow.raised_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [alert_of(row) for row in self._session.exec(statement)]

    def put_cause(self, alert_id: UUID, *, indicator_id: UUID, cause: dict[str, Any]) -> None:
        """Why the alert has the tier it has now."""
        row = self._session.get_one(AlertRow, alert_id)
        row.indicator_id, row.cause = indicator_id, cause
        self._session.add(row)

    def cause(self, alert_id: UUID) -> dict[str, Any]:
        return self._session.get_one(AlertRow, alert_id).cause

    def case_id_of(self, alert_id: UUID) -> UUID | None:
        return self._session.get_one(AlertRow, alert_id).case_id

    def latest_case_of(self, key: AlertKey) -> UUID | None:
        """The case that the last alert of this key belongs to."""
        sensor_id, condition, aspect = key
        statement = (
            select(AlertRow.case_id)
            .where(
                AlertRow.sensor_id == sensor_id, AlertRow.condition == condition, AlertRow.aspect == aspect
            )
            .where(col(AlertRow.case_id).is_not(None))
            .order_by(col(AlertRow.raised_at).desc())
            .limit(1)
        )
        return self._session.exec(statement).first()

    def link(self, alert_id: UUID, case_id: UUID) -> None:
        row = self._session.get_one(AlertRow, alert_id)
        row.case_id = case_id
        self._session.add(row)

    def record(
        self,
        alert_id: UUID,
        kind: AlertTransitionKind,
        *,
        tier: Tier,
        at: datetime,
        value: float | None = None,
        by: UUID | None = None,
    ) -> None:
        """One line of the alert's history."""
        row = AlertTransitionRow(alert_id=alert_id, at=at, kind=kind, tier=tier, value=value, person_id=by)
        self._session.add(row)


def alert_of(row: AlertRow) -> Alert:
    return Alert(
        alert_id=row.id,
        site_id=row.site_id,
        sensor_id=row.sensor_id,
        condition=AlertCondition(row.condition),
        tier=Tier(row.tier),
        worst_tier=Tier(row.worst_tier),
        is_active=row.is_active,
        is_acknowledged=row.is_acknowledged,
        raised_at=row.raised_at,
        changed_at=row.changed_at,
        normal_at=row.normal_at,
        acknowledge_due_at=row.acknowledge_due_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        is_simulated=row.is_simulated,
        aspect=row.aspect,
    )


def _columns(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.alert_id,
        "site_id": alert.site_id,
        "sensor_id": alert.sensor_id,
        "condition": alert.condition.value,
        "aspect": alert.aspect,
        "tier": int(alert.tier),
        "worst_tier": int(alert.worst_tier),
        "is_active": alert.is_active,
        "is_acknowledged": alert.is_acknowledged,
        "is_open": alert.is_open,
        "is_simulated": alert.is_simulated,
        "raised_at": alert.raised_at,
        "changed_at": alert.changed_at,
        "normal_at": alert.normal_at,
        "acknowledge_due_at": alert.acknowledge_due_at,
        "acknowledged_at": alert.acknowledged_at,
        "acknowledged_by": alert.acknowledged_by,
    }

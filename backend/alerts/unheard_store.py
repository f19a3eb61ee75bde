"""Silences of sources that had never sent a reading, as they were raised until December 2026."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from backend.alerts.rules import Alert
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition
from backend.sensors.rules import SensorKind
from backend.sensors.store import is_never_heard
from backend.sensors.tables import SensorRow


class UnheardSilences:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[AlertRow] = []

    def open(self) -> list[Alert]:
        """The open silences of sources that have never sent a reading, or had not when they were raised: then
        the cause names the moment of the alert and not that of a last reading. Locked.
        """
        statement = (
            select(AlertRow, is_never_heard())
            .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
            .where(or_(col(AlertRow.is_active), ~col(AlertRow.is_acknowledged)))
            .where(col(AlertRow.is_open), AlertRow.condition == AlertCondition.SILENT)
            .where(col(SensorRow.kind) == SensorKind.READINGS.value)
            .where(or_(is_never_heard(), ~col(AlertRow.is_active)))
            .with_for_update(of=AlertRow)
        )
        found = [
            row
            for row, is_unheard in self._session.exec(statement)
            if is_unheard or row.cause["sampled_us"] == microseconds(row.raised_at)
        ]
        self._kept += found  # a session forgets a row that nobody holds, and would read it again
        return [alert_of(row) for row in found]

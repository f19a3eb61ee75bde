"""The last alerts of sources, of many at once: what a new alert goes on from, and which case it joins."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.alerts.rules import Alert
from backend.alerts.store import WITHOUT_CAUSE, alert_of
from backend.alerts.tables import AlertRow
from backend.core.statements import among
from backend.core.vocabulary import AlertCondition, AlertKey

_LATER: Final = aliased(AlertRow)
SILENCES: Final = select(AlertRow).where(
    among(col(AlertRow.sensor_id), "sensors"),
    AlertRow.condition == AlertCondition.SILENT,
    ~exists().where(
        col(_LATER.sensor_id) == AlertRow.sensor_id,
        col(_LATER.condition) == AlertRow.condition,
        col(_LATER.raised_at) > AlertRow.raised_at,
    ),
)

CASES: Final = select(
    col(AlertRow.sensor_id), col(AlertRow.condition), col(AlertRow.aspect), col(AlertRow.case_id)
).where(
    among(col(AlertRow.sensor_id), "sensors"),
    col(AlertRow.case_id).is_not(None),
    ~exists().where(
        col(_LATER.sensor_id) == AlertRow.sensor_id,
        col(_LATER.condition) == AlertRow.condition,
        col(_LATER.aspect) == AlertRow.aspect,
        col(_LATER.raised_at) > AlertRow.raised_at,
        col(_LATER.case_id).is_not(None),
    ),
)


class LatestAlerts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def silences(self, sensor_ids: Collection[int]) -> dict[int, Alert]:
        """The last silence of each of these sources that had one, over or not; one statement."""
        if not sensor_ids:
            return {}
        rows = self._session.exec(SILENCES.options(*WITHOUT_CAUSE), params={"sensors": list(sensor_ids)})
        return {row.sensor_id: alert_of(row) for row in rows}

    def cases(self, sensor_ids: Collection[int]) -> dict[AlertKey, UUID]:
        """The case that the last alert with one belongs to, by key, of these sources; one statement."""
        if not sensor_ids:
            return {}
        rows = self._session.execute(CASES, {"sensors": list(set(sensor_ids))})
        return {(row.sensor_id, AlertCondition(row.condition), row.aspect): row.case_id for row in rows}

"""Owners of alerts: a danger belongs to the event of the register that speaks for it, else to its source.

One answer for the ladder, the recipients, the case and whom to call.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from backend.alerts.rules import Alert
from backend.alerts.tables import AlertRow
from backend.core.statements import among
from backend.core.vocabulary import Stage
from backend.risks.revisions.tables import RiskEventRow
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

OF_EVENTS: Final = (
    sql_select(
        col(AlertRow.id),
        col(RiskEventRow.stage),
        col(RiskEventRow.department_id),
        col(RiskEventRow.post_id),
        col(RiskEventRow.person_id),
    )
    .join(RiskEventRow, col(RiskEventRow.id) == col(AlertRow.risk_event_id))
    .where(among(col(AlertRow.id), "alerts"))
)


@dataclass(frozen=True, slots=True)
class EventOwner:
    """Owner and stage of the event that speaks for an alert."""

    stage: Stage
    department_id: UUID | None
    post_id: UUID | None
    person_id: UUID | None


class AlertOwners:
    def __init__(self, session: Session) -> None:
        self._session = session

    def source(self, alert: Alert) -> Sensor:
        """Return the source of the alert, with stage and owner of the event that speaks for the alert."""
        return self.sources([alert])[alert.alert_id]

    def sources(self, alerts: Collection[Alert]) -> dict[UUID, Sensor]:
        """Return the same for several alerts, by alert, in two statements."""
        sensors = Sensors(self._session).get({each.sensor_id for each in alerts})
        owners = event_owners(self._session, [each.alert_id for each in alerts])
        return {each.alert_id: _owned(sensors[each.sensor_id], owners.get(each.alert_id)) for each in alerts}


def event_owners(session: Session, alert_ids: Collection[UUID]) -> dict[UUID, EventOwner]:
    """Return the owners of the events that speak for these alerts; none where the source answers itself."""
    session.flush()
    found = session.execute(OF_EVENTS, {"alerts": list(alert_ids)})
    return {
        row.id: EventOwner(Stage(row.stage), row.department_id, row.post_id, row.person_id) for row in found
    }


def _owned(sensor: Sensor, owner: EventOwner | None) -> Sensor:
    if owner is None:
        return sensor
    return replace(
        sensor,
        stage=owner.stage,
        department_id=owner.department_id,
        post_id=owner.post_id,
        responsible_id=owner.person_id,
    )

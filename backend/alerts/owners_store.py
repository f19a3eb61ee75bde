"""Owners of alerts: a danger belongs to the event of the register that speaks for it, else to its source.

One answer for the ladder, the recipients, the case and whom to call. The event names departments, too, that
work on the case beside its owner.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.alerts.rules import Alert
from backend.alerts.tables import AlertRow
from backend.core.statements import among
from backend.core.vocabulary import Stage
from backend.risks.revisions.contents_rules import content_of
from backend.risks.revisions.rules import ConcernedDepartment, EventState
from backend.risks.revisions.tables import RiskEventRow, RiskRevisionRow
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

    def concerned_departments(self, case_id: UUID) -> list[ConcernedDepartment]:
        """Return the departments that the events in force which speak for the alerts of a case name, those of
        the worst residual level first, then of the lower code.

        Nothing is locked: whoever revises an event holds it and waits for its alerts.
        """
        speaking = select(AlertRow.risk_event_id).where(
            AlertRow.case_id == case_id, col(AlertRow.risk_event_id).is_not(None)
        )
        statement = (
            select(RiskRevisionRow.content)
            .join(RiskEventRow, col(RiskEventRow.revision_id) == RiskRevisionRow.id)
            .where(col(RiskEventRow.id).in_(speaking), RiskEventRow.state == EventState.IN_FORCE.value)
            .order_by(col(RiskEventRow.residual_level).desc(), col(RiskEventRow.code))
        )
        contents = (content_of(each) for each in self._session.exec(statement) if each)
        return [department for content in contents for department in content.departments]


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

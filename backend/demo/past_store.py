"""Whether anything happened at a plant yet."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.sensors.rules import SensorKind
from backend.sensors.tables import SensorRow


def something_happened(session: Session, site_id: UUID) -> bool:
    """Whether the site ever had a case, or a source of it an alert; the product itself apart."""
    alert = (
        exists()
        .where(col(AlertRow.site_id) == site_id, col(SensorRow.id) == AlertRow.sensor_id)
        .where(col(SensorRow.kind) != SensorKind.SYSTEM.value)
    )
    case = exists().where(col(CaseRow.site_id) == site_id)
    return bool(session.connection().scalar(select(alert | case)))

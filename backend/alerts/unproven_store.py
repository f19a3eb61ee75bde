"""Whether a source proves that its alert is over."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from backend.alerts.tables import AlertRow
from backend.core.vocabulary import AlertCondition
from backend.sensors.rules import BLIND_STATES
from backend.sensors.store import is_never_heard
from backend.sensors.tables import SensorRow


def is_unproven() -> ColumnElement[bool]:
    """Whether nobody knows what the source of an alert would say: it is silent, out of service, or the alert
    is the silence of one that was never heard.
    """
    is_of_nobody = and_(col(AlertRow.condition) == AlertCondition.SILENT.value, is_never_heard())
    return or_(col(SensorRow.state).in_([state.value for state in BLIND_STATES]), is_of_nobody)

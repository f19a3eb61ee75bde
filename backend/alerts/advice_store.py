"""The first measures against an alert: those of its risk, else of its site, else of the product."""

from sqlmodel import Session

from backend.alerts.rules import Alert
from backend.alerts.tables import AlertRow
from backend.core.text import Text
from backend.sensors.site_advice_rules import steps_about, subject_of
from backend.sensors.site_advice_store import SiteAdvices
from backend.sensors.store import advice_of
from backend.sensors.tables import IndicatorRow


class FirstMeasures:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, alert: Alert) -> list[Text]:
        """As the page of the alert says them; `queries.advice` does it for many."""
        row = self._session.get_one(AlertRow, alert.alert_id)
        indicator = self._session.get_one(IndicatorRow, row.indicator_id)
        subject = subject_of(indicator.unit, indicator.standard, alert.condition, alert.aspect)
        of_site = SiteAdvices(self._session).of_site(alert.site_id).values()
        steps = steps_about(of_site, subject, alert.condition, alert.worst_tier)
        return advice_of(indicator, alert.condition, alert.aspect, tier=alert.worst_tier, of_site=steps)

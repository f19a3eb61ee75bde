"""The first measures against an alert: those of its risk, else of its site, else of the product."""

from collections.abc import Iterable

from sqlmodel import Session

from backend.alerts.rules import Alert
from backend.alerts.tables import AlertRow
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.site_advice_rules import SiteAdvice, steps_about, subject_of
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
        of_site = SiteAdvices(self._session).of_site(alert.site_id).values()
        return first_measures(indicator, alert.condition, alert.aspect, alert.worst_tier, of_site=of_site)


def first_measures(
    indicator: IndicatorRow,
    condition: AlertCondition,
    aspect: str,
    tier: Tier,
    *,
    of_site: Iterable[SiteAdvice],
) -> list[Text]:
    """Return the first measures against this condition of a source. `of_site`: all advice of its site."""
    subject = subject_of(indicator.unit, indicator.standard, condition, aspect)
    steps = steps_about(of_site, subject, condition, tier)
    return advice_of(indicator, condition, aspect, tier=tier, of_site=steps)

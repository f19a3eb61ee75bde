"""Figures of the alerts for Prometheus, counted in the database when it asks: the same from every process."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from backend.alerts import figures_queries as figures
from backend.core.database import Database

ACTIVE: Final = "Active alerts that are not suppressed, by tier."
SUPPRESSED: Final = "Suppressed alerts, by reason."
RAISED: Final = "Alerts that people were notified of, by the worst tier they were notified of."


class AlertFigures:
    """A collector in a registry of its own, so that two applications in one process do not collide."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        found = self._database.read(figures.alert_figures)
        active = GaugeMetricFamily("anhuan_alerts_active", ACTIVE, labels=["tier"])
        raised = CounterMetricFamily("anhuan_alerts_raised", RAISED, labels=["tier"])
        suppressed = GaugeMetricFamily("anhuan_alerts_suppressed", SUPPRESSED, labels=["by"])
        for tier, count in found.active.items():
            active.add_metric([tier.name], count)
        for tier, count in found.raised.items():
            raised.add_metric([tier.name], count)
        for by, count in found.suppressed.items():
            suppressed.add_metric([by.value], count)
        yield from (active, raised, suppressed)

    def text(self) -> bytes:
        """As Prometheus reads it; blocks."""
        return generate_latest(self._registry)

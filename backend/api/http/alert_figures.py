"""Figures of the alerts for Prometheus, counted in the database when it asks: the same from every process."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from backend.alerts import figures_queries as figures
from backend.core.database import Database

ACTIVE: Final = "Alerts whose condition holds now and that are not held back, by tier."
HELD: Final = "Alerts that are held back now, by what holds them."
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
        held = GaugeMetricFamily("anhuan_alerts_held", HELD, labels=["by"])
        for tier, count in found.active.items():
            active.add_metric([tier.name], count)
        for tier, count in found.raised.items():
            raised.add_metric([tier.name], count)
        for by, count in found.held.items():
            held.add_metric([by.value], count)
        yield from (active, raised, held)

    def text(self) -> bytes:
        """As Prometheus reads it; blocks."""
        return generate_latest(self._registry)

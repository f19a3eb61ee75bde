"""Figures of the alerts for Prometheus, counted in the database when it asks: the same from every process."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from backend.alerts import figures_queries as figures
from backend.anchors.store import Anchors
from backend.core.database import Database
from backend.monitoring.system.vitals_store import VitalSigns

ACTIVE: Final = "Active alerts that are not suppressed, by tier."
SUPPRESSED: Final = "Suppressed alerts, by reason."
RAISED: Final = "Alerts that people were notified of, by the worst tier they were notified of."
ANCHORED: Final = "When the ends of the audit chains were last written to this place."
BEAT: Final = "When this part of the installation last said that it works."
EVENT: Final = "Age of the oldest event of which no message was planned."
MESSAGE: Final = "Age of the oldest message that is due and was not tried."
CHANNEL: Final = "Age of the oldest message of a channel that has taken none since."
FAILING: Final = "1 while the last try to reach this place failed."


class AnchorFigures:
    """When the ends of the audit chains were last written down outside the database, by place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> list[Metric]:
        """Nothing beforehand, as below."""
        return []

    def collect(self) -> Iterator[Metric]:
        reached = GaugeMetricFamily("anhuan_audit_anchored_timestamp_seconds", ANCHORED, labels=["place"])
        failing = GaugeMetricFamily("anhuan_audit_anchor_failing", FAILING, labels=["place"])
        for state in self._database.read(lambda session: Anchors(session).states()):
            if state.anchored_at is not None:
                reached.add_metric([state.place], state.anchored_at.timestamp())
            failing.add_metric([state.place], float(state.error is not None))
        yield from (reached, failing)


class VitalFigures:
    """Signs of life of the parts of the installation, and how long the oldest event and message wait."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> list[Metric]:
        """Nothing beforehand, as below."""
        return []

    def collect(self) -> Iterator[Metric]:
        now = self._database.clock()
        found = self._database.read(lambda session: VitalSigns(session).read(now=now))
        beats = GaugeMetricFamily("anhuan_last_beat_timestamp_seconds", BEAT, labels=["part"])
        for part, at in sorted(found.beats.items()):
            beats.add_metric([part.value], at.timestamp())
        yield beats
        for name, what, waiting in (("event", EVENT, found.event), ("due_message", MESSAGE, found.message)):
            age = max(0.0, (now - waiting[1]).total_seconds()) if waiting else 0.0
            yield GaugeMetricFamily(f"anhuan_oldest_{name}_seconds", what, value=age)
        failing = GaugeMetricFamily("anhuan_channel_failing_seconds", CHANNEL, labels=["channel"])
        for channel, since in found.failing.items():
            failing.add_metric([channel], max(0.0, (now - since).total_seconds()))
        yield failing


class AlertFigures:
    """A collector in a registry of its own, so that two applications in one process do not collide."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._registry.register(AnchorFigures(database))
        self._registry.register(VitalFigures(database))

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

"""The simulated plant: the values of all its sensors at any time. Pure and repeatable, no state, no clock."""

from dataclasses import dataclass
from datetime import datetime

from backend.demo.incidents import Incident, incident_at, next_incident_at
from backend.demo.signals import SIGNALS, SPECIAL, key_of, load_at, warmth_at


@dataclass(frozen=True, slots=True)
class SimulatedPlant:
    """A plant that began to send at `started_at`; the same start and seed give the same values."""

    started_at: datetime
    seed: int = 1

    def values_at(self, at: datetime) -> dict[str, float]:
        """Value per sensor code, in the unit of its indicator; a sensor that is silent now is left out."""
        values = self._quiet_values_at(at.timestamp())
        incident = self.incident_at(at)
        if incident is None:
            return values
        share = incident.script.share_at((at - incident.started_at).total_seconds())
        for code, peak in incident.script.peaks.items():
            values[code] = round(values[code] + share * (peak - values[code]), 3)
        return {code: value for code, value in values.items() if code not in incident.script.silenced}

    def incident_at(self, at: datetime) -> Incident | None:
        """The scripted incident that is going on, if any."""
        return incident_at(at, started_at=self.started_at)

    def next_incident_at(self, at: datetime) -> datetime:
        """When the next scripted incident begins."""
        return next_incident_at(at, started_at=self.started_at)

    def _quiet_values_at(self, epoch_s: float) -> dict[str, float]:
        load, warmth = load_at(epoch_s), warmth_at(epoch_s)
        values = {code: course(epoch_s) for code, course in SPECIAL.items()}
        for code, signal in SIGNALS.items():
            key = key_of(code, self.seed)
            values[code] = signal.value_at(epoch_s, key=key, load=load, warmth=warmth)
        return values

"""Sensors and their indicators: what is measured, and where it becomes dangerous."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Stage, Tier
from backend.sensors.gas_rules import is_of_leak, measures_gas

SOURCE_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Code of a source, as it stands in a topic."""


class SensorState(StrEnum):
    """State of a source: are readings expected, and do they come."""

    IN_SERVICE = "IN_SERVICE"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    SILENT = "SILENT"


BLIND_STATES: Final = (SensorState.SILENT, SensorState.OUT_OF_SERVICE)
PRESENT_FOR: Final = timedelta(minutes=5)
"""A value says what is there now for so long, where its source has no silence time of its own."""
CLOCK_TOLERANCE: Final = timedelta(minutes=2)
"""Clocks of sources, server and phones differ by so much before a value is called old."""


class SensorKind(StrEnum):
    """Kind of a source: it sends readings, or observations of one of three sorts, or is the product."""

    READINGS = "READINGS"
    CAMERA = "CAMERA"
    RFID_GATE = "RFID_GATE"
    LOCATOR = "LOCATOR"
    SYSTEM = "SYSTEM"
    """The product itself, one per site: it measures nothing and stands in no list of sources."""


class LimitSide(StrEnum):
    """On which side of the limit the danger lies."""

    HIGH = "HIGH"
    LOW = "LOW"


CONDITIONS: Final = {
    LimitSide.HIGH: AlertCondition.LIMIT_HIGH,
    LimitSide.LOW: AlertCondition.LIMIT_LOW,
}
"""The condition of an alert about a limit of each side."""


@dataclass(frozen=True, slots=True)
class Limit:
    """From `value` on (upwards for HIGH, downwards for LOW), in the indicator's unit, the tier holds."""

    side: LimitSide
    tier: Tier
    value: float


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A change of `per_minute` (in the indicator's unit, up or down) or more, over `window`, has the tier."""

    per_minute: float
    window: timedelta
    tier: Tier


@dataclass(frozen=True, slots=True)
class Span:
    """Range that the instrument can measure, in the indicator's unit; beyond it the reading says nothing."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of what is measured for a source. Values carry `unit`; delays count event time.

    `on_delay`: how long a limit must be exceeded before its tier holds; `off_delay`: how long the reading
    must be back inside the limit by more than `deadband` before it ends (ISA-18.2, 16.5).
    `rate_limit`: None if any change is allowed. `stuck_after`: a live source repeats no value for so long
    (None: it may). `is_learned`: whether its anomaly score and forecast raise alerts.
    """

    indicator_id: UUID
    version: int
    unit: str
    limits: tuple[Limit, ...]
    deadband: float
    on_delay: timedelta
    off_delay: timedelta
    silent_after: timedelta
    standard: str
    rate_limit: RateLimit | None = None
    stuck_after: timedelta | None = None
    span: Span | None = None
    is_learned: bool = True


@dataclass(frozen=True, slots=True)
class Sensor:
    """A source of readings. `sensor_id` is small, because every stored reading carries it. `position`: x, y
    in units of the plan `plan_id`. `version` counts the changes of what describes it, the last of which was
    `changed_by` at `changed_at`.
    """

    sensor_id: int
    site_id: UUID
    code: str
    name: Text
    unit: str
    stage: Stage
    area_id: UUID
    equipment_id: UUID | None
    department_id: UUID | None
    responsible_id: UUID | None
    state: SensorState
    is_simulated: bool
    indicator: Indicator | None
    last_seen_at: datetime | None
    kind: SensorKind = SensorKind.READINGS
    sampling_plan: str = ""
    plan_id: UUID | None = None
    position: tuple[float, float] | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    post_id: UUID | None = None
    """Post whose holder is responsible, where no person is named."""
    created_at: datetime | None = None
    """When the site came to know it."""
    unheard_reminded_at: datetime | None = None
    """When its owner was reminded that it had never sent anything."""

    @property
    def is_of_gas(self) -> bool:
        """Whether it measures a gas, as far as its unit and the standard of its indicator say so."""
        return measures_gas(self.unit, self.indicator.standard if self.indicator else "")

    @property
    def is_of_leak(self) -> bool:
        """Whether a danger that it measures is a leak: of a gas, and not of dust."""
        standard = self.indicator.standard if self.indicator else ""
        return is_of_leak(self.unit, standard, self.name.zh, self.name.en)

    @property
    def is_never_heard(self) -> bool:
        """Whether a source of readings in service has never sent one: no silence, for that begins with the
        first reading. `store.is_never_heard` says the same of rows.
        """
        is_unheard = self.kind is SensorKind.READINGS and self.last_seen_at is None
        return is_unheard and self.state is not SensorState.OUT_OF_SERVICE

    @property
    def is_blind(self) -> bool:
        """Whether nobody sees what it watches: never heard, silent, or out of service.
        `filters_queries.is_blind` says the same of rows.
        """
        return self.is_never_heard or self.state in BLIND_STATES


def room_between(limits: Iterable[Limit]) -> float:
    """Return how far the lowest high limit lies above the highest low one; infinite if one side has none."""
    highs = [limit.value for limit in limits if limit.side is LimitSide.HIGH]
    lows = [limit.value for limit in limits if limit.side is LimitSide.LOW]
    return min(highs) - max(lows) if highs and lows else float("inf")

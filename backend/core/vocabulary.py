"""The scales and words that many nouns share: tiers, conditions, stages, qualities, hazard grades."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias
from uuid import UUID


class Tier(IntEnum):
    """Tier of a live alert. The order is written here and nowhere else."""

    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4


def raised(tier: Tier, *, is_residual_risk_red: bool) -> Tier:
    """One tier worse where the residual risk of the risk point is red (product page, section 5)."""
    return Tier(tier + 1) if is_residual_risk_red and tier is not Tier.RED else tier


class AlertCondition(StrEnum):
    """Condition of a source. One open alert per source, condition and aspect."""

    LIMIT_HIGH = "LIMIT_HIGH"
    LIMIT_LOW = "LIMIT_LOW"
    RATE_OF_CHANGE = "RATE_OF_CHANGE"
    STUCK = "STUCK"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    """Beyond what the instrument can measure: a broken wire, not a dangerous value."""
    BAD_QUALITY = "BAD_QUALITY"
    SILENT = "SILENT"
    ANOMALY = "ANOMALY"
    EQUIPMENT_ANOMALY = "EQUIPMENT_ANOMALY"
    """Its sensors together behave as they never did; kept on the equipment's first sensor."""
    FORECAST = "FORECAST"
    EVENT = "EVENT"
    """Observation of a camera box, an RFID gate or a locator; the aspect is the type of the event."""
    SYSTEM = "SYSTEM"
    """Something is wrong with the product itself; the aspect is its `SystemCondition`."""


@dataclass(frozen=True, slots=True)
class TracePoint:
    """One point of a trace: event time in microseconds since the epoch (UTC), value in the sensor's unit."""

    sampled_us: int
    value: float


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """Begin of a condition of a source at `tier`, its change to `tier`, or (None) its end.

    `limit` is the limit that decided (None for a silent source); `value` the reading that did;
    `lasted_us` how long it had lasted when the on-delay ran out; `trace` the readings before, oldest first.
    `aspect` distinguishes what may hold at the same time under one condition (the type of an event), else "".
    `why` are the numbers of the sentence that explains it, as the condition needs them (JSON values).
    The indicator is None, and the trace empty, until a change that a detector found is published.
    """

    sensor_id: int
    condition: AlertCondition
    tier: Tier | None
    sampled_us: int
    value: float | None
    limit: float | None = None
    lasted_us: int = 0
    indicator_id: UUID | None = None
    indicator_version: int | None = None
    trace: tuple[TracePoint, ...] = ()
    aspect: str = ""
    why: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> "AlertKey":
        return self.sensor_id, self.condition, self.aspect

    @property
    def judged_by(self) -> UUID:
        """Version of the indicator that the condition was judged by."""
        if self.indicator_id is None:
            raise AssertionError("a finding is published with its indicator")
        return self.indicator_id


AlertKey: TypeAlias = tuple[int, AlertCondition, str]
"""(sensor_id, condition, aspect): at most one alert of it is open."""


class Stage(StrEnum):
    """The six production stages 生产环节 (product brief)."""

    RAW_MATERIAL = "RAW_MATERIAL"
    PROCESS = "PROCESS"
    EQUIPMENT = "EQUIPMENT"
    STORAGE_TRANSPORT = "STORAGE_TRANSPORT"
    PERSONNEL = "PERSONNEL"
    ENVIRONMENT = "ENVIRONMENT"


class Quality(IntEnum):
    """Quality of a reading (OPC UA Part 8); stored as this small number."""

    GOOD = 0
    UNCERTAIN = 1
    BAD = 2


class HazardCategory(StrEnum):
    FIRE = "FIRE"
    ELECTRICAL = "ELECTRICAL"
    MECHANICAL = "MECHANICAL"
    CHEMICAL = "CHEMICAL"
    GAS_LEAK = "GAS_LEAK"
    FALL_FROM_HEIGHT = "FALL_FROM_HEIGHT"
    CONFINED_SPACE = "CONFINED_SPACE"
    LIFTING = "LIFTING"
    TRAFFIC = "TRAFFIC"
    PPE = "PPE"
    HOUSEKEEPING = "HOUSEKEEPING"
    OTHER = "OTHER"


class ReportKind(StrEnum):
    """Kind of a report: a condition 隐患, an event without injury 未遂, or what somebody did 不安全行为."""

    HAZARD = "HAZARD"
    NEAR_MISS = "NEAR_MISS"
    UNSAFE_ACT = "UNSAFE_ACT"


class HazardGrade(StrEnum):
    """一般隐患 / 重大隐患. MAJOR only with the clause it is judged by."""

    GENERAL = "GENERAL"
    MAJOR = "MAJOR"


class TaskKind(StrEnum):
    """Kind of a department's task: 设备检修, 现场管控, 生产调度, 其他."""

    REPAIR = "REPAIR"
    SCENE = "SCENE"
    REPLAN = "REPLAN"
    OTHER = "OTHER"

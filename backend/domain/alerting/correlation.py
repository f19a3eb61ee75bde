"""Which alerts have one cause, told simply: the same place, within two minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from backend.domain.alerts import Alert, AlertCondition
from backend.domain.sensors import Sensor

TOGETHER_WITHIN: Final = timedelta(minutes=2)
GAS_UNITS: Final = frozenset({"%LEL", "%LFL", "%VOL", "ppm", "ppb", "mg/m³", "mg/m3"})
LIMITS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})


class GroupScope(StrEnum):
    """What the alerts of a group have in common."""

    EQUIPMENT = "EQUIPMENT"
    AREA = "AREA"
    """A cloud of gas reaches several detectors of an area."""
    GATEWAY = "GATEWAY"
    """Sources behind one parent fell silent together."""


def scope_of(
    alert: Alert, sensor: Sensor, companion: Alert, beside: Sensor, *, siblings: bool
) -> GroupScope | None:
    """Why these two belong together; None if they do not. `siblings`: whether they share a parent."""
    if sensor.is_simulated is not beside.is_simulated:
        return None
    is_silence = alert.condition is AlertCondition.SILENT
    if is_silence is not (companion.condition is AlertCondition.SILENT):
        return None  # a source that says nothing explains no danger, and the other way round
    if is_silence:
        return GroupScope.GATEWAY if siblings else None
    if sensor.equipment_id is not None and sensor.equipment_id == beside.equipment_id:
        return GroupScope.EQUIPMENT
    is_gas = sensor.unit in GAS_UNITS and sensor.unit == beside.unit
    if is_gas and sensor.area_id == beside.area_id and {alert.condition, companion.condition} <= LIMITS:
        return GroupScope.AREA
    return None


def leader_of(members: Sequence[Alert]) -> Alert | None:
    """The one that stands for all: what people see, active, worst, first."""
    return min(
        members,
        key=lambda each: (
            each.suppressed_by is not None and each.suppressed_by.is_hidden,
            not each.is_active,
            -each.tier,
            each.raised_at,
            str(each.alert_id),
        ),
        default=None,
    )


def is_together(companion: Alert, *, now: datetime) -> bool:
    """Whether an alert that is raised now is of the time of this one."""
    since = companion.active_since or companion.raised_at
    return companion.is_active and now - since <= TOGETHER_WITHIN

"""The one-tap fix of a source that calls too often."""

from dataclasses import dataclass, replace
from datetime import timedelta

from backend.core.errors import ErrorCode, Refused
from backend.sensors.rules import Indicator
from backend.tuning.indicators_rules import check_indicator


@dataclass(frozen=True, slots=True)
class Tuning:
    """Changes that one tap may make: how an alert begins and ends, never where its limits lie. None: as it
    is.
    """

    deadband: float | None = None
    on_delay: timedelta | None = None
    off_delay: timedelta | None = None


def tuned(indicator: Indicator, tuning: Tuning) -> Indicator:
    """The indicator with this tuning. Raises Refused(INVALID_INPUT) for none."""
    changed = replace(
        indicator,
        deadband=indicator.deadband if tuning.deadband is None else tuning.deadband,
        on_delay=indicator.on_delay if tuning.on_delay is None else tuning.on_delay,
        off_delay=indicator.off_delay if tuning.off_delay is None else tuning.off_delay,
    )
    if changed == indicator:
        raise Refused(ErrorCode.INVALID_INPUT, "this changes nothing")
    check_indicator(changed)
    return changed

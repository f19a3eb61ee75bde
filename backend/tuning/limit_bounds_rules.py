"""Bounds of a limit: a limit that nothing can ever reach, or that always holds, is a mistake of typing."""

from typing import Final

from backend.sensors.rules import Indicator, Span
from backend.tuning.loosening_rules import GAS_UNITS

FURTHEST: Final = 1e12
"""No quantity of a plant lies further out, in any unit."""
SHARES: Final = frozenset({"%LEL", "%VOL", "%RH", "%O₂", "%O2"})
"""Shares of a whole: from 0 to 100."""
NEVER_NEGATIVE: Final = GAS_UNITS | {
    "mm/s",
    "m/s",
    "rpm",
    "r/min",
    "A",
    "V",
    "kW",
    "Hz",
    "dB(A)",
    "lx",
    "Ω",
    "K",
}
"""Units of quantities that have no values below zero; a pressure, a level or a temperature may have them."""


def limit_bounds(indicator: Indicator) -> Span:
    """Values that a limit of this indicator may have: what the instrument can measure, and what there is."""
    low, high = (0.0 if indicator.unit in NEVER_NEGATIVE | SHARES else -FURTHEST), FURTHEST
    if indicator.unit in SHARES:
        high = 100.0
    if (span := indicator.span) is not None and max(low, span.low) < min(high, span.high):
        low, high = max(low, span.low), min(high, span.high)
    return Span(low, high)

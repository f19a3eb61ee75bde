"""Bounds of a limit: a limit that nothing can ever reach, or that always holds, is a mistake of typing."""

from typing import Final

from backend.sensors.gas_rules import GasKind, gas_kind
from backend.sensors.rules import Indicator, Span

FURTHEST: Final = 1e12
"""No quantity of a plant lies further out, in any unit."""
SHARES: Final = frozenset({GasKind.FLAMMABLE, GasKind.OXYGEN})
"""Gases whose concentration is a share of a whole: from 0 to 100."""
NEVER_NEGATIVE: Final = {
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
    gas = gas_kind(indicator.unit)
    is_share = gas in SHARES or indicator.unit == "%RH"
    low = 0.0 if is_share or gas is not None or indicator.unit in NEVER_NEGATIVE else -FURTHEST
    high = 100.0 if is_share else FURTHEST
    if (span := indicator.span) is not None and max(low, span.low) < min(high, span.high):
        low, high = max(low, span.low), min(high, span.high)
    return Span(low, high)

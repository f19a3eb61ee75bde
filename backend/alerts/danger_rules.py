"""Division of conditions: a danger to people and plant, or a fault of the instrument that warns of it."""

from typing import Final

from backend.core.vocabulary import AlertCondition

UNTRUSTED: Final = (AlertCondition.OUT_OF_RANGE.value, AlertCondition.BAD_QUALITY.value)
"""Conditions of a source whose readings are no values."""
_DANGERS: Final = frozenset(
    {
        AlertCondition.LIMIT_HIGH,
        AlertCondition.LIMIT_LOW,
        AlertCondition.RATE_OF_CHANGE,
        AlertCondition.EVENT,
        AlertCondition.ANOMALY,
        AlertCondition.EQUIPMENT_ANOMALY,
        AlertCondition.FORECAST,
    }
)


def is_danger(condition: AlertCondition, *, is_gas: bool) -> bool:
    """Decide whether a condition is a danger of the process: its risk says what to do, and its owner does it.

    False for conditions of the instrument (silent, stuck, quality) and of the product itself (SYSTEM).
    Out of range is a broken wire, but of a gas (`is_gas`: `gas_rules.measures_gas` of the source) a danger
    until somebody knows better: a detector over its span has more gas than it can say.
    """
    return condition in _DANGERS or (is_gas and condition is AlertCondition.OUT_OF_RANGE)

"""Why a score is high, as numbers: the words are made where the reader's language is known."""

from enum import StrEnum
from math import isnan, nan
from typing import Final, NamedTuple

from backend.detection.anomaly.records import from_octaves
from backend.detection.anomaly.scorebook import Book, Row


class NoveltyKind(StrEnum):
    """Which statistic left the range in which it had been."""

    VALUE = "VALUE"
    TIME_OF_DAY = "TIME_OF_DAY"
    LEVEL = "LEVEL"
    SPREAD = "SPREAD"
    SHIFT = "SHIFT"
    JUMP = "JUMP"
    SEQUENCE = "SEQUENCE"


class Explanation(NamedTuple):
    """One sentence in numbers, all in the sensor's unit.

    VALUE: the value, and the range seen before. TIME_OF_DAY: its distance from the `reference`, the usual
    value at this time of day, and the range of such distances. LEVEL: the mean over `readings` readings.
    SPREAD: the mean distance from that mean. SHIFT: how far that mean is from the long mean, the `reference`.
    JUMP, SEQUENCE: the value, and the `reference` one or three readings earlier, a pair not seen before;
    `low` and `high` are NaN. `readings` is 1 where no mean is meant; `reference` NaN where there is none.
    """

    kind: NoveltyKind
    value: float
    low: float
    high: float
    reference: float
    readings: int


DRIVERS: Final = (
    (NoveltyKind.VALUE, 1),
    (NoveltyKind.TIME_OF_DAY, 1),
    (NoveltyKind.LEVEL, 12),
    (NoveltyKind.LEVEL, 72),
    (NoveltyKind.SPREAD, 12),
    (NoveltyKind.SPREAD, 72),
    (NoveltyKind.SHIFT, 12),
    (NoveltyKind.SHIFT, 72),
    (NoveltyKind.JUMP, 1),
    (NoveltyKind.SEQUENCE, 3),
)
"""By the number under which a driver is kept."""
WORTH_SAYING: Final = 0.01


def explain(book: Book, slot: int) -> Explanation | None:
    """Return what drove the standing alarm, else the strongest recent novelty; None when there is none."""
    numbers = book.numbers[:, slot]
    if numbers[Row.STANDS]:
        driver, rows = Row.ALARM_DRIVER, (Row.ALARM_VALUE, Row.ALARM_LOW, Row.ALARM_HIGH, Row.ALARM_REFERENCE)
    elif numbers[Row.STRENGTH] > WORTH_SAYING:
        driver, rows = Row.DRIVER, (Row.VALUE, Row.LOW, Row.HIGH, Row.REFERENCE)
    else:
        return None
    kind, readings = DRIVERS[int(numbers[driver])]
    value, low, high, reference = (float(numbers[row]) for row in rows)
    if kind is NoveltyKind.SPREAD:
        value, low, high = (nan if isnan(each) else from_octaves(each) for each in (value, low, high))
    return Explanation(kind, value, low, high, reference, readings)

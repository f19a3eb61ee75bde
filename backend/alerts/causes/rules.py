"""Why an alert was raised, in one sentence with its numbers, in both languages: for messages and titles.

The pages make the same sentence from the same numbers (`features/alerts/cause.ts`), with the reader's clock.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from backend.core import words
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.sensors.camera_events import words_rules as camera_events

Stored: TypeAlias = Mapping[str, Any]
"""A cause as an alert keeps it: value, limit, unit, held_for_s, and in `why` what its condition needs."""


def sentence(condition: AlertCondition, cause: Stored) -> Text:
    """The sentence of this cause; the words of the condition where its numbers are not known."""
    try:
        return SENTENCES[condition](cause)
    except (KeyError, TypeError, ValueError):
        # An older or newer engine kept other numbers: the plain words are true still.
        return brief(condition)


def brief(condition: AlertCondition) -> Text:
    """Return the plain words of this condition, without numbers."""
    return words.of("cause.brief", condition)


def of_sensor(sensor: Text, cause: Text) -> Text:
    """Return a cause with the name of its sensor before it."""
    return words.text("cause.ofSensor", sensor=sensor, cause=cause)


def number(value: float) -> str:
    """As people write it: four significant digits, no trailing zeros, no exponent."""
    digits = f"{value:.4g}"
    return digits if "e" not in digits else f"{value:.0f}"


def duration(seconds: float) -> Text:
    """Rounded to the unit that matters."""
    if seconds < 90:
        return words.text("time.seconds", n=max(round(seconds), 1))
    if seconds < 5_400:
        return words.text("time.minutes", n=round(seconds / 60))
    return words.text("time.hours", n=number(round(seconds / 3_600, 1)))


def _limit_high(cause: Stored) -> Text:
    value, limit = _with_unit(cause, cause["value"]), _with_unit(cause, cause["limit"])
    return words.text("cause.sentence.limitHigh", value=value, limit=limit)


def _limit_low(cause: Stored) -> Text:
    value, limit = _with_unit(cause, cause["value"]), _with_unit(cause, cause["limit"])
    return words.text("cause.sentence.limitLow", value=value, limit=limit)


def _rate(cause: Stored) -> Text:
    why = cause["why"]
    change = why["change"]
    return words.text(
        "cause.sentence.rateOfChange",
        span=duration(why.get("over_s", why["window_s"])),
        change=_measured(f"{'+' if change > 0 else ''}{number(change)}", cause["unit"]),
        allowed=_with_unit(cause, why["per_minute"]),
    )


def _stuck(cause: Stored) -> Text:
    value = _with_unit(cause, cause["value"])
    return words.text("cause.sentence.stuck", value=value, span=duration(_lasted(cause)))


def _out_of_range(cause: Stored) -> Text:
    why = cause["why"]
    value = _with_unit(cause, cause["value"])
    low, high = why.get("low"), why.get("high")
    span = f"{'' if low is None else number(low)} – {'' if high is None else number(high)}"
    return words.text("cause.sentence.outOfRange", value=value, range=_measured(span, cause["unit"]))


def _bad_quality(cause: Stored) -> Text:
    return words.text("cause.sentence.badQuality", span=duration(_lasted(cause)))


def _silent(cause: Stored) -> Text:
    return words.text("cause.sentence.silent", span=duration(cause["held_for_s"]))


def _anomaly(cause: Stored) -> Text:
    why = cause["why"]
    value, score = _with_unit(cause, why["value"]), number(why["score"])
    before = "" if why.get("reference") is None else _with_unit(cause, why["reference"])
    if why.get("low") is None or why.get("high") is None:
        return words.text("cause.sentence.neverSeen", before=before, value=value, score=score)
    return words.text(
        "cause.sentence.anomaly",
        statistic=words.of("cause.statistic", why["statistic"], reference=before),
        value=value,
        low=number(why["low"]),
        high=number(why["high"]),
        score=score,
    )


def _equipment(cause: Stored) -> Text:
    why = cause["why"]
    n, score = len(why["contributors"]), number(why["score"])
    return words.text("cause.sentence.equipmentAnomaly", n=n, score=score)


def _forecast(cause: Stored) -> Text:
    why = cause["why"]
    return words.text(
        "cause.sentence.forecast",
        soon=duration(why["seconds"]),
        early=duration(why["earliest_s"]),
        late=duration(why["latest_s"]),
        limit=_with_unit(cause, cause["limit"]),
    )


def _event(cause: Stored) -> Text:
    return camera_events.sentence(cause["why"])


def _system(cause: Stored) -> Text:
    why = dict(cause["why"])
    return words.of("SystemCondition", why.pop("code"), **why)


def _lasted(cause: Stored) -> float:
    why = cause["why"]
    if "since_us" in why:
        return float((cause["sampled_us"] - why["since_us"]) / 1e6)
    return float(why.get("for_s", cause["held_for_s"]))


def _with_unit(cause: Stored, value: float) -> Text:
    return _measured(number(value), cause["unit"])


def _measured(value: str, unit: str) -> Text:
    """A value with its unit: most are symbols, and people are counted in the words of each language."""
    word = words.text("unit.people")
    if unit != word.zh:
        return Text(*[f"{value} {unit}".rstrip()] * 2)
    return Text(f"{value} {word.zh}", f"{value} {word.en}")


SENTENCES: Final[dict[AlertCondition, Callable[[Stored], Text]]] = {
    AlertCondition.LIMIT_HIGH: _limit_high,
    AlertCondition.LIMIT_LOW: _limit_low,
    AlertCondition.RATE_OF_CHANGE: _rate,
    AlertCondition.STUCK: _stuck,
    AlertCondition.OUT_OF_RANGE: _out_of_range,
    AlertCondition.BAD_QUALITY: _bad_quality,
    AlertCondition.SILENT: _silent,
    AlertCondition.ANOMALY: _anomaly,
    AlertCondition.EQUIPMENT_ANOMALY: _equipment,
    AlertCondition.FORECAST: _forecast,
    AlertCondition.EVENT: _event,
    AlertCondition.SYSTEM: _system,
}

"""Why an alert was raised, in one sentence with its numbers, in both languages: for messages and titles.

The pages make the same sentence from the same numbers (`features/alerts/cause.ts`), with the reader's clock.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.sensors.camera_events import words_rules as words

Stored: TypeAlias = Mapping[str, Any]
"""A cause as an alert keeps it: value, limit, unit, held_for_s, and in `why` what its condition needs."""

CONDITION_WORDS: Final = {
    AlertCondition.LIMIT_HIGH: Text("高于限值", "above limit"),
    AlertCondition.LIMIT_LOW: Text("低于限值", "below limit"),
    AlertCondition.RATE_OF_CHANGE: Text("变化过快", "changes too fast"),
    AlertCondition.STUCK: Text("数值长时间不变", "value does not move"),
    AlertCondition.OUT_OF_RANGE: Text("超出量程", "outside its measuring range"),
    AlertCondition.BAD_QUALITY: Text("数据质量差", "bad data quality"),
    AlertCondition.SILENT: Text("数据中断", "no data"),
    AlertCondition.ANOMALY: Text("变化异常", "behaves unusually"),
    AlertCondition.EQUIPMENT_ANOMALY: Text("设备整体异常", "equipment behaves unusually"),
    AlertCondition.FORECAST: Text("预计即将超限", "heading for its limit"),
    AlertCondition.EVENT: Text("现场识别事件", "event on site"),
}


STATISTICS: Final = {
    "VALUE": ("读数", "reading"),
    "TIME_OF_DAY": ("与此时段平时的 {reference} 相差", "differs from the usual {reference} of this hour by"),
    "LEVEL": ("近期均值", "recent mean"),
    "SPREAD": ("近期波动", "recent spread"),
    "SHIFT": ("均值偏离长期均值 {reference} 达", "mean is away from the long mean {reference} by"),
}
"""What a statistic of the anomaly score is called, before its value; names as in `domain/detection`."""


def sentence(condition: AlertCondition, cause: Stored) -> Text:
    """The sentence of this cause; the words of the condition where its numbers are not known."""
    try:
        return SENTENCES[condition](cause)
    except (KeyError, TypeError, ValueError):
        # An older or newer engine kept other numbers: the plain words are true still.
        return CONDITION_WORDS[condition]


def number(value: float) -> str:
    """As people write it: four significant digits, no trailing zeros, no exponent."""
    digits = f"{value:.4g}"
    return digits if "e" not in digits else f"{value:.0f}"


def duration(seconds: float) -> Text:
    """Rounded to the unit that matters."""
    if seconds < 90:
        n = max(round(seconds), 1)
        return Text(f"{n} 秒", f"{n} s")
    if seconds < 5_400:
        n = round(seconds / 60)
        return Text(f"{n} 分钟", f"{n} min")
    hours = number(round(seconds / 3_600, 1))
    return Text(f"{hours} 小时", f"{hours} h")


def _limit(zh: str, en: str) -> Callable[[Stored], Text]:
    def say(cause: Stored) -> Text:
        value, limit = _with_unit(cause, cause["value"]), _with_unit(cause, cause["limit"])
        return Text(f"{value}，{zh}限值 {limit}", f"{value}, {en} the limit of {limit}")

    return say


def _rate(cause: Stored) -> Text:
    why = cause["why"]
    over = duration(why.get("over_s", why["window_s"]))
    change = why["change"]
    shown = f"{'+' if change > 0 else ''}{_with_unit(cause, change)}"
    allowed = _with_unit(cause, why["per_minute"])
    return Text(
        f"{over.zh}内变化 {shown}，允许每分钟 {allowed}",
        f"{shown} within {over.en}, allowed is {allowed} per minute",
    )


def _stuck(cause: Stored) -> Text:
    value, held = _with_unit(cause, cause["value"]), duration(_held(cause))
    return Text(f"{held.zh}内一直是 {value}", f"exactly {value} for {held.en}")


def _out_of_range(cause: Stored) -> Text:
    why = cause["why"]
    value = _with_unit(cause, cause["value"])
    low, high = why.get("low"), why.get("high")
    span = f"{'' if low is None else number(low)} – {'' if high is None else number(high)}"
    return Text(
        f"{value}，超出量程 {span} {cause['unit']}，测量已不可信",
        f"{value} is outside the measuring range {span} {cause['unit']}: the reading is not to be trusted",
    )


def _bad_quality(cause: Stored) -> Text:
    held = duration(_held(cause))
    return Text(f"{held.zh}没有可信数据", f"no reading to be trusted for {held.en}")


def _silent(cause: Stored) -> Text:
    held = duration(cause["held_for_s"])
    return Text(f"{held.zh}没有数据", f"no data for {held.en}")


def _anomaly(cause: Stored) -> Text:
    why = cause["why"]
    value, score = _with_unit(cause, why["value"]), number(why["score"])
    before = "" if why.get("reference") is None else _with_unit(cause, why["reference"])
    if why.get("low") is None or why.get("high") is None:
        return Text(
            f"从 {before} 变到 {value}，以往没有出现过，异常分 {score}",
            f"went from {before} to {value}, as never before, score {score}",
        )
    zh, en = STATISTICS[why["statistic"]]
    low, high = number(why["low"]), number(why["high"])
    return Text(
        f"{zh.format(reference=before)} {value}，以往在 {low} – {high} 之间，异常分 {score}",
        f"{en.format(reference=before)} {value} where {low} – {high} was usual, score {score}",
    )


def _equipment(cause: Stored) -> Text:
    why = cause["why"]
    n, score = len(why["contributors"]), number(why["score"])
    return Text(
        f"设备整体偏离正常，{n} 个监测点同时偏离，异常分 {score}",
        f"the equipment as a whole left its normal state: {n} sensors deviate together, score {score}",
    )


def _forecast(cause: Stored) -> Text:
    why = cause["why"]
    soon, early, late = (duration(why[key]) for key in ("seconds", "earliest_s", "latest_s"))
    limit = _with_unit(cause, cause["limit"])
    return Text(
        f"按当前趋势约 {soon.zh}后达到限值 {limit}（{early.zh} – {late.zh}）",
        f"reaches the limit of {limit} in about {soon.en} if it goes on ({early.en} – {late.en})",
    )


def _event(cause: Stored) -> Text:
    return words.sentence(cause["why"])


def _held(cause: Stored) -> float:
    why = cause["why"]
    if "since_us" in why:
        return float((cause["sampled_us"] - why["since_us"]) / 1e6)
    return float(why.get("for_s", cause["held_for_s"]))


def _with_unit(cause: Stored, value: float) -> str:
    return f"{number(value)} {cause['unit']}".rstrip()


SENTENCES: Final[dict[AlertCondition, Callable[[Stored], Text]]] = {
    AlertCondition.LIMIT_HIGH: _limit("高于", "above"),
    AlertCondition.LIMIT_LOW: _limit("低于", "below"),
    AlertCondition.RATE_OF_CHANGE: _rate,
    AlertCondition.STUCK: _stuck,
    AlertCondition.OUT_OF_RANGE: _out_of_range,
    AlertCondition.BAD_QUALITY: _bad_quality,
    AlertCondition.SILENT: _silent,
    AlertCondition.ANOMALY: _anomaly,
    AlertCondition.EQUIPMENT_ANOMALY: _equipment,
    AlertCondition.FORECAST: _forecast,
    AlertCondition.EVENT: _event,
}

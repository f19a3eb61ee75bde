"""Every alert says in one sentence why it fired, with its numbers, in both languages."""

from typing import Any

import pytest

from backend.alerts.causes.rules import brief, sentence
from backend.core.vocabulary import AlertCondition


def cause(**given: Any) -> dict[str, Any]:
    stored = {"value": 62.04, "limit": 50.0, "unit": "%LEL", "held_for_s": 3.0, "sampled_us": 7_200_000_000}
    return {**stored, "why": {}, **given}


SAID: dict[AlertCondition, tuple[dict[str, Any], str, str]] = {
    AlertCondition.LIMIT_HIGH: (
        cause(),
        "62.04 %LEL，高于限值 50 %LEL",
        "62.04 %LEL, above the limit of 50 %LEL",
    ),
    AlertCondition.LIMIT_LOW: (
        cause(value=18.9, limit=19.5, unit="%VOL"),
        "18.9 %VOL，低于限值 19.5 %VOL",
        "18.9 %VOL, below the limit of 19.5 %VOL",
    ),
    AlertCondition.RATE_OF_CHANGE: (
        cause(unit="°C", why={"per_minute": 2.0, "window_s": 300.0, "change": 12.5, "over_s": 240.0}),
        "4 分钟内变化 +12.5 °C，允许每分钟 2 °C",
        "+12.5 °C within 4 min, allowed is 2 °C per minute",
    ),
    AlertCondition.STUCK: (
        cause(value=20.0, why={"since_us": 0}),
        "2 小时内一直是 20 %LEL",
        "exactly 20 %LEL for 2 h",
    ),
    AlertCondition.OUT_OF_RANGE: (
        cause(value=-3.0, why={"low": 0.0, "high": 100.0}),
        "-3 %LEL，超出量程 0 – 100 %LEL，测量已不可信",
        "-3 %LEL is outside the measuring range 0 – 100 %LEL: the reading is not to be trusted",
    ),
    AlertCondition.BAD_QUALITY: (
        cause(why={"for_s": 60.0}),
        "60 秒没有可信数据",
        "no reading to be trusted for 60 s",
    ),
    AlertCondition.SILENT: (
        cause(value=None, limit=None, held_for_s=120.0),
        "2 分钟没有数据",
        "no data for 2 min",
    ),
    AlertCondition.ANOMALY: (
        cause(why={"statistic": "LEVEL", "value": 4.2, "low": 1.0, "high": 2.0, "score": 0.97}),
        "近期均值 4.2 %LEL，以往在 1 – 2 之间，异常分 0.97",
        "recent mean 4.2 %LEL where 1 – 2 was usual, score 0.97",
    ),
    AlertCondition.EQUIPMENT_ANOMALY: (
        cause(why={"score": 3.25, "contributors": [[1, 4.0], [2, 3.5], [5, 2.2]]}),
        "设备整体偏离正常，3 个监测点同时偏离，异常分 3.25",
        "the equipment as a whole left its normal state: 3 sensors deviate together, score 3.25",
    ),
    AlertCondition.FORECAST: (
        cause(why={"seconds": 1_500.0, "earliest_s": 1_200.0, "latest_s": 2_400.0, "per_hour": 8.0}),
        "按当前趋势约 25 分钟后达到限值 50 %LEL（20 分钟 – 40 分钟）",
        "reaches the limit of 50 %LEL in about 25 min if it goes on (20 min – 40 min)",
    ),
}


@pytest.mark.parametrize("condition", SAID)
def test_a_cause_is_said_with_its_numbers_in_both_languages(condition: AlertCondition) -> None:
    stored, zh, en = SAID[condition]

    said = sentence(condition, stored)

    assert (said.zh, said.en) == (zh, en)


def test_people_are_counted_in_the_words_of_each_language() -> None:
    crowd = sentence(AlertCondition.LIMIT_HIGH, cause(value=13.0, limit=12.0, unit="人"))

    assert (crowd.zh, crowd.en) == ("13 人，高于限值 12 人", "13 people, above the limit of 12 people")


def test_a_change_that_was_never_seen_has_no_usual_range() -> None:
    why = {"statistic": "JUMP", "value": 9.0, "low": None, "high": None, "reference": 2.0, "score": 1.5}

    said = sentence(AlertCondition.ANOMALY, cause(why=why))

    assert said.zh == "从 2 %LEL 变到 9 %LEL，以往没有出现过，异常分 1.5"


@pytest.mark.parametrize("condition", AlertCondition)
def test_a_cause_without_its_numbers_is_still_said(condition: AlertCondition) -> None:
    assert sentence(condition, {"value": None, "why": {}}) == brief(condition)

"""Rules for observations: type x area x confidence x repetition -> tier, whatever the numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core import words
from backend.core.errors import Refused
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.rules import (
    Hours,
    ObservationRule,
    Sight,
    TagCondition,
    applies,
    check,
    judge,
)
from backend.sensors.camera_events.store import from_json, to_json
from backend.sensors.camera_events.tags_rules import Tag, TagKind
from backend.sensors.camera_events.words_rules import sentence

AREAS = ("A1", "B2", "C3")
TYPES = ("FIRE", "NO_HELMET", "ZONE_ENTERED")
codes = st.frozensets(st.sampled_from(AREAS))
tags = st.builds(
    Tag,
    st.just("T"),
    st.sampled_from(TagKind),
    st.just(Text("标签", "tag")),
    st.sampled_from(["", "GUARD", "VISITOR"]),
    codes,
    st.sampled_from(["", "EQ-1", "EQ-2"]),
)
rules = st.builds(
    ObservationRule,
    st.sampled_from(TYPES),
    st.sampled_from(Tier),
    min_confidence=st.floats(0, 1),
    min_sightings=st.integers(1, 5),
    within=st.integers(1, 3600).map(lambda s: timedelta(seconds=s)),
    areas=codes,
    tag_kinds=st.frozensets(st.sampled_from(TagKind)),
    tag=st.sampled_from(TagCondition),
    unless_roles=st.frozensets(st.sampled_from(["GUARD", "VISITOR"])),
    hours=st.none() | st.builds(Hours, st.integers(0, 1439), st.integers(0, 1440)),
    raises=st.sampled_from(["", "FORBIDDEN_AREA"]),
)
sights = st.builds(
    Sight,
    st.sampled_from(TYPES),
    st.sampled_from(AREAS),
    st.floats(0, 1),
    st.integers(0, 1439),
    st.none() | tags,
    st.sampled_from(["", "EQ-1"]),
)


def counting(n: int):  # type: ignore[no-untyped-def]
    return lambda within, min_confidence: n


@given(st.lists(rules, max_size=8), sights, st.integers(1, 6))
def test_the_verdict_is_the_worst_of_the_rules_that_hold(
    given_rules: list[ObservationRule], sight: Sight, n: int
) -> None:
    holding = [rule for rule in given_rules if applies(rule, sight) and rule.min_sightings <= max(n, 1)]

    found = {verdict.raises: verdict.tier for verdict in judge(given_rules, sight, counting(n))}

    assert found == {
        subject: max(rule.tier for rule in holding if rule.subject == subject)
        for subject in {rule.subject for rule in holding}
    }


@given(st.lists(rules, max_size=6), sights, st.integers(1, 6))
def test_being_surer_or_seeing_it_more_often_never_makes_it_less_bad(
    given_rules: list[ObservationRule], sight: Sight, n: int
) -> None:
    before = {each.raises: each.tier for each in judge(given_rules, sight, counting(n))}
    surer = replace(sight, confidence=min(1.0, sight.confidence + 0.3))
    after = {each.raises: each.tier for each in judge(given_rules, surer, counting(n + 1))}

    assert all(after[raises] >= tier for raises, tier in before.items())


@given(rules, st.randoms())
def test_a_rule_comes_back_from_the_database_as_it_went_in(rule: ObservationRule, random: object) -> None:
    assert from_json(to_json(rule)) == rule


@given(st.integers(0, 1439), st.integers(0, 1440), st.integers(0, 1439))
def test_hours_and_their_complement_share_no_minute_and_leave_none_out(
    start: int, end: int, minute: int
) -> None:
    if start != end % 1440:
        assert Hours(start, end).holds(minute) != Hours(end % 1440, start).holds(minute)


def test_repetitions_are_counted_only_where_a_rule_asks_for_them() -> None:
    def count(within: timedelta, min_confidence: float) -> int:
        raise AssertionError("nobody asked")

    assert [each.tier for each in judge(DEFAULT_RULES, Sight("FIRE", "A1", 0.9, 0), count)] == [Tier.RED]


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "fire"},
        {"type": ""},
        {"raises": "not a type"},
        {"min_confidence": 1.5},
        {"min_sightings": 0},
        {"within": timedelta(0)},
        {"clear_after": timedelta(0)},
        {"hours": Hours(-1, 5)},
    ],
)
def test_a_rule_that_could_never_hold_or_never_end_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        check([replace(ObservationRule("FIRE", Tier.RED), **wrong)])  # type: ignore[arg-type]


def test_the_rules_to_start_from_are_sound_and_everything_they_raise_has_words() -> None:
    check(DEFAULT_RULES)

    assert all(words.find("cameraEvent.type", rule.subject) for rule in DEFAULT_RULES)


def test_an_alert_says_where_what_who_how_sure_and_how_often_in_both_languages() -> None:
    why = {
        "raises": "NO_HELMET",
        "area_name": {"zh": "罐区", "en": "Tank farm"},
        "subject": "T-7",
        "subject_name": {"zh": "王磊", "en": "Wang Lei"},
        "confidence": 0.92,
        "times": 3,
    }

    assert sentence(why) == Text(
        "罐区：未戴安全帽，王磊（置信度 92%），累计 3 次",
        "Tank farm: No helmet, Wang Lei (92 % sure), seen 3 times",
    )

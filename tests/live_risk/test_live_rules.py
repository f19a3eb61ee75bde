"""The live level of a risk: every combination of what it follows from, and its sentence."""

from collections import Counter
from itertools import product
from uuid import uuid4

import pytest

from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.live_risk.rules import (
    Blindness,
    BoundSource,
    CriticalMeasure,
    Danger,
    LateCase,
    LiveLevel,
    LiveRisk,
    MeasureStanding,
    Sight,
    live_level,
    measure_standing,
    place_levels,
    worst_first,
)
from backend.live_risk.sentences_rules import CauseKind, causes, sentence
from backend.risks.assessment.rules import RiskLevel
from tests.support.plants import id_of

TIERS = (None, Tier.YELLOW, Tier.ORANGE, Tier.RED)
"""None stands for blue, too: neither moves a level."""
TABLE = list(product(RiskLevel, TIERS, (False, True), Sight))
EVENT, UNIT, AREA = id_of("event"), id_of("unit"), id_of("area")


def made(residual: RiskLevel = RiskLevel.GENERAL, **others: object) -> LiveRisk:
    return LiveRisk(uuid4(), "R-1", UNIT, AREA, residual, **others)  # type: ignore[arg-type]


def source(number: int = 1, *tiers: Tier, blind: Blindness | None = None) -> BoundSource:
    dangers = tuple(Danger(uuid4(), tier) for tier in tiers)
    return BoundSource(number, Text(f"探头 {number}", f"Detector {number}"), blind, None, dangers)


def test_all_128_combinations_have_the_levels_of_the_table() -> None:
    found = [live_level(residual, tier, sight, is_pressed=late) for residual, tier, late, sight in TABLE]

    assert len(found) == 128
    assert Counter(each.level for each in found) == {1: 8, 2: 24, 3: 24, 4: 72}
    assert sum(not each.is_known for each in found) == 24


def test_a_level_is_never_better_than_the_residual_one_and_moves_by_one_step_below_red() -> None:
    for residual, tier, late, sight in TABLE:
        level = live_level(residual, tier, sight, is_pressed=late).level
        assert level >= residual
        assert level <= residual + 1 or tier is Tier.RED


def test_a_level_is_no_better_where_any_fact_is_worse() -> None:
    for residual, tier, late, sight in TABLE:
        level = live_level(residual, tier, sight, is_pressed=late).level
        for worse_tier in TIERS[TIERS.index(tier) :]:
            assert live_level(residual, worse_tier, sight, is_pressed=late).level >= level
        for worse in list(RiskLevel)[residual - 1 :]:
            assert live_level(worse, tier, sight, is_pressed=late).level >= level
        assert live_level(residual, tier, sight, is_pressed=True).level >= level


@pytest.mark.parametrize("tier", [None, Tier.BLUE, Tier.YELLOW])
def test_blue_and_yellow_alerts_do_not_move_a_level(tier: Tier | None) -> None:
    assert live_level(RiskLevel.GENERAL, tier, Sight.ALL_SEE, is_pressed=False).level is RiskLevel.GENERAL


def test_orange_a_late_case_and_a_measure_that_is_away_make_one_step_only() -> None:
    sources = (source(1, Tier.ORANGE), source(2, blind=Blindness.SILENT))
    late, away = (LateCase(uuid4(), "0162"),), (CriticalMeasure(uuid4(), "M-1", sensor_id=2),)

    assert made(sources=sources, late_cases=late, critical=away).live == LiveLevel(RiskLevel.LARGER, True)


def test_an_event_all_of_whose_sources_are_blind_is_not_known_until_one_is_red() -> None:
    blind = source(1, blind=Blindness.MAINTENANCE)
    red = source(2, Tier.RED, blind=Blindness.SILENT)

    assert made(sources=(blind,)).live == LiveLevel(RiskLevel.GENERAL, False)
    assert made(sources=(blind, red)).live == LiveLevel(RiskLevel.MAJOR, True)


def test_a_measure_is_in_place_while_its_source_sees_and_unwatched_without_one() -> None:
    assert measure_standing(1, {1}) is MeasureStanding.IN_PLACE
    assert measure_standing(1, {2}) is MeasureStanding.AWAY
    assert measure_standing(None, {1}) is MeasureStanding.UNWATCHED


def test_a_critical_measure_that_nobody_watches_moves_no_level() -> None:
    assert made(critical=(CriticalMeasure(uuid4(), "M-1"),)).live.level is RiskLevel.GENERAL


def test_a_place_is_as_its_worst_event_and_unknown_where_a_worse_one_may_be_hidden() -> None:
    low = made(RiskLevel.LOW, sources=(source(1),))
    hidden = made(RiskLevel.LOW, sources=(source(2, blind=Blindness.OLD),))
    orange = made(RiskLevel.GENERAL, inherent=RiskLevel.MAJOR, sources=(source(3, Tier.ORANGE),))
    red = made(RiskLevel.LOW, sources=(source(4, Tier.RED),))

    here = place_levels(AREA, [low, hidden, orange])
    assert (here.live.level, here.live.is_known, here.live.event_id) == (3, False, orange.event_id)
    assert (here.residual.level, here.events, here.worse, here.not_known) == (2, 3, 1, 1)
    assert here.inherent is not None
    assert here.inherent.level is RiskLevel.MAJOR
    with_red = place_levels(AREA, [low, hidden, red])
    assert (with_red.live.level, with_red.live.is_known) == (4, True)
    assert place_levels(AREA, [low]).inherent is None


def test_the_worst_stands_first_then_what_rose_more_then_what_nobody_sees() -> None:
    risen = made(RiskLevel.GENERAL, sources=(source(1, Tier.ORANGE),))
    as_assessed = made(RiskLevel.LARGER)
    hidden = made(RiskLevel.LARGER, sources=(source(2, blind=Blindness.OLD),))

    assert worst_first([as_assessed, hidden, risen]) == [risen, hidden, as_assessed]


@pytest.mark.parametrize(
    ("risk", "zh", "en"),
    [
        (made(sources=(source(1),)), "和评估的一样", "As assessed"),
        (made(), "和评估的一样；没有绑监测点", "As assessed; no source is bound"),
        (made(sources=(source(1, Tier.RED),)), "探头 1 红色预警", "Red alert of Detector 1"),
        (
            made(sources=(source(1, Tier.ORANGE), source(2, Tier.RED))),
            "探头 2 红色预警，另有 1 件",
            "Red alert of Detector 2, and 1 more",
        ),
        (
            made(sources=(source(1, blind=Blindness.MAINTENANCE),), late_cases=(LateCase(EVENT, "0162"),)),
            "处置单 0162 超时；监测点全都看不见，至少这么高；其中 1 个在检修",
            "Case 0162 is overdue; no source sees, so at least this bad; 1 under maintenance",
        ),
        (
            made(sources=(source(1), source(2, blind=Blindness.OUT_OF_SERVICE))),
            "和评估的一样；2 个监测点有 1 个看不见；其中 1 个停用",
            "As assessed; 1 of 2 sources do not see; 1 out of service",
        ),
    ],
)
def test_a_sentence_says_what_moves_the_level_and_how_much_is_seen(risk: LiveRisk, zh: str, en: str) -> None:
    assert sentence(risk) == Text(zh, en)


def test_a_shelved_alert_counts_and_the_sentence_says_so() -> None:
    shelved = BoundSource(1, Text("探头", "Detector"), None, None, (Danger(EVENT, Tier.ORANGE, True),))
    risk = made(sources=(shelved,))

    assert risk.live.level is RiskLevel.LARGER
    assert sentence(risk).zh == "探头 橙色预警；1 条预警被压住，照样算"


def test_every_cause_opens_what_it_is_about() -> None:
    case, measure = uuid4(), uuid4()
    sources = (source(1, Tier.YELLOW, Tier.ORANGE), source(2, blind=Blindness.SILENT))
    risk = made(
        sources=sources,
        late_cases=(LateCase(case, "0162"),),
        critical=(CriticalMeasure(measure, "M-1", sensor_id=2),),
    )

    found = causes(risk)
    assert [each.kind for each in found] == list(CauseKind)
    alert, late, away, blind = found
    assert alert.alert_id == sources[0].dangers[1].alert_id
    assert alert.tier is Tier.ORANGE
    assert (late.case_id, away.measure_id, blind.sensor_id) == (case, measure, 2)

"""Scores are picked, the level follows: every combination, every bound, and what is refused."""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from uuid import uuid4

import pytest

from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.risks.assessment.rules import (
    CONTROL_LEVELS,
    SCALES,
    Assessment,
    AssessmentMethod,
    ControlLevel,
    CutoffSet,
    Direct,
    LecScores,
    LsScores,
    RiskLevel,
    ScoreAxis,
    Scores,
    assess,
    assessment_of,
    check_control_level,
    check_residual,
    combinations,
    packed,
    required_control_level,
)
from backend.risks.assessment.scales_rules import cutoff_set
from tests.support.refusals import code_of

LEC, LS_A, LS_B = (cutoff_set(code) for code in ("LEC", "LS-A", "LS-B"))
CLAUSE = "GB 18218-2018 4.2"


def lec(likelihood: float, exposure: float, consequence: float) -> Assessment:
    return assess(LecScores(likelihood, exposure, consequence), LEC)


def direct(level: int) -> Assessment:
    return assess(Direct(level, CLAUSE))


@pytest.mark.parametrize(
    ("by", "red", "orange", "yellow", "blue"),
    [(LEC, 40, 21, 30, 161), (LS_A, 3, 3, 5, 14), (LS_B, 3, 8, 9, 5)],
)
def test_each_combination_of_scores_has_the_level_of_the_published_table(
    by: CutoffSet, red: int, orange: int, yellow: int, blue: int
) -> None:
    levels = Counter(each.level for each in combinations(by))

    assert levels == {
        RiskLevel.MAJOR: red,
        RiskLevel.LARGER: orange,
        RiskLevel.GENERAL: yellow,
        RiskLevel.LOW: blue,
    }


def test_of_the_bounds_of_lec_seventy_occurs_twice_twenty_five_times_and_the_others_never() -> None:
    scores = Counter(each.score for each in combinations(LEC))

    assert [scores[bound] for bound in (20, 70, 160, 320)] == [5, 2, 0, 0]
    assert scores.total() == 252


def test_every_product_of_lec_is_the_exact_one() -> None:
    def exact(score: float) -> Fraction:
        return Fraction(str(score))

    for each in product(*SCALES[AssessmentMethod.LEC].values()):
        likelihood, exposure, consequence = map(exact, each)
        assert lec(*each).score == float(likelihood * exposure * consequence)


def test_a_product_that_floats_would_miss_lies_on_its_bound() -> None:
    by = replace(LEC, red=42.0, orange=4.2, yellow=2.1)

    assert 0.1 * 6 * 7 != 4.2
    assert assess(LecScores(0.1, 6, 7), by).level is RiskLevel.LARGER
    assert assess(LecScores(0.1, 3, 7), by).level is RiskLevel.GENERAL


@pytest.mark.parametrize(("likelihood", "exposure"), [(10, 1), (1, 10)])
def test_seventy_is_yellow(likelihood: float, exposure: float) -> None:
    found = lec(likelihood, exposure, 7)

    assert (found.score, found.level) == (70, RiskLevel.GENERAL)


@pytest.mark.parametrize(
    ("scores", "by", "level"),
    [
        (LecScores(6, 3, 15), LEC, RiskLevel.LARGER),
        (LsScores(5, 4), LS_A, RiskLevel.MAJOR),
        (LsScores(3, 5), LS_A, RiskLevel.LARGER),
        (LsScores(3, 3), LS_A, RiskLevel.GENERAL),
        (LsScores(3, 3), LS_B, RiskLevel.LARGER),
        (LsScores(2, 2), LS_B, RiskLevel.GENERAL),
        (LsScores(1, 3), LS_B, RiskLevel.LOW),
    ],
)
def test_a_score_on_a_bound_has_the_worse_level(scores: Scores, by: CutoffSet, level: RiskLevel) -> None:
    assert assess(scores, by).level is level


def test_an_assessment_keeps_by_which_version_of_which_set_it_was_made() -> None:
    newer = replace(LS_B, version=2, orange=10)

    before, after = assess(LsScores(3, 3), LS_B), assess(LsScores(3, 3), newer)

    assert (before.method, before.cutoff_set, before.version, before.level) == ("LS", "LS-B", 1, 3)
    assert (after.method, after.cutoff_set, after.version, after.level) == ("LS", "LS-B", 2, 2)


@pytest.mark.parametrize(
    ("scores", "by"),
    [
        (LecScores(4, 6, 40), LEC),
        (LecScores(6, 4, 40), LEC),
        (LecScores(6, 6, 41), LEC),
        (LecScores(0, 6, 40), LEC),
        (LecScores(-1, 6, 40), LEC),
        (LecScores(100, 6, 40), LEC),
        (LecScores(float("nan"), 6, 40), LEC),
        (LecScores(float("inf"), 6, 40), LEC),
        (LsScores(0, 3), LS_A),
        (LsScores(3, 6), LS_A),
        (Direct(0, CLAUSE), None),
        (Direct(5, CLAUSE), None),
    ],
    ids=str,
)
def test_a_score_that_its_scale_does_not_have_is_refused(scores: Scores, by: CutoffSet | None) -> None:
    assert code_of(assess, scores, by) is ErrorCode.SCORE_OFF_SCALE


@pytest.mark.parametrize("clause", ["", "  ", "\n"])
def test_a_direct_level_names_the_clause_that_prescribes_it(clause: str) -> None:
    assert code_of(assess, Direct(4, clause)) is ErrorCode.CLAUSE_REQUIRED

    found = assess(Direct(4, f" {CLAUSE} "))
    assert (found.level, found.clause, found.score, found.cutoff_set) == (RiskLevel.MAJOR, CLAUSE, None, None)


@pytest.mark.parametrize(
    ("scores", "by"), [(LecScores(6, 6, 7), LS_A), (LsScores(3, 3), LEC), (LsScores(3, 3), None)]
)
def test_scores_are_judged_by_a_set_of_their_own_method(scores: Scores, by: CutoffSet | None) -> None:
    assert code_of(assess, scores, by) is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize("bounds", [(70, 160, 320), (320, 320, 70), (320, 160, 0)])
def test_bounds_that_do_not_fall_make_no_set(bounds: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="no cut-off set"):
        CutoffSet("X", AssessmentMethod.LEC, 1, *bounds, source="", note=Text("", ""), is_verified=False)


@pytest.mark.parametrize(
    ("inherent", "residual"),
    [
        (lec(1, 6, 40), lec(3, 6, 40)),
        (lec(0.2, 6, 15), lec(0.5, 6, 15)),  # both blue
        (direct(3), lec(10, 10, 100)),
        (direct(1), direct(2)),
    ],
)
def test_a_residual_risk_is_never_worse_than_the_inherent_one(
    inherent: Assessment, residual: Assessment
) -> None:
    assert code_of(check_residual, inherent, residual, [uuid4()]) is ErrorCode.RESIDUAL_WORSE


@pytest.mark.parametrize(
    ("inherent", "residual"),
    [
        (lec(6, 6, 40), lec(0.5, 6, 40)),
        (lec(0.5, 6, 15), lec(0.2, 6, 15)),  # both blue
        (direct(4), lec(0.5, 6, 40)),
        (direct(4), direct(3)),
    ],
)
def test_a_better_residual_risk_rests_on_a_measure(inherent: Assessment, residual: Assessment) -> None:
    assert code_of(check_residual, inherent, residual, ()) is ErrorCode.MEASURE_REQUIRED

    check_residual(inherent, residual, [uuid4()])


def test_the_same_risk_by_other_scores_rests_on_nothing() -> None:
    check_residual(lec(0.5, 6, 40), lec(1, 3, 40), ())


def test_scores_of_two_methods_are_compared_by_level_alone() -> None:
    check_residual(assess(LsScores(5, 5), LS_A), lec(10, 10, 100), ())
    check_residual(direct(2), lec(1, 10, 7), ())


def test_a_set_that_calls_a_lower_score_worse_makes_the_residual_risk_worse() -> None:
    inherent, residual = assess(LsScores(3, 4), LS_A), assess(LsScores(3, 3), LS_B)

    assert code_of(check_residual, inherent, residual, [uuid4()]) is ErrorCode.RESIDUAL_WORSE


@pytest.mark.parametrize("by", [LEC, LS_A, LS_B], ids=lambda by: by.code)
def test_every_assessment_comes_back_from_json_as_it_was(by: CutoffSet) -> None:
    for each in combinations(by):
        assert assessment_of(json.loads(json.dumps(packed(each)))) == each


def test_an_assessment_is_packed_as_revisions_keep_it() -> None:
    assert packed(lec(6, 3, 15)) == {
        "method": "LEC",
        "scores": {"likelihood": 6.0, "exposure": 3.0, "consequence": 15.0},
        "set": "LEC",
        "version": 1,
        "score": 270.0,
        "level": 3,
    }
    assert json.dumps(packed(lec(6, 3, 15))) == json.dumps(packed(lec(6.0, 3.0, 15.0)))
    assert packed(direct(4)) == {"method": "DIRECT", "scores": {}, "level": 4, "clause": CLAUSE}
    assert assessment_of(packed(direct(4))) == direct(4)


def test_a_kept_level_stays_when_the_set_is_another_by_now() -> None:
    kept = {**packed(assess(LsScores(3, 3), LS_B)), "version": 0, "level": 1}

    assert assessment_of(kept).level is RiskLevel.LOW


def test_a_control_level_follows_the_residual_level() -> None:
    needed = [required_control_level(level) for level in sorted(RiskLevel, reverse=True)]

    assert needed == list(ControlLevel) == ["COMPANY", "DEPARTMENT", "TEAM", "POST"]


def test_a_site_may_ask_for_other_control_levels() -> None:
    own = {**CONTROL_LEVELS, RiskLevel.LOW: ControlLevel.TEAM}

    assert required_control_level(RiskLevel.LOW, own) is ControlLevel.TEAM


@pytest.mark.parametrize(("chosen", "needed"), list(product(ControlLevel, ControlLevel)))
def test_a_higher_control_level_may_be_chosen_and_a_lower_one_never(
    chosen: ControlLevel, needed: ControlLevel
) -> None:
    levels = list(ControlLevel)

    if levels.index(chosen) <= levels.index(needed):
        check_control_level(chosen, needed)
    else:
        assert code_of(check_control_level, chosen, needed) is ErrorCode.CONTROL_LEVEL_TOO_LOW


def test_scales_begin_with_the_worst_score() -> None:
    for scales in SCALES.values():
        assert all(list(scale) == sorted(scale, reverse=True) for scale in scales.values())
    assert list(SCALES[AssessmentMethod.LS]) == [ScoreAxis.LIKELIHOOD, ScoreAxis.SEVERITY]

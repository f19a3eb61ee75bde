"""Cut-off sets, wordings and classes of accidents: complete, and honest about how well they are known."""

import pytest

from backend.core.errors import ErrorCode
from backend.risks.assessment.accident_classes_rules import (
    AccidentClassList,
    accident_class,
    accident_classes,
    classes_of,
    counterparts,
    nearest_classes,
)
from backend.risks.assessment.rules import SCALES, AssessmentMethod, CutoffSet
from backend.risks.assessment.scales_rules import (
    cutoff_set,
    cutoff_sets,
    score_wordings,
    usual_cutoff_set,
    wordings_of,
)
from tests.support.refusals import code_of

GB_1986, GB_2025 = AccidentClassList


def bounds(by: CutoffSet) -> tuple[float, float, float]:
    return by.red, by.orange, by.yellow


def test_cut_off_sets_name_their_sources_and_what_sources_disagree_on() -> None:
    assert {each.code: bounds(each) for each in cutoff_sets()} == {
        "LEC": (320, 160, 70),
        "LS-A": (20, 15, 9),
        "LS-B": (20, 9, 4),
    }
    assert {each.code: each.is_verified for each in cutoff_sets()} == {
        "LEC": True,
        "LS-A": False,
        "LS-B": False,
    }
    assert all(each.source and each.note.zh and each.note.en for each in cutoff_sets())
    assert len({(each.code, each.version) for each in cutoff_sets()}) == len(cutoff_sets())


def test_a_method_has_a_set_until_the_site_chooses_and_a_set_that_is_not_there_is_refused() -> None:
    assert usual_cutoff_set(AssessmentMethod.LEC) == cutoff_set("LEC", 1)
    assert usual_cutoff_set(AssessmentMethod.LS) == cutoff_set("LS-A")
    assert usual_cutoff_set(AssessmentMethod.DIRECT) is None
    assert code_of(cutoff_set, "LS-C") is ErrorCode.NOT_FOUND
    assert code_of(cutoff_set, "LEC", 99) is ErrorCode.NOT_FOUND


def test_every_score_is_worded_in_both_languages_in_the_order_of_its_scale() -> None:
    for method, scales in SCALES.items():
        for axis, scale in scales.items():
            assert tuple(each.score for each in wordings_of(method, axis)) == scale
    assert len(score_wordings()) == 7 + 6 + 6 + 5 + 5
    assert all(each.wording.zh and each.wording.en and each.source for each in score_wordings())


@pytest.mark.parametrize(("listed", "count", "is_verified"), [(GB_1986, 20, True), (GB_2025, 27, False)])
def test_the_lists_of_classes_are_whole_and_say_whether_their_codes_were_read_in_the_standard(
    listed: AccidentClassList, count: int, is_verified: bool
) -> None:
    found = classes_of(listed)

    assert [each.code for each in found] == [f"{code:02}" for code in range(1, count + 1)]
    assert {each.is_verified for each in found} == {is_verified}
    assert len({each.name.zh for each in found}) == len({each.name.en for each in found}) == count


def test_every_class_of_a_crosswalk_is_there_and_is_found_both_ways() -> None:
    for each in accident_classes():
        for other in counterparts(each):
            assert other.listed is not each.listed
            assert each in counterparts(other)
    codes = {each.code for each in classes_of(GB_2025)}
    assert all(set(each.became) <= codes for each in classes_of(GB_1986))
    assert not any(each.became for each in classes_of(GB_2025))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("高处坠落", ["高处坠落"]),
        ("坍塌", ["坍塌"]),
        ("容器爆炸", ["容器爆炸"]),
        ("中毒和窒息", ["中毒", "窒息"]),
        ("其他伤害", ["其他"]),
        ("冒顶片帮", []),
    ],
)
def test_a_class_of_1986_became_those_of_the_same_name(old: str, new: list[str]) -> None:
    found = accident_class(old, GB_1986)

    assert found is not None
    assert [each.name.zh for each in counterparts(found)] == new


@pytest.mark.parametrize("text", ["06", "触电", " 触电 ", "Electric shock", "ELECTRIC SHOCK"])
def test_a_class_is_found_by_its_code_and_by_its_name_in_either_language(text: str) -> None:
    found = accident_class(text)

    assert found is not None
    assert (found.code, found.listed) == ("06", GB_2025)


@pytest.mark.parametrize(
    ("text", "listed"), [("厂(场)内车辆致害", GB_2025), ("05", GB_1986), ("5", None), ("", None)]
)
def test_brackets_of_either_width_are_one_and_a_part_of_a_code_is_none(
    text: str, listed: AccidentClassList | None
) -> None:
    found = accident_class(text, listed or GB_2025)

    assert (found and found.listed) == listed


@pytest.mark.parametrize(
    ("text", "listed", "nearest"),
    [
        ("高空坠落", GB_2025, "高处坠落"),
        ("车辆致害", GB_2025, "厂（场）内车辆致害"),
        ("中毒窒息", GB_1986, "中毒和窒息"),
        ("falling from heights", GB_2025, "高处坠落"),
        ("dust explosions", GB_2025, "粉尘爆炸"),
    ],
)
def test_an_unknown_class_has_three_nearest(text: str, listed: AccidentClassList, nearest: str) -> None:
    found = nearest_classes(text, listed=listed)

    assert accident_class(text, listed) is None
    assert [found[0].name.zh, len(set(found))] == [nearest, 3]
    assert {each.listed for each in found} == {listed}


def test_even_a_text_like_no_class_has_three() -> None:
    assert len(nearest_classes("")) == len(nearest_classes("???")) == 3
    assert len(nearest_classes("触电", n=5)) == 5

"""Cells of the register that cannot be used, each named with its reason."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from tests.support.plants import Plants
from tests.support.register_books import EVENT, ITEM, MEASURE, events, faults, register
from tests.support.workbooks import check

pytestmark = pytest.mark.both_databases("contents are JSON, ids of bindings are given by the database")


def test_an_unknown_class_of_accident_is_answered_with_the_three_nearest(
    database: Database, plants: Plants
) -> None:
    rows = [
        {**EVENT, "编号": f"R-{n}", "事故类型": said}
        for n, said in enumerate(("粉尘爆燃", "中毒和窒息", "高处坠落", "24", "GB_1986/15", "车辆伤害"))
    ]

    outcome = check(database, plants.north, register(*rows), plants.alice)

    near = {each.value: [one["zh"] for one in each.details["nearest"]] for each in outcome.faults}
    assert all(len(each) == 3 for each in near.values())
    assert near.keys() == {"粉尘爆燃", "中毒和窒息", "车辆伤害"}
    assert near["粉尘爆燃"][0] == "粉尘爆炸"
    assert near["中毒和窒息"][:2] == ["中毒", "窒息"], "what the old class became"
    assert {each.code for each in outcome.faults} == {ErrorCode.UNKNOWN_ACCIDENT_CLASS}


BAD: Final[list[tuple[str, Mapping[str, Any], str, ErrorCode]]] = [
    ("score outside its scale", {"固有 L 可能性": 5}, "inherent_likelihood", ErrorCode.SCORE_OFF_SCALE),
    (
        "score that LS does not have",
        {"固有：评价方法": "LS"},
        "inherent_likelihood",
        ErrorCode.SCORE_OFF_SCALE,
    ),
    ("score that is missing", {"剩余 E 暴露": None}, "residual_exposure", ErrorCode.CELL_REQUIRED),
    ("residual worse", {"剩余 L 可能性": 10}, "residual_likelihood", ErrorCode.RESIDUAL_WORSE),
    (
        "direct without a clause",
        {"剩余：评价方法": "直接判定", "剩余等级": "一般"}
        | dict.fromkeys(("剩余 L 可能性", "剩余 E 暴露", "剩余 C 后果（LS 法：S 严重性）")),
        "residual_clause",
        ErrorCode.CLAUSE_REQUIRED,
    ),
    ("control level too low", {"管控层级": "岗位"}, "control_level", ErrorCode.CONTROL_LEVEL_TOO_LOW),
    ("no team", {"评价人登录名（可多个）": None}, "assessed_by", ErrorCode.CELL_REQUIRED),
    ("no class", {"事故类型": None}, "accident_class", ErrorCode.UNKNOWN_ACCIDENT_CLASS),
    ("source of the product", {"监测点：两侧": "SYSTEM"}, "sources_both", ErrorCode.CELL_UNKNOWN_CODE),
    ("source of another site", {"监测点：两侧": "SOUTH-1"}, "sources_both", ErrorCode.CELL_UNKNOWN_CODE),
    ("person of another site", {"责任人登录名": "carol"}, "responsible", ErrorCode.CELL_UNKNOWN_CODE),
    (
        "assessor of another site",
        {"评价人登录名（可多个）": "carol"},
        "assessed_by",
        ErrorCode.CELL_UNKNOWN_CODE,
    ),
    (
        "reading by type",
        {"视频、门禁、定位（监测点=类型）": "GAS-1=SMOKE"},
        "observed",
        ErrorCode.CELL_BOUND_OTHERWISE,
    ),
    ("no type", {"视频、门禁、定位（监测点=类型）": "GAS-1"}, "observed", ErrorCode.CELL_LINE_PARTS),
    ("no number", {"叫谁：外部号码（名称 | 号码）": "消防队"}, "call_numbers", ErrorCode.CELL_LINE_PARTS),
    (
        "no phone",
        {"叫谁：外部号码（名称 | 号码）": "消防队 | 一一九"},
        "call_numbers",
        ErrorCode.PHONE_INVALID,
    ),
    (
        "no such department",
        {"牵涉部门（部门编号 | 任务 | 用时% | 做什么）": "X | 其他 | 50 | 警戒"},
        "concerned",
        ErrorCode.CELL_UNKNOWN_CODE,
    ),
    (
        "steps into a gas",
        {"橙色以上先做什么（一行一条）": "进入罐区关阀"},
        "steps_urgent_zh",
        ErrorCode.ADVICE_INTO_GAS,
    ),
    ("half a month", {"评审周期（月）": 1.5}, "review_months", ErrorCode.CELL_OUT_OF_RANGE),
    ("a title too long", {"风险事件": "长" * 61}, "title_zh", ErrorCode.NAME_INVALID),
    ("a text too long", {"会出什么事": "长" * 501}, "harm_zh", ErrorCode.CELL_TOO_LONG),
    ("no unit", {"分析单元编号": "TF-9"}, "risk_unit", ErrorCode.CELL_UNKNOWN_CODE),
]


@pytest.mark.parametrize(
    ("cells", "column", "code"), [each[1:] for each in BAD], ids=[each[0] for each in BAD]
)
def test_a_bad_cell_of_an_event_is_named_and_nothing_is_written(
    database: Database, plants: Plants, cells: Mapping[str, Any], column: str, code: ErrorCode
) -> None:
    good = {**EVENT, "编号": "R-0"}
    content_ = register(good, {**EVENT, **cells})

    outcome = check(database, plants.north, content_, plants.alice)

    assert faults(outcome) == {("risk_events", 3, column, code)}
    assert events(database, plants) == 0


def test_better_without_a_measure_and_a_code_twice_in_the_file_are_named(
    database: Database, plants: Plants
) -> None:
    outcome = check(
        database,
        plants.north,
        register(
            EVENT, {**EVENT, "风险事件": "另一条"}, measures=({**MEASURE, "剩余风险靠它": "否"}, MEASURE)
        ),
        plants.alice,
    )
    assert faults(outcome) == {
        ("risk_events", 3, "code", ErrorCode.CELL_CODE_TWICE),
        ("measures", 3, "code", ErrorCode.CELL_ROW_TWICE),
        ("risk_events", 2, "residual_likelihood", ErrorCode.MEASURE_REQUIRED),
    }


def test_more_than_20_sources_and_more_than_30_measures_are_named(database: Database, plants: Plants) -> None:
    codes = [f"S-{n}" for n in range(21)]
    sources = [
        ["编号*", "名称*", "监测点类型*", "区域编号*", "环节*", "单位"],
        *([code, code, "数值监测点", "A1", "设备运行", "%LEL"] for code in codes),
    ]
    measures = tuple({**MEASURE, "编号": f"M-{n}"} for n in range(1, 32))
    many = {**EVENT, "监测点：两侧": ", ".join(codes)}

    sourced = check(database, plants.north, register(many, 监测点=sources), plants.alice)
    measured = check(database, plants.north, register(measures=measures), plants.alice)

    assert faults(sourced) == {("risk_events", 2, "sources_both", ErrorCode.TOO_MANY_SOURCES)}
    assert faults(measured) == {("measures", 32, "code", ErrorCode.TOO_MANY_MEASURES)}


def test_bad_cells_of_measures_and_items_are_named_at_their_rows(database: Database, plants: Plants) -> None:
    measures = (MEASURE, {**MEASURE, "编号": "M-2", "监测点编号": "GAS-1"})
    unbound = check(database, plants.north, register(measures=measures), plants.alice)
    items = (
        {**ITEM, "编号": "C-1", "上限": 3},
        {**ITEM, "编号": "C-2", "怎么查": "读数", "下限": 3, "上限": 3},
    )
    limited = check(database, plants.north, register(items=items), plants.alice)
    astray = check(database, plants.north, register(items=({**ITEM, "措施编号": "M-9"},)), plants.alice)
    nowhere = check(
        database,
        plants.north,
        register(measures=({**MEASURE, "风险事件编号": "R-9"},), items=()),
        plants.alice,
    )

    assert faults(unbound) == {("measures", 3, "source", ErrorCode.SOURCE_NOT_BOUND)}
    assert faults(limited) == {
        ("check_items", 2, "high", ErrorCode.CELL_READING_ONLY),
        ("check_items", 3, "high", ErrorCode.CELL_LIMITS_CROSS),
    }
    assert faults(astray) == {("check_items", 2, "measure", ErrorCode.CELL_UNKNOWN_CODE)}
    assert ("measures", 2, "risk_event", ErrorCode.CELL_UNKNOWN_CODE) in faults(nowhere)

"""The sheet of limits: first limits of sources that have none, and never a change of those in force."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.sensors.rules import Indicator, Limit, LimitSide
from backend.sensors.store import Sensors
from backend.tuning.first_limits_commands import set_own_limits
from backend.workbooks import queries
from backend.workbooks.files.writing import write_sheet, write_workbook
from backend.workbooks.rules import Outcome
from backend.workbooks.sheets_rules import BY_KEY
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.workbooks import Lines, book, check, import_

AREAS: Lines = [["编号*", "名称*"], ["TANKS", "罐区"]]
SOURCES: Lines = [
    ["编号*", "名称*", "监测点类型*", "区域编号*", "环节*", "单位", "限值模板"],
    ["PT-1", "压力", "数值监测点", "TANKS", "设备运行", "MPa", None],
    ["LT-1", "液位", "数值监测点", "TANKS", "设备运行", "%RH", None],
    ["GT-9", "可燃气体", "数值监测点", "TANKS", "设备运行", None, "可燃气体探测器"],
    ["CAM-1", "摄像头", "CAMERA", "TANKS", "设备运行", None, None],
]
HEADINGS = [
    *("监测点编号*", "上限或下限*", "预警级别*", "限值*", "回差"),
    *("触发延时（秒）", "恢复延时（秒）", "多久没数据算中断（秒）", "标准条款"),
]
LIMITS: Lines = [
    HEADINGS,
    ["pt-1", "上限", "橙色", "１．６", 0.05, 5, "60", 120, "TSG 21-2016"],
    ["PT-1", "HIGH", "红色", 1.8, None, None, None, None, None],
    ["PT-1", "下限", "YELLOW", "-0.1", None, None, None, None, None],
    ["LT-1", "high", "red", 95, None, None, None, None, None],
]


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def whole(limits: Lines = LIMITS) -> bytes:
    return book(区域=AREAS, 监测点=SOURCES, 限值=limits)


def rows(*lines: list[object]) -> bytes:
    return whole([HEADINGS, *([*line, *[None] * (9 - len(line))] for line in lines)])


def faults(outcome: Outcome) -> set[tuple[int, str, ErrorCode]]:
    return {(each.row, each.column, each.code) for each in outcome.faults if each.sheet == "limits"}


def in_force(database: Database, plants: Plants, code: str) -> Indicator:
    source = database.read(lambda s: Sensors(s).by_code(plants.north, code))
    assert source is not None
    assert source.indicator is not None
    return source.indicator


def test_sources_of_the_same_file_get_their_first_limits_with_what_one_row_says_of_them_all(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    outcome = import_(database, plants.north, whole(), admin)

    assert outcome.counts["limits"].new == 4
    pressure = in_force(database, plants, "PT-1")
    assert set(pressure.limits) == {
        Limit(LimitSide.HIGH, Tier.ORANGE, 1.6),
        Limit(LimitSide.HIGH, Tier.RED, 1.8),
        Limit(LimitSide.LOW, Tier.YELLOW, -0.1),
    }
    assert (pressure.deadband, pressure.on_delay, pressure.off_delay, pressure.silent_after) == (
        0.05,
        timedelta(seconds=5),
        timedelta(minutes=1),
        timedelta(minutes=2),
    )
    assert (pressure.unit, pressure.standard) == ("MPa", "TSG 21-2016")
    assert in_force(database, plants, "LT-1").silent_after == timedelta(days=1), "as it was"
    said = database.read(lambda s: s.exec(select(AuditRow).where(AuditRow.kind == "FIRST_LIMITS_SET")).all())
    assert {each.note for each in said} == {
        "PT-1: HIGH ORANGE 1.6, HIGH RED 1.8, LOW YELLOW -0.1 MPa",
        "LT-1: HIGH RED 95 %RH",
    }


def test_the_same_file_twice_changes_nothing(database: Database, plants: Plants, admin: Viewer) -> None:
    import_(database, plants.north, whole(), admin)

    again = check(database, plants.north, whole(), admin)

    assert not again.faults
    assert not [key for key, each in again.counts.items() if each.new or each.changed]


@pytest.mark.parametrize("language", Language)
def test_exported_limits_import_again_without_a_change_at_this_site(
    database: Database, plants: Plants, admin: Viewer, language: Language
) -> None:
    import_(database, plants.north, whole(), admin)
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))
    assert {each["source"] for each in tables["limits"]} >= {"PT-1", "LT-1", "GT-9"}

    for content, sheet in (
        (write_workbook(tables, language), ""),
        (write_sheet(BY_KEY["limits"], tables["limits"], language), "limits"),
    ):
        outcome = check(database, plants.north, content, admin, sheet)
        assert not outcome.faults
        assert outcome.counts["limits"].same == len(tables["limits"])


def test_a_source_that_has_limits_is_not_changed_by_a_file_whether_looser_tighter_or_one_more(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)

    outcome = check(
        database,
        plants.north,
        rows(
            ["PT-1", "上限", "红色", 2.5],
            ["PT-1", "上限", "橙色", 1.6, 0.5],
            ["PT-1", "下限", "黄色", -0.1],
            ["PT-1", "下限", "红色", -0.2],
            ["LT-1", "上限", "红色", 95, None, None, None, 86400],
            ["GT-9", "上限", "红色", 40],
        ),
        admin,
    )

    in_the_lab = ErrorCode.CELL_LIMITS_IN_FORCE
    assert faults(outcome) == {
        (2, "limit", in_the_lab),
        (3, "deadband", in_the_lab),
        (5, "limit", in_the_lab),
        (7, "limit", in_the_lab),
    }
    assert outcome.counts["limits"].same == 2


def test_a_template_and_limits_that_differ_from_it_are_not_guessed_at(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    same = check(database, plants.north, rows(["GT-9", "上限", "红色", 50]), admin)
    other = check(database, plants.north, rows(["GT-9", "上限", "红色", 60]), admin)

    assert not same.faults
    assert faults(other) == {(2, "limit", ErrorCode.CELL_LIMITS_IN_FORCE)}


def test_every_bad_cell_of_the_limits_is_named_with_its_reason(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    outcome = check(
        database,
        plants.north,
        rows(
            ["PT-1", "上限", "橙色", 1.8, 0, 700, -1, 1e6],
            ["PT-1", "上限", "红色", 1.8],
            ["LT-1", "上限", "红色", 120],
            ["LT-1", "上限", "紫色", 90],
            ["LT-1", "旁边", "橙色", 90],
            ["LT-1", "上限", "橙色", "90 %"],
            ["LT-1", "上限", "黄色", "=1+1"],
            ["NOWHERE", "上限", "红色", 1],
            ["CAM-1", "上限", "红色", 1],
            ["PT-1", "上限", "红色", 1.9],
            [None, "上限", "红色", 1.9],
            ["PT-1", "下限", "红色", None],
        ),
        admin,
    )

    assert faults(outcome) == {
        (2, "on_delay", ErrorCode.CELL_OUT_OF_RANGE),
        (2, "off_delay", ErrorCode.CELL_OUT_OF_RANGE),
        (2, "silent_after", ErrorCode.CELL_OUT_OF_RANGE),
        (4, "limit", ErrorCode.CELL_OUT_OF_RANGE),
        (5, "tier", ErrorCode.CELL_NO_CHOICE),
        (6, "side", ErrorCode.CELL_NO_CHOICE),
        (7, "limit", ErrorCode.CELL_NO_NUMBER),
        (8, "limit", ErrorCode.CELL_FORMULA),
        (9, "source", ErrorCode.CELL_UNKNOWN_CODE),
        (10, "source", ErrorCode.CELL_NO_READINGS),
        (11, "tier", ErrorCode.CELL_ROW_TWICE),
        (12, "source", ErrorCode.CELL_REQUIRED),
        (13, "limit", ErrorCode.CELL_REQUIRED),
    }
    source = database.read(lambda s: Sensors(s).by_code(plants.north, "PT-1"))
    assert source is None, "all or nothing"


@pytest.mark.parametrize(
    ("second", "column", "code"),
    [
        (["PT-1", "上限", "红色", 1.8, 0.2], "deadband", ErrorCode.CELL_ROWS_DIFFER),
        (["PT-1", "下限", "红色", 1.7], "deadband", ErrorCode.CELL_OUT_OF_RANGE),
        (["PT-1", "上限", "红色", 1.5], "limit", ErrorCode.CELL_LIMITS_CROSS),
        (["PT-1", "上限", "红色", 1.8, -2], "deadband", ErrorCode.CELL_OUT_OF_RANGE),
        (["PT-1", "上限", "红色", True], "limit", ErrorCode.CELL_NO_NUMBER),
        (["PT-1", "上限", "红色", "1,800"], "limit", ErrorCode.CELL_NO_NUMBER),
        (["PT-1", "上限", "红色", "nan"], "limit", ErrorCode.CELL_NO_NUMBER),
        (["PT-1", "上限", "红色", "1e999"], "limit", ErrorCode.CELL_NO_NUMBER),
        (["PT-1", "上限", "红色", 2, None, None, None, None, "x" * 61], "standard", ErrorCode.CELL_TOO_LONG),
    ],
)
def test_limits_that_contradict_each_other_or_are_no_number_are_refused_at_their_cell(
    database: Database, plants: Plants, admin: Viewer, second: list[object], column: str, code: ErrorCode
) -> None:
    outcome = check(database, plants.north, rows(["PT-1", "上限", "橙色", 1.6, 0.1], second), admin)

    assert (3, column, code) in faults(outcome)


def test_bob_sets_no_first_limits_and_carol_finds_no_source(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, book(区域=AREAS, 监测点=SOURCES), admin)
    source = database.read(lambda s: Sensors(s).by_code(plants.north, "PT-1"))
    assert source is not None
    wanted = in_force(database, plants, "PT-1")

    codes = [
        code_of(database.transact, lambda tx, by=by: set_own_limits(tx, source.sensor_id, wanted, by=by))
        for by in (plants.bob, plants.carol, plants.alice)
    ]

    assert codes == ["NOT_ALLOWED", "NOT_FOUND", "INVALID_INPUT"], "no limits is no first limit"

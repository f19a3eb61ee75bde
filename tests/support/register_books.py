"""Workbooks of the risk register for tests: one object, unit, event, measure and check item at north."""

from collections.abc import Mapping
from typing import Any, Final

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.risks.revisions.rules import EventContent, RiskEvent
from backend.risks.revisions.store import RiskEvents
from backend.workbooks.register_sheets_rules import REGISTER
from backend.workbooks.rules import Outcome
from tests.support.plants import Plants
from tests.support.workbooks import Lines, book

DEPARTMENT: Final = "PRODUCTION"
OBJECT: Final = {"编号": "TF", "名称": "罐区", "部门编号": DEPARTMENT}
UNIT: Final = {
    "编号": "TF-1",
    "名称": "鹤管",
    "分析对象编号": "tf",
    "单元类型": "设备设施",
    "区域编号": "A1",
    "部门编号": DEPARTMENT,
}
EVENT: Final[Mapping[str, Any]] = {
    "编号": "R-1",
    "分析单元编号": "TF-1",
    "风险事件": "卸车软管脱落泄漏",
    "环节": "原料进场",
    "部门编号": DEPARTMENT,
    "责任人登录名": "bob",
    "会出什么事": "甲醇泄漏遇火爆燃",
    "原因（一行一条）": "接头没锁紧\n软管老化",
    "事故类型": "泄漏",
    "固有：评价方法": "LEC 法",
    "固有 L 可能性": 6,
    "固有 E 暴露": 6,
    "固有 C 后果（LS 法：S 严重性）": 15,
    "剩余 L 可能性": 3,
    "剩余 E 暴露": 6,
    "剩余 C 后果（LS 法：S 严重性）": 15,
    "评价人登录名（可多个）": "alice, bob",
    "评价日期": "2026-11-20",
    "橙色以上先做什么（一行一条）": "撤离到上风向集合点",
}
MEASURE: Final[Mapping[str, Any]] = {
    "编号": "M-1",
    "风险事件编号": "R-1",
    "措施": "可燃气体报警联锁停泵",
    "措施类别": "工程技术",
    "关键": "是",
    "剩余风险靠它": "是",
}
ITEM: Final[Mapping[str, Any]] = {
    "编号": "C-1",
    "风险事件编号": "R-1",
    "措施编号": "M-1",
    "查什么": "报警器通电",
    "怎么查": "现场确认",
    "隐患类别": "气体泄漏",
}


def lines(*rows: Mapping[str, Any]) -> Lines:
    """Rows as lines below the headings that any of them has."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return [headings, *([row.get(each) for each in headings] for row in rows)]


def register(
    *events: Mapping[str, Any],
    measures: tuple[Mapping[str, Any], ...] | None = None,
    items: tuple[Mapping[str, Any], ...] | None = None,
    **others: Lines,
) -> bytes:
    """A whole register; each event has a measure with a check item where none are given."""
    events = events or (EVENT,)
    codes = list(dict.fromkeys(each["编号"] for each in events))
    of_each = [{"风险事件编号": code} for code in codes]
    return book(
        **others,
        风险分析对象=lines(OBJECT),
        风险分析单元=lines(UNIT),
        风险事件=lines(*events),
        管控措施=lines(*([{**MEASURE, **each} for each in of_each] if measures is None else measures)),
        排查内容=lines(*([{**ITEM, **each} for each in of_each] if items is None else items)),
    )


def faults(outcome: Outcome) -> set[tuple[str, int, str, ErrorCode]]:
    return {(each.sheet, each.row, each.column, each.code) for each in outcome.faults}


def numbers(outcome: Outcome) -> dict[str, tuple[int, int, int]]:
    """New, changed and same rows of each sheet of the register."""
    keys = [each.key for each in REGISTER if each.key in outcome.counts]
    return {key: (found.new, found.changed, found.same) for key in keys for found in (outcome.counts[key],)}


def kept(database: Database, plants: Plants, code: str = "R-1") -> tuple[RiskEvent, EventContent]:
    """The event with this code, and its content."""

    def question(tx: Transaction) -> tuple[RiskEvent, EventContent]:
        event = tx.get(RiskEvents).by_code(plants.north, code)
        assert event is not None
        return event, tx.get(RiskEvents).content(event)

    return database.transact(question)


def events(database: Database, plants: Plants) -> int:
    return len(database.read(lambda s: RiskEvents(s).of_site(plants.north)))

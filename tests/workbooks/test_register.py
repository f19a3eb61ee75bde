"""The risk register by workbook: its rows go by the rules of screens, and nothing is written while a cell is
wrong.
"""

from datetime import date

import pytest
from sqlmodel import select

from backend.agreements.tables import AgreementRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.text import Language, Text
from backend.core.viewer import Role
from backend.deadlines.store import Deadlines
from backend.people.departments.commands import add_department
from backend.risks.assessment.rules import ControlLevel, LecScores, LsScores, RiskLevel
from backend.risks.bindings.store import BoundRisks
from backend.risks.revisions.rules import BoundSide, EventState
from backend.risks.revisions.store import RiskEvents
from backend.sensors.store import Sensors
from backend.workbooks import queries
from backend.workbooks.commands import usernames_in, write_plan
from backend.workbooks.files.writing import examples, write_sheet, write_workbook
from backend.workbooks.register_sheets_rules import REGISTER
from backend.workbooks.rules import Counts
from backend.workbooks.sheets_rules import BY_KEY
from tests.hostile.matrix.objects import join
from tests.support.cases import WorkedCase
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.register_books import (
    EVENT,
    ITEM,
    MEASURE,
    OBJECT,
    UNIT,
    faults,
    kept,
    lines,
    numbers,
    register,
)
from tests.support.risks import Register
from tests.support.workbooks import book, check, import_, rehearsed

pytestmark = pytest.mark.both_databases("contents are JSON, ids of bindings are given by the database")


def test_a_register_comes_in_as_screens_would_have_made_it(database: Database, plants: Plants) -> None:
    high = {**EVENT, "监测点：过高": "gas-1"}
    outcome = import_(database, plants.north, register(high), plants.alice)

    assert numbers(outcome) == {each.key: (1, 0, 0) for each in REGISTER}
    event, found = kept(database, plants)
    assert (event.state, event.is_confirmed) == (EventState.IN_FORCE, False), (
        "orange waits for a second person"
    )
    assert (found.title.zh, found.title.en) == ("卸车软管脱落泄漏", "卸车软管脱落泄漏")
    assert [each.zh for each in found.causes] == ["接头没锁紧", "软管老化"]
    assert found.accident_class == "GB_2025/26"
    assert found.inherent is not None
    assert found.residual is not None
    assert (found.inherent.scores, found.inherent.level) == (LecScores(6, 6, 15), RiskLevel.MAJOR)
    assert (found.residual.score, found.residual.level) == (270, RiskLevel.LARGER)
    assert found.control_level is ControlLevel.DEPARTMENT, "the lowest that may control it"
    assert found.team is not None
    assert found.team.on == date(2026, 11, 20)
    assert set(found.team.people) == {plants.alice.person_id, plants.bob.person_id}
    [measure] = found.measures
    assert (measure.code, measure.is_critical, found.rests_on) == ("M-1", True, (measure.measure_id,))
    assert [each.code for each in measure.items] == ["C-1"]
    [bound] = database.read(lambda s: BoundRisks(s).of_each([plants.gas]))[plants.gas]
    assert (bound.event_id, bound.side) == (event.event_id, BoundSide.HIGH)
    running = database.read(lambda s: Deadlines(s).running_of([event.event_id]))
    assert [each.due_at for each in running] == [event.review_due_at]
    asked = database.read(lambda s: s.exec(select(AgreementRow)).all())
    assert [each.kind for each in asked] == ["CHANGE_RISK"]
    assert outcome.register is not None
    assert (outcome.register.after[3], outcome.register.unconfirmed) == (1, 1)


def test_the_same_file_twice_changes_nothing(database: Database, plants: Plants) -> None:
    import_(database, plants.north, register(), plants.alice)

    again = check(database, plants.north, register(), plants.alice)

    assert not again.faults
    assert numbers(again) == {each.key: (0, 0, 1) for each in REGISTER}


@pytest.mark.parametrize("language", Language)
def test_what_was_exported_imports_again_without_a_change(
    database: Database, plants: Plants, language: Language
) -> None:
    full = {
        **EVENT,
        "征兆（一行一条）": "+地面有液迹\n-异味",
        "叫谁：登录名": "bob",
        "叫谁：外部号码（名称 | 号码）": "消防队 | 119\n医院 | Hospital | 120",
        "牵涉部门（部门编号 | 任务 | 用时% | 做什么）": "PRODUCTION | 设备检修 | 50% | 换软管 | New hose",
        "监测点：两侧": "GAS-1",
        "评审周期（月）": 6,
    }
    draft = {each: EVENT[each] for each in ("编号", "分析单元编号", "风险事件", "环节", "部门编号")}
    reading = {**ITEM, "编号": "C-2", "怎么查": "读数", "下限": 0.1, "上限": 0.4, "单位": "MPa"}
    unit = {**UNIT, "设备编号（可多个）": "eq-north"}
    whole = book(
        风险分析对象=lines(OBJECT),
        风险分析单元=lines(unit),
        风险事件=lines(full, {**draft, "编号": "R-2"}),
        管控措施=lines(MEASURE, {**MEASURE, "编号": "M-2", "监测点编号": "GAS-1"}),
        排查内容=lines(ITEM, reading),
    )
    import_(database, plants.north, whole, plants.alice)
    assert kept(database, plants, "R-2")[0].state is EventState.DRAFT
    tables = database.read(lambda s: queries.tables(s, plants.alice, plants.north, now=database.clock()))

    outcome = check(database, plants.north, write_workbook(tables, language), plants.alice)
    assert not outcome.faults
    for sheet in REGISTER:
        assert (outcome.counts[sheet.key].new, outcome.counts[sheet.key].changed) == (0, 0)
        alone = write_sheet(BY_KEY[sheet.key], tables[sheet.key], language)
        back = check(database, plants.north, alone, plants.alice, sheet.key)
        assert not back.faults
        assert back.counts[sheet.key] == Counts(rows=len(tables[sheet.key]), same=len(tables[sheet.key]))


def test_an_event_of_a_screen_goes_out_and_comes_in_again_without_a_change(
    database: Database, plants: Plants
) -> None:
    at = Register.begun(database, plants)
    at.hold()
    tables = database.read(lambda s: queries.tables(s, plants.alice, plants.north, now=database.clock()))

    outcome = check(database, plants.north, write_workbook(tables, Language.ZH), plants.alice)

    assert not outcome.faults
    assert all(each.new == each.changed == 0 for each in outcome.counts.values())


def test_a_level_that_equals_the_computed_one_passes_and_another_is_named_with_both(
    database: Database, plants: Plants
) -> None:
    right = {**EVENT, "固有等级": "重大", "剩余等级": "较大风险"}
    wrong = {**EVENT, "编号": "R-2", "固有等级": "4", "剩余等级": "重大"}

    outcome = check(database, plants.north, register(right, wrong), plants.alice)

    [fault] = outcome.faults
    assert (fault.sheet, fault.row, fault.column) == ("risk_events", 3, "residual_level")
    assert (fault.code, fault.value) == (ErrorCode.LEVEL_COMPUTED, "重大")
    assert fault.details == {
        "title": {"zh": "卸车软管脱落泄漏", "en": "卸车软管脱落泄漏"},
        "method": "LEC",
        "scores": [3.0, 6.0, 15.0],
        "score": 270.0,
        "typed": 4,
        "computed": 3,
        "set": "LEC",
        "version": 1,
        "bounds": [70.0, 160.0, 320.0],
    }
    assert outcome.register is not None
    assert outcome.register.after[3] == 2, "as computed, had it been written"


def test_one_key_takes_the_computed_levels_for_all(database: Database, plants: Plants) -> None:
    wrong = [{**EVENT, "编号": f"R-{n}", "剩余等级": "低"} for n in range(1, 4)]
    rows = register(*wrong)
    refused = check(database, plants.north, rows, plants.alice)
    assert (refused.fault_count, refused.typed_levels) == (3, 3)

    taken = import_(database, plants.north, rows, plants.alice, takes_computed=True)

    assert taken.counts["risk_events"].new == 3
    assert kept(database, plants, "R-3")[1].residual_level is RiskLevel.LARGER


def test_what_makes_it_louder_holds_at_once_and_what_quietens_waits_for_a_second_person(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, register(), plants.alice)
    louder = {**EVENT, "剩余 L 可能性": 6}
    import_(database, plants.north, register(louder), plants.alice)
    event, found = kept(database, plants)
    assert found.residual_level is RiskLevel.MAJOR
    assert not event.is_confirmed

    quieter = {**EVENT, "剩余 L 可能性": 0.5, "修改原因（调低时必填）": "联锁改造完成，按新的分数重新评价"}
    outcome = import_(database, plants.north, register(quieter), plants.alice)

    assert kept(database, plants)[1].residual_level is RiskLevel.MAJOR, "the old one holds"
    assert outcome.register is not None
    assert (outcome.register.proposed, outcome.register.stored) == (1, 0)
    again = check(database, plants.north, register(quieter), plants.alice)
    assert numbers(again)["risk_events"] == (0, 0, 1), "it waits already"


def test_what_quietens_needs_a_reason_and_a_critical_measure_that_goes_does_quieten(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, register(), plants.alice)

    lower = check(database, plants.north, register({**EVENT, "剩余 L 可能性": 0.5}), plants.alice)
    not_critical = register(measures=({**MEASURE, "关键": "否"},))
    gone = check(database, plants.north, not_critical, plants.alice)

    assert faults(lower) == {("risk_events", 2, "reason", ErrorCode.REASON_REQUIRED)}
    assert faults(gone) == {("risk_events", 2, "reason", ErrorCode.REASON_REQUIRED)}


def test_what_quietens_under_an_open_danger_is_stored(database: Database, plants: Plants) -> None:
    bound = {**EVENT, "监测点：过高": "GAS-1"}
    import_(database, plants.north, register(bound), plants.alice)
    WorkedCase.of_alert(database, plants)
    quieter = register(
        {**bound, "剩余 L 可能性": 0.5, "修改原因（调低时必填）": "联锁改造完成，按新的分数重新评价"}
    )

    outcome = import_(database, plants.north, quieter, plants.alice)

    assert outcome.register is not None
    assert (outcome.register.proposed, outcome.register.stored) == (0, 1)
    event, _ = kept(database, plants)
    waiting = database.transact(lambda tx: tx.get(RiskEvents).proposed(event.event_id))
    assert waiting is not None
    assert waiting.waits_for_danger


def test_a_danger_that_began_since_the_check_keeps_out_what_quietens_under_it(
    database: Database, plants: Plants
) -> None:
    bound = {**EVENT, "监测点：过高": "GAS-1"}
    import_(database, plants.north, register(bound), plants.alice)
    quieter = register(
        {**bound, "剩余 L 可能性": 0.5, "修改原因（调低时必填）": "联锁改造完成，按新的分数重新评价"}
    )
    plan, snapshot, parsed = rehearsed(database, plants.north, quieter, plants.alice)

    WorkedCase.of_alert(database, plants)

    def write(tx: Transaction) -> None:
        write_plan(tx, plan, snapshot, usernames_in(parsed), by=plants.alice)

    assert code_of(database.transact, write) is ErrorCode.CONFLICT


def test_sources_of_the_same_file_are_bound_by_the_ids_that_they_get(
    database: Database, plants: Plants
) -> None:
    source = [
        ["编号*", "名称*", "监测点类型*", "区域编号*", "环节*", "单位"],
        ["LT-7", "液位", "数值监测点", "A1", "设备运行", "%LEL"],
    ]
    bound = {**EVENT, "监测点：过低": "lt-7"}
    watched = {**MEASURE, "监测点编号": "LT-7"}

    import_(database, plants.north, register(bound, measures=(watched,), 监测点=source), plants.alice)

    sensor = database.read(lambda s: Sensors(s).by_code(plants.north, "LT-7"))
    assert sensor is not None
    _, found = kept(database, plants)
    assert [(each.sensor_id, each.side) for each in found.bindings] == [(sensor.sensor_id, BoundSide.LOW)]
    assert found.measures[0].sensor_id == sensor.sensor_id
    assert database.read(lambda s: BoundRisks(s).of_each([sensor.sensor_id]))


def test_a_workbook_moves_nothing_to_another_parent_and_makes_no_draft_of_what_is_in_force(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, register(), plants.alice)
    more = lines({**OBJECT, "编号": "WS", "名称": "车间"})
    unit = {**UNIT, "编号": "WS-1", "分析对象编号": "WS"}
    moved = book(
        风险分析对象=more,
        风险分析单元=lines({**UNIT, "分析对象编号": "WS"}, unit),
        风险事件=lines({**EVENT, "分析单元编号": "WS-1"}),
    )

    assert faults(check(database, plants.north, moved, plants.alice)) == {
        ("risk_units", 2, "risk_object", ErrorCode.CELL_PART_MOVED),
        ("risk_events", 2, "risk_unit", ErrorCode.CELL_PART_MOVED),
    }
    drafted = register({**EVENT, "状态": "草稿"})
    assert faults(check(database, plants.north, drafted, plants.alice)) == {
        ("risk_events", 2, "event_state", ErrorCode.CELL_PART_MOVED)
    }


def test_a_draft_of_the_site_is_put_in_force_by_its_row(database: Database, plants: Plants) -> None:
    import_(database, plants.north, register({**EVENT, "状态": "草稿"}), plants.alice)
    assert kept(database, plants)[0].state is EventState.DRAFT

    outcome = import_(database, plants.north, register({**EVENT, "状态": "生效"}), plants.alice)

    assert numbers(outcome)["risk_events"] == (0, 1, 0)
    assert kept(database, plants)[0].state is EventState.IN_FORCE


def test_a_measure_is_added_to_an_event_of_the_site_and_those_that_the_file_lacks_stay(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, register(), plants.alice)
    [before] = kept(database, plants)[1].measures

    import_(database, plants.north, book(管控措施=lines({**MEASURE, "编号": "M-2"})), plants.alice)

    _, found = kept(database, plants)
    assert [each.code for each in found.measures] == ["M-1", "M-2"]
    assert found.measures[0] == before
    assert len(found.rests_on) == 2


def test_scores_of_ls_are_judged_by_the_set_of_the_site_and_a_direct_level_by_its_clause(
    database: Database, plants: Plants
) -> None:
    scores = {"固有 L 可能性": 4, "固有 E 暴露": None, "固有 C 后果（LS 法：S 严重性）": 5}
    ls = {**EVENT, "固有：评价方法": "LS 矩阵", **scores}
    direct = {"剩余：评价方法": "DIRECT", "剩余等级": "一般", "剩余：直接判定的条款": "GB 30871-2022 5.1"}
    left = dict.fromkeys(("剩余 L 可能性", "剩余 E 暴露", "剩余 C 后果（LS 法：S 严重性）"))

    import_(database, plants.north, register({**ls, **direct, **left}), plants.alice)

    _, found = kept(database, plants)
    assert found.inherent is not None
    assert (found.inherent.scores, found.inherent.cutoff_set) == (LsScores(4, 5), "LS-A")
    assert found.residual_level is RiskLevel.GENERAL


def test_alice_imports_any_row_erik_his_departments_bob_none_and_carol_finds_no_site(
    database: Database, plants: Plants
) -> None:
    def elsewhere(tx: Transaction) -> None:
        add_department(
            tx, plants.north, code="LAB", name=Text("化验室", "Laboratory"), parent_id=None, by=admin
        )

    admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
    database.transact(elsewhere)
    lab = register({**EVENT, "部门编号": "LAB"})

    assert not check(database, plants.north, lab, plants.alice).faults
    assert not check(database, plants.north, register(), plants.erik).faults
    assert faults(check(database, plants.north, lab, plants.erik)) == {
        ("risk_events", 2, "department", ErrorCode.NOT_ALLOWED)
    }
    machines = book(设备=[["编号*", "名称*", "区域编号*", "环节*"], ["M-1", "泵", "A1", "设备运行"]])
    assert faults(check(database, plants.north, machines, plants.erik)) == {
        ("equipment", 0, "", ErrorCode.NOT_ALLOWED)
    }
    assert code_of(check, database, plants.north, register(), plants.bob) is ErrorCode.NOT_ALLOWED
    assert code_of(check, database, plants.north, register(), plants.carol) is ErrorCode.NOT_FOUND


def test_the_template_has_an_example_of_each_sheet_that_is_not_imported(
    database: Database, plants: Plants
) -> None:
    for language in Language:
        found = examples(language)
        content_ = write_workbook({each.key: found[each.key] for each in REGISTER}, language)
        outcome = check(database, plants.north, content_, plants.alice)
        assert not outcome.faults
        assert all(each.rows == 0 for each in outcome.counts.values())

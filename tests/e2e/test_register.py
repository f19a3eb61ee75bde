"""The register at the desk: from nothing to a red event that a second person has confirmed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import delete

from backend.core.database import Transaction
from backend.deadlines.tables import DeadlineRow
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.tables import CheckItemRow, ControlMeasureRow, RiskEventRow, RiskRevisionRow
from backend.risks.tables import RiskObjectRow, RiskUnitMachineRow, RiskUnitRow
from tests.e2e import register_desk as register
from tests.e2e.devices import DESK, Device, device
from tests.e2e.hands import Hands
from tests.e2e.register_desk import score, section
from tests.support import installations
from tests.support.installations import Installation

OBJECT = "反应车间"
TITLE = "法兰泄漏，遇火爆炸"
MOST_FIELDS = 12
"""Of a new event, from its unit to its force."""


@pytest.fixture(scope="module")
def plant(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A plant of its own whose register is forgotten: it is written here from the first object on."""
    with installations.embedded(tmp_path_factory.mktemp("unregistered")) as site:
        site.start("up")
        site.database.transact(_forget_register)
        yield site


def _forget_register(tx: Transaction) -> None:
    connection = tx.session.connection()
    connection.execute(delete(DeadlineRow).where(DeadlineRow.noun == "risk_event"))
    for table in (
        SourceBindingRow,
        CheckItemRow,
        ControlMeasureRow,
        RiskRevisionRow,
        RiskEventRow,
        RiskUnitMachineRow,
        RiskUnitRow,
        RiskObjectRow,
    ):
        connection.execute(delete(table))


@pytest.fixture
def officer(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, DESK) as held:
        held.sign_in("zhao.min")
        yield held


@pytest.fixture
def second(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, DESK) as held:
        held.sign_in("liu.fang")
        yield held


def add_unit(hands: Hands) -> None:
    register.add_unit(hands, OBJECT, "R-201 反应釜", code="RX-1", area="反应车间", machine="EQ-0004")


def open_unit(hands: Hands) -> None:
    page = hands.device.page
    found = page.get_by_test_id("risk-object").filter(has_text=OBJECT)
    expect(found.locator("button.fold")).to_be_visible()
    if found.get_attribute("aria-expanded") == "false":
        hands.press(found.locator("button.fold"))
    hands.press(page.get_by_test_id("risk-unit").filter(has_text="反应釜"))


def test_a_red_event_is_written_assessed_and_confirmed_by_a_second_person(
    plant: Installation, officer: Device, second: Device
) -> None:
    hands, page = Hands(officer), officer.page
    register.add_object(hands, "RX", OBJECT, department="生产部")
    add_unit(hands)
    begun = hands.count
    register.draft(hands, TITLE)
    register.assess_red(hands)
    expect(page.get_by_test_id("effect-note")).to_contain_text("等第二个人批")
    hands.press(page.get_by_test_id("hold"))
    page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("risk-waits").first).to_contain_text("待批")
    assert hands.count - begun <= MOST_FIELDS + 1, "its fields, and the verb that puts it in force"

    other = Hands(second)
    second.page.goto(page.url)
    other.press(second.page.get_by_test_id("agree"))
    other.send()
    assert other.count == 2
    expect(second.page.get_by_test_id("risk-waits")).to_have_count(0)
    expect(page.get_by_test_id("risk-revisions")).to_contain_text("刘芳批的")


def test_a_unit_is_out_of_use_with_its_reason_until_it_is_taken_back(officer: Device) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risks")
    open_unit(hands)
    hands.press(page.get_by_test_id("stop-risk-unit"))
    hands.press(hands.sheet().get_by_role("button", name="年度检修"))
    hands.send()
    expect(page.get_by_test_id("unit-stopped")).to_contain_text("年度检修")
    expect(page.get_by_test_id("risk-unit").filter(has_text="反应釜")).to_contain_text("停用")
    page.get_by_test_id("resume-risk-unit").click()
    officer.confirm("恢复使用")
    expect(page.get_by_test_id("unit-stopped")).to_have_count(0)


def test_a_unit_is_changed_and_closes_only_when_nothing_below_it_is_open(officer: Device) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risks")
    open_unit(hands)
    hands.press(page.get_by_test_id("change-risk-unit"))
    hands.type("名称", "R-201 反应釜本体")
    hands.send()
    expect(page.get_by_test_id("risk-unit").filter(has_text="反应釜本体")).to_be_visible()
    hands.press(page.get_by_test_id("close-risk-unit"))
    hands.press(hands.sheet().get_by_role("button", name="装置已拆除"))
    hands.press(hands.sheet().get_by_test_id("sheet-send"))
    expect(hands.sheet()).to_contain_text("先关闭它们")


def test_an_object_with_nothing_in_it_is_changed_and_closed(officer: Device) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risks")
    hands.press(page.get_by_test_id("add-risk-object"))
    hands.type("编号", "TF")
    hands.type("名称", "罐区")
    hands.choose(hands.sheet().locator("select").first, "生产部")
    hands.send()
    # What is added among others is in sight, and alone what the table asks for.
    hands.press(page.get_by_test_id("risk-object").filter(has_text="罐区"))
    hands.press(page.get_by_test_id("add-risk-unit"))
    hands.type("名称", "甲醇储罐")
    hands.choose(hands.sheet().get_by_label(re.compile("^区域")), "反应车间")
    hands.send()
    expect(page.get_by_test_id("risk-unit").filter(has_text="甲醇储罐")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(page).to_have_url(re.compile(r"^[^=]*unit=[^=]*$"))
    hands.press(page.get_by_test_id("close-risk-unit"))
    hands.press(hands.sheet().get_by_role("button", name="装置已拆除"))
    hands.send()
    hands.press(page.get_by_test_id("risk-object").filter(has_text="罐区"))
    hands.press(page.get_by_test_id("change-risk-object"))
    hands.type("名称", "原料罐区")
    hands.send()
    expect(page.get_by_test_id("risk-object").filter(has_text="原料罐区")).to_be_visible()
    hands.press(page.get_by_test_id("close-risk-object"))
    hands.press(hands.sheet().get_by_role("button", name="装置已拆除"))
    hands.send()
    expect(page.get_by_test_id("risk-object").filter(has_text="原料罐区")).to_have_count(0)


def test_what_quietens_waits_and_can_be_taken_back(officer: Device) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risks")
    page.get_by_test_id("risk-row").filter(has_text=TITLE).click()
    page.get_by_test_id("assess-risk").click()
    page.get_by_role("radio", name="剩余风险").click()
    score(page, "LIKELIHOOD", "0.5").click()
    expect(page.get_by_test_id("effect-note")).to_contain_text("等级下降")
    expect(page.get_by_test_id("revise")).to_have_text("原因至少 10 个字")
    page.get_by_label("为什么改").fill("九月加的联锁试过两次都动作")
    expect(page.get_by_test_id("revise")).to_have_text("送第二个人批")
    hands.press(page.get_by_test_id("revise"))
    expect(page.get_by_test_id("risk-waits").first).to_contain_text("改动待批")

    page.get_by_test_id("withdraw-revision").click()
    officer.confirm("撤回改动")
    expect(page.get_by_test_id("risk-waits")).to_have_count(0)


def test_what_two_write_at_once_is_kept_and_said(officer: Device, second: Device) -> None:
    page, other = officer.page, second.page
    officer.go("/risks")
    page.get_by_test_id("risk-row").filter(has_text=TITLE).click()
    page.get_by_test_id("edit-risk").click()
    section(page, "what").get_by_label("会出什么事", exact=True).fill("遇明火爆炸，伤及巡检人员")
    second.page.goto(page.url)
    section(other, "steps").get_by_role("button", name="加一条").first.click()
    other.get_by_label("红色、橙色预警时，第 1 条").fill("停止动火，不碰电器开关")
    other.get_by_label("为什么改").fill("补上应急步骤")
    other.get_by_test_id("revise").click()
    other.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))

    expect(page.get_by_test_id("newer")).to_contain_text("应急步骤")
    expect(page.get_by_label("会出什么事", exact=True)).to_have_value("遇明火爆炸，伤及巡检人员")
    expect(page.get_by_label("红色、橙色预警时，第 1 条")).to_have_value("停止动火，不碰电器开关")
    page.get_by_label("为什么改").fill("写清后果")
    page.get_by_test_id("revise").click()
    page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("risk-what")).to_contain_text("伤及巡检人员")
    expect(page.get_by_test_id("risk-first")).to_contain_text("停止动火")


def test_what_was_typed_is_there_again_after_the_page_was_closed(officer: Device) -> None:
    page = officer.page
    officer.go("/risks")
    page.get_by_test_id("risk-row").filter(has_text=TITLE).click()
    page.get_by_test_id("edit-risk").click()
    section(page, "what").get_by_label("名称", exact=True).fill("法兰泄漏着火")
    expect(page.get_by_test_id("changed")).to_contain_text("名称")
    page.reload()
    expect(page.get_by_label("名称", exact=True)).to_have_value("法兰泄漏着火")
    page.get_by_test_id("give-up").click()
    page.get_by_test_id("edit-risk").click()
    expect(page.get_by_label("名称", exact=True)).to_have_value(TITLE)


def test_closing_asks_why_and_a_second_person(officer: Device) -> None:
    page = officer.page
    officer.go("/risks")
    page.get_by_test_id("risk-row").filter(has_text=TITLE).click()
    page.get_by_test_id("close-risk").click()
    page.get_by_label("为什么关闭").fill("反应釜已拆除，不会再发生")
    page.get_by_test_id("sheet-send").click()
    expect(page.get_by_test_id("risk-waits").filter(has_text="改动待批")).to_be_visible()


def test_a_site_says_who_controls_which_level_and_in_whose_words_a_score_is_picked(
    plant: Installation, browser: Browser, officer: Device
) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risks")
    hands.press(page.get_by_test_id("to-risk-settings"))  # of the tree, or of the empty register
    hands.type(page.get_by_test_id("level-2").get_by_label("几个月评审一次"), "6")
    expect(page.get_by_test_id("level-2")).to_contain_text("周期不能短于“较大”的")
    expect(page.get_by_test_id("save-risk-settings")).to_have_text("先改好标出的几处")
    hands.type(page.get_by_test_id("level-2").get_by_label("几个月评审一次"), "24")
    hands.choose(page.get_by_test_id("level-2").get_by_label(re.compile("^至少由谁管")), "部门")
    hands.press(page.get_by_role("radio", name="LS-B"))
    expect(page.locator("form")).to_contain_text("较大 ≥ 9")
    hands.press("按公司风险分级管控制度")
    hands.press(page.get_by_test_id("save-risk-settings"))
    expect(page.get_by_test_id("save-risk-settings")).to_have_text("还没有改动")

    hands.press(page.get_by_test_id("EXPOSURE-6"))
    hands.type("说法", "每班都有人在旁边")
    hands.press(hands.sheet().get_by_role("button", name="按公司风险分级管控制度"))
    hands.send()
    expect(page.get_by_test_id("EXPOSURE-6")).to_contain_text("本厂说法")
    page.reload()
    expect(page.get_by_test_id("level-2").get_by_label("几个月评审一次")).to_have_value("24")

    with device(browser, plant.address, DESK) as held:
        held.sign_in("wang.lei")
        held.go("/risk-settings")
        expect(held.page.get_by_test_id("level-2")).to_contain_text("至少由部门管，24 个月评审一次")
        expect(held.page.get_by_test_id("EXPOSURE-6")).to_contain_text("每班都有人在旁边")
        expect(held.page.get_by_test_id("save-risk-settings")).to_have_count(0)
        expect(held.page.locator("button[data-testid=EXPOSURE-6]")).to_have_count(0)


def test_settings_that_two_change_at_once_are_neither_lost_nor_written_over(
    officer: Device, second: Device
) -> None:
    hands, page = Hands(officer), officer.page
    officer.go("/risk-settings")
    hands.type(page.get_by_test_id("level-1").get_by_label("几个月评审一次"), "48")
    other = Hands(second)
    second.go("/risk-settings")
    other.type(second.page.get_by_test_id("level-1").get_by_label("几个月评审一次"), "60")
    other.press(second.page.get_by_role("radio", name="LS-A"))
    other.press("按公司风险分级管控制度")
    other.press(second.page.get_by_test_id("save-risk-settings"))
    expect(second.page.get_by_test_id("save-risk-settings")).to_have_text("还没有改动")

    expect(page.get_by_test_id("save-risk-settings")).to_have_text("先看别人改了什么")
    expect(page.get_by_test_id("level-1").get_by_label("几个月评审一次")).to_have_value("48")
    expect(page.get_by_role("radio", name="LS-A")).to_be_checked()  # nothing was chosen here
    hands.press(page.get_by_test_id("take-theirs"))
    expect(page.get_by_test_id("level-1").get_by_label("几个月评审一次")).to_have_value("60")


def test_a_wording_that_two_change_at_once_says_so_in_the_sheet(officer: Device, second: Device) -> None:
    hands, other = Hands(officer), Hands(second)
    for each in (hands, other):
        each.device.go("/risk-settings")
        each.press(each.device.page.get_by_test_id("EXPOSURE-3"))
    hands.type("说法", "每周巡检一次")
    other.type("说法", "每周进一次")
    other.press(other.sheet().get_by_role("button", name="按公司风险分级管控制度"))
    other.send()

    expect(officer.page.get_by_test_id("newer")).to_contain_text("说法")
    expect(hands.sheet().get_by_label("说法", exact=True)).to_have_value("每周巡检一次")

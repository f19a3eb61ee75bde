"""An alarm of mine owns the screen wherever I am, asks for one verb, and is a strip until it is over."""

import re
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.support.servers import wait_until

HOLD_MS: Final = 1_100
RANG: Final = "window.rang = 0; navigator.vibrate = () => (window.rang += 1, true)"


@pytest.fixture(autouse=True)
def _no_alarm_waits(floor: PlantFloor) -> None:
    floor.acknowledge_all()


def test_an_alarm_owns_the_screen_over_a_half_filled_form_and_the_draft_is_there_afterwards(
    floor: PlantFloor, phone: Device
) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("wang.lei")
    phone.go("/hazards/new")
    page = phone.page
    page.get_by_test_id("category-FIRE").tap()

    floor.measure("TT-201", 120.0)

    expect(alarm).to_be_visible()
    expect(alarm.get_by_test_id("alarm-value")).to_have_text("120")
    expect(alarm).to_contain_text("集合点 大门外停车场")
    assert alarm.get_by_test_id("alarm-call").first.get_attribute("href") == "tel:8119"
    expect(page.locator("#app")).to_have_attribute("inert", "")

    alarm.get_by_test_id("alarm-aside").tap()

    expect(alarm).to_have_count(0)
    expect(page.get_by_test_id("category-FIRE")).to_be_checked()
    strip = page.get_by_test_id("alarm-strip")
    expect(strip).to_contain_text("没人响应")
    phone.go("/settings")
    expect(strip).to_contain_text("反应釜温度")
    expect(alarm).to_have_count(0)


def test_a_short_press_acknowledges_nothing_a_second_or_a_second_press_does(
    floor: PlantFloor, phone: Device
) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("chen.jie")
    raised = floor.raise_alert("LT-101", 96.0, "RED")
    hold = alarm.get_by_test_id("alarm-hold")

    hold.tap()
    expect(hold).to_contain_text("再按一次")
    phone.page.wait_for_timeout(4_500)
    expect(hold).to_contain_text("按住 1 秒")
    assert not floor.wait_for_alert("LT-101", lambda each: each["id"] == raised["id"])["isAcknowledged"]

    held(phone.page, hold)

    expect(alarm).to_contain_text("已响应")
    expect(alarm).to_contain_text("你到现场去吗")
    assert floor.wait_for_alert("LT-101", lambda each: bool(each["isAcknowledged"]))
    alarm.get_by_test_id("alarm-on-the-way").tap()
    expect(alarm.get_by_test_id("alarm-said")).to_have_text("你说：在路上")
    expect(alarm.get_by_test_id("alarm-people")).to_contain_text("在路上")

    alarm.get_by_test_id("alarm-go").tap()

    expect(phone.page).to_have_url(re.compile(r"/cases/.+/dispose"))
    expect(phone.page.get_by_test_id("alarm-strip")).to_be_visible()


@pytest.mark.nightly
def test_who_cannot_come_is_left_alone_and_others_see_it(
    floor: PlantFloor, phone: Device, tablet: Device
) -> None:
    alarm, on_tablet = phone.meets_alarms(), tablet.meets_alarms()
    phone.page.add_init_script(RANG)
    phone.sign_in("wang.lei")
    tablet.sign_in("zhao.min")
    phone.page.get_by_role("heading").first.tap()  # a browser shakes nobody who has not touched it
    floor.raise_alert("PT-201", 0.96, "RED")
    expect(on_tablet).to_be_visible()
    expect(alarm).to_be_visible()
    wait_until(lambda: phone.page.evaluate("window.rang") >= 2, "it rings again, while nobody has it", 30)

    alarm.get_by_test_id("alarm-cannot-come").tap()
    alarm.get_by_test_id("alarm-cannot-come").tap()

    expect(alarm.get_by_test_id("alarm-said")).to_contain_text("去不了")
    expect(on_tablet.get_by_test_id("alarm-people")).to_contain_text("去不了")
    expect(on_tablet.get_by_test_id("alarm-hold")).to_be_visible()  # it acknowledges nothing
    rang = phone.page.evaluate("window.rang")
    phone.page.wait_for_timeout(7_000)
    assert phone.page.evaluate("window.rang") == rang


def test_an_answer_given_without_a_network_waits_on_the_phone_and_counts_there(
    floor: PlantFloor, phone: Device
) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("wang.lei")
    floor.raise_alert("PE-201", 70.0, "RED")
    hold = alarm.get_by_test_id("alarm-hold")
    expect(hold).to_be_visible()
    phone.loses_signal()

    held(phone.page, hold)

    expect(alarm).to_contain_text("已记在本机，有信号就发")
    phone.context.set_offline(False)
    assert floor.wait_for_alert("PE-201", lambda each: bool(each["isAcknowledged"]))
    expect(alarm).to_contain_text("秒内")


def test_an_alarm_lies_above_a_sheet_that_comes_up_late_and_above_one_that_is_open(
    floor: PlantFloor, tablet: Device
) -> None:
    shelved = floor.raise_alert("ER-101", 120.0, "ORANGE")
    alarm = tablet.meets_alarms()
    tablet.sign_in("zhao.min")
    alarm.get_by_test_id("alarm-aside").click()
    tablet.go(f"/alerts/{shelved['id']}")
    floor.raise_alert("PH-901", 9.2, "ORANGE")
    expect(alarm).to_be_visible()
    # The press was a moment before the alarm; what it opens had to be loaded first.
    tablet.page.get_by_test_id("shelve").dispatch_event("click")
    minutes = tablet.page.get_by_test_id("suppress-minutes")
    expect(minutes).to_be_visible()
    alarm.get_by_test_id("alarm-aside").click()
    minutes.get_by_text("1 小时").click()

    floor.raise_alert("RH-701", 86.0, "ORANGE")

    alarm.get_by_test_id("alarm-aside").click()
    expect(alarm).to_have_count(0)
    minutes.get_by_text("2 小时").click()  # the sheet is where it was


def test_a_press_on_one_alarm_counts_for_no_other(floor: PlantFloor, phone: Device) -> None:
    floor.raise_alert("PT-601", 1.3, "RED")
    floor.raise_alert("PT-502", 0.15, "RED")
    alarm = phone.meets_alarms()
    phone.sign_in("zhao.min")
    hold, unable = alarm.get_by_test_id("alarm-hold"), alarm.get_by_test_id("alarm-cannot-come")
    hold.tap()
    unable.tap()
    expect(hold).to_contain_text("再按一次")
    expect(unable).to_contain_text("再按一次")

    alarm.get_by_test_id("alarm-next").tap()

    expect(hold).to_contain_text("按住 1 秒")
    expect(unable).not_to_contain_text("再按一次")


@pytest.mark.nightly
def test_the_keys_of_the_pages_rest_while_an_alarm_owns_the_screen(floor: PlantFloor, tablet: Device) -> None:
    alarm = tablet.meets_alarms()
    tablet.page.set_viewport_size({"width": 1440, "height": 900})
    tablet.sign_in("zhao.min")
    tablet.go("/alerts")
    expect(tablet.page.get_by_role("row").nth(1)).to_be_visible()
    tablet.page.keyboard.press("Control+k")
    palette = tablet.page.get_by_role("dialog", name="查找")
    expect(palette.get_by_role("combobox")).to_be_focused()
    palette.get_by_role("combobox").fill("GD-201")
    floor.raise_alert("PE-401", 70.0, "RED")
    expect(alarm).to_be_visible()

    for key in ("Tab", "Shift+Tab", "Control+k", "j", "Enter", "Tab"):
        tablet.page.keyboard.press(key)

    assert alarm.evaluate("each => each.contains(document.activeElement)")
    expect(tablet.page).to_have_url(re.compile("/alerts$"))
    alarm.get_by_test_id("alarm-aside").click()
    expect(palette.get_by_role("combobox")).to_be_focused()  # and what was open is where it was
    expect(palette.get_by_role("combobox")).to_have_value("GD-201")
    expect(palette.get_by_role("option").first).to_contain_text("GD-201")


def held(page: Page, button: Locator) -> None:
    """Hold it for a second, and let go wherever it went."""
    button.hover()
    page.mouse.down()
    page.wait_for_timeout(HOLD_MS)
    page.mouse.up()


@pytest.mark.nightly
def test_the_field_that_finds_anything_waits_until_an_alarm_is_put_aside(
    floor: PlantFloor, tablet: Device
) -> None:
    alarm = tablet.meets_alarms()
    loads: list[Route] = []

    def keep(asked: Route) -> None:
        loads.append(asked)

    tablet.page.route("**/desk-CommandPalette-*.js", keep)
    tablet.sign_in("zhao.min")
    tablet.go("/alerts")
    with tablet.page.expect_request("**/desk-CommandPalette-*.js"):
        tablet.page.get_by_test_id("find").click()
    floor.raise_alert("DU-401", 28.0, "RED")
    expect(alarm).to_be_visible()

    loads[0].continue_()
    tablet.page.wait_for_timeout(500)
    expect(tablet.page.get_by_role("combobox")).to_have_count(0)
    alarm.get_by_test_id("alarm-aside").click()

    expect(tablet.page.get_by_role("combobox")).to_be_focused()

"""A lamp on the spot end to end: put up, tested, lit by a red alert, lost, taken away by two."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.lamps import lamp

GAUGE: Final = "GD-101"
WITHIN_S: Final = 60


@pytest.fixture
def admin(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, TABLET) as held:
        held.sign_in("admin")
        yield held


@pytest.fixture
def officer(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, PHONE) as held:
        held.sign_in("zhao.min")
        yield held


def send_of(page: Page) -> Locator:
    return page.get_by_test_id("sheet-send").locator("visible=true")


def test_a_lamp_is_put_up_tested_lit_by_a_red_alert_lost_and_taken_away_by_two(
    installation: Installation, admin: Device, officer: Device
) -> None:
    page = admin.page
    admin.go("/admin/channels")
    expect(page.get_by_test_id("beacons")).to_contain_text("先在上面开通“现场警示灯”")
    set_up(admin, installation)
    with lamp(installation.broker()) as east:
        row = put_up(admin)
        expect(row).to_have_attribute("data-state", "SHOWN")
        expect(row.get_by_test_id("beacon-state")).to_contain_text("熄灭（没有预警），灯在")
        assert east.seen.get(timeout=WITHIN_S)["level"] == 0

        row.get_by_test_id("test-beacon").click()
        expect(row.get_by_test_id("beacon-test")).to_contain_text(re.compile("试亮：灯亮了"))
        assert east.seen.get(timeout=WITHIN_S)["tier"] == "TEST"

        floor = PlantFloor(installation)
        alert = floor.raise_alert(GAUGE, 60.0, "RED")
        assert east.seen.get(timeout=WITHIN_S)["level"] == 4
        officer.go(f"/alerts/{alert['id']}")
        shown = officer.page.get_by_test_id("alert-beacon")
        expect(shown).to_contain_text("警示灯 2 号罐区东侧 亮红色，灯在")
        expect(row.get_by_test_id("beacon-state")).to_contain_text("亮红色，灯在")

        east.cut_cable()
        expect(row).to_have_attribute("data-state", "OFFLINE")
        expect(row.get_by_test_id("beacon-state")).to_contain_text("起失联")
        expect(shown).to_have_attribute("data-state", "OFFLINE")
        floor.close()
    with lamp(installation.broker()) as east:
        expect(row).to_have_attribute("data-state", "SHOWN")
        row.get_by_test_id("remove-beacon").click()
        expect(send_of(page)).to_be_disabled()
        page.get_by_test_id("second-person-reason").locator("textarea").fill("罐区改造，灯杆下周拆走")
        send_of(page).click()
        expect(row).to_contain_text("罐区改造")
        officer.go("/")
        asked = officer.page.get_by_test_id("agreement").filter(has_text="2 号罐区东侧")
        expect(asked).to_contain_text("包括红色预警")
        asked.get_by_test_id("decide-agreement").tap()
        officer.page.get_by_role("radio", name="同意", exact=True).tap()
        send_of(officer.page).tap()
        expect(row).to_have_count(0)
        seen = [east.seen.get(timeout=WITHIN_S)["level"]]
        while seen[-1] != 0:
            seen.append(east.seen.get(timeout=WITHIN_S)["level"])
        assert seen[0] == 4, "until two people agree it shows what is so"


def set_up(admin: Device, installation: Installation) -> None:
    page = admin.page
    row = page.locator("[data-testid=channel][data-kind=beacon]")
    row.get_by_test_id("set-up-channel").click()
    expect(page.get_by_label("主题里的厂区代码")).to_have_value("demo")
    page.get_by_label("消息服务器地址").fill("mqtt://10.1.2.3:1883")
    send_of(page).click()
    expect(page.locator("[data-setting=broker_url]")).to_contain_text("厂内的地址要先由系统管理员登记")
    page.get_by_label("消息服务器地址").fill(installation.broker())
    send_of(page).click()
    expect(row).to_have_attribute("data-state", "ON")


def put_up(admin: Device) -> Locator:
    """What an administrator does beside the electrician; the row of the lamp."""
    page = admin.page
    page.get_by_test_id("add-beacon").click()
    page.get_by_label("名称（现场的叫法）").fill("2 号罐区东侧")
    page.get_by_label("编号（与灯里写的一致）").fill("R2/east")
    expect(page.get_by_role("alert")).to_have_text("1 到 64 个字符，不含空格和 / + #")
    page.get_by_label("编号（与灯里写的一致）").fill("R2-east")
    send_of(page).click()
    row = page.locator("[data-testid=beacon][data-code=R2-east]")
    expect(row).to_contain_text("全厂 · anhuan/demo/beacon/R2-east")
    return row

"""Quiet hours end to end: set on a phone, a yellow alert waits, the panel says so, an orange one does not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.fakes import FakePushService
from tests.support.fakes import Subscription as Endpoint
from tests.support.installations import Installation
from tests.support.servers import wait_until

GAUGE: Final = "GD-201"
RESPONSIBLE, LEAD, OFFICER = "wang.lei", "sun.yue", "zhao.min"
"""The one who is responsible is on no roster: for who is on duty nothing is quiet."""
HALF_HOUR: Final = 30
DAY: Final = 24 * 60


@pytest.fixture
def phone(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, PHONE) as held:
        yield held


def subscribed(floor: PlantFloor, push_service: FakePushService, username: str) -> Endpoint:
    """A browser of this person; what it is sent."""
    endpoint, keys, held = push_service.subscribe()
    floor.as_person(username).do("SubscribePush", endpoint=endpoint, language="ZH", isInHand=True, **keys)
    return held


def around_now() -> tuple[int, int]:
    """Eight quiet hours that hold now, by the clock of the plant."""
    wall = datetime.now(ZoneInfo("Asia/Shanghai"))
    begins = (wall.hour * 60 + wall.minute) // HALF_HOUR * HALF_HOUR - HALF_HOUR
    return begins % DAY, (begins + 8 * 60) % DAY


def set_quiet_hours(page: Page) -> None:
    """What a worker does: from when until when, every day."""
    begins, ends = around_now()
    page.get_by_test_id("edit-quiet-hours").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_test_id("quiet-sum")).to_contain_text("每天 22:00 到次日 06:00，共 8 小时")
    sheet.get_by_test_id("quiet-until").locator("select").select_option(str((22 * 60 - HALF_HOUR) % DAY))
    expect(sheet).to_contain_text("本厂区最长允许 12 小时")
    expect(sheet.get_by_test_id("sheet-send")).to_be_disabled()
    sheet.get_by_test_id("quiet-from").locator("select").select_option(str(begins))
    sheet.get_by_test_id("quiet-until").locator("select").select_option(str(ends))
    sheet.get_by_test_id("sheet-send").tap()
    expect(page.get_by_test_id("quiet-hours")).to_have_attribute("data-state", "NOW")
    expect(page.get_by_test_id("quiet-hours")).to_contain_text("到时再发：黄色、蓝色预警和普通消息")


def test_who_wants_quiet_is_left_alone_by_yellow_and_woken_by_red(
    phone: Device,
    installation: Installation,
    floor: PlantFloor,
    push_service: FakePushService,
    browser: Browser,
) -> None:
    own, desk = (subscribed(floor, push_service, RESPONSIBLE) for _ in range(2))
    other = subscribed(floor, push_service, LEAD)
    page = phone.page
    phone.sign_in(RESPONSIBLE)
    phone.go("/settings")
    page.get_by_test_id("to-preferences").tap()
    expect(page.get_by_test_id("never-quiet")).to_contain_text("任何时候都马上响")
    set_quiet_hours(page)

    switches = page.get_by_test_id("device-switch")
    expect(switches).to_have_count(2)
    switches.first.tap()
    expect(switches.first).to_have_attribute("data-alarms-only", "true")
    expect(page.get_by_test_id("my-devices")).to_contain_text("至少要有一台")

    alert = floor.raise_alert(GAUGE, 14.0, "YELLOW")
    wait_until(lambda: len(other.received) > 0, "the lead is notified of the yellow alert")
    assert own.received == desk.received == []
    with device(browser, installation.address, PHONE) as officer:
        officer.sign_in(OFFICER)
        officer.go(f"/alerts/{alert['id']}")
        reached = officer.page.get_by_test_id("reached").filter(has_text="王磊")
        expect(reached.locator("[data-fate=QUIET]")).to_contain_text("（本人设置），到时合并发出")
        expect(reached).to_contain_text("静默至")

    floor.raise_alert(GAUGE, 61.0, "RED")
    wait_until(lambda: bool(own.received and desk.received), "red reaches both of the devices")


def test_quiet_hours_are_kept_for_the_time_without_a_network_and_not_changed_in_it(
    phone: Device, installation: Installation, floor: PlantFloor
) -> None:
    page = phone.page
    site_id = str(id_of("site", "demo"))
    hours = {"fromMinute": 22 * 60, "untilMinute": 6 * 60, "weekdays": [1, 2, 3, 4, 5]}
    floor.as_person("liu.fang").do("SetQuietHours", siteId=site_id, quietHours=hours)
    phone.sign_in("liu.fang")
    phone.go("/settings/preferences")
    expect(page.get_by_test_id("quiet-hours")).to_contain_text("周一到周五 22:00 到次日 06:00")

    phone.loses_signal()
    page.get_by_test_id("edit-quiet-hours").tap()
    page.get_by_test_id("end-quiet-hours").tap()
    expect(page.get_by_role("dialog")).to_contain_text("无法连接服务器")
    phone.context.set_offline(False)
    page.get_by_test_id("end-quiet-hours").tap()
    expect(page.get_by_test_id("quiet-hours")).to_have_attribute("data-state", "NONE")

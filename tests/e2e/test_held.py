"""What is held back: planned for a time, let go where it stands, and in step in two windows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def test_an_officer_plans_maintenance_that_recurs_and_another_window_shows_it_at_once(
    browser: Browser, installation: Installation, desk: Device, floor: PlantFloor
) -> None:
    with device(browser, installation.address, TABLET) as other:
        other.sign_in("zhou.gang")
        other.go("/held?view=planned")
        expect(other.page.locator(".calendar")).to_be_visible()
        assert other.page.get_by_test_id("plan-maintenance").count() == 0, "executives look, officers plan"
        before = other.page.get_by_test_id("planned-window").count()

        desk.go("/held?view=planned")
        desk.page.get_by_test_id("plan-maintenance").click()
        place = desk.page.get_by_test_id("maintenance-place")
        place.select_option(index=1)
        name = (place.locator("option:checked").text_content() or "").strip()
        desk.page.get_by_test_id("maintenance-when").get_by_text("定时间").click()
        tomorrow = datetime.now(SHANGHAI) + timedelta(days=1)  # over midnight it would stand in two days
        desk.page.get_by_test_id("maintenance-begins").fill(f"{tomorrow:%Y-%m-%d}T09:00")
        desk.page.get_by_test_id("maintenance-repeat").get_by_text("每 7 天").click()
        assert desk.page.get_by_test_id("suppress-red").count() == 0, "what repeats never holds back red"
        desk.page.get_by_test_id("sheet-send").click()

        mine = desk.page.get_by_test_id("planned-window").filter(has_text=name)
        expect(mine).to_contain_text("每 7 天")
        expect(desk.page.locator(".calendar .entry.planned")).to_have_count(before + 1)
        expect(desk.page.locator(".calendar .entry.repeated").first).to_be_visible()
        expect(other.page.get_by_test_id("planned-window")).to_have_count(before + 1)

        mine.get_by_test_id("cancel-window").click()
        expect(other.page.get_by_test_id("planned-window")).to_have_count(before)


def test_a_time_that_has_passed_is_said_and_cannot_be_sent(desk: Device) -> None:
    desk.go("/held")
    desk.page.get_by_test_id("plan-maintenance").click()
    desk.page.get_by_test_id("maintenance-place").select_option(index=1)
    desk.page.get_by_test_id("maintenance-when").get_by_text("定时间").click()

    desk.page.get_by_test_id("maintenance-begins").fill("2020-01-01T08:00")

    expect(desk.page.get_by_role("alert").filter(has_text="这个时间已经过了")).to_be_visible()
    expect(desk.page.get_by_test_id("sheet-send")).to_be_disabled()


def test_a_source_is_taken_out_from_its_alert_and_let_go_on_the_page_of_what_is_held_back(
    floor: PlantFloor, desk: Device
) -> None:
    alert = floor.raise_alert("NO-501", 86.0, "YELLOW")
    desk.go(f"/alerts/{alert['id']}")
    desk.page.get_by_test_id("take-out").click()
    desk.page.get_by_test_id("suppress-reason").get_by_text("仪表故障").click()
    desk.page.get_by_test_id("sheet-send").click()

    expect(desk.page.get_by_test_id("bring-back")).to_be_visible()
    desk.go("/held")
    row = desk.page.get_by_test_id("held-row").filter(has_text="NO-501")
    expect(row).to_contain_text("仪表故障")
    expect(row).to_contain_text("赵敏")

    row.get_by_test_id("release").click()

    expect(row).to_have_count(0)

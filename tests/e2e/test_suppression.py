"""Holding an alert back on real screens: shelved with a reason and a time, listed, and brought back."""

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor


def test_an_officer_shelves_an_alert_sees_until_when_and_brings_it_back(
    floor: PlantFloor, tablet: Device
) -> None:
    tablet.sign_in("zhao.min")
    alert = floor.raise_alert("OX-901", 19.2, "ORANGE")
    tablet.go(f"/alerts/{alert['id']}")

    tablet.page.get_by_test_id("shelve").click()
    tablet.page.get_by_test_id("suppress-minutes").get_by_text("2 小时").click()
    tablet.page.get_by_test_id("suppress-reason").get_by_text("正在校验").click()
    tablet.page.get_by_test_id("sheet-send").click()

    badge = tablet.page.locator(".alert .head").get_by_test_id("suppression")
    expect(badge).to_contain_text("已搁置 · 至")
    row = tablet.page.locator(f'[data-row="{alert["id"]}"]')
    tablet.go("/alerts?view=suppressed")
    expect(row).to_contain_text("已搁置")
    tablet.go("/alerts?view=open")
    expect(tablet.page.get_by_role("link", name="暂不提醒 1")).to_be_visible()
    expect(row).to_have_count(0)

    tablet.go(f"/alerts/{alert['id']}")
    tablet.page.get_by_test_id("unshelve").click()
    expect(badge).to_have_count(0)
    expect(tablet.page.locator(".history")).to_contain_text("结束搁置")

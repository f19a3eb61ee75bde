"""An officer writes what alerts say to do first; nobody is sent into a gas, nobody overwrites a colleague."""

from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.support.installations import Installation

TOXIC = "TOXIC_GAS/LIMIT_HIGH/OUT_OF_RANGE/RATE_OF_CHANGE"
PLACE = "/admin/advice"


def opened(held: Device) -> Page:
    held.go(PLACE)
    held.page.locator(f"[data-code='{TOXIC}']").get_by_test_id("edit-advice").click()
    return held.page


def write(page: Page, first: str) -> None:
    page.get_by_label("第 1 步", exact=True).fill(first)
    page.locator("[data-field=reason] textarea").fill("演练后改")
    page.get_by_test_id("sheet-send").locator("visible=true").click()


def test_advice_is_written_refused_where_it_sends_into_a_gas_and_withdrawn(
    installation: Installation, tablet: Device, phone: Device
) -> None:
    tablet.sign_in("zhao.min")
    phone.sign_in("zhao.min")
    row = tablet.page.locator(f"[data-code='{TOXIC}']")
    page = opened(tablet)
    late = opened(phone)

    write(page, "到现场确认")
    expect(page.get_by_text("写明佩戴空呼").last).to_be_visible()
    page.locator(".van-dialog__confirm").locator("visible=true").click()
    expect(row).to_contain_text("产品自带的")
    page.get_by_label("第 1 步", exact=True).fill("往上风向走，去东门")
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    expect(row).to_contain_text("本厂自己的")
    expect(row).to_contain_text("往上风向走，去东门")

    write(late, "别的说法")
    expect(late.get_by_test_id("sheet-send").locator("visible=true")).to_be_visible()
    tablet.go(PLACE)
    expect(row).to_contain_text("往上风向走，去东门")

    opened(tablet)
    page.locator("[data-field=reason] textarea").fill("改回")
    page.get_by_test_id("withdraw").click()
    expect(row).to_contain_text("产品自带的")

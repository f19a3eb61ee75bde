"""No network: the app opens all the same and says how old its answers are."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

pytestmark = pytest.mark.installed


def says_it_once(page: Page) -> None:
    """One line, above every page; what is read aloud are words of its own, which nobody sees."""
    since = page.get_by_text(re.compile(r"离线，\d\d:\d\d 起"))
    expect(since.and_(page.locator(":not(.sr-only)"))).to_have_count(1)
    expect(since.and_(page.locator(":not([aria-hidden])"))).to_have_count(1)


def test_the_last_lists_and_pages_open_without_a_network_and_say_their_age(
    phone: Device, floor: PlantFloor
) -> None:
    alert = floor.raise_alert("VT-501", 8.0, "RED")
    phone.sign_in("li.qiang")
    phone.is_controlled()
    phone.go("/alerts")
    row = phone.page.locator(f'a[href="/alerts/{alert["id"]}"]')
    row.tap()
    heading = phone.page.get_by_role("heading", name="压缩机振动")
    expect(heading).to_be_visible()

    phone.context.set_offline(True)
    phone.page.reload()
    expect(heading).to_be_visible()
    says_it_once(phone.page)
    phone.go("/alerts")
    expect(row).to_be_visible()
    says_it_once(phone.page)
    expect(phone.page.get_by_text(" 的数据")).to_have_count(0)  # what is as old has no age of its own

    # A page that was never open here still is the app, and says why it is empty.
    phone.go("/cases?view=archived")
    expect(phone.page.get_by_text("无法连接服务器，请检查网络")).to_be_visible()

    phone.context.set_offline(False)
    phone.go("/alerts")
    expect(row).to_be_visible()
    expect(phone.page.get_by_text(" 的数据")).to_have_count(0)

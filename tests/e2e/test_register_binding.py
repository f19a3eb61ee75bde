"""Sources bound to events of the register, from either side, and unbound by two."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.devices import DESK, Device, device
from tests.e2e.hands import Hands
from tests.support.installations import Installation

SOURCE = ("TT-301", "精馏塔顶温度")


def _open(held: Device, code: str) -> None:
    """An event of a level that nobody else has to confirm."""
    held.go("/risks")
    held.page.get_by_test_id("risk-row").filter(has_text=code).click()
    held.page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}"))


def test_a_source_is_bound_in_two_presses_and_unbound_by_a_second_person(
    browser: Browser, installation: Installation
) -> None:
    with (
        device(browser, installation.address, DESK) as officer,
        device(browser, installation.address, DESK) as second,
    ):
        officer.sign_in("zhao.min")
        second.sign_in("liu.fang")
        hands, page = Hands(officer), officer.page
        _open(officer, "R-BOILER-01")
        sources = page.get_by_test_id("bound-sources")
        expect(sources.get_by_test_id("unbind-source").first).to_be_visible()
        before = sources.get_by_test_id("unbind-source").count()
        begun = hands.count
        hands.press(page.get_by_test_id("bind-source"))
        expect(hands.sheet().get_by_role("heading", name="绑定监测点")).to_be_visible()
        row = hands.sheet().get_by_test_id("bind-this").filter(has_text=SOURCE[0])
        hands.press(row)
        assert hands.count - begun == 2
        expect(sources.get_by_test_id("unbind-source")).to_have_count(before + 1)

        sources.locator(".source").filter(has_text=SOURCE[1]).get_by_test_id("unbind-source").click()
        hands.sheet().get_by_label("为什么解除").fill("绑错了，应绑另一个监测点，已和班长核对")
        hands.send()
        expect(page.get_by_test_id("risk-waits").filter(has_text="改动待批")).to_be_visible()
        expect(sources.get_by_test_id("unbind-source")).to_have_count(before + 1)

        other = Hands(second)
        second.page.goto(page.url)
        other.press(second.page.get_by_test_id("agree").first)
        other.send()
        expect(second.page.get_by_test_id("bound-sources").get_by_test_id("unbind-source")).to_have_count(
            before
        )


def test_a_source_says_its_events_and_takes_one_more_in_two_presses(
    browser: Browser, installation: Installation
) -> None:
    with device(browser, installation.address, DESK) as officer:
        officer.sign_in("zhao.min")
        hands, page = Hands(officer), officer.page
        _open(officer, "R-BOILER-01")
        page.get_by_test_id("risk-source").first.click()
        events = page.get_by_test_id("source-risks")
        expect(events.get_by_test_id("risk-brief").first).to_be_visible()
        before = events.get_by_test_id("risk-brief").count()
        begun = hands.count
        hands.press(events.get_by_test_id("bind-risk"))
        expect(hands.sheet().get_by_test_id("bind-this").first).to_be_visible()
        hands.press(hands.sheet().get_by_test_id("bind-this").first)
        assert hands.count - begun == 2
        expect(events.get_by_test_id("risk-brief")).to_have_count(before + 1)


def test_a_sheet_that_is_open_from_its_first_moment_is_left_by_escape_and_gives_the_focus_back(
    browser: Browser, installation: Installation
) -> None:
    with device(browser, installation.address, DESK) as officer:
        officer.sign_in("zhao.min")
        _open(officer, "R-BOILER-01")
        opener = officer.page.get_by_test_id("bind-source")
        opener.click()
        sheet = Hands(officer).sheet()
        expect(sheet.locator(":focus")).to_have_count(1)
        officer.page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        expect(opener).to_be_focused()

"""A page stays where its reader has put it, also while what it shows changes every second."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.servers import wait_until

SIZES: Final = {
    "phone": (360, 800, 16),
    "phone with the bars of its browser": (390, 664, 16),
    "landscape": (800, 360, 16),
    "text of twice the size": (360, 800, 32),
}
BY_DAY: Final = "text of twice the size"
"""It scrolls furthest."""
GAUGE: Final = "GD-201"
UPDATES: Final = 2
WHILE_MS: Final = 3_500
ENLARGE: Final = """addEventListener('DOMContentLoaded', () =>
  document.documentElement.style.setProperty('font-size', localStorage.getItem('test.text')))"""
SCROLLED: Final = """(found) => {
  let box = found
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement
  return { top: Math.round(box.scrollTop), end: box.scrollHeight - box.clientHeight }
}"""
IN_SIGHT: Final = """(found) => {
  const { left, top, width, height } = found.getBoundingClientRect()
  const hit = document.elementFromPoint(left + Math.min(width / 2, 100), top + Math.min(height / 2, 12))
  return hit !== null && (found.contains(hit) || hit.contains(found))
}"""


@pytest.fixture(scope="module")
def signed_in(browser: Browser, installation: Installation) -> Iterator[Device]:
    """wang.lei's phone; its text is as large as the test has stored in it."""
    with device(browser, installation.address, PHONE) as held:
        held.page.add_init_script(ENLARGE)
        held.sign_in("wang.lei")
        yield held


@pytest.fixture(
    params=[
        pytest.param(size, id=name, marks=() if name == BY_DAY else pytest.mark.nightly)
        for name, size in SIZES.items()
    ]
)
def screen(request: pytest.FixtureRequest, signed_in: Device) -> Device:
    """wang.lei's phone in this size and with this size of text (px)."""
    width, height, text = request.param
    signed_in.page.set_viewport_size({"width": width, "height": height})
    signed_in.page.evaluate("(text) => localStorage.setItem('test.text', `${text}px`)", text)
    return signed_in


def test_a_live_alert_opens_at_its_top_and_stays_where_it_is_scrolled_to(
    floor: PlantFloor, screen: Device
) -> None:
    alert = floor.raise_alert(GAUGE, 62.0, "RED")
    screen.go(f"/alerts/{alert['id']}")
    page = screen.page
    expect(page.locator(".alert figure svg").first).to_be_visible()

    assert stays(page, floor, page.locator(".alert .head .why")) == 0, "opened at its top"
    leave_upwind = page.locator(".alert").get_by_text("上风向")
    for wanted in (leave_upwind, page.locator(".alert .history li").last, page.locator(".alert .head .why")):
        wanted.evaluate("(found) => found.scrollIntoView({ block: 'center' })")
        stays(page, floor, wanted)


@pytest.mark.parametrize("path", ["/hazards/new", "/settings"])
def test_a_long_form_opens_at_its_top_and_stays_where_it_is_scrolled_to(screen: Device, path: str) -> None:
    page = screen.page
    screen.go(path)
    parts = page.locator(".content .card")
    expect(page.get_by_role("radiogroup").last).to_be_attached()
    page.wait_for_timeout(WHILE_MS)
    assert scrolled(parts.first)["top"] == 0

    for part in (parts.last, parts.first):
        part.evaluate("(found) => found.scrollIntoView({ block: 'start' })")
        put = scrolled(part)
        page.wait_for_timeout(WHILE_MS)
        assert scrolled(part) == put


def test_a_page_that_is_opened_from_the_end_of_another_shows_its_top(screen: Device) -> None:
    page = screen.page
    screen.go("/")
    report = page.get_by_test_id("report-hazard")
    expect(page.locator("main .content")).to_be_visible()
    page.locator("main .content").evaluate("(found) => found.scrollIntoView({ block: 'end' })")
    report.dispatch_event("click")  # Playwright would scroll to it before a tap

    expect(page.get_by_test_id("choose-place")).to_be_visible()
    assert scrolled(page.locator(".content .card").first)["top"] == 0


def test_the_last_of_many_filters_is_in_sight_and_so_is_the_list(tablet: Device) -> None:
    page = tablet.page
    tablet.sign_in("zhao.min")
    page.set_viewport_size({"width": 360, "height": 800})
    tablet.go("/hazards?view=declined")

    is_in_sight(page.get_by_role("radio", checked=True))
    is_in_sight(page.get_by_role("heading", level=1))


def is_in_sight(wanted: Locator) -> None:
    """Wait until nothing covers it; an alarm that comes meanwhile is put aside, as by whoever looks."""

    def uncovered() -> bool:
        expect(wanted).to_be_visible()
        return bool(wanted.evaluate(IN_SIGHT))

    wait_until(uncovered, "nothing covers it")


def stays(page: Page, floor: PlantFloor, wanted: Locator) -> int:
    """Wait for some updates of the chart; `wanted` stays in sight. Returns how far the page is scrolled."""
    put = scrolled(wanted)
    value = page.locator(".now .value")
    for _ in range(UPDATES):
        risen = 64 if "63" in value.inner_text() else 63
        floor.measure(GAUGE, risen, seconds=0)
        expect(value).to_contain_text(str(risen))
    assert scrolled(wanted)["top"] == put["top"]
    assert wanted.evaluate(IN_SIGHT), "nothing covers it"
    return int(put["top"])


def scrolled(part: Locator) -> dict[str, Any]:
    """How far what `part` scrolls in is scrolled, and how far it can be (px)."""
    found: dict[str, Any] = part.evaluate(SCROLLED)
    return found

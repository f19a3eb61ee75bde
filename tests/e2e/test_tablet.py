"""Tablets held both ways: nothing lies over anything, the list says what rings, the rail that it goes on."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import COMMON, Device, device
from tests.e2e.plant_floor import PlantFloor, make_late
from tests.support.installations import Installation

ACROSS: Final = {"1024x768": (1024, 768), "1180x820": (1180, 820)}
SIZES: Final = {**ACROSS, "768x1024": (768, 1024), "820x1180": (820, 1180)}
# Of all these elements those of which a corner or the middle lies under something else, or beside the screen.
COVERED: Final = """(selector) => [...document.querySelectorAll(selector)].filter((element) => {
  element.scrollIntoView({ block: 'center' })
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const points = [[left + 2, top + 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]]
  return points.some(([x, y]) => {
    const there = document.elementFromPoint(x, y)
    return !there || !(element.contains(there) || there.contains(element))
  })
}).map((element) => element.textContent.trim())"""
CUT: Final = """(selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.scrollWidth > element.clientWidth)
  .map((element) => element.textContent.trim())"""

TWO_FRAMES: Final = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def kind_of(size: str) -> dict[str, Any]:
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    return {**COMMON, "viewport": viewport, "is_mobile": True, "device_scale_factor": 1}


@pytest.fixture(scope="module")
def busy(floor: PlantFloor, installation: Installation) -> PlantFloor:
    """A red alert, alerts of sources with long names, and what has been late for hours."""
    floor.raise_alert("GD-102", 60.0, "RED")
    floor.raise_alert("SH-701", 4.2, "ORANGE")
    make_late(installation, floor.report_in_disposal("皮带护罩缺螺栓", "li.qiang", department="EQUIPMENT"))
    return floor


@pytest.fixture(params=sorted(SIZES))
def held(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, kind_of(request.param)) as found:
        yield found


@pytest.fixture(params=sorted(ACROSS))
def across(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, kind_of(request.param)) as found:
        yield found


def touch(page: Page, what: Locator) -> None:
    """Touch it where it is: to tap it, the browser would first scroll the rail in which it sticks."""
    box = what.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(TWO_FRAMES)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_nothing_lies_over_the_home_of_an_executive(busy: PlantFloor, held: Device) -> None:
    held.sign_in("zhou.gang")
    page = held.page
    expect(page.get_by_test_id("matter").first).to_be_visible()
    expect(page.get_by_test_id("progress")).to_be_visible()

    parts = (
        "[data-testid=matter], [data-testid=matter] .short, .moments > *, .lines a, [data-testid=decisions]"
    )
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        held.turn(theme)
        assert page.evaluate(COVERED, f"{parts}, [data-testid=progress] > *") == [], theme
        assert page.evaluate(CUT, "[data-testid=progress] > *") == [], theme
        assert fits(page), theme


def test_the_list_of_alerts_names_what_rings(busy: PlantFloor, held: Device) -> None:
    held.sign_in("zhao.min")
    page = held.page
    held.go("/alerts")
    row = page.get_by_test_id("alert-row").filter(has_text="托盘")
    expect(row).to_be_visible()

    name, area = "托盘堆垛高度", "成品仓库"
    expect(row).to_contain_text(name)
    expect(row).to_contain_text(area)
    assert page.evaluate(CUT, "[data-testid=alert-row] .name, [data-testid=alert-row] .title") == []
    assert fits(page)


def test_every_entry_of_the_rail_is_in_sight_and_leads_to_its_sections(
    floor: PlantFloor, across: Device
) -> None:
    floor.acknowledge_all()
    across.sign_in("zhao.min")
    page = across.page
    entries = page.locator("nav.rail .place")
    expect(entries.last).to_be_in_viewport(ratio=1)
    for entry in entries.all():
        expect(entry).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("rail-more")).to_be_hidden()

    touch(page, page.get_by_role("link", name="人员"))
    sections = page.get_by_test_id("sections").get_by_role("link")
    expect(sections).to_have_text(["值班", "建议"])
    touch(page, sections.last)
    expect(page).to_have_url(re.compile("/suggestions$"))
    expect(sections.last).to_have_attribute("aria-current", "page")
    assert all((each.bounding_box() or {"height": 0})["height"] >= 44 for each in sections.all())


def test_a_section_keeps_its_query_while_another_one_is_looked_at(floor: PlantFloor, across: Device) -> None:
    floor.acknowledge_all()
    across.sign_in("zhou.gang")
    page = across.page
    across.go("/archive?words=V-1")
    sections = page.get_by_test_id("sections").get_by_role("link")
    touch(page, sections.filter(has_text="督办"))
    expect(page).to_have_url(re.compile("/follow-ups"))
    touch(page, sections.filter(has_text="档案"))

    expect(page).to_have_url(re.compile("/archive\\?words=V-1"))

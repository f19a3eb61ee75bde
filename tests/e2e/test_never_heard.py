"""Sources that never sent anything: every page calls them that, counts them once, and opens exactly them."""

import re

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

PLACES = "[data-tile]"
"""Of tiles: those out of sight are not drawn."""
COUNTS = ("RED", "ORANGE", "YELLOW", "blind", "unheard", "out", "calm")


def figure(desk: Device, counted: str) -> int:
    found = re.search(r"\d+", desk.page.get_by_test_id(f"count-{counted}").inner_text())
    assert found
    return int(found[0])


def test_figures_add_up_and_the_never_heard_open_exactly_their_rows_on_every_page(
    floor: PlantFloor, desk: Device
) -> None:
    floor.raise_alert("GD-201", 62.0, "RED")
    floor.measure("II-501", 120.0)
    desk.sign_in("zhao.min")
    page, tiles = desk.page, desk.page.get_by_test_id("tile")
    places = page.locator(PLACES)
    desk.go("/monitor")
    expect(tiles.first).to_be_visible()
    counted = {each: figure(desk, each) for each in COUNTS}
    assert sum(counted.values()) == places.count(), counted
    assert counted["RED"] == 1
    assert counted["unheard"] > 1

    page.get_by_test_id("count-unheard").click()
    expect(page).to_have_url(re.compile(r"only=unheard$"))
    expect(places).to_have_count(counted["unheard"])
    expect(tiles.first).to_contain_text("建的")
    expect(tiles.filter(has_not_text="从没来过数据")).to_have_count(0)
    assert tiles.first.evaluate("(tile) => getComputedStyle(tile).borderStyle") == "dashed"

    desk.go("/sources?view=unheard")
    expect(page.get_by_role("link", name=f"从没来过 {counted['unheard']}", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{counted['unheard']} 条")).to_be_visible()
    expect(page.get_by_test_id("source-row").first).to_contain_text("从没来过")

    desk.go("/plan")
    expect(page.get_by_test_id("plan-list")).to_contain_text("从没来过")


def test_the_executive_reads_the_same_figures(floor: PlantFloor, desk: Device) -> None:
    floor.measure("II-501", 120.0)
    desk.sign_in("zhou.gang")
    desk.go("/monitor")
    expect(desk.page.get_by_test_id("tile").first).to_be_visible()
    blind, unheard, out = (figure(desk, each) for each in ("blind", "unheard", "out"))

    desk.go("/")
    said = desk.page.get_by_test_id("control")

    expect(said).to_contain_text(re.compile(rf"(?<!\d){blind} 个监测点看不见"))
    expect(said).to_contain_text(re.compile(rf"(?<!\d){unheard} 个监测点从没来过数据"))
    assert out == 0
    expect(said).not_to_contain_text("停用")
    said.get_by_text("从没来过数据").click()
    expect(desk.page.locator(PLACES)).to_have_count(unheard)


def test_the_first_reading_ends_it(floor: PlantFloor, phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.go("/monitor?only=unheard")
    tile = phone.page.get_by_test_id("tile").filter(has_text="建的").first
    expect(tile).to_contain_text("从没来过数据")
    link = f'[data-testid=tile][href="{tile.get_attribute("href")}"]'
    tile.click()
    expect(phone.page.get_by_test_id("sentence")).to_contain_text("建的")
    code = phone.page.locator("h2 small").first.inner_text().strip()

    floor.measure(code, 1.0, seconds=0)

    phone.go("/monitor?only=unheard")
    expect(phone.page.get_by_test_id("tile").first).to_be_visible()
    expect(phone.page.locator(link)).to_have_count(0)

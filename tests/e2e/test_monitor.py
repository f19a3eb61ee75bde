"""The live picture on real screens: what is dangerous stands first, what is not seen is hatched."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Route, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.readings.sources_store import Sources
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from tests.e2e.devices import DESK, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.servers import wait_until

NO_COUNTS: Final = dict.fromkeys(("red", "orange", "yellow", "blind", "unheard", "out", "normal"), 0)
CURRENT: Final = "II-501"
SILENT: Final = "VT-501"


def tile(device: Device, name: str) -> Locator:
    return device.page.get_by_test_id("tile").filter(has_text=name)


def name_and_id(site: Installation, code: str) -> tuple[str, int]:
    def look(tx: Transaction) -> tuple[str, int]:
        row = tx.session.exec(select(SensorRow).where(SensorRow.code == code)).one()
        assert row.id is not None
        return row.name_zh, row.id

    return site.database.transact(look)


def is_saved(site: Installation, sensor_id: int) -> bool:
    return bool(site.database.transact(lambda tx: tx.get(Sources).latest([sensor_id])))


def test_a_value_over_red_stands_first_and_leads_a_worker_to_its_chart_and_its_alert(
    installation: Installation, floor: PlantFloor, tablet: Device
) -> None:
    name, sensor_id = name_and_id(installation, "GD-201")
    tablet.sign_in("wang.lei")
    tablet.go("/monitor")
    expect(tablet.page.get_by_test_id("tile").first).to_be_visible()

    alert = floor.raise_alert("GD-201", 62.0, "RED")

    tiles = tablet.page.get_by_test_id("tile")
    tile = tiles.filter(has_text=name)
    expect(tile).to_have_attribute("data-tier", "RED")
    expect(tile).to_contain_text("红色")
    expect(tile).to_contain_text("高于红线 12")
    expect(tile.locator("svg.tier-icon")).to_be_visible()
    names = tiles.all_inner_texts()
    before = next(at for at, words in enumerate(names) if name in words)
    assert all("红色" in words for words in names[:before]), "the worst first"

    tile.click()

    expect(tablet.page).to_have_url(re.compile(f"/sources/{sensor_id}$"))
    expect(tablet.page.get_by_test_id("trend-chart").locator("canvas").first).to_be_visible()
    expect(tablet.page.get_by_test_id("sentence")).to_contain_text("高于红线 12")
    tablet.page.get_by_test_id("alert-of-span").first.click()
    expect(tablet.page).to_have_url(re.compile(f"/alerts/{alert['id']}"))
    tablet.page.get_by_test_id("open-source").click()
    expect(tablet.page).to_have_url(re.compile(f"/sources/{sensor_id}$"))


def test_a_value_comes_by_itself(installation: Installation, floor: PlantFloor, tablet: Device) -> None:
    name, _ = name_and_id(installation, CURRENT)
    tablet.sign_in("zhao.min")
    floor.measure(CURRENT, 121.5)
    tablet.go("/monitor?stage=EQUIPMENT")
    expect(tile(tablet, name)).to_contain_text("122")

    floor.measure(CURRENT, 142.5, seconds=0)

    expect(tile(tablet, name)).to_contain_text("143")


def test_a_silent_source_is_hatched_and_says_since_when(
    installation: Installation, floor: PlantFloor, tablet: Device
) -> None:
    name, sensor_id = name_and_id(installation, SILENT)
    floor.measure(SILENT, 1.2)

    def fall_silent(tx: Transaction) -> None:
        row = tx.session.exec(select(SensorRow).where(SensorRow.id == sensor_id)).one()
        row.state, row.silent_due_at = SensorState.SILENT, None
        tx.session.add(row)

    # With the last value the intake saves when the source is due: only then may it be taken for silent.
    wait_until(lambda: is_saved(installation, sensor_id), "the intake has saved the last value")
    installation.database.transact(fall_silent)
    tablet.sign_in("zhao.min")
    tablet.go("/monitor?stage=EQUIPMENT")

    expect(tile(tablet, name)).to_have_class(re.compile(r"\bblind\b"))
    expect(tile(tablet, name)).to_contain_text("无数据")
    expect(tile(tablet, name)).to_contain_text("起")
    expect(tile(tablet, name).locator("pattern").first).to_be_attached()


def test_a_cell_of_the_matrix_filters_and_the_wall_opens_with_a_key_and_leaves_nothing_behind(
    floor: PlantFloor, tablet: Device
) -> None:
    tablet.sign_in("zhao.min")
    tablet.go("/monitor")
    tiles = tablet.page.get_by_test_id("tile")
    expect(tiles.first).to_be_visible()

    tablet.page.get_by_role("button", name=re.compile("^工序作业, 反应车间")).click()
    expect(tablet.page).to_have_url(re.compile("stage=PROCESS"))
    expect(tiles.filter(has_not_text="反应")).to_have_count(0)
    tablet.page.reload()
    expect(tiles.filter(has_not_text="反应")).to_have_count(0)
    expect(tiles.first).to_be_visible()

    tablet.page.keyboard.press("w")
    expect(tablet.page.get_by_test_id("wall")).to_be_visible()
    expect(tablet.page.locator("html")).to_have_attribute("data-theme", "dark")
    tablet.page.keyboard.press("w")
    expect(tablet.page.get_by_test_id("wall")).to_have_count(0)
    expect(tablet.page.locator("html")).to_have_attribute("data-theme", "light")


SMALLEST_FIGURE: Final = """(wall) => Math.min(...[...wall.querySelectorAll('.figures, .value, b')]
  .filter((each) => each.checkVisibility() && /[0-9]/.test(each.textContent))
  .map((each) => parseFloat(getComputedStyle(each).fontSize))) / innerHeight"""


@pytest.mark.parametrize("viewport", [{"width": 1920, "height": 1080}, {"width": 1280, "height": 720}])
def test_across_a_room_the_smallest_figure_of_the_wall_is_a_thirtieth_of_its_height(
    floor: PlantFloor, browser: Browser, installation: Installation, viewport: dict[str, int]
) -> None:
    floor.measure("GD-201", 12.5)
    with device(browser, installation.address, {**DESK, "viewport": viewport}) as held:
        held.sign_in("zhao.min")
        held.go("/monitor?wall")
        wall = held.page.get_by_test_id("wall")
        expect(wall.locator(".figures").first).to_be_visible()

        assert wall.evaluate(SMALLEST_FIGURE) >= 1 / 30 - 0.0005


def test_in_the_hand_areas_come_first_then_their_sources(floor: PlantFloor, phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.go("/monitor")

    phone.page.get_by_role("main").get_by_role("button", name=re.compile("反应车间")).click()

    expect(phone.page.get_by_test_id("tile").first).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_site_without_sources_says_what_to_do(floor: PlantFloor, tablet: Device) -> None:
    """The demo plant has sources, so the server is made to answer as for a new site."""

    def nothing(route: Route) -> None:
        asked = route.request.post_data or ""
        if '"OverviewSums"' in asked:
            route.fulfill(json={"data": {"overview": {"total": 0, "counts": NO_COUNTS, "cells": []}}})
        else:
            route.continue_()

    tablet.sign_in("zhao.min")
    tablet.page.route("**/graphql", nothing)
    tablet.go("/monitor")

    expect(tablet.page.get_by_text("还没有监测点")).to_be_visible()
    tablet.page.get_by_role("button", name="去数据接入").click()
    expect(tablet.page).to_have_url(re.compile("/sources$"))

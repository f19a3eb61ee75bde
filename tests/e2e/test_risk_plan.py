"""The four-colour map: layers, why an area has its colour, the official map, the wall."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.devices import DESK, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.papers import words_of


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def area(device: Device, name: str) -> Locator:
    return device.page.get_by_role("button", name=re.compile(f"^{name}")).and_(
        device.page.locator("[data-area]")
    )


def row(device: Device, name: str) -> Locator:
    return device.page.get_by_test_id("area-level-row").filter(has_text=name)


def test_a_red_alert_colours_its_area_and_two_taps_lead_to_its_cause(floor: PlantFloor, desk: Device) -> None:
    desk.go("/plan")
    expect(area(desk, "综合办公楼")).to_have_attribute("data-level", "none")

    alert = floor.raise_alert("GD-201", 62.0, "RED")
    expect(area(desk, "反应车间")).to_have_attribute("data-level", "4")
    expect(row(desk, "反应车间")).to_contain_text("升 1 级")
    expect(desk.page.get_by_test_id("plan-headline")).to_contain_text("此刻比剩余高")
    # Most of this plant has never been heard of.
    expect(desk.page.get_by_test_id("plan-headline")).to_contain_text(re.compile(r"\d+ 个区域看不见"))

    area(desk, "反应车间").click()
    expect(desk.page.get_by_test_id("area-now")).to_contain_text("红色预警")
    desk.page.get_by_test_id("area-now").get_by_test_id("live-cause").first.click()
    expect(desk.page).to_have_url(re.compile(f"/alerts/{alert['id']}"))


def test_layers_change_by_keys_and_stand_in_the_address(floor: PlantFloor, desk: Device) -> None:
    floor.raise_alert("GD-201", 62.0, "RED")
    desk.go("/plan")
    expect(area(desk, "反应车间")).to_have_attribute("data-level", "4")
    expect(desk.page.get_by_test_id("plan-wall-open")).to_be_visible()  # keys come with it

    desk.page.keyboard.press("2")
    expect(desk.page).to_have_url(re.compile("layer=residual"))
    expect(area(desk, "反应车间")).to_have_attribute("data-level", "3")
    expect(desk.page.get_by_test_id("area-flag")).to_have_count(0)
    desk.page.keyboard.press("1")
    expect(desk.page).to_have_url(re.compile("layer=inherent"))
    desk.page.reload()
    expect(desk.page.get_by_test_id("plan-headline")).to_contain_text("固有")


def test_an_officer_issues_the_official_map_prints_it_and_looks_at_it_later(
    floor: PlantFloor, desk: Device, browser: Browser, installation: Installation
) -> None:
    desk.go("/plan?layer=residual")
    desk.page.get_by_test_id("issue-map").click()
    desk.page.get_by_role("dialog").get_by_test_id("sheet-send").click()
    expect(desk.page.get_by_test_id("map-season").last).to_contain_text("较大以上")

    desk.page.get_by_test_id("print-map").click()
    with desk.page.expect_download() as paper:
        desk.page.get_by_role("dialog").get_by_test_id("sheet-send").click()
    words = words_of(paper.value.path())
    assert "安全风险四色分布图" in words
    assert re.search(r"RM-2026-\d{4}", words)

    desk.page.get_by_test_id("map-season").last.click()
    expect(desk.page.get_by_test_id("map-shown")).to_contain_text("SHA-256")
    picture = desk.page.locator("svg.plan image")
    expect(picture).to_have_attribute("href", re.compile(r"/photos/plans/.*/[0-9a-f]{64}#"))
    expect(area(desk, "原料罐区")).to_have_attribute("data-level", "4")
    with device(browser, installation.address, DESK) as other:
        other.sign_in("wang.lei")
        other.go("/plan?layer=residual")
        expect(other.page.get_by_test_id("map-season").last).to_be_visible()
        expect(other.page.get_by_test_id("issue-map")).to_have_count(0)


def test_the_wall_shows_the_map_large_and_a_key_ends_it(floor: PlantFloor, desk: Device) -> None:
    desk.go("/plan")
    desk.page.get_by_test_id("plan-wall-open").click()
    wall = desk.page.get_by_test_id("plan-wall")
    expect(wall).to_contain_text("重大")
    desk.shot("plan-wall")
    desk.page.keyboard.press("w")
    expect(wall).to_have_count(0)

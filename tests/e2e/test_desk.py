"""Tables of the desk by keyboard alone: found, walked, opened, closed, acknowledged, kept and exported."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def rows(desk: Device) -> Locator:
    return desk.page.get_by_test_id("alert-row")


def row_of(desk: Device, alert_id: str) -> Locator:
    return desk.page.locator(f'[data-row="{alert_id}"]')


def test_an_officer_finds_opens_and_closes_a_row_without_a_mouse(floor: PlantFloor, desk: Device) -> None:
    alert = floor.raise_alert("TT-301", 92.0, "RED")
    desk.go("/alerts")
    desk.page.get_by_test_id("find").hover()  # whatever lies over it is put aside
    expect(rows(desk).first).to_be_visible()

    desk.page.keyboard.press("/")
    desk.page.keyboard.type("TT-301")
    expect(desk.page).to_have_url(re.compile("words=TT-301"))
    expect(row_of(desk, alert["id"])).to_be_visible()
    expect(rows(desk)).to_have_count(1)
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("j")
    expect(row_of(desk, alert["id"]).get_by_role("link")).to_be_focused()

    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".alert > .head")).to_contain_text("红色")
    expect(row_of(desk, alert["id"])).to_be_visible()
    desk.page.keyboard.press("Escape")

    expect(desk.page.locator(".alert > .head")).to_have_count(0)
    expect(desk.page).to_have_url(re.compile("words=TT-301"))
    expect(row_of(desk, alert["id"]).get_by_role("link")).to_be_focused()


def test_several_yellow_ones_are_acknowledged_at_once_and_an_active_red_is_left_out(
    floor: PlantFloor, desk: Device
) -> None:
    red = floor.raise_alert("GD-102", 60.0, "RED")
    yellow = floor.raise_alert("NO-501", 86.0, "YELLOW")
    desk.go("/alerts?view=unseen")
    expect(row_of(desk, yellow["id"])).to_be_visible()  # whatever lies over it is put aside
    for alert in (red, yellow):
        row_of(desk, alert["id"]).get_by_role("link").focus()
        desk.page.keyboard.press("x")
    expect(desk.page.get_by_test_id("bulk")).to_contain_text("选了 2 条")

    desk.page.keyboard.press("a")

    said = desk.page.get_by_role("dialog")
    expect(said).to_contain_text("已响应 1 条，另有 1 条没有响应")
    said.get_by_role("button").click()
    expect(row_of(desk, yellow["id"])).to_have_count(0)
    expect(row_of(desk, red["id"])).to_contain_text("待响应")
    assert floor.as_person("zhao.min").ask("Alert", id=red["id"])["state"] == "UNACKNOWLEDGED"


def test_the_number_on_a_view_is_that_of_its_rows_and_of_the_file(
    floor: PlantFloor, desk: Device, tmp_path: Path
) -> None:
    floor.raise_alert("NO-501", 86.0, "YELLOW")
    desk.go("/alerts?view=all")
    shown = desk.page.get_by_test_id("count").locator("strong")
    expect(rows(desk).first).to_be_visible()
    expect(shown).to_have_text(f"{rows(desk).count()} 条")

    desk.page.get_by_test_id("export").click()
    send = desk.page.get_by_test_id("sheet-send")
    expect(send).to_be_disabled()
    desk.page.get_by_label("导出做什么用").fill("月度安全例会")
    with desk.page.expect_download() as download:
        send.click()
    expect(send).to_be_hidden()

    file = tmp_path / "alerts.csv"
    download.value.save_as(file)
    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert f"{len(lines) - 1} 条" == shown.inner_text()


def test_a_view_with_a_name_brings_its_filters_back(desk: Device) -> None:
    desk.go("/cases?view=archived&tier=ORANGE")
    desk.page.get_by_test_id("save-view").click()
    desk.page.get_by_label("视图名称").fill("橙色归档")
    desk.page.get_by_test_id("sheet-send").click()
    expect(desk.page.get_by_role("link", name="橙色归档")).to_be_visible()
    desk.go("/cases")

    desk.page.get_by_role("link", name="橙色归档").click()

    expect(desk.page).to_have_url(re.compile("view=archived&tier=ORANGE"))
    expect(desk.page.get_by_role("button", name="级别 橙色")).to_be_visible()


def test_a_drawer_holds_the_focus_and_gives_it_back(floor: PlantFloor, desk: Device) -> None:
    alert = floor.raise_alert("NO-501", 86.0, "YELLOW")
    desk.go(f"/alerts/{alert['id']}")
    shelve = desk.page.get_by_test_id("shelve")
    shelve.focus()
    desk.page.keyboard.press("Enter")
    sheet = desk.page.locator(".van-popup.drawer")
    expect(sheet.locator(":focus")).to_have_count(1)
    for _ in range(20):
        desk.page.keyboard.press("Tab")
    expect(sheet.locator(":focus")).to_have_count(1)

    desk.page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(shelve).to_be_focused()
    expect(desk.page.locator(".alert > .head")).to_be_visible()


def test_one_field_finds_pages_and_things_of_the_plant(floor: PlantFloor, desk: Device) -> None:
    desk.go("/alerts")
    palette = desk.page.get_by_role("dialog", name="查找")
    field = desk.find("GD-201")
    expect(palette.get_by_role("option").first).to_contain_text("GD-201")
    field.press("Enter")
    expect(desk.page).to_have_url(re.compile("/sources/"))

    desk.find("档案").press("Escape")
    expect(palette).to_have_count(0)
    expect(desk.page).to_have_url(re.compile("/sources/"))

"""看得全吗: what nobody watches is found and mended in two presses, and every figure opens its list."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import DESK, PHONE, TABLET, Device, device
from tests.e2e.plant_floor import SITE, PlantFloor
from tests.support.installations import Installation

CLAUSE = {"direct": {"level": 4, "clause": "厂规 3.2"}}


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def put_unwatched(floor: PlantFloor, code: str, title: str) -> None:
    """Put a red event of the reactor hall in force that nobody watches."""
    zhao = floor.as_person("zhao.min")
    tree = zhao.ask("RiskUnitsToName", siteId=str(id_of("site", SITE)))
    units = [each["unit"] for of in tree for each in of["units"]]
    unit = next(each for each in units if each["area"]["id"] == str(id_of("area", "REACT")))
    content = {
        "title": {"zh": title, "en": ""},
        "stage": "PROCESS",
        "owner": {"departmentId": str(id_of("department", "PRODUCTION"))},
        "accidentClass": "GB_2025/26",
        "inherent": CLAUSE,
        "residual": CLAUSE,
        "controlLevel": "COMPANY",
        "team": {"personIds": [str(id_of("person", "zhao.min"))], "on": "2026-11-20"},
        "steps": {"early": [{"zh": "通知中控", "en": ""}], "urgent": [{"zh": "撤到集合点", "en": ""}]},
    }
    made = zhao.do("DraftRiskEvent", unitId=unit["id"], code=code, content=content)
    zhao.do("PutRiskInForce", eventId=made["id"], version=made["version"])


def add_pump(floor: PlantFloor, code: str) -> None:
    """Put a machine where no event of its stage is."""
    details = {"code": code, "nameZh": "临时泵", "areaId": str(id_of("area", "GATE")), "stage": "PROCESS"}
    floor.as_person("zhao.min").do("AddEquipment", siteId=str(id_of("site", SITE)), details=details)


def number(words: str) -> int:
    found = re.search(r"\d+", words)
    assert found, words
    return int(found[0])


def test_a_figure_opens_its_list_and_a_hole_is_mended_in_two_presses(
    floor: PlantFloor, desk: Device, browser: Browser, installation: Installation
) -> None:
    floor.measure("GD-201", 5.0)
    put_unwatched(floor, "COV-1", "搅拌轴封泄漏")
    with device(browser, installation.address, DESK) as other:
        other.sign_in("zhou.gang")
        other.page.get_by_role("link", name="1 条重大风险没人看").click()
        expect(other.page.get_by_test_id("covered-event")).to_have_count(1)
        expect(other.page.get_by_test_id("bind-offered")).to_have_count(0)
    page = desk.page
    desk.go("/")
    expect(page.get_by_test_id("red-unwatched")).to_be_visible()
    desk.shot("coverage-home")
    page.get_by_test_id("red-unwatched").click()
    expect(page).to_have_url(re.compile("/coverage\\?only=red"))
    page.get_by_role("radio", name=re.compile("^没人看")).click()
    desk.shot("coverage-desk")
    listed = page.get_by_test_id("covered-list")
    unwatched = number(listed.get_by_role("radio", name=re.compile("^没人看")).text_content() or "")
    rows = page.get_by_test_id("covered-list").get_by_test_id("covered-event")
    expect(rows).to_have_count(min(unwatched, 20))
    before = page.locator("[data-testid=coverage-headline]").text_content() or ""
    assert str(unwatched) in before

    offered = rows.filter(has=page.get_by_test_id("bind-offered")).first
    title = offered.locator("b").text_content() or ""
    offered.get_by_test_id("bind-offered").click()
    desk.shot("coverage-bind")
    page.get_by_role("dialog").get_by_test_id("sheet-send").click()
    expect(rows.filter(has_text=title)).to_have_count(0)
    expect(page.get_by_test_id("coverage-headline")).not_to_have_text(before)


def test_cells_are_walked_by_arrows_and_an_open_one_is_closed_by_a_reason(
    floor: PlantFloor, desk: Device
) -> None:
    add_pump(floor, "P-COV")
    page = desk.page
    desk.go("/coverage")
    hole = page.locator("[data-state=NOT_REGISTERED]").first
    key = hole.get_attribute("data-cell")
    hole.click()
    card = page.get_by_test_id("coverage-cell")
    expect(card).to_contain_text("没登记")
    desk.shot("coverage-hole")
    page.get_by_test_id("exclude-stage").click()
    send = page.get_by_role("button", name="还差理由")
    expect(send).to_be_visible()
    page.get_by_role("button", name="这里没有这个环节的作业").click()
    page.get_by_role("button", name="不涉及，写理由").last.click()
    expect(card).to_contain_text("这里没有这个环节的作业")
    cell = page.locator(f"[data-cell='{key}']")
    expect(cell).to_have_attribute("data-state", "NOT_APPLICABLE")

    cell.focus()
    page.keyboard.press("ArrowDown")
    expect(cell).not_to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell).to_be_focused()
    page.get_by_test_id("include-stage").click()
    expect(cell).to_have_attribute("data-state", "NOT_REGISTERED")


def test_a_report_of_no_event_is_registered_from_its_row(floor: PlantFloor, desk: Device) -> None:
    floor.report_in_disposal("软管接头渗漏", "li.qiang")
    page = desk.page
    desk.go("/coverage")
    row = page.get_by_test_id("unregistered-matter").filter(has_text="软管接头渗漏").first
    title = row.locator("b").text_content() or ""
    row.scroll_into_view_if_needed()
    desk.shot("coverage-unregistered")
    row.get_by_test_id("register-matter").click()
    desk.shot("coverage-register")
    sheet = page.get_by_role("dialog").last
    expect(sheet.get_by_label("名称")).to_have_value(re.compile("软管接头渗漏"))
    sheet.get_by_test_id("sheet-send").click()
    expect(page).to_have_url(re.compile("/risks/.*/edit"))
    desk.go("/coverage")
    expect(page.get_by_test_id("unregistered")).to_be_visible()
    expect(page.get_by_test_id("unregistered-matter").filter(has_text=title)).to_have_count(0)


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("tablet", TABLET), ("desk", DESK)])
def test_the_page_is_no_wider_than_the_screen(
    floor: PlantFloor, browser: Browser, installation: Installation, name: str, size: dict[str, Any]
) -> None:
    with device(browser, installation.address, size) as found:
        found.sign_in("zhao.min")
        found.go("/coverage")
        expect(found.page.get_by_test_id("coverage-matrix")).to_be_visible()
        found.shot(f"coverage-{name}")
        width = found.page.evaluate("innerWidth")
        for part in ("coverage-matrix", "covered-list", "unregistered"):
            box = found.page.get_by_test_id(part).bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width, part

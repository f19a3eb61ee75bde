"""A hazard seen on the floor: reported, also without a network, and taken on by an officer."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.devices import AWAY, PHONE, Device, kept_device
from tests.e2e.forms import describe_hazard, enter_code, report_hazard, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.servers import wait_until

pytestmark = pytest.mark.installed

DRAFT_IS_SAVED_MS = 600
TYPE_AND_RELOAD = """(field, text) => {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  requestAnimationFrame(() => location.reload())
}"""


def test_a_report_is_accepted_by_an_officer_and_becomes_a_case(
    floor: PlantFloor, phone: Device, tablet: Device, photo: Path
) -> None:
    tablet.sign_in("zhao.min")
    phone.sign_in("chen.jie")

    phone.page.get_by_test_id("report-hazard").tap()
    enter_code(phone, "eq-0004")
    describe_hazard(phone, photo, "电缆绝缘破损")
    send_report(phone)
    phone.page.wait_for_url("**/hazards/*-*")
    receipt = phone.page.get_by_test_id("receipt")
    expect(receipt).to_contain_text("回执")
    expect(receipt.get_by_test_id("promise")).to_contain_text("前响应")
    phone.page.get_by_test_id("see-progress").tap()
    expect(phone.page.locator(".hazard")).to_contain_text("待响应")

    [report] = reports_of(floor, "chen.jie", "电缆绝缘破损")
    tablet.page.locator(f'a[href="/hazards/{report["id"]}"]').click()
    tablet.page.locator(".hazard .thumb").first.click()
    expect(tablet.page.locator(".van-image-preview img")).to_be_visible()
    tablet.page.locator(".van-image-preview .van-icon-clear").click()
    tablet.page.get_by_test_id("accept").click()
    tablet.page.get_by_role("radio", name="橙色").click()
    tablet.page.get_by_role("radio", name="生产部").click()
    tablet.page.get_by_role("radio", name="王磊").click()
    tablet.page.get_by_test_id("sheet-send").click()

    # The reporter's phone is told.
    expect(phone.page.locator(".hazard")).to_contain_text("已派单")
    [report] = reports_of(floor, "chen.jie", "电缆绝缘破损")
    case = floor.as_person("wang.lei").ask("Case", id=report["case"]["id"])
    assert (case["tier"], case["state"], case["responsible"]["name"]["zh"]) == ("ORANGE", "OPEN", "王磊")
    tablet.go(f"/hazards/{report['id']}")  # the list has gone on to its next row
    expect(tablet.page.locator(".hazard")).to_contain_text(case["number"])


def test_a_report_made_without_a_network_survives_a_restart_of_the_browser_and_arrives_once(
    playwright: Playwright,
    browser: Browser,
    installation: Installation,
    floor: PlantFloor,
    photo: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "profile"
    with kept_device(playwright, installation.address, folder, PHONE) as phone:
        phone.sign_in("chen.jie")
        phone.is_controlled()
        phone.go("/hazards/new")
        phone.page.get_by_test_id("choose-place").tap()
        expect(phone.page.get_by_role("button", name="反应釜 R-201")).to_be_visible()

        phone.context.set_offline(True)
        phone.go("/hazards/new")
        report_hazard(phone, photo, "配电箱门损坏")
        send_report(phone)
        kept_on(phone)
        phone.page.reload()
        kept_on(phone)

    with kept_device(playwright, installation.address, folder, AWAY) as phone:
        phone.go("/hazards?view=mine")
        kept_on(phone)
        assert reports_of(floor, "chen.jie", "配电箱门损坏") == []

        phone.context.set_offline(False)
        wait_until(lambda: bool(reports_of(floor, "chen.jie", "配电箱门损坏")), "the report arrived", 30)
        expect(phone.page.get_by_text("已存本机")).to_have_count(0)
        phone.page.reload()
        phone.go("/outbox")
        expect(phone.page.get_by_text("全部已送达")).to_be_visible()

    [report] = reports_of(floor, "chen.jie", "配电箱门损坏")
    [taken] = report["photos"]
    assert floor.as_person("zhao.min").picture(taken["sha256"]).status_code == 200


def test_what_was_typed_in_the_moment_before_a_reload_is_in_the_form_again(phone: Device) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    words = phone.page.get_by_label("情况说明")
    words.fill("阀门")
    phone.page.wait_for_timeout(DRAFT_IS_SAVED_MS)

    for typed in ("阀门渗漏", "阀门渗漏，已围挡"):
        with phone.page.expect_navigation():
            words.evaluate(TYPE_AND_RELOAD, typed)
        expect(phone.page.get_by_text("已恢复")).to_be_visible()
        expect(words).to_have_value(typed)


def kept_on(phone: Device) -> None:
    """The phone says that the report is still on it."""
    expect(phone.page.get_by_text("已存本机")).to_be_visible()


def reports_of(floor: PlantFloor, username: str, description: str) -> list[dict[str, Any]]:
    """What the server holds."""
    edges = floor.as_person(username).ask("HazardReports", filter={"isMine": True}, first=50)["edges"]
    return [edge["node"] for edge in edges if edge["node"]["description"] == description]

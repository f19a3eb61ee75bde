"""Two set up one plant at once: nothing that somebody typed is lost, and both see what the other did."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import DESK, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation


@pytest.fixture
def officer(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, DESK) as held:
        held.sign_in("zhao.min")
        yield held


@pytest.fixture
def admin(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, DESK) as held:
        held.sign_in("admin")
        yield held


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def opens_machine(held: Device, code: str) -> Page:
    held.go("/admin/equipment")
    held.page.get_by_test_id("machine-row").filter(has_text=code).first.click()
    held.page.get_by_test_id("edit-machine").click()
    expect(field(held.page, "编号")).to_have_value(code)
    return held.page


def test_what_one_types_stays_while_the_other_saves_and_both_are_kept(admin: Device, officer: Device) -> None:
    mine, theirs = opens_machine(admin, "EQ-0009"), opens_machine(officer, "EQ-0009")
    field(mine, "名称").fill("二号循环水泵")
    field(theirs, "制造厂").fill("上海凯泉")
    theirs.get_by_test_id("save-machine").click()

    note = mine.get_by_test_id("newer")
    expect(note).to_contain_text("赵敏刚改了制造厂")
    expect(field(mine, "名称")).to_have_value("二号循环水泵")
    expect(field(mine, "制造厂")).to_have_value("上海凯泉")
    mine.get_by_test_id("save-machine").click()

    officer.go("/admin/equipment")
    expect(officer.page.get_by_test_id("machine-row").filter(has_text="二号循环水泵")).to_have_count(1)
    again = opens_machine(officer, "EQ-0009")
    expect(field(again, "制造厂")).to_have_value("上海凯泉")


def test_the_page_of_an_area_names_the_muster_point_and_reports_from_there(
    floor: PlantFloor, phone: Device
) -> None:
    phone.sign_in("wang.lei")
    [area] = [each for each in floor.as_person("wang.lei").ask("Areas") if each["code"] == "REACT"]
    phone.go(f"/areas/{area['id']}")
    expect(phone.page.get_by_test_id("muster")).to_be_visible()

    phone.page.get_by_role("button", name="在此上报隐患").tap()

    expect(phone.page.get_by_test_id("place")).to_contain_text("反应车间")


def test_a_code_that_is_there_already_is_said_at_its_field(admin: Device) -> None:
    page = opens_machine(admin, "EQ-0009")
    field(page, "编号").fill("EQ-0008")
    page.get_by_test_id("save-machine").click()

    code = page.locator(".machine-form input").first
    expect(code).to_have_attribute("aria-invalid", "true")
    expect(code).to_be_focused()
    expect(page.get_by_text("这个编号已经有了")).to_be_visible()
    code.fill("EQ-0009")
    expect(code).not_to_have_attribute("aria-invalid", "true")

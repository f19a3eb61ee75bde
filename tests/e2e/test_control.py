"""The executive's page: what is out of control, what changed, and each figure leads to what it counts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import DESK, PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor, make_late
from tests.support.installations import Installation


@pytest.fixture
def executive(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, DESK) as held:
        held.sign_in("zhou.gang")
        yield held


def test_a_red_alert_puts_its_area_out_of_control_at_once_and_one_row_leads_to_its_case(
    floor: PlantFloor, executive: Device
) -> None:
    page = executive.page
    expect(page.get_by_test_id("control")).to_be_visible()

    alert = floor.raise_alert("GD-102", 60.0, "RED")

    matters = page.get_by_test_id("matter").filter(has_text="原料罐区")
    expect(matters.first).to_contain_text("待响应")
    expect(page.get_by_test_id("control").get_by_role("heading")).to_contain_text("处没有受控")
    case_id = floor.as_person("zhao.min").ask("Alert", id=alert["id"])["case"]["id"]
    assert page.locator(f'[data-testid=matter][href="/cases/{case_id}"]').count() == 1, "one matter, one row"
    page.locator(f'[data-testid=matter][href="/cases/{case_id}"]').click()
    expect(page).to_have_url(re.compile(f"/cases/{case_id}"))


def test_the_figure_of_red_and_orange_alerts_opens_as_many_rows(floor: PlantFloor, executive: Device) -> None:
    floor.raise_alert("GD-102", 60.0, "RED")
    page = executive.page
    page.reload()
    figure = page.get_by_test_id("serious").get_by_test_id("figure")
    number = int(re.sub(r"\D", "", figure.inner_text()))
    assert number >= 1

    figure.click()

    expect(page.get_by_test_id("count").locator("strong")).to_have_text(f"{number} 条")


def test_on_a_phone_the_answer_is_on_the_first_screen(
    browser: Browser, installation: Installation, floor: PlantFloor
) -> None:
    with device(browser, installation.address, PHONE) as phone:
        phone.sign_in("zhou.gang")
        heading = phone.page.get_by_test_id("control").get_by_role("heading")
        expect(heading).to_be_in_viewport()
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def is_behind(floor: PlantFloor, installation: Installation) -> None:
    """A department owes a disposal since yesterday."""
    make_late(installation, floor.report_in_disposal("皮带护罩缺螺栓", "li.qiang", department="EQUIPMENT"))


def test_who_is_behind_opens_as_many_late_steps(
    floor: PlantFloor, installation: Installation, executive: Device
) -> None:
    is_behind(floor, installation)
    executive.page.reload()
    behind = executive.page.get_by_test_id("behind").get_by_test_id("late-steps").first
    number = int(re.sub(r"\D", "", behind.inner_text()))
    assert number >= 1

    behind.click()

    expect(executive.page).to_have_url(re.compile("/follow-ups.view=steps&step=DISPOSE.*answer=LATE"))
    expect(executive.page.get_by_text(f"超时的步骤 {number} 条")).to_be_visible()


def test_a_tablet_answers_the_four_questions_in_one_glance(
    floor: PlantFloor, installation: Installation, tablet: Device
) -> None:
    """Is it under control, what must I decide, what got worse, who is behind: at 1194 × 834, unscrolled."""
    floor.raise_alert("GD-102", 60.0, "RED")
    is_behind(floor, installation)
    tablet.sign_in("zhou.gang")
    page = tablet.page
    assert page.viewport_size == {"width": 1194, "height": 834}

    expect(page.get_by_test_id("matter").first).to_be_in_viewport(ratio=1)
    for answer in (
        page.get_by_test_id("control").get_by_role("heading"),
        page.get_by_test_id("decisions").get_by_role("heading").first,
        page.get_by_test_id("serious").get_by_test_id("figure"),
        page.get_by_test_id("behind").get_by_test_id("figure"),
    ):
        expect(answer).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0

"""How a screen works, asked for on the screen itself."""

import pytest
from playwright.sync_api import expect

from tests.e2e.devices import Device

SCREENS = ["/", "/alerts", "/work", "/hazards/new", "/scan", "/outbox", "/settings"]


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_of_the_hand_explains_itself_in_four_plain_sentences(phone: Device, path: str) -> None:
    page = phone.page
    phone.sign_in("wang.lei")
    phone.go(path)

    page.get_by_test_id("help").tap()
    sheet = page.get_by_test_id("help-sheet")
    expect(sheet.get_by_role("listitem")).to_have_count(4)
    assert "help." not in sheet.inner_text(), "every sentence has its words"
    sheet.get_by_role("button", name="关闭").tap()

    expect(sheet).to_be_hidden()


def test_beside_a_list_there_is_one_help_and_it_speaks_of_what_is_open(tablet: Device) -> None:
    tablet.page.set_viewport_size({"width": 834, "height": 1194})
    tablet.sign_in("li.qiang")
    tablet.go("/alerts")

    expect(tablet.page.get_by_test_id("help")).to_have_count(1)


def test_the_desk_has_none(tablet: Device) -> None:
    tablet.sign_in("li.qiang")
    tablet.go("/alerts")

    expect(tablet.page.get_by_role("heading", name="预警").first).to_be_visible()
    expect(tablet.page.get_by_test_id("help")).to_have_count(0)

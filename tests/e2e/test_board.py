"""The board at a desk: a card that is dropped on the next column does what the button of its page does."""

import re
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

BY_STATE: Final = "/board?by=state"


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def card(desk: Device, number: str) -> Locator:
    return desk.page.locator("[draggable=true]").filter(has_text=number)


def column(desk: Device, state: str) -> Locator:
    return desk.page.get_by_test_id(f"column-{state}")


def test_a_card_moves_by_the_verb_that_leads_on_and_by_no_other(floor: PlantFloor, desk: Device) -> None:
    case = floor.raise_alert("TT-701", 37.0, "ORANGE")["case"]
    desk.go(BY_STATE)
    moved = card(desk, case["number"])

    moved.drag_to(column(desk, "AWAITING_RECHECK"))

    expect(desk.page.get_by_text("不能直接移到")).to_be_visible()
    assert floor.as_person("zhao.min").ask("Case", id=case["id"])["state"] == "OPEN"

    moved.drag_to(column(desk, "IN_DISPOSAL"))

    expect(column(desk, "IN_DISPOSAL")).to_contain_text(case["number"])
    expect(column(desk, "OPEN")).not_to_contain_text(case["number"])
    assert floor.as_person("zhao.min").ask("Case", id=case["id"])["state"] == "IN_DISPOSAL"

    moved.drag_to(column(desk, "AWAITING_RECHECK"))

    expect(desk.page).to_have_url(re.compile(f"/cases/{case['id']}/dispose"))


def test_words_and_tiers_narrow_what_stands_there_and_stay_in_the_address(
    floor: PlantFloor, desk: Device
) -> None:
    red = floor.raise_alert("TT-201", 120.0, "RED")["case"]["number"]
    yellow = floor.raise_alert("NO-501", 86.0, "YELLOW")["case"]["number"]
    desk.go(BY_STATE)
    expect(card(desk, red)).to_be_visible()
    expect(card(desk, yellow)).to_be_visible()

    desk.go(f"{BY_STATE}&tier=RED")

    expect(card(desk, red)).to_be_visible()
    expect(card(desk, yellow)).to_have_count(0)
    expect(column(desk, "OPEN").locator(".count")).to_have_text(re.compile(r"^\d+ / \d+$"))

    desk.page.keyboard.press("/")
    desk.page.keyboard.type(yellow)
    expect(desk.page).to_have_url(re.compile("words="))
    expect(desk.page.locator("[draggable=true]")).to_have_count(0)

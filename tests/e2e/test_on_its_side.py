"""Phones on their side, in English and with large letters: what is asked and how much stays in sight."""

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.devices import PHONE, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

GAUGE: Final = "TT-201"
SIDES: Final = [(800, 360), (640, 360)]
LARGE: Final = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture(scope="module")
def alert(floor: PlantFloor) -> dict[str, Any]:
    return floor.raise_alert(GAUGE, 120.0, "RED")


def box(found: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of it, px."""
    place = found.bounding_box()
    assert place is not None
    return place["x"], place["y"], place["x"] + place["width"], place["y"] + place["height"]


def is_whole(found: Locator) -> bool:
    return bool(found.evaluate("each => each.scrollWidth <= each.clientWidth + 1"))


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_on_its_side_a_phone_has_one_pane_its_verb_at_the_right_and_the_advice_in_sight(
    browser: Browser, installation: Installation, alert: dict[str, Any], side: tuple[int, int]
) -> None:
    width, height = side
    kind = {**PHONE, "viewport": {"width": width, "height": height}}
    with device(browser, installation.address, kind) as phone:
        phone.sign_in("li.qiang")
        phone.go(f"/alerts/{alert['id']}")
        verb = phone.page.get_by_test_id("acknowledge").or_(phone.page.get_by_test_id("next-step"))
        expect(verb).to_be_visible()
        advice = phone.page.get_by_text("处置建议").first
        expect(advice).to_be_in_viewport()

        expect(phone.page.get_by_role("navigation", name="主导航")).to_have_count(0)
        left, _, _, bottom = box(verb)
        assert left > width / 2
        assert bottom <= height
        _, top, right, _ = box(phone.page.get_by_test_id("alarm-strip"))
        assert (top, right) == (0, width), "it lies in the head"
        help_button = phone.page.get_by_test_id("help").last
        assert box(help_button)[2] <= box(phone.page.get_by_test_id("alarm-strip"))[0] + 9


@pytest.mark.parametrize("letters", ["plain", "large"])
def test_the_strip_never_cuts_the_value_nor_what_is_asked(
    browser: Browser, installation: Installation, alert: dict[str, Any], letters: str
) -> None:
    with device(browser, installation.address, PHONE) as phone:
        phone.sign_in("li.qiang")
        phone.page.evaluate("localStorage.setItem('anhuan.locale', 'en')")
        phone.go("/")
        strip = phone.page.get_by_test_id("alarm-strip")
        expect(strip).to_be_visible()
        if letters == "large":
            phone.page.evaluate(LARGE)
        expect(strip.get_by_text("120 °C")).to_be_visible()
        asked = strip.get_by_text("Unanswered")
        for each in (strip.get_by_text("120 °C"), asked):
            assert is_whole(each)
            left, _, right, _ = box(each)
            assert 0 <= left < right <= 360
        assert box(strip)[3] <= (48 if letters == "plain" else 110), "one row of the head, or two lines"

"""A page that is only looked at asks nothing: what changes comes over the live connection."""

import json
from collections import Counter
from typing import Final
from uuid import uuid4

import pytest
from playwright.sync_api import Request, expect

from backend.hazards.anonymous.rules import new_key
from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.test_anonymous import anonymously, look

LOOKS_S: Final = 9
"""Longer than any page ever waited between two questions."""
GAUGE: Final = "HS-901"
"""No other test raises an alert of it: one that is red already would not become orange again."""


PACK_LOOKS_MS: Final = 4_000
"""A page that opens asks once what of the pack has changed, after it has loaded itself."""


class Questions:
    """What a page asks over HTTP, by operation or path."""

    def __init__(self, device: Device) -> None:
        self.asked: Counter[str] = Counter()
        device.page.on("request", self._note)
        self._device = device

    def _note(self, request: Request) -> None:
        path = request.url.removeprefix(self._device.address)
        if path == "/graphql":
            self.asked[str(json.loads(request.post_data or "{}").get("operationName"))] += 1
        elif request.resource_type == "fetch":
            self.asked[path] += 1

    def while_looked_at(self) -> Counter[str]:
        self._device.page.wait_for_load_state("networkidle")
        self.asked.clear()
        self._device.page.wait_for_timeout(LOOKS_S * 1000)
        return Counter(self.asked)


@pytest.fixture
def alert_id(floor: PlantFloor) -> str:
    return str(floor.raise_alert(GAUGE, 12.0, "ORANGE")["id"])


def test_the_value_of_an_alert_moves_on_and_its_page_asks_for_nothing(
    floor: PlantFloor, phone: Device, alert_id: str
) -> None:
    phone.sign_in("zhao.min")
    phone.go(f"/alerts/{alert_id}")
    questions = Questions(phone)
    value = phone.page.locator(".now .value")
    expect(value).to_contain_text("12")
    assert questions.while_looked_at()["SensorTrace"] == 0

    floor.measure(GAUGE, 12.5, seconds=0)

    expect(value).to_contain_text("12.5")
    expect(phone.page.locator(".trace td", has_text="12.5")).to_be_attached()
    assert questions.asked["SensorTrace"] == 0


def test_after_a_gap_of_the_connection_the_line_of_an_alert_is_asked_for_and_moves_on_again(
    floor: PlantFloor, phone: Device, alert_id: str
) -> None:
    phone.sign_in("zhao.min")
    phone.go(f"/alerts/{alert_id}")
    value = phone.page.locator(".now .value")
    expect(value).to_be_visible()
    phone.loses_signal()
    floor.measure(GAUGE, 13.5, seconds=0)
    phone.context.set_offline(False)
    expect(value).to_contain_text("13.5")

    floor.measure(GAUGE, 14.5, seconds=0)

    expect(value).to_contain_text("14.5")


@pytest.mark.parametrize(
    "path", ["/", "/alerts", "/cases", "/monitor", "/admin/import", "/sources?part=unknown"]
)
def test_a_page_that_is_only_looked_at_asks_nothing(phone: Device, path: str) -> None:
    phone.sign_in("zhao.min")
    phone.has_pack()  # taken once after the sign-in
    phone.go(path)
    expect(phone.page.locator("main, [role=main]").first).to_be_visible()
    phone.page.wait_for_timeout(PACK_LOOKS_MS)

    asked = Questions(phone).while_looked_at()

    assert not [name for name, times in asked.items() if times > 1], asked


def test_who_follows_a_report_by_its_key_is_shown_news_when_coming_back(
    floor: PlantFloor, phone: Device
) -> None:
    key = new_key()
    anonymously(floor, key, f"地面湿滑 {uuid4().hex[:6]}")
    phone.page.clock.install()
    phone.go("/follow")
    look(phone, key)
    expect(phone.page.locator("[data-step=RECEIVED]")).to_be_visible()
    questions = Questions(phone)

    phone.page.clock.run_for(120_000)
    phone.page.wait_for_timeout(500)
    assert questions.asked["AnonymousReport"] == 0
    with phone.page.expect_request(lambda each: "AnonymousReport" in (each.post_data or "")):
        phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

"""An alert that calls for people rings on the devices that are open, once on each of them."""

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.support.servers import wait_until

pytestmark = pytest.mark.installed

GAUGE: Final = "CO-601"
"""Of this test alone: a red that was acknowledged asks nobody again before its source was back to normal."""
LONGER_THAN_BETWEEN_TWO_MS: Final = 7_000
LISTEN: Final = """
window.rung = []
navigator.vibrate = (pattern) => window.rung.push(pattern.length)
"""
RED: Final = 5
"""Pulses of its vibration."""


def test_an_alert_older_than_the_page_rings_when_it_grows_to_red_until_somebody_has_it(
    floor: PlantFloor, phone: Device
) -> None:
    floor.acknowledge_all()
    alert = floor.raise_alert(GAUGE, 12.0, "YELLOW")
    phone.page.add_init_script(LISTEN)
    phone.sign_in("zhao.min")
    phone.is_controlled()

    floor.raise_alert(GAUGE, 45.0, "RED")
    wait_until(lambda: rung(phone.page) >= 2, "it rings, and again", 60)

    other = phone.context.new_page()
    other.goto(phone.address)
    expect(other.get_by_test_id("connection").first).to_have_text("实时")
    floor.as_person("liu.fang").do("AcknowledgeAlert", alertId=alert["id"])
    expect(phone.page.locator(f'a[href="/alerts/{alert["id"]}"]').get_by_text("待响应")).to_have_count(0)
    expect(phone.page).not_to_have_title(re.compile("预警：锅炉房一氧化碳"))
    before = rung(phone.page)
    phone.page.wait_for_timeout(LONGER_THAN_BETWEEN_TWO_MS)
    assert rung(phone.page) == before


def rung(page: Page) -> int:
    """How often it has rung for red since the page was loaded."""
    return int(page.evaluate(f"() => window.rung.filter((pulses) => pulses === {RED}).length"))

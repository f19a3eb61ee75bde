"""An alert that calls for people rings on the devices that are open, once on each of them."""

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

pytestmark = pytest.mark.installed

GAUGE: Final = "CO-601"
LISTEN: Final = """
window.rung = []
navigator.vibrate = (pattern) => window.rung.push(pattern.length)
"""
RED: Final = 5
"""Pulses of its vibration."""


def test_an_alert_older_than_the_page_rings_when_it_grows_to_red_and_only_then(
    floor: PlantFloor, phone: Device
) -> None:
    alert = floor.raise_alert(GAUGE, 12.0, "YELLOW")
    phone.page.add_init_script(LISTEN)
    phone.sign_in("wang.lei")
    phone.is_controlled()

    floor.raise_alert(GAUGE, 45.0, "RED")
    rings(phone.page, 1)

    phone.page.reload()
    phone.is_live()
    other = phone.context.new_page()
    other.goto(phone.address)
    expect(other.get_by_test_id("connection").first).to_have_text("实时")
    floor.as_person("zhao.min").do("AcknowledgeAlert", alertId=alert["id"])
    expect(phone.page.locator(f'a[href="/alerts/{alert["id"]}"]').get_by_text("待确认")).to_have_count(0)
    rings(phone.page, 0)


def rings(page: Page, times: int) -> None:
    """It has rung so often for red since it was loaded."""
    page.wait_for_function(f"() => window.rung.filter((pulses) => pulses === {RED}).length === {times}")

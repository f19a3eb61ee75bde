"""A gateway with 1,500 sources is lost: one row, called by it, until it is back; a red rings meanwhile."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Transaction
from backend.core.text import Text
from backend.demo.blueprint import id_of
from backend.readings.sources_store import Sources
from backend.sensors.store import Sensors
from tests.e2e.devices import Device
from tests.e2e.plant_floor import SITE, PlantFloor
from tests.support.installations import Installation

SITE_ID: Final = id_of("site", SITE)
BEHIND: Final = 1_500
SILENT_WITHIN_MS: Final = 60_000
NAME: Final = "GW-3 网关"
EXPLAINED: Final = 220
WATCHED: Final = "GW-4 网关"


@pytest.fixture(scope="module")
def behind(installation: Installation, floor: PlantFloor) -> list[int]:
    """The sources behind the gateway; each is a copy of a thermometer of the demo plant."""

    return installation.database.transact(lambda tx: _connected(tx, "GW-3", NAME, "LINE", BEHIND))[1:]


def _connected(tx: Transaction, code: str, name: str, prefix: str, number: int) -> list[int]:
    """A gateway, and so many sources that it explains."""
    points = ((f"{prefix}-{n:04}", Text(f"测点 {n:04}", f"Point {n:04}")) for n in range(number))
    gateway, *sources = [_copied(tx, *each) for each in ((code, Text(name, code)), *points)]
    for each in sources:
        tx.get(SuppressionStore).inhibit(
            uuid4(),
            site_id=SITE_ID,
            parent_sensor_id=gateway,
            parent_conditions=None,
            child_sensor_id=each,
        )
    return [gateway, *sources]


def _copied(tx: Transaction, code: str, name: Text) -> int:
    sensors = tx.get(Sensors)
    model = sensors.by_code(SITE_ID, "TT-201")
    assert model is not None
    assert model.indicator is not None
    source = replace(
        model, sensor_id=0, code=code, name=name, equipment_id=None, is_simulated=False, last_seen_at=None
    )
    sensor_id = sensors.add(source)
    sensors.add_indicator(sensor_id, model.indicator, reason="copied", at=tx.now, by=None)
    return sensor_id


def hear(installation: Installation, sources: Sequence[int], *, silent_after: timedelta) -> None:
    """All of them were heard, and fall silent after that."""
    installation.database.transact(
        lambda tx: tx.get(Sources).hear(dict.fromkeys(sources, tx.now + silent_after), at=tx.now)
    )


def shelved_and_back_as_one(desk: Device, phone: Device, row: Locator) -> None:
    """An officer shelves the group from its page, and unshelves it from the list of what is held back."""
    desk.page.get_by_test_id("shelve").click()
    desk.page.get_by_test_id("suppress-reason").get_by_text("仪表故障").click()
    desk.shot("gateway-shelve-desk")
    desk.page.get_by_role("button", name=f"搁置这一组 {BEHIND} 条").last.click()
    shelved = desk.page.get_by_test_id("unshelve-group")
    expect(shelved).to_have_text(f"结束搁置这一组 {BEHIND} 条")
    desk.shot("gateway-shelved-desk")
    phone.go("/alerts")
    expect(row).to_have_count(0)
    desk.go("/held")
    expect(desk.page.get_by_test_id("held-group")).to_have_text(f"一组 {BEHIND} 条，一起压住")
    held = desk.page.get_by_test_id("held-row")
    expect(held).to_contain_text(f"{NAME}：{BEHIND} 个监测点失联")
    expect(held).to_have_count(1)
    desk.shot("gateway-held-desk")
    desk.page.get_by_test_id("release").click()
    expect(row).to_have_count(1)


def explained_in_chinese(device: Device, name: str) -> None:
    page = device.page
    device.go("/monitor?only=blind")
    tile = page.get_by_test_id("tile")
    row = tile.filter(has_text=f"{WATCHED}：{EXPLAINED} 个监测点看不见")
    expect(row).to_have_count(1, timeout=SILENT_WITHIN_MS)
    expect(tile.filter(has_text=re.compile(r"测点 \d"))).to_have_count(0)
    device.shot(f"explained-blind-{name}")
    row.click()
    expect(page.get_by_test_id("blind-only")).to_contain_text(f"{WATCHED}后面看不见的 {EXPLAINED} 个")
    expect(tile.filter(has_text="测点 0000")).to_be_visible()
    device.shot(f"explained-members-{name}")
    device.go("/held")
    held = page.get_by_test_id("held-row")
    expect(held).to_have_count(1)
    expect(held).to_contain_text(f"盖住 {EXPLAINED} 条")
    expect(page.get_by_test_id("held-sum")).to_have_text(f"{EXPLAINED} 样不叫人。")
    expect(page.get_by_role("heading", name=f"被上级盖住 {EXPLAINED}")).to_be_visible()
    device.shot(f"explained-held-{name}")
    held.get_by_role("link").click()
    expect(page.get_by_test_id("alert-row").first).to_be_visible()
    device.shot(f"explained-alerts-{name}")


def explained_in_english(device: Device, name: str) -> None:
    device.page.evaluate("localStorage.setItem('anhuan.locale', 'en')")
    device.go("/monitor?only=blind")
    row = device.page.get_by_test_id("tile").filter(has_text=f"GW-4: {EXPLAINED} sources unseen")
    expect(row).to_have_count(1)
    device.shot(f"explained-blind-{name}-en")
    device.go("/held")
    expect(device.page.get_by_test_id("held-sum")).to_have_text(f"{EXPLAINED} call nobody.")
    device.shot(f"explained-held-{name}-en")


@pytest.fixture(scope="module")
def explained(installation: Installation, floor: PlantFloor) -> list[int]:
    """A gateway that is watched itself, and the sources behind it."""
    return installation.database.transact(lambda tx: _connected(tx, "GW-4", WATCHED, "EDGE", EXPLAINED))


@pytest.mark.nightly
def test_a_gateway_that_is_silent_itself_has_one_row_for_all_that_nobody_sees_behind_it(
    installation: Installation,
    floor: PlantFloor,
    phone: Device,
    tablet: Device,
    explained: list[int],
) -> None:
    gateway, *behind = explained
    phone.sign_in("wang.lei")
    tablet.sign_in("zhao.min")
    hear(installation, [gateway], silent_after=timedelta(0))
    phone.go("/alerts")
    expect(phone.page.get_by_test_id("alert-row").filter(has_text=WATCHED)).to_be_visible(
        timeout=SILENT_WITHIN_MS
    )
    hear(installation, behind, silent_after=timedelta(0))

    for device, name in ((phone, "phone"), (tablet, "tablet")):
        explained_in_chinese(device, name)
        explained_in_english(device, name)


@pytest.mark.nightly
def test_a_lost_gateway_is_one_row_called_by_it_while_a_red_rings_and_says_when_it_is_back(
    installation: Installation, floor: PlantFloor, phone: Device, desk: Device, behind: list[int]
) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("wang.lei")
    desk.sign_in("zhao.min")
    hear(installation, behind, silent_after=timedelta(0))

    floor.raise_alert("LT-101", 96.0, "RED")

    expect(alarm).to_be_visible()
    phone.shot("gateway-red-rings")
    alarm.get_by_test_id("alarm-aside").tap()
    phone.go("/alerts")
    row = phone.page.get_by_test_id("alert-row").filter(has_text=NAME)
    expect(row).to_contain_text(f"{NAME}：{BEHIND} 个监测点失联", timeout=SILENT_WITHIN_MS)
    expect(row).to_have_count(1)
    expect(phone.page.get_by_test_id("alert-row").filter(has_text=re.compile(r"测点 \d"))).to_have_count(0)
    phone.shot("gateway-row")
    desk.go("/alerts")
    expect(desk.page.get_by_test_id("alert-row").filter(has_text=NAME)).to_have_count(1)
    desk.shot("gateway-row-desk")

    row.tap()

    members = phone.page.get_by_test_id("member")
    expect(members).to_have_count(19)
    more = phone.page.get_by_test_id("members-more")
    expect(more).to_have_text(f"还有 {BEHIND - 20} 个")
    more.scroll_into_view_if_needed()
    phone.shot("gateway-members")
    more.tap()
    expect(members).to_have_count(39)
    expect(more).to_have_text(f"还有 {BEHIND - 40} 个")
    phone.page.get_by_role("heading", name=NAME).first.scroll_into_view_if_needed()
    phone.shot("gateway-page")
    desk.page.get_by_test_id("alert-row").filter(has_text=NAME).click()
    expect(desk.page.get_by_test_id("members-more")).to_be_visible()
    desk.shot("gateway-page-desk")

    shelved_and_back_as_one(desk, phone, row)

    hear(installation, behind, silent_after=timedelta(hours=1))

    phone.go("/alerts")
    expect(row).to_contain_text(
        re.compile(f"{NAME}：{BEHIND} 个监测点曾失联，均已恢复"), timeout=SILENT_WITHIN_MS
    )
    expect(row).to_contain_text("已恢复 · 待响应")
    expect(row).to_have_count(1)
    phone.shot("gateway-back")

"""The lab on a desk: a line dragged, typed or moved by keys is one draft; what is no draft has no verdict."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.sync_api import Locator, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.readings.store import Readings
from backend.sensors.tables import SensorRow
from tests.e2e.devices import Device
from tests.support.installations import Installation

GAS: Final = "GD-101"
"""Yellow from 10, orange from 25, red from 50 %LEL after 3 s; the instrument measures up to 100."""


@pytest.fixture(scope="module")
def source(installation: Installation) -> int:
    """An hour of gas, one reading a second: two minutes at 12 %LEL, and one at 30."""
    values = [2.0] * 3600
    values[600:660] = values[3000:3060] = [12.0] * 60
    values[1800:1860] = [30.0] * 60
    start_us = microseconds(datetime.now(UTC) - timedelta(hours=3))

    def plant(tx: Transaction) -> int:
        sensor_id = tx.session.exec(select(SensorRow.id).where(SensorRow.code == GAS)).one()
        assert sensor_id is not None
        rows = [(sensor_id, start_us + n * 1_000_000, value, 0, 0) for n, value in enumerate(values)]
        tx.get(Readings).append(rows)
        return sensor_id

    return installation.database.transact(plant)


def opened(desk: Device, source: int) -> tuple[Locator, Locator]:
    """The grip and the field of the yellow limit."""
    desk.sign_in("zhao.min")
    desk.go(f"/lab/{source}")
    expect(desk.page.get_by_test_id("tier-table")).to_be_visible()
    field = desk.page.get_by_test_id("limit-HIGH-YELLOW").locator("input")
    return desk.page.get_by_test_id("handle-HIGH-YELLOW"), field


def test_a_dragged_line_is_what_is_typed_and_the_verdict_follows(desk: Device, source: int) -> None:
    grip, field = opened(desk, source)
    page = desk.page
    expect(page.get_by_test_id("headline")).to_have_text("草稿和第 1 版一样")
    box = grip.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 20)
    page.mouse.move(x, y - 40)
    page.mouse.up()

    dragged = field.input_value()
    assert 13 < float(dragged) < 25
    expect(grip).to_have_attribute("aria-valuenow", dragged)
    expect(page.get_by_test_id("headline")).to_contain_text("少 2 次")
    expect(page.get_by_test_id("tier-YELLOW")).to_contain_text("2 分钟")
    expect(page.get_by_test_id("lab-chart")).to_be_in_viewport(ratio=0.9)

    field.fill("11")
    expect(grip).to_have_attribute("aria-valuenow", "11")
    expect(page.get_by_test_id("headline")).to_contain_text("次数一样")

    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("11.5")
    page.keyboard.press("PageDown")
    expect(field).to_have_value("6.5")

    page.get_by_test_id("reset").click()
    expect(field).to_have_value("10")


def test_what_is_no_draft_has_no_verdict_and_says_which_field_and_why(desk: Device, source: int) -> None:
    _, yellow = opened(desk, source)
    page = desk.page
    orange = page.get_by_test_id("limit-HIGH-ORANGE").locator("input")
    problems = page.get_by_test_id("problems")

    yellow.fill("12.5")
    expect(page.get_by_test_id("headline")).to_contain_text("少 2 次")
    yellow.fill("")

    expect(problems).to_contain_text("黄线空着。空着不等于 0。")
    expect(yellow).to_have_value("")
    expect(yellow).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_test_id("headline")).to_have_count(0)
    expect(page.get_by_test_id("tier-table")).to_have_count(0)
    expect(page.get_by_test_id("apply")).to_have_count(0)
    expect(page.get_by_test_id("verdict")).to_contain_text("看不见会怎样")

    for typed, why in (("55", "顺序反了"), ("-5", "负数"), ("99999", "高于能测到的"), ("abc", "不是一个数")):
        orange.fill(typed)
        expect(problems.get_by_role("listitem").first).to_contain_text(why)

    page.get_by_test_id("to-problem").click()
    expect(orange).to_be_focused()

    page.get_by_role("button", name="橙线回 25").click()
    page.get_by_role("button", name="不设黄线").click()
    expect(page.get_by_test_id("headline")).to_contain_text("少 2 次")
    expect(page.get_by_test_id("apply")).to_have_text("还差原因")

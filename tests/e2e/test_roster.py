"""A week is planned with its holes in sight, and a night changes hands between a desk and a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import delete

from backend.core.database import Transaction
from backend.roster.tables import RosterRow, ShiftPatternRow, ShiftRow
from tests.e2e.devices import DESK, PHONE, Device, device
from tests.support import installations
from tests.support.installations import Installation


@pytest.fixture(scope="module")
def plant(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A plant of its own, whose roster is forgotten: it is planned here from the first pattern on."""
    folder: Path = tmp_path_factory.mktemp("rostered")
    with installations.embedded(folder) as site:
        site.start("up")
        site.database.transact(_forget_roster)
        yield site


def _forget_roster(tx: Transaction) -> None:
    for table in (ShiftRow, RosterRow, ShiftPatternRow):
        tx.session.connection().execute(delete(table))


@pytest.fixture
def officer(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, DESK) as held:
        held.sign_in("zhao.min")
        yield held


@pytest.fixture
def colleague(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, PHONE) as held:
        held.sign_in("liu.fang")
        yield held


def test_a_week_is_planned_and_a_night_is_swapped(officer: Device, colleague: Device) -> None:
    desk, phone = officer.page, colleague.page
    officer.go("/roster")
    desk.get_by_test_id("to-patterns").click()
    desk.get_by_test_id("usual-patterns").click()
    expect(desk.get_by_test_id("pattern")).to_have_count(2)
    desk.get_by_role("radio", name="周历").click()
    desk.get_by_test_id("week-after").click()

    # Nights only: the preview says that the days stay empty, before anything is saved.
    desk.get_by_test_id("plan-roster").click()
    form = desk.get_by_test_id("plan-form")
    form.get_by_role("radio", name="夜班").click()
    form.get_by_test_id("plan-person").filter(has_text="赵敏").click()
    form.get_by_test_id("plan-person").filter(has_text="刘芳").click()
    expect(desk.get_by_test_id("plan-holes")).to_contain_text("6 段没人")
    desk.get_by_test_id("sheet-send").click()
    expect(desk.get_by_test_id("shift")).to_have_count(7)
    expect(desk.get_by_test_id("hole")).not_to_have_count(0)

    # The holes are filled from where they are seen.
    desk.get_by_test_id("fill-hole").click()
    form.get_by_label("到", exact=True).fill(form.get_by_label("从", exact=True).input_value())
    form.get_by_test_id("plan-person").filter(has_text="刘芳").click()
    expect(desk.get_by_test_id("plan-preview")).to_contain_text("会排 1 个班")
    desk.get_by_test_id("sheet-send").click()
    expect(desk.get_by_test_id("shift")).to_have_count(8)

    # The first night is given away: asked at the desk, accepted on the phone, seen at the desk at once.
    nights = desk.get_by_test_id("shift").filter(has_text="赵敏")
    expect(nights).to_have_count(4)
    nights.first.click()
    sheet = desk.get_by_test_id("shift-sheet")
    sheet.get_by_label("请谁替").select_option(label="刘芳")
    sheet.get_by_label("原因").fill("孩子看病")
    sheet.get_by_test_id("swap-send").click()
    expect(desk.get_by_test_id("swap")).to_contain_text("赵敏 请 刘芳 换班")

    colleague.go("/roster")
    swap = phone.get_by_test_id("swap")
    expect(swap).to_contain_text("孩子看病")
    swap.get_by_role("button", name="同意换").tap()
    expect(swap).to_have_count(0)

    expect(nights).to_have_count(3)

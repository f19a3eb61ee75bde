"""Rules of a site are changed on their screens: seen first, with a reason, in force after."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from backend.core.database import Transaction
from backend.demo.blueprint import id_of
from backend.people.store import People
from backend.sites.tables import SiteRow
from tests.e2e.devices import PASSWORD, PHONE, TABLET, Device, device
from tests.e2e.plant_floor import an_hour_later
from tests.support.installations import Installation


@pytest.fixture
def strict(installation: Installation) -> Iterator[None]:
    """The site asks for passwords, as every one but the demo does."""

    def ask(tx: Transaction, *, asks: bool) -> None:
        tx.session.get_one(SiteRow, id_of("site", "demo")).asks_proof = asks

    installation.database.transact(lambda tx: ask(tx, asks=True))
    yield
    installation.database.transact(lambda tx: ask(tx, asks=False))


@pytest.fixture
def officer(installation: Installation, browser: Browser) -> Iterator[Device]:
    with device(browser, installation.address, TABLET) as held:
        held.sign_in("zhao.min")
        yield held


def test_a_starting_set_is_seen_first_taken_over_with_reason_and_password_and_holds(
    strict: None, installation: Installation, officer: Device
) -> None:
    page = officer.page
    an_hour_later(installation, "zhao.min")
    officer.go("/admin/starting-set")
    times = page.locator("[data-part=TIMES]")
    orange = times.get_by_test_id("set-item").filter(has_text="橙色")
    expect(orange).to_contain_text("处置 4 小时")
    expect(orange).to_contain_text("处置 2 小时")
    for part in ("TASK_RULES", "OBSERVATIONS", "ADVICE"):
        for other in page.locator(f"[data-part={part}] .all").all():
            other.click()

    apply = page.get_by_test_id("apply-set")
    expect(apply).to_have_text("还差理由")
    page.get_by_label("理由", exact=True).fill("按行业起步")
    expect(apply).to_have_text("采用 1 项")
    apply.click()
    expect(page.get_by_text("再输一次密码")).to_be_visible()
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(times).to_contain_text("上次：")
    expect(times).to_contain_text("与今天完全相同")
    officer.go("/policy")
    card = page.locator("[data-testid=tier-policy][data-tier=ORANGE]")
    expect(card).to_contain_text("2 小时")


def test_a_leave_date_is_set_on_the_page_of_a_person(installation: Installation, browser: Browser) -> None:
    day = datetime.now(UTC).date() + timedelta(days=30)
    with device(browser, installation.address, PHONE) as phone:
        phone.sign_in("admin")
        phone.go(f"/admin/people/{id_of('person', 'chen.jie')}")
        page = phone.page
        page.get_by_label("没办完的事交给").select_option(value=str(id_of("person", "wang.lei")))
        page.get_by_test_id("leaves-on").locator("input").fill(day.isoformat())
        page.get_by_test_id("set-leave-date").click()

        expect(page.get_by_test_id("leaving")).to_contain_text(f"{day.isoformat()}起离职")
        expect(page.get_by_test_id("leaving")).to_contain_text("王磊")
        page.get_by_test_id("withdraw-leave-date").click()
        expect(page.get_by_test_id("leaving")).to_have_count(0)


@pytest.mark.parametrize("kind", [PHONE, TABLET], ids=["phone", "tablet"])
def test_an_administrator_releases_a_sign_in_after_wrong_passwords(
    installation: Installation, browser: Browser, kind: dict[str, Any], tmp_path: Path
) -> None:
    key = "chen.jie@10.0.0.9"
    installation.database.transact(lambda tx: tx.get(People).set_failures(key, 20, at=tx.now))
    with device(browser, installation.address, kind) as held:
        held.sign_in("admin")
        held.go(f"/admin/people/{id_of('person', 'chen.jie')}")
        expect(held.page.get_by_text("密码输错多次，现在登录要等。")).to_be_visible()
        held.page.get_by_test_id("release").scroll_into_view_if_needed()
        held.page.screenshot(path=tmp_path / "slowed.png")
        held.page.get_by_test_id("release").click()

        expect(held.page.get_by_test_id("release")).to_have_count(0)
    assert installation.database.transact(lambda tx: tx.get(People).failures(key)) is None


def test_to_keep_data_of_leavers_for_less_time_takes_a_second_person(
    officer: Device, installation: Installation, browser: Browser
) -> None:
    page = officer.page
    officer.go("/admin/site")
    row = page.get_by_test_id("leaver-retention")
    expect(row).to_contain_text("联系方式 90 天")
    row.click()
    page.get_by_test_id("leaver-addresses").locator("input").fill("60")
    send = page.get_by_test_id("sheet-send").locator("visible=true")
    expect(send).to_be_disabled()
    page.get_by_role("dialog").get_by_role("textbox").last.fill("离职后两个月已无业务联系")
    expect(send).to_have_text("请另一位同意")
    send.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row).to_contain_text("联系方式 90 天")

    with device(browser, installation.address, PHONE) as phone:
        phone.sign_in("liu.fang")
        asked = phone.page.get_by_test_id("agreement").filter(has_text="离职人员信息保存期")
        asked.get_by_test_id("decide-agreement").tap()
        phone.page.get_by_role("radio", name="同意", exact=True).tap()
        phone.page.get_by_test_id("sheet-send").locator("visible=true").tap()
        expect(asked).to_have_count(0)

    expect(row).to_contain_text("联系方式 60 天")

"""What loosens an alarm asks for the password again, in the middle of the work, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from backend.core.database import Transaction
from backend.demo.blueprint import id_of
from backend.sites.tables import SiteRow
from tests.e2e.devices import PASSWORD, PHONE, TABLET, Device, device, kept_device
from tests.e2e.forms import see_flags
from tests.e2e.plant_floor import PlantFloor, an_hour_later
from tests.support.client import new_photo
from tests.support.installations import Installation


@pytest.fixture
def strict(installation: Installation) -> Iterator[None]:
    """The demo plant asks, as every other site does, and everybody's password was shown an hour ago."""

    def ask(tx: Transaction, *, asks: bool) -> None:
        tx.session.get_one(SiteRow, id_of("site", "demo")).asks_proof = asks

    installation.database.transact(lambda tx: ask(tx, asks=True))
    yield
    installation.database.transact(lambda tx: ask(tx, asks=False))


@pytest.mark.parametrize(("size", "source"), [(PHONE, "TT-502"), (TABLET, "TT-501")], ids=["phone", "tablet"])
def test_taking_a_source_out_asks_for_the_password_and_goes_on_by_itself(
    strict: None,
    browser: Browser,
    installation: Installation,
    floor: PlantFloor,
    size: dict[str, object],
    source: str,
) -> None:
    alert = floor.raise_alert(source, 88.0, "YELLOW")
    with device(browser, installation.address, size) as held:
        held.sign_in("zhao.min")
        an_hour_later(installation, "zhao.min")
        take_out(held, alert["id"])

        password = held.page.locator("input[name=password]")
        expect(held.page.get_by_text("再输一次密码")).to_be_visible()
        password.fill("not the password")
        held.page.keyboard.press("Enter")
        expect(held.page.get_by_role("alert")).to_contain_text("密码")
        password.fill(PASSWORD)
        held.page.keyboard.press("Enter")

        expect(held.page.get_by_test_id("bring-back")).to_be_visible()
        held.page.get_by_test_id("bring-back").click()
        expect(held.page.get_by_test_id("take-out")).to_be_visible()


def take_out(held: Device, alert_id: str) -> None:
    held.go(f"/alerts/{alert_id}")
    held.page.get_by_test_id("take-out").click()
    held.page.get_by_test_id("suppress-reason").get_by_text("仪表故障").click()
    held.page.get_by_test_id("sheet-send").click()


def test_two_signatures_made_offline_outlive_a_kill_and_count_once_both_are_confirmed(
    strict: None,
    playwright: Playwright,
    installation: Installation,
    floor: PlantFloor,
    photo: Path,
    tmp_path: Path,
) -> None:
    cases = [to_recheck(floor, f"签字没信号 {number}") for number in (1, 2)]
    folder = tmp_path / "phone"
    with kept_device(playwright, installation.address, folder, PHONE) as held:
        held.sign_in("liu.fang")
        held.is_controlled()
        for case_id in cases:
            held.go(f"/cases/{case_id}/recheck")
            expect(held.page.get_by_test_id("submit-recheck")).to_be_visible()
        an_hour_later(installation, "liu.fang")
        held.context.set_offline(True)
        for case_id in cases:
            sign_recheck(held, case_id, photo)
        held.go("/outbox")
        expect(held.page.get_by_text("有信号后还要您确认一次")).to_have_count(2)
    # The app is killed; with the network it comes back, asks once for both, and is put off.
    with kept_device(playwright, installation.address, folder, PHONE) as held:
        held.go("/")
        expect(held.page.get_by_test_id("proof-for").locator("li")).to_have_count(2)
        held.page.get_by_role("button", name="取消").click()
        row = held.page.get_by_test_id("unconfirmed")
        expect(row).to_contain_text("2 条待您确认")
        assert [state_of(floor, each) for each in cases] == ["AWAITING_RECHECK"] * 2
        held.go("/outbox")
        unconfirmed = held.page.locator('[data-testid=outbox-entry][data-state="unconfirmed"]')
        expect(unconfirmed).to_have_count(2)
        expect(unconfirmed.first).to_contain_text("已签字，待确认")
    # Killed again; one tap on the stack.
    with kept_device(playwright, installation.address, folder, PHONE) as held:
        held.go("/")
        row = held.page.get_by_test_id("unconfirmed")
        row.tap()
        held.page.locator("input[name=password]").fill(PASSWORD)
        held.page.keyboard.press("Enter")
        expect(row).to_have_count(0)
        held.go("/outbox")
        expect(held.page.get_by_text("全部已送达")).to_be_visible()
    assert [state_of(floor, each) for each in cases] == ["ARCHIVED"] * 2


def to_recheck(floor: PlantFloor, description: str) -> str:
    """A case that li.qiang has disposed of."""
    case_id = floor.report_in_disposal(description, "li.qiang")
    lead = floor.as_person("li.qiang")
    lead.do("SubmitDisposal", caseId=case_id, measures="已紧固", photos=[lead.photo(new_photo())])
    return case_id


def sign_recheck(held: Device, case_id: str, photo: Path) -> None:
    held.go(f"/cases/{case_id}/recheck")
    held.add_photo(photo)
    see_flags(held)
    held.sign_by_hand()
    held.page.get_by_test_id("submit-recheck").click()
    held.page.wait_for_url(f"**/cases/{case_id}")


def state_of(floor: PlantFloor, case_id: str) -> str:
    return str(floor.as_person("zhao.min").ask("Case", id=case_id)["state"])

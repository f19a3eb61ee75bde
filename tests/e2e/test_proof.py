"""What loosens an alarm asks for the password again, in the middle of the work, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from backend.core.database import Transaction
from backend.demo.blueprint import id_of
from backend.people.accounts.tables import SignInRow
from backend.sites.tables import SiteRow
from tests.e2e.devices import PASSWORD, PHONE, TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation


@pytest.fixture
def strict(installation: Installation) -> Iterator[None]:
    """The demo plant asks, as every other site does, and everybody's password was shown an hour ago."""

    def ask(tx: Transaction, *, asks: bool) -> None:
        tx.session.get_one(SiteRow, id_of("site", "demo")).asks_proof = asks

    installation.database.transact(lambda tx: ask(tx, asks=True))
    yield
    installation.database.transact(lambda tx: ask(tx, asks=False))


def an_hour_later(installation: Installation, username: str) -> None:
    def age(tx: Transaction) -> None:
        wanted = select(SignInRow).where(col(SignInRow.person_id) == id_of("person", username))
        for row in tx.session.exec(wanted):
            row.proven_at = tx.now - timedelta(hours=1)

    installation.database.transact(age)


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

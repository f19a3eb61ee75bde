"""A phone with a fingerprint: its passkey signs in and signs, and the password is typed once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from backend.core.database import Transaction
from backend.demo.blueprint import id_of
from backend.people.accounts.tables import SignInRow
from tests.e2e.devices import PHONE, Device, device
from tests.support import installations
from tests.support.installations import Installation


@pytest.fixture(scope="module")
def named(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that people reach under a name: browsers make passkeys for no number."""
    with installations.embedded(tmp_path_factory.mktemp("named")) as site:
        site.address = site.address.replace("127.0.0.1", "localhost")
        site.commands["up"].environment["ANHUAN_PUBLIC_URL"] = site.address
        site.start("up")
        yield site


def give_fingerprint(held: Device) -> None:
    """A device that knows its person by the finger, and says yes."""
    session = held.context.new_cdp_session(held.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def add_passkey(held: Device, username: str, name: str) -> None:
    """Sign in with the password, and add a passkey by a fingerprint."""
    give_fingerprint(held)
    held.sign_in(username)
    held.go("/security")
    held.page.get_by_test_id("add-passkey").click()
    held.page.get_by_label("名字，方便以后认").fill(name)
    held.page.get_by_test_id("make-passkey").click()
    held.page.get_by_role("button", name="我抄好了").click()


def an_hour_later(site: Installation, username: str) -> None:
    def age(tx: Transaction) -> None:
        for row in tx.session.exec(
            select(SignInRow).where(col(SignInRow.person_id) == id_of("person", username))
        ):
            row.proven_at = tx.now - timedelta(hours=1)

    site.database.transact(age)


def test_a_passkey_is_added_signs_in_proves_and_is_removed(named: Installation, browser: Browser) -> None:
    with device(browser, named.address, PHONE) as held:
        add_passkey(held, "zhao.min", "我的指纹")
        expect(held.page.get_by_text("我的指纹")).to_be_visible()

        held.context.clear_cookies()
        held.go("/sign-in")
        held.page.get_by_test_id("passkey").click()
        expect(held.page.get_by_test_id("connection").first).to_be_visible()

        an_hour_later(named, "zhao.min")
        held.go("/security")
        held.page.get_by_test_id("remove-passkey").click()
        held.confirm("去掉")
        expect(held.page.locator("input[name=password]")).to_be_visible()
        held.page.get_by_test_id("passkey").click()
        expect(held.page.get_by_text("我的指纹")).to_have_count(0)


def test_after_the_password_the_passkey_answers_for_the_code(named: Installation, browser: Browser) -> None:
    with device(browser, named.address, PHONE) as held:
        add_passkey(held, "wang.lei", "手机")

        held.context.clear_cookies()
        held.go("/sign-in")
        held.page.fill("input[name=username]", "wang.lei")
        held.page.fill("input[name=password]", "anhuan-demo")
        held.page.click("button[type=submit]")
        expect(held.page.locator("input[name=code]")).to_be_visible()
        held.page.get_by_test_id("passkey").click()
        expect(held.page.get_by_test_id("connection").first).to_be_visible()

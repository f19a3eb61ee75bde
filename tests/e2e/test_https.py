"""A phone on a plant network: trusted, the app is whole; untrusted, it says what will not work."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, expect

from tests.e2e.devices import FLAGS, PHONE, Device, device, launch
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import find_program


@pytest.fixture(scope="module")
def encrypted(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installations.embedded(tmp_path_factory.mktemp("tls"), has_tls=True) as site:
        site.commands["up"].environment["ANHUAN_SIGN_IN_HELP"] = "赵敏（安全主管）8120"  # type: ignore[index]
        site.start("up")
        yield site


@pytest.fixture
def trusting(
    playwright: Playwright,
    encrypted: Installation,
    tmp_path: Path,
    installed: Callable[[str, str], str],
) -> Iterator[Browser]:
    """A browser whose system was given the authority of the installation, as Chromium keeps it here."""
    store = tmp_path / ".pki" / "nssdb"
    store.mkdir(parents=True)
    certutil = [installed("certutil", "libnss3-tools"), "-d", f"sql:{store}"]
    authority = encrypted.folder / "data" / "tls" / "ca.crt"
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    subprocess.run([*certutil, "-A", "-n", "anhuan", "-t", "C,,", "-i", authority], check=True)
    started = playwright.chromium.launch(
        executable_path=find_program("chromium", "chromium"),
        args=list(FLAGS),
        env={**os.environ, "HOME": str(tmp_path)},
    )
    yield started
    started.close()


def test_a_phone_that_trusts_the_certificate_has_all_of_the_app_also_without_a_network(
    trusting: Browser, encrypted: Installation
) -> None:
    with device(trusting, encrypted.address, PHONE, service_workers="allow") as phone:
        phone.sign_in("wang.lei")
        phone.is_controlled()
        assert phone.page.evaluate(
            "isSecureContext && 'mediaDevices' in navigator && 'PushManager' in window"
        )

        phone.context.set_offline(True)
        phone.page.reload()

        expect(phone.page.get_by_test_id("connection").first).to_contain_text("离线")


def test_a_phone_without_the_certificate_is_stopped_by_its_browser(
    browser: Browser, encrypted: Installation
) -> None:
    with device(browser, encrypted.address, PHONE) as phone, pytest.raises(Error, match="ERR_CERT_AUTHORITY"):
        phone.go("/")


def test_who_clicks_the_warning_away_sees_what_the_phone_still_withholds_and_the_way_out(
    browser: Browser, encrypted: Installation
) -> None:
    with device(
        browser, encrypted.address, PHONE, ignore_https_errors=True, service_workers="allow"
    ) as phone:
        phone.sign_in("wang.lei")
        note = phone.page.get_by_test_id("https-note")
        expect(note).to_have_attribute("data-state", "untrusted")
        expect(note.get_by_role("listitem")).to_have_text(["锁屏通知", "没信号时打开", "装到桌面"])

        note.get_by_role("link", name="装证书，照着做").tap()

        expect(phone.page.get_by_role("heading", name="让手机信任安环")).to_be_visible()
        # Chromium names the certificate or an unknown error, whichever of its processes asks first.
        assert phone.problems.pop().endswith("error occurred when fetching the script.")


def test_without_tls_the_app_says_what_will_not_work_once_a_session_and_always_in_the_settings(
    playwright: Playwright, browser: Browser, installation: Installation
) -> None:
    """A plant whose proxy is missing: its name leads to the app, and browsers withhold most of it."""
    started = launch(playwright, "--host-resolver-rules=MAP plant.lan 127.0.0.1")
    address = installation.address.replace("127.0.0.1", "plant.lan")
    with device(started, address, PHONE) as phone:
        phone.go("/sign-in")
        note = phone.page.get_by_test_id("https-note")
        expect(note).to_have_attribute("data-state", "plain")
        expect(note.get_by_role("listitem").first).to_have_text("上报、响应、交处置")
        expect(note).to_contain_text("请管理员给一个 https 开头的网址")
        expect(note.get_by_role("link")).to_have_count(0)

        note.get_by_role("button", name="关闭").tap()
        expect(note).to_have_count(0)
        phone.enter("wang.lei")
        expect(note).to_have_count(0)
        phone.page.get_by_test_id("me").tap()
        expect(note).to_be_visible()
        phone.problems.clear()  # what the browser withholds is missed by the rest of the app, too
    started.close()


def test_where_everything_works_nothing_is_said_of_it(phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.go("/settings")

    expect(phone.page.get_by_role("heading", name="王磊")).to_be_visible()
    expect(phone.page.get_by_test_id("https-note")).to_have_count(0)


def test_the_sign_in_page_says_what_this_is_and_whom_to_call(
    browser: Browser, encrypted: Installation, phone: Device
) -> None:
    with device(browser, encrypted.address, PHONE, ignore_https_errors=True) as held:
        held.go("/sign-in")
        expect(held.page.get_by_text("哪里不正常，它先叫你")).to_be_visible()
        help_ = held.page.get_by_test_id("sign-in-help")
        expect(help_).to_contain_text("问赵敏（安全主管），给你一张新邀请")
        expect(help_.get_by_role("link", name="打电话 8120")).to_have_attribute("href", "tel:8120")

    phone.go("/sign-in")  # nobody has said whom to ask: no name of the site's people is shown
    expect(phone.page.get_by_test_id("sign-in-help")).to_contain_text("请厂里的安全员")
    expect(phone.page.get_by_test_id("sign-in-help").get_by_role("link")).to_have_count(0)

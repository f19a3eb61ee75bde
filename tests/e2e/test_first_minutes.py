"""The first minutes of a person with a phone: what it does, and whether it would wake them."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.devices import PHONE, Device, kept_device
from tests.support.installations import Installation


def test_a_person_is_shown_once_what_the_phone_does_and_then_comes_home(phone: Device) -> None:
    page = phone.page
    phone.meets_first_minutes()
    enter(phone, "wang.lei")

    expect(page.get_by_role("heading", name="王磊，先让它叫得醒你")).to_be_visible()
    expect(page.get_by_test_id("three-cards").get_by_role("heading")).to_have_text(
        ["响了按住", "看见就拍", "没信号也能用"]
    )
    page.get_by_test_id("first-skip").tap()
    phone.is_live()
    page.reload()
    phone.is_live()
    expect(page.get_by_test_id("three-cards")).to_have_count(0)

    phone.go("/settings")
    page.get_by_test_id("to-first-minutes").tap()
    expect(page.get_by_test_id("ready-sound")).to_be_visible()
    expect(page.get_by_test_id("three-cards")).to_have_count(0)


def test_the_next_person_on_a_shared_phone_is_shown_it_too(phone: Device) -> None:
    phone.meets_first_minutes()
    enter(phone, "wang.lei")
    phone.page.get_by_test_id("first-skip").tap()
    phone.is_live()
    phone.go("/settings")
    phone.page.get_by_test_id("sign-out").tap()
    phone.confirm("退出登录")
    phone.page.wait_for_url("**/sign-in")

    enter(phone, "chen.jie")

    expect(phone.page.get_by_role("heading", name="陈杰，先让它叫得醒你")).to_be_visible()


def test_what_the_phone_cannot_know_is_tried_aloud(phone: Device) -> None:
    """A page sees no mute switch: only the person knows whether it was heard."""
    page = phone.page
    phone.sign_in("wang.lei")
    phone.go("/first-minutes")
    refuse_notifications(phone)
    sound = page.get_by_test_id("ready-sound")
    expect(sound).to_have_attribute("data-state", "OPEN")

    page.get_by_test_id("first-verb").tap()
    sound.get_by_test_id("not-heard").tap()
    expect(sound).to_have_attribute("data-state", "BAD")
    expect(sound).to_contain_text("把媒体音量调大")

    page.get_by_test_id("first-verb").tap()
    sound.get_by_test_id("heard").tap()
    expect(sound).to_have_attribute("data-state", "GOOD")
    page.reload()
    expect(sound).to_contain_text("听到过")


@pytest.mark.parametrize(("answer", "state"), [("denied", "BAD"), ("granted", "OPEN")])
def test_notifications_have_the_state_that_the_person_gave_them(
    playwright: Playwright, installation: Installation, tmp_path: Path, answer: str, state: str
) -> None:
    """Allowed is not enough: without a subscription no message would come."""
    permissions = ["notifications"] if answer == "granted" else []
    with kept_device(playwright, installation.address, tmp_path, PHONE, permissions) as phone:
        phone.sign_in("chen.jie")
        assert phone.page.evaluate("Notification.permission") == answer
        phone.go("/first-minutes")

        expect(phone.page.get_by_test_id("ready-push")).to_have_attribute("data-state", state)


def test_a_test_alert_shows_when_it_was_and_whether_it_came(phone: Device) -> None:
    page = phone.page
    phone.sign_in("liu.fang")
    page.evaluate("localStorage.setItem('anhuan.sound-heard', String(Date.now()))")
    phone.go("/first-minutes")
    refuse_notifications(phone)
    row = page.get_by_test_id("ready-test")
    expect(row).to_contain_text("还没试过")

    page.get_by_test_id("first-verb").tap()
    page.wait_for_url("**/alert-test")
    page.get_by_test_id("send-alert-test").tap()
    page.get_by_role("button", name="看到了").tap()
    phone.go("/first-minutes")

    expect(row).to_have_attribute("data-state", "GOOD")
    expect(row).to_contain_text("显示出来了")


def refuse_notifications(phone: Device) -> None:
    """The verb asks for them first, and this browser answers for its person: no."""
    phone.page.get_by_role("button", name="开启通知").tap()
    expect(phone.page.get_by_test_id("ready-push")).to_have_attribute("data-state", "BAD")


def enter(phone: Device, username: str) -> None:
    """Sign in by the form; whatever comes next."""
    phone.go("/sign-in")
    phone.page.fill("input[name=username]", username)
    phone.page.fill("input[name=password]", "anhuan-demo")
    phone.page.click("button[type=submit]")

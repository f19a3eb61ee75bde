"""Who is at the phone, in which language, in which light."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.e2e.devices import Device

ROW_PX: Final = 56
"""How high a row of the settings is at least."""
TOPS_OF_SIGN_OUT: Final = """(() => {
  window.tops = new Set()
  const look = () => {
    const row = document.querySelector('[data-testid=sign-out]')
    if (row) window.tops.add(Math.round(row.getBoundingClientRect().top))
    requestAnimationFrame(look)
  }
  look()
})()"""


def test_signing_out_everywhere_ends_the_other_device(phone: Device, tablet: Device) -> None:
    phone.sign_in("sun.yue")
    tablet.sign_in("sun.yue")

    tablet.go("/settings")
    tablet.page.get_by_role("button", name="退出所有设备").click()
    tablet.confirm("退出所有设备")
    tablet.page.wait_for_url("**/sign-in")

    phone.page.reload()
    expect(phone.page.get_by_text("登录已过期").first).to_be_visible()
    phone.page.get_by_text("登录已过期").first.tap()
    phone.page.wait_for_url("**/sign-in")


@pytest.mark.parametrize("size", ["phone", "tablet"])
def test_who_aims_at_the_end_of_the_settings_meets_it_while_they_still_load(
    size: str, request: pytest.FixtureRequest
) -> None:
    held: Device = request.getfixturevalue(size)
    held.sign_in("wang.lei")
    held.context.add_init_script(TOPS_OF_SIGN_OUT)

    held.go("/settings")
    held.settles()

    tops = held.page.evaluate("[...window.tops]")
    assert max(tops) - min(tops) < ROW_PX / 2, f"the row was at {tops} px"


def test_a_wrong_password_is_refused_in_words(phone: Device) -> None:
    phone.go("/cases")
    phone.page.wait_for_url("**/sign-in?next=/cases")
    phone.page.fill("input[name=username]", "wang.lei")
    phone.page.fill("input[name=password]", "guess")
    phone.page.click("button[type=submit]")
    expect(phone.page.get_by_role("alert")).to_have_text("用户名或密码不正确")


def test_the_language_is_switched_at_once_and_for_good(phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.go("/settings")
    phone.page.get_by_role("radio", name="English").tap()

    expect(phone.page.get_by_role("radiogroup", name="Language")).to_be_visible()
    expect(phone.page.get_by_text("Wang Lei")).to_be_visible()
    phone.page.reload()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    expect(phone.page.get_by_text("Wang Lei")).to_be_visible()


def test_the_dark_theme_follows_the_choice_and_the_system(phone: Device) -> None:
    phone.sign_in("wang.lei")
    html = phone.page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    phone.page.emulate_media(color_scheme="dark")
    expect(html).to_have_attribute("data-theme", "dark")

    phone.go("/settings")
    phone.page.get_by_role("radio", name="浅色").tap()
    expect(html).to_have_attribute("data-theme", "light")
    phone.page.reload()
    expect(html).to_have_attribute("data-theme", "light")

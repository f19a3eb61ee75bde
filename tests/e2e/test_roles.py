"""What each role can open is readable by all, in the hand and at a desk, by day and by night.

Other than `test_every_screen`, which shows each screen to one person, it follows the ways that the product
offers to a person: what a page holds depends on who looks.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import DESK, PHONE, STILLNESS, Device, device
from tests.e2e.test_every_screen import AXE, CHECKS, RULES
from tests.support.installations import Installation

SIZES = {"phone": PHONE, "desk": DESK}
PEOPLE = {
    "worker": ("wang.lei", "phone"),
    "lead": ("li.qiang", "phone"),
    "officer": ("zhao.min", "desk"),
    "executive": ("zhou.gang", "desk"),
    "administrator": ("admin", "desk"),
}
"""Who they are in the demo plant, and the size at which they look most."""
MAIN = ("/", "/alerts", "/cases", "/monitor", "/plan")
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map((each) => each.pathname)"


pytestmark = pytest.mark.usefixtures("history")


@pytest.fixture
def held(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    """The device of this size, on which this person has signed in."""
    person, size = request.param
    with device(browser, installation.address, SIZES[size]) as one:
        one.sign_in(person)
        yield one


def violations(held: Device, path: str) -> dict[str, list[str]]:
    """What axe objects to on the page at this address, by theme."""
    page = held.page
    held.go(path)
    expect(page.locator("h1").first).to_be_visible()
    held.settles()
    page.evaluate(STILLNESS)
    page.evaluate(AXE.read_text() + CHECKS.read_text())
    found = {}
    for theme in ("light", "dark"):
        held.turn(theme)
        found[f"{path} {theme}"] = page.evaluate("(tags) => checks.violations(tags)", RULES)
    return {where: what for where, what in found.items() if what}


def offered(held: Device) -> list[str]:
    """The addresses that this person is offered at a desk: by the rail, on "me", in the administration."""
    found = ["/settings"]
    for start in ("/settings", "/admin"):
        if start in found:
            held.go(start)
            held.settles()
            found += held.page.evaluate(LINKS)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("held", PEOPLE.values(), ids=PEOPLE, indirect=True)
def test_the_main_screens_of_each_role_are_readable_by_all(held: Device) -> None:
    found = {where: what for path in MAIN for where, what in violations(held, path).items()}

    assert found == {}


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("person", [person for person, _ in PEOPLE.values()], ids=PEOPLE)
def test_whatever_a_role_is_offered_is_readable_by_all(
    browser: Browser, installation: Installation, person: str, size: str
) -> None:
    with device(browser, installation.address, DESK) as desk:
        desk.sign_in(person)
        ways = offered(desk)
    assert set(MAIN) <= set(ways)

    with device(browser, installation.address, SIZES[size]) as held:
        held.sign_in(person)
        found = {where: what for path in ways for where, what in violations(held, path).items()}

    assert found == {}

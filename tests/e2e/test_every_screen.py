"""What holds for each screen: readable by all, made for thumbs in gloves, never wider than the phone."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Browser

from backend.core.words import WORDS
from tests.e2e.devices import DESK, PHONE, TABLET, Device
from tests.e2e.history import History
from tests.e2e.screens import MAIN, MAIN_OF_DESK, SCREENS, SIZES, Screen
from tests.support.installations import Installation

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHECKS = Path(__file__).with_name("screen_checks.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
TARGET_PX = 48


@pytest.fixture(scope="module")
def signed_in() -> Iterator[dict[tuple[str, str | None], Device]]:
    """The devices of all who look, kept over the screens: signing in once each is enough."""
    held: dict[tuple[str, str | None], Device] = {}
    yield held
    for kept in held.values():
        kept.context.close()


def rest(held: Device) -> None:
    """Leave the page: dozens of devices whose clocks tick are the load of a plant."""
    held.page.goto("about:blank")


def _wanted(size: str, screen: Screen) -> ParameterSet:
    """By day each screen at the size of those who use it most; at night at every size."""
    marks = () if size == screen.used_at else pytest.mark.nightly
    return pytest.param((size, screen), id=f"{screen.name}-{size}", marks=marks)


@pytest.fixture(params=[_wanted(size, screen) for size, screen in product(SIZES, SCREENS)])
def shown(
    request: pytest.FixtureRequest,
    browser: Browser,
    installation: Installation,
    history: History,
    signed_in: dict[tuple[str, str | None], Device],
) -> Iterator[Device]:
    """A device that shows this screen with its content."""
    size, screen = request.param
    owner = size, screen.person
    if owner not in signed_in:
        context = browser.new_context(service_workers="block", **SIZES[size])
        signed_in[owner] = Device(installation.address, context, context.new_page())
        if screen.person:
            signed_in[owner].sign_in(screen.person)
    held = signed_in[owner]
    held.go(screen.path(history))
    screen.show(held.page, history)
    yield held
    rest(held)


def test_it_is_readable_in_both_themes_never_scrolls_sideways_and_is_made_for_gloves(shown: Device) -> None:
    page = shown.page
    page.evaluate(AXE.read_text() + CHECKS.read_text())
    found = {
        "too wide": page.evaluate("checks.tooWide()"),
        "without words": page.evaluate("(keys) => checks.withoutWords(keys)", list(WORDS)),
        "too small": page.evaluate("(least) => checks.smallTargets(least)", TARGET_PX),
    }
    for theme in ("light", "dark"):
        shown.turn(theme)
        found[theme] = page.evaluate("(tags) => checks.violations(tags)", RULES)

    assert {what: where for what, where in found.items() if where} == {}
    assert shown.problems == []


@pytest.fixture
def anywhere(
    request: pytest.FixtureRequest,
    browser: Browser,
    installation: Installation,
    history: History,
    spoken: dict[tuple[str, str | None, str], Device],
) -> Iterator[Device]:
    """The same screen at a size and in a language."""
    size, language, screen = request.param
    owner = size, screen.person, language
    if owner not in spoken:
        context = browser.new_context(service_workers="block", **{**SIZES, "desk": DESK}[size])
        context.add_init_script(f"localStorage.setItem('anhuan.locale', '{language}')")
        spoken[owner] = Device(installation.address, context, context.new_page())
        if screen.person:
            spoken[owner].enter(screen.person)
    held = spoken[owner]
    held.go(screen.path(history))
    screen.show(held.page, history)
    yield held
    rest(held)


@pytest.fixture(scope="module")
def spoken() -> Iterator[dict[tuple[str, str | None, str], Device]]:
    held: dict[tuple[str, str | None, str], Device] = {}
    yield held
    for kept in held.values():
        kept.context.close()


@pytest.mark.nightly
@pytest.mark.parametrize(
    "anywhere",
    [
        pytest.param((size, language, screen), id=f"{screen.name}-{size}-{language}")
        for size, language, screen in product((*SIZES, "desk"), ("zh", "en"), SCREENS)
        if (language, size == "desk") != ("zh", False)  # these the test above looks at
    ],
    indirect=True,
)
def test_it_is_readable_at_every_size_in_both_themes_and_languages(anywhere: Device) -> None:
    page = anywhere.page
    page.evaluate(AXE.read_text() + CHECKS.read_text())
    found = {
        "too wide": page.evaluate("checks.tooWide()"),
        "without words": page.evaluate("(keys) => checks.withoutWords(keys)", list(WORDS)),
    }
    for theme in ("light", "dark"):
        anywhere.turn(theme)
        found[theme] = page.evaluate("(tags) => checks.violations(tags)", RULES)

    assert {what: where for what, where in found.items() if where} == {}


KINDS: Final = {
    "412x915": {**PHONE, "viewport": {"width": 412, "height": 915}},
    "on-its-side": {**PHONE, "viewport": {"width": 800, "height": 360}},
    "large-letters": PHONE,
}
KINDS_OF_DESK: Final = {
    "upright": {**TABLET, "viewport": {"width": 834, "height": 1194}},
    # What a browser makes of 1440 × 900 when its person zooms to 150 %.
    "zoomed": {**DESK, "viewport": {"width": 960, "height": 600}, "device_scale_factor": 1.5},
}
LARGE: Final = (
    "addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '200%'))"
)


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        pytest.param(kind, screen, id=f"{screen.name}-{kind}")
        for kinds, names in ((KINDS, MAIN), (KINDS_OF_DESK, MAIN_OF_DESK))
        for kind, screen in product(kinds, [each for each in SCREENS if each.name in names])
    ],
)
def test_the_main_screens_are_readable_however_a_phone_is_held_and_however_large_the_letters(
    browser: Browser, installation: Installation, history: History, kind: str, screen: Screen
) -> None:
    context = browser.new_context(service_workers="block", **(KINDS | KINDS_OF_DESK)[kind])
    if kind == "large-letters":
        context.add_init_script(LARGE)
    held = Device(installation.address, context, context.new_page())
    if screen.person:
        held.enter(screen.person)
    held.go(screen.path(history))
    screen.show(held.page, history)
    held.page.evaluate(AXE.read_text() + CHECKS.read_text())
    found = {
        "too wide": held.page.evaluate("checks.tooWide()"),
        "violations": held.page.evaluate("(tags) => checks.violations(tags)", RULES),
    }
    context.close()

    assert {what: where for what, where in found.items() if where} == {}


def test_areas_are_named_by_what_is_seen_of_them_while_the_plan_has_no_picture(
    history: History, phone: Device
) -> None:
    phone.context.route("**/photos/plans/**", lambda route: route.abort())
    phone.sign_in("wang.lei")
    phone.go("/plan")
    phone.page.locator(".area[data-tier]").first.wait_for()
    phone.page.evaluate(AXE.read_text() + CHECKS.read_text())

    assert phone.page.evaluate("(tags) => checks.violations(tags)", RULES) == []

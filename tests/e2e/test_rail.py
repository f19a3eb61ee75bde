"""The rail shares out the height of a window: entries of 44 to 72 px, and no word touches the next sign."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.devices import DESK, device
from tests.support.installations import Installation

MEASURE = """() => {
  const rail = document.querySelector('nav.rail')
  const foot = rail.querySelector('.foot').getBoundingClientRect()
  const places = [...rail.querySelectorAll(':scope > .place')]
  return {
    heights: places.map((place) => place.getBoundingClientRect().height),
    gaps: places.slice(1).map((place, at) => place.querySelector('svg').getBoundingClientRect().top
      - Math.max(...[...places[at].querySelectorAll('svg, span:not(.badge)')].map(
          (part) => part.getBoundingClientRect().bottom))),
    left: foot.top - places.at(-1).getBoundingClientRect().bottom,
    below: rail.querySelectorAll('[data-testid=rail-more]').length,
  }
}"""
ANOTHER = """() => {
  const places = document.querySelectorAll('nav.rail > .place')
  places[places.length - 1].after(places[places.length - 1].cloneNode(true))
}"""


@pytest.mark.parametrize("height", [720, 900, 1080])
def test_eleven_and_twelve_entries_share_the_height_of_the_window(
    browser: Browser, installation: Installation, height: int
) -> None:
    kind = {**DESK, "viewport": {"width": 1440, "height": height}}
    with device(browser, installation.address, kind) as desk:
        desk.sign_in("zhao.min")
        desk.page.locator("nav.rail > .place").nth(10).wait_for()
        for entries in (11, 12):
            if entries == 12:
                desk.page.evaluate(ANOTHER)
            seen = desk.page.evaluate(MEASURE)
            assert len(seen["heights"]) == entries
            assert 44 <= min(seen["heights"]) <= max(seen["heights"]) <= 72
            assert min(seen["gaps"]) >= 6, "a word touches the next sign"
            assert seen["below"] == 0, "all of them are in sight"
            assert seen["left"] < 2 or min(seen["heights"]) == 72, "room is left that none was given"


def test_in_a_window_too_low_for_44_px_each_the_rail_scrolls_and_says_how_many_are_below(
    browser: Browser, installation: Installation
) -> None:
    with device(browser, installation.address, {**DESK, "viewport": {"width": 1440, "height": 520}}) as desk:
        desk.sign_in("zhao.min")
        desk.page.get_by_test_id("rail-more").wait_for()
        assert min(desk.page.evaluate(MEASURE)["heights"]) >= 44

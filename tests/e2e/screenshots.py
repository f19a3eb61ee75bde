"""Pictures of every screen: `python -m tests.e2e.screenshots`, or with `--readme` the few in the README.

Phone and tablet, both languages and themes, of a demo plant with a past and an incident under way; into
`screenshots/`, with one contact sheet for each size.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests import composefile, installations
from tests.e2e.devices import Device, device, launch
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.screens import SCREENS, SIZES, Screen
from tests.installations import Installation

ROOT: Final = Path(__file__).parents[2]
OUTPUT: Final = ROOT / "screenshots"
IN_README: Final = ROOT / "docs" / "images"
LANGUAGES: Final = ("zh", "en")
THEMES: Final = ("light", "dark")
SHEET_WIDTH: Final = {"phone": 240, "tablet": 480}
COLUMNS: Final = {"phone": 8, "tablet": 4}
MARGIN: Final = 12


def main() -> None:
    """Take all pictures, or those of the README."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--readme", action="store_true", help="only the pictures of the README, into docs/images"
    )
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with _busy_plant(Path(folder)) as (site, history):
            if wanted.readme:
                _for_readme(browser, site, history)
            else:
                for size in SIZES:
                    _sheet(size, list(_pictures(browser, site, history, size)))
        browser.close()


@contextmanager
def _busy_plant(folder: Path) -> Iterator[tuple[Installation, History]]:
    """The demo plant with a past, half a minute into the simulated gas leak."""
    with installations.embedded(folder) as quiet:
        quiet.start("up")
        floor = PlantFloor(quiet)
        history = make_history(floor)
        quiet.kill("up")
        up = quiet.commands["up"]
        environment = {**up.environment, "ANHUAN_SIMULATION": "true"}
        busy = replace(quiet, commands={"up": composefile.Service("up", up.command, environment)})
        busy.start("up")
        floor.forget_sign_ins()
        leak = floor.wait_for_alert("GD-201", lambda alert: bool(alert["tier"] == "RED"), within=120)
        yield busy, replace(history, alert=leak["id"])
        floor.close()


def _pictures(
    browser: Browser, site: Installation, history: History, size: str
) -> Iterator[tuple[str, Image.Image]]:
    """Every screen in this size, by its name; each person signs in once."""
    OUTPUT.mkdir(exist_ok=True)
    people = dict.fromkeys(screen.person for screen in SCREENS)
    for person in people:
        with device(browser, site.address, SIZES[size]) as held:
            held.go("/sign-in")
            if person:
                held.sign_in(person)
            for language, screen in product(LANGUAGES, [each for each in SCREENS if each.person == person]):
                _show(held, screen, history, language)
                for theme in THEMES:
                    name = f"{size}-{screen.name}-{language}-{theme}"
                    yield name, _taken(held, OUTPUT / f"{name}.png", theme)


def _show(held: Device, screen: Screen, history: History, language: str) -> None:
    held.page.evaluate("(next) => localStorage.setItem('anhuan.locale', next)", language)
    held.go(screen.path(history))
    held.page.locator(screen.ready).first.wait_for()
    held.page.wait_for_load_state("networkidle")


def _taken(held: Device, file: Path, theme: Any) -> Image.Image:
    held.turn(theme)
    held.page.evaluate("document.fonts.ready.then(() => true)")
    return Image.open(BytesIO(held.page.screenshot(path=file))).convert("RGB")


def _sheet(size: str, pictures: list[tuple[str, Image.Image]]) -> None:
    """All of them side by side on one picture, with their names."""
    width = SHEET_WIDTH[size]
    height = round(width * SIZES[size]["viewport"]["height"] / SIZES[size]["viewport"]["width"])
    columns = COLUMNS[size]
    rows = -(-len(pictures) // columns)
    cell = width + MARGIN, height + MARGIN + 14
    sheet = Image.new("RGB", (columns * cell[0] + MARGIN, rows * cell[1] + MARGIN), (230, 233, 232))
    draw = ImageDraw.Draw(sheet)
    for index, (name, picture) in enumerate(pictures):
        left, top = MARGIN + index % columns * cell[0], MARGIN + index // columns * cell[1]
        draw.text((left, top), name, fill=(40, 50, 48))
        sheet.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (left, top + 14))
    sheet.save(OUTPUT / f"sheet-{size}.png")


def _for_readme(browser: Browser, site: Installation, history: History) -> None:
    """The alert on a worker's phone, and the officer's tablet."""
    IN_README.mkdir(parents=True, exist_ok=True)
    chosen = (("phone", "alert", "alert", "wang.lei"), ("tablet", "home", "home-officer", "zhao.min"))
    for size, title, name, person in chosen:
        screen = next(each for each in SCREENS if each.name == name)
        with device(browser, site.address, {**SIZES[size], "device_scale_factor": 2}) as held:
            held.sign_in(person)
            _show(held, screen, history, "zh")
            picture = _taken(held, Path(tempfile.gettempdir()) / f"{size}-{name}.png", "light")
        picture.thumbnail((1194, 1600), Image.Resampling.LANCZOS)
        picture.save(IN_README / f"{size}-{title}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()

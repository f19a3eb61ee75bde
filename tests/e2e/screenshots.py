"""Pictures of every screen: `python -m tests.e2e.screenshots`, or with `--readme` the few in the README.

Phone and tablet, both languages and themes, of a demo plant with a past and an incident under way; into
`screenshots/`, with one contact sheet for each size. Names of screens take only these; `--whole` shows all of
a screen that scrolls.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, Final

import typst
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.devices import Device, device, launch
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.screens import SCREENS, SIZES, Screen
from tests.support import composefile, installations
from tests.support.installations import Installation

ROOT: Final = Path(__file__).parents[2]
OUTPUT: Final = ROOT / "screenshots"
IN_README: Final = ROOT / "docs" / "images"
LANGUAGES: Final = ("zh", "en")
THEMES: Final = ("light", "dark")
SHEET_WIDTH: Final = {"phone": 240, "tablet": 480}
COLUMNS: Final = {"phone": 8, "tablet": 4}
MARGIN: Final = 12
PAGES: Final = (1, 2)
"""Of the dossier: what it was, and the beginning of what was done about it."""


def main() -> None:
    """Take all pictures, or those of the README."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--readme", action="store_true", help="only the pictures of the README, into docs/images"
    )
    parser.add_argument("screens", nargs="*", metavar="SCREEN", help="only these, as `board` or `dossier`")
    parser.add_argument("--whole", action="store_true", help="as high as their content, not as the device")
    wanted = parser.parse_args()
    chosen = [each for each in SCREENS if not wanted.screens or each.name in wanted.screens]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with _busy_plant(Path(folder)) as (site, history):
            if wanted.readme:
                _for_readme(browser, site, history)
            else:
                for size in SIZES:
                    album = Album(browser, site, history, size, is_whole=wanted.whole)
                    pictures = list(album.pictures(chosen))
                    if not wanted.whole:
                        _sheet(size, pictures)
                if not wanted.screens or "dossier" in wanted.screens:
                    _dossier(site, history)
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


@dataclass(frozen=True)
class Album:
    """All pictures of one size."""

    browser: Browser
    site: Installation
    history: History
    size: str
    is_whole: bool

    def pictures(self, screens: list[Screen]) -> Iterator[tuple[str, Image.Image]]:
        """These screens, by their names; each person signs in once."""
        OUTPUT.mkdir(exist_ok=True)
        for person in dict.fromkeys(screen.person for screen in screens):
            with device(self.browser, self.site.address, SIZES[self.size]) as held:
                held.go("/sign-in")
                if person:
                    held.sign_in(person)
                of_person = [each for each in screens if each.person == person]
                for language, screen in product(LANGUAGES, of_person):
                    yield from self._of(held, screen, language)

    def _of(self, held: Device, screen: Screen, language: str) -> Iterator[tuple[str, Image.Image]]:
        if screen.is_alarm:  # the simulated leak may be over by then
            floor = PlantFloor(self.site)
            floor.raise_alert("HG-001", 60.0, "RED")
            floor.close()
        _show(held, screen, self.history, language)
        if self.is_whole:
            _stretch(held)
        for theme in THEMES:
            name = f"{self.size}-{screen.name}-{language}-{theme}"
            yield name, _taken(held, OUTPUT / f"{name}.png", theme)
        held.page.set_viewport_size(SIZES[self.size]["viewport"])


def _stretch(held: Device) -> None:
    """As high as what scrolls inside it."""
    height = held.page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map((each) => each.scrollHeight))"
    )
    width = held.page.viewport_size["width"] if held.page.viewport_size else 0
    held.page.set_viewport_size({"width": width, "height": min(max(height + 80, 800), 6_000)})


def _show(held: Device, screen: Screen, history: History, language: str) -> None:
    held.page.evaluate("(next) => localStorage.setItem('anhuan.locale', next)", language)
    held.go(screen.path(history))
    screen.show(held.page, history)
    held.settles()


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


def _dossier(site: Installation, history: History) -> None:
    """The first pages of an archived case on paper."""
    floor = PlantFloor(site)
    officer = floor.as_person("zhao.min")
    OUTPUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in LANGUAGES:
            (folder / "dossier.pdf").write_bytes(officer.dossier(history.archived, language))
            for page in PAGES:
                text = (
                    f'#set page(width: auto, height: auto, margin: 0pt)\n#image("dossier.pdf", page: {page})'
                )
                (folder / "page.typ").write_text(text)
                picture = typst.compile(folder / "page.typ", root=folder, format="png", ppi=110)
                assert isinstance(picture, bytes)
                (OUTPUT / f"dossier-{page}-{language}.png").write_bytes(picture)
    floor.close()


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

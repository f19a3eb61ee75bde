"""Measures the stories of product.md and writes them as the table of docs/hand.md: `make taps`."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.e2e.devices import device, launch
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.stories import STORIES, Measured, Scene, Story, labelled, play
from tests.support import installations, pictures

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "hand.md"
BEGIN: Final = "<!-- taps -->\n"
END: Final = "<!-- /taps -->\n"
HAND_S: Final = 2.5
"""A person per tap: think 1.35 s, reach and press 1.1 s (Card, Moran, Newell 1980)."""


def main() -> None:
    """Play every story once, on a plant of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        photo = folder / "photo.jpg"
        photo.write_bytes(pictures.jpeg(pictures.noisy((1200, 900)), exif=pictures.phone_exif()))
        browser = launch(playwright)
        with installations.embedded(folder) as site:
            site.start("up")
            floor = PlantFloor(site)
            label = labelled(site, folder)
            for story in STORIES:
                with device(browser, site.address, story.size, service_workers="allow") as held:
                    held.context.grant_permissions(["notifications"], origin=site.address)
                    rows.append(_row(story, play(story, Scene(floor, site, held, label, photo))))
                sys.stdout.write(rows[-1])
            floor.close()
        browser.close()
    before, rest = DOCUMENT.read_text().split(BEGIN)
    _, after = rest.split(END)
    head = "| Story | On | Promised | Taps | Seconds, machine | Seconds, hand |\n|---|---|---|---|---|---|\n"
    DOCUMENT.write_text(before + BEGIN + head + "".join(rows) + END + after)


def _row(story: Story, found: Measured) -> str:
    promised = {0: "0 taps", 1: "1 tap"}.get(story.most_taps, f"≤ {story.most_taps} taps")
    promised += f" and {story.beside}" if story.beside else ""
    promised += f", ≤ {story.most_seconds} s" if story.most_seconds else ""
    hand = found.seconds + HAND_S * found.taps
    return (
        f"| {story.title} | {story.device} | {promised} | {found.taps} | {found.seconds:.1f} | {hand:.0f} |\n"
    )


if __name__ == "__main__":
    main()

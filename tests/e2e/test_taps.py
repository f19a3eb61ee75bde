"""The stories of product.md in taps: each stays within what is promised (docs/hand.md shows the figures)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.devices import device
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.stories import STORIES, Scene, Story, labelled, play
from tests.e2e.taps import DOCUMENT
from tests.support.installations import Installation

pytestmark = pytest.mark.installed


@pytest.mark.parametrize("story", STORIES, ids=[each.name for each in STORIES])
def test_a_story_takes_no_more_taps_than_promised(
    story: Story, browser: Browser, installation: Installation, floor: PlantFloor, photo: Path, tmp_path: Path
) -> None:
    with device(browser, installation.address, story.size, service_workers="allow") as held:
        held.context.grant_permissions(["notifications"], origin=installation.address)
        measured = play(story, Scene(floor, installation, held, labelled(installation, tmp_path), photo))

    assert measured.taps <= story.most_taps


def test_the_table_names_every_story_and_what_is_promised() -> None:
    rows = [line.split(" | ") for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")]

    assert [row[0].removeprefix("| ") for row in rows[1:]] == [each.title for each in STORIES]

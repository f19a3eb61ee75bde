"""What the page of the channels says of the catalogue: everything that a site can set up has words."""

import json
from pathlib import Path
from typing import Final

import pytest

from push.catalogue import OFFERS
from push.settings import Problem

LOCALES: Final = Path(__file__).parents[2] / "locales"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_provider_setting_and_choice_of_the_catalogue_has_words(language: str) -> None:
    words = json.loads((LOCALES / language / "notifications.channels_admin.json").read_text())
    settings = [setting for offer in OFFERS for setting in offer.settings]
    needed = {
        *(f"channelProvider.{offer.provider}" for offer in OFFERS),
        *(f"channelFor.{offer.kind}" for offer in OFFERS),
        *(f"channelSetting.{setting.name}" for setting in settings),
        *(f"channelChoice.{choice}" for setting in settings for choice in setting.choices),
        *(f"channelProblem.{problem}" for problem in Problem),
        "channelProblem.TAKEN",  # a beacon's topics below the code of another site
    }
    named = ("channelProvider.", "channelFor.", "channelSetting.", "channelChoice.", "channelProblem.")
    assert {key for key in words if key.startswith(named)} == needed

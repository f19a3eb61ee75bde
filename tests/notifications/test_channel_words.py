"""What the page of the channels says of the catalogue: everything that a site can set up has words."""

import json
from pathlib import Path
from typing import Final

import pytest

from backend.notifications.channels.rules import ADDRESS_OF
from push.catalogue import OFFERS
from push.settings import Problem

LOCALES: Final = Path(__file__).parents[2] / "locales"
SHOWN: Final = [offer for offer in OFFERS if offer.kind in {*ADDRESS_OF, "beacon"}]
"""A webhook has nobody to send to yet."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_provider_setting_and_choice_of_the_catalogue_has_words(language: str) -> None:
    words = json.loads((LOCALES / language / "notifications.channels_admin.json").read_text())
    settings = [setting for offer in SHOWN for setting in offer.settings]
    needed = {
        *(f"channelProvider.{offer.provider}" for offer in SHOWN),
        *(f"channelFor.{offer.kind}" for offer in SHOWN),
        *(f"channelSetting.{setting.name}" for setting in settings),
        *(f"channelChoice.{choice}" for setting in settings for choice in setting.choices),
        *(f"channelProblem.{problem}" for problem in Problem),
        "channelProblem.TAKEN",  # a beacon's topics below the code of another site
    }
    named = ("channelProvider.", "channelFor.", "channelSetting.", "channelChoice.", "channelProblem.")
    assert {key for key in words if key.startswith(named)} == needed

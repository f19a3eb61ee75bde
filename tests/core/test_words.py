"""Each language of a message is filled by itself; what is missing is a mistake, never a gap in a sentence."""

import pytest

from backend.core import words
from backend.core.text import Text


def test_a_placeholder_takes_the_side_of_a_text_in_its_language() -> None:
    step = Text("处置", "disposal")

    said = words.text("message.late", name="CZ-1", step=step, span=words.text("time.hours", n=3))

    assert said == Text("CZ-1：处置超时 3 小时", "CZ-1: disposal late by 3 h")


def test_braces_in_what_people_wrote_are_left_as_they_are() -> None:
    said = words.text("hazard.title.described", category=words.of("hazard.title", "FIRE"), words="{category}")

    assert said == Text("火灾隐患：{category}", "Fire hazard: {category}")


def test_a_message_without_one_of_its_values_is_refused() -> None:
    with pytest.raises(KeyError):
        words.text("time.hours")


def test_a_code_without_words_is_known_to_have_none() -> None:
    assert words.find("cameraEvent.type", "DRONE") is None
    assert words.plain("LOOSE_DOG") == "Loose dog"
    with pytest.raises(KeyError):
        words.of("cameraEvent.type", "DRONE")

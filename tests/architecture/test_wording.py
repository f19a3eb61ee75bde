"""Every refusal has words in both languages: the server's English never reaches a worker."""

import json
from pathlib import Path

import pytest

from backend.core.errors import ErrorCode

LOCALES = Path(__file__).parents[2] / "locales"


def messages(language: str) -> dict[str, str]:
    """All messages of a language, by key."""
    return {
        key: text
        for file in sorted((LOCALES / language).rglob("*.json"))
        for key, text in json.loads(file.read_text()).items()
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_is_worded(language: str) -> None:
    worded = messages(language)

    assert not [code for code in ErrorCode if not worded.get(f"error.{code}")]


def test_both_languages_say_the_same_things() -> None:
    assert messages("zh").keys() == messages("en").keys()

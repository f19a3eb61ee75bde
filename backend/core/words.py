"""The words of the product in both languages: `locales/`, read once when a process starts.

One place for screens, messages and documents. `word_keys.pyi` names every key: mypy refuses an unknown one.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from backend.core.text import Language, Text

if TYPE_CHECKING:  # the command that writes the keys must run while they are out of date
    from backend.core.word_keys import Group, Key

LOCALES: Final = Path(__file__).parents[2] / "locales"
FOLDERS: Final = {Language.ZH: "zh", Language.EN: "en"}
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
"""As the pages write it (`frontend/src/shared/i18n.ts`)."""

Value: TypeAlias = str | int | Text
"""Value for a placeholder; of a text, the side of the language."""


def read(folder: Path) -> Mapping[str, Text]:
    """Every message of these files by its key. Raises KeyError where English lacks one."""
    zh, en = (_messages(folder / FOLDERS[language]) for language in (Language.ZH, Language.EN))
    return MappingProxyType({key: Text(message, en[key]) for key, message in zh.items()})


def _messages(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.json")):
        found.update(json.loads(file.read_text(encoding="utf-8")))
    return found


WORDS: Final = read(LOCALES)


def text(key: "Key", /, **values: Value) -> Text:
    """Return the message of this key with its placeholders filled. Raises KeyError for a missing value."""
    return _filled(WORDS[key], values)


def of(group: "Group", code: str, /, **values: Value) -> Text:
    """Return the message of a code, such as `of("Tier", "RED")`. Raises KeyError for a code without words."""
    return _filled(WORDS[f"{group}.{code}"], values)


def find(group: "Group", code: str, /) -> Text | None:
    """Return the message of a code; None for a code without words."""
    return WORDS.get(f"{group}.{code}")


def span(length: timedelta) -> Text:
    """A length of time in the largest unit that leaves no remainder."""
    seconds = round(length.total_seconds())
    if seconds % 86_400 == 0:
        return text("time.days", n=seconds // 86_400)
    if seconds % 3_600 == 0:
        return text("time.hours", n=seconds // 3_600)
    if seconds % 60 == 0:
        return text("time.minutes", n=seconds // 60)
    return text("time.seconds", n=seconds)


def plain(code: str) -> str:
    """Return a code that has no words in plain letters: `NO_HELMET` becomes `No helmet`."""
    return code.replace("_", " ").capitalize()


def _filled(message: Text, values: Mapping[str, Value]) -> Text:
    def side(language: Language) -> str:
        def value(placeholder: re.Match[str]) -> str:
            found = values[placeholder[1]]
            return found.in_(language) if isinstance(found, Text) else str(found)

        return PLACEHOLDER.sub(value, message.in_(language))

    return Text(side(Language.ZH), side(Language.EN))

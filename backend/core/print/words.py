"""Words on paper, in the one language in which it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.core import words
from backend.core.text import Language
from backend.core.words import FOLDERS, Value

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Group, Key


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: Language

    def label(self, key: "Key", /, **values: Value) -> str:
        """Return a label or a sentence with its placeholders filled."""
        return words.text(key, **values).in_(self.language)

    def labels(self, *keys: "Key") -> list[str]:
        """Return the labels of these keys, such as the head of a table."""
        return [self.label(key) for key in keys]

    def of(self, group: "Group", code: str | None) -> str:
        """Return the words of a code; of one that an older version kept, its plain letters."""
        if code is None:
            return ""
        found = words.find(group, code)
        return found.in_(self.language) if found else words.plain(code)

    def text(self, text: Mapping[str, str] | None) -> str:
        """Return the side of a text that the snapshot keeps in both languages."""
        return text[FOLDERS[self.language]] if text else ""

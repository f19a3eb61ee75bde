"""Text that people read, in the two languages of the product."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ZH = "ZH"
    EN = "EN"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese (`zh`) and English (`en`)."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the words in this language, or in the other one where these are missing."""
        return (self.en or self.zh) if language is Language.EN else (self.zh or self.en)

    def both(self) -> dict[str, str]:
        """Return the words as plain values, for JSON: {"zh", "en"}."""
        return {"zh": self.zh, "en": self.en}

"""Text that people read, in the two languages of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese (`zh`) and English (`en`)."""

    zh: str
    en: str

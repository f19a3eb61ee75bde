"""Text in both languages, as GraphQL shows it."""

import strawberry

from backend.core.text import Language, Text

strawberry.enum(Language, name="Language")


@strawberry.type(name="Text", description="Text that people read, in both languages.")
class TextNode:
    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "TextNode":
        return cls(zh=text.zh, en=text.en)

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


@strawberry.input(description="Text of a person; the words of one language stand in where none are given.")
class TextInput:
    zh: str = ""
    en: str = ""

    def value(self) -> Text:
        return Text(self.zh, self.en)

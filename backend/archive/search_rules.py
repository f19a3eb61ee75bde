"""Looking for words: what a query asks for, and the piece of a text that shows it."""

from dataclasses import dataclass
from typing import Final

from backend.core.errors import ErrorCode, Refused

MAX_QUERY: Final = 100
MAX_TERMS: Final = 8
AROUND: Final = 28
"""Characters shown before and after the first hit."""


@dataclass(frozen=True, slots=True)
class SnippetPart:
    text: str
    is_match: bool


def terms(query: str) -> tuple[str, ...]:
    """Return the terms that must all occur, in lower case; one character is enough. Raises
    Refused(INVALID_INPUT) for too long a query, or too many terms.
    """
    found = tuple(dict.fromkeys(query.lower().split()))
    if len(query) > MAX_QUERY or len(found) > MAX_TERMS:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MAX_TERMS} words, {MAX_QUERY} characters")
    return found


def snippet(text: str, wanted: tuple[str, ...]) -> tuple[SnippetPart, ...]:
    """The line around the first hit, every hit in it marked; empty where nothing hits."""
    folded = text.lower()
    if len(folded) != len(text):  # a letter that changes its length would shift every mark
        folded = text
    first = min((at for term in wanted if (at := folded.find(term)) >= 0), default=-1)
    if first < 0:
        return ()
    begin = max(folded.rfind("\n", 0, first) + 1, first - AROUND)
    end = folded.find("\n", first)
    end = min(len(text) if end < 0 else end, first + 2 * AROUND)
    return _marked(text[begin:end], folded[begin:end], wanted)


def _marked(shown: str, folded: str, wanted: tuple[str, ...]) -> tuple[SnippetPart, ...]:
    is_hit = bytearray(len(shown))
    for term in wanted:
        at = folded.find(term)
        while at >= 0:
            is_hit[at : at + len(term)] = b"\1" * len(term)
            at = folded.find(term, at + len(term))
    parts: list[SnippetPart] = []
    start = 0
    for at in range(1, len(shown) + 1):
        if at == len(shown) or is_hit[at] != is_hit[start]:
            parts.append(SnippetPart(shown[start:at], bool(is_hit[start])))
            start = at
    return tuple(parts)

"""Texts for channels that show plain words: on one line, short enough, without marks that mean something."""

from typing import Final

from push.message import Message

ELLIPSIS: Final = "…"


def on_one_line(text: str) -> str:
    """Return the text with every run of spaces, line ends and control characters as one space."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def shortened(text: str, most: int) -> str:
    """Return at most so many characters of the text, on one line, with an ellipsis where some are missing."""
    line = on_one_line(text)
    return line if len(line) <= most else line[: most - len(ELLIPSIS)].rstrip() + ELLIPSIS


def plain_text(message: Message, *, most_bytes: int) -> str:
    """Return title, body, link and hint, a line each, within so many bytes of UTF-8.

    The body is cut first, then the title; link and hint stay whole, for half of them open nothing.
    """
    link = "\n".join(line for line in (message.link or message.navigate, on_one_line(message.hint)) if line)
    room = most_bytes - len(link.encode()) - 2
    title = _within(on_one_line(message.title), room)
    body = _within(on_one_line(message.body), room - len(title.encode()))
    return "\n".join(line for line in (title, body, link) if line)


def _within(text: str, most_bytes: int) -> str:
    """Return the beginning of a text by whole characters."""
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    kept = encoded[: max(most_bytes - len(ELLIPSIS.encode()), 0)].decode(errors="ignore")
    return kept + ELLIPSIS if kept else ""

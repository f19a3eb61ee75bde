"""Taps and words that come back from a chat, as data: what answers them need not know how they came."""

from dataclasses import dataclass
from typing import Final

from push.message import ChatCard

SHOW: Final = "SHOW"
"""Answer that says nothing and asks how the alert stands now."""
TAKEN_OVER: Final = "another connection of this bot took over"
"""Why a connection is away that must not come back by itself: the other one would be thrown out in turn."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button: the user of the chat who tapped, the answer on it, and the token that it carried.
    `other_ids`: of the same user, where a chat knows one person by several.
    """

    user_id: str
    answer: str
    token: str
    other_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Text that a user of the chat wrote to us, alone with us."""

    user_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TapReply:
    """Answer to a tap: the card as it stands now, and a word to who tapped, alone where it changes no card.
    To what somebody wrote it is a word.
    """

    card: ChatCard | None = None
    notice: str = ""

"""Taps on the buttons of cards, as data: what answers them need not know how they came."""

from dataclasses import dataclass

from push.message import ChatCard


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button: the user of the chat who tapped, the answer on it, and the token that it carried."""

    user_id: str
    answer: str
    token: str


@dataclass(frozen=True, slots=True)
class TapReply:
    """Answer to a tap: the card as it stands now, or a word to who tapped that changes no card."""

    card: ChatCard | None = None
    notice: str = ""

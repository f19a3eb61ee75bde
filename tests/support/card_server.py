"""A chat whose cards are answered by taps: cards by their ids, tickets, tokens, and taps that wait for their
answer.
"""

import secrets
import threading
import time
from abc import abstractmethod
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection

from tests.support.chat_server import ChatServer, TapFailed

SECRET: Final = "s3cret-of-the-app"
TAPS_WAIT_S: Final = 3.0
"""What the providers wait for the answer to a tap."""


@dataclass
class ShownCard:
    """A card in somebody's chat: what all see, and what only one person does. `delivery`: our id of it."""

    user_id: str
    shown: dict[str, Any] = field(default_factory=dict)
    delivery: str = ""
    notices: dict[str, str] = field(default_factory=dict)
    came_at: float = field(default_factory=time.time)

    @property
    @abstractmethod
    def title(self) -> str:
        """What stands above it."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What stands on it, a line each, beside its buttons."""

    @property
    @abstractmethod
    def buttons(self) -> dict[str, dict[str, str]]:
        """What comes back with each button, by its words."""


class CardServer(ChatServer):
    """`cards` by the id that the provider knows them by."""

    card: ClassVar[type[ShownCard]]
    wrong_secret: ClassVar[str]
    """Code of the refusal of a wrong secret."""
    haste: ClassVar[str]
    """How a refusal begins that says: too many."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, ShownCard] = {}
        self.updates = 0
        self.tokens: set[str] = set()
        self._tickets: set[str] = set()
        self._sent: list[str | bytes] = []
        self._answers: dict[str, Any] = {}
        self._answered = threading.Condition()

    @property
    def secrets(self) -> dict[str, str]:
        return {"app_secret": SECRET}

    @abstractmethod
    def sends(self, ref: str, card: ShownCard, user_id: str, params: dict[str, str]) -> ShownCard:
        """Send what a tap sends, and show what comes back. Raises TapFailed."""

    @abstractmethod
    def is_read(self) -> bool:
        """Whether what was sent before has been read, by something that is answered after it."""

    def card_of(self, user_id: str) -> ShownCard:
        """The one card in the chat of this person."""
        return self.cards[self.ref_of(user_id)]

    def ref_of(self, user_id: str) -> str:
        """The id of the one card in the chat of this person."""
        [found] = [ref for ref, each in self.cards.items() if each.user_id == user_id]
        return found

    def taps(self, user_id: str, words: str, *, of: str = "") -> ShownCard:
        """Tap the button with these words on one's own card, or on somebody else's. Raises TapFailed."""
        card = self.card_of(of or user_id)
        return self.sends(self.ref_of(of or user_id), card, user_id, card.buttons[words])

    def asks(self, key: str, *frames: str | bytes) -> Any:
        """Send this over one of the connections; returns what is answered by this key. Raises TapFailed."""
        with self._answered:
            self._answers.pop(key, None)
        self._sent += frames
        for each in frames:
            self.send(each)
        with self._answered:
            if not self._answered.wait_for(lambda: key in self._answers, TAPS_WAIT_S):
                raise TapFailed("no answer in time")
            return self._answers[key]

    def send(self, frame: str | bytes) -> None:
        """Send this over one of the connections, which may be about to stand. Raises TapFailed."""
        deadline = time.monotonic() + 1
        while not self.connections and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            self.connections[-1].send(frame)
        except (IndexError, ConnectionClosed) as lost:
            raise TapFailed("nobody is connected") from lost

    def answered(self, key: str, answer: Any) -> None:
        """Take what was asked by this key."""
        with self._answered:
            self._answers[key] = answer
            self._answered.notify_all()

    def replays(self) -> None:
        """Send everything of before once more."""
        for frame in [*self._sent]:
            self.send(frame)

    def ticket(self) -> str:
        """A new ticket, which opens one connection."""
        found = secrets.token_urlsafe(16)
        self._tickets.add(found)
        return found

    def new_token(self) -> str:
        """A new token of the app."""
        found = secrets.token_hex(16)
        self.tokens.add(found)
        return found

    def is_spent(self) -> bool:
        """Whether one more call for a card is beyond the quota, from which each takes."""
        if self.quota is not None:
            if self.quota <= 0:
                return True
            self.quota -= 1
        return False

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        with self.lock:
            if ticket in self._tickets and not self.is_away:
                self._tickets.discard(ticket)
                return None
        self.refused.append("ticket")
        return connection.respond(HTTPStatus.UNAUTHORIZED, "no such ticket\n")

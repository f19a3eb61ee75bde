"""A connection to the stand-in of a chat that is held, and what came over it."""

from collections.abc import Callable
from typing import Final

from push.catalogue import stream
from push.chat_stream import ChatProtocol, ChatStream
from push.http_client import Network
from push.message import ChatAnswer, ChatCard
from push.tap import Tap, TapReply
from tests.support.card_server import CardServer
from tests.support.servers import wait_until

CARD: Final = ChatCard(
    "红色预警", "2号反应釜", "62 %LEL（08:12）", answers=[ChatAnswer("ON_THE_WAY", "在路上")], token="T" * 12
)
PRESSED: Final = {"answer": "ON_THE_WAY", "link": "T" * 12}


class Held:
    """`taps` that came, each answered by `reply` after `before`, and how the connection said it was."""

    def __init__(self, server: CardServer, *, secrets: dict[str, str] | None = None) -> None:
        self.server = server
        self.taps: list[Tap] = []
        self.states: list[tuple[bool, str]] = []
        self.fails = False
        self.before: Callable[[], object] = lambda: None
        self.reply = TapReply(card=CARD)
        self.stream = ChatStream(
            protocol_of(server, secrets=secrets),
            Network(server.origins, 5.0),
            on_tap=self._take,
            on_state=lambda *state: self.states.append(state),
        )

    def _take(self, tap: Tap) -> TapReply:
        self.before()
        if self.fails:
            raise RuntimeError("the store is away")
        self.taps.append(tap)
        return self.reply

    def becomes(self, is_connected: bool) -> None:
        wait_until(
            lambda: bool(self.states) and self.states[-1][0] is is_connected, f"connected: {is_connected}", 15
        )


def protocol_of(server: CardServer, *, secrets: dict[str, str] | None = None) -> ChatProtocol:
    """What this chat speaks over its connection."""
    settings = {**server.settings, **(secrets or server.secrets)}
    return stream(server.kind, server.kind, settings, Network(server.origins, 5.0))

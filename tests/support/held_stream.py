"""A connection to the stand-in of a chat that is held, and what came over it."""

from collections.abc import Callable
from typing import Final

from push.catalogue import stream
from push.chat_stream import ChatProtocol, ChatStream
from push.http_client import Network
from push.message import ChatAnswer, ChatCard
from push.tap import Said, Tap, TapReply
from tests.support.chat_server import ChatServer
from tests.support.servers import wait_until

CARD: Final = ChatCard(
    "红色预警", "2号反应釜", "62 %LEL（08:12）", answers=[ChatAnswer("ON_THE_WAY", "在路上")], token="T" * 12
)
PRESSED: Final = {"answer": "ON_THE_WAY", "link": "T" * 12}


class Held:
    """`taps` that came, each answered by `reply` after `before`, what people `said`, and how the connection
    said it was.
    """

    def __init__(self, server: ChatServer, *, secrets: dict[str, str] | None = None) -> None:
        self.server = server
        self.taps: list[Tap] = []
        self.said: list[Said] = []
        self.states: list[tuple[bool, str]] = []
        self.fails = False
        self.before: Callable[[], object] = lambda: None
        self.reply = TapReply(card=CARD)
        self.network = Network(server.origins, 5.0)
        self.settings = {**server.settings, **server.secrets, **(secrets or {})}
        self.stream = ChatStream(
            stream(server.kind, server.kind, self.settings, self.network),
            self.network,
            on_tap=self._take,
            on_said=self._hear,
            on_state=lambda *state: self.states.append(state),
        )

    def _take(self, tap: Tap) -> TapReply:
        self.before()
        if self.fails:
            raise RuntimeError("the store is away")
        self.taps.append(tap)
        return self.reply

    def _hear(self, said: Said) -> TapReply:
        self.said.append(said)
        return TapReply(notice="好的")

    def becomes(self, is_connected: bool) -> None:
        """Wait until this end says so; a connection stands only when the other end knows it, too."""
        wait_until(
            lambda: bool(self.states) and self.states[-1][0] is is_connected, f"connected: {is_connected}", 15
        )
        if is_connected:
            wait_until(lambda: bool(self.server.connections), "the other end knows the connection", 15)


def protocol_of(server: ChatServer) -> ChatProtocol:
    """What this chat speaks over its connection."""
    settings = {**server.settings, **server.secrets}
    return stream(server.kind, server.kind, settings, Network(server.origins, 5.0))

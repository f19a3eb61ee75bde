"""WeCom as far as its bot goes: WSS with `aibot_…` frames, and the HTTPS of an app of the company.

It refuses what the protocol forbids: a wrong secret, anything before the subscription, a message to who never
wrote to the bot, a malformed card, a `task_id` that was there before, more than the quota of a chat, the
update of a card later than five seconds after a tap or by the id of something else. A second subscriber
throws the first one out. What nobody could send us from outside a test makes it send.
"""

import json
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection

from tests.support.chat_server import ChatServer, Reply, TapFailed

BOT: Final = "aibN4f1bot0001"
BOT_SECRET: Final = "s3cret-of-the-bot"
CORP, APP_SECRET = "ww0001", "s3cret-of-the-app"
UPDATE_WITHIN_S: Final = 5.0
TAPS_WAIT_S: Final = 3.0
"""What a tap may take to stand in its card; the provider would wait for two seconds more."""
PER_MINUTE, PER_HOUR = 30, 1000
TASK_ID: Final = re.compile(r"[0-9A-Za-z_@-]{1,128}")
CARD_PARTS: Final = {"card_type", "main_title", "quote_area", "sub_title_text", "button_list", "task_id"}
WRONG_SECRET, WRONG_ID, WRONG_TYPE, WRONG_CARD, LATE = 853000, 846605, 40008, 40058, 846606
NOT_SUBSCRIBED, NEVER_WROTE, QUOTA, TWICE = 846600, 846607, 45009, 42014


@dataclass
class WecomCard:
    """A card in the chat of one person, as all see it and as only one person does."""

    user_id: str
    card: dict[str, Any]
    private: dict[str, dict[str, Any]] = field(default_factory=dict)
    came_at: float = field(default_factory=time.time)
    updates: int = 0

    @property
    def delivery(self) -> str:
        """Our id of it, by which the provider knows it too."""
        return str(self.card["task_id"])

    def seen_by(self, user_id: str) -> dict[str, Any]:
        return self.private.get(user_id, self.card)

    @property
    def buttons(self) -> dict[str, str]:
        """What comes back with each button, by its words."""
        return {each["text"]: each["key"] for each in self.card["button_list"]}

    @property
    def words(self) -> str:
        """Everything that stands on it."""
        return words_of(self.card)


def words_of(card: dict[str, Any]) -> str:
    title, quote = card.get("main_title", {}), card.get("quote_area", {})
    parts = [title.get("title"), title.get("desc"), quote.get("title"), quote.get("quote_text")]
    return "\n".join(each for each in (*parts, card.get("sub_title_text")) if each)


class WecomServer(ChatServer):
    """`cards` by their `task_id`, `messages` by user as the bot writes them, `texts` as the app does.
    `wrote`: who has written to the bot. `quotas`: how many messages the chat of somebody takes yet.
    """

    kind = "wecom"

    def __init__(self, *, has_app: bool = True) -> None:
        super().__init__()
        self.has_app = has_app
        self.cards: dict[str, WecomCard] = {}
        self.messages: list[tuple[str, str]] = []
        self.replies: list[str] = []
        self.wrote: set[str] = set()
        self.quotas: dict[str, int] = {}
        self.pings = 0
        self.subscribed: ServerConnection | None = None
        self.subscriptions = 0
        self.is_silent = False
        self.sent: list[str] = []
        self._tokens: set[str] = set()
        self._task_ids: set[str] = set()
        self._taps: dict[str, tuple[float, str]] = {}
        self._asked: set[str] = set()
        self._replied: dict[str, str] = {}
        self._times: dict[str, deque[float]] = {}
        self._changed = threading.Condition()

    @property
    def settings(self) -> dict[str, str]:
        app = {"corp_id": CORP, "agent_id": "7"} if self.has_app else {}
        return {**app, "bot_id": BOT, "api_url": self.origin, "bot_url": self.stream_origin}

    @property
    def secrets(self) -> dict[str, str]:
        return {**({"secret": APP_SECRET} if self.has_app else {}), "bot_secret": BOT_SECRET}

    def card_of(self, user_id: str) -> WecomCard:
        """The one card in the chat of this person."""
        [found] = [each for each in self.cards.values() if each.user_id == user_id]
        return found

    def news_of(self, user_id: str) -> list[str]:
        """What the bot wrote to them beside the card."""
        return [text for user, text in self.messages if user == user_id]

    def taps(self, user_id: str, words: str, *, of: str = "") -> WecomCard:
        """Tap the button with these words on one's own card, or on somebody else's. Raises TapFailed."""
        card = self.card_of(of or user_id)
        return self.sends(card.delivery, card, user_id, card.buttons[words])

    def sends(self, task_id: str, card: WecomCard, user_id: str, key: str, *, bot_id: str = BOT) -> WecomCard:
        """Send what a tap sends, and show what comes back. Raises TapFailed."""
        req_id = secrets.token_hex(8)
        pressed = {"card_type": "button_interaction", "event_key": key, "task_id": task_id}
        event = {"eventtype": "template_card_event", "template_card_event": pressed}
        before = card.updates
        with self._changed:
            self._taps[req_id] = (time.monotonic(), task_id)
        self.event(event, user_id=user_id, req_id=req_id, bot_id=bot_id)
        with self._changed:
            if not self._changed.wait_for(lambda: card.updates > before, TAPS_WAIT_S):
                raise TapFailed("the card did not change in time")
        return card

    def event(self, event: dict[str, Any], *, user_id: str = "", req_id: str = "", bot_id: str = BOT) -> None:
        """Send an event over the connection. Raises TapFailed where there is none."""
        body: dict[str, Any] = {
            "msgid": secrets.token_hex(8),
            "create_time": int(time.time()),
            "aibotid": bot_id,
            "msgtype": "event",
            "event": event,
        }
        if user_id:
            body |= {"chattype": "single", "from": {"userid": user_id}}
        self._push("aibot_event_callback", req_id or secrets.token_hex(8), body)

    def writes(self, user_id: str, text: str, *, chattype: str = "single") -> str:
        """Somebody writes to the bot, which opens their chat; returns what it answers, empty for nothing."""
        req_id = secrets.token_hex(8)
        if chattype == "single":
            self.wrote.add(user_id)
            self._asked.add(req_id)
        body = {
            "msgid": secrets.token_hex(8),
            "aibotid": BOT,
            "chattype": chattype,
            "from": {"userid": user_id},
            "msgtype": "text",
            "text": {"content": text},
        }
        self._push("aibot_msg_callback", req_id, body)
        with self._changed:
            self._changed.wait_for(
                lambda: req_id in self._replied, TAPS_WAIT_S if chattype == "single" else 0.3
            )
            return self._replied.get(req_id, "")

    def replays(self) -> None:
        """Send everything of before once more."""
        for frame in [*self.sent]:
            assert self.subscribed
            self.subscribed.send(frame)

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        return connection.respond(503, "away\n") if self.is_away else None

    def hear(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        if self.is_silent and frame["cmd"] != "ping":
            return
        req_id, body = frame["headers"]["req_id"], frame.get("body")
        code, words = self._do(connection, frame["cmd"], req_id, body)
        if code:
            self.refused.append(f"{frame['cmd']} {code}: {words}")
        answer = {"headers": {"req_id": req_id}, "errcode": code, "errmsg": words}
        with suppress(ConnectionClosed):
            connection.send(json.dumps(answer))

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, list[str]],
        headers: Mapping[str, str],
        asked: dict[str, Any],
    ) -> Reply:
        if path == "/cgi-bin/gettoken":
            if query.get("corpsecret") != [APP_SECRET]:
                return 200, {"errcode": 40001, "errmsg": "wrong secret"}
            token = secrets.token_hex(16)
            self._tokens.add(token)
            return 200, {"errcode": 0, "access_token": token, "expires_in": 7200}
        if path == "/cgi-bin/message/send":
            if query.get("access_token", [""])[0] not in self._tokens:
                return 200, {"errcode": 40014, "errmsg": "no such token"}
            self.texts.append((asked["touser"], asked["text"]["content"]))
            return 200, {"errcode": 0, "errmsg": "ok"}
        return 404, {"code": path}

    def _push(self, command: str, req_id: str, body: dict[str, Any]) -> None:
        frame = json.dumps({"cmd": command, "headers": {"req_id": req_id}, "body": body})
        self.sent.append(frame)
        try:
            if self.subscribed is None:
                raise TapFailed("nobody is connected")
            self.subscribed.send(frame)
        except ConnectionClosed as lost:
            raise TapFailed("nobody is connected") from lost

    def _do(self, connection: ServerConnection, command: str, req_id: str, body: Any) -> tuple[int, str]:
        if command == "aibot_subscribe":
            return self._subscribe(connection, body)
        if connection is not self.subscribed:
            return NOT_SUBSCRIBED, "not subscribed"
        if command == "ping":
            self.pings += 1
            return 0, "ok"
        known = {
            "aibot_send_msg": self._send,
            "aibot_respond_update_msg": self._update,
            "aibot_respond_msg": self._respond,
        }
        return known[command](req_id, body) if command in known else (WRONG_TYPE, "unknown command")

    def _subscribe(self, connection: ServerConnection, body: Any) -> tuple[int, str]:
        if body != {"bot_id": BOT, "secret": BOT_SECRET}:
            return WRONG_SECRET, f"invalid bot_id or secret {body.get('secret')}"
        with self.lock:
            older, self.subscribed = self.subscribed, connection
            self.subscriptions += 1
        if older is not None and older is not connection and older in self.connections:
            event = {"eventtype": "disconnected_event"}
            body = {"msgid": "m", "aibotid": BOT, "msgtype": "event", "event": event}
            with suppress(ConnectionClosed):
                older.send(
                    json.dumps({"cmd": "aibot_event_callback", "headers": {"req_id": "e"}, "body": body})
                )
            older.close()
        return 0, "ok"

    def _send(self, req_id: str, body: dict[str, Any]) -> tuple[int, str]:
        user_id = body.get("chatid", "")
        if user_id not in self.wrote or body.get("chat_type") != 1:
            return NEVER_WROTE, "the user has not written to the bot"
        if self._is_spent(user_id):
            return QUOTA, "api freq out of limit"
        if body.get("msgtype") == "template_card":
            return self._send_card(user_id, body["template_card"])
        if body.get("msgtype") != "markdown":
            return WRONG_TYPE, "invalid message type"
        self.messages.append((user_id, body["markdown"]["content"]))
        return 0, "ok"

    def _send_card(self, user_id: str, card: Any) -> tuple[int, str]:
        if wrong := _wrong_in(card):
            return WRONG_CARD, wrong
        if card["task_id"] in self._task_ids:
            return TWICE, "task_id"
        self._task_ids.add(card["task_id"])
        self.cards[card["task_id"]] = WecomCard(user_id, card)
        return 0, "ok"

    def _update(self, req_id: str, body: dict[str, Any]) -> tuple[int, str]:
        tap = self._taps.pop(req_id, None)
        if tap is None:
            return WRONG_ID, "invalid req_id"
        tapped_at, task_id = tap
        if time.monotonic() > tapped_at + UPDATE_WITHIN_S:
            return LATE, "too late"
        card = body.get("template_card", {})
        if body.get("response_type") != "update_template_card" or card.get("task_id") != task_id:
            return WRONG_CARD, "task_id of another card"
        if wrong := _wrong_in(card):
            return WRONG_CARD, wrong
        found = self.cards.get(task_id)
        if found is None:
            return WRONG_CARD, "no such card"
        with self._changed:
            for user_id in body.get("userids", []):
                found.private[user_id] = card
            if not body.get("userids"):
                found.card = card
            found.updates += 1
            self._changed.notify_all()
        return 0, "ok"

    def _respond(self, req_id: str, body: dict[str, Any]) -> tuple[int, str]:
        stream = body.get("stream", {})
        if req_id not in self._asked:
            return WRONG_ID, "invalid req_id"
        if body.get("msgtype") != "stream" or not stream.get("id") or stream.get("finish") is not True:
            return WRONG_TYPE, "invalid message type"
        with self._changed:
            self.replies.append(stream["content"])
            self._replied[req_id] = stream["content"]
            self._changed.notify_all()
        return 0, "ok"

    def _is_spent(self, user_id: str) -> bool:
        if user_id in self.quotas:
            self.quotas[user_id] -= 1
            return self.quotas[user_id] < 0
        now, times = time.monotonic(), self._times.setdefault(user_id, deque())
        times.append(now)
        last_minute = sum(1 for each in times if each > now - 60)
        return last_minute > PER_MINUTE or len(times) > PER_HOUR


def _wrong_in(card: Any) -> str:
    """What is wrong with a card, empty for nothing."""
    if not isinstance(card, dict) or set(card) - CARD_PARTS or card.get("card_type") != "button_interaction":
        return "card_type"
    if not (card.get("main_title", {}).get("title") or card.get("sub_title_text")):
        return "neither title nor text"
    buttons = card.get("button_list", [])
    keys = [each["key"] for each in buttons]
    if not 1 <= len(buttons) <= 6 or len(set(keys)) != len(keys):
        return "button_list"
    if any(
        not each["text"] or len(each["text"]) > 10 or len(each["key"].encode()) > 1024 for each in buttons
    ):
        return "button"
    if TASK_ID.fullmatch(str(card.get("task_id", ""))) is None:
        return "task_id missing"
    return ""

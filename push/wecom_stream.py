"""Connection to WeCom as its bot 智能机器人长连接: taps, what people write, and all that we send to people.

There is one connection per bot. A newer one throws the older out, which must not come back by itself: two
installations would throw each other out for ever.
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from push.chat_stream import LOST, ChatProtocol, Frame, Heard
from push.http_client import Network, Unreachable
from push.outcome import Outcome, Verdict
from push.tap import Said, Tap, TapReply
from push.text import shortened
from push.wecom import WecomSettings
from push.wecom_bot import NO_ANSWER, refused
from push.wecom_card import SEPARATOR, changed, noticed

log = logging.getLogger(__name__)
SUBSCRIBE, PING, UPDATE, RESPOND = "aibot_subscribe", "ping", "aibot_respond_update_msg", "aibot_respond_msg"
MESSAGE, EVENT = "aibot_msg_callback", "aibot_event_callback"
CARD_EVENT, DISCONNECTED = "template_card_event", "disconnected_event"
ANSWERED_WITHIN_S: Final = 4.0
"""A text waits behind it."""
SINGLE: Final = "single"


class _Headers(msgspec.Struct):
    req_id: str


class _Frame(msgspec.Struct):
    """A frame; what is ours and comes back has no `cmd`, but a code."""

    headers: _Headers
    cmd: str = ""
    body: msgspec.Raw = msgspec.Raw(b"null")
    errcode: int | None = None
    errmsg: str = ""


class _From(msgspec.Struct):
    userid: str


class _Pressed(msgspec.Struct):
    event_key: str = ""
    task_id: str = ""


class _Event(msgspec.Struct):
    """`template_card_event`: the button; users have seen its fields beside the type as well."""

    eventtype: str
    template_card_event: _Pressed | None = None
    event_key: str = ""
    task_id: str = ""


class _EventBody(msgspec.Struct):
    event: _Event
    sender: _From = msgspec.field(name="from", default_factory=lambda: _From(""))
    aibotid: str = ""


class _Text(msgspec.Struct):
    content: str


class _MessageBody(msgspec.Struct):
    sender: _From = msgspec.field(name="from")
    aibotid: str = ""
    chattype: str = ""
    msgtype: str = ""
    text: _Text | None = None


class WecomTalk:
    """Questions over one connection, each with an id by which its answer is known."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._waiting: dict[str, Future[Mapping[str, Any]]] = {}
        self._lock = threading.Lock()
        self._has_ended = False

    def ask(self, command: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer of the provider. Raises Unreachable without one in time."""
        req_id, answer = _id_of(command), Future[Mapping[str, Any]]()
        with self._lock:
            if self._has_ended:
                raise Unreachable(Outcome(Verdict.RETRY, LOST))
            self._waiting[req_id] = answer
        try:
            self._connection.send(_frame(command, req_id, content))
            return answer.result(ANSWERED_WITHIN_S)
        except ConnectionClosed:
            raise Unreachable(Outcome(Verdict.RETRY, LOST)) from None
        except NoAnswer:
            raise Unreachable(Outcome(Verdict.RETRY, NO_ANSWER)) from None
        finally:
            with self._lock:
                self._waiting.pop(req_id, None)

    def is_answer(self, req_id: str, answer: Mapping[str, Any]) -> bool:
        """Hand an answer to who waits for it; False where nobody does."""
        with self._lock:
            waiting = self._waiting.pop(req_id, None)
        if waiting is not None:
            waiting.set_result(answer)
        return waiting is not None

    def end(self) -> None:
        """Keep nobody waiting: no answer comes any more."""
        with self._lock:
            self._has_ended = True
            waiting, self._waiting = self._waiting, {}
        for each in waiting.values():
            each.set_exception(Unreachable(Outcome(Verdict.RETRY, LOST)))


class WecomStream(ChatProtocol):
    """Protocol of WeCom: JSON both ways, each frame with the id of what it asks or answers."""

    beat_every_s = 30.0

    def __init__(self, settings: WecomSettings, network: Network) -> None:
        self._settings, self._network = settings, network
        self._talk: WecomTalk | None = None

    def open(self) -> str:
        """Return the address of the provider, the same for every bot."""
        if not self._settings.has_bot:
            raise Unreachable(Outcome(Verdict.FAILED, "no bot is set up"))
        return self._settings.bot_url

    def greet(self, connection: ClientConnection) -> None:
        """Say which bot we are. From the provider's yes on, an older connection of it is thrown out."""
        asked = {"bot_id": self._settings.bot_id, "secret": self._settings.bot_secret}
        req_id, until = _id_of(SUBSCRIBE), time.monotonic() + self._network.timeout_s
        connection.send(_frame(SUBSCRIBE, req_id, asked))
        while True:
            found = self._answer(connection.recv(timeout=max(until - time.monotonic(), 0.0)), req_id)
            if found is not None:
                break
        if found.errcode != 0:
            raise Unreachable(refused(found.errcode, found.errmsg, self._settings.bot_secret))
        self._talk = WecomTalk(connection)
        self._network.held.put(self._settings.who, self._talk)

    def left(self) -> None:
        """Send by this connection no more."""
        if self._talk is not None:
            self._network.held.drop(self._settings.who, self._talk)
            self._talk.end()
            self._talk = None

    def beat(self) -> Frame:
        """Return the ping that the provider wants to hear every 30 s."""
        return _frame(PING, _id_of(PING), None)

    def read(self, frame: Frame) -> Heard:
        """Understand a frame; what concerns another bot does nothing."""
        found = msgspec.json.decode(frame, type=_Frame)
        if found.cmd == EVENT:
            return self._event(found.headers.req_id, msgspec.json.decode(found.body, type=_EventBody))
        if found.cmd == MESSAGE:
            return self._message(found.headers.req_id, msgspec.json.decode(found.body, type=_MessageBody))
        answer = {"errcode": found.errcode, "errmsg": found.errmsg}
        if self._talk is not None and self._talk.is_answer(found.headers.req_id, answer):
            return Heard()
        if found.errcode:
            log.warning("a chat refused an answer: %s", shortened(f"{found.errcode} {found.errmsg}", 200))
        return Heard(is_over=bool(found.errcode) and found.headers.req_id.startswith(PING))

    def close(self) -> None:
        """Nothing is held beside the connection."""

    def _answer(self, frame: Frame, req_id: str) -> _Frame | None:
        with suppress(msgspec.DecodeError):
            found = msgspec.json.decode(frame, type=_Frame)
            return found if found.headers.req_id == req_id and not found.cmd else None
        return None

    def _is_ours(self, bot_id: str) -> bool:
        return not bot_id or bot_id == self._settings.bot_id

    def _event(self, req_id: str, body: _EventBody) -> Heard:
        event = body.event
        if not self._is_ours(body.aibotid):
            return Heard()
        if event.eventtype == DISCONNECTED:
            return Heard(is_taken_over=True)
        if event.eventtype != CARD_EVENT:
            return Heard()
        pressed = event.template_card_event or _Pressed(event.event_key, event.task_id)
        answer, separator, token = pressed.event_key.partition(SEPARATOR)
        if not separator or not body.sender.userid:
            return Heard()  # a button of somebody else's card

        def answered(reply: TapReply | None) -> Frame | None:
            if reply is None:
                return None  # not taken: the card stays as it is, and may be tapped again
            if reply.card is not None:
                shown = changed(reply.card, pressed.task_id, reply.notice)
            else:
                shown = noticed(reply.notice, pressed.task_id, body.sender.userid)
            return _frame(UPDATE, req_id, shown)

        return Heard(tap=Tap(body.sender.userid, answer, token), answered=answered)

    def _message(self, req_id: str, body: _MessageBody) -> Heard:
        """Of what is written in a group, where others read it, nothing is taken."""
        if not self._is_ours(body.aibotid) or body.chattype != SINGLE:
            return Heard()
        text = body.text.content if body.msgtype == "text" and body.text else ""

        def answered(reply: TapReply | None) -> Frame | None:
            if reply is None or not reply.notice:
                return None
            stream = {"id": uuid4().hex, "finish": True, "content": reply.notice}
            return _frame(RESPOND, req_id, {"msgtype": "stream", "stream": stream})

        return Heard(said=Said(body.sender.userid, text), answered=answered)


def _id_of(command: str) -> str:
    return f"{command}_{uuid4().hex}"


def _frame(command: str, req_id: str, content: Mapping[str, Any] | None) -> str:
    frame: dict[str, Any] = {"cmd": command, "headers": {"req_id": req_id}}
    if content is not None:
        frame["body"] = content
    return json.dumps(frame, ensure_ascii=False)

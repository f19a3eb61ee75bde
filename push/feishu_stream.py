"""Long connection of Feishu 长连接: it goes out, and taps on cards come back over it."""

import json
import time
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import msgspec
from websockets.sync.client import ClientConnection

from push.chat_cards import brought
from push.chat_stream import LARGEST_FRAME, ChatProtocol, Frame, Heard
from push.feishu_api import FeishuSettings, is_open_id
from push.feishu_card import answered
from push.feishu_frame import CONTROL, DATA, PbFrame, decode, encode
from push.http_client import HttpClient, Network, Unreachable, is_busy
from push.outcome import Outcome, Verdict
from push.settings import secrets_of
from push.tap import Tap, TapReply

TAPPED: Final = "card.action.trigger"
TYPES: Final = frozenset({"event", "card"})
OK, FAILED = 200, 500
LATER: Final = frozenset({0, 1, 1000040343, 1000040345, None})
"""Codes of a call for an address without one: no address, busy, an error of theirs, cut. All else is ours."""
USUAL_BEAT_S, SHORTEST_BEAT_S, LONGEST_BEAT_S = 120.0, 1.0, 300.0
MOST_PARTS: Final = 64
MOST_UNFINISHED: Final = 32
PARTS_LIVE_S: Final = 5.0


class _Config(msgspec.Struct):
    """The part that is read of what Feishu asks of a client. `PingInterval`: seconds."""

    PingInterval: int = 0


class _Operator(msgspec.Struct):
    open_id: str | None = None
    user_id: str | None = None
    tenant_key: str | None = None


class _Action(msgspec.Struct):
    value: dict[str, Any]


class _Tapped(msgspec.Struct):
    operator: _Operator
    action: _Action


class _Header(msgspec.Struct):
    event_type: str = ""
    app_id: str = ""
    tenant_key: str = ""


class _Event(msgspec.Struct):
    """An event or callback; `event` is read where it is a tap."""

    header: _Header
    event: msgspec.Raw


@dataclass(slots=True)
class _Parts:
    """The parts that came of a payload, and until when the others are waited for (monotonic seconds)."""

    until: float
    found: dict[int, bytes] = field(default_factory=dict)


class FeishuStream(ChatProtocol):
    """Protocol of Feishu: an address by HTTPS, then frames of protobuf; each is answered by itself with
    another payload.
    """

    def __init__(
        self, settings: FeishuSettings, network: Network, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._seconds = settings, seconds
        self._client = HttpClient(network, secrets_of(settings))
        self._service = 0
        self._unfinished: OrderedDict[str, _Parts] = OrderedDict()
        self.beat_every_s: float | None = USUAL_BEAT_S

    def open(self) -> str:
        """Return the address of a connection, which opens it once."""
        url = f"{self._settings.api_url.rstrip('/')}/callback/ws/endpoint"
        app = {"AppID": self._settings.app_id, "AppSecret": self._settings.app_secret}
        answer = self._client.call_json("POST", url, app, {"locale": "zh"})
        said = answer.fields()
        data = said.get("data")
        given = data if isinstance(data, dict) else {}
        address = given.get("URL")
        if answer.code("code") != 0 or not isinstance(address, str):
            is_later = is_busy(answer.status) or (answer.is_success and answer.code("code") in LATER)
            words = self._client.without_secrets(f"{answer.status} {said.get('code', '')}: {said.get('msg')}")
            raise Unreachable(Outcome(Verdict.RETRY if is_later else Verdict.FAILED, words, answer.status))
        self._configure(msgspec.json.encode(given.get("ClientConfig")))
        service = parse_qs(urlsplit(address).query).get("service_id", [""])[0]
        self._service = int(service) if service.isascii() and service.isdigit() else 0
        self._unfinished.clear()
        return address

    def greet(self, connection: ClientConnection) -> None:
        """Say at once that somebody is there; Feishu asks for nothing else."""
        connection.send(self.beat())

    def beat(self) -> Frame:
        return encode(PbFrame(service=self._service, method=CONTROL, headers=(("type", "ping"),)))

    def read(self, frame: Frame) -> Heard:
        """Understand a frame; what comes in parts is understood with the last of them."""
        if isinstance(frame, str):
            raise ValueError("a text where a frame belongs")
        found = decode(frame)
        if found.method == CONTROL and found.header("type") == "pong":
            self._configure(found.payload)
        if found.method != DATA or found.header("type") not in TYPES:
            return Heard()
        payload = self._whole(found)
        return Heard() if payload is None else self._heard(found, payload)

    def _heard(self, frame: PbFrame, payload: bytes) -> Heard:
        """Understand a payload. What is not for us is confirmed all the same, for it would come again."""
        try:
            tap = self._tap(payload)
        except (ValueError, TypeError, RecursionError):
            return Heard(reply=_confirmed(frame, OK))

        def answer(reply: TapReply | None) -> Frame:
            if reply is None:
                return _confirmed(frame, FAILED)
            return _confirmed(frame, OK, answered(reply))

        return Heard(tap=tap, answered=answer)

    def close(self) -> None:
        self._client.close()

    def _configure(self, config: bytes) -> None:
        """Beat as often as Feishu asks; an interval that makes no sense, or none, changes nothing."""
        try:
            every_s = msgspec.json.decode(config, type=_Config).PingInterval
        except msgspec.DecodeError:
            return
        if every_s > 0:
            self.beat_every_s = min(max(float(every_s), SHORTEST_BEAT_S), LONGEST_BEAT_S)

    def _whole(self, frame: PbFrame) -> bytes | None:
        """Return the payload once all its parts are there, None before. Raises ValueError."""
        of, number, key = (frame.header(name) for name in ("sum", "seq", "message_id"))
        parts = int(of or 1)
        if parts <= 1:
            return frame.payload
        at = int(number)
        if parts > MOST_PARTS or not 0 <= at < parts:
            raise ValueError("a part of more than there may be")
        now = self._seconds()
        while self._unfinished and (
            len(self._unfinished) > MOST_UNFINISHED or next(iter(self._unfinished.values())).until <= now
        ):
            self._unfinished.popitem(last=False)
        kept = self._unfinished.setdefault(key, _Parts(now + PARTS_LIVE_S))
        kept.found[at] = frame.payload
        if sum(len(each) for each in kept.found.values()) > LARGEST_FRAME:
            del self._unfinished[key]
            raise ValueError("a payload that is too long")
        if len(kept.found) < parts:
            return None
        del self._unfinished[key]
        return b"".join(kept.found[each] for each in range(parts))

    def _tap(self, payload: bytes) -> Tap:
        """Return the tap that this is. Raises DecodeError or TypeError for whatever else it is."""
        called = msgspec.json.decode(payload, type=_Event)
        if called.header.event_type != TAPPED or called.header.app_id != self._settings.app_id:
            raise TypeError("not a card of ours")
        tapped = msgspec.json.decode(called.event, type=_Tapped)
        answer, token = brought(tapped.action.value)
        user_id, *others = _ids(tapped.operator, called.header.tenant_key)
        return Tap(user_id, answer, token, tuple(others))


def _ids(operator: _Operator, company: str) -> list[str]:
    """Return the ids of who tapped, by which one address each may know them. An open id is made by Feishu and
    is nobody else's; a user id counts in the company of the app alone, and where it cannot be taken for one.
    Raises TypeError where there is none.
    """
    open_id, user_id = operator.open_id or "", operator.user_id or ""
    found = [open_id] if is_open_id(open_id) else []
    if user_id and not is_open_id(user_id) and operator.tenant_key in (None, company):
        found.append(user_id)
    if not found:
        raise TypeError("nobody tapped")
    return found


def _confirmed(frame: PbFrame, code: int, data: dict[str, Any] | None = None) -> Frame:
    encoded = b64encode(json.dumps(data, ensure_ascii=False).encode()).decode() if data else None
    payload = json.dumps({"code": code, "headers": {}, "data": encoded})
    return encode(replace(frame, payload=payload.encode()))

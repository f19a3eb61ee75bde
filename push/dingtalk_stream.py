"""DingTalk Stream 模式: a connection that goes out, by which taps on cards come back."""

import json
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from push.chat_cards import brought
from push.chat_stream import ChatProtocol, Frame, Heard
from push.dingtalk import DingtalkSettings
from push.dingtalk_card import changed, noticed, refused
from push.http_client import HttpClient, Network, Unreachable
from push.outcome import Verdict
from push.settings import secrets_of
from push.tap import Tap, TapReply

TOPIC: Final = "/v1.0/card/instances/callback"
CALLBACK, SYSTEM, DISCONNECT = "CALLBACK", "SYSTEM", "disconnect"
OK, UNKNOWN, FAILED = 200, 404, 500


class _Headers(msgspec.Struct):
    topic: str
    messageId: str


class _Frame(msgspec.Struct):
    """The parts of a frame that are read; `data` is JSON of its own."""

    type: str
    headers: _Headers
    data: str = ""


class _Private(msgspec.Struct):
    params: dict[str, Any]


class _Content(msgspec.Struct):
    cardPrivateData: _Private


class _Callback(msgspec.Struct):
    """A tap. `userIdType` 1: `userId` is the id in the company, to which cards are sent."""

    userId: str
    content: str
    userIdType: int = 1


class DingtalkStream(ChatProtocol):
    """Protocol of DingTalk: a ticket by HTTPS, then frames of JSON, each confirmed by its `messageId`."""

    def __init__(self, settings: DingtalkSettings, network: Network) -> None:
        self._settings = settings
        self._api = settings.card_api_url.rstrip("/")
        self._client = HttpClient(network, secrets_of(settings))

    def open(self) -> str:
        """Return the address of a connection, with a ticket that opens it once."""
        asked = {
            "clientId": self._settings.app_key,
            "clientSecret": self._settings.app_secret,
            "subscriptions": [{"type": CALLBACK, "topic": TOPIC}],
            "ua": "anhuan",
        }
        answer = self._client.call_json("POST", f"{self._api}/v1.0/gateway/connections/open", asked)
        said = answer.fields()
        endpoint, ticket = said.get("endpoint"), said.get("ticket")
        if not answer.is_success or not isinstance(endpoint, str) or not isinstance(ticket, str):
            outcome = refused(self._client, answer)
            raise Unreachable(replace(outcome, verdict=Verdict.RETRY) if answer.is_success else outcome)
        return f"{endpoint}?{urlencode({'ticket': ticket})}"

    def read(self, frame: Frame) -> Heard:
        """Understand a frame; what is asked of us and we do not know is said to be unknown."""
        found = msgspec.json.decode(frame, type=_Frame)
        message_id, topic = found.headers.messageId, found.headers.topic
        if found.type == SYSTEM:
            is_over = topic == DISCONNECT
            return Heard(reply=_confirmed(message_id, OK, found.data), is_over=is_over)
        if found.type != CALLBACK or topic != TOPIC:
            return Heard(reply=_confirmed(message_id, UNKNOWN, "{}"))
        try:
            tap = _tap(found.data)
        except (msgspec.DecodeError, TypeError):  # another card of the same app
            return Heard(reply=_confirmed(message_id, OK, "{}"))

        def answered(reply: TapReply | None) -> Frame:
            if reply is None:
                return _confirmed(message_id, FAILED, "{}")
            shown = changed(reply.card) if reply.card else {}
            if reply.notice:
                shown |= noticed(reply.notice)
            return _confirmed(message_id, OK, json.dumps({"response": shown}, ensure_ascii=False))

        return Heard(tap=tap, answered=answered)

    def close(self) -> None:
        self._client.close()


def _tap(data: str) -> Tap:
    called = msgspec.json.decode(data, type=_Callback)
    given = msgspec.json.decode(called.content, type=_Content).cardPrivateData.params
    answer, token = brought(given)
    if called.userIdType != 1:
        raise TypeError("not an id in the company")
    return Tap(called.userId, answer, token)


def _confirmed(message_id: str, code: int, data: str) -> str:
    headers = {"contentType": "application/json", "messageId": message_id}
    said = {"code": code, "headers": headers, "message": "OK" if code == OK else "", "data": data}
    return json.dumps(said, ensure_ascii=False)

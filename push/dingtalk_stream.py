"""DingTalk Stream 模式: a connection that goes out, by which taps on cards come back."""

import json
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from push.chat import post_json
from push.chat_stream import ChatProtocol, Frame, Heard
from push.dingtalk import DingtalkSettings
from push.dingtalk_card import changed, is_limited, noticed
from push.http_client import HttpClient, Network, Unreachable, is_busy
from push.outcome import Outcome, Verdict
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
        answer = post_json(self._client, f"{self._api}/v1.0/gateway/connections/open", asked)
        said = answer.fields()
        endpoint, ticket = said.get("endpoint"), said.get("ticket")
        if not answer.is_success or not isinstance(endpoint, str) or not isinstance(ticket, str):
            words = self._client.without_secrets(
                f"{answer.status} {said.get('code', '')}: {said.get('message', '')}"
            )
            is_later = is_busy(answer.status) or is_limited(str(said.get("code", ""))) or answer.is_success
            raise Unreachable(Outcome(Verdict.RETRY if is_later else Verdict.FAILED, words, answer.status))
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
            shown = changed(reply.card) if reply.card else noticed(reply.notice)
            return _confirmed(message_id, OK, json.dumps({"response": shown}, ensure_ascii=False))

        return Heard(tap=tap, answered=answered)

    def close(self) -> None:
        self._client.close()


def _tap(data: str) -> Tap:
    called = msgspec.json.decode(data, type=_Callback)
    given = msgspec.json.decode(called.content, type=_Content).cardPrivateData.params
    answer, token = given.get("answer"), given.get("link")
    if called.userIdType != 1 or not isinstance(answer, str) or not isinstance(token, str):
        raise TypeError("not one of our buttons")
    return Tap(called.userId, answer, token)


def _confirmed(message_id: str, code: int, data: str) -> str:
    headers = {"contentType": "application/json", "messageId": message_id}
    said = {"code": code, "headers": headers, "message": "OK" if code == OK else "", "data": data}
    return json.dumps(said, ensure_ascii=False)

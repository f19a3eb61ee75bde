"""Feishu 飞书: to a group by its bot, to a person by an app of the company where one is set up."""

import base64
import hmac
import json
import re
from datetime import datetime, timedelta
from typing import Any, Final

from push.chat import Addresses
from push.chat_cards import CardChat
from push.endpoint import Endpoint
from push.feishu_api import ON, FeishuApi, FeishuSettings, send_path
from push.feishu_card import FeishuCards
from push.http_client import Answer, Network
from push.message import Message
from push.outcome import Outcome
from push.registry import SendLimit
from push.text import shortened

KEY: Final = re.compile(r"[0-9A-Za-z-]{16,64}", re.ASCII)
PERSON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,63}", re.ASCII)
LONGEST_TITLE: Final = 200
LONGEST_BODY: Final = 2000
BOT_LIMITS: Final = (SendLimit(5, timedelta(seconds=1)), SendLimit(100, timedelta(minutes=1)))
PERSON_LIMITS: Final = (SendLimit(5, timedelta(seconds=1)),)


class Feishu(CardChat):
    """The channel `feishu`. Addresses: the webhook URL of a group's bot, whose `secret` signs where the group
    asks for it, or an open id (`ou_…`) or user id.
    """

    kind: Final = "feishu"

    def __init__(self, settings: FeishuSettings, network: Network) -> None:
        self._network = network
        self._api = FeishuApi(settings, network)
        addresses = Addresses(f"{self._api.url}/bot/v2/hook/", KEY, PERSON, BOT_LIMITS, PERSON_LIMITS)
        cards = FeishuCards(settings, network) if settings.answers == ON else None
        super().__init__(addresses, self._api.client, cards, has_app=settings.has_app)

    def _to_group(self, endpoint: Endpoint, key: str, message: Message) -> Outcome:
        secret = endpoint.keys.get("secret", "")
        signed = signature(secret, self._network.now()) if secret else {}
        content = signed | {"msg_type": "post", "content": {"post": post(message)}}
        answer = self._client.call_json("POST", endpoint.address, content)
        return self._judge(answer, key, secret)

    def _text_to_person(self, person_id: str, message: Message) -> Outcome:
        content = {
            "receive_id": person_id,
            "msg_type": "post",
            "content": json.dumps(post(message), ensure_ascii=False),
            "uuid": message.message_id[:50],  # the same again within an hour is one message
        }
        return self._api.call("POST", send_path(person_id), content, person_id)[0]

    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        return self._api.judge(answer, *hidden)


def post(message: Message) -> dict[str, Any]:
    """Return the message as rich text: in a plain one `<at user_id="all">` would call everybody."""
    link = message.link or message.navigate
    lines = [[{"tag": "text", "text": shortened(message.body, LONGEST_BODY)}]]
    lines.append([{"tag": "a", "text": link, "href": link}])
    language = "zh_cn" if message.lang.startswith("zh") else "en_us"
    return {language: {"title": shortened(message.title, LONGEST_TITLE), "content": lines}}


def signature(secret: str, at: datetime) -> dict[str, str]:
    """Return `timestamp` (s) and `sign` of a group that asks for a signature (签名校验)."""
    timestamp = str(int(at.timestamp()))
    digest = hmac.digest(f"{timestamp}\n{secret}".encode(), b"", "sha256")
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}

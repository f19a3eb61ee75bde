"""Feishu 飞书: to a group by its bot, to a person by an app of the company where one is set up."""

import base64
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from push.chat import Addresses, Chat, Token, TokenCache
from push.endpoint import Endpoint
from push.http_client import Answer, Codes, HttpClient, Network
from push.message import Message
from push.outcome import Outcome
from push.registry import SendLimit
from push.settings import Form, require_all_or_none, secrets_of, setting
from push.text import shortened

KEY: Final = re.compile(r"[0-9A-Za-z-]{16,64}", re.ASCII)
PERSON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,63}", re.ASCII)
LONGEST_TITLE: Final = 200
LONGEST_BODY: Final = 2000
BOT_LIMITS: Final = (SendLimit(5, timedelta(seconds=1)), SendLimit(100, timedelta(minutes=1)))
PERSON_LIMITS: Final = (SendLimit(5, timedelta(seconds=1)),)
TOKEN_REFUSED: Final = frozenset({99991661, 99991663, 99991664, 99991668})
CODES: Final = Codes(
    accepted=frozenset({0}),
    gone=frozenset({19001, 230029}),  # no such bot; the person has left
    busy=frozenset({11232, 11233, 230020, 99991400, 1500, 2200}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeishuSettings:
    """Without `app_id` and `app_secret` only groups are reached."""

    app_id: str = setting(Form.CODE, default="")
    app_secret: str = setting(is_secret=True, default="")
    api_url: str = setting(Form.URL, default="https://open.feishu.cn")

    @property
    def has_app(self) -> bool:
        return bool(self.app_id)

    def __post_init__(self) -> None:
        """Raises WrongSetting where a part of the app is missing."""
        require_all_or_none({"app_id": self.app_id, "app_secret": self.app_secret})


class Feishu(Chat):
    """The channel `feishu`. Addresses: the webhook URL of a group's bot, whose `secret` signs where the group
    asks for it, or an open id (`ou_…`) or user id.
    """

    kind: Final = "feishu"

    def __init__(self, settings: FeishuSettings, network: Network) -> None:
        self._settings = settings
        self._network = network
        self._api = f"{settings.api_url.rstrip('/')}/open-apis"
        addresses = Addresses(f"{self._api}/bot/v2/hook/", KEY, PERSON, BOT_LIMITS, PERSON_LIMITS)
        super().__init__(addresses, HttpClient(network, secrets_of(settings)), has_app=settings.has_app)
        self._tokens = TokenCache(self._new_token, network.now)

    def _to_group(self, endpoint: Endpoint, key: str, message: Message) -> Outcome:
        secret = endpoint.keys.get("secret", "")
        signed = signature(secret, self._network.now()) if secret else {}
        content = signed | {"msg_type": "post", "content": {"post": post(message)}}
        answer = self._client.call_json("POST", endpoint.address, content)
        return self._judge(answer, key, secret)

    def _to_person(self, person_id: str, message: Message) -> Outcome:
        content = {
            "receive_id": person_id,
            "msg_type": "post",
            "content": json.dumps(post(message), ensure_ascii=False),
            "uuid": message.message_id[:50],  # the same again within an hour is one message
        }
        token, answer = self._tokens.post(
            lambda token: self._post(token, person_id, content),
            lambda answer: answer.code("code") in TOKEN_REFUSED,
        )
        return self._judge(answer, token, person_id)

    def _post(self, token: str, person_id: str, content: dict[str, Any]) -> Answer:
        kind = "open_id" if person_id.startswith("ou_") else "user_id"
        url = f"{self._api}/im/v1/messages?receive_id_type={kind}"
        return self._client.call_json("POST", url, content, {"Authorization": f"Bearer {token}"})

    def _new_token(self) -> Token:
        url = f"{self._api}/auth/v3/tenant_access_token/internal"
        app = {"app_id": self._settings.app_id, "app_secret": self._settings.app_secret}
        answer = self._client.call_json("POST", url, app)
        return self._token_in(answer, "tenant_access_token", "expire")

    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        words = str(answer.fields().get("msg", ""))
        return self._client.judge(answer, CODES, answer.code("code"), words, hidden=hidden)


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

"""DingTalk 钉钉: to a group by its bot, to a person by work notifications of an app where one is set up."""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from push.chat import Addresses, Token, TokenCache
from push.chat_cards import CardChat
from push.dingtalk_card import DEFAULT_API, DingtalkCards
from push.endpoint import Endpoint
from push.http_client import Answer, Codes, HttpClient, Network
from push.message import Message
from push.outcome import Outcome
from push.registry import SendLimit
from push.settings import Form, Problem, WrongSetting, require_all_or_none, secrets_of, setting
from push.text import plain_text

KEY: Final = re.compile(r"[0-9A-Za-z]{16,128}", re.ASCII)
PERSON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII)
LONGEST_TEXT_BYTES: Final = 2000
"""Of the 20,000 a message may have: a notification is read on a phone."""
BOT_LIMITS: Final = (SendLimit(20, timedelta(minutes=1)),)
PERSON_LIMITS: Final = (SendLimit(500, timedelta(days=1)),)
TOKEN_REFUSED: Final = frozenset({40014, 42001, 41001})
CODES: Final = Codes(
    accepted=frozenset({0}),
    # no such token, group dissolved, no such bot; no such person
    gone=frozenset({300001, 400101, 400013, 400106, 33012, 60121}),
    busy=frozenset({-1, 130101, 410100, 90018, 90002}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DingtalkSettings:
    """Without `app_key`, `app_secret` and `agent_id` only groups are reached; with `card_template_id` an
    alert is answered in the chat. `robot_code`: of the app's robot, where that is not its `app_key`.
    """

    app_key: str = setting(Form.CODE, default="")
    app_secret: str = setting(is_secret=True, default="")
    agent_id: str = setting(Form.CODE, default="")
    card_template_id: str = setting(default="")
    robot_code: str = setting(Form.CODE, default="")
    api_url: str = setting(Form.URL, default="https://oapi.dingtalk.com")
    card_api_url: str = setting(Form.URL, default=DEFAULT_API)

    @property
    def has_app(self) -> bool:
        return bool(self.app_key)

    def __post_init__(self) -> None:
        """Raises WrongSetting where a part of the app is missing."""
        app = {"app_key": self.app_key, "app_secret": self.app_secret, "agent_id": self.agent_id}
        require_all_or_none(app)
        if self.card_template_id and not self.has_app:
            raise WrongSetting("app_key", Problem.MISSING)


class Dingtalk(CardChat):
    """The channel `dingtalk`. Addresses: the webhook URL of a group's bot, whose `secret` signs where the
    group asks for it, or a user id.
    """

    kind: Final = "dingtalk"

    def __init__(self, settings: DingtalkSettings, network: Network) -> None:
        self._settings = settings
        self._network = network
        self._api = settings.api_url.rstrip("/")
        addresses = Addresses(f"{self._api}/robot/send?access_token=", KEY, PERSON, BOT_LIMITS, PERSON_LIMITS)
        client = HttpClient(network, secrets_of(settings))
        super().__init__(addresses, client, _cards_of(settings, network), has_app=settings.has_app)
        self._tokens = TokenCache(self._new_token, network.now)

    def _to_group(self, endpoint: Endpoint, key: str, message: Message) -> Outcome:
        secret = endpoint.keys.get("secret", "")
        signed = f"&{urlencode(signature(secret, self._network.now()))}" if secret else ""
        answer = self._client.call_json("POST", f"{endpoint.address}{signed}", text_of(message))
        return self._judge(answer, key, secret)

    def _text_to_person(self, person_id: str, message: Message) -> Outcome:
        content = {
            "agent_id": self._settings.agent_id,
            "userid_list": person_id,
            "msg": text_of(message),
        }
        token, answer = self._tokens.post(
            lambda token: self._post(token, content), lambda answer: _code(answer) in TOKEN_REFUSED
        )
        return self._judge(answer, token, person_id)

    def _post(self, token: str, content: dict[str, Any]) -> Answer:
        query = urlencode({"access_token": token})
        url = f"{self._api}/topapi/message/corpconversation/asyncsend_v2?{query}"
        return self._client.call_json("POST", url, content)

    def _new_token(self) -> Token:
        query = urlencode({"appkey": self._settings.app_key, "appsecret": self._settings.app_secret})
        answer = self._client.call("GET", f"{self._api}/gettoken?{query}")
        return self._token_in(answer, "access_token", "expires_in")

    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        said = answer.fields()
        words = str(said.get("sub_msg") or said.get("errmsg", ""))
        return self._client.judge(answer, CODES, _code(answer), words, hidden=hidden)


def _cards_of(settings: DingtalkSettings, network: Network) -> DingtalkCards | None:
    if not settings.card_template_id:
        return None
    return DingtalkCards(
        network,
        api_url=settings.card_api_url,
        app_key=settings.app_key,
        app_secret=settings.app_secret,
        template_id=settings.card_template_id,
        robot_code=settings.robot_code or settings.app_key,
    )


def _code(answer: Answer) -> str | int | None:
    """Return the code of an answer; 88 only says that there is another one in it."""
    code, inner = answer.code("errcode"), str(answer.code("sub_code") or "")
    return int(inner) if code == 88 and inner.isascii() and inner.isdigit() else code


def text_of(message: Message) -> dict[str, Any]:
    """Return the message as plain text; `@` calls nobody who is not named beside it."""
    return {"msgtype": "text", "text": {"content": plain_text(message, most_bytes=LONGEST_TEXT_BYTES)}}


def signature(secret: str, at: datetime) -> dict[str, str]:
    """Return `timestamp` (ms) and `sign` of a group that asks for a signature (加签)."""
    timestamp = str(int(at.timestamp() * 1000))
    digest = hmac.digest(secret.encode(), f"{timestamp}\n{secret}".encode(), "sha256")
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}

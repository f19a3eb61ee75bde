"""WeCom 企业微信: to a group by its bot, to a person by an app of the company where one is set up, and by a
bot 智能机器人 in whose cards alerts are answered.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from push.chat import Addresses, Token, TokenCache
from push.chat_cards import CardChat
from push.endpoint import Endpoint
from push.http_client import Answer, Codes, HttpClient, Network
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.settings import Form, Problem, WrongSetting, require_all_or_none, secrets_of, setting
from push.text import plain_text
from push.wecom_bot import NO_ANSWER, WecomBot

KEY: Final = re.compile(r"[0-9A-Za-z-]{16,64}", re.ASCII)
PERSON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII)
"""A user id. `@all`, which is everybody, is none."""
LONGEST_TEXT_BYTES: Final = 2048
BOT_LIMITS: Final = (SendLimit(20, timedelta(minutes=1)),)
PERSON_LIMITS: Final = (SendLimit(30, timedelta(minutes=1)), SendLimit(1000, timedelta(hours=1)))
TOKEN_REFUSED: Final = frozenset({40001, 40014, 42001})
CODES: Final = Codes(
    accepted=frozenset({0}),
    gone=frozenset({93000, 60111, 81013}),  # no such bot; no such person; none of the receivers is one
    busy=frozenset({-1, 45009, 45033}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomSettings:
    """Without `corp_id`, `agent_id` and `secret` there is no app, without `bot_id` and `bot_secret` no bot;
    without either only groups are reached.
    """

    corp_id: str = setting(Form.CODE, default="")
    agent_id: str = setting(Form.CODE, default="")
    secret: str = setting(is_secret=True, default="")
    bot_id: str = setting(default="")
    bot_secret: str = setting(is_secret=True, default="")
    api_url: str = setting(Form.URL, default="https://qyapi.weixin.qq.com")
    bot_url: str = setting(Form.URL, default="wss://openws.work.weixin.qq.com")

    @property
    def has_app(self) -> bool:
        return bool(self.corp_id)

    @property
    def has_bot(self) -> bool:
        return bool(self.bot_id)

    @property
    def who(self) -> tuple[str, str, str]:
        """The bot, by which its connection is found."""
        return "wecom", self.bot_url, self.bot_id

    def __post_init__(self) -> None:
        """Raises WrongSetting where a part of the app is missing."""
        app = {"corp_id": self.corp_id, "agent_id": self.agent_id, "secret": self.secret}
        require_all_or_none(app)
        require_all_or_none({"bot_id": self.bot_id, "bot_secret": self.bot_secret})
        if self.agent_id and not self.agent_id.isdigit():
            raise WrongSetting("agent_id", Problem.MALFORMED)


class Wecom(CardChat):
    """The channel `wecom`. Addresses: the webhook URL of a group's bot, or a user id."""

    kind: Final = "wecom"

    def __init__(self, settings: WecomSettings, network: Network) -> None:
        self._settings = settings
        self._api = settings.api_url.rstrip("/")
        addresses = Addresses(
            f"{self._api}/cgi-bin/webhook/send?key=", KEY, PERSON, BOT_LIMITS, PERSON_LIMITS
        )
        self._bot = WecomBot(settings.who, network.held) if settings.has_bot else None
        reaches_people = settings.has_app or settings.has_bot
        client = HttpClient(network, secrets_of(settings))
        super().__init__(addresses, client, self._bot, has_app=reaches_people)
        self._tokens = TokenCache(self._new_token, network.now)

    def _is_slow(self, outcome: Outcome) -> bool:
        return outcome.reason == NO_ANSWER  # a quota is of one person's chat

    def _to_group(self, endpoint: Endpoint, key: str, message: Message) -> Outcome:
        text = plain_text(message, most_bytes=LONGEST_TEXT_BYTES)
        content = {"msgtype": "text", "text": {"content": text}}
        return self._judge(self._client.call_json("POST", endpoint.address, content), key)

    def _text_to_person(self, person_id: str, message: Message) -> Outcome:
        """Send by the app, and where there is none by the bot, which has to be connected."""
        if self._bot is not None and not self._settings.has_app:
            return self._bot.write(person_id, message)
        return self._by_app(person_id, message)

    def _by_app(self, person_id: str, message: Message) -> Outcome:
        text = plain_text(message, most_bytes=LONGEST_TEXT_BYTES)
        content = {
            "touser": person_id,
            "agentid": int(self._settings.agent_id),
            "msgtype": "text",
            "text": {"content": text.replace("<", "‹")},  # `<a href=…>` would be a link
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 600,
        }
        token, answer = self._tokens.post(
            lambda token: self._post(token, content), lambda answer: answer.code("errcode") in TOKEN_REFUSED
        )
        said = answer.fields()
        if said.get("errcode") == 0 and said.get("invaliduser"):
            return Outcome(Verdict.GONE, "no such person among those who may use the app", answer.status)
        return self._judge(answer, token, person_id)

    def _post(self, token: str, content: dict[str, Any]) -> Answer:
        query = urlencode({"access_token": token})
        return self._client.call_json("POST", f"{self._api}/cgi-bin/message/send?{query}", content)

    def _new_token(self) -> Token:
        query = urlencode({"corpid": self._settings.corp_id, "corpsecret": self._settings.secret})
        answer = self._client.call("GET", f"{self._api}/cgi-bin/gettoken?{query}")
        return self._token_in(answer, "access_token", "expires_in")

    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        said = answer.fields()
        words = str(said.get("errmsg", ""))
        return self._client.judge(answer, CODES, answer.code("errcode"), words, hidden=hidden)

"""Calls of an app of Feishu 飞书: its settings, its token, and what the answers mean."""

from dataclasses import dataclass
from typing import Any, Final

from push.chat import Token, TokenCache, token_of
from push.http_client import Answer, Codes, HttpClient, Network, Unreachable
from push.outcome import Outcome
from push.settings import Form, Problem, WrongSetting, require_all_or_none, secrets_of, setting

TOKEN_REFUSED: Final = frozenset({99991661, 99991663, 99991664, 99991668})
CODES: Final = Codes(
    accepted=frozenset({0}),
    gone=frozenset({19001, 230029}),  # no such bot; the person has left
    busy=frozenset({11232, 11233, 230020, 99991400, 1500, 2200}),
)
OFF, CONNECT, ON = "off", "connect", "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeishuSettings:
    """Without `app_id` and `app_secret` only groups are reached. `answers`: whether an alert is answered in
    the chat; with CONNECT the connection is held and no card leaves, for Feishu takes the mode of the long
    connection only while there is one.
    """

    app_id: str = setting(Form.CODE, default="")
    app_secret: str = setting(is_secret=True, default="")
    answers: str = setting(Form.CHOICE, default=OFF, choices=(OFF, CONNECT, ON))
    api_url: str = setting(Form.URL, default="https://open.feishu.cn")

    @property
    def has_app(self) -> bool:
        return bool(self.app_id)

    def __post_init__(self) -> None:
        """Raises WrongSetting where a part of the app is missing."""
        require_all_or_none({"app_id": self.app_id, "app_secret": self.app_secret})
        if self.answers != OFF and not self.has_app:
            raise WrongSetting("app_id", Problem.MISSING)


class FeishuApi:
    """Calls Feishu with the token of an app."""

    def __init__(self, settings: FeishuSettings, network: Network) -> None:
        self.client = HttpClient(network, secrets_of(settings))
        self.url = f"{settings.api_url.rstrip('/')}/open-apis"
        self._app = {"app_id": settings.app_id, "app_secret": settings.app_secret}
        self._tokens = TokenCache(self._new_token, network.now)

    def call(self, method: str, path: str, content: dict[str, Any], *hidden: str) -> tuple[Outcome, Answer]:
        """Call with the token; returns what the answer means, too. Raises Unreachable."""

        def send(token: str) -> Answer:
            headers = {"Authorization": f"Bearer {token}"}
            return self.client.call_json(method, f"{self.url}{path}", content, headers)

        token, answer = self._tokens.post(send, lambda answer: answer.code("code") in TOKEN_REFUSED)
        return self.judge(answer, token, *hidden), answer

    def judge(self, answer: Answer, *hidden: str) -> Outcome:
        """Return what an answer means, without the texts that are `hidden`."""
        words = str(answer.fields().get("msg", ""))
        return self.client.judge(answer, CODES, answer.code("code"), words, hidden=hidden)

    def _new_token(self) -> Token:
        answer = self.client.call_json("POST", f"{self.url}/auth/v3/tenant_access_token/internal", self._app)
        token = token_of(answer, "tenant_access_token", "expire")
        if token is None:
            raise Unreachable(self.judge(answer))
        return token


def send_path(person_id: str) -> str:
    """Return the path by which a message goes to this person, by an open id (`ou_…`) or user id."""
    return f"/im/v1/messages?receive_id_type={'open_id' if is_open_id(person_id) else 'user_id'}"


def is_open_id(person_id: str) -> bool:
    """Whether it is the id of a person for one app; Feishu makes them, a company chooses user ids."""
    return person_id.startswith("ou_")

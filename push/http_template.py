"""SMS and voice calls by any gateway that takes an HTTP request: the site types the request, with gaps.

Gaps are written `{{phone}}`. What is filled in is escaped for where it stands: percent-encoded in the URL and
in a form, as the inside of a JSON string in JSON.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import quote

from push.endpoint import Endpoint
from push.http_client import Codes, HttpClient, Network, Unreachable
from push.message import Message
from push.outcome import Outcome
from push.phone import E164, e164, is_phone, national
from push.registry import SendLimit
from push.settings import Form, Problem, WrongSetting, headers_of, secrets_of, setting
from push.sms_replies import check_reply_secret, reply_secret
from push.sms_templates import LONGEST_VARIABLE, VARIABLES
from push.text import plain_text, shortened

GAP: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
GAPS: Final = ("phone", "phone_e164", "text", "title", "body", "link", "purpose", "id", *VARIABLES)
LONGEST_TEXT_BYTES: Final = 600
CONTENT_TYPES: Final = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded; charset=utf-8",
}
CODES: Final = Codes(accepted=frozenset({"accepted"}))
SHORTEST_KEY: Final = 8
BETWEEN_KEYS: Final = re.compile(r"[^\w.~+-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpTemplateSettings:
    """`accepted_contains`: what stands in the answer to a message that was taken, such as `"code":0`; empty
    where the gateway says so by its HTTP status.
    """

    url: str = setting(Form.URL, is_secret=True, longest=2000)
    method: str = setting(Form.CHOICE, default="POST", choices=("POST", "PUT", "GET"))
    headers: str = setting(Form.HEADERS, is_secret=True, default="", longest=4000)
    body: str = setting(Form.LINES, is_secret=True, default="", longest=8000)
    body_format: str = setting(Form.CHOICE, default="json", choices=tuple(CONTENT_TYPES))
    accepted_contains: str = setting(default="", longest=100)

    def __post_init__(self) -> None:
        """Raises WrongSetting: an unknown gap, a URL that is none, JSON that is none."""
        for name in ("url", "headers", "body"):
            if not set(GAP.findall(getattr(self, name))) <= set(GAPS):
                raise WrongSetting(name, Problem.MALFORMED)
        if GAP.search(self.headers):
            raise WrongSetting("headers", Problem.MALFORMED)
        if self.body and self.body_format == "json":
            try:
                json.loads(GAP.sub("0", self.body))
            except ValueError:
                raise WrongSetting("body", Problem.MALFORMED) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSmsSettings(HttpTemplateSettings):
    """Settings of text messages by any gateway, to which people may reply."""

    reply_secret: str = reply_secret()

    def __post_init__(self) -> None:
        """Raises WrongSetting, as those without replies do, and for a secret that can be guessed."""
        HttpTemplateSettings.__post_init__(self)
        check_reply_secret(self.reply_secret)

    def check_reply_code(self) -> None:
        """Raises WrongSetting where people may reply and no gap takes the code; `text` has it at its end."""
        if self.reply_secret and not {"text", "reply"} & set(GAP.findall(self.url + self.body)):
            raise WrongSetting("body", Problem.WITHOUT_REPLY)


class HttpTemplate:
    """The channels `sms` and `voice`, by a gateway of the site's own choice."""

    def __init__(self, kind: str, settings: HttpTemplateSettings, network: Network) -> None:
        self.kind: Final = kind
        self._settings = settings
        self._client = HttpClient(network, _secrets(settings))

    def accepts(self, address: str) -> bool:
        """Whether it is a phone; a call may also go to a landline."""
        return is_phone(address) or (self.kind == "voice" and E164.fullmatch(address) is not None)

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - nothing is known of it
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        values = _values(endpoint, message)
        is_json = self._settings.body_format == "json"
        headers = {"Content-Type": CONTENT_TYPES[self._settings.body_format]} if self._settings.body else {}
        try:
            answer = self._client.call(
                self._settings.method,
                _filled(self._settings.url, values, _in_url),
                headers=headers | headers_of(self._settings.headers),
                body=_filled(self._settings.body, values, _in_json if is_json else _in_url).encode(),
            )
        except Unreachable as failed:
            return failed.outcome
        words = answer.body.decode(errors="replace")
        is_accepted = answer.is_success and self._settings.accepted_contains in words
        return self._client.judge(
            answer,
            CODES,
            "accepted" if is_accepted else "refused",
            words,
            hidden=(endpoint.address, values["phone"], values["phone_e164"]),
        )

    def close(self) -> None:
        self._client.close()


def _values(endpoint: Endpoint, message: Message) -> dict[str, str]:
    variables = {name: shortened(text, LONGEST_VARIABLE) for name, text in asdict(message.variables).items()}
    return {
        "phone": national(endpoint.address),
        "phone_e164": e164(endpoint.address),
        "text": plain_text(message, most_bytes=LONGEST_TEXT_BYTES),
        "title": shortened(message.title, LONGEST_TEXT_BYTES),
        "body": shortened(message.body, LONGEST_TEXT_BYTES),
        "link": message.link or message.navigate,
        "purpose": message.purpose,
        "id": message.message_id,
        **variables,
    }


def _filled(template: str, values: dict[str, str], escaped: Callable[[str], str]) -> str:
    return GAP.sub(lambda gap: escaped(values[gap[1]]), template)


def _in_url(text: str) -> str:
    return quote(text, safe="")


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _secrets(settings: HttpTemplateSettings) -> tuple[str, ...]:
    """Return what no reason may show: the texts that were typed, and each part of them that may be a key."""
    typed = (settings.url, settings.headers, settings.body)
    parts = (part for text in typed for part in BETWEEN_KEYS.split(text))
    return (*secrets_of(settings), *(part for part in parts if len(part) >= SHORTEST_KEY))

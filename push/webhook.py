"""Webhooks to other systems, signed as Standard Webhooks says, so that their libraries verify them.

`webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`. The
id stays the same for every attempt: a receiver that has seen it answers 2xx and does nothing, and refuses
what is signed more than five minutes ago.
"""

import base64
import binascii
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from push.endpoint import Endpoint
from push.http_client import Codes, HttpClient, Network, Unreachable
from push.message import Message
from push.outcome import Outcome
from push.registry import SendLimit
from push.settings import Problem, WrongSetting, secrets_of, setting
from push.text import on_one_line

PREFIX: Final = "whsec_"
SHORTEST_SECRET_BYTES: Final = 24
CODES: Final = Codes(accepted=frozenset({"accepted"}), gone=frozenset({HTTPStatus.GONE}))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """`whsec_` and base64 of 24 bytes or more. While a secret is replaced, the previous one signs, too."""

    signing_secret: str = setting(is_secret=True)
    previous_secret: str = setting(is_secret=True, default="")

    def __post_init__(self) -> None:
        """Raises WrongSetting for a secret that is none, or can be guessed."""
        for name in ("signing_secret", "previous_secret"):
            given = getattr(self, name)
            if given and len(key_of(given)) < SHORTEST_SECRET_BYTES:
                raise WrongSetting(name, Problem.MALFORMED)


class Webhook:
    """The channel `webhook`. Addresses: https URLs of public hosts, and what the installation lists."""

    kind: Final = "webhook"

    def __init__(self, settings: WebhookSettings, network: Network) -> None:
        given = (settings.signing_secret, settings.previous_secret)
        self._keys = tuple(key_of(each) for each in given if each)
        self._network = network
        self._client = HttpClient(network, secrets_of(settings))

    def accepts(self, address: str) -> bool:
        origin = Endpoint(address).origin
        return origin.startswith("https://") or self._network.allows(origin)

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - a receiver says so by 429
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Post it as JSON. 410 means that the receiver is gone for good."""
        at = self._network.now()
        body = encode(message, at)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signature(key, message.message_id, at, body) for key in self._keys),
        }
        try:
            answer = self._client.call("POST", endpoint.address, headers=headers, body=body)
        except Unreachable as failed:
            return failed.outcome
        code = "accepted" if answer.is_success else answer.status
        words = on_one_line(answer.body.decode(errors="replace"))
        return self._client.judge(answer, CODES, code, words, hidden=parts_of(endpoint.address))

    def close(self) -> None:
        self._client.close()


def parts_of(url: str) -> set[str]:
    """Return what a receiver may repeat of a URL that only we may know: all of it, and each part."""
    parts = urlsplit(url)
    query = [value for _, value in parse_qsl(parts.query)]
    found = {url, parts.path, f"{parts.path}?{parts.query}", parts.query, *parts.path.split("/"), *query}
    return {*found, *map(unquote, found)}


def encode(message: Message, at: datetime) -> bytes:
    """Return the body: what a person would read, and by which code a machine tells messages apart."""
    content = {
        "id": message.message_id,
        "at": at.isoformat(timespec="seconds"),
        "purpose": message.purpose,
        "topic": message.topic,
        "title": message.title,
        "body": message.body,
        "link": message.link or message.navigate,
        "lang": message.lang,
        "variables": _variables(message),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def key_of(secret: str) -> bytes:
    """Return the bytes of a secret; none where it is no `whsec_` with base64."""
    try:
        return (
            base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
        )
    except binascii.Error:
        return b""


def signature(key: bytes, message_id: str, at: datetime, body: bytes) -> str:
    """Return the signature of one key. Source: standardwebhooks.com, specification 1.0."""
    signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


def _variables(message: Message) -> dict[str, str]:
    """Return the variables of a template without the code by which one phone answers: a machine has none."""
    return {name: value for name, value in asdict(message.variables).items() if name != "reply"}

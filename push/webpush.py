"""Web Push (RFC 8030, 8188, 8291, 8292), in the declarative form that also shows without a service worker."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import requests
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from push.endpoint import WEB_PUSH, Endpoint
from push.guarded_posts import GuardedPosts, Posted
from push.http_client import LONGEST_REASON, is_busy, wait
from push.message import Message, Urgency
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.vapid import VapidKeys

if TYPE_CHECKING:
    from pywebpush import WebPushException

DECLARATIVE: Final = 8030
MAX_PAYLOAD_BYTES: Final = 3000
"""Services take 4096 encrypted bytes (RFC 8030, 7.2); some older ones less."""

_ELLIPSIS: Final = "…"
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_OF_ANOTHER_KEY: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
"""How services answer a signature with another key than the subscription was made with."""


class WebPush:
    """The channel. `subject` is how a push service reaches our operators: a real `mailto:` or `https:`
    address (Apple refuses `...@localhost`). `origins`: push services that may be called, `*` stands for
    one or more labels; those that are no `https:` address need not be public.
    """

    kind: Final = WEB_PUSH

    def __init__(
        self,
        keys: VapidKeys,
        *,
        subject: str,
        origins: Sequence[str] = (),
        timeout_s: float = 10.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keys = (keys.private_key, *keys.before)
        self._subject = subject
        self._origins = tuple(origins)
        self._posts = GuardedPosts(frozenset(o for o in origins if not o.startswith("https://")))
        self._timeout_s = timeout_s
        self._now = now

    def accepts(self, address: str) -> bool:
        """Whether the URL lies at one of the origins."""
        origin = Endpoint(address).origin
        return bool(origin) and any(fnmatchcase(origin, pattern) for pattern in self._origins)

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - of every channel
        """Return none: a service that is in haste says so by 429."""
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Encrypt, sign and send. GONE means that the subscription is over: delete it.

        A signature that is refused is tried with the key before: the phone may not have been opened since a
        new one was made. Refused with all keys is FAILED, not GONE: with a wrong server key it would be
        everyone's.
        """
        for key in self._keys:
            outcome = self._send(endpoint, message, key)
            if outcome.status not in _OF_ANOTHER_KEY:
                break
        return outcome

    def _send(self, endpoint: Endpoint, message: Message, key: EllipticCurvePrivateKey) -> Outcome:
        try:  # here and not above: without them this channel fails, and nothing else
            from py_vapid import Vapid02, VapidException  # noqa: PLC0415
            from pywebpush import WebPushException  # noqa: PLC0415
        except ImportError as missing:
            return Outcome(Verdict.RETRY, f"{missing.name} is not installed on the server")
        try:
            response = self._post(endpoint, encode(message), message, Vapid02(key))
        except WebPushException as refused:
            return self._judge(refused)
        except (requests.Timeout, requests.ConnectionError) as unreachable:
            return Outcome(Verdict.RETRY, f"{type(unreachable).__name__} at {endpoint.origin}")
        except requests.RequestException as impossible:  # its text would show the address
            return Outcome(Verdict.FAILED, f"{type(impossible).__name__} at {endpoint.origin}")
        except (VapidException, LookupError, ValueError, TypeError) as impossible:
            return Outcome(Verdict.FAILED, f"{impossible} ({endpoint.origin})")
        return Outcome(Verdict.ACCEPTED, status=response.status_code)

    def close(self) -> None:
        self._posts.close()

    def _post(self, endpoint: Endpoint, payload: str, message: Message, signer: object) -> Posted:
        from pywebpush import webpush  # noqa: PLC0415

        response: Posted = webpush(
            {"endpoint": endpoint.address, "keys": dict(endpoint.keys)},
            payload,
            vapid_private_key=signer,
            # A new dict each time: `webpush` writes `aud` into it, and the next origin would get this one's.
            vapid_claims={"sub": self._subject},
            ttl=int(message.ttl.total_seconds()),
            timeout=self._timeout_s,
            headers={
                "Urgency": message.urgency,
                "Topic": message.topic,
                "Content-Type": "application/octet-stream",
            },
            requests_session=self._posts,
        )
        return response

    def _judge(self, refused: "WebPushException") -> Outcome:
        status = refused.status_code
        if status is None:
            return Outcome(Verdict.FAILED, refused.message)
        reason = f"{status} {refused.response.reason} {refused.response.text}"[:LONGEST_REASON]
        if status in _GONE:
            return Outcome(Verdict.GONE, reason, status)
        if is_busy(status):
            return Outcome(Verdict.RETRY, reason, status, wait(refused.retry_after, now=self._now()))
        return Outcome(Verdict.FAILED, reason, status)


def encode(message: Message) -> str:
    """Return the declarative JSON, at most `MAX_PAYLOAD_BYTES` of UTF-8; body, then title are cut to fit.

    Raises ValueError if what may not be cut (address, ids) is too long already.
    """
    body, title = message.body, message.title
    spare = MAX_PAYLOAD_BYTES - len(_declarative(message, title, body).encode())
    if spare < 0:
        body = _shortened(body, spare)
        spare = MAX_PAYLOAD_BYTES - len(_declarative(message, title, body).encode())
    if spare < 0:
        title = _shortened(title, spare)
    payload = _declarative(message, title, body)
    if len(payload.encode()) > MAX_PAYLOAD_BYTES:
        raise ValueError("the address and ids of a message do not fit into a push")
    return payload


def _declarative(message: Message, title: str, body: str) -> str:
    notification: dict[str, Any] = {
        "title": title,
        "body": body,
        "navigate": message.navigate,
        "lang": message.lang,
        "tag": message.topic,
        "data": dict(message.data),
    }
    if message.buttons:
        # One that the app does not take opens the page: the declarative form has no other deed.
        notification["actions"] = [
            {"action": each.action, "title": each.title, "navigate": message.navigate}
            for each in message.buttons
        ]
        notification["data"]["said"] = {each.action: each.said for each in message.buttons}
    if message.urgency is Urgency.HIGH:  # an escalation replaces the first notice, and must be heard again
        notification |= {"renotify": True, "requireInteraction": True}
    shown = {"web_push": DECLARATIVE, "notification": notification}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _shortened(text: str, spare: int) -> str:
    """Cut at least `-spare` bytes of JSON off the end, by whole characters, and show it by an ellipsis."""
    escaped = [len(json.dumps(character, ensure_ascii=False).encode()) - 2 for character in text]
    room = sum(escaped) + spare - len(_ELLIPSIS.encode())
    kept = 0
    while kept < len(text) and room >= escaped[kept]:
        room -= escaped[kept]
        kept += 1
    return text[:kept] + _ELLIPSIS

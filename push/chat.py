"""Parts that the chats of WeCom, DingTalk and Feishu share: groups, people, and tokens of an app."""

import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from push.endpoint import Endpoint
from push.http_client import Answer, HttpClient, Unreachable
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import SendLimit

RENEWED_BEFORE: Final = timedelta(minutes=5)
"""End of a token's life in which it is not used any more: clocks differ, and a send takes a while."""
LONGEST_LIFE_S: Final = 86_400
FETCHED_AGAIN_AFTER: Final = timedelta(seconds=3)
"""Shorter than the first wait of a delivery: its next attempt asks anew."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Form of the addresses of a chat, and how many messages each takes. `bot` is the URL of a group's bot up
    to its `key`.
    """

    bot: str
    key: re.Pattern[str]
    person: re.Pattern[str]
    bot_limits: tuple[SendLimit, ...]
    person_limits: tuple[SendLimit, ...]

    def key_of(self, address: str) -> str:
        """Return the key in the URL of a bot, empty where the address is no such URL."""
        key = address.removeprefix(self.bot)
        return key if key != address and self.key.fullmatch(key) else ""


class Chat(ABC):
    """A chat: groups are reached by the URL of a bot, people by their id if the company has an app."""

    def __init__(self, addresses: Addresses, client: HttpClient, *, has_app: bool) -> None:
        self._addresses = addresses
        self._client = client
        self._has_app = has_app

    def accepts(self, address: str) -> bool:
        is_person = self._has_app and self._addresses.person.fullmatch(address) is not None
        return is_person or bool(self._addresses.key_of(address))

    def limits(self, address: str) -> tuple[SendLimit, ...]:
        known = self._addresses
        return known.bot_limits if known.key_of(address) else known.person_limits

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Send to a group or to a person, whichever the address is."""
        if not self.accepts(endpoint.address):
            return Outcome(Verdict.FAILED, "neither a bot of a group nor a person")
        key = self._addresses.key_of(endpoint.address)
        try:
            return (
                self._to_group(endpoint, key, message) if key else self._to_person(endpoint.address, message)
            )
        except Unreachable as failed:
            return failed.outcome

    def close(self) -> None:
        self._client.close()

    def _token_in(self, answer: Answer, name: str, lives_for: str) -> "Token":
        """The token in an answer, by the names of its value and its life. Raises Unreachable without one."""
        token = token_of(answer, name, lives_for)
        if token is None:
            raise Unreachable(self._judge(answer))
        return token

    @abstractmethod
    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        """Return the outcome that the provider's answer says, without the texts that are `hidden`."""

    @abstractmethod
    def _to_group(self, endpoint: Endpoint, key: str, message: Message) -> Outcome:
        """Send by the bot of a group. Raises Unreachable."""

    @abstractmethod
    def _to_person(self, person_id: str, message: Message) -> Outcome:
        """Send by the app. Raises Unreachable."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    lives_for: timedelta


def token_of(answer: Answer, name: str, lives_for: str) -> Token | None:
    """Return the token in an answer, by the names of its value and its life in seconds; None without one."""
    value, seconds = answer.fields().get(name), answer.code(lives_for)
    if not isinstance(value, str) or not value or not isinstance(seconds, int):
        return None
    return Token(value, timedelta(seconds=min(max(seconds, 0), LONGEST_LIFE_S)))


class TokenCache:
    """The token of an app, fetched again shortly before it ends or once a provider refuses it.

    `fetch` raises Unreachable where there is none. Threads that need it at the same time fetch it once, and
    share its failure: each waiting out a time-out of its own would hold up all other channels.
    """

    def __init__(self, fetch: Callable[[], Token], now: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._now = now
        self._lock = threading.Lock()
        self._value = ""
        self._until: datetime | None = None
        self._failure: tuple[datetime, Unreachable] | None = None

    def post(self, send: Callable[[str], Answer], is_refused: Callable[[Answer], bool]) -> tuple[str, Answer]:
        """Send with the token, and once more with a new one where it is refused. Returns the token that was
        used last, too. Raises Unreachable.
        """
        token = self.get()
        answer = send(token)
        if is_refused(answer):
            token = self.get(refused=token)
            answer = send(token)
        return token, answer

    def get(self, *, refused: str = "") -> str:
        """Return a token that is no longer the `refused` one. Raises Unreachable."""
        with self._lock:
            if self._until is not None and self._now() < self._until and self._value != refused:
                return self._value
            if self._failure is not None and self._now() < self._failure[0] + FETCHED_AGAIN_AFTER:
                raise Unreachable(self._failure[1].outcome)
            try:
                token = self._fetch()
            except Unreachable as failure:
                self._failure = (self._now(), failure)
                raise
            self._value, self._failure = token.value, None
            self._until = self._now() + token.lives_for - RENEWED_BEFORE
            return self._value

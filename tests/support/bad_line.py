"""A phone on a bad line: answers get lost, the server goes away, and it asks again until it is answered."""

import random
import time
from typing import Any, Final

import httpx

from tests.support.client import Client

DROPPED: Final = 0.25
"""The part of requests whose answer the phone does not wait for."""
WAITS_S: Final = (0.002, 0.01, 0.03)
ASKS_AGAIN_FOR_S: Final = 600
"""Far longer than the server is away in all: on a busy machine each of its starts takes many seconds."""


class BadLine(Client):
    """Sends every request anew, with the same content, until an answer came through."""

    dice: random.Random
    lost = 0
    """How many requests went without an answer."""

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        until = time.monotonic() + ASKS_AGAIN_FOR_S
        while time.monotonic() < until:
            try:
                answer = super().send(method, path, timeout=self._patience(), **request)
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    return answer
            except httpx.TransportError:
                pass
            self.lost += 1
            time.sleep(self.dice.uniform(0, 0.05))
        raise AssertionError(f"no answer to {path}")

    def _patience(self) -> float:
        return self.dice.choice(WAITS_S) if self.dice.random() < DROPPED else 30

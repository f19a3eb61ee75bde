"""A gateway that takes a message and answers slowly gets it once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from typing import Any

import pytest

from backend.notifications.commands import CLAIMED_AT_ONCE, SENDERS
from backend.notifications.rules import CLAIM_FOR
from push.http_client import HttpClient, Network

ANSWERS_AFTER_S = 0.8
"""Of a time-out of one second."""


@contextmanager
def gateway() -> Iterator[str]:
    """One that answers when it has thought about it."""

    class Slow(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            threading.Event().wait(ANSWERS_AFTER_S)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_answer_after_most_of_the_time_is_an_answer() -> None:
    with gateway() as origin:
        client = HttpClient(Network(frozenset({origin}), timeout_s=1.0))
        assert client.call("POST", f"{origin}/send").is_success
        client.close()


def test_a_send_has_four_seconds_to_connect_and_sixteen_for_the_answer_and_ends_before_its_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, asked = HttpClient(Network()), []

    def request(*_: object, timeout: tuple[float, float], **__: Any) -> Any:
        asked.append(timeout)
        raise ValueError("asked enough")

    monkeypatch.setattr(client._session, "request", request)
    with pytest.raises(Exception, match="ValueError"):
        client.call("POST", "https://sms.example/send")

    assert asked == [(4.0, 16.0)]
    rounds = ceil(CLAIMED_AT_ONCE / SENDERS)
    assert rounds * sum(asked[0]) < CLAIM_FOR.total_seconds(), (
        "the last one claimed waits for those before it"
    )
    assert sum(asked[0]) * 2 < CLAIM_FOR.total_seconds(), "also where a token is asked for first"

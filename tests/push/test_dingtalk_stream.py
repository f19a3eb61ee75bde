"""The Stream connection of DingTalk: its frames of JSON."""

import json
from collections.abc import Iterator

import pytest

from tests.support.chat_server import TapFailed
from tests.support.dingtalk_server import DingtalkServer
from tests.support.held_stream import PRESSED, Held
from tests.support.servers import wait_until


@pytest.fixture
def server() -> Iterator[DingtalkServer]:
    with DingtalkServer() as found:
        yield found


@pytest.mark.usefixtures("held")
def test_a_ping_is_answered_with_what_it_brought(server: DingtalkServer) -> None:
    assert server.pings() == '{"opaque":"o1"}'


@pytest.mark.parametrize(
    "data", ["", "no json", "[]", "{}", json.dumps({"userId": "zhang", "content": "{}"}), "{" * 9_000]
)
def test_what_is_no_tap_of_ours_does_nothing_and_loses_no_connection(
    held: Held, server: DingtalkServer, data: str
) -> None:
    server.calls(data)
    with pytest.raises(TapFailed, match="404"):
        server.calls("{}", topic="/v1.0/im/bot/messages/get")

    server.connections[-1].send("no frame")
    assert server.pings()
    assert not held.taps


def test_a_connection_that_dingtalk_asks_to_leave_is_made_anew(held: Held, server: DingtalkServer) -> None:
    server.asks_to_leave()
    wait_until(lambda: [state for state, _ in held.states] == [True, False, True], "back", 10)

    server.sends("t1", server.card("zhang"), "zhang", PRESSED)
    assert len(held.taps) == 1
    wait_until(lambda: len(server.connections) == 1, "the one that was left is gone", 10)

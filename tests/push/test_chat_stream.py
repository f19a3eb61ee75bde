"""The connection to DingTalk: what it refuses, what it survives, and what comes over it."""

import json
import socket
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from push.catalogue import stream
from push.chat_stream import LONGEST_PAUSE_S, ChatStream, open_connection, pause_after
from push.http_client import Network, Unreachable
from push.message import ChatAnswer, ChatCard
from push.outcome import Verdict
from push.tap import Tap, TapReply
from tests.support.channel_cases import certificate, server_side_tls
from tests.support.chat_server import TapFailed
from tests.support.dingtalk_server import SECRET, DingtalkServer, ShownCard
from tests.support.fake_providers import SocketFake
from tests.support.servers import wait_until

CARD = ChatCard(
    "红色预警", "2号反应釜", "62 %LEL（08:12）", answers=[ChatAnswer("ON_THE_WAY", "在路上")], token="T" * 12
)


class Held:
    """A connection that is held, the taps that came over it, and how it said it was."""

    def __init__(self, server: DingtalkServer, *, secret: str = SECRET) -> None:
        self.server = server
        self.taps: list[Tap] = []
        self.states: list[tuple[bool, str]] = []
        self.fails = False
        network = Network(server.origins, 5.0)
        settings = {**server.settings, "app_secret": secret}
        self.stream = ChatStream(
            stream("dingtalk", "dingtalk", settings, network),
            network,
            on_tap=self._take,
            on_state=lambda *state: self.states.append(state),
        )

    def _take(self, tap: Tap) -> TapReply:
        if self.fails:
            raise RuntimeError("the store is away")
        self.taps.append(tap)
        return TapReply(card=CARD)

    def becomes(self, is_connected: bool) -> None:
        wait_until(
            lambda: bool(self.states) and self.states[-1][0] is is_connected, f"connected: {is_connected}", 15
        )


class Proxy(SocketFake):
    """Connects whoever asks by CONNECT; `is_encrypted`: it is spoken to by TLS itself."""

    is_encrypted = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.asked: list[str] = []
        self.logins: list[str] = []

    def serve(self, client: socket.socket) -> None:
        if self.is_encrypted:
            client = server_side_tls().wrap_socket(client, server_side=True)
        with client:
            self._pass_on(client)

    def _pass_on(self, client: socket.socket) -> None:
        reader = client.makefile("rb", buffering=0)
        self.asked.append(reader.readline().decode())
        while line := reader.readline().decode().strip():
            name, _, value = line.partition(": ")
            if name.lower() == "proxy-authorization":
                self.logins.append(b64decode(value.removeprefix("Basic ")).decode())
        host, _, port = self.asked[-1].split(" ")[1].partition(":")
        with socket.create_connection((host, int(port))) as target:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            there = threading.Thread(target=_pass_on, args=(client, target), daemon=True)
            there.start()
            _pass_on(target, client)
            there.join(5)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator has named the authority of the stand-in."""
    file = tmp_path / "authority.pem"
    file.write_text(certificate()[0])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))


@pytest.fixture
def server() -> Iterator[DingtalkServer]:
    with DingtalkServer() as found:
        yield found


@pytest.fixture
def held(server: DingtalkServer, trusted: None) -> Iterator[Held]:
    found = Held(server)
    found.stream.start()
    found.becomes(True)
    yield found
    found.stream.stop()


def test_a_tap_comes_back_with_who_tapped_and_its_answer_stands_in_the_card(held: Held) -> None:
    card = ShownCard("zhang", {"btns": "[]"})

    held.server.sends("t1", card, "zhang", {"answer": "ON_THE_WAY", "link": "T" * 12})

    assert held.taps == [Tap("zhang", "ON_THE_WAY", "T" * 12)]
    assert card.shown["title"] == "红色预警"
    assert card.buttons["在路上"] == {"answer": "ON_THE_WAY", "link": "T" * 12}


def test_a_tap_that_was_not_taken_is_not_confirmed(held: Held) -> None:
    held.fails = True

    with pytest.raises(TapFailed, match="500"):
        held.server.sends("t1", ShownCard("zhang", {}), "zhang", {"answer": "ON_THE_WAY", "link": "x"})


def test_a_ping_is_answered_with_what_it_brought(held: Held) -> None:
    assert held.server.pings() == '{"opaque":"o1"}'


@pytest.mark.parametrize(
    "data", ["", "no json", "[]", "{}", json.dumps({"userId": "zhang", "content": "{}"}), "{" * 9_000]
)
def test_what_is_no_tap_of_ours_does_nothing_and_loses_no_connection(held: Held, data: str) -> None:
    held.server.calls(data)
    with pytest.raises(TapFailed, match="404"):
        held.server.calls("{}", topic="/v1.0/im/bot/messages/get")

    held.server.connections[-1].send("no frame")
    assert held.server.pings()
    assert not held.taps


@pytest.mark.parametrize("loses", [DingtalkServer.cut, DingtalkServer.asks_to_leave])
def test_a_connection_that_is_lost_is_back(held: Held, loses: object) -> None:
    loses(held.server)  # type: ignore[operator]  # either of the two
    wait_until(lambda: [state for state, _ in held.states] == [True, False, True], "back", 10)

    held.server.sends("t1", ShownCard("zhang", {}), "zhang", {"answer": "ON_THE_WAY", "link": "x"})
    assert len(held.taps) == 1
    assert len(held.server.connections) == 1


def test_a_provider_that_is_away_is_tried_until_it_is_there(held: Held) -> None:
    held.server.is_away = True
    held.server.cut()
    held.becomes(False)
    wait_until(lambda: len(held.states) > 2, "it tries again", 10)
    held.server.is_away = False
    held.becomes(True)


def test_pauses_grow_and_stay_within_ten_seconds() -> None:
    pauses = [pause_after(failures) for failures in range(40)]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.5, LONGEST_PAUSE_S)
    assert LONGEST_PAUSE_S < 10


def test_a_wrong_secret_opens_nothing_and_is_repeated_nowhere(server: DingtalkServer, trusted: None) -> None:
    held = Held(server, secret="another-secret")
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert "401" in held.states[-1][1]
    assert "another-secret" not in held.states[-1][1]
    assert not server.connections
    assert len(server.refused) == 1, "it is not tried again at once"


def test_a_foreign_certificate_is_not_spoken_to(server: DingtalkServer) -> None:
    held = Held(server)
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert not server.connections
    assert "SSLError" in held.states[-1][1]


def test_a_foreign_certificate_of_the_connection_alone_is_refused_too(server: DingtalkServer) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        open_connection(f"{server.stream_origin}/connect?ticket=x", Network(server.origins, 5.0))


def test_a_proxy_of_the_plant_is_used_for_the_ticket_and_for_the_connection(
    server: DingtalkServer, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Proxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://anhuan:pass%20word@127.0.0.1:{proxy.port}")
        network = Network(server.origins, 5.0)
        url = stream("dingtalk", "dingtalk", {**server.settings, "app_secret": SECRET}, network).open()
        with open_connection(url, network):
            asked = [line.split(" ")[1] for line in proxy.asked]

    assert [f"https://{asked[0]}", f"wss://{asked[1]}"] == [server.origin, server.stream_origin]
    assert proxy.logins == ["anhuan:pass word"] * 2


@pytest.mark.parametrize(
    ("variable", "value", "goes_through"),
    [
        ("https_proxy", "127.0.0.1:{port}", True),
        ("HTTPS_PROXY", "127.0.0.1:{port}", True),
        ("ALL_PROXY", "http://127.0.0.1:{port}", True),
        ("all_proxy", "http://anhuan:pass%20word@127.0.0.1:{port}", True),
        ("https_proxy", "https://127.0.0.1:{port}", True),
        ("http_proxy", "http://127.0.0.1:{port}", False),
        ("https_proxy", "http://only-a-name@127.0.0.1:{port}", True),
    ],
)
def test_the_connection_goes_by_the_proxy_by_which_calls_go(
    server: DingtalkServer,
    trusted: None,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    goes_through: bool,
) -> None:
    _without_proxies(monkeypatch)
    with Proxy() as proxy:
        proxy.is_encrypted = value.startswith("https:")
        monkeypatch.setenv(variable, value.format(port=proxy.port))
        called, connected = _both_ways(server, proxy)

    assert (called, connected) == (goes_through, goes_through)


@pytest.mark.parametrize("no_proxy", ["127.0.0.1", "127.0.0.0/8", "*", "other.plant"])
def test_what_no_proxy_names_is_reached_without_one_by_both(
    server: DingtalkServer, trusted: None, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    _without_proxies(monkeypatch)
    with Proxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", no_proxy)
        called, connected = _both_ways(server, proxy)

    assert called == connected == (no_proxy == "other.plant")


def test_a_proxy_of_another_kind_is_refused_in_words(
    server: DingtalkServer, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_proxies(monkeypatch)
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")

    with pytest.raises(Unreachable, match="proxy") as refused:
        open_connection(f"{server.stream_origin}/connect?ticket=x", Network(server.origins, 5.0))

    assert refused.value.outcome.verdict is Verdict.FAILED


def _without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def _both_ways(server: DingtalkServer, proxy: Proxy) -> tuple[bool, bool]:
    """Whether the call by HTTP, and the connection, went through this proxy."""
    network = Network(server.origins, 5.0)
    url = stream("dingtalk", "dingtalk", {**server.settings, "app_secret": SECRET}, network).open()
    called = len(proxy.asked)
    with open_connection(url, network):
        return called > 0, len(proxy.asked) > called


def test_a_ticket_opens_one_connection(server: DingtalkServer, trusted: None) -> None:
    network = Network(server.origins, 5.0)
    url = stream("dingtalk", "dingtalk", {**server.settings, "app_secret": SECRET}, network).open()

    with open_connection(url, network), pytest.raises(Unreachable):
        open_connection(url, network)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ws://127.0.0.1:9/connect", "no encrypted"),
        ("https://127.0.0.1:9/connect", "no encrypted"),
        ("wss://10.0.0.1:443/connect", "not a public address"),
        ("wss://user@127.0.0.1/connect", "no encrypted"),
        ("", "no encrypted"),
    ],
)
def test_a_provider_leads_nowhere_inside_the_plant(url: str, why: str) -> None:
    with pytest.raises(Unreachable, match=why) as refused:
        open_connection(url, Network(timeout_s=1.0))

    assert refused.value.outcome.verdict is Verdict.FAILED

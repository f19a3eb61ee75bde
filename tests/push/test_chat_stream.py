"""The connection to a chat: what it refuses, what it survives, and what comes over it."""

import socket
import threading
from base64 import b64decode
from contextlib import suppress

import pytest

from push.chat_stream import LONGEST_PAUSE_S, open_connection, pause_after
from push.http_client import Network, Unreachable
from push.outcome import Verdict
from tests.support.card_server import CardServer
from tests.support.channel_cases import server_side_tls
from tests.support.chat_server import TapFailed
from tests.support.dingtalk_server import DingtalkServer
from tests.support.fake_providers import SocketFake
from tests.support.held_stream import PRESSED, Held, protocol_of
from tests.support.servers import wait_until

ONE = pytest.mark.parametrize("server", [DingtalkServer], indirect=True)
"""Which provider it is makes no difference."""


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


def test_a_tap_comes_back_with_who_tapped_and_its_answer_stands_in_the_card(held: Held) -> None:
    card = held.server.sends("t1", held.server.card("zhang"), "zhang", PRESSED)

    [tap] = held.taps
    assert "zhang" in (tap.user_id, *tap.other_ids)
    assert (tap.answer, tap.token) == ("ON_THE_WAY", "T" * 12)
    assert card.title == "红色预警"
    assert card.buttons == {"在路上": PRESSED}


def test_a_tap_that_was_not_taken_is_not_confirmed(held: Held) -> None:
    held.fails = True

    with pytest.raises(TapFailed, match="500"):
        held.server.sends("t1", held.server.card("zhang"), "zhang", PRESSED)


def test_a_tap_that_takes_longer_than_its_provider_waits_has_failed_there(held: Held) -> None:
    blocked = threading.Event()
    held.before = lambda: blocked.wait(10)

    with pytest.raises(TapFailed, match="in time"):
        held.server.sends("t1", held.server.card("zhang"), "zhang", PRESSED)
    blocked.set()


def test_a_connection_that_is_lost_is_back(held: Held) -> None:
    held.server.cut()
    wait_until(lambda: [state for state, _ in held.states] == [True, False, True], "back", 10)

    held.server.sends("t1", held.server.card("zhang"), "zhang", PRESSED)
    assert len(held.taps) == 1
    wait_until(lambda: len(held.server.connections) == 1, "the one that was cut is gone", 10)


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


def test_a_wrong_secret_opens_nothing_and_is_repeated_nowhere(server: CardServer, trusted: None) -> None:
    held = Held(server, secrets={"app_secret": "another-secret"})
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert server.wrong_secret in held.states[-1][1]
    assert "another-secret" not in held.states[-1][1]
    assert not server.connections
    assert len(server.refused) == 1, "it is not tried again at once"


def test_a_foreign_certificate_is_not_spoken_to(server: CardServer) -> None:
    held = Held(server)
    held.stream.start()
    held.becomes(False)
    held.stream.stop()

    assert not server.connections
    assert "SSLError" in held.states[-1][1]


@ONE
def test_a_foreign_certificate_of_the_connection_alone_is_refused_too(server: CardServer) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        open_connection(f"{server.stream_origin}/connect?ticket=x", Network(server.origins, 5.0))


@ONE
def test_a_proxy_of_the_plant_is_used_for_the_ticket_and_for_the_connection(
    server: CardServer, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Proxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://anhuan:pass%20word@127.0.0.1:{proxy.port}")
        network = Network(server.origins, 5.0)
        url = protocol_of(server).open()
        with open_connection(url, network):
            asked = [line.split(" ")[1] for line in proxy.asked]

    assert [f"https://{asked[0]}", f"wss://{asked[1]}"] == [server.origin, server.stream_origin]
    assert proxy.logins == ["anhuan:pass word"] * 2


@ONE
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
    server: CardServer,
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


@ONE
@pytest.mark.parametrize("no_proxy", ["127.0.0.1", "127.0.0.0/8", "*", "other.plant"])
def test_what_no_proxy_names_is_reached_without_one_by_both(
    server: CardServer, trusted: None, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    _without_proxies(monkeypatch)
    with Proxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", no_proxy)
        called, connected = _both_ways(server, proxy)

    assert called == connected == (no_proxy == "other.plant")


@ONE
def test_a_proxy_of_another_kind_is_refused_in_words(
    server: CardServer, trusted: None, monkeypatch: pytest.MonkeyPatch
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


def _both_ways(server: CardServer, proxy: Proxy) -> tuple[bool, bool]:
    """Whether the call by HTTP, and the connection, went through this proxy."""
    network = Network(server.origins, 5.0)
    url = protocol_of(server).open()
    called = len(proxy.asked)
    with open_connection(url, network):
        return called > 0, len(proxy.asked) > called


def test_a_ticket_opens_one_connection(server: CardServer, trusted: None) -> None:
    network = Network(server.origins, 5.0)
    url = protocol_of(server).open()

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

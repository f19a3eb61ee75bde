"""A server answers under its own names: nobody else's leads a browser to it."""

import socket
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from backend.api.hosts import is_known
from tests.support.http_site import Site

OWN = frozenset({"plant.example"})


@pytest.mark.parametrize(
    "host",
    [
        "plant.example",
        "plant.example:8443",
        "PLANT.example.",
        "127.0.0.1:8000",
        "[::1]:8000",
        "10.1.2.3",
        "localhost:8000",
        "control-room",
        "control-room.local:80",
    ],
)
def test_its_own_names_addresses_of_numbers_and_names_of_a_network_are_known(host: str) -> None:
    assert is_known(host, OWN)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "plant.example.evil.example",
        "127.0.0.1.evil.example:80",
        "plant.example@evil.example",
        "[::1",
    ],
)
def test_a_name_of_another_owner_is_not_whatever_it_looks_like(host: str) -> None:
    assert not is_known(host, OWN)


def test_under_the_name_of_another_owner_nothing_is_answered_but_why(site: Site) -> None:
    foreign = {"host": "evil.example", "origin": "http://evil.example"}
    with site.client() as browser:
        for path in ("/", "/graphql", "/auth/sign-in", "/q/EQ-1"):
            answer = browser.post(path, json={}, headers={**foreign, "accept-language": "en"})
            assert (answer.status_code, answer.json()["code"]) == (421, "UNKNOWN_HOST")
            assert "ANHUAN_HOST_NAMES" in answer.json()["message"]
        assert browser.get("/health/live").status_code == 200
    port = urlsplit(site.address).port
    with (
        socket.create_connection(("127.0.0.1", port)) as line,
        pytest.raises(InvalidStatus),
        connect("ws://evil.example/graphql", sock=line, proxy=None),
    ):
        pass

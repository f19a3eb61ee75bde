"""Who hangs up in the middle of a request leaves nothing behind, and no error in the log."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.http_site import bearer, sign_in
from tests.support.plants import Plants

HEAD = "{verb} {path} HTTP/1.1\r\nhost: a\r\nauthorization: {token}\r\ncontent-type: application/json\r\n"


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/graphql"),
        ("POST", "/auth/sign-in"),
        ("PUT", "/photos/" + "a" * 64),
        ("POST", "/receipts/1"),
    ],
)
def test_half_a_body_is_no_error_of_ours(
    client: httpx.Client, plants: Plants, stumbles: list[str], verb: str, path: str
) -> None:
    token = bearer(sign_in(client, "alice"))["authorization"]
    where = urlsplit(str(client.base_url))

    with socket.create_connection((where.hostname or "", where.port or 0)) as line:
        head = HEAD.format(verb=verb, path=path, token=token)
        line.sendall(f"{head}content-length: 500\r\n\r\n[".encode())
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    for _ in range(20):  # the server has seen the end of the line by then
        assert client.get("/health/live").status_code == 200
    assert stumbles == []

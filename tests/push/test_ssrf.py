"""Only public hosts are called, whatever form their address takes, and at the address that was checked."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from push.guarded_posts import GuardedPosts
from push.ssrf import GuardedSession, PrivateAddress

Post = Callable[[str, float], object]

PUBLIC = ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822")
PRIVATE = (
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
    "64:ff9b:1::a00:1",  # NAT64 of a local network
    "::7f00:1",  # IPv4-compatible 127.0.0.1
    "::5db8:d822",  # IPv4-compatible, public, and routed nowhere
    "::ffff:10.0.0.1",
    "fec0::1",
    "fe80::1%lo",
    "fd00::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:5db8:d822::1",  # 6to4 of a public host: the relay decides where it ends
    "2001:0:5db8:d822:0:0:80ff:fffe",  # Teredo towards 127.0.0.1
    "100.64.0.1",
    "224.0.0.1",
    "ff02::1",
)


@pytest.fixture(params=["of a provider", "of a push service"])
def post(request: pytest.FixtureRequest, environment: None) -> Iterator[Post]:
    """Both guarded ways out: (URL, seconds), each in both environments."""
    if request.param == "of a provider":
        with GuardedSession() as session:
            yield lambda url, timeout_s: session.post(url, timeout=timeout_s)
    else:
        posts = GuardedPosts()
        yield lambda url, timeout_s: posts.post(url, timeout=timeout_s, data=b"", headers={})
        posts.close()


def resolving_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Names resolve to these addresses; returns the addresses that connections were opened to."""
    opened: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        kinds = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in addresses]
        return [
            (kind, socket.SOCK_STREAM, 6, "", (each, port))
            for kind, each in zip(kinds, addresses, strict=True)
        ]

    def connect(_: socket.socket, address: tuple[str, int]) -> None:
        opened.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return opened


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_into_the_plant_is_not_called(
    monkeypatch: pytest.MonkeyPatch, post: Post, address: str
) -> None:
    opened = resolving_to(monkeypatch, address)

    with pytest.raises(PrivateAddress):
        post("https://push.example/x", 1)

    assert opened == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch, post: Post
) -> None:
    opened = resolving_to(monkeypatch, PUBLIC[0], "127.0.0.1")

    with pytest.raises(PrivateAddress):
        post("https://push.example/x", 1)

    assert opened == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_host_is_called(monkeypatch: pytest.MonkeyPatch, post: Post, address: str) -> None:
    opened = resolving_to(monkeypatch, address)

    with pytest.raises(requests.ConnectionError):
        post("https://push.example/x", 1)

    assert opened == [address]


def test_the_address_that_was_checked_is_called_by_the_name_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, post: Post, tmp_path: Path
) -> None:
    """The name is resolved once; a second answer, to another address, would be used by nobody."""
    answers: list[str] = [PUBLIC[0], "127.0.0.1"]
    names: list[str | None] = []
    opened: list[tuple[str, int]] = []
    connect = socket.socket.connect
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = socket.create_server(("127.0.0.1", 0))

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    def redirected(self: socket.socket, address: tuple[str, int]) -> None:
        opened.append(address)
        connect(self, server.getsockname())

    def shake_hands() -> None:
        accepted, _ = server.accept()
        with pytest.raises(OSError, match=r".*"), context.wrap_socket(accepted, server_side=True):
            pass  # the client does not know who signed the certificate
        accepted.close()

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", redirected)
    answering = threading.Thread(target=shake_hands)
    answering.start()
    with pytest.raises(requests.exceptions.SSLError):
        post("https://push.example/x", 5)
    answering.join()
    server.close()

    assert opened == [(PUBLIC[0], 443)]
    assert names == ["push.example"]
    assert answers == ["127.0.0.1"]


def _certificate(folder: Path) -> Path:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "push.example")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "push.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file

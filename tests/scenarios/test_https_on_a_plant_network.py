"""`anhuan up --tls` as a process: a phone that was given its certificate, and one that was not."""

import hashlib
import socket
import ssl
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from sqlmodel import col, select
from websockets.sync.client import connect

from backend.demo.blueprint import id_of
from backend.entrypoints.local_authority import LocalAuthority
from backend.sites.labels.tables import LabelRow
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import free_port

PASSWORD = "anhuan-demo"
UNASKED = {"cookie": "anhuan_media=stolen; anhuan_refresh=stolen", "authorization": "Bearer stolen"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installations.embedded(tmp_path_factory.mktemp("tls"), has_tls=True) as held:
        held.start("up")
        yield held


@pytest.fixture
def plain(site: Installation) -> Iterator[httpx.Client]:
    """A browser that comes without TLS, and follows nothing by itself."""
    port = site.commands["up"].environment["ANHUAN_PLAIN_PORT"]
    with httpx.Client(base_url=f"http://localhost:{port}") as client:
        yield client


@pytest.fixture
def trusting(site: Installation) -> Iterator[httpx.Client]:
    """A browser that trusts the authority of this installation, and no other."""
    with httpx.Client(base_url=site.address, verify=trust(authority_of(site))) as client:
        yield client


def test_whoever_trusts_the_authority_signs_in_and_hears_of_changes_over_tls(
    site: Installation, trusting: httpx.Client
) -> None:
    answer = trusting.post("/auth/sign-in", json={"username": "wang.lei", "password": PASSWORD})

    assert answer.status_code == 200, answer.text
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 3
    assert all("Secure" in each and "HttpOnly" in each and "SameSite=strict" in each for each in cookies)
    wss = site.address.replace("https:", "wss:") + "/graphql"
    with connect(wss, ssl=trust(authority_of(site)), subprotocols=["graphql-transport-ws"]) as socket_:
        assert socket_.subprotocol == "graphql-transport-ws"


def test_nobody_else_trusts_it(site: Installation) -> None:
    with pytest.raises(httpx.ConnectError, match="certificate verify failed"), httpx.Client() as outsider:
        outsider.get(site.address)


def test_browsers_are_not_bound_to_stay_with_tls_that_a_phone_can_lose(trusting: httpx.Client) -> None:
    """Else it could come neither to the page that brings the certificate back, nor to a label."""
    assert "strict-transport-security" not in trusting.get("/health/live").headers


def test_a_phone_is_given_the_certificate_and_what_to_compare(
    site: Installation, plain: httpx.Client, trusting: httpx.Client
) -> None:
    authority = x509.load_pem_x509_certificate(authority_of(site).read_bytes())
    digits = authority.fingerprint(hashes.SHA256()).hex().upper()
    shown = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    for browser in (plain, trusting):
        page = browser.get("/trust", headers={"accept-language": "en"})
        certificate = browser.get("/trust/anhuan-ca.crt")
        assert (page.status_code, shown in page.text, site.address in page.text) == (200, True, True)
        assert "set-cookie" not in page.headers
        assert certificate.headers["content-type"] == "application/x-x509-ca-cert"
        assert hashlib.sha256(certificate.content).hexdigest().upper() == digits
    assert shown in site.log("up").read_text(), "the terminal says it, too"


def test_a_trust_page_opens_with_the_steps_of_the_phone_that_asks(plain: httpx.Client) -> None:
    iphone = plain.get("/trust", headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1)"}).text
    android = plain.get("/trust", headers={"user-agent": "Mozilla/5.0 (Linux; Android 14)"}).text

    opened = '<details class="row" open><summary>'
    assert f"{opened}苹果手机" in iphone
    assert f"{opened}安卓手机" in android


def test_a_label_is_read_without_tls_a_cookie_or_anything_to_send(
    site: Installation, plain: httpx.Client
) -> None:
    code = label_code(site)

    answer = plain.get(f"/q/{code}", headers=UNASKED)

    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert answer.text == plain.get(f"/q/{code}").text, "who asks makes no difference"
    assert "EQ-0004" in answer.text
    assert f'href="{site.address}/q/{code}?app=1"' in answer.text
    assert "<form" not in answer.text
    assert "report=1" not in answer.text
    assert plain.get(f"/q/{code}?report=1").text == answer.text
    assert plain.post(f"/q/{code}", data={"description": "x"}).status_code == 405


def test_everything_else_is_asked_for_again_over_tls(site: Installation, plain: httpx.Client) -> None:
    for path in (
        "/",
        "/sign-in?next=%2Falerts",
        "/q/EQ-0004",
        f"/q/{label_code(site)}?app=1",
        "/auth/setup",
        "/photos/00",
        "/metrics",
        "/trust/ca.key",
        "/trust/server.pem",
    ):
        answer = plain.get(path, headers=UNASKED)
        assert (answer.status_code, answer.headers["location"]) == (307, site.address + path), path
        assert (answer.content, "set-cookie" in answer.headers) == (b"", False)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_what_carries_something_is_refused_and_not_sent_on(plain: httpx.Client, method: str) -> None:
    for path in ("/graphql", "/auth/sign-in", "/trust", "/ingest", "/"):
        answer = plain.request(method, path, json={"username": "wang.lei", "password": PASSWORD})

        assert (answer.status_code, answer.json()["code"]) == (405, "NOT_ALLOWED"), path
        assert "location" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/q/../../../etc/passwd", "/trust/../tls/ca.key", "/trust/%2e%2e/ca.key", "//evil.example/x"]
)
def test_no_way_leads_out_of_what_the_plain_port_has(
    site: Installation, plain: httpx.Client, path: str
) -> None:
    """Asked as they stand: a client would have tidied the path."""
    with socket.create_connection(("localhost", plain.base_url.port or 0)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 307 ")
    assert b"PRIVATE KEY" not in answer
    assert f"location: {site.address}/".encode() in answer


def test_the_name_of_another_owner_leads_to_nothing_and_nowhere(plain: httpx.Client) -> None:
    answer = plain.get("/trust", headers={"host": "evil.example"})

    assert (answer.status_code, "location" in answer.headers) == (421, False)


@pytest.mark.nightly
def test_after_a_restart_the_authority_is_the_same_and_an_ended_certificate_another(
    tmp_path: Path,
) -> None:
    with installations.embedded(tmp_path, has_tls=True) as site:
        keeper = LocalAuthority(tmp_path / "data" / "tls")
        long_ago = datetime.now(UTC) - timedelta(days=390)
        made = keeper.ensure(["localhost"], now=long_ago)
        keeper.renew(made, ["localhost", "127.0.0.1"], now=long_ago)
        ends = x509.load_pem_x509_certificate(keeper.server_file.read_bytes()).not_valid_after_utc
        assert ends < datetime.now(UTC) + timedelta(days=30)

        site.start("up")
        with httpx.Client(verify=trust(keeper.certificate_file)) as phone:
            assert phone.get(f"{site.address}/health/live").status_code == 200
        site.kill("up")
        first = keeper.server_file.read_bytes()
        site.start("up")
        with httpx.Client(verify=trust(keeper.certificate_file)) as phone:
            assert phone.get(f"{site.address}/health/live").status_code == 200

        assert keeper.server_file.read_bytes() == first
        assert x509.load_pem_x509_certificate(first).not_valid_after_utc > ends
        assert keeper.ensure([], now=datetime.now(UTC)).certificate == made.certificate
        for file in (keeper.key_file, keeper.server_file):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.nightly
def test_a_port_that_is_taken_ends_it_with_a_sentence_and_the_app_moves_to_no_other(tmp_path: Path) -> None:
    """Phones have the app installed from one address."""
    with installations.embedded(tmp_path, has_tls=True) as site, socket.socket() as other:
        other.bind(("127.0.0.1", int(site.commands["up"].environment["ANHUAN_TLS_PORT"])))
        other.listen()

        ended = site.run("up", "--tls")

    assert ended.returncode == 1
    assert "set ANHUAN_TLS_PORT to a free one" in ended.stderr


@pytest.mark.nightly
def test_devices_that_know_no_certificate_post_to_a_port_of_their_own(tmp_path: Path) -> None:
    with installations.embedded(tmp_path, has_tls=True) as site:
        port = site.commands["up"].environment["ANHUAN_INGEST_PORT"] = str(free_port())  # type: ignore[index]
        site.start("up")

        refused = httpx.post(f"http://127.0.0.1:{port}/ingest", json=[])

    assert refused.status_code == 401, "it asks for the key of a device"


def trust(authority: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authority)


def authority_of(site: Installation) -> Path:
    return site.folder / "data" / "tls" / "ca.crt"


def label_code(site: Installation) -> str:
    """That of the reactor of the demo plant."""
    equipment = id_of("equipment", "EQ-0004")
    chosen = select(LabelRow.code).where(col(LabelRow.object_id) == equipment)
    return site.database.read(lambda session: session.exec(chosen).one())

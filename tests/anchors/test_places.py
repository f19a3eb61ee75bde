"""Every place keeps the same lines, and says so when it did not take them."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import pytest

from backend.anchors.places.file import AnchorFile
from backend.anchors.places.mail import AnchorMail
from backend.anchors.places.timestamp import TimestampAuthority, signed_anchors
from backend.anchors.places.webhook import AnchorWebhook
from backend.anchors.rules import Anchor, AnchorFailed, anchors_in
from tests.support import timestamp_authority

SITE = UUID("059714ec-d39f-5cc8-b063-1d9afcc00000")
ANCHORS = [
    Anchor(datetime(2026, 11, 26, hour, tzinfo=UTC), "north", SITE, 10 * hour, f"{hour:064x}")
    for hour in (1, 2)
]


def test_a_file_is_appended_to_and_read_back(tmp_path: Path) -> None:
    place = AnchorFile(tmp_path / "anchors.jsonl")
    for anchor in ANCHORS:
        place.put([anchor])
    lines = place.path.read_text().splitlines()

    assert list(anchors_in(["From: somebody", *lines, "{}", "[1]"])) == ANCHORS
    assert place.path.stat().st_mode & 0o077 == 0


def test_a_file_on_a_volume_that_is_not_there_has_failed(tmp_path: Path) -> None:
    with pytest.raises(AnchorFailed, match="No such file"):
        AnchorFile(tmp_path / "away" / "anchors.jsonl").put(ANCHORS)


@contextmanager
def http_server(status: int, received: list[bytes]) -> Iterator[str]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Answering)) as port:
        yield f"http://127.0.0.1:{port}/secret"


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]  # type: ignore[misc]
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_the_lines() -> None:
    received: list[bytes] = []
    with http_server(204, received) as url:
        AnchorWebhook(url).put(ANCHORS)

    assert list(anchors_in(received[0].decode().splitlines())) == ANCHORS


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_webhook_that_refuses_has_failed_and_its_address_stays_secret(status: int) -> None:
    with http_server(status, []) as url, pytest.raises(AnchorFailed) as failed:
        AnchorWebhook(url).put(ANCHORS)

    assert "secret" not in str(failed.value)
    assert "secret" not in repr(AnchorWebhook(url))


class Mailbox(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as one mail needs."""

    received: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while command := self.rfile.readline()[:4].upper():
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                self.received.append(b"".join(lines))
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
            if command == b"QUIT":
                return


def test_a_mail_holds_the_lines() -> None:
    Mailbox.received = []
    with running(socketserver.TCPServer(("127.0.0.1", 0), Mailbox)) as port:
        AnchorMail(f"smtp://127.0.0.1:{port}", "anhuan@plant.example", ("audit@group.example",)).put(ANCHORS)

    mail = message_from_bytes(Mailbox.received[0], policy=policy.default)
    assert mail["To"] == "audit@group.example"
    assert list(anchors_in(mail.get_content().splitlines())) == ANCHORS  # type: ignore[attr-defined]


def test_a_mail_server_that_is_away_has_failed(free_port: int) -> None:
    place = AnchorMail(f"smtp://user:password@127.0.0.1:{free_port}", "a@b.example", ("c@d.example",))

    with pytest.raises(AnchorFailed) as failed:
        place.put(ANCHORS)

    assert "password" not in str(failed.value) + repr(place)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[TimestampAuthority]:
    ca_file = timestamp_authority.make(tmp_path / "tsa")
    with timestamp_authority.serving(tmp_path / "tsa") as url:
        yield TimestampAuthority(url, ca_file, tmp_path / "timestamps.jsonl")


def test_a_time_stamp_is_kept_and_verified(authority: TimestampAuthority) -> None:
    authority.put(ANCHORS[:1])
    authority.put(ANCHORS[1:])

    assert list(signed_anchors(authority.path, authority.ca_file)) == ANCHORS


def test_anchors_changed_behind_their_time_stamp_are_found(authority: TimestampAuthority) -> None:
    authority.put(ANCHORS)
    authority.path.write_text(authority.path.read_text().replace(ANCHORS[0].hash, "f" * 64))

    with pytest.raises(ValueError, match="line 1"):
        list(signed_anchors(authority.path, authority.ca_file))


def test_another_authority_signs_nothing(authority: TimestampAuthority, tmp_path: Path) -> None:
    other = timestamp_authority.make(tmp_path / "other")
    place = TimestampAuthority(authority.url, other, authority.path)

    with pytest.raises(AnchorFailed, match="not to be trusted"):
        place.put(ANCHORS)
    assert not authority.path.exists()

"""Voice notes go in as they were recorded and come out to those who may hear them."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.cases.evidence.voices_rules import MAX_BYTES
from tests.support.http_site import bearer, sign_in

FOLDER = Path(__file__).parents[2] / "fixtures" / "voice"
WEBM, OGG, MP4 = ((FOLDER / f"speech.{ending}").read_bytes() for ending in ("webm", "ogg", "mp4"))
PAGE = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def bob(client: httpx.Client) -> str:
    return sign_in(client, "bob")


def put(client: httpx.Client, token: str | None, data: bytes, name: str | None = None) -> httpx.Response:
    sha256 = name or hashlib.sha256(data).hexdigest()
    headers = bearer(token) if token else {}
    return client.put(f"/voice/{sha256}", content=data, headers=headers)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(WEBM, "audio/webm"), (OGG, "audio/ogg"), (MP4, "audio/mp4")],
    ids=["webm", "ogg", "mp4"],
)
def test_a_recording_comes_back_without_what_is_no_sound_with_its_own_type(
    client: httpx.Client, bob: str, data: bytes, kind: str
) -> None:
    first, again = put(client, bob, data), put(client, bob, data)

    heard = client.get(f"/voice/{hashlib.sha256(data).hexdigest()}", headers=bearer(bob))

    assert (first.status_code, again.status_code) == (201, 200)
    assert b"SECRET" in data
    assert b"SECRET" not in heard.content
    assert 0.8 * len(data) < len(heard.content) < len(data)
    assert heard.headers["content-type"] == kind
    assert heard.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in heard.headers["content-security-policy"]


def test_a_player_may_ask_for_a_part(client: httpx.Client, bob: str) -> None:
    put(client, bob, WEBM)

    part = client.get(
        f"/voice/{hashlib.sha256(WEBM).hexdigest()}", headers={**bearer(bob), "range": "bytes=0-3"}
    )

    assert (part.status_code, part.content) == (206, b"\x1a\x45\xdf\xa3")


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"<html>no sound</html>", None, 415, "VOICE_NOT_AUDIO"),
        (b"\0\0\0\x20ftypM4A " + PAGE, None, 415, "VOICE_NOT_AUDIO"),
        (b"\x1a\x45\xdf\xa3" + PAGE, None, 415, "VOICE_NOT_AUDIO"),
        (OGG + PAGE, None, 415, "VOICE_NOT_AUDIO"),
        (WEBM, "0" * 64, 422, "VOICE_HASH_MISMATCH"),
        (WEBM + bytes(MAX_BYTES), None, 413, "VOICE_TOO_LARGE"),
        (WEBM, "not-a-hash", 400, "INVALID_INPUT"),
    ],
    ids=["no audio", "page as MP4", "page as WebM", "page behind Ogg", "other bytes", "too large", "no name"],
)
def test_what_is_no_voice_note_is_refused_with_its_code(
    client: httpx.Client, bob: str, data: bytes, name: Any, status: int, code: str
) -> None:
    answer = put(client, bob, data, name)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_nobody_else_hears_it_before_it_is_evidence_and_no_outsider_ever(
    client: httpx.Client, bob: str
) -> None:
    put(client, bob, WEBM)
    path = f"/voice/{hashlib.sha256(WEBM).hexdigest()}"
    carol = sign_in(client, "carol")
    client.cookies.clear()

    assert client.get(path, headers=bearer(carol)).json()["code"] == "NOT_FOUND"
    assert client.get(path).status_code == 401
    assert put(client, None, WEBM).status_code == 401

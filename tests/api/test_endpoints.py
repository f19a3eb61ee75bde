"""Receipts, probes, the front end, and what every answer carries."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.store import Deliveries
from backend.notifications.tables import DeliveryRow
from push.endpoint import WEB_PUSH
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site
from tests.support.plants import Plants, over

NAVIGATION = {"accept": "text/html,application/xhtml+xml"}
SCRIPT = "console.log('安环');" * 100


@pytest.fixture
def site(sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>shell</title>")
    (tmp_path / "dist" / "sw.js").write_text(SCRIPT)
    (tmp_path / "dist" / "manifest.webmanifest").write_text("{}")
    (tmp_path / "dist" / "icon.png").write_bytes(b"\x89PNG" + bytes(1000))
    (tmp_path / "dist" / "assets" / "index-B4dF00d.js").write_text(SCRIPT)
    (tmp_path / "secret.txt").write_text("swordfish")
    with http_site.site(sqlite_database, clock, tmp_path) as found:
        yield found


@pytest.fixture
def delivery(sqlite_database: Database, plants: Plants) -> UUID:
    """A message that is on its way to bob's phone."""

    def subscribe_and_raise(tx: Transaction) -> None:
        deliveries.subscribe_push(
            tx, endpoint="https://push.example/1", p256dh="k", auth="a", language=Language.ZH, by=plants.bob
        )
        alerts.apply_changes(tx, [over(plants, Tier.RED)])
        deliveries.plan_deliveries(tx)
        tx.get(Deliveries).claim(now=tx.now, limit=10)

    sqlite_database.transact(subscribe_and_raise)
    return sqlite_database.read(
        lambda session: session.exec(select(DeliveryRow).where(DeliveryRow.channel == WEB_PUSH)).one().id
    )


def row_of(database: Database, delivery_id: UUID) -> DeliveryRow:
    return database.read(lambda session: session.get_one(DeliveryRow, delivery_id))


def test_a_receipt_sent_twice_is_one_receipt(
    client: httpx.Client, delivery: UUID, sqlite_database: Database, clock: FakeClock
) -> None:
    assert client.post(f"/receipts/{delivery}", json={"state": "shown"}).status_code == 204
    first = row_of(sqlite_database, delivery).shown_at

    clock.advance(timedelta(minutes=1))
    assert client.post(f"/receipts/{delivery}", json={"state": "shown"}).status_code == 204

    row = row_of(sqlite_database, delivery)
    assert (row.state, row.shown_at, row.opened_at) == ("shown", first, None)


def test_an_opened_message_stays_opened(
    client: httpx.Client, delivery: UUID, sqlite_database: Database
) -> None:
    for state in ("opened", "shown"):
        assert client.post(f"/receipts/{delivery}", json={"state": state}).status_code == 204

    assert row_of(sqlite_database, delivery).state == "opened"


def test_a_receipt_for_nothing_is_not_found(client: httpx.Client) -> None:
    assert client.post(f"/receipts/{uuid4()}", json={"state": "shown"}).status_code == 404
    assert client.post("/receipts/x", json={"state": "shown"}).status_code == 404


@pytest.mark.parametrize("content", [b"", b"[]", b'{"state":"failed"}', b"x" * 1000])
def test_a_receipt_says_shown_or_opened(client: httpx.Client, delivery: UUID, content: bytes) -> None:
    answer = client.post(f"/receipts/{delivery}", content=content)

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INPUT")


def test_probes_say_that_it_lives_and_is_ready(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    assert client.get("/health/ready").json() == {
        "status": "ok",
        "checks": {"database": True, "room": True, "pages": True},
        "parts": {},
    }


def test_what_does_not_work_is_named_and_no_work_is_taken(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    def broken() -> None:
        raise ConnectionError("no broker")

    with (
        http_site.site(sqlite_database, clock, tmp_path, checks={"mqtt": broken}) as site,
        site.client() as client,
    ):
        answer = client.get("/health/ready")

        assert answer.status_code == 503
        assert answer.json() == {
            "status": "unavailable",
            "checks": {"database": True, "room": True, "pages": True, "mqtt": False},
            "parts": {},
        }
        assert client.get("/health/live").status_code == 200


def test_metrics_count_routes_not_addresses(client: httpx.Client) -> None:
    client.post(f"/receipts/{uuid4()}", json={"state": "shown"})

    text = client.get("/metrics").text

    assert 'route="/receipts/{delivery_id}",status="404"' in text
    assert "anhuan_live_subscribers 0.0" in text


@pytest.mark.parametrize("path", ["/", "/alerts/1", "/q/P-101", "/cases?state=OPEN"])
def test_every_address_inside_the_app_opens_the_shell(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers=NAVIGATION)

    assert answer.status_code == 200
    assert "shell" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_files_with_a_hash_in_their_name_are_kept_for_ever_and_others_are_asked_for(
    client: httpx.Client,
) -> None:
    kept = client.get("/assets/index-B4dF00d.js").headers["cache-control"]
    asked = {client.get(f"/{name}").headers["cache-control"] for name in ("sw.js", "manifest.webmanifest")}

    assert (kept, asked) == ("public, max-age=31536000, immutable", {"no-cache"})


def test_an_unchanged_file_is_not_sent_again(client: httpx.Client) -> None:
    etag = client.get("/sw.js").headers["etag"]

    assert client.get("/sw.js", headers={"if-none-match": etag}).status_code == 304


def test_text_is_packed_and_pictures_are_not(client: httpx.Client) -> None:
    with client.stream("GET", "/assets/index-B4dF00d.js") as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"].startswith("text/javascript")

    assert gzip.decompress(packed).decode() == SCRIPT
    plain = client.get("/assets/index-B4dF00d.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    assert "content-encoding" not in client.get("/icon.png").headers


@pytest.mark.parametrize(
    "path", ["/assets/gone-123.js", "/gone.js", "/../secret.txt", "/%2e%2e/secret.txt", "/auth/nothing.js"]
)
def test_a_file_that_is_not_there_does_not_turn_into_the_shell(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"accept": "*/*"})

    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_an_address_that_is_posted_to_is_no_page(client: httpx.Client) -> None:
    assert client.post("/alerts", headers=NAVIGATION).status_code == 405
    assert client.get("/auth/sign-in", headers=NAVIGATION).status_code == 405


def test_without_a_build_the_page_says_so(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    missing = tmp_path / "nothing"
    with (
        http_site.site(sqlite_database, clock, tmp_path, front_end_folder=missing) as site,
        site.client() as client,
    ):
        answer = client.get("/", headers=NAVIGATION)

    assert answer.status_code == 503
    assert "前端尚未构建" in answer.text


@pytest.mark.parametrize("path", ["/", "/sw.js", "/health/live", "/gone.js", "/photos/x"])
def test_every_answer_protects_the_page(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers

    script = next(rule for rule in headers["content-security-policy"].split("; ") if "script-src" in rule)
    assert script == "script-src 'self' 'wasm-unsafe-eval'"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "style-src 'self'" in headers["content-security-policy"].split("; ")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert len(headers["x-request-id"]) == 32
    assert "strict-transport-security" not in headers


def test_over_tls_browsers_are_instructed_to_stay_there(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    with http_site.site(sqlite_database, clock, tmp_path, has_tls=True) as site, site.client() as client:
        assert "strict-transport-security" in client.get("/health/live").headers


def test_a_bug_in_an_endpoint_is_masked(sqlite_database: Database, clock: FakeClock, tmp_path: Path) -> None:
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as client:
        sqlite_database.engine.dispose()
        sqlite_database.clock = None  # type: ignore[assignment]
        answer = client.post(f"/receipts/{uuid4()}", json={"state": "shown"})

    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL")
    assert answer.json()["requestId"] == answer.headers["x-request-id"]

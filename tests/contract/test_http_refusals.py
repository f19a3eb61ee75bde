"""What no device gets in over HTTP, whether the process that it posts to judges or is a gateway."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from backend.connectors.http import requests as http_requests
from backend.connectors.http.endpoint import HttpIngest
from backend.connectors.intake_gate import IntakeGate
from backend.connectors.scaleout.streams import Streams
from backend.core.database import Database
from backend.entrypoints import gateway, http_ingest
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.tables import ObservationRow
from backend.photos.store import PhotoStore
from backend.readings.tables import journal
from backend.sensors.devices import commands as devices
from tests.support.fakes import FakeClock
from tests.support.http_devices import Floor, evaluating
from tests.support.http_site import running
from tests.support.plants import plant


@pytest.fixture
def judging(database: Database, tmp_path: Path) -> HttpIngest:
    intake_gate = IntakeGate(PhotoStore(tmp_path / "photos"))
    intake_gate.use(BatchStore(database))
    return http_ingest.endpoint(database, intake_gate)


@pytest.fixture
def forwarding(database: Database, tmp_path: Path, redis_url: str) -> Iterator[HttpIngest]:
    streams = Streams(redis_url, 4)
    with evaluating(streams, database, tmp_path):
        yield gateway.endpoint(database, streams)


@pytest.fixture(params=["judging", pytest.param("forwarding", marks=pytest.mark.redis)])
def floor(request: pytest.FixtureRequest, database: Database, clock: FakeClock) -> Iterator[Floor]:
    plants = plant(database)
    endpoint: HttpIngest = request.getfixturevalue(request.param)
    with running(Starlette(routes=endpoint.routes())) as address:
        found = Floor(database, clock, plants, address, "")
        found.key, _ = found.device()
        yield found


@pytest.mark.parametrize("key", ["", "anh_short", "Bearer", "anh_" + "x" * 43])
def test_without_a_key_that_is_known_nothing_is_read(floor: Floor, key: str) -> None:
    answer = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1}, authorization=f"Bearer {key}".strip())

    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")
    assert floor.count(journal) == 0


def test_a_revoked_key_opens_nothing_from_the_next_request_on(floor: Floor) -> None:
    key, device = floor.device(name="lost tablet")
    before = floor.post({"s": "GAS-1", "ts": floor.ms(1), "v": 1}, key=key)

    floor.database.transact(lambda tx: devices.revoke_device(tx, device.device_id, by=None))
    after = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1}, key=key)

    assert (before.status_code, after.status_code) == (200, 401)


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("/ingest/south/GAS-1", {}),
        ("/ingest/south", {"s": "GAS-1"}),
        ("/ingest", {"s": "GAS-1", "site": "south"}),
        ("/ingest/north/PUMP-1", {}),
        ("/ingest", {"s": "PUMP-1"}),
        ("/ingest", {"s": "PUMP-1", "type": "FIRE"}),
        ("/ingest", {"s": "PUMP-1", "type": 5}),
        ("/ingest", {"s": "PUMP-1", "type": None}),
        ("/ingest", {"s": "PUMP-1", "site": 5}),
    ],
)
def test_a_key_speaks_for_nobody_else_and_then_nothing_of_the_body_is_taken(
    floor: Floor, path: str, element: dict[str, str]
) -> None:
    key, _ = floor.device("GAS-1")
    own = {"s": "GAS-1", "ts": floor.ms(1), "v": 1}
    body = [own, {"ts": floor.ms(), "v": 2, **element}] if path == "/ingest" else {"ts": floor.ms(), "v": 2}

    answer = floor.post(body, path, key=key)

    assert (answer.status_code, answer.json()["code"]) == (403, "NOT_ALLOWED")
    assert floor.count(journal) == floor.count(ObservationRow) == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[1,", b"\xff\xfe", b'"text"', b"[" * 5_000, b"null"])
def test_what_is_no_use_at_all_is_refused_and_stores_nothing(floor: Floor, body: bytes) -> None:
    answer = floor.post(body)

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INPUT")
    assert floor.count(journal) == 0


def test_only_json_is_taken(floor: Floor) -> None:
    answer = floor.post(b"ts=1&v=2", content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, answer.json()["code"]) == (415, "INVALID_INPUT")


def test_a_body_beyond_the_limit_is_refused_announced_or_not(floor: Floor) -> None:
    large = b" " * (http_requests.MAX_BODY + 1)

    def pieces() -> Iterator[bytes]:
        yield from (large[at : at + 65_536] for at in range(0, len(large), 65_536))

    headers = {"authorization": f"Bearer {floor.key}", "content-type": "application/json"}
    unannounced = httpx.post(f"{floor.address}/ingest", content=pieces(), headers=headers)

    assert floor.post(large).status_code == unannounced.status_code == 413

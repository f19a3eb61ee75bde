"""A device that was refused leaves a trace for who connects it, and for nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette

from backend.connectors.http import endpoint as http_endpoint
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.entrypoints import http_ingest
from backend.monitoring.hot_path.batches import BatchStore
from backend.photos.store import PhotoStore
from backend.sensors import sources_queries as sources
from backend.sensors.devices import commands as devices
from backend.sensors.devices.refusals_rules import Attempt, KeyRefusal
from backend.sensors.devices.refusals_store import MOST_KEPT, RefusedDevices
from tests.support.fakes import FakeClock
from tests.support.http_devices import Floor
from tests.support.http_site import running, until
from tests.support.plants import plant

STRANGE = "anh_" + "x" * 43


@pytest.fixture
def floor(database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Floor]:
    plants = plant(database)
    intake_gate = IntakeGate(PhotoStore(tmp_path / "photos"))
    intake_gate.use(BatchStore(database))
    endpoint = http_ingest.endpoint(database, intake_gate)
    with running(Starlette(routes=endpoint.routes())) as address:
        found = Floor(database, clock, plants, address, "")
        found.key, _ = found.device()
        yield found


def seen(floor: Floor, by: Viewer) -> list[tuple[str, KeyRefusal, str, int]]:
    found = floor.database.read(lambda s: sources.refused_devices(s, by))
    return [(each.code, each.reason, each.device, each.count) for _, each in found]


def wait(floor: Floor, by: Viewer, count: int = 1) -> list[tuple[str, KeyRefusal, str, int]]:
    """The trace is written after the answer."""
    until(lambda: len(seen(floor, by)) >= count)
    return seen(floor, by)


def reading(floor: Floor, **more: object) -> dict[str, object]:
    return {"ts": floor.ms(), "v": 1, **more}


@pytest.mark.parametrize("key", [STRANGE, "anh_short", "a key that was cut"])
def test_an_unknown_key_is_shown_to_the_site_that_the_address_names(floor: Floor, key: str) -> None:
    answer = floor.post(reading(floor), "/ingest/north/NEW-1", key=key)

    assert answer.status_code == 401
    assert wait(floor, floor.plants.alice) == [("NEW-1", KeyRefusal.KEY_UNKNOWN, "", 1)]
    assert seen(floor, floor.plants.carol) == []


def test_the_same_again_is_counted_and_not_listed_again(floor: Floor) -> None:
    for count in (1, 2, 3):
        floor.post(reading(floor), "/ingest/north/NEW-1", key=STRANGE)
        until(lambda wanted=count: [each[3] for each in seen(floor, floor.plants.alice)] == [wanted])  # type: ignore[misc]


def test_a_revoked_key_is_named_to_its_own_site_only(floor: Floor) -> None:
    key, device = floor.device(name="lost tablet")
    floor.database.transact(lambda tx: devices.revoke_device(tx, device.device_id, by=None))

    floor.post(reading(floor), "/ingest/south/NEW-1", key=key)

    assert wait(floor, floor.plants.alice) == [("NEW-1", KeyRefusal.KEY_REVOKED, "lost tablet", 1)]
    assert wait(floor, floor.plants.carol) == [("NEW-1", KeyRefusal.KEY_UNKNOWN, "", 1)], "as any other key"


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("/ingest/south/NEW-1", {}),
        ("/ingest/south", {"s": "NEW-1"}),
        ("/ingest", {"s": "NEW-1", "site": "south"}),
    ],
)
def test_what_names_another_site_is_shown_to_the_site_that_owns_the_key(
    floor: Floor, path: str, element: dict[str, object]
) -> None:
    answer = floor.post(reading(floor, **element), path)

    assert answer.status_code == 403
    [(_, reason, device, _)] = wait(floor, floor.plants.alice)
    assert (reason, device) == (KeyRefusal.OTHER_SITE, "gateway")
    assert {each[1] for each in seen(floor, floor.plants.carol)} <= {KeyRefusal.KEY_UNKNOWN}


def test_a_key_that_does_not_speak_for_the_source_says_so(floor: Floor) -> None:
    key, _ = floor.device("GAS-1", name="one source")

    floor.post(reading(floor), "/ingest/north/NEW-1", key=key)

    assert wait(floor, floor.plants.alice) == [("NEW-1", KeyRefusal.OTHER_SOURCE, "one source", 1)]


def test_a_site_that_is_not_there_and_an_address_without_one_leave_nothing(floor: Floor) -> None:
    for path in ("/ingest/nowhere/NEW-1", "/ingest"):
        assert floor.post(reading(floor), path, key=STRANGE).status_code == 401
    floor.post(reading(floor), "/ingest/north/LAST", key=STRANGE)

    assert [each[0] for each in wait(floor, floor.plants.alice)] == ["LAST"]


def test_one_address_is_noted_a_few_times_a_minute_only(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = http_endpoint.MAX_NOTED_OF_ADDRESS + 4

    answers = {
        floor.post(reading(floor), f"/ingest/north/N-{n}", key=STRANGE).status_code for n in range(sent)
    }

    assert answers == {401}, "the answer is the same, noted or not"
    assert len(wait(floor, floor.plants.alice, http_endpoint.MAX_NOTED_OF_ADDRESS)) < sent


def test_junk_at_one_site_pushes_out_its_oldest_and_nothing_of_another(
    floor: Floor, clock: FakeClock
) -> None:
    def note(site: str, code: str) -> None:
        floor.database.transact(
            lambda tx: tx.get(RefusedDevices).note(site, code, KeyRefusal.KEY_UNKNOWN, device="", at=tx.now)
        )

    note("south", "REAL")
    for n in range(MOST_KEPT + 5):
        clock.advance(timedelta(seconds=1))
        note("north", f"J-{n:03d}")

    kept = [each[0] for each in seen(floor, floor.plants.alice)]
    assert (len(kept), kept[0], kept[-1]) == (MOST_KEPT, f"J-{MOST_KEPT + 4:03d}", "J-005")
    assert [each[0] for each in seen(floor, floor.plants.carol)] == ["REAL"]


def test_a_worker_sees_no_refused_devices(floor: Floor) -> None:
    with pytest.raises(Refused) as refused:
        seen(floor, floor.plants.bob)

    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_what_a_device_calls_its_source_is_kept_where_it_can_be_one_only(floor: Floor) -> None:
    from backend.sensors.devices.refusals_commands import note_refused

    note_refused(floor.database, Attempt(STRANGE, "north", "x" * 5_000))

    assert [each[0] for each in seen(floor, floor.plants.alice)] == [""]

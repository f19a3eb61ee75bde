"""A full disk is no bug of ours: who probes is told, who reports keeps the report and sends it again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from backend.entrypoints import ingest
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from tests.bench import load
from tests.scenarios import stream as streams
from tests.scenarios.stream import Device
from tests.support import databases, http_site, pictures
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.http_site import bearer, sign_in
from tests.support.plants import plant
from tests.support.servers import wait_until
from tests.support.small_disks import fill, small_disk

REPORT = "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { id } }"


def report(client: httpx.Client, token: str, wanted: dict[str, Any]) -> httpx.Response:
    return client.post(
        "/graphql", json={"query": REPORT, "variables": {"input": wanted}}, headers=bearer(token)
    )


@pytest.mark.alone
def test_on_a_full_disk_reports_wait_and_probes_say_no(
    tmp_path: Path, clock: FakeClock, password_hash: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        database = Database(
            databases.migrated(f"sqlite:///{disk / 'anhuan.sqlite3'}"),
            clock=clock,
            reactions=REACTIONS,
            audit_keys=AUDIT_KEYS,
        )
        plants = plant(database, password_hash=password_hash)
        with http_site.site(database, clock, disk) as site, site.client() as client:
            token = sign_in(client, "bob")
            wanted = {
                "operationId": str(uuid4()),
                "areaId": str(plants.area),
                "category": "FIRE",
                "description": "x" * 2000,
                "photos": [],
                "capturedAt": clock().isoformat(),
            }
            ballast = fill(disk)

            answers = [report(client, token, {**wanted, "operationId": str(uuid4())}) for _ in range(30)]
            refused = [answer for answer in answers if answer.status_code != 200]
            picture = pictures.jpeg()
            path = f"/photos/{hashlib.sha256(picture).hexdigest()}"
            upload = client.put(path, content=picture, headers=bearer(token))
            ready = client.get("/health/ready")
            said = "".join(capsys.readouterr())

            assert {answer.status_code for answer in refused} == {503}
            codes = {answer.json()["errors"][0]["extensions"]["code"] for answer in refused}
            assert (codes, {answer.headers["retry-after"] for answer in refused}) == ({"UNAVAILABLE"}, {"5"})
            assert (upload.status_code, upload.json()["code"]) == (503, "UNAVAILABLE")
            assert (ready.status_code, ready.json()["checks"]["room"]) == (503, False)
            assert "Traceback" not in said
            assert said.count("store_away") == 2, "a cause of the database, and one of the photos"

            ballast.unlink()
            stored, again = report(client, token, wanted), report(client, token, wanted)
            assert (stored.status_code, "errors" in stored.json()) == (200, False)
            assert again.json() == stored.json()
            assert client.put(path, content=picture, headers=bearer(token)).status_code == 201
        database.dispose()


@pytest.mark.alone
@pytest.mark.broker
@pytest.mark.nightly
def test_what_is_published_while_the_disk_is_full_is_stored_afterwards_once(
    tmp_path: Path, own_mosquitto_url: str
) -> None:
    port, stop = urlsplit(own_mosquitto_url).port or 0, Event()
    load.open_session(port, "anhuan-ingest", TOPICS)
    with small_disk(tmp_path / "disk") as disk, closing_database(disk) as database:
        stream = streams.make_stream(database, sensors=40, readings=20_000)
        reading = Thread(
            target=ingest.run,
            args=(database,),
            kwargs={
                "mqtt_url": own_mosquitto_url,
                "client_id": "anhuan-ingest",
                "stop": stop,
                "intake_gate": IntakeGate(PhotoStore(tmp_path / "photos")),
            },
        )
        reading.start()
        try:
            with Device(port, stream, per_second=4_000) as device:
                streams.wait_for(database, 2_000)
                ballast = fill(disk)
                wait_until(lambda: device.is_done, "the broker has taken everything", within=120)
                missing = len(streams.all_of(stream) - streams.stored(database, stream))
                ballast.unlink()
                streams.wait_for_all(database, stream)
        finally:
            stop.set()
            reading.join()

        streams.assert_nothing_lost_and_nothing_twice(database, stream)
        assert missing > 0, "the disk was full"


@contextmanager
def closing_database(folder: Path) -> Iterator[Database]:
    url = databases.migrated(f"sqlite:///{folder / 'anhuan.sqlite3'}")
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    yield database
    database.dispose()

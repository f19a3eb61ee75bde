"""A full disk is no bug of ours: who probes is told, who reports keeps the report and sends it again."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.support import databases, http_site, pictures
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.http_site import bearer, sign_in
from tests.support.plants import plant
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

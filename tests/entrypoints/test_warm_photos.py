"""The web server that a site runs has its photo workers up before the first photo comes."""

import multiprocessing
from hashlib import sha256
from pathlib import Path

import httpx

from backend.core.database import Database
from backend.core.graphql.live import LiveBus
from backend.entrypoints import web_assembly
from backend.settings import Settings
from tests.support import pictures
from tests.support.http_site import bearer, running, sign_in
from tests.support.plants import Plants
from tests.support.servers import wait_until


def workers(before: set[int | None]) -> set[int | None]:
    return {each.pid for each in multiprocessing.active_children()} - before


def test_the_first_photo_after_a_start_starts_no_worker(
    sqlite_database: Database, plants: Plants, tmp_path: Path
) -> None:
    assert plants, "they are planted"
    settings = Settings(data_folder=tmp_path, front_end_folder=tmp_path / "dist", photo_workers=2)
    others = workers(set())
    app = web_assembly.application(settings, sqlite_database, LiveBus())

    with running(app) as address, httpx.Client(base_url=address, timeout=30) as phone:
        wait_until(lambda: len(workers(others)) == settings.photo_workers, "the workers are up", within=60)
        warm = workers(others)
        picture = pictures.jpeg()
        answer = phone.put(
            f"/photos/{sha256(picture).hexdigest()}", content=picture, headers=bearer(sign_in(phone, "bob"))
        )

        assert answer.status_code == 201
        assert workers(others) == warm

"""A store that is away is one line a minute and cause, however often somebody meets it."""

from pathlib import Path
from threading import Event, Thread

import pytest

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.reader import Reader
from backend.core.database import Changed, Database
from backend.core.graphql import live_redis
from backend.core.graphql.live import LiveBus
from backend.core.once_per_minute import OncePerMinute
from backend.jobs.jobs import SWEEPS, JobContext
from backend.jobs.scheduler import Scheduler
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.plants import Plants
from tests.support.servers import wait_until


def test_a_cause_is_said_again_after_a_minute_with_how_often_it_was_left_out() -> None:
    now, said = 0.0, list[int]()
    once = OncePerMinute(lambda: now)
    for second in range(130):
        now = float(second)
        once.say(said.append, f"no answer from port {second}")
    once.say(said.append, "another cause")

    assert said == [0, 59, 59, 0]


def test_jobs_without_their_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = f"postgresql+psycopg://anhuan@127.0.0.1:{servers.free_port()}/anhuan"
    database = Database(away, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    photos = PhotoStore(tmp_path / "photos")
    context = JobContext(database, lambda *_: None, SUBJECTS, RESPONSIBILITIES, photos, None)  # type: ignore
    scheduler = Scheduler(context, SWEEPS)

    for _ in range(5):
        scheduler.tick(is_woken=True)

    said = "".join(capsys.readouterr())
    assert (said.count("jobs wait"), "Traceback" in said) == (1, False)
    database.dispose()


def test_a_reader_without_its_broker(capsys: pytest.CaptureFixture[str]) -> None:
    stop, tried = Event(), list[int]()
    address = Address.of(f"mqtt://127.0.0.1:{servers.free_port()}")

    def tick() -> None:
        tried.append(1)

    for _ in range(3):  # a process that is started again and again would have its own minute
        stop.clear()
        reader = Reader(address, _Nothing(), client_id="anhuan-ingest", stop=stop, tick=tick)
        thread = Thread(target=reader.run)
        thread.start()
        before = len(tried)
        wait_until(lambda n=before: len(tried) > n, "it waits to try again")
        stop.set()
        thread.join()

    assert "".join(capsys.readouterr()).count("no broker") == 1


def test_whoever_notifies_screens_without_redis(
    sqlite_database: Database, plants: Plants, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"redis://127.0.0.1:{servers.free_port()}/0"
    announce = live_redis.Announcer(url)
    changed = Changed("alert", plants.area, plants.north)

    with live_redis.Listener(url, LiveBus()):
        for _ in range(3):
            announce([changed])
            wait_until(lambda: announce._waiting.empty() and announce._has_lost.is_set(), "it was tried")

    said = "".join(capsys.readouterr())
    assert (said.count("live_changes_lost"), said.count("live_listener_disconnected")) == (1, 1)


class _Nothing:
    def take(self, messages: list[tuple[bytes, bytes]], too_large: list[tuple[bytes, bytes]]) -> None:
        pass

"""A broker that comes back without our session: what it had taken for us is gone, and people must know."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from backend.connectors.intake_gate import IntakeGate
from backend.connectors.mqtt.kept_session import SessionLost
from backend.core.database import Database
from backend.entrypoints import ingest
from backend.entrypoints.lost_sessions import LostSessions
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from tests.support import databases, servers
from tests.support.alerts import system_conditions
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.plants import Plants, plant
from tests.support.servers import wait_until


@contextmanager
def listening(database: Database, folder: Path, url: str) -> Iterator[None]:
    """One life of ingest, until the end of the block."""
    stop, subscribed = Event(), folder / "heartbeat"
    subscribed.unlink(missing_ok=True)
    work = Thread(
        target=ingest.run,
        args=(database,),
        kwargs={
            "mqtt_url": url,
            "client_id": "anhuan-ingest",
            "stop": stop,
            "heartbeat_file": subscribed,
            "intake_gate": IntakeGate(PhotoStore(folder / "photos")),
            "sessions_folder": folder / "sessions",
            "on_session_lost": LostSessions(database, stop),
        },
    )
    work.start()
    try:
        yield
    finally:
        stop.set()
        work.join()


@pytest.mark.broker
def test_it_is_an_alert_at_every_site(
    sqlite_database: Database, plants: Plants, tmp_path: Path, installed: Callable[[str, str], str]
) -> None:
    installed("mosquitto", "mosquitto")
    folder, port = tmp_path / "broker", servers.free_port()
    folder.mkdir()
    remembered = tmp_path / "sessions" / "anhuan-ingest"
    with (
        servers.mosquitto(folder, port=port) as url,
        listening(sqlite_database, tmp_path, url),
    ):
        wait_until(remembered.exists, "ingest has a session")
    assert system_conditions(sqlite_database, plants.north) == set()
    shutil.rmtree(folder)
    folder.mkdir()

    with (
        servers.mosquitto(folder, port=port) as url,
        listening(sqlite_database, tmp_path, url),
    ):
        wait_until(lambda: system_conditions(sqlite_database, plants.north) == {"SESSION_LOST"}, "an alert")
        wait_until(
            lambda: system_conditions(sqlite_database, plants.south) == {"SESSION_LOST"}, "one there, too"
        )


def test_a_database_that_comes_back_later_than_the_broker_hears_of_it(tmp_path: Path) -> None:
    folder, stop = tmp_path / "later", Event()
    url = f"sqlite:///{folder / 'anhuan.sqlite3'}"
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)

    LostSessions(database, stop, again_s=0.05)(SessionLost("anhuan-ingest", "broker:1883"))
    (tmp_path / "making").mkdir()
    made = Database(
        databases.migrated(f"sqlite:///{tmp_path / 'making' / 'anhuan.sqlite3'}"),
        reactions=REACTIONS,
        audit_keys=AUDIT_KEYS,
    )
    plants = plant(made)
    made.dispose()
    (tmp_path / "making").rename(folder)

    wait_until(lambda: system_conditions(database, plants.north) == {"SESSION_LOST"}, "an alert")
    stop.set()
    database.dispose()


LOSES = """
import sys, threading
from pathlib import Path
from backend.connectors.mqtt.kept_session import SessionLost
from backend.core.database import Database
from backend.entrypoints.lost_sessions import LostSessions
from backend.reactions import REACTIONS
from tests.support.alerts import system_conditions
from tests.support.audit_keys import AUDIT_KEYS

database = Database(sys.argv[1], reactions=REACTIONS, audit_keys=AUDIT_KEYS)
LostSessions(database, threading.Event(), again_s=0.05, file=Path(sys.argv[2]))(SessionLost("a", "b:1883"))
threading.Event().wait()
"""


def test_who_is_killed_before_the_database_is_back_says_it_after_the_next_start(
    tmp_path: Path, sqlite_database: Database, plants: Plants
) -> None:
    file, away = tmp_path / "sessions" / "anhuan-ingest.lost", f"sqlite:///{tmp_path}/away/anhuan.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", LOSES, away, str(file)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as ingest_process:
        try:
            wait_until(file.exists, "what it could not say stands in its file")
        finally:
            ingest_process.kill()  # it ends by nothing else: a failure would wait for it for ever
    stop = Event()

    LostSessions(sqlite_database, stop, again_s=0.05, file=file).resume()

    wait_until(lambda: system_conditions(sqlite_database, plants.north) == {"SESSION_LOST"}, "an alert")
    wait_until(lambda: not file.exists(), "it is said once")
    stop.set()

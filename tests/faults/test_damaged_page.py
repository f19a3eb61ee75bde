"""A damaged page of the database shows in readiness, and as an alert while one can be written."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from backend.alerts.store import Alerts
from backend.core.damage import look_for
from backend.core.database import Database
from backend.jobs.jobs import JobContext, check_pages, watch_system
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from backend.sensors.store import Sensors
from backend.sensors.system_rules import CODE
from tests.support import databases, http_site
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, plant

PAGE = 4096


def damage(path: Path, table: str) -> None:
    """Overwrite the root page of a table."""
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xff" * PAGE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "anhuan.sqlite3"


@pytest.fixture
def opened(path: Path, clock: FakeClock) -> Callable[[str], tuple[Database, Plants]]:
    def with_damage(table: str) -> tuple[Database, Plants]:
        database = Database(
            databases.migrated(f"sqlite:///{path}"), clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS
        )
        plants = plant(database)
        database.dispose()
        damage(path, table)
        return database, plants

    return with_damage


@pytest.mark.parametrize("table", ["audit", "reading_journal"])
def test_it_shows_in_readiness(
    table: str,
    opened: Callable[[str], tuple[Database, Plants]],
    clock: FakeClock,
    tmp_path: Path,
) -> None:
    database, _ = opened(table)

    with http_site.site(database, clock, tmp_path) as site, site.client() as client:
        ready = client.get("/health/ready")

    assert (ready.status_code, ready.json()["checks"]["pages"]) == (503, False)
    database.dispose()


def test_it_is_an_alert_of_the_system(
    opened: Callable[[str], tuple[Database, Plants]], tmp_path: Path
) -> None:
    database, plants = opened("photos")
    context = JobContext(
        database,
        lambda *_: None,
        SUBJECTS,
        RESPONSIBILITIES,
        PhotoStore(tmp_path / "photos"),
        None,  # type: ignore[arg-type] - these jobs neither send nor listen
    )

    check_pages(context)
    watch_system(context)

    sensor = database.read(lambda session: Sensors(session).by_code(plants.north, CODE))
    assert sensor is not None
    found = database.transact(lambda tx: tx.get(Alerts).open_of_sensors([sensor.sensor_id]))
    assert [(alert.aspect, alert.is_active) for alert in found] == [("PAGE_CORRUPTED", True)]
    database.dispose()


def test_who_meets_it_first_notes_it(opened: Callable[[str], tuple[Database, Plants]]) -> None:
    database, _ = opened("photos")

    with pytest.raises(DatabaseError):
        database.read(lambda session: session.connection().exec_driver_sql("SELECT * FROM photos").all())

    assert "malformed" in (database.damage or "")
    database.dispose()


def test_a_whole_database_has_none(database: Database) -> None:
    assert look_for(database.engine) is None

"""The product starts and works, whatever people have made of what the demo plant refers to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import Column, Table, select, update
from sqlmodel import col

from backend.cases.evidence.voices_store import VoiceStore
from backend.core.audit_chain import ChainEnd
from backend.core.database import Database, Transaction
from backend.core.metadata import metadata
from backend.core.modules import Module
from backend.core.text import Text
from backend.demo import keeping_commands
from backend.demo.blueprint import SITE_CODE, id_of
from backend.demo.commands import restart_simulation
from backend.demo.plant import DEMO_PLANT
from backend.demo.simulator import Simulator
from backend.entrypoints import allinone
from backend.jobs import jobs
from backend.monitoring import intake_commands as intake
from backend.people.posts import commands as posts
from backend.people.posts.store import Posts
from backend.people.store import People
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from backend.roster.tables import ShiftRow
from backend.sensors.system_rules import SystemCondition
from backend.settings import Settings
from backend.sites.removal.rules import RemovedSite
from backend.sites.removal.store import Removals
from backend.sites.store import Sites
from push.outcome import Outcome, Verdict
from tests.support import databases
from tests.support.alerts import system_conditions
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import RESPONSIBILITIES, SUBJECTS

NOW: Final = datetime(2026, 11, 24, 6, tzinfo=UTC)
LATER: Final = NOW + timedelta(days=21)
"""By then the roster has to be planned on."""
OFFICERS: Final = id_of("roster", "OFFICER//")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder of a demo plant as its first start left it."""
    folder = tmp_path_factory.mktemp("demo")
    databases.migrated(f"sqlite:///{folder / 'anhuan.sqlite3'}")
    with opened(folder, NOW) as database:
        start(database)
    return folder


@pytest.fixture
def planted(folder: Path, tmp_path: Path) -> Iterator[Database]:
    """The same, to be started three weeks later."""
    databases.sqlite_copy(folder / "anhuan.sqlite3", tmp_path)
    with opened(tmp_path, LATER) as database:
        yield database


@contextmanager
def opened(folder: Path, at: datetime) -> Iterator[Database]:
    url = f"sqlite:///{folder / 'anhuan.sqlite3'}"
    database = Database(url, clock=lambda: at, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    yield databases.hasty(database)
    database.dispose()


class Line:
    """A line to a broker that takes everything."""

    is_full = False

    def __init__(self) -> None:
        self.published = 0

    def publish_batch(self, _site: str, elements: list[Any]) -> None:
        self.published += len(elements)

    def publish_event(self, _site: str, _source: str, _event: dict[str, Any]) -> None:
        self.published += 1


def start(database: Database) -> None:
    """All that the all-in-one does with stored data before it serves pages."""
    allinone.prepare(database, Settings(data_folder=Path("/nowhere"), demo=True))
    database.transact(lambda tx: restart_simulation(tx, DEMO_PLANT.code, is_simulated=True))
    database.transact(intake.listen)
    line = Line()
    simulator = Simulator(
        line, started_at=lambda: allinone.simulation_started_at(database), clock=database.clock
    )
    simulator.tick()
    assert line.published


def trouble(database: Database) -> set[str]:
    return system_conditions(database, DEMO_PLANT.site_id)


def planned_until(database: Database) -> datetime:
    statement = select(col(ShiftRow.starts_at)).where(col(ShiftRow.roster_id) == OFFICERS)
    return max(database.read(lambda s: s.connection().execute(statement).scalars().all()))


def is_planned_on(database: Database, at: datetime = LATER) -> bool:
    return planned_until(database) > at + timedelta(days=26)


def test_a_post_of_the_demo_plant_given_another_code_stops_no_start(planted: Database) -> None:
    admin = planted.read(lambda s: People(s).viewer(id_of("person", "admin")))

    def rename(tx: Any) -> None:
        post = next(each for each in tx.get(Posts).of_site(DEMO_PLANT.site_id) if each.code == "STORAGE")
        posts.change_post(
            tx,
            post.post_id,
            code="TANKS",
            name=Text("储罐", "Tanks"),
            department_id=post.department_id,
            is_closed=False,
            version=post.version,
            by=admin,
        )

    planted.transact(rename)

    start(planted)

    assert is_planned_on(planted)
    assert trouble(planted) == set()


REFERRED_TO: Final = (
    *("sites", "posts", "departments", "areas", "equipment", "people", "memberships", "sensors"),
    *("indicators", "plans", "shift_patterns", "rosters", "shifts", "tags", "task_rules"),
)
KEPT: Final = {("sites", "code"), ("people", "username"), ("sites", "is_simulation_running")}
"""No page edits these."""


def edits(table: Table) -> Iterator[tuple[str, dict[Column[Any], Any]]]:
    """Changes that a page, an import or an upgrade can make to all rows of a table at once."""
    special = {
        "state": "SCRAPPED" if table.name == "equipment" else "OUT_OF_SERVICE",
        "role": "WORKER",
        "start_minute": 0,
        "modules_off": [each.value for each in Module],
        "starts_at": NOW - timedelta(days=7),
    }
    for column in table.columns:
        if (table.name, column.name) in KEPT:
            continue
        if column.name in {"code", "name_zh", "name_en", "work_zh", "work_en"}:
            yield f"another {column.name}", {column: column + "-X"}
        elif column.name in special:
            yield f"another {column.name}", {column: special[column.name]}
        elif column.nullable and not column.primary_key:
            is_time = column.name.endswith("_at")
            yield f"another {column.name}", {column: LATER - timedelta(days=1) if is_time else None}


@pytest.mark.parametrize("name", REFERRED_TO)
def test_whatever_people_change_the_plant_starts_and_its_roster_goes_on(
    folder: Path, tmp_path: Path, name: str
) -> None:
    table = metadata().tables[name]
    stopped, tried = [], 0
    for what, values in edits(table):
        databases.sqlite_copy(folder / "anhuan.sqlite3", tmp_path)
        with opened(tmp_path, LATER) as database:
            with database.engine.begin() as connection:
                assert connection.execute(update(table).values(values)).rowcount, "there are such rows"
            tried += 1
            start(database)
            if trouble(database):
                stopped.append(what)

    assert tried
    assert stopped == []


def test_a_shift_moved_to_another_day_is_not_planned_a_second_time(planted: Database) -> None:
    last = planned_until(planted)
    moved = update(ShiftRow).where(col(ShiftRow.starts_at) == last)
    with planted.engine.begin() as connection:
        connection.execute(moved.values(starts_at=last - timedelta(days=3)))

    start(planted)

    assert is_planned_on(planted)
    assert trouble(planted) == set()


def job_context(database: Database, folder: Path, *, keeps_demo: bool) -> jobs.JobContext:
    """What jobs get here: nothing that they send arrives."""
    photos, voices = PhotoStore(folder / "photos"), VoiceStore(folder / "voices")
    return jobs.JobContext(
        database,
        lambda *_: Outcome(Verdict.GONE),
        SUBJECTS,
        RESPONSIBILITIES,
        photos,
        voices,
        keeps_demo=keeps_demo,
    )


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """A fault in keeping the demo up, which comes and goes."""
    works = keeping_commands.carry_on_roster

    def fail(*_: object) -> None:
        raise KeyError("nobody foresaw this")

    def set_failing(is_failing: bool) -> None:
        monkeypatch.setattr(keeping_commands, "carry_on_roster", fail if is_failing else works)

    return set_failing


def test_a_demo_that_cannot_be_kept_up_is_an_alert_and_ends_when_it_works_again(
    planted: Database, failing: Callable[[bool], None], tmp_path: Path
) -> None:
    context = job_context(planted, tmp_path, keeps_demo=True)
    failing(True)

    start(planted)
    jobs.keep_demo(context)

    assert trouble(planted) == {SystemCondition.DEMO_NOT_KEPT}

    failing(False)
    jobs.keep_demo(context)

    assert trouble(planted) == set()
    assert is_planned_on(planted)


def test_an_installation_that_wants_no_demo_plant_keeps_none_up(
    planted: Database, failing: Callable[[bool], None], tmp_path: Path
) -> None:
    failing(True)

    jobs.keep_demo(job_context(planted, tmp_path, keeps_demo=False))

    assert trouble(planted) == set()


def test_a_demo_that_is_removed_while_it_is_looked_for_stays_removed(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove(tx: Transaction, *_: object) -> bool:
        end = ChainEnd()
        tx.get(Removals).put(RemovedSite(uuid4(), SITE_CODE, Text("演示", "Demo"), tx.now, "admin", 0, end))
        return False

    monkeypatch.setattr("backend.demo.planting.is_planted", remove)

    keeping_commands.keep_demo(sqlite_database)

    assert sqlite_database.transact(lambda tx: tx.get(Sites).by_code(SITE_CODE)) is None

"""Data of a demo plant, as each issue since the first release left them, migrate and start.

`tests/fixtures/kept` holds one data folder per day and commit, written by the code of that commit
(`anhuan demo --history 1d`, most of its readings taken out), on both databases. A new one is added with each
issue that changes tables, and none is ever written anew.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from sqlalchemy import text

from backend.core.database import Database
from backend.demo.people import PEOPLE
from backend.people.rules import DEMO_PASSWORD
from backend.reactions import REACTIONS
from tests.entrypoints.test_starts import is_planned_on, start, trouble
from tests.support import databases, filled_folder
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.client import Client
from tests.support.http_site import site
from tests.support.servers import postgres_database

FOLDERS: Final = Path(__file__).parents[1] / "fixtures" / "kept"
SQLITE: Final = sorted(FOLDERS.glob("*.sqlite3.xz"))
POSTGRES: Final = sorted(FOLDERS.glob("*.postgresql.sql.xz"))
NOW: Final = datetime(2026, 12, 15, 4, tzinfo=UTC)
"""Two weeks after they were written: the rosters have to be planned on."""
BY_ROLE: Final = {each.role: each.username for each in PEOPLE}
BY_DAY: Final = SQLITE[:1]
TIERS: Final = ("RED", "ORANGE", "YELLOW", "BLUE")
OPEN: Final = {
    "states": ["UNACKNOWLEDGED", "ACKNOWLEDGED", "RTN_UNACKNOWLEDGED"],
    "isSuppressed": False,
    "leads": True,
}
"""Alerts that the home counts."""


@contextmanager
def kept(file: Path, folder: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        if file in SQLITE:
            url = filled_folder.restore_sqlite(folder, file)
        else:
            url = stack.enter_context(postgres_database(f"anhuan_test_{uuid4().hex[:12]}"))
            filled_folder.restore_postgres(url, file)
        database = Database(url, clock=lambda: NOW, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        stack.callback(database.dispose)
        yield databases.hasty(database)


def test_a_folder_is_kept_for_each_day_since_the_first_release_on_both_databases() -> None:
    names = [each.name.partition(".")[0] for each in SQLITE]

    assert names == [each.name.partition(".")[0] for each in POSTGRES]
    assert {each[:8] for each in names} >= {f"2026112{day}" for day in range(6, 10)} | {"20261130"}
    assert max(each.stat().st_size for each in (*SQLITE, *POSTGRES)) < 150_000


@pytest.mark.parametrize(
    "file",
    [
        *(pytest.param(each, marks=() if each in BY_DAY else pytest.mark.nightly) for each in SQLITE),
        *(pytest.param(each, marks=(pytest.mark.postgres, pytest.mark.nightly)) for each in POSTGRES),
    ],
    ids=lambda each: each.name,
)
def test_what_an_earlier_version_left_migrates_starts_and_shows_everybody_their_home(
    file: Path, tmp_path: Path
) -> None:
    with kept(file, tmp_path) as database:
        start(database)

        assert not trouble(database)
        with database.engine.connect() as connection:
            has_roster = connection.execute(text("SELECT count(*) FROM shifts")).scalar_one()
        assert not has_roster or is_planned_on(database, NOW)
        with site(database, lambda: NOW, tmp_path) as product:
            for role, username in BY_ROLE.items():
                client = Client.signed_in(product.address, username, DEMO_PASSWORD)
                home = client.ask("Situation")["home"]
                listed = client.ask("Alerts", first=100, filter=OPEN)
                tiers = Counter(each["node"]["rank"] for each in listed["edges"])
                assert home["alertsByTier"] == [{"tier": each, "count": tiers[each]} for each in TIERS], role
                client.close()

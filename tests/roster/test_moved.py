"""The roster became a noun of its own: what failed before under its old name is tried again."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from backend.core.failed_reactions import name_of
from backend.roster.commands import cancel_shifts_of

ROOT = Path(__file__).parents[2]


def upgrade(url: str, revision: str) -> None:
    command = (sys.executable, "-m", "alembic", "upgrade", revision)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={"ANHUAN_DATABASE_URL": url})


def test_a_reaction_that_waits_for_its_next_try_is_found_after_the_move(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'before.sqlite3'}"
    upgrade(url, "heard_again")
    engine = create_engine(url)
    kept = "INSERT INTO failed_reactions (id, site_id, at, reaction, event, tries, retry_at, error, subject)"
    values = " VALUES (:id, 'x', '2026-12-01', :reaction, '{}', 1, '2026-12-01', '', '')"
    with engine.begin() as connection:
        for number, reaction in enumerate(("backend.people.roster.commands.cancel_shifts_of", "backend.x.y")):
            connection.execute(text(kept + values), {"id": number, "reaction": reaction})

    upgrade(url, "head")

    with engine.begin() as connection:
        found = [*connection.execute(text("SELECT reaction FROM failed_reactions ORDER BY id")).scalars()]
    assert found == [name_of(cancel_shifts_of), "backend.x.y"]
    engine.dispose()

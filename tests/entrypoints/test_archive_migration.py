"""What was archived before there was a search is found after the migration, which says what it may not do."""

import json
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, make_url, text

from backend.archive import queries as archives
from backend.archive.queries import ArchiveFilter
from backend.archive.rules import snapshot_hash
from backend.core.database import Database
from backend.entrypoints.migration import migrate
from backend.people.store import People
from tests.support import archived_case
from tests.support.fakes import FakeClock
from tests.support.plants import id_of, plant
from tests.support.servers import postgres_database

ROOT = Path(__file__).parents[2]


def step(engine: Engine, name: str) -> None:
    """Run this one migration's `upgrade` or `downgrade` by itself: not every later one can be undone."""
    file = ROOT / "migrations" / "versions" / "20261125_loop_archive.py"
    spec = spec_from_file_location("loop_archive", file)
    assert spec is not None
    assert spec.loader is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        getattr(migration, name)()


@pytest.fixture
def old(database: Database, clock: FakeClock) -> tuple[Database, UUID]:
    """A case archived by last year's version: its snapshot holds five parts and no names."""
    plants = plant(database)
    case_id = archived_case.archived(database, plants, clock)
    snapshot, _ = database.read(lambda s: archives.snapshot(s, plants.alice, case_id))
    kept = ("case", "alerts", "report", "rounds", "evidence")
    content = {"version": 1, **{name: snapshot[name] for name in kept}}
    step(database.engine, "downgrade")
    drop = {
        "sqlite": "DROP TRIGGER case_archives_no_update",
        "postgresql": "ALTER TABLE case_archives DISABLE TRIGGER ALL",
    }[database.engine.dialect.name]
    with database.engine.begin() as connection:
        connection.execute(text(drop))
        values = {"hash": snapshot_hash(content), "content": json.dumps(content)}
        connection.execute(text("UPDATE case_archives SET hash = :hash, snapshot = :content"), values)
    return database, case_id


def test_old_archives_are_found_by_their_words_names_and_reasons(
    old: tuple[Database, UUID], clock: FakeClock
) -> None:
    database, case_id = old
    alice = database.transact(lambda tx: tx.get(People).viewer(id_of("alice")))

    step(database.engine, "upgrade")

    for query in ("进料阀", "垫片", "罐区", "pump", "bob", archived_case.SENT_BACK):
        page = database.read(
            lambda s, q=query: archives.page(s, alice, q, ArchiveFilter(), first=5, after=None)
        )
        assert [each.view.case.case_id for _, each in page.items] == [case_id], query
    assert database.read(lambda s: archives.check(s, alice, case_id)).computed


@pytest.fixture
def limited(postgres_url: str) -> Iterator[str]:
    """URL of a database whose role may make tables, and no extension."""
    role = f"limited_{uuid4().hex[:8]}"
    with postgres_database(f"anhuan_test_{uuid4().hex[:12]}") as url:
        server = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
            connection.execute(f"GRANT ALL ON SCHEMA public TO {role}")
        yield make_url(url).set(username=role, password="x").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")


@pytest.mark.postgres
def test_a_role_that_may_not_make_the_extension_is_told_what_to_do(limited: str) -> None:
    database = Database(limited)
    try:
        with pytest.raises(RuntimeError, match="CREATE EXTENSION pg_trgm"):
            migrate(database)

        owner = make_url(limited).set(username="postgres", password=None, drivername="postgresql")
        with psycopg.connect(owner.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
        migrate(database)
    finally:
        database.dispose()

"""A database is brought to the present schema whole, or left as it is with a sentence that says why."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url, text

from backend.core.database import Database
from backend.core.errors import UnknownSchema
from backend.entrypoints.migration import migrate
from backend.reactions import REACTIONS
from tests.support.servers import postgres_database


def test_data_of_before_the_first_release_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}", reactions=REACTIONS)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('edarchive')"))
        connection.execute(text("CREATE TABLE cases (id INTEGER)"))

    with pytest.raises(UnknownSchema, match=r"edarchive.*Nothing was changed"):
        migrate(database)

    with database.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master ORDER BY name")).scalars().all()
    database.dispose()
    assert names == ["alembic_version", "cases"]


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
def test_a_role_that_may_not_make_the_extension_is_notified_what_to_do(limited: str) -> None:
    database = Database(limited, reactions=REACTIONS)
    try:
        with pytest.raises(RuntimeError, match="CREATE EXTENSION pg_trgm"):
            migrate(database)

        owner = make_url(limited).set(username="postgres", password=None, drivername="postgresql")
        with psycopg.connect(owner.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
        migrate(database)
    finally:
        database.dispose()

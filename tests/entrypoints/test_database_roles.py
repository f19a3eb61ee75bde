"""The product works with a database role that can change no table; the one that migrates is another."""

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from backend.core.database import Database
from backend.core.errors import Unfit
from backend.core.time import microseconds
from backend.entrypoints import job_assembly
from backend.entrypoints.database_roles import allow_rows
from backend.jobs.jobs import JOBS
from backend.monitoring.hot_path.batches import BatchStore
from backend.reactions import REACTIONS
from backend.readings.rules import Batch
from backend.readings.store import Readings
from backend.settings import Settings
from tests.support import composefile, databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.plants import plant
from tests.support.settings import operator

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def owner_url(postgres_url: str) -> Iterator[str]:
    """A migrated database, by the role that owns it; no test of this file minds what another left."""
    assert postgres_url, "there is a server"
    with servers.postgres_database(f"anhuan_test_{uuid.uuid4().hex[:12]}") as url:
        yield databases.migrated(url)


@pytest.fixture(scope="module")
def rows_url(owner_url: str) -> Iterator[str]:
    """The same, by the role that the product runs with."""
    owner = Database(owner_url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    with servers.plain_role(owner_url) as url:
        allow_rows(owner, url)
        owner.dispose()
        yield url


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "ALTER TABLE people ADD COLUMN mine int",
        "DROP TABLE audit",
        "TRUNCATE audit",
        "DROP TRIGGER audit_written_once ON audit",
        "UPDATE alembic_version SET version_num = 'mine'",
        "SET session_replication_role = replica",
    ],
)
def test_it_changes_no_table_and_takes_no_protection_away(rows_url: str, statement: str) -> None:
    database = Database(rows_url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)

    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), database.engine.begin() as it:
        it.execute(text(statement))
    database.dispose()


def test_every_job_and_the_intake_do_their_work(rows_url: str, tmp_path: Path) -> None:
    clock = FakeClock()
    settings = Settings(database_url=rows_url, data_folder=tmp_path, vapid_subject="mailto:a@b.example")
    database = Database(rows_url, reactions=REACTIONS, audit_keys=settings.audit_keys, clock=clock)
    plants = plant(database)
    at_us = microseconds(clock())
    BatchStore(database)(Batch([("north/GAS-1", at_us + n * 1_000_000, 50.0, 0) for n in range(60)]))
    context = job_assembly.job_context(settings, database)

    for days in (0, 1, 400):  # the last one: everything is past its retention
        clock.advance(timedelta(days=days))
        for job in JOBS:
            job.run(context)

    assert database.transact(lambda tx: tx.get(Readings).count(plants.gas)) == 0
    database.dispose()


def test_a_role_that_the_server_does_not_know_is_a_sentence(owner_url: str) -> None:
    owner = Database(owner_url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)

    with pytest.raises(Unfit, match="CREATE ROLE nobody_made_it LOGIN"):
        allow_rows(owner, make_url(owner_url).set(username="nobody_made_it").render_as_string())
    owner.dispose()


def test_one_role_may_do_both(owner_url: str) -> None:
    owner = Database(owner_url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)

    allow_rows(owner, owner_url)

    with owner.engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id int)"))
    owner.dispose()


@pytest.mark.nightly
def test_what_compose_starts_has_the_two_roles(installed: Callable[[str, str], str], tmp_path: Path) -> None:
    installed("psql", "postgresql-client")
    site = operator()
    with servers.postgres() as server:
        admin = make_url(server.url).set(drivername="postgresql")
        with psycopg.connect(admin.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("CREATE ROLE anhuan_owner SUPERUSER LOGIN")
            connection.execute("CREATE DATABASE anhuan OWNER anhuan_owner TEMPLATE template0 ENCODING 'UTF8'")
        subprocess.run(
            ["sh", "-c", composefile.config("postgres-roles.sh", **site)],
            env={
                "PATH": os.environ["PATH"],
                "PGHOST": "127.0.0.1",
                "PGPORT": str(server.port),
                "POSTGRES_USER": "anhuan_owner",
                "POSTGRES_DB": "anhuan",
                "ANHUAN_POSTGRES_PASSWORD": site["ANHUAN_POSTGRES_PASSWORD"],
            },
            check=True,
        )
        migrate = composefile.services({"ANHUAN_DATA_FOLDER": str(tmp_path)}, **site)["migrate"]
        here = f"127.0.0.1:{server.port}"
        environment = {
            name: value.replace("postgres:5432", here) for name, value in migrate.environment.items()
        }
        done = subprocess.run(
            [servers.find_program("anhuan", "of the venv"), *migrate.command[1:]],
            env={"PATH": os.environ["PATH"], **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        url = make_url(environment["ANHUAN_DATABASE_URL"]).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
            assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine (id int)")

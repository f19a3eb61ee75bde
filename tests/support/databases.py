"""Databases of both kinds, made quickly: one per process and kind, put back before every test.

It is a real one: what a test commits is committed, for all threads and connections. Put back, not rolled
back: an outer transaction would hide what commits, retries and locks do. It costs less, too: the engine
stays, and with it every statement that was compiled once, which is two thirds of what a cold test costs.

What is committed is on disk in the product; here it need only outlive the processes, not the machine.
"""

import shutil
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import event, make_url

from backend.core.database import Database
from backend.core.time import Machine
from backend.entrypoints.migration import migrate
from backend.reactions import REACTIONS
from tests.support.audit_keys import AUDIT_KEYS

T = TypeVar("T")
EMPTY: Final = "empty"
"""The state in which a database is after its migrations."""
PLANTED: Final = "planted"
SHAPE: Final = (
    "SELECT count(*) FROM pg_class UNION ALL SELECT count(*) FROM pg_attribute WHERE NOT attisdropped "
    "UNION ALL SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'"
)
"""Changes with every table, column, index, view and trigger."""


def migrated(url: str) -> str:
    """Bring the database at this URL to the present schema and let go of it; return the URL.

    All migrations take a second: a new SQLite file is a copy of one that went through them in this process.
    """
    file = Path(make_url(url).database or "") if url.startswith("sqlite") else None
    if file is None or file.exists():
        return _migrate(url)
    for ending in ("-wal", "-shm"):  # of a file that was there before
        Path(f"{file}{ending}").unlink(missing_ok=True)
    file.write_bytes(_migrated_file())
    return url


@cache
def _migrated_file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "anhuan.sqlite3"
        _migrate(f"sqlite:///{file}")
        return file.read_bytes()


def _migrate(url: str) -> str:
    database = hasty(Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
    migrate(database)
    database.dispose()
    return url


def sqlite_copy(template: Path, folder: Path) -> str:
    """URL of a copy of a migrated SQLite file."""
    target = folder / "anhuan.sqlite3"
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


def hasty(database: Database) -> Database:
    """The same database, which does not wait for the disk at every commit."""
    if not database.is_postgres:
        event.listen(database.engine, "connect", _do_not_wait)
    return database


def _do_not_wait(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def postgres_copy(template_url: str) -> Iterator[str]:
    """URL of a copy of a migrated PostgreSQL database, dropped at the end of the block."""
    template = make_url(template_url)
    name = f"anhuan_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_dsn(template_url, database="postgres"), autocommit=True) as connection:
        # Copied as files, not through the log: a quarter of the time. Before PostgreSQL 15 it was always so.
        how = " STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + how)
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template.database or "")))
        try:
            yield template.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class Reused(ABC):
    """One database for test after test. `keep` remembers what is in it, `opened` begins with that again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._origin = hasty(Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
        # A whole run knows more statements than the 500 for which there is room by default.
        self._engine = self._origin.engine.execution_options(compiled_cache={})
        self._made: dict[str, Any] = {}

    @contextmanager
    def opened(self, state: str, clock: Callable[[], datetime]) -> Iterator[Database]:
        """The database in this state, whatever was done to it before."""
        self.put_back(state)
        machine: Machine | None = getattr(clock, "machine", None)
        database = Database(
            self.url, clock=clock, machine=machine, reactions=REACTIONS, audit_keys=AUDIT_KEYS
        )
        database.engine = self._engine  # in which every statement of the tests before is compiled
        yield database
        self.let_go(database)

    def state(self, name: str, clock: Callable[[], datetime], make: Callable[[Database], T]) -> T:
        """What `make` returned when it filled an empty database, which is a state of this name since."""
        if name not in self._made:
            with self.opened(EMPTY, clock) as database:
                self._made[name] = make(database)
            self.keep(name)
        found: T = self._made[name]
        return found

    def close(self) -> None:
        self._origin.dispose()

    @abstractmethod
    def keep(self, state: str) -> None:
        """Remember what is committed; nobody is connected."""

    @abstractmethod
    def put_back(self, state: str) -> None:
        """Nothing is in it but what was there when this state was kept."""

    def let_go(self, database: Database) -> None:
        """The test is over."""
        database.dispose()


class ReusedSqlite(Reused):
    """A file, copied for every test."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(sqlite_copy(template, folder))
        self._file = folder / "anhuan.sqlite3"
        self.keep(EMPTY)

    def keep(self, state: str) -> None:
        shutil.copyfile(self._file, self._kept(state))

    def put_back(self, state: str) -> None:
        # Whoever has them open still goes on with files that have no name any more.
        for ending in ("", "-wal", "-shm", ".writer"):
            Path(f"{self._file}{ending}").unlink(missing_ok=True)
        # A thread of the last test may have put one of these back since that was over.
        self._origin.engine.dispose()
        shutil.copyfile(self._kept(state), self._file)

    def _kept(self, state: str) -> Path:
        return self._file.with_name(f"{state}.template")


class ReusedPostgres(Reused):
    """All rows are deleted and those of the state copied; a copied database costs ten times that.

    A schema per state holds those tables that have rows in it. Where a test changed more than rows, the whole
    database is copied anew.
    """

    def __init__(self, template_url: str) -> None:
        self._copies = ExitStack()
        self._template_url = template_url
        super().__init__(self._copies.enter_context(postgres_copy(template_url)))
        self._scripts: dict[str, str] = {}
        self._begin()

    def keep(self, state: str) -> None:
        self._run(f'CREATE SCHEMA "{state}"')
        tables = self._values("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        filled = [each for each in tables if self._values(f'SELECT 1 FROM "{each}" LIMIT 1')]
        numbers = self._values(
            "SELECT format('SELECT setval(%L, %s, %L)', sequencename, coalesce(last_value, 1), "
            "last_value IS NOT NULL) FROM pg_sequences WHERE schemaname = 'public'"
        )
        self._scripts[state] = ";".join(
            [
                "BEGIN",
                "SET LOCAL session_replication_role = replica",  # foreign keys and triggers are off
                *(f'DELETE FROM "{each}"' for each in tables),
                *(self._filling(state, each) for each in filled),
                *numbers,
                "COMMIT",
            ]
        )
        self._shape = self._values(SHAPE)

    def put_back(self, state: str) -> None:
        self._run(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"
        )
        self._run(self._scripts[state])

    def let_go(self, database: Database) -> None:
        """Connections that nobody holds go on: a new one has to read the whole catalogue."""
        if self._values(SHAPE) != self._shape:
            self._begin_anew()
        if database.engine.pool.checkedout():
            super().let_go(database)

    def close(self) -> None:
        super().close()
        self._connection.close()
        self._copies.close()

    def _begin(self) -> None:
        self._connection = psycopg.connect(_dsn(self.url), autocommit=True)
        self.keep(EMPTY)

    def _begin_anew(self) -> None:
        self._connection.close()
        self._origin.dispose()
        self._made.clear()
        name = make_url(self.url).database or ""
        with psycopg.connect(_dsn(self.url, database="postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{make_url(self._template_url).database}"')
        self._begin()

    def _run(self, statement: str) -> psycopg.Cursor[Any]:
        try:
            return self._connection.execute(statement)  # type: ignore[arg-type]
        except psycopg.OperationalError:  # a test has ended every connection
            self._connection = psycopg.connect(_dsn(self.url), autocommit=True)
            return self._connection.execute(statement)  # type: ignore[arg-type]

    def _filling(self, state: str, table: str) -> str:
        self._run(f'CREATE TABLE "{state}"."{table}" AS SELECT * FROM "{table}"')
        [columns] = self._values(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND table_name = '{table}' AND is_generated = 'NEVER'"
        )
        return (
            f'INSERT INTO "{table}" ({columns}) OVERRIDING SYSTEM VALUE '
            f'SELECT {columns} FROM "{state}"."{table}"'
        )

    def _values(self, question: str) -> list[Any]:
        return [row[0] for row in self._run(question)]


def _dsn(url: str, **changed: str) -> str:
    return make_url(url).set(drivername="postgresql", **changed).render_as_string(hide_password=False)

"""The one way to the database, in transactions."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlmodel import Session

from backend.core import clock_jumps, data_version
from backend.core.audit import KEY_SOURCE
from backend.core.audit_keys import KeySource
from backend.core.damage import cause_of, is_damage, is_full, require_room, touch
from backend.core.engine import OneWriter, make_engine
from backend.core.errors import Unavailable
from backend.core.lost_races import attempt
from backend.core.site_marks import SiteMarks
from backend.core.time import Machine
from backend.core.transaction import (
    BEAT,
    READINGS,
    RIGHTS,
    SITE,
    Changed,
    Reaction,
    Reactions,
    Store,
    Transaction,
    site_changed,
)

__all__ = [
    "BEAT",
    "READINGS",
    "RIGHTS",
    "SITE",
    "Changed",
    "Database",
    "HotConnection",
    "Reaction",
    "Reactions",
    "Store",
    "Transaction",
    "site_changed",
]
T = TypeVar("T")
FULL_FOR_S = 20.0
"""For so long after it had no room a database is not sent work."""


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class Database:
    """SQLite (one writer, WAL, FULL: committed means on disk) or PostgreSQL behind one interface."""

    def __init__(
        self,
        url: str,
        *,
        reactions: Reactions,
        audit_keys: KeySource,
        clock: Callable[[], datetime] | None = None,
        machine: Machine | None = None,
        on_commit: Callable[[list[Changed]], None] = lambda changed: None,  # noqa: ARG005 - nobody listens
        answers_within_s: float | None = None,
    ) -> None:
        self.engine = make_engine(url, answers_within_s=answers_within_s)
        data_version.watch(self.engine)
        self.is_postgres = self.engine.dialect.name == "postgresql"
        self.reactions = reactions
        self.audit_keys = audit_keys
        self.clock = clock or _wall_clock
        # A test that gives a wall clock alone has one that nobody sets.
        self.machine = machine or (Machine() if clock is None else Machine.in_step_with(clock))
        self.on_commit = on_commit
        self.damage: str | None = None
        """Error of the database when somebody met a damaged page; until this process is started again."""
        self.writes = SiteMarks()
        """Renewed by each transaction of this process that raised a version of the data."""
        self._full_at_s = -FULL_FOR_S
        self._zero_at: datetime | None = None
        self.writer = nullcontext() if self.is_postgres else OneWriter(self.engine.url.database)

    def transact(self, command: Callable[[Transaction], T], *, is_unattended: bool = False) -> T:
        """Run `command` in one transaction and commit it; on any exception nothing of it remains.

        A command that lost a race (unique key, deadlock) is run again from the start, so it must have no
        effect outside its transaction. Live screens hear of the changes only after the commit.
        """
        with self.noticing():
            self.follow_clock()
            return attempt(lambda: self._transact_once(command, is_unattended))

    def sweep(self, command: Callable[[Transaction], T]) -> T:
        """`transact` for what nobody asked for: there is nobody to refuse anything."""
        return self.transact(command, is_unattended=True)

    def repeat(self, command: Callable[[Transaction], bool], *, at_most: int) -> int:
        """Sweep until `command` finds nothing to do, `at_most` so often; returns how often it did."""
        done = 0
        while done < at_most and self.sweep(command):
            done += 1
        return done

    def follow_clock(self) -> None:
        """Where the wall clock was set since the last transaction, move what runs by it. Blocks.

        Every process does so before it writes by the new time: what is moved was written by the old one.
        """
        before, zero_at = self._zero_at, self.clock() - timedelta(seconds=self.machine.steady_s())
        if before is not None and abs(zero_at - before) >= clock_jumps.JUMP:
            move = partial(self.look_at_clocks, before=before)
            attempt(lambda: self._transact_once(move, is_unattended=True))
        # Not before: other threads wait for the move, and one that failed is made by the next transaction.
        self._zero_at = zero_at

    def look_at_clocks(self, tx: Transaction, *, before: datetime | None = None) -> None:
        """Compare both clocks with what was seen last, also by a process that is over. For a job."""
        machine = self.machine
        clock_jumps.follow(
            tx.session, now=tx.now, boot_id=machine.boot_id(), steady_s=tx.steady_s, before=before
        )

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Note a damaged page, or that there is no room, when it is met inside."""
        try:
            yield
        except Exception as error:
            if is_full(error):
                self._full_at_s = time.monotonic()
            if self.damage is None and is_damage(error):
                self.damage = str(cause_of(error))
            raise

    def require_room(self) -> None:
        """Raises Unavailable if nothing can be saved, as far as is known; blocks."""
        if time.monotonic() - self._full_at_s < FULL_FOR_S:
            raise Unavailable("the disk of the database is full")
        if not self.is_postgres and (path := self.engine.url.database):
            try:
                require_room(Path(path).parent)
            except OSError as error:
                raise Unavailable(f"nothing can be written beside the database: {error}") from error

    def require_whole(self) -> None:
        """Raises if a page of the database is damaged, as far as is known; blocks."""
        with self.noticing():
            touch(self.engine)
        if self.damage is not None:
            raise Unavailable(f"the database is damaged: {self.damage}")

    def read(self, question: Callable[[Session], T]) -> T:
        """Return the answer to `question` without taking the writer's place."""
        with self.noticing(), self.session(autoflush=False) as session:
            return question(session)

    def read_apart(self, question: Callable[[Session], T]) -> T:
        """`read` for long questions: each of its statements stands alone and finds what is committed by then,
        so that no transaction is open while it computes between two.
        """
        with self.noticing(), self.session(autoflush=False) as session:
            if self.is_postgres:  # on SQLite nothing that reads begins a transaction
                session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            return question(session)

    def session(self, connection: Connection | None = None, **options: Any) -> Session:
        """Open a session that can seal audit rows; nobody opens one in another way."""
        return Session(connection or self.engine, info={KEY_SOURCE: self.audit_keys}, **options)

    @cached_property
    def hot_connection(self) -> "HotConnection":
        """The one for whoever commits all the time."""
        return HotConnection(self)

    def dispose(self) -> None:
        if "hot_connection" in vars(self):
            self.hot_connection.close()
        self.engine.dispose()
        if isinstance(self.writer, OneWriter):
            self.writer.close()

    def _transact_once(self, command: Callable[[Transaction], T], is_unattended: bool) -> T:
        with self.writer, self.session(expire_on_commit=False) as session:
            if not self.is_postgres:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            tx = Transaction(
                lambda: session,
                now=self.clock(),
                is_postgres=self.is_postgres,
                reactions=self.reactions,
                is_unattended=is_unattended,
                steady_s=self.machine.steady_s,
            )
            data_version.begin(session)
            answer = command(tx)
            raised = data_version.raise_where_written(session, tx.written_at)
            try:
                session.commit()
            except BaseException:
                # A failed COMMIT may leave the transaction open; nobody must inherit it with the connection.
                session.invalidate()
                raise
            if raised:
                self.writes.renew(raised)
        if hints := tx.hints:
            self.on_commit(hints)
        return answer


class HotConnection:
    """Transactions one after another over a connection that stays open, for whoever commits all the time.

    The same commands with the same guarantees as `Database.transact`; what is saved is what every transaction
    costs before it does anything: taking a connection, asking whether it still lives, making a session.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._connection: Connection | None = None

    def sweep(self, command: Callable[[Transaction], T]) -> T:
        """As `Database.sweep`. Errors of the driver come as they are, or wrapped by SQLAlchemy."""
        with self._database.noticing():
            self._database.follow_clock()
            return attempt(lambda: self._transact_once(command))

    def close(self) -> None:
        with self._turn:
            self._drop()

    def _transact_once(self, command: Callable[[Transaction], T]) -> T:
        database = self._database
        with self._turn, database.writer:
            try:
                tx, answer = self._carry_out(command)
            except BaseException:
                self._drop()
                raise
        if hints := tx.hints:
            database.on_commit(hints)
        return answer

    def _carry_out(self, command: Callable[[Transaction], T]) -> tuple[Transaction, T]:
        database = self._database
        connection = self._connection = self._connection or database.engine.connect()
        driver: Any = connection.connection.driver_connection
        if not database.is_postgres:
            driver.execute("BEGIN IMMEDIATE")
        with ExitStack() as sessions:
            tx = Transaction(
                lambda: sessions.enter_context(self._session(connection)),
                now=database.clock(),
                is_postgres=database.is_postgres,
                reactions=database.reactions,
                driver=driver,
                is_unattended=True,
                steady_s=database.machine.steady_s,
            )
            answer = command(tx)
            raised: frozenset[UUID] = frozenset()
            if tx.has_session:
                raised = data_version.raise_where_written(tx.session, tx.written_at)
                tx.session.commit()
            driver.commit()  # what went past the session; nothing is left to do if nothing did
            if raised:
                database.writes.renew(raised)
        return tx, answer

    def _session(self, connection: Connection) -> Session:
        session = self._database.session(connection, expire_on_commit=False)
        data_version.begin(session)
        return session

    def _drop(self) -> None:
        """Let go of a connection in the middle of a transaction: closing it undoes everything."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

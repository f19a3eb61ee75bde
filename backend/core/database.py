"""The one way to the database: a transaction with the stores of its nouns, its time and its announcements."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from backend.core import data_version
from backend.core.audit import KEY_SOURCE, Audit
from backend.core.audit_keys import KeySource
from backend.core.damage import cause_of, is_damage, is_full, require_room, touch
from backend.core.data_version import EVERYWHERE
from backend.core.engine import OneWriter, make_engine
from backend.core.errors import Unavailable
from backend.core.events import Event, EventKind
from backend.core.outbox import Outbox
from backend.core.site_marks import SiteMarks

T = TypeVar("T")
S = TypeVar("S", bound="Store")
ATTEMPTS = 3
FULL_FOR_S = 20.0
"""For so long after it had no room a database is not sent work."""
RETRYABLE_SQLSTATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock (PostgreSQL)


@dataclass(frozen=True, slots=True)
class Changed:
    """A hint for live screens, published after the commit: this object is not what it was."""

    kind: str
    object_id: UUID
    site_id: UUID


RIGHTS: Final = "rights"
"""Kind of the change after which every viewer is looked up again; and where a store notes in its session
that it wrote what decides on rights.
"""
READINGS: Final = "readings"
"""Kind of a change that no commit tells of: while somebody listens, the feeds look once a second."""
BEAT: Final = "beat"
"""Kind of a change that nothing changed: it goes the way of all others and shows that they arrive."""
SITE: Final = "site"
"""Kind of a change of what a site lists: its maintenance, sources, suggestions, rules."""


def site_changed(site_id: UUID) -> Changed:
    """Return the hint that lists of this site are not what they were."""
    return Changed(SITE, site_id, site_id)


class Store(Protocol):
    """The rows of one noun as values: what `Transaction.get` makes from a session."""

    def __init__(self, session: Session) -> None: ...


Reaction: TypeAlias = Callable[["Transaction", Event], Event | None]
"""Reaction of a noun to an event below it, in the same transaction. Raising Refused refuses the
command. It may return the event with more in it, such as the case it opened: the record then says so.
"""
Reactions: TypeAlias = Mapping[EventKind, tuple[Reaction, ...]]


class Transaction:
    """Context of a command: stores of nouns, `now` (once per transaction), and `announce`."""

    def __init__(
        self,
        open_session: Callable[[], Session],
        *,
        now: datetime,
        is_postgres: bool,
        reactions: Reactions,
        driver: Any = None,
    ) -> None:
        self._open_session = open_session
        self._reactions = reactions
        self._driver = driver
        self.now = now
        self.is_postgres = is_postgres
        self.changed: dict[tuple[str, UUID], Changed] = {}
        self._stores: dict[type[Store], Store] = {}
        self._site_ids: frozenset[UUID] | None = None

    @cached_property
    def session(self) -> Session:
        """Made when somebody asks; most batches of readings need none."""
        return self._open_session()

    @property
    def has_session(self) -> bool:
        """Whether anybody asked for the session: nothing but readings is written without one."""
        return "session" in vars(self)

    def get(self, store: type[S]) -> S:
        """The rows of one noun, as its store knows them; one store per type and transaction."""
        found = self._stores.get(store)
        if found is None:
            found = self._stores[store] = store(self.session)
        return cast(S, found)

    @property
    def driver(self) -> Any:
        """The connection of the driver itself, for what must not pay for a session."""
        return self._driver or self.session.connection().connection.driver_connection

    def only_at(self, site_ids: Iterable[UUID]) -> None:
        """Promise that what this transaction writes is of these sites, and of those promised before.

        Then what screens of other sites keep holds on. Where nobody promises anything, nothing holds.
        """
        self._site_ids = (self._site_ids or frozenset()) | frozenset(site_ids)

    @property
    def written_at(self) -> frozenset[UUID] | None:
        """The sites of which everything is that was written; None: of any."""
        decides_on_rights = self.has_session and self.session.info.get(RIGHTS)
        return None if decides_on_rights else self._site_ids

    def savepoint(self) -> AbstractContextManager[object]:
        """A part of the transaction that may fail by itself: what it wrote is undone, the rest goes on."""
        return self.session.begin_nested()

    def announce(self, happened: Event, *, quietly: bool = False) -> None:
        """Run the reactions to it, then write the audit row and, where somebody must be notified, the outbox
        row; note it for live screens.

        `quietly`: nobody is notified now, because the alert is suppressed.
        """
        happened = self._react(happened)
        self.get(Audit).append(happened, at=self.now)
        self._notify(happened, quietly=quietly)

    def announce_all(self, several: Iterable[Event]) -> None:
        """Announce each in turn; the audit rows of all follow the reactions to the last of them, together."""
        happened = [self._react(each) for each in several]
        self.get(Audit).append_all(happened, at=self.now)
        for each in happened:
            self._notify(each, quietly=False)

    def _react(self, happened: Event) -> Event:
        for react in self._reactions.get(happened.kind, ()):
            happened = react(self, happened) or happened
        return happened

    def _notify(self, happened: Event, *, quietly: bool) -> None:
        if happened.notifies and not quietly:
            self.get(Outbox).add(happened, at=self.now)
        for noun, object_id in happened.about:
            self.changed[noun, object_id] = Changed(noun, object_id, happened.site_id)
        if happened.kind.is_of_site:
            self.hint(site_changed(happened.site_id))

    @property
    def hints(self) -> list[Changed]:
        """Changes that live screens hear of after the commit."""
        changes = list(self.changed.values())
        if self.has_session and self.session.info.get(RIGHTS):
            changes.append(Changed(RIGHTS, EVERYWHERE, EVERYWHERE))
        return changes

    def hint(self, changed: Changed) -> None:
        """Let live screens know of a change that is no event of its own."""
        self.changed[changed.kind, changed.object_id] = changed


class Database:
    """SQLite (one writer, WAL, FULL: committed means on disk) or PostgreSQL behind one interface."""

    def __init__(
        self,
        url: str,
        *,
        reactions: Reactions,
        audit_keys: KeySource,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_commit: Callable[[list[Changed]], None] = lambda changed: None,  # noqa: ARG005 - nobody listens
        answers_within_s: float | None = None,
    ) -> None:
        self.engine = make_engine(url, answers_within_s=answers_within_s)
        data_version.watch(self.engine)
        self.is_postgres = self.engine.dialect.name == "postgresql"
        self.reactions = reactions
        self.audit_keys = audit_keys
        self.clock = clock
        self.on_commit = on_commit
        self.damage: str | None = None
        """Error of the database when somebody met a damaged page; until this process is started again."""
        self.writes = SiteMarks()
        """Renewed by each transaction of this process that raised a version of the data."""
        self._full_at_s = -FULL_FOR_S
        self.writer = nullcontext() if self.is_postgres else OneWriter(self.engine.url.database)

    def transact(self, command: Callable[[Transaction], T]) -> T:
        """Run `command` in one transaction and commit it; on any exception nothing of it remains.

        A command that lost a race (unique key, deadlock) is run again from the start, so it must have no
        effect outside its transaction. Live screens hear of the changes only after the commit.
        """
        with self.noticing():
            return attempt(lambda: self._transact_once(command))

    def repeat(self, command: Callable[[Transaction], bool], *, at_most: int) -> int:
        """Run `command` in a transaction each time until it finds nothing to do; returns how often it did.

        After a long downtime the next run goes on where this one has done `at_most`.
        """
        done = 0
        while done < at_most and self.transact(command):
            done += 1
        return done

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

    def _transact_once(self, command: Callable[[Transaction], T]) -> T:
        with self.writer, self.session(expire_on_commit=False) as session:
            if not self.is_postgres:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            tx = Transaction(
                lambda: session, now=self.clock(), is_postgres=self.is_postgres, reactions=self.reactions
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

    def transact(self, command: Callable[[Transaction], T]) -> T:
        """As `Database.transact`. Errors of the driver come as they are, or wrapped by SQLAlchemy."""
        with self._database.noticing():
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


def attempt(once: Callable[[], T]) -> T:
    """Do it, and again if it lost a race."""
    for number in range(1, ATTEMPTS + 1):
        try:
            return once()
        except DBAPIError as error:
            if number == ATTEMPTS or not _is_lost_race(error):
                raise
    raise AssertionError("unreachable")


def _is_lost_race(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in RETRYABLE_SQLSTATES

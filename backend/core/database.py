"""The one way to the database: a transaction with its repositories, its time and its announcements."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from backend.alerts.store import Alerts
from backend.alerts.suppression.store import SuppressionStore
from backend.archive.records_store import Records
from backend.archive.related_store import Related
from backend.archive.store import Archives
from backend.cases.comments.store import Comments
from backend.cases.escalation.store import Supervisions
from backend.cases.evidence.store import EvidenceStore
from backend.cases.evidence.voices_store import Voices
from backend.cases.extensions.store import Extensions
from backend.cases.links.store import Links
from backend.cases.recheck.pictures_store import Pictures
from backend.cases.recheck.remediation_plan_store import Assurances
from backend.cases.recurrence.store import Repeats
from backend.cases.store import Cases
from backend.cases.tasks.store import Lanes
from backend.cases.tasks.task_rules_store import LaneRules
from backend.core.audit import Audit
from backend.core.engine import OneWriter, make_engine
from backend.core.events import Event
from backend.core.idempotency_store import Operations
from backend.core.outbox import Outbox
from backend.deadlines.store import Deadlines
from backend.hazards.store import Hazards
from backend.hazards.timeline.store import Threads
from backend.monitoring.observations_store import Observations
from backend.monitoring.partitions.store import Partitions
from backend.monitoring.scoring.store import Scores
from backend.notifications.store import Deliveries
from backend.people.store import People
from backend.policies.store import Policies
from backend.readings.rules import JournalRow
from backend.readings.series.append import append
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.devices.store import Devices
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from backend.tuning.shadows_store import Shadows
from backend.tuning.store import Indicators

T = TypeVar("T")
ATTEMPTS = 3
RETRYABLE_SQLSTATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock (PostgreSQL)


@dataclass(frozen=True, slots=True)
class Changed:
    """A hint for live screens, published after the commit: this object is not what it was."""

    kind: str
    object_id: UUID
    site_id: UUID


class Transaction:
    """What a command gets: repositories, `now` (once per transaction), and `announce`."""

    def __init__(
        self, open_session: Callable[[], Session], *, now: datetime, is_postgres: bool, driver: Any = None
    ) -> None:
        self._open_session = open_session
        self._driver = driver
        self.now = now
        self.is_postgres = is_postgres
        self.changed: dict[tuple[str, UUID], Changed] = {}

    @cached_property
    def session(self) -> Session:
        """Made when somebody asks; most batches of readings need none."""
        return self._open_session()

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Store readings at the end of the journal."""
        driver = self._driver or self.session.connection().connection.driver_connection
        append(driver, rows, is_postgres=self.is_postgres)

    def savepoint(self) -> AbstractContextManager[object]:
        """A part of the transaction that may fail by itself: what it wrote is undone, the rest goes on."""
        return self.session.begin_nested()

    def announce(self, happened: Event, *, quietly: bool = False) -> None:
        """Write the audit row and, where somebody must be told, the outbox row; note it for live screens.

        `quietly`: nobody is told now, because the alert is held back.
        """
        self.audit.append(happened, at=self.now)
        if happened.tells_somebody and not quietly:
            self.outbox.add(happened, at=self.now)
        for kind, object_id in (
            ("alert", happened.alert_id),
            ("case", happened.case_id),
            ("hazard_report", happened.report_id),
        ):
            if object_id is not None:
                self.changed[kind, object_id] = Changed(kind, object_id, happened.site_id)

    def hint(self, changed: Changed) -> None:
        """Let live screens know of a change that is no event of its own."""
        self.changed[changed.kind, changed.object_id] = changed

    @cached_property
    def alerts(self) -> Alerts:
        return Alerts(self.session)

    @cached_property
    def archives(self) -> Archives:
        return Archives(self.session)

    @cached_property
    def assurances(self) -> Assurances:
        return Assurances(self.session)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.session)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.session)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self.session)

    @cached_property
    def deadlines(self) -> Deadlines:
        return Deadlines(self.session)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.session)

    @cached_property
    def devices(self) -> Devices:
        return Devices(self.session)

    @cached_property
    def evidence(self) -> EvidenceStore:
        return EvidenceStore(self.session)

    @cached_property
    def extensions(self) -> Extensions:
        return Extensions(self.session)

    @cached_property
    def hazards(self) -> Hazards:
        return Hazards(self.session)

    @cached_property
    def indicators(self) -> Indicators:
        return Indicators(self.session)

    @cached_property
    def lane_rules(self) -> LaneRules:
        return LaneRules(self.session)

    @cached_property
    def lanes(self) -> Lanes:
        return Lanes(self.session)

    @cached_property
    def links(self) -> Links:
        return Links(self.session)

    @cached_property
    def observations(self) -> Observations:
        return Observations(self.session)

    @cached_property
    def operations(self) -> Operations:
        return Operations(self.session)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.session)

    @cached_property
    def partitions(self) -> Partitions:
        return Partitions(self.session)

    @cached_property
    def people(self) -> People:
        return People(self.session)

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self.session)

    @cached_property
    def policies(self) -> Policies:
        return Policies(self.session)

    @cached_property
    def quarantine(self) -> Quarantine:
        return Quarantine(self.session)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.session, self.is_postgres)

    @cached_property
    def records(self) -> Records:
        return Records(self.session)

    @cached_property
    def related(self) -> Related:
        return Related(self.session)

    @cached_property
    def repeats(self) -> Repeats:
        return Repeats(self.session)

    @cached_property
    def scores(self) -> Scores:
        return Scores(self.session)

    @cached_property
    def sensors(self) -> Sensors:
        return Sensors(self.session)

    @cached_property
    def shadows(self) -> Shadows:
        return Shadows(self.session)

    @cached_property
    def sites(self) -> Sites:
        return Sites(self.session)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.session)

    @cached_property
    def supervisions(self) -> Supervisions:
        return Supervisions(self.session)

    @cached_property
    def suppression(self) -> SuppressionStore:
        return SuppressionStore(self.session)

    @cached_property
    def threads(self) -> Threads:
        return Threads(self.session)

    @cached_property
    def voices(self) -> Voices:
        return Voices(self.session)


class Database:
    """SQLite (one writer, WAL, FULL: committed means on disk) or PostgreSQL behind one interface."""

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_commit: Callable[[list[Changed]], None] = lambda changed: None,  # noqa: ARG005 - nobody listens
    ) -> None:
        self.engine = make_engine(url)
        self.is_postgres = self.engine.dialect.name == "postgresql"
        self.clock = clock
        self.on_commit = on_commit
        self.writer = nullcontext() if self.is_postgres else OneWriter(self.engine.url.database)

    def transact(self, command: Callable[[Transaction], T]) -> T:
        """Run `command` in one transaction and commit it; on any exception nothing of it remains.

        A command that lost a race (unique key, deadlock) is run again from the start, so it must have no
        effect outside its transaction. Live screens hear of the changes only after the commit.
        """
        return attempt(lambda: self._transact_once(command))

    def read(self, question: Callable[[Session], T]) -> T:
        """Answer a question without taking the writer's place."""
        with Session(self.engine, autoflush=False) as session:
            return question(session)

    @cached_property
    def lane(self) -> "Lane":
        """The one for whoever commits all the time."""
        return Lane(self)

    def dispose(self) -> None:
        if "lane" in vars(self):
            self.lane.close()
        self.engine.dispose()
        if isinstance(self.writer, OneWriter):
            self.writer.close()

    def _transact_once(self, command: Callable[[Transaction], T]) -> T:
        with self.writer, Session(self.engine, expire_on_commit=False) as session:
            if not self.is_postgres:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            tx = Transaction(lambda: session, now=self.clock(), is_postgres=self.is_postgres)
            answer = command(tx)
            try:
                session.commit()
            except BaseException:
                # A failed COMMIT may leave the transaction open; nobody must inherit it with the connection.
                session.invalidate()
                raise
        if tx.changed:
            self.on_commit(list(tx.changed.values()))
        return answer


class Lane:
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
        if tx.changed:
            database.on_commit(list(tx.changed.values()))
        return answer

    def _carry_out(self, command: Callable[[Transaction], T]) -> tuple[Transaction, T]:
        database = self._database
        connection = self._connection = self._connection or database.engine.connect()
        driver: Any = connection.connection.driver_connection
        if not database.is_postgres:
            driver.execute("BEGIN IMMEDIATE")
        with ExitStack() as sessions:
            tx = Transaction(
                lambda: sessions.enter_context(Session(connection, expire_on_commit=False)),
                now=database.clock(),
                is_postgres=database.is_postgres,
                driver=driver,
            )
            answer = command(tx)
            if "session" in vars(tx):
                tx.session.commit()
            driver.commit()  # what went past the session; nothing is left to do if nothing did
        return tx, answer

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

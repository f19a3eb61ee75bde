"""The leases of partitions, and which evaluators are alive."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Session, SQLModel

from backend.core.table_marks import UNSEEN, Timers, runs
from backend.core.types import UtcDateTime
from backend.monitoring.partitions.rules import Lease, Position

# `last_ms` and `last_seq` are the id of the last stream entry whose readings are committed.
partition_leases = Table(
    "partition_leases",
    SQLModel.metadata,
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("owner", String),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    Column("expires_at", UtcDateTime),
    Column("last_ms", BigInteger, nullable=False, server_default="0"),
    Column("last_seq", BigInteger, nullable=False, server_default="0"),
    info=UNSEEN | runs(Timers(("expires_at",), both_ways=True)),
)

# One that holds nothing yet counts too: the others make room for it.
evaluators = Table(
    "evaluators",
    SQLModel.metadata,
    Column("owner", String, primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
    info=UNSEEN | runs(Timers(("expires_at",), both_ways=True)),
)


KNOW = text("INSERT INTO partition_leases (partition) VALUES (:partition) ON CONFLICT DO NOTHING")
END_CONNECTIONS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name IN :owners"
).bindparams(bindparam("owners", expanding=True))
_leases = partition_leases.c
_LEASE = (_leases.partition, _leases.epoch, _leases.last_ms, _leases.last_seq)


class Partitions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def know(self, partitions: int) -> None:
        """Make sure that there is a lease to take for each of 0 to `partitions` - 1."""
        connection = self._session.connection()
        if (connection.scalar(select(func.count()).select_from(partition_leases)) or 0) < partitions:
            connection.execute(KNOW, [{"partition": number} for number in range(partitions)])

    def attend(self, owner: str, *, now: datetime, until: datetime) -> int:
        """Record that this evaluator is alive until then. Returns the number of living ones, itself
        included.
        """
        connection = self._session.connection()
        seen = connection.execute(
            update(evaluators).where(evaluators.c.owner == owner).values(expires_at=until)
        )
        if not seen.rowcount:
            connection.execute(evaluators.insert().values(owner=owner, expires_at=until))
            connection.execute(delete(evaluators).where(evaluators.c.expires_at <= now))
        return self.alive(now=now)

    def alive(self, *, now: datetime) -> int:
        """Return the number of evaluators that are alive."""
        alive = select(func.count()).select_from(evaluators).where(evaluators.c.expires_at > now)
        return self._session.connection().scalar(alive) or 0

    def leave(self, owner: str) -> None:
        """This evaluator has ended."""
        self._session.connection().execute(delete(evaluators).where(evaluators.c.owner == owner))

    def renew(self, owner: str, *, until: datetime) -> list[Lease]:
        """The leases that this owner still has. They are locked: nobody takes one before we commit."""
        statement = (
            update(partition_leases).where(_leases.owner == owner).values(expires_at=until).returning(*_LEASE)
        )
        return _leases_of(self._session.connection().execute(statement))

    def of(self, owner: str) -> list[Lease]:
        """The leases of this owner, as they stand."""
        return _leases_of(self._session.connection().execute(select(*_LEASE).where(_leases.owner == owner)))

    def claim(self, owner: str, *, now: datetime, until: datetime, limit: int) -> list[Lease]:
        """Take up to `limit` leases that are free or have run out, each with its next epoch.

        A row that is locked is in use, whatever its time says, and is passed over.
        """
        connection = self._session.connection()
        is_free = or_(_leases.owner.is_(None), _leases.expires_at <= now)
        free = connection.scalars(
            select(_leases.partition)
            .where(is_free)
            .order_by(_leases.partition)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        statement = (
            update(partition_leases)
            .where(_leases.partition.in_(free))
            .values(owner=owner, epoch=_leases.epoch + 1, expires_at=until)
            .returning(*_LEASE)
        )
        return _leases_of(connection.execute(statement)) if free else []

    def end_paused(self, *, before: datetime) -> list[str]:
        """End the connections of evaluators whose leases ran out before then; returns their names.

        Theirs are the rows that `claim` passes over. Whatever they were writing is undone; one that wakes
        finds its connections closed. SQLite has no server that could wait for anybody.
        """
        connection = self._session.connection()
        late = select(_leases.owner).where(_leases.expires_at <= before).distinct()
        owners = [owner for owner in connection.scalars(late) if owner is not None]
        if owners and connection.dialect.name == "postgresql":
            connection.execute(END_CONNECTIONS, {"owners": owners})
        return owners

    def give_back(self, owner: str, partitions: Iterable[int]) -> None:
        """Leave these to the others, at once."""
        is_ours = and_(_leases.owner == owner, _leases.partition.in_(list(partitions)))
        self._session.connection().execute(
            update(partition_leases).where(is_ours).values(owner=None, expires_at=None)
        )

    def advance(self, held: Mapping[int, Lease], reached: Mapping[int, Position]) -> int:
        """Move partitions on in the epochs in which they are held; returns how many could be moved."""
        statement = (
            update(partition_leases)
            .where(_leases.partition == bindparam("of"), _leases.epoch == bindparam("in_epoch"))
            .where(
                or_(
                    _leases.last_ms < bindparam("ms"),
                    and_(_leases.last_ms == bindparam("ms"), _leases.last_seq < bindparam("seq")),
                )
            )
            .values(last_ms=bindparam("ms"), last_seq=bindparam("seq"))
        )
        rows = [
            {"of": partition, "in_epoch": held[partition].epoch, "ms": ms, "seq": seq}
            for partition, (ms, seq) in sorted(reached.items())
        ]
        return self._session.connection().execute(statement, rows).rowcount if rows else 0

    def reached(self) -> dict[int, Position]:
        """The last entry of each partition whose readings are committed."""
        rows = self._session.connection().execute(
            select(_leases.partition, _leases.last_ms, _leases.last_seq)
        )
        return {partition: (ms, seq) for partition, ms, seq in rows}

    def rewind(self, lease: Lease) -> None:
        """Start this partition over: its stream is another one than the one that was read."""
        is_it = and_(_leases.partition == lease.partition, _leases.epoch == lease.epoch)
        self._session.connection().execute(
            update(partition_leases).where(is_it).values(last_ms=0, last_seq=0)
        )


def _leases_of(rows: Iterable[tuple[int, int, int, int]]) -> list[Lease]:
    return sorted(
        (Lease(partition, epoch, (ms, seq)) for partition, epoch, ms, seq in rows),
        key=lambda lease: lease.partition,
    )

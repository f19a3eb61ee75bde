"""The wall clock was set: what runs by it moves with it, once, in the first transaction after that.

A deadline, a retry, a lease says when by the wall clock and means a time that passes. The steady clock of the
machine tells by how much the wall clock was set. Of a machine that was switched off meanwhile it tells
nothing: there whatever began later than now counts as begun now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    func,
    literal_column,
    select,
    text,
    type_coerce,
    update,
)
from sqlmodel import Session, SQLModel

from backend.core.table_marks import TIMERS, Timers
from backend.core.tables import MachineClockRow
from backend.core.types import UtcDateTime

log = structlog.get_logger(__name__)
JUMP: Final = timedelta(seconds=1)
"""A smaller step is how a time service sets a clock right without a jump."""
SEEN_EVERY: Final = timedelta(seconds=5)
"""How often a job looks at both clocks."""
NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Known:
    """Knowledge of the wall clock in this run of the machine: see the row."""

    zero_at: datetime
    forward: timedelta = NOTHING
    forward_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """How far the wall clock was set, negative: back. `forward`, `forward_at`: how far it was ahead before,
    and since when; what began earlier began when it was right. `only_ahead`: only what began later than `now`
    moves, because nothing else is known.
    """

    by: timedelta
    now: datetime
    forward: timedelta = NOTHING
    forward_at: datetime | None = None
    only_ahead: bool = False

    def moves(self, since: datetime | None, *, both_ways: bool = False) -> timedelta:
        """By how much what began then has to move."""
        if self.by > NOTHING:
            return self.by if both_ways else NOTHING
        if since is None or since > self.now:
            return self.by
        if self.only_ahead:
            return NOTHING
        began_before = self.forward_at is not None and since < self.forward_at
        return min(self.by + self.forward, NOTHING) if began_before else self.by


def jumped(known: Known, zero_at: datetime, now: datetime) -> tuple[Jump, Known]:
    """Return the jump that another beginning of the steady clock means, and what is known then."""
    by = zero_at - known.zero_at
    jump = Jump(by, now, known.forward, known.forward_at)
    if by > NOTHING:
        return jump, Known(zero_at, known.forward + by, known.forward_at or now)
    forward = max(known.forward + by, NOTHING)
    forward_at = known.forward_at + by if known.forward_at and forward else None
    return jump, Known(zero_at, forward, forward_at)


def follow(
    session: Session, *, now: datetime, boot_id: str, steady_s: float, before: datetime | None = None
) -> timedelta:
    """Look at both clocks, and move what runs by the wall clock if that was set; returns by how much.

    Twice, or by two processes, is the same as once: the row of the machine is locked and says what was
    followed already. `before`: when the steady clock began as this process knew it, where there is no row.
    """
    zero_at = now - timedelta(seconds=steady_s)
    row = session.get(MachineClockRow, boot_id, with_for_update=True)
    if row is None:
        jump, known = _first_look(session, now, zero_at, before)
        row = MachineClockRow(boot_id=boot_id, zero_at=zero_at, seen_at=now)
    else:
        forward = timedelta(seconds=row.forward_s)
        jump, known = jumped(Known(row.zero_at, forward, row.forward_at), zero_at, now)
        if abs(jump.by) < JUMP:
            row.zero_at, row.seen_at = zero_at, now
            session.add(row)
            return NOTHING
    row.zero_at, row.seen_at = zero_at, now
    row.forward_s, row.forward_at = known.forward.total_seconds(), known.forward_at
    session.add(row)
    session.flush()
    if jump.by:
        log.warning("the wall clock was set", seconds=jump.by.total_seconds())
        move_timers(session, jump)
    return jump.by


def _first_look(
    session: Session, now: datetime, zero_at: datetime, before: datetime | None
) -> tuple[Jump, Known]:
    """The machine was switched on: its clock was set back if it shows less than it did the last time."""
    if before is not None:
        return jumped(Known(before), zero_at, now)
    seen_at = last_seen(session)
    back = NOTHING if seen_at is None else min(now - seen_at, NOTHING)
    return Jump(back if -back >= JUMP else NOTHING, now, only_ahead=True), Known(zero_at)


def last_seen(session: Session) -> datetime | None:
    """Return the latest time that the wall clock is known to have shown, also before the machine was off."""
    return session.connection().scalar(select(func.max(MachineClockRow.seen_at)))


def move_timers(session: Session, jump: Jump) -> None:
    """Move the times of all that runs, by the marks of the tables."""
    connection = session.connection()
    found = [
        (table, timers, _moves(connection, table, timers, jump))
        for table in SQLModel.metadata.sorted_tables
        for timers in table.info.get(TIMERS, ())
    ]
    for table, timers, rows in found:  # once all is read: what one began by may be in another
        if rows:
            keys = (key == bindparam(f"key_{n}") for n, key in enumerate(table.primary_key.columns))
            values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in timers.columns}
            connection.execute(update(table).where(*keys).values(values), rows)
    session.expire_all()


def _moves(connection: Connection, table: Table, timers: Timers, jump: Jump) -> list[dict[str, Any]]:
    """Return the rows that move, by their keys, and where to."""
    if jump.by > NOTHING and not timers.both_ways:
        return []
    keys = list(table.primary_key.columns)
    began = type_coerce(literal_column(timers.since or "NULL"), UtcDateTime())
    statement = select(*keys, *(table.c[name] for name in timers.columns), began)
    if timers.while_:
        statement = statement.where(text(timers.while_))
    if timers.since and (timers.only_ahead or jump.only_ahead):
        statement = statement.where(began > jump.now)  # of what may be months of rows a few
    rows = (_moved(row, timers, jump) for row in connection.execute(statement))
    return [row for row in rows if row is not None]


def _moved(row: Any, timers: Timers, jump: Jump) -> dict[str, Any] | None:
    *keys, began = row
    times = [keys.pop() for _ in timers.columns][::-1]
    if timers.since and began is None:
        return None
    by = jump.moves(began, both_ways=timers.both_ways)
    if not by or not any(times):
        return None
    moved = (None if at is None else at + by for at in times)
    names = (f"to_{name}" for name in timers.columns)
    return {f"key_{n}": key for n, key in enumerate(keys)} | dict(zip(names, moved, strict=True))

"""Deadlines as rows."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.columns import columns_of, value_of, write_over
from backend.core.statements import among
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.people.accounts.hand_over_store import hand_over

RUNNING: Final = (
    select(DeadlineRow)
    .where(among(col(DeadlineRow.object_id), "objects"))
    .where(col(DeadlineRow.ended_at).is_(None), col(DeadlineRow.task_id).is_(None))
    .with_for_update()
)


class Deadlines:
    def __init__(self, session: Session) -> None:
        self._session = session

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give the running deadlines of this person to another one; returns how many. None: count only."""
        is_running = col(DeadlineRow.ended_at).is_(None)
        theirs = (col(DeadlineRow.site_id) == site_id, col(DeadlineRow.owner_id) == of, is_running)
        return hand_over(self._session, DeadlineRow, "owner_id", theirs, to)

    def add_all(self, several: Iterable[tuple[Deadline, datetime | None]]) -> None:
        """Keep new deadlines, each with the time of its next mark; thousands by one statement."""
        rows = [
            {**columns_of(deadline, key="deadline_id"), "next_at": next_at} for deadline, next_at in several
        ]
        self._session.flush()
        if rows:
            self._session.execute(insert(DeadlineRow), rows)

    def put(self, deadline: Deadline, *, next_at: datetime | None) -> None:
        row = self._session.get_one(DeadlineRow, deadline.deadline_id)
        write_over(row, columns_of(deadline, key="deadline_id"))
        row.next_at = next_at
        self._session.add(row)
        self._session.flush()

    def running(
        self, object_id: UUID, step: DeadlineStep | None = None, *, task_id: UUID | None = None
    ) -> list[Deadline]:
        """Return the running deadlines of this object (one step, or all; of one task of a case, or of no
        task), locked.
        """
        statement = select(DeadlineRow).where(
            DeadlineRow.object_id == object_id, col(DeadlineRow.ended_at).is_(None)
        )
        if step is not None:
            statement = statement.where(DeadlineRow.step == step)
        return self._locked(statement.where(DeadlineRow.task_id == task_id))

    def running_of(self, object_ids: Collection[UUID]) -> list[Deadline]:
        """Return the running deadlines of these objects, of no task, locked."""
        found = self._session.exec(RUNNING, params={"objects": list(object_ids)}) if object_ids else ()
        return [deadline_of(row) for row in found]

    def end(self, object_ids: Collection[UUID], *, at: datetime) -> None:
        """End every running deadline of these objects, of no task."""
        for row in self._session.exec(RUNNING, params={"objects": list(object_ids)}) if object_ids else ():
            row.ended_at, row.next_at = at, None
            self._session.add(row)

    def running_anywhere(self, case_id: UUID) -> list[Deadline]:
        """Return the running deadlines of this case and of all its tasks, locked."""
        statement = select(DeadlineRow).where(
            DeadlineRow.object_id == case_id, col(DeadlineRow.ended_at).is_(None)
        )
        return self._locked(statement)

    def of_case(self, case_id: UUID) -> list[Deadline]:
        """Return every deadline of this case and its tasks, over or not, in the order they began."""
        statement = select(DeadlineRow).where(DeadlineRow.object_id == case_id)
        rows = self._session.exec(statement.order_by(col(DeadlineRow.started_at), col(DeadlineRow.id)))
        return [deadline_of(row) for row in rows]

    def is_over(self, deadline_id: UUID) -> bool:
        """Whether its step was taken, or nobody waits for it any more."""
        statement = select(DeadlineRow.ended_at).where(DeadlineRow.id == deadline_id)
        return self._session.exec(statement).one() is not None

    def find(self, deadline_id: UUID) -> Deadline | None:
        """Return this one, if it is still there."""
        row = self._session.get(DeadlineRow, deadline_id)
        return None if row is None else deadline_of(row)

    def next_due(self, *, now: datetime) -> Deadline | None:
        """The oldest one whose next mark is reached, locked; another worker's is skipped."""
        statement = (
            select(DeadlineRow)
            .where(col(DeadlineRow.next_at) <= now)
            .order_by(col(DeadlineRow.next_at))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return next((deadline_of(row) for row in self._session.exec(statement)), None)

    def _locked(self, statement: SelectOfScalar[DeadlineRow]) -> list[Deadline]:
        return [deadline_of(row) for row in self._session.exec(statement.with_for_update())]


def deadline_of(row: DeadlineRow) -> Deadline:
    return value_of(row, Deadline, key="deadline_id")

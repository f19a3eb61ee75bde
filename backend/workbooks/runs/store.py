"""Workbooks on their way in as rows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.workbooks.runs.rules import IN_WORK, Run, RunState
from backend.workbooks.runs.tables import WorkbookFileRow, WorkbookRunRow

_IS_IN_WORK = col(WorkbookRunRow.state).in_([each.value for each in IN_WORK])


class Runs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, run_id: UUID) -> Run | None:
        """The run, locked for this transaction."""
        row = self._session.get(WorkbookRunRow, run_id, with_for_update=True)
        return run_of(row) if row else None

    def in_work(self, site_id: UUID) -> Run | None:
        """The workbook that a process is at work on at this site, or was when it ended."""
        statement = select(WorkbookRunRow).where(WorkbookRunRow.site_id == site_id, _IS_IN_WORK)
        row = self._session.exec(statement.with_for_update()).first()
        return run_of(row) if row else None

    def add(self, run: Run, content: bytes) -> None:
        """Add it in the place of earlier ones of the same person and site."""
        earlier = select(WorkbookRunRow.id).where(
            WorkbookRunRow.person_id == run.person_id, WorkbookRunRow.site_id == run.site_id
        )
        self._remove(self._session.exec(earlier).all())
        self._session.add(WorkbookRunRow(**columns_of(run, key="run_id")))
        self._session.flush()
        self._session.add(WorkbookFileRow(run_id=run.run_id, content=content))
        self._session.flush()

    def content(self, run_id: UUID) -> bytes:
        """The file. Raises Refused(NOT_FOUND) where it is not kept any more."""
        row = self._session.get(WorkbookFileRow, run_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "the file is not kept any more")
        return row.content

    def put(self, run: Run) -> None:
        """Write over the run; without `has_content` its file goes."""
        of_run = col(WorkbookRunRow.id) == run.run_id
        self._session.execute(update(WorkbookRunRow).where(of_run).values(columns_of(run, key="run_id")))
        if not run.has_content:
            self._session.execute(delete(WorkbookFileRow).where(col(WorkbookFileRow.run_id) == run.run_id))
        self._session.expire_all()

    def interrupt_all(self, *, at: datetime) -> None:
        """Mark all runs at work as interrupted: nobody is at work on them."""
        ended = {"state": RunState.INTERRUPTED.value, "lease_until": None, "changed_at": at}
        self._session.execute(update(WorkbookRunRow).where(_IS_IN_WORK).values(ended))

    def _remove(self, run_ids: Sequence[UUID]) -> None:
        self._session.execute(delete(WorkbookFileRow).where(one_of(col(WorkbookFileRow.run_id), run_ids)))
        self._session.execute(delete(WorkbookRunRow).where(one_of(col(WorkbookRunRow.id), run_ids)))


def run_of(row: WorkbookRunRow) -> Run:
    return value_of(row, Run, key="run_id")

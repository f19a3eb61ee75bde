"""The workbook that somebody sent last, who is at work on another one, and what others did meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.tables import PersonRow
from backend.workbooks.runs.rules import IN_WORK, MOST_CHANGES, Run
from backend.workbooks.runs.store import run_of
from backend.workbooks.runs.tables import WorkbookRunRow
from backend.workbooks.sheets_rules import SHEETS

NOUNS: Final = (
    "DEPARTMENT",
    "POST",
    "PERSON",
    "AREA",
    "EQUIPMENT",
    "SENSOR",
    "SOURCE",
    "TAG",
    "RISK",
    "WORKBOOK_IMPORTED",
)
"""First words of the kinds of events that may change what a workbook does."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Something that somebody did. `by`: None for the product itself."""

    kind: str
    at: datetime
    by: Text | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Busy:
    """The person whose workbook is at work at a site, and since when."""

    by: Text
    since: datetime


def run(session: Session, viewer: Viewer, run_id: UUID) -> Run | None:
    """A workbook of the viewer's own."""
    row = session.get(WorkbookRunRow, run_id)
    return run_of(row) if row and _is_theirs(row, viewer) else None


def last_run(session: Session, viewer: Viewer, site_id: UUID) -> Run | None:
    """The workbook that the viewer sent last at this site."""
    statement = (
        select(WorkbookRunRow)
        .where(WorkbookRunRow.person_id == viewer.person_id, WorkbookRunRow.site_id == site_id)
        .order_by(col(WorkbookRunRow.started_at).desc())
    )
    row = session.exec(statement.limit(1)).first()
    return run_of(row) if row and _is_theirs(row, viewer) else None


def busy(session: Session, viewer: Viewer, site_id: UUID, now: datetime) -> Busy | None:
    """Return the other person at work on a workbook, for viewers who may be; None for nobody."""
    if not may_see(viewer, site_id):
        return None
    statement = (
        select(WorkbookRunRow, PersonRow.name_zh, PersonRow.name_en)
        .join(PersonRow, col(PersonRow.id) == WorkbookRunRow.person_id)
        .where(WorkbookRunRow.site_id == site_id, WorkbookRunRow.person_id != viewer.person_id)
        .where(col(WorkbookRunRow.state).in_([each.value for each in IN_WORK]))
    )
    for row, zh, en in session.exec(statement):
        if run_of(row).state_at(now) in IN_WORK:
            return Busy(Text(zh, en), row.changed_at)
    return None


def meanwhile(session: Session, viewer: Viewer, run: Run) -> Sequence[Meanwhile]:
    """Return the changes at the site since the viewer's workbook was checked, the newest first."""
    if not may_see(viewer, run.site_id):
        return ()
    statement = (
        sql_select(
            col(AuditRow.kind),
            col(AuditRow.at),
            col(AuditRow.by),
            col(PersonRow.name_zh),
            col(PersonRow.name_en),
        )
        .outerjoin(PersonRow, col(PersonRow.id) == col(AuditRow.by))
        .where(col(AuditRow.site_id) == run.site_id, col(AuditRow.position) > run.position)
        .order_by(col(AuditRow.position).desc())
    )
    found = []
    for kind, at, by, zh, en in session.connection().execute(statement.limit(1_000)):
        if kind.startswith(NOUNS):
            found.append(Meanwhile(kind, at, Text(zh, en) if by else None, viewer.is_person(by)))
        if len(found) == MOST_CHANGES:
            break
    return found


def _is_theirs(row: WorkbookRunRow, viewer: Viewer) -> bool:
    return viewer.is_person(row.person_id) and may_see(viewer, row.site_id)


def may_see(viewer: Viewer, site_id: UUID) -> bool:
    """Whether the viewer takes any sheet of this site in or out."""
    return any(viewer.may(each.seen_with, site_id=site_id) for each in SHEETS)

"""Archived cases: found by their words, and compared with what was written down when they were archived."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.archive.filters_queries import ArchiveFilter, ArchiveSortBy, conditions, rank, sort_column
from backend.archive.records_store import LaterRow
from backend.archive.rules import Snapshot, reporters, snapshot_hash, with_names
from backend.archive.search_rules import SnippetPart, snippet
from backend.archive.tables import ArchiveTextRow
from backend.cases import queries as cases
from backend.cases.events import CASE_ARCHIVED, CASE_REOPENED, DUPLICATE_LINKED
from backend.cases.rules import Case, CaseOutcome
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.core.audit import concerning
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.paging import Page
from backend.core.sorting import Sort, sorted_part
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.waiting import Part, page_of_parts
from backend.hazards.events import DISPOSAL_THANKED, OBJECTION_REJECTED, OBJECTION_UPHELD, REPORT_OBJECTED
from backend.hazards.tables import ReportLinkRow
from backend.people.queries import PersonView, named
from backend.people.queries import by_ids as people_by_ids
from backend.people.rules import shown_at

AFTERWARDS = (
    DISPOSAL_THANKED,
    REPORT_OBJECTED,
    OBJECTION_UPHELD,
    OBJECTION_REJECTED,
    CASE_REOPENED,
    DUPLICATE_LINKED,
)
"""Events that still happen to a case that is over."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    view: Case
    archived_at: datetime
    outcome: CaseOutcome
    snippet: tuple[SnippetPart, ...]


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """`hash` was kept with the archive, `computed` is that of the snapshot as it lies there now.

    `chained`: what the audit chain says the hash was; None where it says nothing.
    """

    hash: str
    computed: str
    chained: str | None
    chain_position: int | None

    @property
    def is_intact(self) -> bool:
        return self.hash == self.computed == self.chained


def page(
    session: Session,
    viewer: Viewer,
    which: ArchiveFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[ArchiveSortBy] | None = None,
) -> Page[FoundCase]:
    """Archived cases that hold every word of the query: in the heading first, newest first; or sorted by one
    column.
    """

    def found(rows: list[Any]) -> list[FoundCase]:
        views = cases.by_ids(session, viewer, [row.case_id for row in rows])
        return [_found(row, views[row.case_id], which.terms) for row in rows]

    wanted = select(ArchiveTextRow).where(*conditions(session, viewer, which))
    case_id = col(ArchiveTextRow.case_id)
    part = Part(wanted, (rank(which.terms), col(ArchiveTextRow.archived_at), case_id), descends=True)
    if sort is not None:
        part = sorted_part(wanted, sort_column(sort.by), case_id, descends=sort.descends)
    return page_of_parts(session, (part,), found, first=first, after=after)


def snapshot(session: Session, viewer: Viewer, case_id: UUID) -> tuple[Snapshot, str]:
    """The frozen case and the hash kept with it. Raises Refused(NOT_FOUND).

    Reporters whom the viewer may not know have a role in the place of their name, whatever else they did.
    """
    row = _row(session, viewer, case_id)
    people = people_by_ids(session, viewer, {UUID(each) for each in reporters(row.snapshot)})
    site_id = session.get_one(CaseRow, case_id).site_id
    shown = {person_id: named(viewer, view, site_id=site_id).person for person_id, view in people.items()}
    hidden = {str(each): asdict(person.name) for each, person in shown.items() if person.person_id != each}
    return with_names(row.snapshot, hidden) if hidden else row.snapshot, row.hash


def check(session: Session, viewer: Viewer, case_id: UUID) -> ArchiveCheck:
    """Compute the hash of the snapshot anew. Raises Refused(NOT_FOUND)."""
    row = _row(session, viewer, case_id)
    statement = (
        select(AuditRow.position, AuditRow.note)
        .where(concerning(case=[case_id]), AuditRow.kind == CASE_ARCHIVED)
        .order_by(col(AuditRow.position))
    )
    position, chained = session.exec(statement).first() or (None, None)
    return ArchiveCheck(row.hash, snapshot_hash(row.snapshot), chained, position)


def later(session: Session, viewer: Viewer, case_id: UUID) -> list[LaterRow]:
    """Return the events of an archived case since: thanks, objections. Raises Refused(NOT_FOUND)."""
    _row(session, viewer, case_id)
    sealed = select(func.max(AuditRow.id)).where(concerning(case=[case_id]), AuditRow.kind == CASE_ARCHIVED)
    own = select(CaseRow.report_id).where(CaseRow.id == case_id, col(CaseRow.report_id).is_not(None))
    follows = select(ReportLinkRow.report_id).where(ReportLinkRow.case_id == case_id)
    reports = [each for each in (*session.exec(own), *session.exec(follows)) if each]
    statement = (
        select(AuditRow)
        .where(col(AuditRow.id) > sealed.scalar_subquery(), col(AuditRow.kind).in_(AFTERWARDS))
        .where(concerning(case=[case_id], linked_case=[case_id], hazard_report=reports))
        .order_by(col(AuditRow.position))
    )
    rows = list(session.exec(statement))
    people = people_by_ids(session, viewer, {row.by for row in rows if row.by})
    return [
        LaterRow(
            row.position,
            shown_at(row.at, by=row.by),
            row.kind,
            who.person.name if who else None,
            row.note,
        )
        for row in rows
        for who in (_who(row, viewer, people),)
    ]


def _who(row: AuditRow, viewer: Viewer, people: Mapping[UUID, PersonView]) -> PersonView | None:
    """Return the person who did it, as the viewer may know them."""
    found = people.get(row.by) if row.by else None
    if found is None or not EventKind.of(row.kind).is_by_reporter:
        return found
    return named(viewer, found, site_id=row.site_id)


def _row(session: Session, viewer: Viewer, case_id: UUID) -> CaseArchiveRow:
    statement = (
        select(CaseArchiveRow)
        .join(CaseRow, col(CaseRow.id) == CaseArchiveRow.case_id)
        .where(CaseArchiveRow.case_id == case_id, col(CaseRow.site_id).in_(viewer.site_ids))
    )
    row = session.exec(statement).first()
    if row is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such archive at the viewer's sites")
    return row


def _found(row: Any, view: Case, wanted: tuple[str, ...]) -> FoundCase:
    rest = row.body[len(row.heading) :].strip("\n")
    shown = snippet(rest, wanted) or snippet(row.heading, wanted)
    return FoundCase(view, row.archived_at, CaseOutcome(row.outcome), shown)

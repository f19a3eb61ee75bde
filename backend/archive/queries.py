"""Archived cases: found by their words, and compared with what was written down when they were archived."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, case, column, func, text, tuple_
from sqlmodel import Session, col, select

from backend.archive.records_store import LaterRow
from backend.archive.rules import Snapshot, reporters, snapshot_hash, with_names
from backend.archive.search_rules import SnippetPart, snippet, terms
from backend.archive.tables import ArchiveTextRow
from backend.cases import queries as cases
from backend.cases.events import CASE_ARCHIVED, CASE_REOPENED, DUPLICATE_LINKED
from backend.cases.queries import CaseView
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.core.audit import concerning
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.paging import Page, check_first, decode, encode
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.hazards.events import DISPOSAL_THANKED, OBJECTION_REJECTED, OBJECTION_UPHELD, REPORT_OBJECTED
from backend.hazards.tables import ReportLinkRow
from backend.people.queries import PersonView, named
from backend.people.queries import by_ids as people_by_ids

GRAM: str = "archive_grams"
SHORTEST_GRAM = 3
"""SQLite's index knows text by its pieces of three characters; a shorter word is looked for in every text."""


AFTERWARDS = (
    DISPOSAL_THANKED,
    REPORT_OBJECTED,
    OBJECTION_UPHELD,
    OBJECTION_REJECTED,
    CASE_REOPENED,
    DUPLICATE_LINKED,
)
"""What is still said about a case that is over."""


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """`from_at` is included, `to_at` is not."""

    outcomes: Sequence[CaseOutcome] | None = None
    tiers: Sequence[Tier] | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundCase:
    view: CaseView
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
    session: Session, viewer: Viewer, query: str, which: ArchiveFilter, *, first: int, after: str | None
) -> Page[FoundCase]:
    """Archived cases that hold every word of the query: in the heading first, newest first."""
    wanted = terms(query)
    if any(at is not None and at.tzinfo is None for at in (which.from_at, which.to_at)):
        raise Refused(ErrorCode.INVALID_INPUT, "a time needs a zone")
    rank = _rank(wanted)
    statement = select(ArchiveTextRow, rank).where(*_conditions(session, viewer, wanted, which))
    key = tuple_(rank, col(ArchiveTextRow.archived_at), col(ArchiveTextRow.case_id))
    if after is not None:
        ranked, archived_at, case_id = decode(after, int, datetime.fromisoformat, UUID)
        statement = statement.where(key < tuple_(ranked, archived_at, case_id))
    statement = statement.order_by(
        rank.desc(), col(ArchiveTextRow.archived_at).desc(), col(ArchiveTextRow.case_id).desc()
    )
    rows = list(session.exec(statement.limit(check_first(first) + 1)))
    views = cases.by_ids(session, viewer, [row.case_id for row, _ in rows[:first]])
    items = tuple(
        (encode((found, row.archived_at, row.case_id)), _found(row, views[row.case_id], wanted))
        for row, found in rows[:first]
    )
    return Page(items, len(rows) > first)


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
    """What was said and done about an archived case since: thanks, objections. Raises Refused(NOT_FOUND)."""
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
        LaterRow(row.position, row.at, row.kind, who.person.name if who else None, row.note)
        for row in rows
        for who in (_who(row, viewer, people),)
    ]


def _who(row: AuditRow, viewer: Viewer, people: Mapping[UUID, PersonView]) -> PersonView | None:
    """Who did it, as the viewer may know them."""
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


def _found(row: ArchiveTextRow, view: CaseView, wanted: tuple[str, ...]) -> FoundCase:
    rest = row.body[len(row.heading) :].strip("\n")
    shown = snippet(rest, wanted) or snippet(row.heading, wanted)
    return FoundCase(view, row.archived_at, CaseOutcome(row.outcome), shown)


def _conditions(
    session: Session, viewer: Viewer, wanted: tuple[str, ...], which: ArchiveFilter
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(ArchiveTextRow.site_id).in_(viewer.site_ids)]
    if which.outcomes is not None:
        conditions.append(col(ArchiveTextRow.outcome).in_([each.value for each in which.outcomes]))
    if which.tiers is not None:
        conditions.append(col(ArchiveTextRow.tier).in_([int(each) for each in which.tiers]))
    if which.from_at is not None:
        conditions.append(col(ArchiveTextRow.archived_at) >= which.from_at)
    if which.to_at is not None:
        conditions.append(col(ArchiveTextRow.archived_at) < which.to_at)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    conditions += [_holds(col(ArchiveTextRow.body), term) for term in wanted]
    long = [term for term in wanted if len(term) >= SHORTEST_GRAM]
    if long and not is_postgres:
        conditions.append(_in_grams(long))
    return conditions


def _holds(column: Any, term: str) -> ColumnElement[bool]:
    held: ColumnElement[bool] = column.contains(term, autoescape=True)
    return held


def _in_grams(long: Sequence[str]) -> ColumnElement[bool]:
    """What the full-text table says; the plain condition beside it decides, this one is quick."""
    asked = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
    clause = text(f"SELECT rowid FROM {GRAM} WHERE {GRAM} MATCH :asked").bindparams(asked=asked)  # noqa: S608 - no input in it
    return col(ArchiveTextRow.id).in_(clause.columns(column("id", Integer)))


def _rank(wanted: tuple[str, ...]) -> Any:
    """2 where the heading holds every word, else 1; all alike without a query."""
    if not wanted:
        return case((col(ArchiveTextRow.id).is_not(None), 1), else_=1)
    return case((and_(*(_holds(col(ArchiveTextRow.heading), term) for term in wanted)), 2), else_=1)

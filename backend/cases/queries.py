"""Cases as the list, the detail and live screens show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.evidence.queries import PhotoView, of_cases
from backend.cases.filters_queries import (
    UNFINISHED,
    CaseFilter,
    CaseSortBy,
    conditions,
    counts,
    sort_column,
)
from backend.cases.links.store import reopenings
from backend.cases.recheck.queries import RoundExtras, extras_of
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.store import Round, case_of, rounds_of
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.cases.waiting_queries import waiting_order
from backend.core.audit import concerning
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.paging import Page
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import one_of, rows
from backend.core.tables import AuditRow
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.core.waiting import Part, page_of_parts
from backend.equipment.references_queries import References, references
from backend.people.queries import PersonView, named
from backend.people.rules import shown_at

NEWEST: Final = (col(CaseRow.opened_at), col(CaseRow.id))


@dataclass(frozen=True, slots=True)
class RoundView:
    entry: Round
    disposed_by: PersonView
    rechecked_by: PersonView | None
    before_photos: tuple[PhotoView, ...]
    disposal_photos: tuple[PhotoView, ...]
    recheck_photos: tuple[PhotoView, ...]
    signature: PhotoView | None
    extras: RoundExtras
    """Voice note, remediation plan and flags of the round."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    entry_id: int
    at: datetime
    kind: EventKind
    person: PersonView | None
    tier: Tier | None
    round_number: int | None
    note: str | None
    subject_id: UUID | None


@dataclass(frozen=True, slots=True)
class Archive:
    archived_at: datetime
    outcome: CaseOutcome
    hash: str


def page(
    session: Session,
    viewer: Viewer,
    which: CaseFilter,
    *,
    now: datetime,
    first: int,
    after: str | None,
    sort: Sort[CaseSortBy] | None = None,
) -> Page[Case]:
    """Return a page of cases: those that wait in the one order of `core.waiting`, then the archive, newest
    first; or all sorted by one column.
    """
    wanted = select(CaseRow).where(*conditions(viewer, which, now))
    parts: tuple[Part, ...] = (
        Part(wanted.where(col(CaseRow.state).in_(UNFINISHED)), waiting_order()),
        Part(wanted.where(col(CaseRow.state) == CaseState.ARCHIVED.value), NEWEST, descends=True),
    )
    if sort is not None:
        parts = (sorted_part(wanted, sort_column(sort.by), col(CaseRow.id), descends=sort.descends),)
    return page_of_parts(session, parts, _cases, first=first, after=after)


def by_ids(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    statement = select(CaseRow).where(
        one_of(col(CaseRow.id), case_ids), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    return {case.case_id: case for case in _cases(rows(session, statement))}


def require_recheck(session: Session, viewer: Viewer, case_id: UUID) -> None:
    """Raises Refused: NOT_FOUND, NOT_ALLOWED for a viewer whose role rechecks nothing at its site."""
    case = by_ids(session, viewer, [case_id]).get(case_id)
    if case is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    viewer.require(Permission.RECHECK, site_id=case.site_id)


def of_reports(session: Session, viewer: Viewer, report_ids: Iterable[UUID]) -> dict[UUID, Case]:
    statement = select(CaseRow).where(
        one_of(col(CaseRow.report_id), report_ids), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    statement = statement.order_by(
        col(CaseRow.opened_at), col(CaseRow.number)
    )  # of a reopened case the newest stays
    return {case.report_id: case for case in _cases(rows(session, statement)) if case.report_id}


def open_of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[Case]]:
    wanted = list(equipment_ids)
    statement = (
        select(CaseRow)
        .where(one_of(col(CaseRow.equipment_id), wanted), CaseRow.state != CaseState.ARCHIVED)
        .where(col(CaseRow.site_id).in_(viewer.site_ids))
        .order_by(col(CaseRow.opened_at).desc())
    )
    found: dict[UUID, list[Case]] = {equipment_id: [] for equipment_id in wanted}
    for case in _cases(rows(session, statement)):
        if case.equipment_id:
            found[case.equipment_id].append(case)
    return found


def rounds(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[RoundView]]:
    """The rounds of each of these cases with their evidence, first round first."""
    wanted = list(by_ids(session, viewer, case_ids))
    entries = rounds_of(session, wanted)
    people = [entry.disposed_by for _, entry in entries] + [
        entry.rechecked_by for _, entry in entries if entry.rechecked_by
    ]
    refs = references(session, viewer, people=people)
    photos = of_cases(session, viewer, wanted)
    extras = extras_of(session, viewer, entries)
    found: dict[UUID, list[RoundView]] = {case_id: [] for case_id in wanted}
    for case_id, entry in entries:
        shown = photos.get((case_id, entry.number), {})
        found[case_id].append(
            RoundView(
                entry=entry,
                disposed_by=refs.people[entry.disposed_by],
                rechecked_by=refs.person(entry.rechecked_by),
                before_photos=tuple(shown.get("BEFORE", ())),
                disposal_photos=tuple(shown.get("DISPOSAL", ())),
                recheck_photos=tuple(shown.get("RECHECK", ())),
                signature=next(iter(shown.get("SIGNATURE", ())), None),
                extras=extras[case_id, entry.number],
            )
        )
    return found


def timelines(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[TimelineEntry]]:
    """Everything in the audit log about each case, its alerts and its report, oldest first."""
    found_cases = by_ids(session, viewer, case_ids)
    case_of_alert = dict(
        session.exec(
            select(AlertRow.id, AlertRow.case_id).where(one_of(col(AlertRow.case_id), found_cases))
        ).all()
    )
    again = reopenings(session, found_cases)
    case_of_report = {
        case.report_id: case_id for case_id, case in found_cases.items() if case_id not in again
    }
    statement = (
        select(AuditRow)
        .where(
            concerning(
                case=found_cases.keys(),
                alert=case_of_alert.keys(),
                hazard_report=[each for each in case_of_report if each],
            )
        )
        .order_by(col(AuditRow.id))
    )
    entries = list(session.exec(statement))
    refs = references(session, viewer, people=(row.by for row in entries))
    found: dict[UUID, list[TimelineEntry]] = {case_id: [] for case_id in found_cases}
    for row in entries:
        case_id = row.ref("case") or _owner(row, case_of_alert, case_of_report)
        if case_id in found:
            found[case_id].append(
                TimelineEntry(
                    entry_id=row.id or 0,
                    at=shown_at(row.at, by=row.by),
                    kind=EventKind.of(row.kind),
                    person=_who(row, viewer, refs),
                    tier=Tier(row.tier) if row.tier else None,
                    round_number=row.round_number,
                    note=row.note,
                    subject_id=row.ref_beside("alert", "case", "hazard_report"),
                )
            )
    return found


def archives(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, Archive]:
    statement = (
        select(
            CaseArchiveRow.case_id, CaseArchiveRow.archived_at, CaseArchiveRow.outcome, CaseArchiveRow.hash
        )
        .join(CaseRow, col(CaseRow.id) == CaseArchiveRow.case_id)
        .where(one_of(col(CaseRow.id), case_ids), col(CaseRow.site_id).in_(viewer.site_ids))
    )
    return {
        case_id: Archive(archived_at, CaseOutcome(outcome), digest)
        for case_id, archived_at, outcome, digest in session.exec(statement)
    }


def home_counts(session: Session, viewer: Viewer, now: datetime) -> dict[str, int]:
    """Open work of cases for the home, and what was archived in a week; as the lists they lead to count."""
    wanted = {
        "my_open_cases": CaseFilter(is_mine=True),
        "awaiting_recheck": CaseFilter(states=(CaseState.AWAITING_RECHECK,)),
        "overdue_cases": CaseFilter(is_overdue=True),
        "archived_this_week": CaseFilter(archived_from=now - timedelta(days=7)),
    }
    found = counts(session, viewer, [(which, now) for which in wanted.values()])
    return {name: found[which, now] for name, which in wanted.items()}


def _who(row: AuditRow, viewer: Viewer, refs: References) -> PersonView | None:
    """Return the person who did it, as the viewer may know them; None where it was nobody."""
    found = refs.person(row.by)
    if found is None or not EventKind.of(row.kind).is_by_reporter:
        return found
    return named(viewer, found, site_id=row.site_id)


def _owner(
    row: AuditRow, case_of_alert: dict[UUID, UUID | None], case_of_report: dict[UUID | None, UUID]
) -> UUID | None:
    """The case of an event from before the case was opened."""
    if (alert_id := row.ref("alert")) is not None:
        return case_of_alert.get(alert_id)
    return case_of_report.get(row.ref("hazard_report"))


def _cases(found: Sequence[CaseRow]) -> list[Case]:
    return [case_of(row) for row in found]

"""Timeline of a report, as its reporter reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases import queries as cases
from backend.cases.events import CASE_ARCHIVED
from backend.cases.evidence.queries import PhotoView
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.tables import CaseLinkRow, DismissalRow
from backend.cases.queries import RoundView
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.tasks.tables import TaskRow
from backend.core.audit import concerning
from backend.core.errors import Refused
from backend.core.events import EventKind
from backend.core.modules import Module
from backend.core.statements import one_of
from backend.core.tables import AuditRow
from backend.core.viewer import Permission, Role, Viewer
from backend.core.vocabulary import Tier
from backend.equipment.references_queries import References, references
from backend.hazards import queries as hazards
from backend.hazards.anonymous.rules import nobody_at
from backend.hazards.events import DISPOSAL_THANKED, HAZARD_ACCEPTED, HAZARD_DECLINED
from backend.hazards.followers_store import chain
from backend.hazards.queries import HazardView
from backend.hazards.rules import HazardState
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.rules import (
    OF_TASKS,
    Fact,
    Objection,
    ObjectionState,
    TimelineStepKind,
    check_thanks,
    may_object,
    steps_in_order,
)
from backend.hazards.timeline.store import objection_of, report_of_key
from backend.hazards.timeline.tables import ObjectionRow, ThanksRow
from backend.people.queries import PersonView
from backend.people.rules import Audience, Department, shown_at
from backend.people.store import People
from backend.policies import queries as policies
from backend.sites.modules.store import Modules


@dataclass(frozen=True, slots=True)
class StepView:
    """`case_number`: in which case it happened. The rest only where the kind of step has it.

    `role`: of the person, where their name is not for the reader.
    """

    entry_id: int
    kind: TimelineStepKind
    at: datetime
    person: PersonView | None
    department: Department | None
    tier: Tier | None
    case_number: str | None
    note: str | None
    outcome: CaseOutcome | None
    photos: tuple[PhotoView, ...]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TimelineView:
    """`case_id`: the case that the report is in now, its own or the one it was put under."""

    report: HazardView
    steps: tuple[StepView, ...]
    case_id: UUID | None
    is_mine: bool
    may_thank: bool
    may_object: bool
    objection: Objection | None
    may_answer: bool
    due_at: datetime | None
    """Until when the next step is promised; None where nothing is to come."""
    due_by: PersonView | None
    """Person who takes the next step, where that is one person."""


def by_ids(
    session: Session, viewer: Viewer, report_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, TimelineView]:
    """Timelines of these reports, at the viewer's sites."""
    views = hazards.by_ids(session, viewer, report_ids)
    return {report_id: _timeline(session, viewer, view, now=now) for report_id, view in views.items()}


def of_key(session: Session, key_hash: str, *, now: datetime) -> TimelineView | None:
    """Timeline of the anonymous report with this key: whoever has the key is its reporter. As nobody knows
    who that is, it names nobody either. None for another key, and where the site takes no such reports.
    """
    report_id = report_of_key(session, key_hash)
    if report_id is None:
        return None
    site_id = session.get_one(HazardReportRow, report_id).site_id
    if not Modules(session).is_on(site_id, Module.REPORTS_WITHOUT_NAME):
        return None
    viewer = nobody_at(site_id)
    timeline = by_ids(session, viewer, [report_id], now=now)[report_id]
    return replace(timeline, due_by=None, steps=tuple(_nameless(step) for step in timeline.steps))


def _nameless(step: StepView) -> StepView:
    """In the place of who did it: as what, and of which department."""
    if step.person is None:
        return step
    department = step.department or step.person.department
    return replace(step, person=None, role=step.person.role, department=department)


def _timeline(session: Session, viewer: Viewer, view: HazardView, *, now: datetime) -> TimelineView:
    report = view.report
    line = chain(session, report.report_id)
    rows = _rows(session, report.report_id, [case.case_id for case in line])
    objection_row = session.exec(
        select(ObjectionRow).where(ObjectionRow.report_id == report.report_id)
    ).first()
    objection = objection_of(objection_row) if objection_row else None
    is_mine = report.reported_by == viewer.person_id
    case = line[-1] if line else None
    is_open = objection is not None and objection.state is ObjectionState.OPEN
    return TimelineView(
        report=view,
        steps=tuple(_steps(session, viewer, view, line, rows)),
        case_id=case.case_id if case else None,
        is_mine=is_mine,
        may_thank=is_mine and case is not None and _may_thank(session, case, viewer.person_id),
        may_object=is_mine and may_object(report, case, objection, now=now),
        objection=objection,
        may_answer=is_open
        and viewer.may(Permission.TRIAGE, site_id=report.site_id)
        and not _is_party(session, viewer, view, objection),
        due_at=_due_at(session, viewer, view, case),
        due_by=_due_by(session, viewer, view, case),
    )


def _due_at(session: Session, viewer: Viewer, view: HazardView, case: Case | None) -> datetime | None:
    """When the step that comes next is due by the policy of the site."""
    report = view.report
    if report.state is not HazardState.SUBMITTED:
        return case.due_at if case else None
    held = policies.of_areas(session, viewer, report.site_id, report.area_id)
    return (
        shown_at(report.received_at, by=report.reported_by)
        + held.in_force.of(report.respond_tier).acknowledge_within
    )


def _due_by(session: Session, viewer: Viewer, view: HazardView, case: Case | None) -> PersonView | None:
    """Return the person who takes the next step: of a report its only officer beside the reporter, of a case
    the person responsible as long as it waits for no recheck; else None.
    """
    report = view.report
    if report.state is HazardState.SUBMITTED:
        officers = People(session).audience(
            report.site_id, Audience.OFFICER, department_id=None, responsible_id=None
        ) - {report.reported_by}
        person_id = next(iter(officers)) if len(officers) == 1 else None
    else:
        is_waiting = case is not None and case.state in (CaseState.OPEN, CaseState.IN_DISPOSAL)
        person_id = case.responsible_id if case and is_waiting else None
    return references(session, viewer, people=[person_id]).person(person_id)


def _is_party(session: Session, viewer: Viewer, view: HazardView, objection: Objection | None) -> bool:
    """Whether the viewer declined the report, dismissed its case, or objects: somebody else answers."""
    report = view.report
    if viewer.person_id == report.reported_by:
        return True
    if report.state is HazardState.DECLINED and report.triaged_by == viewer.person_id:
        return True
    if objection is None or objection.case_id is None:
        return False
    dismissal = session.get(DismissalRow, objection.case_id)
    return dismissal is not None and dismissal.by == viewer.person_id


def _rows(session: Session, report_id: UUID, case_ids: list[UUID]) -> list[AuditRow]:
    """The record of the report and its cases; of other reports that went into the same case nothing."""
    statement = (
        select(AuditRow)
        .where(concerning(case=case_ids, hazard_report=[report_id]))
        .order_by(col(AuditRow.id))
    )
    own, foreign = {None, *case_ids}, (HAZARD_ACCEPTED, DISPOSAL_THANKED)
    return [
        row
        for row in session.exec(statement)
        if row.ref("case") in own and (row.ref("hazard_report") == report_id or row.kind not in foreign)
    ]


def _steps(
    session: Session, viewer: Viewer, view: HazardView, line: list[Case], rows: list[AuditRow]
) -> list[StepView]:
    facts = [Fact(row.id or 0, EventKind.of(row.kind), row.ref("case")) for row in rows]
    merged: set[UUID | None] = {c.case_id for c in line if c.outcome is CaseOutcome.DUPLICATE}
    if view.report.state is HazardState.DECLINED and line:
        merged.add(None)
    steps = steps_in_order(facts, merged=merged, floors=_floors(session, line, rows))
    of_entry = {row.id: row for row in rows}
    rounds = {
        (case_id, each.entry.number): each
        for case_id, found in cases.rounds(session, viewer, [case.case_id for case in line]).items()
        for each in found
    }
    department_of = _departments(session, line)
    refs = references(
        session,
        viewer,
        people=[*(row.by for row in rows), *(case.responsible_id for case in line)],
        departments=department_of.values(),
    )
    of_case = {case.case_id: case for case in line}
    found = []
    for kind, fact in steps:
        row = of_entry[fact.entry_id]
        case = of_case.get(fact.case_id) if fact.case_id else None
        goes_on = _next_number(line, case) if kind is TimelineStepKind.MERGED else None
        entry = rounds.get((case.case_id, row.round_number or 0)) if case else None
        if kind in OF_TASKS:
            department_id = department_of.get(row.ref("task"))
            found.append(_task_step(kind, row, case, refs.department(department_id)))
        else:
            found.append(_step(kind, row, case, entry=entry, refs=refs, goes_on=goes_on, view=view))
    return found


def _step(
    kind: TimelineStepKind,
    row: AuditRow,
    case: Case | None,
    *,
    entry: RoundView | None,
    refs: References,
    goes_on: str | None,
    view: HazardView,
) -> StepView:
    is_assigned = kind is TimelineStepKind.ASSIGNED
    is_fix = kind is TimelineStepKind.FIXED
    note = entry.entry.measures if is_fix and entry else row.note
    person = refs.person(case.responsible_id if is_assigned and case else row.by)
    is_by_reporter = EventKind.of(row.kind).is_by_reporter
    return StepView(
        entry_id=row.id or 0,
        kind=kind,
        at=shown_at(row.at, by=row.by),
        person=view.reported_by if is_by_reporter else person,
        department=refs.department(case.department_id) if is_assigned and case else None,
        tier=case.tier if case and kind is TimelineStepKind.ACCEPTED else None,
        case_number=goes_on or (case.number if case else None),
        note=note,
        outcome=case.outcome if case and kind is TimelineStepKind.ARCHIVED else None,
        photos=_photos(kind, entry, view),
    )


def _task_step(
    kind: TimelineStepKind, row: AuditRow, case: Case | None, department: Department | None
) -> StepView:
    """Which department, and nothing that says who of it, or in whose words."""
    return StepView(
        entry_id=row.id or 0,
        kind=kind,
        at=row.at,
        person=None,
        department=department,
        tier=None,
        case_number=case.number if case else None,
        note=None,
        outcome=None,
        photos=(),
    )


def _departments(session: Session, line: list[Case]) -> dict[UUID | None, UUID | None]:
    """Of each of these cases and of their tasks."""
    case_ids = [case.case_id for case in line]
    tasks = session.exec(
        select(TaskRow.id, TaskRow.department_id).where(one_of(col(TaskRow.case_id), case_ids))
    ).all()
    return {**{case.case_id: case.department_id for case in line}, **dict(tasks)}


def _photos(kind: TimelineStepKind, entry: RoundView | None, view: HazardView) -> tuple[PhotoView, ...]:
    if kind is TimelineStepKind.RECEIVED:
        return view.photos
    if entry is None:
        return ()
    if kind is TimelineStepKind.FIXED:
        return entry.disposal_photos
    return entry.recheck_photos if kind in (TimelineStepKind.RECHECKED, TimelineStepKind.SENT_BACK) else ()


def _floors(session: Session, line: list[Case], rows: list[AuditRow]) -> dict[UUID | None, int]:
    """The entry after which the reporter reads of each case that was there before the report came to it."""
    floors: dict[UUID | None, int] = {}
    before: UUID | None = None
    for case in line:
        joined = session.get(CaseLinkRow, (before, CaseLinkKind.DUPLICATE_OF.value)) if before else None
        is_followed = (before is None and case.report_id is None) or joined is not None
        if is_followed or (before is None and _is_declined(rows)):
            ends = (row.id or 0 for row in rows if row.ref("case") == before and _ends(row, before))
            floors[case.case_id] = max(ends, default=0)
        before = case.case_id
    return floors


def _is_declined(rows: list[AuditRow]) -> bool:
    return any(row.kind == HAZARD_DECLINED for row in rows)


def _ends(row: AuditRow, case_id: UUID | None) -> bool:
    return row.kind == (HAZARD_DECLINED if case_id is None else CASE_ARCHIVED)


def _next_number(line: list[Case], case: Case | None) -> str | None:
    """The number of the case in which this one, or (None) the report itself, goes on."""
    if case is None:
        return line[0].number if line else None
    place = line.index(case)
    return line[place + 1].number if place + 1 < len(line) else None


def _may_thank(session: Session, case: Case, person_id: UUID) -> bool:
    try:
        check_thanks(case)
    except Refused:
        return False
    return session.get(ThanksRow, (case.case_id, person_id)) is None

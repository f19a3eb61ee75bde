"""Lanes: what each department does about a case, step by step. Every step locks the case before the lane."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from backend.cases import deadline_commands as case_deadlines
from backend.cases.events import (
    LANE_ASSIGNED,
    LANE_CANCELLED,
    LANE_FINISHED,
    LANE_OPENED,
    LANE_REOPENED,
    LANE_STARTED,
    LANE_UPDATED,
)
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.extensions import commands as extensions
from backend.cases.rules import Case, Evidence
from backend.cases.store import Cases
from backend.cases.tasks import rules
from backend.cases.tasks.rules import Lane, LaneAction, LaneKind, LaneState
from backend.cases.tasks.store import Lanes
from backend.cases.tasks.task_rules_rules import at_least
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Role, Viewer
from backend.deadlines import commands as deadlines
from backend.deadlines.rules import DeadlineStep
from backend.people.store import People

LEADING = frozenset({Role.LEAD, Role.OFFICER})


def add_lane(
    tx: Transaction,
    case_id: UUID,
    *,
    department_id: UUID,
    kind: LaneKind,
    task: str,
    owner_id: UUID | None,
    due_at: datetime | None,
    by: Viewer,
) -> Lane:
    """A lead or officer asks a department for its part. Without `due_at` it has the disposal's deadline."""
    case = tx.get(Cases).get(case_id)
    by.require(Permission.MANAGE_LANES, site_id=case.site_id)
    if case.state not in rules.UNTIL_RECHECK:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"no new lane while {case.state}")
    rules.check_task(task)
    if due_at is not None and due_at <= tx.now:
        raise Refused(ErrorCode.INVALID_INPUT, "the deadline is in the past")
    tx.get(People).require_at_site(case.site_id, department_id=department_id, person_id=None)
    words = Text(task.strip(), task.strip())
    lane = new_lane(
        tx, case, department_id, kind, words, due_at=due_at or at_least(case.dispose_due_at, tx.now)
    )
    lane = replace(lane, created_by=by.person_id)
    if owner_id is not None:
        lane = rules.assign(lane, tx.get(People).membership(owner_id, case.site_id))
    open_lane(tx, case, lane, by=by.person_id)
    return lane


def assign_lane(tx: Transaction, lane_id: UUID, *, person_id: UUID, by: Viewer) -> Lane:
    """A lead gives the lane to a person of its department; that person is told."""
    case, lane, moved = _advance(tx, lane_id, LaneAction.ASSIGN, by)
    moved = rules.assign(moved, tx.get(People).membership(person_id, case.site_id))
    _announce(tx, case, lane, LANE_ASSIGNED, by=by.person_id, to=(person_id,))
    return _owned(tx, moved)


def start_lane(tx: Transaction, lane_id: UUID, *, by: Viewer) -> Lane:
    """Work on it begins. What nobody had belongs to the person who starts it."""
    case, lane, moved = _advance(tx, lane_id, LaneAction.START, by)
    _announce(tx, case, lane, LANE_STARTED, by=by.person_id)
    return _owned(tx, moved)


def update_lane(
    tx: Transaction, lane_id: UUID, *, percent: int, progress: str, photos: tuple[Evidence, ...], by: Viewer
) -> Lane:
    """How far it is; everybody at the board sees it."""
    rules.check_progress(percent=percent, progress=progress, photo_count=len(photos))
    case, lane, moved = _advance(tx, lane_id, LaneAction.UPDATE, by)
    moved = replace(moved, percent=percent, progress=progress.strip())
    _attach(tx, case, lane, photos, by)
    note = f"{percent} % {moved.progress}".strip()
    _announce(tx, case, lane, LANE_UPDATED, by=by.person_id, note=note)
    return tx.get(Lanes).put(moved)


def finish_lane(
    tx: Transaction, lane_id: UUID, *, measures: str, photos: tuple[Evidence, ...], by: Viewer
) -> Lane:
    """This department is done. Whoever did it may not recheck the case; the last one lets it be submitted."""
    rules.check_measures(measures=measures, photo_count=len(photos))
    case, lane, moved = _advance(tx, lane_id, LaneAction.FINISH, by)
    done = tx.get(Lanes).put(replace(moved, measures=measures.strip()))
    case_deadlines.end(tx, case.case_id, DeadlineStep.DISPOSE, lane_id=lane_id)
    extensions.close_lane(tx, lane)
    hands = {by.person_id, lane.owner_id or by.person_id}
    tx.get(Cases).put(replace(case, disposed_by=case.disposed_by | hands))
    _attach(tx, case, lane, photos, by)
    is_last = not any(each.is_open for each in tx.get(Lanes).of_case(case.case_id))
    waiting = case.acknowledged_by or case.responsible_id
    _announce(
        tx,
        case,
        lane,
        LANE_FINISHED,
        by=by.person_id,
        note=done.measures,
        to=(waiting,) if is_last and waiting else (),
    )
    return done


def reopen_lane(tx: Transaction, lane_id: UUID, *, reason: str, by: Viewer) -> Lane:
    """A lead finds that it is not done after all, while the case is still in disposal.

    It has until the case's own deadline.
    """
    why = rules.check_reason(reason)
    case, lane, moved = _advance(tx, lane_id, LaneAction.REOPEN, by)
    return _reopened(tx, case, lane, moved, by=by.person_id, note=why)


def cancel_lane(tx: Transaction, lane_id: UUID, *, reason: str, by: Viewer) -> Lane:
    """It is not needed; the reason is on record and its owner is told."""
    why = rules.check_reason(reason)
    case, lane, moved = _advance(tx, lane_id, LaneAction.CANCEL, by)
    return _cancelled(tx, case, lane, moved, by=by.person_id, note=why)


def require_finished(tx: Transaction, case_id: UUID) -> None:
    """Refuse LANES_OPEN while a department still works on the case."""
    rules.check_all_finished(tx.get(Lanes).of_case(case_id))


def reopen_named(tx: Transaction, case: Case, lane_ids: Sequence[UUID], *, by: Viewer) -> None:
    """A recheck failed for these lanes: they are open again until the case's new deadline.

    Refuse NOT_FOUND for a lane of another case.
    """
    for lane_id in dict.fromkeys(lane_ids):
        lane = tx.get(Lanes).get(lane_id)
        if lane.case_id != case.case_id:
            raise Refused(ErrorCode.NOT_FOUND, "no such lane in this case")
        moved = rules.advance(lane, LaneAction.REOPEN, case.state, by=by.person_id, at=tx.now)
        _reopened(tx, case, lane, moved, by=by.person_id, note=None)


def cancel_open(tx: Transaction, case: Case, *, by: UUID) -> None:
    """The case is over, so is what was still open in it."""
    for lane in tx.get(Lanes).of_case(case.case_id):
        if lane.is_open:
            moved = replace(lane, state=LaneState.CANCELLED)
            _cancelled(tx, case, lane, moved, by=by, note=str(case.outcome))


def new_lane(
    tx: Transaction, case: Case, department_id: UUID, kind: LaneKind, task: Text, *, due_at: datetime
) -> Lane:
    """A lane of this case that waits for its department."""
    return Lane(
        lane_id=uuid4(),
        case_id=case.case_id,
        site_id=case.site_id,
        department_id=department_id,
        kind=kind,
        task=task,
        state=LaneState.WAITING,
        owner_id=None,
        due_at=due_at,
        created_at=tx.now,
        created_by=None,
    )


def open_lane(tx: Transaction, case: Case, lane: Lane, *, by: UUID | None) -> None:
    """Write the new lane and tell its owner; without one those who lead the department, else all of it."""
    tx.get(Lanes).add(lane)
    begin_clock(tx, case, lane)
    members = tx.get(People).members(lane.site_id, lane.department_id)
    leads = [each.person_id for each in members if each.role in LEADING]
    told = [lane.owner_id] if lane.owner_id else leads or [each.person_id for each in members]
    _announce(tx, case, lane, LANE_OPENED, by=by, to=tuple(told))


def begin_clock(tx: Transaction, case: Case, lane: Lane) -> None:
    """From now on its owner, else its department, owes the lane by its deadline."""
    case_deadlines.begin(
        tx,
        case,
        DeadlineStep.DISPOSE,
        due_at=lane.due_at,
        lane_id=lane.lane_id,
        owner_id=lane.owner_id,
        department_id=lane.department_id,
    )


def _advance(tx: Transaction, lane_id: UUID, action: LaneAction, by: Viewer) -> tuple[Case, Lane, Lane]:
    """The case, the lane before and after the step; both rows are locked."""
    case = tx.get(Cases).get(tx.get(Lanes).case_id_of(lane_id))
    lane = tx.get(Lanes).get(lane_id)
    rules.require(lane, action, by)
    return case, lane, rules.advance(lane, action, case.state, by=by.person_id, at=tx.now)


def _owned(tx: Transaction, moved: Lane) -> Lane:
    """Write the lane that may have another owner now; its clock goes on for that person."""
    deadlines.assign(
        tx,
        moved.case_id,
        DeadlineStep.DISPOSE,
        lane_id=moved.lane_id,
        owner_id=moved.owner_id,
        department_id=moved.department_id,
    )
    return tx.get(Lanes).put(moved)


def _reopened(tx: Transaction, case: Case, lane: Lane, moved: Lane, *, by: UUID, note: str | None) -> Lane:
    to = lane.owner_id or lane.done_by
    _announce(tx, case, lane, LANE_REOPENED, by=by, note=note, to=(to,) if to else ())
    again = tx.get(Lanes).put(replace(moved, due_at=at_least(case.dispose_due_at, tx.now)))
    begin_clock(tx, case, again)
    return again


def _cancelled(tx: Transaction, case: Case, lane: Lane, moved: Lane, *, by: UUID, note: str) -> Lane:
    to = (lane.owner_id,) if lane.owner_id else ()
    _announce(tx, case, lane, LANE_CANCELLED, by=by, note=note, to=to)
    case_deadlines.end(tx, case.case_id, DeadlineStep.DISPOSE, lane_id=lane.lane_id)
    extensions.close_lane(tx, lane)
    return tx.get(Lanes).put(replace(moved, cancel_reason=note))


def _attach(tx: Transaction, case: Case, lane: Lane, photos: Sequence[Evidence], by: Viewer) -> None:
    tx.get(EvidenceStore).attach(
        photos,
        role=EvidenceRole.LANE,
        site_id=case.site_id,
        by=by.person_id,
        at=tx.now,
        case_id=case.case_id,
        round_number=case.round_number,
        lane_id=lane.lane_id,
    )


def _announce(
    tx: Transaction,
    case: Case,
    lane: Lane,
    kind: EventKind,
    *,
    by: UUID | None,
    note: str | None = None,
    to: tuple[UUID, ...] = (),
) -> None:
    tx.announce(
        Event(
            kind,
            case.site_id,
            about=refs(case=case.case_id, task=lane.lane_id),
            by=by,
            tier=case.tier,
            round_number=case.round_number,
            note=note,
            to=to,
        )
    )

"""More time for a disposal or a task: asked for, decided, resumed; its clock moves with the decision."""

from uuid import UUID

from backend.alerts.store import Alerts
from backend.cases import deadline_commands as deadlines
from backend.cases.events import DEADLINE_RESUMED, EXTENSION_APPROVED, EXTENSION_ASKED, EXTENSION_REFUSED
from backend.cases.extensions import rules
from backend.cases.extensions.deadline_target_commands import DeadlineTarget, deadline_target
from backend.cases.extensions.rules import Extension, ExtensionKind, ExtensionState
from backend.cases.extensions.store import Extensions
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks.rules import DepartmentTask
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.people.accounts.second_person_commands import require_second_person
from backend.policies import commands as policies


def request(
    tx: Transaction,
    extension_id: UUID,
    case_id: UUID,
    *,
    kind: ExtensionKind,
    minutes: int,
    reason: str,
    by: Viewer,
    task_id: UUID | None = None,
) -> Extension:
    """Ask for more time for a disposal or a task; the lead of the department and the officers are notified.

    Raises Refused: ILLEGAL_TRANSITION (nothing is due, a request waits, or the deadline is paused already),
    EXTENSION_LIMIT, REASON_REQUIRED, NOT_ALLOWED, NOT_FOUND and, for the clock of a red case whose source is
    active, SOURCE_NOT_NORMAL.
    """
    clock = deadline_target(tx, case_id, task_id)
    clock.require_asking(by)
    if tx.get(Extensions).knows(extension_id):
        raise Refused(ErrorCode.CONFLICT, "this id names another request")
    wanted = Extension(
        extension_id=extension_id,
        site_id=clock.case.site_id,
        case_id=case_id,
        round_number=clock.case.round_number,
        kind=kind,
        minutes=minutes,
        reason=reason.strip(),
        asked_by=by.person_id,
        asked_at=tx.now,
        task_id=task_id,
    )
    earlier = _of_clock(tx, case_id, task_id)
    rules.check_alone(earlier)
    _check(tx, clock.case, wanted, earlier)
    tx.get(Extensions).put(wanted)
    note = f"{kind} {minutes} min: {wanted.reason}"
    to = clock.deciders(tx, without=by.person_id)
    _announce(tx, clock.case, EXTENSION_ASKED, wanted, by=by.person_id, note=note, to=to)
    return wanted


def decide(tx: Transaction, extension_id: UUID, *, is_approved: bool, note: str, by: Viewer) -> Extension:
    """A lead or officer, not who asked, grants it or says why not; who asked is notified."""
    asked = tx.get(Extensions).get(extension_id)
    clock = deadline_target(tx, asked.case_id, asked.task_id)
    clock.require_deciding(by)
    if not is_approved:
        decided = rules.refuse(asked, by=by.person_id, at=tx.now, note=note)
        kind = EXTENSION_REFUSED
    else:
        require_second_person(tx, by.person_id, to=(asked.asked_by,))
        decided = rules.approve(asked, due_at=clock.due_at, by=by.person_id, at=tx.now, note=note)
        clock.check_running()
        earlier = _of_clock(tx, asked.case_id, asked.task_id)
        others = [each for each in earlier if each.extension_id != extension_id]
        _check(tx, clock.case, asked, others)
        _move(tx, clock, decided, others)
        kind = EXTENSION_APPROVED
    tx.get(Extensions).put(decided)
    said = note.strip() or None
    _announce(tx, clock.case, kind, decided, by=by.person_id, note=said, to=(asked.asked_by,))
    return decided


def resume(tx: Transaction, extension_id: UUID, *, by: Viewer) -> Extension:
    """Resume a paused deadline early; the time not used is taken back."""
    paused = tx.get(Extensions).get(extension_id)
    clock = deadline_target(tx, paused.case_id, paused.task_id)
    clock.require_working(by)
    clock.check_running()
    return _run_on(tx, clock.case, paused, by=by.person_id)


def run_on(tx: Transaction, case: Case) -> Case:
    """Resume all paused deadlines because the case escalated. Returns the reloaded case."""
    for each in tx.get(Extensions).of_case(case.case_id):
        if each.is_pausing(tx.now):
            _run_on(tx, case, each, by=None)
    return tx.get(Cases).get(case.case_id)


def close(tx: Transaction, case: Case) -> None:
    """End requests and pauses because the disposal is there or the case is over."""
    _close(tx, tx.get(Extensions).of_case(case.case_id))


def close_task(tx: Transaction, task: DepartmentTask) -> None:
    """The same of one task that is done or not needed."""
    _close(tx, _of_clock(tx, task.case_id, task.task_id))


def _close(tx: Transaction, extensions: list[Extension]) -> None:
    for each in extensions:
        if each.state is ExtensionState.ASKED or each.is_pausing(tx.now):
            tx.get(Extensions).put(rules.end(each, at=tx.now))


def _of_clock(tx: Transaction, case_id: UUID, task_id: UUID | None) -> list[Extension]:
    return [each for each in tx.get(Extensions).of_case(case_id) if each.task_id == task_id]


def _check(tx: Transaction, case: Case, wanted: Extension, others: list[Extension]) -> None:
    source = SourceCondition.of(tx.get(Alerts).of_case(case.case_id))
    is_active = source is not None and not source.is_normal
    rules.check_runs(wanted, others, now=tx.now)
    rules.check_request(
        wanted,
        others,
        policy=policies.begun_under(tx, case.policy_id).of(case.tier).dispose_within,
        is_red_and_active=case.tier is Tier.RED and is_active,
    )


def _move(tx: Transaction, clock: DeadlineTarget, granted: Extension, others: list[Extension]) -> None:
    """The case or the task, and with it whoever is followed up for it. A paused deadline reminds nobody."""
    due_at, case_id, task_id = granted.due_at or clock.due_at, granted.case_id, granted.task_id
    if granted.kind is ExtensionKind.PAUSE:
        lasting = due_at - clock.due_at
        deadlines.pause(tx, case_id, DeadlineStep.DISPOSE, lasting=lasting, task_id=task_id)
        return
    pause = rules.pause_in_force(others, now=tx.now)
    deadlines.move(
        tx,
        case_id,
        DeadlineStep.DISPOSE,
        due_at=due_at,
        task_id=task_id,
        paused_until=pause.until if pause else None,
    )


def _run_on(tx: Transaction, case: Case, paused: Extension, *, by: UUID | None) -> Extension:
    resumed, unused = rules.resume(paused, at=tx.now)
    tx.get(Extensions).put(resumed)
    deadlines.pause(tx, case.case_id, DeadlineStep.DISPOSE, lasting=-unused, task_id=paused.task_id)
    to = (paused.asked_by,) if by is None else ()
    _announce(tx, case, DEADLINE_RESUMED, resumed, by=by, to=to)
    return resumed


def _announce(
    tx: Transaction,
    case: Case,
    kind: EventKind,
    extension: Extension,
    *,
    by: UUID | None,
    note: str | None = None,
    to: tuple[UUID, ...] = (),
) -> None:
    tx.announce(
        Event(
            kind,
            case.site_id,
            about=refs(case=case.case_id, extension=extension.extension_id),
            by=by,
            tier=case.tier,
            round_number=extension.round_number,
            note=note,
            to=to,
        )
    )

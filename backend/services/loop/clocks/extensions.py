"""More time for a disposal: asked for, decided, resumed. The deadline moves in the same transaction."""

from uuid import UUID

from backend.domain.alerts import Tier
from backend.domain.cases import Case, CaseState
from backend.domain.errors import ErrorCode, Refused
from backend.domain.events import Event, EventKind
from backend.domain.loop.clocks import extensions as rules
from backend.domain.loop.clocks.deadlines import DeadlineStep
from backend.domain.loop.clocks.extensions import Extension, ExtensionKind, ExtensionState
from backend.domain.people import Permission, Viewer
from backend.domain.policy import Audience
from backend.domain.rechecks import SourceCondition
from backend.services.loop.clocks import deadlines, policies
from backend.storage.transaction import Transaction


def request(
    tx: Transaction,
    extension_id: UUID,
    case_id: UUID,
    *,
    kind: ExtensionKind,
    minutes: int,
    reason: str,
    by: Viewer,
) -> Extension:
    """Who disposes asks for more time; the lead of the department and the officers are told.

    Refuse ILLEGAL_TRANSITION (no disposal is due, or a request waits), EXTENSION_LIMIT, REASON_REQUIRED and,
    for the clock of a red case whose source is active, SOURCE_NOT_NORMAL.
    """
    case = _in_disposal(tx, case_id)
    by.require(Permission.DISPOSE, site_id=case.site_id)
    if tx.extensions.knows(extension_id):
        raise Refused(ErrorCode.CONFLICT, "this id names another request")
    wanted = Extension(
        extension_id=extension_id,
        site_id=case.site_id,
        case_id=case_id,
        round_number=case.round_number,
        kind=kind,
        minutes=minutes,
        reason=reason.strip(),
        asked_by=by.person_id,
        asked_at=tx.now,
    )
    earlier = tx.extensions.of_case(case_id)
    rules.check_alone(earlier)
    _check(tx, case, wanted, earlier)
    tx.extensions.put(wanted)
    note = f"{kind} {minutes} min: {wanted.reason}"
    _announce(tx, case, EventKind.EXTENSION_ASKED, wanted, by=by.person_id, note=note, to=_deciders(tx, case))
    return wanted


def decide(tx: Transaction, extension_id: UUID, *, is_approved: bool, note: str, by: Viewer) -> Extension:
    """A lead or officer, not who asked, grants it or says why not; who asked is told."""
    asked = tx.extensions.get(extension_id)
    by.require(Permission.DECIDE_EXTENSION, site_id=asked.site_id)
    case = tx.cases.get(asked.case_id)
    if not is_approved:
        decided = rules.refuse(asked, by=by.person_id, at=tx.now, note=note)
        kind = EventKind.EXTENSION_REFUSED
    else:
        decided = rules.approve(asked, due_at=case.dispose_due_at, by=by.person_id, at=tx.now, note=note)
        _check_state(case)
        others = [each for each in tx.extensions.of_case(case.case_id) if each.extension_id != extension_id]
        _check(tx, case, asked, others)
        _move_deadline(tx, case, decided)
        kind = EventKind.EXTENSION_APPROVED
    tx.extensions.put(decided)
    _announce(tx, case, kind, decided, by=by.person_id, note=note.strip() or None, to=(asked.asked_by,))
    return decided


def resume(tx: Transaction, extension_id: UUID, *, by: Viewer) -> Extension:
    """What was waited for is there: the clock runs again, the time not used is taken back."""
    stopped = tx.extensions.get(extension_id)
    by.require(Permission.DISPOSE, site_id=stopped.site_id)
    return _run_on(tx, _in_disposal(tx, stopped.case_id), stopped, by=by.person_id)


def run_on(tx: Transaction, case: Case) -> Case:
    """The case got worse: nothing is waited for any more. Answers the case as it stands now."""
    for each in tx.extensions.of_case(case.case_id):
        if each.is_stopping(tx.now):
            _run_on(tx, case, each, by=None)
    return tx.cases.get(case.case_id)


def close(tx: Transaction, case: Case) -> None:
    """The disposal is there: what was still asked for, or stopped, is over."""
    for each in tx.extensions.of_case(case.case_id):
        if each.state is ExtensionState.ASKED or each.is_stopping(tx.now):
            tx.extensions.put(rules.end(each, at=tx.now))


def _check(tx: Transaction, case: Case, wanted: Extension, others: list[Extension]) -> None:
    source = SourceCondition.of(tx.alerts.of_case(case.case_id))
    is_active = source is not None and not source.is_normal
    rules.check_runs(wanted, others, now=tx.now)
    rules.check_request(
        wanted,
        others,
        policy=policies.for_case(tx, case).dispose_within,
        is_red_and_active=case.tier is Tier.RED and is_active,
    )


def _move_deadline(tx: Transaction, case: Case, granted: Extension) -> None:
    """The case, and with it whoever is chased for it. A stopped clock reminds nobody until it runs again."""
    due_at = granted.due_at or case.dispose_due_at
    if granted.kind is ExtensionKind.STOP_CLOCK:
        deadlines.stand_still(tx, case.case_id, DeadlineStep.DISPOSE, lasting=due_at - case.dispose_due_at)
        return
    stop = rules.standing(tx.extensions.of_case(case.case_id), now=tx.now)
    until = stop.until if stop else None
    deadlines.move(tx, case.case_id, DeadlineStep.DISPOSE, due_at=due_at, stands_until=until)


def _run_on(tx: Transaction, case: Case, stopped: Extension, *, by: UUID | None) -> Extension:
    resumed, unused = rules.resume(stopped, at=tx.now)
    tx.extensions.put(resumed)
    deadlines.stand_still(tx, case.case_id, DeadlineStep.DISPOSE, lasting=-unused)
    _announce(tx, case, EventKind.CLOCK_RESUMED, resumed, by=by, to=(stopped.asked_by,) if by is None else ())
    return resumed


def _in_disposal(tx: Transaction, case_id: UUID) -> Case:
    case = tx.cases.get(case_id)
    _check_state(case)
    return case


def _check_state(case: Case) -> None:
    if case.state is not CaseState.IN_DISPOSAL:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"no disposal is due while {case.state}")


def _deciders(tx: Transaction, case: Case) -> tuple[UUID, ...]:
    people: set[UUID] = set()
    for group in (Audience.LEAD, Audience.OFFICER):
        people |= tx.people.audience(
            case.site_id, group, department_id=case.department_id, responsible_id=case.responsible_id
        )
    return tuple(sorted(people))


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
            by=by,
            case_id=case.case_id,
            tier=case.tier,
            round_number=extension.round_number,
            subject_id=extension.extension_id,
            note=note,
            to=to,
        )
    )

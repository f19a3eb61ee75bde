"""Cases: the closed loop from opening to archive. Every step is one transaction with its audit row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from backend.agreements.rules import Agreement
from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.cases import deadline_commands as deadlines
from backend.cases import dismissal_commands as dismissals
from backend.cases.dismissals_rules import Dismissal, DismissalReason
from backend.cases.events import (
    CASE_ACKNOWLEDGED,
    CASE_ARCHIVED,
    CASE_DISMISSED,
    CASE_OPENED,
    DISPOSAL_SUBMITTED,
    RECHECK_FAILED,
    RECHECK_PASSED,
)
from backend.cases.evidence.store import EvidenceRole
from backend.cases.extensions import commands as extensions
from backend.cases.links.store import Links
from backend.cases.recheck import commands as rounds
from backend.cases.recheck.commands import NOTHING_ELSE, Also, Signature
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.recheck.rules import SourceCondition, check_source
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import one_worse
from backend.cases.rules import (
    PERMISSION_FOR,
    Case,
    CaseAction,
    CaseOutcome,
    CaseState,
    Evidence,
    RecheckReason,
    advance,
    check_disposal,
    check_recheck,
    name_of,
)
from backend.cases.store import Cases
from backend.cases.tasks import commands as tasks
from backend.cases.tasks import rule_matching_commands as task_rules
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.people.accounts.second_person_commands import require_second_person
from backend.policies import commands as policies
from backend.policies.site_policy_rules import SitePolicy

NUMBER_PREFIX: Final = "CZ"  # 处置


def acknowledge_case(tx: Transaction, case_id: UUID, *, by: Viewer) -> Case:
    """Take the case on, and so acknowledge its alert: the one active red or orange one, and those that are
    not dangerous now. Where several are dangerous, each is looked at by itself. A case that is acknowledged
    already stays as it is, with its alerts: the second person has not seen what was raised since.
    """
    # Locked before the case, as a change of the alert does.
    alert_ids = sorted(each.alert_id for each, _, _ in tx.get(Alerts).of_case(case_id))
    waiting = [
        each for each in map(tx.get(Alerts).get, alert_ids) if each.is_open and not each.is_acknowledged
    ]
    case = _get(tx, case_id, CaseAction.ACKNOWLEDGE, by)
    if case.acknowledged_by is not None:
        return case
    case = take_on(tx, case, by=by.person_id)
    dangerous = [each for each in waiting if each.is_dangerous]
    for each in waiting:
        if len(dangerous) <= 1 or each not in dangerous:
            alerts.acknowledge_alert(tx, each.alert_id, by=by)
    return case


def take_on(tx: Transaction, case: Case, *, by: UUID) -> Case:
    """This person deals with the case from now on."""
    moved = advance(case, CaseAction.ACKNOWLEDGE, by=by, at=tx.now)
    tx.get(Cases).put(moved)
    _next_step(tx, moved, DeadlineStep.DISPOSE, due_at=case.dispose_due_at)
    _announce(tx, moved, CASE_ACKNOWLEDGED, by=by)
    return moved


def submit_disposal(
    tx: Transaction,
    case_id: UUID,
    *,
    measures: str,
    photos: tuple[Evidence, ...],
    by: Viewer,
    also: Also = NOTHING_ELSE,
) -> Case:
    """Record what was done, with its evidence, and ask a second person to recheck it."""
    measures = also.joined(measures)
    check_disposal(measures=measures, photos=photos)
    case = _get(tx, case_id, CaseAction.SUBMIT_DISPOSAL, by)
    tasks.require_finished(tx, case)
    recurrence.require_root_cause(tx, case)
    moved = advance(case, CaseAction.SUBMIT_DISPOSAL, by=by.person_id, at=tx.now)
    due_at = tx.now + _policy(tx, case).of(case.tier).recheck_within
    moved = replace(moved, recheck_due_at=due_at)
    tx.get(Cases).put(moved)
    dismissals.end_request(tx, case_id)
    rounds.record(tx, case, measures, photos, also, by=by)
    _next_step(tx, moved, DeadlineStep.RECHECK, due_at=due_at)
    _announce(tx, moved, DISPOSAL_SUBMITTED, by=by.person_id)
    return moved


def pass_recheck(
    tx: Transaction,
    case_id: UUID,
    *,
    content_hash: str,
    note: str,
    photos: tuple[Evidence, ...],
    signature: Signature | None,
    override_reason: str | None,
    by: Viewer,
    flags_seen: Sequence[FlagReason] = (),
) -> Case:
    """A second person confirms, signs, and the case is archived for good.

    Raises Refused: SAME_PERSON, RESET_LATELY, ACCOUNT_LINKED, EVIDENCE_REQUIRED, SIGNATURE_REQUIRED,
    CONTENT_CHANGED (what was signed is not what stands here), FLAGS_NOT_SEEN and SOURCE_NOT_NORMAL (unless a
    lead or executive overrides with a reason).
    """
    case = _get(tx, case_id, CaseAction.PASS_RECHECK, by)
    moved = advance(case, CaseAction.PASS_RECHECK, by=by.person_id, at=tx.now)
    require_second_person(tx, by.person_id, to=case.disposed_by)
    check_recheck(note=note, photos=photos)
    if signature is None:
        raise Refused(ErrorCode.SIGNATURE_REQUIRED, "a passed recheck is signed")
    ink = rounds.take_ink(tx, case, signature, photos, by=by)
    entry = rounds.sign(tx, case, content_hash, ink, flags_seen, by=by)
    if override_reason and not by.may(Permission.OVERRIDE_SOURCE, site_id=case.site_id):
        raise Refused(ErrorCode.NOT_ALLOWED, "only a lead or executive may override the source")
    is_override = check_source(source_condition(tx, case_id), now=tx.now, override_reason=override_reason)
    entry = replace(
        entry,
        is_passed=True,
        note=note.strip(),
        rechecked_by=by.person_id,
        rechecked_at=tx.now,
        override_reason=(override_reason or "").strip() if is_override else None,
    )
    rounds.attach(tx, case, photos, EvidenceRole.RECHECK, by)
    rounds.attach(tx, case, (ink.picture,), EvidenceRole.SIGNATURE, by)
    rounds.finish(tx, case, entry, RECHECK_PASSED, note=entry.override_reason, by=by)
    return _archive(tx, moved, CaseOutcome.RESOLVED, by=by.person_id)


def fail_recheck(
    tx: Transaction,
    case_id: UUID,
    *,
    reason: RecheckReason,
    note: str,
    photos: tuple[Evidence, ...],
    task_ids: Sequence[UUID] = (),
    by: Viewer,
) -> Case:
    """A second person says it is not done: round n+1 begins, the round before stays as it was.

    The tasks that this person names are open again.
    """
    case = _get(tx, case_id, CaseAction.FAIL_RECHECK, by)
    moved = advance(case, CaseAction.FAIL_RECHECK, by=by.person_id, at=tx.now)
    check_recheck(note=note, photos=photos)
    entry = replace(
        tx.get(Cases).round(case_id, case.round_number),
        is_passed=False,
        reason=reason,
        note=note.strip(),
        rechecked_by=by.person_id,
        rechecked_at=tx.now,
    )
    moved = replace(moved, dispose_due_at=tx.now + _policy(tx, case).of(case.tier).dispose_within)
    tx.get(Cases).put(moved)
    _next_step(tx, moved, DeadlineStep.DISPOSE, due_at=moved.dispose_due_at)
    rounds.attach(tx, case, photos, EvidenceRole.RECHECK, by)
    rounds.finish(tx, case, entry, RECHECK_FAILED, note=reason, by=by)
    tasks.reopen_named(tx, moved, task_ids, by=by)
    return moved


def dismiss_case(
    tx: Transaction,
    case_id: UUID,
    *,
    outcome: CaseOutcome,
    reason: str,
    by: Viewer,
    code: DismissalReason = DismissalReason.OTHER,
    asks_second_person: bool = False,
) -> Case:
    """An officer ends the case as a false alarm or no hazard; `code` feeds limit tuning.

    `asks_second_person`: where nobody may end it alone, ask one to agree; the case stays as it is until then.

    Raises Refused: ORIGINAL_REQUIRED for a duplicate, which is linked (`links.link_duplicate`), so that
    somebody has its alerts and its reporters; SOURCE_NOT_NORMAL while a red or orange danger goes on;
    SECOND_PERSON_REQUIRED for a major hazard and a red case of a report; and, of a red or orange case, a
    reason that says as little as REASON_TOO_SHORT and REASON_REPEATED mean.
    """
    if outcome is CaseOutcome.RESOLVED:
        raise Refused(ErrorCode.INVALID_INPUT, "a resolved case passes its recheck instead")
    case = _get(tx, case_id, CaseAction.DISMISS, by)
    if outcome is CaseOutcome.DUPLICATE:
        raise Refused(ErrorCode.ORIGINAL_REQUIRED, "of which case is it a duplicate?")
    advance(case, CaseAction.DISMISS, by=by.person_id, at=tx.now)  # refused now, not when somebody agrees
    dismissals.check_words(tx, case, reason, by=by.person_id)
    found = Dismissal(case_id, code, reason.strip(), by.person_id, tx.now)
    needed = dismissals.second_person(tx, case)
    if needed is None:
        return _dismiss(tx, case, outcome, found)
    if not asks_second_person:
        raise Refused(needed, "a second person agrees to this dismissal")
    dismissals.ask(tx, case, outcome, found, why=needed, by=by)
    return case


def dismiss_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to a dismissal: the case ends, by the word of the one who asked."""
    case = tx.get(Cases).get(agreed.object_id)
    code = DismissalReason(agreed.details["code"])
    found = Dismissal(case.case_id, code, agreed.reason, agreed.asked_by, tx.now)
    _dismiss(tx, case, CaseOutcome(agreed.details["outcome"]), found)


def dismiss_duplicate(tx: Transaction, case_id: UUID, *, reason: str, by: Viewer) -> Case:
    """End a case that was linked to its original."""
    case = _get(tx, case_id, CaseAction.DISMISS, by)
    known = Dismissal(case_id, DismissalReason.KNOWN, reason, by.person_id, tx.now)
    return _dismiss(tx, case, CaseOutcome.DUPLICATE, known)


def follow_tier(tx: Transaction, case_id: UUID, tier: Tier) -> None:
    """The alert behind the case got worse: so does the case, with the tighter deadlines."""
    case = tx.get(Cases).get(case_id)
    if tier <= case.tier or case.state is CaseState.ARCHIVED:
        return
    case = extensions.run_on(tx, case)
    policy = _policy(tx, case).of(tier)
    tighter = replace(
        case,
        tier=tier,
        changed_at=tx.now,
        acknowledge_due_at=min(case.acknowledge_due_at, tx.now + policy.acknowledge_within),
        dispose_due_at=min(case.dispose_due_at, tx.now + policy.dispose_within),
        recheck_due_at=case.recheck_due_at and min(case.recheck_due_at, tx.now + policy.recheck_within),
    )
    tx.get(Cases).put(tighter)
    for step, due_at in (
        (DeadlineStep.ACKNOWLEDGE, tighter.acknowledge_due_at),
        (DeadlineStep.DISPOSE, tighter.dispose_due_at),
        (DeadlineStep.RECHECK, tighter.recheck_due_at),
    ):
        if due_at is not None:
            deadlines.tighten(tx, tighter, step, due_at=due_at)
    task_rules.follow_tier(tx, tighter)


def source_condition(tx: Transaction, case_id: UUID) -> SourceCondition | None:
    """Return the state of the sources behind the case; None for a case without an alert."""
    return SourceCondition.of(tx.get(Alerts).of_case(case_id))


def describe(tx: Transaction, case_id: UUID) -> Text:
    """Name the case in a message."""
    return name_of(tx.get(Cases).get(case_id))


def _get(tx: Transaction, case_id: UUID, action: CaseAction, by: Viewer) -> Case:
    case = tx.get(Cases).get(case_id)
    by.require(PERMISSION_FOR[action], site_id=case.site_id)
    return case


def _dismiss(tx: Transaction, case: Case, outcome: CaseOutcome, found: Dismissal) -> Case:
    moved = advance(case, CaseAction.DISMISS, by=found.by, at=tx.now)
    tx.get(Links).dismiss(found)
    _announce(tx, case, CASE_DISMISSED, by=found.by, note=found.text)
    archived = _archive(tx, moved, outcome, by=found.by)
    dismissals.await_case_again(tx, case.case_id)
    return archived


def _archive(tx: Transaction, case: Case, outcome: CaseOutcome, *, by: UUID) -> Case:
    closed = replace(case, outcome=outcome)
    tx.get(Cases).put(closed)
    tasks.cancel_open(tx, closed, by=by)
    extensions.close(tx, closed)
    dismissals.end_request(tx, case.case_id)
    deadlines.end_all(tx, case.case_id)
    _announce(tx, closed, CASE_ARCHIVED, by=by)
    return closed


def _note_recurrence(tx: Transaction, case: Case, category: str) -> None:
    """The third one of a series within ninety days is one tier worse."""
    if recurrence.mark(tx, case, category):
        follow_tier(tx, case.case_id, one_worse(case.tier))


def new_case(tx: Transaction, *, site_id: UUID, tier: Tier, area_id: UUID, **described: Any) -> Case:
    """A case that opens now, with the next number of its site and the deadlines of its tier."""
    in_force = policies.in_force(tx, site_id, lambda: area_id)
    policy = in_force.of(tier)
    return Case(
        case_id=uuid4(),
        site_id=site_id,
        number=tx.get(Cases).next_number(site_id, NUMBER_PREFIX, year=tx.now.year),
        state=CaseState.OPEN,
        outcome=None,
        tier=tier,
        grade=None,
        report_id=None,
        opened_at=tx.now,
        changed_at=tx.now,
        acknowledge_due_at=tx.now + policy.acknowledge_within,
        dispose_due_at=tx.now + policy.dispose_within,
        recheck_due_at=None,
        acknowledged_at=None,
        acknowledged_by=None,
        archived_at=None,
        round_number=1,
        disposed_by=frozenset(),
        policy_id=in_force.policy_id,
        area_id=area_id,
        **described,
    )


def add_case(tx: Transaction, case: Case) -> None:
    """Keep a new case, with the clock of its first step."""
    tx.get(Cases).add(case)
    deadlines.begin(tx, case, DeadlineStep.ACKNOWLEDGE, due_at=case.acknowledge_due_at)


def announce_opened(
    tx: Transaction,
    case: Case,
    category: str,
    *,
    alert_id: UUID | None = None,
    by: UUID | None = None,
    note: str | None = None,
) -> None:
    """Announce a new case, raise its tier if it is a recurrence of its category, and open its tasks."""
    _announce(tx, case, CASE_OPENED, alert_id=alert_id, by=by, note=note)
    _note_recurrence(tx, case, category)
    task_rules.open_tasks(tx, case)


def _next_step(tx: Transaction, case: Case, step: DeadlineStep, *, due_at: datetime) -> None:
    """End the running deadline and begin that of this step."""
    deadlines.end(tx, case.case_id)
    deadlines.begin(tx, case, step, due_at=due_at)


def _announce(
    tx: Transaction,
    case: Case,
    kind: EventKind,
    *,
    by: UUID | None = None,
    alert_id: UUID | None = None,
    note: str | None = None,
) -> None:
    tx.announce(
        Event(
            kind,
            case.site_id,
            about=refs(alert=alert_id, case=case.case_id, hazard_report=case.report_id),
            by=by,
            tier=case.tier,
            round_number=case.round_number,
            note=note,
        )
    )


def _policy(tx: Transaction, case: Case) -> SitePolicy:
    return policies.begun_under(tx, case.policy_id)

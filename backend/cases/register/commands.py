"""Cases and the register: the event that a case is about, its failed measure, what the register learns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.cases import commands as cases
from backend.cases.events import (
    CASE_RISK_NAMED,
    REGISTER_ASKED_AGAIN,
    REGISTER_CHANGED,
    REGISTER_UNCHANGED,
)
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import one_worse
from backend.cases.register.rules import CaseRisk, RegisterAnswer, RegisterQuestion, asks
from backend.cases.register.store import CaseRisks, RegisterQuestions
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.transaction import follows_many
from backend.core.viewer import Permission, Viewer
from backend.risks.commands import require_edit
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import EventState, RevisionState, RiskRevision
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import NOT_THERE, checked_reason


@dataclass(frozen=True, slots=True)
class NamedRisk:
    """Event of the register and the measure of it that did not hold, as a person names them."""

    event_id: UUID | None = None
    measure_id: UUID | None = None


def name_risk(tx: Transaction, case_id: UUID, named: NamedRisk, *, version: int, by: Viewer) -> UUID:
    """Name the event that an open case is about and its failed measure, or that it is about none; the same
    again changes nothing. The third case of an event is a recurrence. Returns the case's id.

    `version`: of what was named before, 0 where nothing was. Raises Refused: NOT_FOUND, NOT_ALLOWED,
    CONFLICT, ILLEGAL_TRANSITION for an archived case, and as `keep_named` does.
    """
    case = tx.get(Cases).get(case_id)
    by.require(Permission.TRIAGE, site_id=case.site_id)
    if case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an archived case is never written again")
    before = tx.get(CaseRisks).of(case_id)
    if (before.version if before else 0) != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    if before is not None and named == NamedRisk(before.event_id, before.measure_id):
        return case_id
    announce_named(tx, case, keep_named(tx, case, named, by=by.person_id), by=by.person_id)
    if before is not None and before.event_id not in (None, named.event_id):
        # A revision of it that waited for the end of this case waits for nothing any more.
        revisions.send_stored(tx, [before.event_id])
    if recurrence.mark_of_event(tx, case):
        cases.follow_tier(tx, case_id, one_worse(case.tier))
    return case_id


def keep_named(tx: Transaction, case: Case, named: NamedRisk, *, by: UUID) -> CaseRisk:
    """Keep event and failed measure of a case, with copies of their words.

    Raises Refused: NOT_FOUND for an event of another site or a measure of another event, RISK_CLOSED,
    ILLEGAL_TRANSITION for a draft, INVALID_INPUT for a measure of no event.
    """
    if named.event_id is None:
        if named.measure_id is not None:
            raise Refused(ErrorCode.INVALID_INPUT, "a measure belongs to an event")
        return _put(tx, CaseRisk(case.case_id, case.site_id, tx.now, by=by))
    risk = _of_event(tx, case, named.event_id, by=by)
    if named.measure_id is not None:
        event = tx.get(CaseRisks).event(named.event_id, site_id=case.site_id)
        code, said = tx.get(CaseRisks).measure(named.measure_id, of=event)
        risk = replace(risk, measure_id=named.measure_id, measure_code=code, text=said)
    return _put(tx, risk)


def announce_named(tx: Transaction, case: Case, risk: CaseRisk, *, by: UUID) -> None:
    """Record which event a person named."""
    about = refs(case=case.case_id, risk_event=risk.event_id)
    tx.announce(Event(CASE_RISK_NAMED, case.site_id, about=about, by=by, note=risk.codes))


def follow_alert(tx: Transaction, happened: Event) -> None:
    """A case is opened for an alert, or named after a worse one: it is about the event that speaks for the
    alert, unless a person named another one.
    """
    case_id, alert_id = happened.ref("case"), happened.ref("alert")
    event_id = tx.get(CaseRisks).speaking(alert_id) if alert_id else None
    if case_id is None or event_id is None:
        return
    before = tx.get(CaseRisks).of(case_id)
    if before is None or (before.by is None and before.event_id != event_id):
        _put(tx, _of_event(tx, tx.get(Cases).get(case_id), event_id, by=None))


def carry_on(tx: Transaction, happened: Event) -> None:
    """An archived case goes on in another one: about the same event, and only that one asks at its end."""
    case_id, archived_id = happened.ref("case"), happened.ref("linked_case")
    if case_id is None or archived_id is None:
        return
    before = tx.get(CaseRisks).of(archived_id)
    if before is not None:
        _put(tx, replace(before, case_id=case_id, version=1))
    question = tx.get(RegisterQuestions).find(archived_id)
    if question is not None and question.answer is None:
        tx.get(RegisterQuestions).drop(archived_id)


def ask(tx: Transaction, happened: Event) -> None:
    """An orange or red case is archived: it asks whether the register changes. Twice: it asks once."""
    case_id = happened.ref("case")
    if case_id is None or not asks(case := tx.get(Cases).get(case_id)):
        return
    if tx.get(RegisterQuestions).find(case_id) is None:
        risk = tx.get(CaseRisks).of(case_id)
        event_id = risk.event_id if risk else None
        tx.get(RegisterQuestions).add(RegisterQuestion(case_id, case.site_id, tx.now, event_id))
        if event_id is not None:
            _answer_by_revisions(tx, [event_id])  # one may have been proposed while the case was open


def keep_register(tx: Transaction, case_id: UUID, *, reason: str, version: int, by: Viewer) -> UUID:
    """Answer that nothing of the register changes, with the reason. Returns the case's id. Raises Refused:
    NOT_FOUND, NOT_ALLOWED to who may not edit the event, CONFLICT, ILLEGAL_TRANSITION, REASON_REQUIRED.
    """
    question = _question(tx, case_id, by=by)
    question.require_open(version)
    why = checked_reason(reason)
    _answer(tx, question, RegisterAnswer.UNCHANGED, reason=why, by=by.person_id)
    return case_id


def register_event(tx: Transaction, case_id: UUID, event_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Answer of a case about no event which event of the register, a draft among them, now holds what it
    taught. Returns the case's id. Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, RISK_CLOSED,
    ILLEGAL_TRANSITION where the case is about an event.
    """
    question = _question(tx, case_id, by=by)
    question.require_open(version)
    if question.event_id is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the case is about an event: revise that one")
    event = tx.get(CaseRisks).event(event_id, site_id=question.site_id)
    if event.state is EventState.CLOSED:
        raise Refused(ErrorCode.RISK_CLOSED, "the event is closed")
    named = replace(question, event_id=event_id)
    _answer(tx, named, RegisterAnswer.REGISTERED, reason=event.code, by=by.person_id)
    return case_id


@follows_many
def follow_revisions(tx: Transaction, several: Sequence[Event]) -> None:
    """Revisions hold or wait for a second person: they answer the open questions of those cases whose numbers
    their reasons name.
    """
    _answer_by_revisions(tx, [event_id for each in several for event_id in each.refs_of("risk_event")])


@follows_many
def ask_again(tx: Transaction, several: Sequence[Event]) -> None:
    """Revisions were declined, withdrawn or overtaken: what they had answered is asked again."""
    by = {event_id: each.by for each in several for event_id in each.refs_of("risk_event")}
    for question in tx.get(RegisterQuestions).answered_by_revisions(by):
        if not question.event_id or not question.revision_id:
            continue
        if not _is_lost(tx.get(RiskEvents).revision(question.revision_id)):
            continue
        asked = RegisterQuestion(
            question.case_id, question.site_id, question.asked_at, question.event_id, version=question.version
        )
        tx.get(RegisterQuestions).put(asked)
        _announce(tx, REGISTER_ASKED_AGAIN, asked, by=by[question.event_id], note=None)


def _answer_by_revisions(tx: Transaction, event_ids: Collection[UUID]) -> None:
    """One statement for all events; revisions are read of those that are asked something."""
    for question in tx.get(RegisterQuestions).open_of_events(event_ids):
        if question.event_id is None:
            continue
        found = tx.get(RiskEvents).revisions(question.event_id)
        number = tx.get(Cases).peek(question.case_id).number
        revision = next((each for each in found if number in each.reason and not _is_lost(each)), None)
        if revision is not None:
            answered = replace(question, revision_id=revision.revision_id)
            said = f"r{revision.number}: {revision.reason}"
            _answer(tx, answered, RegisterAnswer.CHANGED, reason=said, by=revision.author_id)


def _is_lost(revision: RiskRevision) -> bool:
    """Whether a revision does not say anything any more and never held to its end."""
    if revision.state in (RevisionState.DECLINED, RevisionState.WITHDRAWN):
        return True
    return revision.state is RevisionState.ENDED and revision.from_at is None


def _of_event(tx: Transaction, case: Case, event_id: UUID, *, by: UUID | None) -> CaseRisk:
    event = tx.get(CaseRisks).event(event_id, site_id=case.site_id)
    if by is not None:
        event.require_in_force()
    return CaseRisk(
        case_id=case.case_id,
        site_id=case.site_id,
        at=tx.now,
        event_id=event_id,
        revision_id=event.revision_id,
        event_code=event.code,
        title=event.title,
        by=by,
    )


def _put(tx: Transaction, risk: CaseRisk) -> CaseRisk:
    before = tx.get(CaseRisks).of(risk.case_id)
    tx.get(CaseRisks).put(replace(risk, version=before.version) if before else risk)
    return risk


def _question(tx: Transaction, case_id: UUID, *, by: Viewer) -> RegisterQuestion:
    """Return the question of a case to who may change what it asks about. Raises Refused: NOT_FOUND,
    NOT_ALLOWED.
    """
    question = tx.get(RegisterQuestions).find(case_id)
    if question is None:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    if question.event_id is not None:
        event = tx.get(CaseRisks).event(question.event_id, site_id=question.site_id)
        department_id = event.department_id
    else:
        department_id = tx.get(Cases).get(case_id).department_id
    require_edit(tx, question.site_id, department_id, by=by)
    return question


def _answer(
    tx: Transaction, question: RegisterQuestion, answer: RegisterAnswer, *, reason: str, by: UUID
) -> None:
    answered = replace(question, answer=answer, reason=reason, answered_by=by, answered_at=tx.now)
    tx.get(RegisterQuestions).put(answered)
    kind = REGISTER_UNCHANGED if answer is RegisterAnswer.UNCHANGED else REGISTER_CHANGED
    _announce(tx, kind, answered, by=by, note=reason)


def _announce(
    tx: Transaction, kind: EventKind, question: RegisterQuestion, *, by: UUID | None, note: str | None
) -> None:
    about = refs(case=question.case_id, risk_event=question.event_id)
    tx.announce(Event(kind, question.site_id, about=about, by=by, note=note))

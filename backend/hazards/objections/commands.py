"""Objections: a reporter does not agree with how it ended, and an officer answers."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.agreements.store import Agreements
from backend.cases.links import commands as links
from backend.cases.links.store import Links
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Permission, Viewer
from backend.hazards.events import OBJECTION_REJECTED, OBJECTION_UPHELD, REPORT_OBJECTED
from backend.hazards.followers_store import Followers
from backend.hazards.rules import HazardState, reopen_triage
from backend.hazards.store import Hazards
from backend.hazards.timeline import rules
from backend.hazards.timeline.rules import Objection, ObjectionState
from backend.hazards.timeline.store import Timelines
from backend.people.accounts.second_person_commands import require_second_person
from backend.people.rules import Audience
from backend.people.store import People


def object_report(tx: Transaction, report_id: UUID, *, reason: str, by: Viewer) -> UUID:
    """Object to how a report ended; once, within seven days of the end. Returns the report's id.

    Raises Refused: NOT_ALLOWED for others, ALREADY_OBJECTED, and as `rules.check_objection` does.
    """
    report = tx.get(Hazards).get(report_id)
    if by.membership_at(report.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such report at the viewer's sites")
    if report.reported_by != by.person_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "objections are the reporter's")
    chain = tx.get(Followers).chain(report_id)
    case = chain[-1] if chain and report.state is not HazardState.DECLINED else None
    if tx.get(Timelines).objection_of(report_id) is not None:
        raise Refused(ErrorCode.ALREADY_OBJECTED, "objected before")
    rules.check_objection(report, case, reason=reason, now=tx.now)
    objection = Objection(
        objection_id=uuid4(),
        site_id=report.site_id,
        report_id=report_id,
        case_id=case.case_id if case else None,
        reason=reason.strip(),
        state=ObjectionState.OPEN,
        made_at=tx.now,
    )
    tx.get(Timelines).put_objection(objection)
    officers = tx.get(People).audience(
        report.site_id, Audience.OFFICER, department_id=None, responsible_id=None
    )
    _announce(tx, objection, REPORT_OBJECTED, by=by.person_id, note=reason.strip(), to=officers)
    return report_id


def answer_objection(
    tx: Transaction, objection_id: UUID, *, is_upheld: bool, answer: str, by: Viewer
) -> UUID:
    """Uphold an objection (the report waits for triage again, or its case is reopened) or reject it with a
    reason.

    Returns the report's id. Raises Refused: REASON_REQUIRED, ILLEGAL_TRANSITION (answered before),
    SECOND_PERSON_REQUIRED in one's own cause, ACCOUNT_LINKED and RESET_LATELY for a rejection, and as
    `links.reopen_case` does.
    """
    objection = tx.get(Timelines).objection(objection_id)
    by.require(Permission.TRIAGE, site_id=objection.site_id)
    if not answer.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "the reporter must be given the reason")
    if objection.state is not ObjectionState.OPEN:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "answered before")
    _require_impartial(tx, objection, by, is_rejected=not is_upheld)
    state = ObjectionState.UPHELD if is_upheld else ObjectionState.REJECTED
    answered = replace(
        objection, state=state, answered_by=by.person_id, answered_at=tx.now, answer=answer.strip()
    )
    tx.get(Timelines).put_objection(answered)
    # Of a case that goes on everybody is notified who follows it, the reporter among them: not twice.
    is_reopened = is_upheld and objection.case_id is not None
    notified = set() if is_reopened else {tx.get(Hazards).get(objection.report_id).reported_by}
    kind = OBJECTION_UPHELD if is_upheld else OBJECTION_REJECTED
    _announce(tx, answered, kind, by=by.person_id, note=answer.strip(), to=notified)
    if is_upheld:
        _go_on(tx, answered, by=by)
    return objection.report_id


def _require_impartial(tx: Transaction, objection: Objection, by: Viewer, *, is_rejected: bool) -> None:
    """Raises Refused(SECOND_PERSON_REQUIRED) for who declined the report, dismissed its case, agreed to
    that, or objects; of a rejection as `require_second_person` after all but who objects.
    """
    report = tx.get(Hazards).get(objection.report_id)
    dismissal = tx.get(Links).dismissal(objection.case_id) if objection.case_id else None
    parties = {report.reported_by, dismissal.by if dismissal else None}
    if report.state is HazardState.DECLINED:
        parties.add(report.triaged_by)
    parties |= tx.get(Agreements).seconds_of(filter(None, (objection.report_id, objection.case_id)))
    if by.person_id in parties:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "nobody judges in their own cause")
    if is_rejected:
        deciders = {each for each in parties if each is not None} - {report.reported_by}
        require_second_person(tx, by.person_id, to=deciders)


def _go_on(tx: Transaction, objection: Objection, *, by: Viewer) -> None:
    if objection.case_id is None:
        tx.get(Followers).unfollow(objection.report_id)
        tx.get(Hazards).put(reopen_triage(tx.get(Hazards).get(objection.report_id)))
        return
    links.reopen_case(tx, objection.case_id, reason=objection.reason, by=by)


def _announce(
    tx: Transaction, objection: Objection, kind: EventKind, *, by: UUID, note: str, to: set[UUID]
) -> None:
    tx.announce(
        Event(
            kind,
            objection.site_id,
            about=refs(hazard_report=objection.report_id, objection=objection.objection_id),
            by=by,
            note=note,
            to=tuple(to),
        )
    )

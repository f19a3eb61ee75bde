"""报了有回音: progress of reports for their reporters, and thanks."""

from typing import Final
from uuid import UUID

from backend.cases.events import (
    CASE_ACKNOWLEDGED,
    CASE_ARCHIVED,
    CASE_REOPENED,
    DISPOSAL_SUBMITTED,
    RECHECK_FAILED,
)
from backend.cases.rules import CaseOutcome
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.outbox import Outbox
from backend.core.viewer import Viewer
from backend.hazards.events import (
    DISPOSAL_THANKED,
    REPORT_CLOSED,
    REPORT_FIXED,
    REPORT_MERGED,
    REPORT_REOPENED,
    REPORT_SENT_BACK,
    REPORT_TAKEN_ON,
)
from backend.hazards.followers_store import Followers
from backend.hazards.store import Hazards
from backend.hazards.timeline import rules
from backend.hazards.timeline.store import Timelines

MESSAGE_OF: Final = {
    CASE_ACKNOWLEDGED: REPORT_TAKEN_ON,
    DISPOSAL_SUBMITTED: REPORT_FIXED,
    RECHECK_FAILED: REPORT_SENT_BACK,
    CASE_REOPENED: REPORT_REOPENED,
}
END_OF: Final[dict[CaseOutcome | None, EventKind]] = {
    CaseOutcome.RESOLVED: CASE_ARCHIVED,
    CaseOutcome.FALSE_ALARM: REPORT_CLOSED,
    CaseOutcome.NOT_A_HAZARD: REPORT_CLOSED,
    CaseOutcome.DUPLICATE: REPORT_MERGED,
}


def notify_reporters(tx: Transaction, happened: Event) -> None:
    """Send one message to everybody whose report this case deals with, about the report of theirs.

    The step itself stands in the record, so this goes into the outbox only. A case that passed its recheck
    and is archived in one go says so once.
    """
    case_id = happened.ref("case")
    if case_id is None:
        return
    kind = MESSAGE_OF.get(happened.kind) or END_OF[tx.get(Cases).get(case_id).outcome]
    for report_id, person_id in tx.get(Followers).of_case(case_id):
        message = Event(
            kind,
            happened.site_id,
            about=refs(case=case_id, hazard_report=report_id),
            by=happened.by,
            to=(person_id,),
        )
        tx.get(Outbox).add(message, at=tx.now)


def mark_report_seen(tx: Transaction, report_id: UUID, *, by: Viewer) -> UUID:
    """Note that its reporter has looked at what became of it. Raises Refused: NOT_FOUND, NOT_ALLOWED for
    others.
    """
    report = tx.get(Hazards).get(report_id)
    if by.membership_at(report.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such report at the viewer's sites")
    if report.reported_by != by.person_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "it is news to its reporter only")
    tx.get(Timelines).read(report_id, by.person_id, at=tx.now)
    return report_id


def thank_disposal(tx: Transaction, report_id: UUID, *, note: str, by: Viewer) -> UUID:
    """Thank those who fixed it; once per person and case. Returns the report's id.

    Raises Refused: ILLEGAL_TRANSITION before it is over, NOT_ALLOWED for others, ALREADY_THANKED.
    """
    report = tx.get(Hazards).get(report_id)
    if by.membership_at(report.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such report at the viewer's sites")
    if report.reported_by != by.person_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "thanks are the reporter's")
    if len(note) > rules.MAX_NOTE:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a note")
    chain = tx.get(Followers).chain(report_id)
    if not chain:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nobody has dealt with it yet")
    case = chain[-1]
    rules.check_thanks(case)
    if tx.get(Timelines).has_thanked(case.case_id, by.person_id):
        raise Refused(ErrorCode.ALREADY_THANKED, "thanked before")
    tx.get(Timelines).thank(case.case_id, by.person_id, note=note.strip(), at=tx.now)
    tx.announce(
        Event(
            DISPOSAL_THANKED,
            report.site_id,
            about=refs(case=case.case_id, hazard_report=report_id),
            by=by.person_id,
            note=note.strip() or None,
            to=tuple(case.disposed_by),
        )
    )
    return report_id

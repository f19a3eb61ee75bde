"""Root causes of the past: found before a recurrence is disposed of, their measures done, then judged."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.alerts.store import Alerts
from backend.cases.comments import commands as comments
from backend.cases.links import commands as links
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import MOST_WHYS, RootCause
from backend.cases.recurrence.store import Recurrences
from backend.cases.register.store import CaseRisks
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.viewer import Viewer
from backend.demo.root_causes import AGAIN, BEFORE, CAME_AGAIN, CAUSES, DID_NOT_HELP, DONE, HELPED, WEAR
from backend.risks.reviews import commands as reviews
from backend.risks.revisions.rules import EventState
from backend.risks.revisions.store import RiskEvents

JUDGE: Final = "zhao.min"


def is_asked_for(tx: Transaction, case_id: UUID) -> bool:
    """Whether the case is a recurrence: nothing is disposed of before its root cause is there."""
    return tx.get(Recurrences).of(case_id) is not None


def find(
    tx: Transaction,
    case_id: UUID,
    kind: str,
    *,
    people: Mapping[str, Viewer],
    before: UUID | None,
    by: Viewer,
) -> None:
    """Write why it happened, in the words of its kind.

    `before`: the case that goes on in this one, whose measure did not help.
    """
    words = CAUSES.get(kind, CAUSES[WEAR])
    earlier = tx.get(Recurrences).root_cause(before) if before else None
    is_second = earlier is not None
    cause = RootCause(
        problem=words.problem + (BEFORE.format(measure=earlier.measure.rstrip("。")) if earlier else ""),
        whys=(*words.whys, AGAIN.why)[-MOST_WHYS:] if is_second else words.whys,
        root_cause=AGAIN.root_cause if is_second else words.root_cause,
        measure=AGAIN.measure if is_second else words.measure,
        owner_id=people[words.owner].person_id,
        due_on=(tx.now + timedelta(days=words.days)).date(),
    )
    recurrence.record_root_cause(tx, case_id, cause, by=by)


def was_found(tx: Transaction, case_id: UUID) -> bool:
    return tx.get(Recurrences).root_cause(case_id) is not None


def say_done(tx: Transaction, case_id: UUID, *, people: Mapping[str, Viewer]) -> None:
    """Let the owner of the measure say that it is done, while the case is still written."""
    cause = tx.get(Recurrences).root_cause(case_id)
    if cause is None:
        return
    owner = next(each for each in people.values() if each.person_id == cause.owner_id)
    text = DONE.format(measure=cause.measure)
    comments.add_comment(tx, uuid4(), case_id=case_id, task_id=None, text=text, mentions=(), by=owner)


def review(tx: Transaction, case_id: UUID, *, came_again: bool, by: Viewer) -> None:
    """Review the events that speak for the case, and say whether the measure helped."""
    said = CAME_AGAIN if came_again else HELPED
    reason = said.format(number=tx.get(Cases).get(case_id).number)
    for event_id in sorted(_events_of(tx, case_id)):
        event = tx.get(RiskEvents).get(event_id)
        if event.state is EventState.IN_FORCE:
            reviews.review_unchanged(tx, event_id, reason=reason, version=event.version, by=by)


def reopen(tx: Transaction, case_id: UUID, *, by: Viewer) -> UUID:
    """Go on with a case whose measure did not help; returns the new one."""
    return links.reopen_case(tx, case_id, reason=DID_NOT_HELP, by=by).case_id


def _events_of(tx: Transaction, case_id: UUID) -> set[UUID]:
    alert_ids = [alert.alert_id for alert, _, _ in tx.get(Alerts).of_case(case_id)]
    risk = tx.get(CaseRisks).of(case_id)
    return tx.get(Alerts).risk_events_of(alert_ids) | ({risk.event_id} if risk and risk.event_id else set())

"""Answering an alert: somebody is on the way, or cannot come and the next rung is notified now."""

from uuid import UUID

from backend.alerts.acknowledgement_deadline_commands import post_of
from backend.alerts.commands import acknowledge_alert
from backend.alerts.owners_store import AlertOwners
from backend.alerts.reminders import commands as reminders
from backend.alerts.responses.rules import Answer
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.alerts.suppression import apply_commands as apply_suppression
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref, refs
from backend.core.viewer import Permission, Viewer
from backend.deadlines import commands as deadlines
from backend.deadlines.events import ESCALATED
from backend.deadlines.responsible_commands import first_of
from backend.deadlines.rules import SUPERIORS, Deadline, DeadlineStep
from backend.deadlines.store import Deadlines


def answer_alert(
    tx: Transaction, alert_id: UUID, answer: Answer, *, by: Viewer, via: str | None = None
) -> UUID:
    """Record that somebody comes, which acknowledges the alert, or cannot, which does not: the next rung is
    notified now. The same answer again changes nothing. `via`: by what it was said where that
    was not the app.

    Raises Refused: ILLEGAL_TRANSITION for an alert that is over, NOT_ALLOWED, NOT_FOUND.
    """
    alert = tx.get(Alerts).get(alert_id)
    by.require(Permission.ACKNOWLEDGE, site_id=alert.site_id)
    if not alert.is_open:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the alert is over")
    before = answers_to(tx, alert)
    if before.get(by.person_id) is answer:
        return alert_id
    reminders.confirm(tx, alert, by.person_id)
    tx.get(Responses).know(alert, by.person_id, at=tx.now)
    tx.get(Responses).answer(alert_id, by.person_id, answer, at=tx.now)
    if answer is Answer.ON_THE_WAY and not alert.is_acknowledged:
        alert = acknowledge_alert(tx, alert_id, by=by, via=via)
    apply_suppression.record(tx, alert, answer.transition, by=by.person_id, note=via)
    others = {answered for person_id, answered in before.items() if person_id != by.person_id}
    if answer is Answer.CANNOT_COME and Answer.ON_THE_WAY not in others:
        _notify_next(tx, alert, by.person_id)
    return alert_id


def note_shown(tx: Transaction, alert_id: UUID, *, by: Viewer) -> UUID:
    """Record that a screen of this person shows the alert. No other screen is notified: of two hundred that
    show an alarm each would be two hundred times. Raises Refused(NOT_FOUND).
    """
    site_id = tx.get(Responses).site_of(alert_id)
    if site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such alert")
    tx.get(Responses).show(alert_id, by.person_id, at=tx.now)
    return alert_id


def answers_to(tx: Transaction, alert: Alert) -> dict[UUID, Answer]:
    """The answers to its present activation, by person."""
    current = tx.get(Responses).current(alert)
    return {person_id: each.answer for person_id, each in current.items() if each.answer}


def _notify_next(tx: Transaction, alert: Alert, by: UUID) -> None:
    """Notify the next rung of the acknowledgement ladder; where that is over, the first superiors."""
    post = post_of(tx.get(AlertOwners).source(alert))
    case_id = tx.get(Alerts).case_id_of(alert.alert_id)
    about = refs(alert=alert.alert_id, case=case_id)
    deadline = _running(tx, alert.alert_id, case_id)
    if deadline is None:
        people = first_of(tx, post, SUPERIORS, without=frozenset({by}))
        note = str(DeadlineStep.ACKNOWLEDGE)
    else:
        deadline, people = deadlines.take_next_rung(tx, deadline, post, without=by)
        about += (Ref("deadline", deadline.deadline_id),)
        note = f"{deadline.step} {deadline.reached}"
    if people:
        to = tuple(sorted(people))
        tx.announce(Event(ESCALATED, alert.site_id, about=about, tier=alert.rank, note=note, to=to))


def _running(tx: Transaction, alert_id: UUID, case_id: UUID | None) -> Deadline | None:
    """The deadline until which the alert is to be acknowledged: its own, or that of its case."""
    objects = [alert_id, *([case_id] if case_id else [])]
    found = (tx.get(Deadlines).running(each, DeadlineStep.ACKNOWLEDGE) for each in objects)
    return next((each for running in found for each in running), None)

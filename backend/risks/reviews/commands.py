"""Reviews of events: a deadline for each that is in force, called forward by what happens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.core import words
from backend.core.database import Transaction
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.transaction import follows_many
from backend.core.viewer import Viewer
from backend.deadlines import commands as deadlines
from backend.deadlines.responsible_commands import Post, Responsible, named
from backend.deadlines.rules import Deadline, DeadlineStep, by_days
from backend.deadlines.store import Deadlines
from backend.people.rules import Audience
from backend.risks.bindings.store import BoundRisks
from backend.risks.commands import require_edit
from backend.risks.events import RISK_REVIEW_CALLED, RISK_REVIEWED
from backend.risks.reviews.rules import Trigger, next_review
from backend.risks.revisions.rules import DueReview, EventContent, EventState, RiskEvent
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import checked_reason
from backend.risks.settings.store import RisksSettings

NOUN: Final = "risk_event"
STEPS: Final = by_days([-30, -7], {0: [Audience.LEAD], 7: [Audience.OFFICER], 30: [Audience.EXECUTIVE]})
"""The owner hears a month and a week before, the lead when it is due, the officers a week and the executive
a month later.
"""
AT_ONCE: Final = timedelta(days=7)
"""Time for a review that something called for."""


def begin(tx: Transaction, event: RiskEvent, content: EventContent) -> RiskEvent:
    """Return the event with the time of its next review. The caller keeps and announces it; its deadline
    follows the announcement.
    """
    months = tx.get(RisksSettings).get(event.site_id).review_months
    return replace(event, review_due_at=next_review(content, tx.now, months), reviewed_at=tx.now)


@follows_many
def follow_due(tx: Transaction, several: Sequence[Event]) -> None:
    """Events hold, or were reviewed: each has a deadline until its next review, which ends another one that
    ran. Twice: nothing happens.
    """
    due = tx.get(RiskEvents).due([event_id for each in several for event_id in each.refs_of("risk_event")])
    running = {each.object_id: each.due_at for each in tx.get(Deadlines).running_of(due)}
    others = [each for event_id, each in due.items() if running.get(event_id) != each.due_at]
    deadlines.end_all(tx, [each.event_id for each in others if each.event_id in running])
    deadlines.begin_all(tx, [_deadline(each, at=tx.now) for each in others])


def review_unchanged(tx: Transaction, event_id: UUID, *, reason: str, version: int, by: Viewer) -> UUID:
    """Record that the event was reviewed and stays as it is. Returns its id. Raises Refused: NOT_FOUND,
    NOT_ALLOWED, CONFLICT, REASON_REQUIRED, ILLEGAL_TRANSITION unless it is in force.
    """
    event = tx.get(RiskEvents).get(event_id)
    content = tx.get(RiskEvents).content(event)
    require_edit(tx, event.site_id, content.owner.department_id, by=by)
    event.require(EventState.IN_FORCE)
    why = checked_reason(reason)
    tx.get(RiskEvents).put(replace(begin(tx, event, content), version=version))
    about = refs(risk_event=event_id)
    tx.announce(Event(RISK_REVIEWED, event.site_id, about=about, by=by.person_id, note=why))
    return event_id


def call_review(tx: Transaction, event_id: UUID, trigger: Trigger, *, note: str = "") -> None:
    """Make the review of an event in force due within a week, for this reason; twice: nothing happens."""
    event = tx.get(RiskEvents).get(event_id)
    due_at = tx.now + AT_ONCE
    if event.state is not EventState.IN_FORCE or (event.review_due_at and event.review_due_at <= due_at):
        return
    content = tx.get(RiskEvents).content(event)
    deadlines.end(tx, event_id, DeadlineStep.REVIEW)
    owner = content.owner
    due = DueReview(event_id, event.site_id, due_at, owner.department_id, owner.person_id)
    deadlines.begin(tx, _deadline(due, at=tx.now))
    tx.get(RiskEvents).put(replace(event, review_due_at=due_at))
    to = responsible_people(tx, event, content)
    why = words.of("RiskTrigger", trigger)
    said = f"{why.zh} / {why.en}" + (f": {note}" if note else "")
    about = refs(risk_event=event_id)
    tx.announce(Event(RISK_REVIEW_CALLED, event.site_id, about=about, note=said, to=tuple(sorted(to))))


def call_reviews_of_source(tx: Transaction, sensor_id: int, *, note: str) -> None:
    """Make the reviews due of the events that a source is bound to: its limits or another rule changed."""
    for event_id in sorted(tx.get(BoundRisks).events_of([sensor_id])):
        call_review(tx, event_id, Trigger.LIMITS_CHANGED, note=note)


def end(tx: Transaction, event_id: UUID) -> None:
    """End the time for a review: the event is closed, or a draft again."""
    deadlines.end(tx, event_id, DeadlineStep.REVIEW)


def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
    """Return who answers for the event."""
    event = tx.get(RiskEvents).get(deadline.object_id)
    return named(tx, _post(event, tx.get(RiskEvents).content(event)))


def responsible_people(tx: Transaction, event: RiskEvent, content: EventContent) -> frozenset[UUID]:
    """Return the people who answer for the event, else their first superiors."""
    return named(tx, _post(event, content)).people


def describe(tx: Transaction, event_id: UUID) -> Text:
    """Name the event in a message: its code and what can go wrong."""
    event = tx.get(RiskEvents).get(event_id)
    title = tx.get(RiskEvents).content(event).title
    return Text(f"{event.code} {title.zh}", f"{event.code} {title.en}")


def _post(event: RiskEvent, content: EventContent) -> Post:
    owner = content.owner
    return Post(event.site_id, owner.department_id, owner.person_id, owner.post_id)


def _deadline(due: DueReview, *, at: datetime) -> Deadline:
    return Deadline(
        deadline_id=uuid4(),
        site_id=due.site_id,
        noun=NOUN,
        object_id=due.event_id,
        step=DeadlineStep.REVIEW,
        tier=None,
        policy_id=None,
        started_at=at,
        due_at=due.due_at,
        owner_id=due.person_id,
        department_id=due.department_id,
    )

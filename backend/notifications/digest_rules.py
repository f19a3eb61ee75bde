"""What people are chased about comes in one message where it comes at once: nobody gets a burst."""

from datetime import datetime, timedelta
from typing import Final

from backend.cases.events import CASE_SUPERVISED, DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.core.events import EventKind

CHASING: Final = frozenset(
    {
        DEADLINE_REMINDED,
        DEADLINE_OVERDUE,
        ESCALATED,
        CASE_SUPERVISED,
    }
)
URGENT: Final = frozenset({ESCALATED, CASE_SUPERVISED})
TOGETHER_WITHIN: Final = timedelta(minutes=2)
MANY: Final = 5


def told_at(kind: EventKind, *, told_lately: int, now: datetime) -> datetime:
    """When this message goes out, together with all that waits for the same person by then.

    `told_lately`: messages of this sort to the person within `TOGETHER_WITHIN`. What nobody responds to, and
    what a person asks, goes at once unless it piles up; a reminder waits so that two never come one after the
    other.
    """
    is_patient = told_lately >= (MANY if kind in URGENT else 1)
    return now + TOGETHER_WITHIN if is_patient else now

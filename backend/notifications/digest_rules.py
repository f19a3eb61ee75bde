"""When reminders leave: several for one person go out as one message, so that nobody gets a burst."""

from datetime import datetime, timedelta
from typing import Final

from backend.core.events import Pace

TOGETHER_WITHIN: Final = timedelta(minutes=2)
MANY: Final = 5


def leaves_at(pace: Pace, *, notified_lately: int, now: datetime) -> datetime:
    """When a reminder leaves, together with all that waits for the same person by then.

    `notified_lately`: reminders to the person within `TOGETHER_WITHIN`. What is pressing goes at once unless
    it piles up; another reminder waits so that two never come one after the other.
    """
    is_patient = notified_lately >= (MANY if pace is Pace.PRESSING else 1)
    return now + TOGETHER_WITHIN if is_patient else now

"""When people are asked again about an active alert: after an acknowledgement without a next step, and those
who have yet to confirm it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID


class ReminderKind(StrEnum):
    NEXT_STEP = "NEXT_STEP"
    """An alert was acknowledged, and since then nobody came, disposed of it or began a task."""
    CONFIRM = "CONFIRM"
    """Of a group whose people each have to confirm it some have not."""


MARKS: Final = {
    ReminderKind.NEXT_STEP: (1, 2, 3),
    ReminderKind.CONFIRM: (1, 2, 4, 8, 16),
}
"""When people are asked, in multiples of the time that the policy gives; after the last one never again."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A series of reminders about one alert. `every`: the time that the policy gave when it began. `reached`:
    place of the last mark that is over; 0: none. `ended_at`: of a next step, or the last confirmation.
    """

    alert_id: UUID
    site_id: UUID
    kind: ReminderKind
    started_at: datetime
    every: timedelta
    reached: int = 0
    ended_at: datetime | None = None

    @property
    def next_at(self) -> datetime | None:
        """When people are asked next; None where it is over."""
        marks = MARKS[self.kind]
        return self._at(self.reached + 1) if self.ended_at is None and self.reached < len(marks) else None

    def _at(self, place: int) -> datetime:
        return self.started_at + MARKS[self.kind][place - 1] * self.every


def advanced(reminder: Reminder, *, now: datetime) -> tuple[Reminder, bool]:
    """Return it with every mark that is over, and whether people are asked now: of several missed ones once,
    and of none that lies further back than one interval. What was acknowledged long ago pages nobody.
    """
    after, last = reminder, None
    while after.next_at is not None and after.next_at <= now:
        last = after.next_at
        after = replace(after, reached=after.reached + 1)
    return after, last is not None and now - last <= reminder.every

"""Paused deadlines: nothing is overdue, nobody is followed up."""

from datetime import datetime

import strawberry

from backend.cases.extensions.rules import Pause


@strawberry.type(
    name="PausedDeadline",
    description="The work waits for something; the deadline resumes by itself at `until`.",
)
class PausedDeadlineNode:
    since: datetime
    until: datetime

    @classmethod
    def of_optional(cls, pause: Pause | None, *, now: datetime) -> "PausedDeadlineNode | None":
        """None also for a pause that is over."""
        return cls(since=pause.since, until=pause.until) if pause and pause.lasts(now) else None

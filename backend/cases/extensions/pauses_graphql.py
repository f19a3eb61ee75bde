"""Paused deadlines: nothing is overdue, nobody is followed up."""

from datetime import datetime

import strawberry

from backend.cases.extensions.rules import Stop


@strawberry.type(
    name="PausedDeadline",
    description="The work waits for something; the deadline resumes by itself at `until`.",
)
class PausedDeadlineNode:
    since: datetime
    until: datetime

    @classmethod
    def of_optional(cls, stop: Stop | None, *, now: datetime) -> "PausedDeadlineNode | None":
        """None also for a stop that is over."""
        return cls(since=stop.since, until=stop.until) if stop and stop.stands(now) else None

"""A step of a case that is due now."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.deadline_queries import DueView
from backend.cases.extensions.pauses_graphql import PausedDeadlineNode
from backend.deadlines.rules import DeadlineStep


@strawberry.type(name="Deadline")
class DeadlineNode:
    """A step that is due now. `stoppedAt`, `stoppedUntil`: since when and until when it is paused."""

    id: UUID
    step: DeadlineStep
    task_id: UUID | None
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    stopped_until: datetime | None

    @classmethod
    def of(cls, due: DueView, *, now: datetime) -> "DeadlineNode":
        deadline, stop = due.deadline, PausedDeadlineNode.of_optional(due.stop, now=now)
        return cls(
            id=deadline.deadline_id,
            step=deadline.step,
            task_id=deadline.task_id,
            started_at=deadline.started_at,
            due_at=deadline.due_at,
            stopped_at=stop.since if stop else None,
            stopped_until=stop.until if stop else None,
        )

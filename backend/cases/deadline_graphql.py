"""A step of a case that is due now."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.deadline_queries import DueView
from backend.cases.extensions.pauses_graphql import PausedDeadlineNode
from backend.deadlines.rules import DeadlineStep


@strawberry.type(name="Deadline")
class DeadlineNode:
    """A step that is due now. `pausedAt`, `pausedUntil`: since when and until when it is paused."""

    id: UUID
    step: DeadlineStep
    task_id: UUID | None
    started_at: datetime
    due_at: datetime
    paused_at: datetime | None
    paused_until: datetime | None

    @classmethod
    def of(cls, due: DueView, *, now: datetime) -> "DeadlineNode":
        deadline, pause = due.deadline, PausedDeadlineNode.of_optional(due.pause, now=now)
        return cls(
            id=deadline.deadline_id,
            step=deadline.step,
            task_id=deadline.task_id,
            started_at=deadline.started_at,
            due_at=deadline.due_at,
            paused_at=pause.since if pause else None,
            paused_until=pause.until if pause else None,
        )

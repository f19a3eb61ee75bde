"""The running deadlines of a case, and whether they are paused."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Pause
from backend.cases.extensions.tables import ExtensionRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.deadlines.modules_queries import is_shown
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import deadline_of
from backend.deadlines.tables import DeadlineRow


@dataclass(frozen=True, slots=True)
class DueView:
    """One running deadline. `pause`: its last pause, which may be over."""

    deadline: Deadline
    pause: Pause | None


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[DueView]]:
    """Return the running deadlines of each of these cases, with their pauses."""
    wanted = set(case_ids)
    since, until = pauses.last_pause(
        col(ExtensionRow.case_id) == DeadlineRow.object_id,
        col(ExtensionRow.task_id).is_not_distinct_from(DeadlineRow.task_id),
    )
    statement = (
        select(DeadlineRow, since, until)
        .where(one_of(col(DeadlineRow.object_id), wanted), col(DeadlineRow.ended_at).is_(None))
        .where(col(DeadlineRow.site_id).in_(viewer.site_ids), *is_shown(viewer))
        .order_by(col(DeadlineRow.due_at), col(DeadlineRow.id))
    )
    found: dict[UUID, list[DueView]] = {case_id: [] for case_id in wanted}
    for row, began, ends in session.execute(statement):
        deadline = deadline_of(row)
        pause = pauses.pause_of(began, ends) if deadline.step is DeadlineStep.DISPOSE else None
        found[row.object_id].append(DueView(deadline, pause))
    return found

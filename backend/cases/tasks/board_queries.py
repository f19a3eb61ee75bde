"""The joint board 协同看板: every case of a site by its state, with the tasks inside; three statements."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks.cards_queries import CaseCard, card_order, cards
from backend.cases.tasks.queries import TaskView, of_cases
from backend.cases.waiting_queries import due_column
from backend.core.viewer import Viewer

ARCHIVED_FOR: Final = timedelta(days=7)
SHOWN: Final = 50
"""Cards in a column; the count says how many there are."""


@dataclass(frozen=True, slots=True)
class BoardCase:
    card: CaseCard
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """`count` and `overdue` are of all cases in the state, not only of those that are shown."""

    state: CaseState
    count: int
    overdue: int
    cases: tuple[BoardCase, ...]


def board(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[BoardColumn]:
    """A column per state in the order of the loop; nothing of a site that is not the viewer's."""
    if site_id not in viewer.site_ids:
        return []
    due = due_column()
    is_here = (
        col(CaseRow.site_id) == site_id,
        or_(
            col(CaseRow.state) != CaseState.ARCHIVED.value,
            col(CaseRow.archived_at) >= now - ARCHIVED_FOR,
        ),
    )
    counts = session.execute(
        select(CaseRow.state, func.count(), func.count().filter(due < now))
        .where(*is_here)
        .group_by(CaseRow.state)
    )
    found = {CaseState(state): (count, overdue) for state, count, overdue in counts}
    place = func.row_number().over(partition_by=col(CaseRow.state), order_by=card_order())
    ranked = select(col(CaseRow.id).label("id"), place.label("place")).where(*is_here).subquery()
    shown = cards(session, viewer, select(ranked.c.id).where(ranked.c.place <= SHOWN))
    tasks = of_cases(session, viewer, [card.case.case_id for card in shown])
    return [
        BoardColumn(
            state=state,
            count=found.get(state, (0, 0))[0],
            overdue=found.get(state, (0, 0))[1],
            cases=tuple(
                BoardCase(card, tuple(tasks[card.case.case_id])) for card in shown if card.case.state is state
            ),
        )
        for state in CaseState
    ]

"""The views that a viewer keeps."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.worklist.saved_views.rules import SavedView
from backend.worklist.saved_views.store import view_of
from backend.worklist.saved_views.tables import SavedViewRow


def of_list(session: Session, viewer: Viewer, list_name: str) -> list[SavedView]:
    """Own views of a list, by name."""
    statement = select(SavedViewRow).where(
        SavedViewRow.person_id == viewer.person_id, SavedViewRow.list_name == list_name
    )
    return [view_of(row) for row in session.exec(statement.order_by(col(SavedViewRow.name)))]


def by_ids(session: Session, viewer: Viewer, view_ids: Iterable[UUID]) -> dict[UUID, SavedView]:
    statement = select(SavedViewRow).where(
        SavedViewRow.person_id == viewer.person_id, one_of(col(SavedViewRow.id), view_ids)
    )
    return {row.id: view_of(row) for row in session.exec(statement)}

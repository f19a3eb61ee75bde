"""Saved views as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.worklist.saved_views.rules import SavedView
from backend.worklist.saved_views.tables import SavedViewRow


class SavedViews:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, view_id: UUID, *, person_id: UUID) -> SavedView:
        """Return the view of this person. Raises Refused(NOT_FOUND), also for that of somebody else."""
        row = self._session.get(SavedViewRow, view_id)
        if row is None or row.person_id != person_id:
            raise Refused(ErrorCode.NOT_FOUND, "no such view of this person")
        return view_of(row)

    def others(self, view: SavedView) -> list[SavedView]:
        """Return the other views that its person keeps of the same list."""
        statement = select(SavedViewRow).where(
            SavedViewRow.person_id == view.person_id,
            SavedViewRow.list_name == view.list_name,
            col(SavedViewRow.id) != view.view_id,
        )
        return [view_of(row) for row in self._session.exec(statement)]

    def put(self, view: SavedView) -> None:
        row = self._session.get(SavedViewRow, view.view_id)
        if row is None:
            row = SavedViewRow(
                id=view.view_id,
                person_id=view.person_id,
                list_name=view.list_name,
                name=view.name,
                query=view.query,
            )
        row.name, row.query = view.name, view.query
        self._session.add(row)
        self._session.flush()

    def delete(self, view_id: UUID) -> None:
        self._session.delete(self._session.get_one(SavedViewRow, view_id))
        self._session.flush()


def view_of(row: SavedViewRow) -> SavedView:
    return SavedView(row.id, row.person_id, row.list_name, row.name, row.query)

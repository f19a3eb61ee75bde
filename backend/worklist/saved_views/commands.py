"""Keep, change and delete the views that a person has of a list: their own, and nobody else's."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.viewer import Viewer
from backend.worklist.saved_views import rules
from backend.worklist.saved_views.rules import SavedView
from backend.worklist.saved_views.store import SavedViews


def save_view(
    tx: Transaction, list_name: str, *, view_id: UUID | None, name: str, query: str, by: Viewer
) -> SavedView:
    """Keep a new view of a list, or give one that is there another name and query.

    Raises Refused: INVALID_INPUT, NAME_TAKEN, TOO_MANY_VIEWS, NOT_FOUND (there is no such view of this list).
    """
    views = tx.get(SavedViews)
    before = views.get(view_id, person_id=by.person_id) if view_id else None
    kept = before or SavedView(uuid4(), by.person_id, list_name, name, query)
    wanted = replace(kept, name=name.strip(), query=query.removeprefix("?"))
    views.put(rules.check(wanted, views.others(wanted)))
    return wanted


def delete_view(tx: Transaction, view_id: UUID, *, by: Viewer) -> UUID:
    """Delete a view of this person; returns its id. Raises Refused(NOT_FOUND)."""
    views = tx.get(SavedViews)
    views.get(view_id, person_id=by.person_id)
    views.delete(view_id)
    return view_id

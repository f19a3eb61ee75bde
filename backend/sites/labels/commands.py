"""Setting of what labels show to people who are not signed in."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.sites.events import LABEL_PAGE_CHANGED
from backend.sites.labels.rules import LabelPage
from backend.sites.labels.store import Labels


def set_label_page(tx: Transaction, site_id: UUID, page: LabelPage, *, by: Viewer) -> UUID:
    """Decide what the labels of a site say without a sign-in; the same again changes nothing. Raises Refused:
    NOT_ALLOWED, NOT_FOUND.
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    before = tx.get(Labels).page(site_id)
    if before is not page:
        tx.get(Labels).set_page(site_id, page)
        tx.announce(Event(LABEL_PAGE_CHANGED, site_id, by=by.person_id, note=f"{before} → {page}"))
    return site_id

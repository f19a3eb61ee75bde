"""A file of everything that is held about oneself, on record."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event, refs
from backend.core.viewer import Viewer
from backend.people.accounts.sign_in_commands import require_shown_lately
from backend.people.held.events import OWN_DATA_TAKEN


def record_file(tx: Transaction, viewer: Viewer, family_id: UUID) -> None:
    """Note at each site that the person takes a file of their data. Raises Refused(STEP_UP_NEEDED): the file
    says more than a phone left on a table should.
    """
    require_shown_lately(tx, viewer.person_id, family_id)
    for site_id in viewer.site_ids:
        about = refs(person=viewer.person_id)
        tx.announce(Event(OWN_DATA_TAKEN, site_id, by=viewer.person_id, about=about))

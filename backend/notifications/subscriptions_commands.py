"""Which browsers a person's messages go to."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications.store import Deliveries


def subscribe_push(
    tx: Transaction, *, endpoint: str, p256dh: str, auth: str, language: Language, by: Viewer
) -> UUID:
    """Send this person's messages to this browser, too."""
    return tx.get(Deliveries).subscribe(
        by.person_id, endpoint=endpoint, p256dh=p256dh, auth=auth, language=language, at=tx.now
    )


def unsubscribe_push(tx: Transaction, endpoint: str, *, by: Viewer) -> UUID:
    """Send nothing more to this browser; one that was never subscribed is left as it is."""
    tx.get(Deliveries).unsubscribe(by.person_id, endpoint, at=tx.now)
    return by.person_id

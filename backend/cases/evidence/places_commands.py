"""Where photos were taken goes when who took them withdraws their consent."""

from backend.cases.evidence.store import EvidenceStore
from backend.core.database import Transaction
from backend.core.events import Event
from backend.people.privacy.rules import Purpose


def forget_places(tx: Transaction, happened: Event) -> None:
    """Delete the places of a person's photos, as far as no signature or archive stands on them."""
    if happened.note == Purpose.PLACE and happened.by is not None:
        tx.get(EvidenceStore).forget_places(site_id=happened.site_id, by=happened.by)

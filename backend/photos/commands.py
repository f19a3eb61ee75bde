"""Photos: noted once their sanitised copies are on disk, so that evidence can refer to them."""

from uuid import UUID

from backend.core.database import Transaction
from backend.photos.records_store import Photos
from backend.photos.rules import PhotoFacts


def record(tx: Transaction, facts: PhotoFacts, *, by: UUID) -> bool:
    """Note who sent this photo; return whether its bytes are new here."""
    return tx.get(Photos).record(facts, by=by, at=tx.now)

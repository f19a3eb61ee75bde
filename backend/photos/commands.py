"""Photos: noted once their sanitised copies are on disk, so that evidence can refer to them."""

from typing import Final
from uuid import UUID

from backend.core.allowances import DAY, Allowances
from backend.core.database import Transaction
from backend.photos.records_store import Photos, Upload
from backend.photos.rules import PhotoFacts

MEGABYTE: Final = 1_000_000


def record(tx: Transaction, facts: PhotoFacts, upload: Upload) -> bool:
    """Note who sent this photo; return whether its bytes are new from them."""
    return tx.get(Photos).record(facts, upload, at=tx.now)


def check_allowance(tx: Transaction, by: UUID, site_id: UUID | None, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) where the person, or the site, has sent enough within a day."""
    taken = tx.get(Photos).taken
    own, everybody = taken(site_id, since=tx.now - DAY, by=by), taken(site_id, since=tx.now - DAY)
    for found, most, megabytes in (
        (own, allowances.photos_per_day, allowances.photo_mb_per_day),
        (everybody, allowances.photos_of_site_per_day, allowances.photo_mb_of_site_per_day),
    ):
        found.require_room(most, within=DAY, now=tx.now, amount=megabytes * MEGABYTE)

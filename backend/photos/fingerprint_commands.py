"""Pictures from before there were fingerprints get theirs, a few at a time, from the copies that are kept."""

from functools import partial
from typing import Final

from backend.core.database import Database, Transaction
from backend.photos.records_store import Photos
from backend.photos.store import PhotoStore

AT_ONCE: Final = 10
"""Some 0.3 s of one core; no transaction is open while pictures are read."""


def look_at_some(database: Database, photos: PhotoStore) -> int:
    """Look at the oldest photos that nobody has looked at; return how many.

    Each is written by itself: whoever dies in the middle leaves the rest to the next run, and two at once
    write the same. A picture that shows nothing, or is lost, is not looked at again. While the store is away,
    none is.
    """
    if not photos.is_there:
        return 0
    names = database.transact(lambda tx: tx.get(Photos).unseen(most=AT_ONCE))
    for sha256 in names:
        database.transact(partial(_keep, sha256=sha256, seen=photos.look(sha256)))
    return len(names)


def _keep(tx: Transaction, *, sha256: str, seen: tuple[str, bytes] | None) -> None:
    print_, detail = seen or (None, None)
    tx.get(Photos).look(sha256, fingerprint=print_, detail=detail, at=tx.now)

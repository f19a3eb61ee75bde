"""Expired data of people who have left: addresses, push subscriptions, sign-ins, signatures.

Names stay, and so do archives, audit rows and what their hashes stand on; of a signature only the picture
goes. One transaction for each person and run, with one event that says how much it was. Pictures go first:
where a run dies after that, the next one finds their rows and finishes.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.events import Event, refs
from backend.jobs.leavers_retention_store import Leaver, Leavers
from backend.people.accounts.events import LEAVER_DATA_FORGOTTEN
from backend.people.store import People
from backend.photos.store import PhotoStore


def forget(database: Database, photos: PhotoStore) -> int:
    """Delete what is kept no longer; returns of how many people something went."""
    return sum(_forget_leaver(database, photos, each) for each in _leavers(database))


def _leavers(database: Database) -> Iterator[Leaver]:
    """Yield the leavers of whom something is due, in parts: no transaction reads everybody who ever left."""
    found, after = _part(database, None)
    yield from found
    while after is not None:
        found, after = _part(database, after)
        yield from found


def _part(database: Database, after: UUID | None) -> tuple[list[Leaver], UUID | None]:
    return database.read(lambda session: Leavers(session).page(database.clock(), after))


def _forget_leaver(database: Database, photos: PhotoStore, leaver: Leaver) -> bool:
    signatures = database.transact(lambda tx: tx.get(Leavers).signatures(leaver, now=tx.now))
    for sha256 in signatures:
        photos.remove(sha256)
    return database.transact(lambda tx: forget_leaver(tx, leaver, signatures))


def forget_leaver(tx: Transaction, leaver: Leaver, signatures: list[str]) -> bool:
    """Delete the rows of this person that are kept no longer, and note that these pictures have gone;
    returns whether there was anything. Nothing of somebody who came back meanwhile.
    """
    tx.get(People).lock(leaver.person_id)
    leavers = tx.get(Leavers)
    if not leavers.is_still(leaver):
        return False
    counts = {"signatures": leavers.note_gone(signatures, at=tx.now)}
    for kind, days in leaver.kept_days():
        if leaver.left_at + timedelta(days=days) <= tx.now:
            counts[kind] = leavers.delete(kind, leaver.person_id)
    gone = {kind: count for kind, count in counts.items() if count}
    if not gone:
        return False
    note = ", ".join(f"{kind} {count}" for kind, count in sorted(gone.items()))
    for each in tx.get(People).viewer(leaver.person_id).memberships:
        about = refs(person=leaver.person_id)
        tx.announce(Event(LEAVER_DATA_FORGOTTEN, each.site_id, about=about, note=note))
    return True

"""Deletion in steps of what a site keeps no longer, each a short transaction, so that nobody waits for it."""

from collections.abc import Callable
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.sites.store import Sites


def forget_in_steps(database: Database, step: Callable[[Transaction, UUID], int]) -> int:
    """Do the step for each site until it deletes nothing more; return how many rows that were.

    `step`: deletes a bounded number of rows of this site and returns how many.
    """
    sites = database.transact(lambda tx: [site.site_id for site in tx.get(Sites).all()])
    return sum(_forget(database, site_id, step) for site_id in sites)


def _forget(database: Database, site_id: UUID, step: Callable[[Transaction, UUID], int]) -> int:
    gone = 0
    while deleted := database.transact(lambda tx: step(tx, site_id)):
        gone += deleted
    return gone

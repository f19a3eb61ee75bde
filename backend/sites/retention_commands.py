"""Deletion in steps of what a site keeps no longer, each a short transaction, so that nobody waits for it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.steps import Find, delete_in_steps
from backend.sites.rules import Retention
from backend.sites.store import Sites

T = TypeVar("T")


def forget_in_steps(
    database: Database,
    find: Callable[[UUID, Retention, datetime], Find[T]],
    delete: Callable[[Transaction, Sequence[T]], int],
) -> int:
    """Delete what `find(site, retention, now)` finds, site by site; returns how many rows that were."""
    kept = database.read(lambda session: Sites(session).retentions())
    return sum(
        delete_in_steps(database, find(site_id, retention, database.clock()), delete)
        for site_id, retention in kept.items()
    )

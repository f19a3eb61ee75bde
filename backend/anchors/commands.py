"""Writing the ends of the audit chains down in every place that is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog

from backend.anchors.rules import AUDIT_ANCHORED, Anchor, AnchorFailed, Place
from backend.anchors.store import Anchors
from backend.core.database import Database, Transaction
from backend.core.events import Event

LEASE: Final = timedelta(minutes=2)
"""Longer than a place may take: three time-outs of ten seconds."""
TRY_AGAIN: Final = timedelta(minutes=5)
log = structlog.get_logger(__name__)


def anchor_due(database: Database, places: Iterable[Place], *, every: timedelta) -> None:
    """Give the ends of all chains to the places that are due; each is claimed, reached, then noted."""
    for place in places:
        name = place.name
        if database.transact(lambda tx, name=name: tx.get(Anchors).claim(name, now=tx.now, lease=LEASE)):  # type: ignore[misc]  # mypy infers no default of a lambda
            anchor(database, place, every=every)


def anchor(database: Database, place: Place, *, every: timedelta) -> bool:
    """Give the ends of all chains to this place, which is claimed; returns whether it took them."""
    now = database.clock()
    anchors = database.read(lambda session: Anchors(session).ends(at=now))
    try:
        if anchors:
            place.put(anchors)
    except AnchorFailed as failed:
        error = str(failed)
        log.warning("audit_not_anchored", place=place.name, error=error)
        retry = min(every, TRY_AGAIN)
        database.transact(
            lambda tx: tx.get(Anchors).failed(place.name, error, at=tx.now, due_at=tx.now + retry)
        )
        return False
    if anchors:
        database.transact(lambda tx: _succeeded(tx, place.name, anchors, at=now, every=every))
    return True


def _succeeded(
    tx: Transaction, place: str, anchors: Iterable[Anchor], *, at: datetime, every: timedelta
) -> None:
    """Note it, and name each anchor in the chain of its site: a place that is emptied later is found by the
    chain, whatever else was deleted beside it. Where nothing came since the last one, that one is named.
    """
    tx.get(Anchors).succeeded(place, at=at, due_at=at + every)
    for each in tx.get(Anchors).to_name(place, anchors):
        tx.announce(Event(AUDIT_ANCHORED, each.site_id, note=each.named_at(place)))

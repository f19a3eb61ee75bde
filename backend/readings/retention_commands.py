"""Retention of the readings of a site, as an officer set it."""

from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.time import microseconds
from backend.core.viewer import Permission, Viewer
from backend.readings.events import RETENTION_SET
from backend.readings.store import Readings
from backend.sensors.store import Sensors
from backend.sites.rules import Retention
from backend.sites.store import Sites


def set_retention(tx: Transaction, site_id: UUID, retention: Retention, *, reason: str, by: Viewer) -> UUID:
    """From now on the readings of this site are kept so long. What is older goes within hours, for good.

    Raises Refused: NOT_ALLOWED, REASON_REQUIRED, INVALID_INPUT (too short, too long, or finer kept longer).
    """
    by.require(Permission.SET_RETENTION, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a change of retention needs a reason")
    retention.check()
    before = tx.get(Sites).retention(site_id)
    tx.get(Sites).set_retention(site_id, retention)
    note = f"{before} → {retention}: {reason.strip()}"
    tx.announce(Event(RETENTION_SET, site_id, by=by.person_id, note=note))
    return site_id


def forget(database: Database) -> int:
    """Delete what each site keeps no longer, in short transactions; returns how many rows that were."""
    sites = database.transact(lambda tx: [site.site_id for site in tx.get(Sites).all()])
    return sum(_forget_site(database, site_id) for site_id in sites)


def _forget_site(database: Database, site_id: UUID) -> int:
    gone = 0
    while step := database.transact(lambda tx: _step(tx, site_id)):
        gone += step
    return gone


def _step(tx: Transaction, site_id: UUID) -> int:
    kept = tx.get(Sites).retention(site_id)
    return tx.get(Readings).forget(
        tx.get(Sensors).ids_of_site(site_id),
        blocks_before_us=microseconds(tx.now - kept.readings),
        minutes_before_us=microseconds(tx.now - kept.minutes),
        hours_before_us=microseconds(tx.now - kept.hours),
    )

"""Retention of the readings of a site, as an officer set it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.agreements.retention_commands import Retained
from backend.agreements.rules import Agreement, AgreementKind
from backend.core.database import Database, Transaction
from backend.core.steps import Find
from backend.core.time import microseconds
from backend.readings.rules import RETENTION_SET
from backend.readings.store import OldRow, Readings
from backend.sensors.store import Sensors
from backend.sites.retention_commands import forget_in_steps
from backend.sites.rules import Retention
from backend.sites.store import Sites

RETAINED: Final = Retained(
    AgreementKind.SHORTEN_RETENTION,
    "retention",
    RETENTION_SET,
    Retention,
    read=lambda tx, site_id: tx.get(Sites).retention(site_id),
    write=lambda tx, site_id, wanted: tx.get(Sites).set_retention(site_id, wanted),
)
set_retention: Final = RETAINED.set


def set_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to a shorter time."""
    RETAINED.set_agreed(tx, agreed)


def forget(database: Database) -> int:
    """Delete what each site keeps no longer, in short transactions; returns how many rows that were."""
    return forget_in_steps(database, _old, _delete)


def _old(site_id: UUID, kept: Retention, now: datetime) -> Find[OldRow]:
    return lambda session: Readings(session).old(
        Sensors(session).ids_of_site(site_id),
        blocks_before_us=microseconds(now - kept.readings),
        minutes_before_us=microseconds(now - kept.minutes),
        hours_before_us=microseconds(now - kept.hours),
    )


def _delete(tx: Transaction, rows: Sequence[OldRow]) -> int:
    return tx.get(Readings).delete(rows)

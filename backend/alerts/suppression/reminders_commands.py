"""Reminders of what is held back: before it ends, and again and again of what has no end (ISA-18.2, 11.7)."""

from datetime import timedelta
from typing import Final

from backend.alerts.events import MAINTENANCE_ENDS_SOON, SENSOR_BACK_SOON, SENSOR_STILL_OUT
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Transaction
from backend.core.events import Event
from backend.sensors.store import Sensors

BEFORE_END: Final = timedelta(minutes=30)
LONGER_THAN: Final = timedelta(hours=1)
"""Of what is shorter nobody is reminded: they decided a moment ago."""
WITHOUT_END: Final = timedelta(hours=24)


def remind(tx: Transaction) -> None:
    """Notify who planned maintenance, or took a source out of service, that it ends soon or has no end. May
    run twice or die: each reminder is marked with what it announces.
    """
    store = tx.get(SuppressionStore)
    for window in store.windows_ending(now=tx.now, within=BEFORE_END, longer_than=LONGER_THAN):
        tx.announce(Event(MAINTENANCE_ENDS_SOON, window.site_id, to=(window.planned_by,), note=window.reason))
    outages = store.outages_to_remind_of(
        now=tx.now, within=BEFORE_END, longer_than=LONGER_THAN, every=WITHOUT_END
    )
    sensors = tx.get(Sensors).get([row.sensor_id for row in outages]) if outages else {}
    for row in outages:
        kind = SENSOR_BACK_SOON if row.until else SENSOR_STILL_OUT
        note = f"{sensors[row.sensor_id].code}: {row.reason}"
        tx.announce(Event(kind, row.site_id, to=(row.taken_by,), note=note))

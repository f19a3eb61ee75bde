"""Sources that were never heard: no silence, for that begins with the first reading, and no alert. Their
owners are reminded once.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.alerts import commands as alerts
from backend.alerts.unheard_store import UnheardSilences
from backend.core.database import Transaction
from backend.core.events import Event
from backend.deadlines.responsible_commands import Post, named
from backend.readings.sources_store import Sources
from backend.sensors.events import SOURCES_NEVER_HEARD
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors

REMIND_AFTER: Final = timedelta(days=1)
NEVER_HEARD: Final = "NEVER_HEARD"
"""Note of a silence that is taken back."""
NAMED: Final = 5
"""Sources that the record of a reminder names."""


def watch_unheard(tx: Transaction) -> None:
    """Take back the silences of sources that were never heard, as they were raised until December 2026, and
    remind the owners of sources that sent nothing for a day.
    """
    tx.get(Sources).end_unheard_silence()
    alerts.withdraw_silences(tx, tx.get(UnheardSilences).open(), note=NEVER_HEARD)
    _remind(tx)


def _remind(tx: Transaction) -> None:
    """Send one message to each person, however many sources are theirs; each source is marked with it."""
    due = tx.get(Sensors).remind_of_unheard(created_before=tx.now - REMIND_AFTER, at=tx.now)
    owned: dict[tuple[UUID, UUID], list[Sensor]] = defaultdict(list)
    for sensor in due:
        post = Post(sensor.site_id, sensor.department_id, sensor.responsible_id, sensor.post_id)
        for person_id in named(tx, post).people:
            owned[sensor.site_id, person_id].append(sensor)
    for (site_id, person_id), sensors in sorted(owned.items()):
        codes = [sensor.code for sensor in sensors]
        note = f"{len(codes)}: {', '.join(codes[:NAMED])}{' …' if len(codes) > NAMED else ''}"
        tx.announce(Event(SOURCES_NEVER_HEARD, site_id, to=(person_id,), note=note))

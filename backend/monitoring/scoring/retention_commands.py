"""Hours of anomaly scores are kept as long as the hours of readings of their site."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.steps import Find
from backend.core.time import microseconds
from backend.detection.anomaly.hourly_scores import HOUR_US
from backend.monitoring.scoring.store import Scores
from backend.sensors.store import Sensors
from backend.sites.retention_commands import forget_in_steps
from backend.sites.rules import Retention


def forget(database: Database) -> int:
    """Delete what each site keeps no longer, in short transactions; returns how many rows that were."""
    return forget_in_steps(database, _old, _delete)


def _old(site_id: UUID, kept: Retention, now: datetime) -> Find[tuple[int, int]]:
    before_hour = microseconds(now - kept.hours) // HOUR_US
    return lambda session: Scores(session).old_hours(
        Sensors(session).ids_of_site(site_id), before_hour=before_hour
    )


def _delete(tx: Transaction, keys: Sequence[tuple[int, int]]) -> int:
    return tx.get(Scores).delete_hours(keys)

"""Hours of anomaly scores are kept as long as the hours of readings of their site."""

from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.detection.anomaly.hourly_scores import HOUR_US
from backend.monitoring.scoring.store import Scores
from backend.sensors.store import Sensors
from backend.sites.retention_commands import forget_in_steps
from backend.sites.store import Sites


def forget(database: Database) -> int:
    """Delete what each site keeps no longer, in short transactions; returns how many rows that were."""
    return forget_in_steps(database, _step)


def _step(tx: Transaction, site_id: UUID) -> int:
    kept = tx.get(Sites).retention(site_id)
    before_hour = microseconds(tx.now - kept.hours) // HOUR_US
    return tx.get(Scores).forget_hours(tx.get(Sensors).ids_of_site(site_id), before_hour=before_hour)

"""Detectors that go through a week of readings of one source."""

from datetime import UTC, datetime, timedelta
from math import sin, tau
from random import Random

from backend.core.database import Database
from backend.core.time import microseconds
from backend.monitoring import intake_commands as intake
from backend.monitoring.scoring.backfill_commands import catch_up
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.startup_commands import open_scores
from backend.readings.rules import JournalRow
from backend.readings.store import Readings

EVERY = timedelta(minutes=5)
START = datetime(2026, 11, 1, tzinfo=UTC)
NORMAL_DAYS = 4


def opened(database: Database) -> Scores:
    found = database.read_apart(lambda session: open_scores(session, intake.everything))
    catch_up(
        found,
        lambda ids, from_us, to_us: database.read(
            lambda s: Readings(s).series(ids, from_us=from_us, to_us=to_us)
        ),
        now=database.clock(),
    )
    return found


def a_week(sensor_id: int, *, seed: int = 7) -> list[JournalRow]:
    """A daily rhythm with noise; on the fifth day the level leaves everything seen, then comes back."""
    random = Random(seed)
    rows: list[JournalRow] = []
    per_day = timedelta(days=1) // EVERY
    for n in range(7 * per_day):
        at = START + n * EVERY
        day = n / per_day
        value = 20 + 5 * sin(tau * day) + random.gauss(0, 0.3)
        if NORMAL_DAYS <= day < NORMAL_DAYS + 0.5:
            value += 40
        rows.append((sensor_id, microseconds(at), value, 0, 0))
    return rows

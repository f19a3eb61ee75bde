"""A site may have more sources than PostgreSQL takes parameters, 65,535: none is one of its own."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from backend.core.database import Database, Transaction
from backend.monitoring.scoring.store import Scores
from backend.readings import queries
from backend.readings.series.rollups import HOUR_US
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.queries import visible_ids
from tests.support.plants import Plants
from tests.support.series import START, append, compact, rows

pytestmark = pytest.mark.both_databases("a driver has a most of parameters")
SOURCES: Final = range(1, 70_001)
DAY_US: Final = 24 * HOUR_US
ASKED: dict[str, Callable[[Transaction, Sequence[int]], object]] = {
    "first time": lambda tx, ids: tx.get(Readings).first_us(ids),
    "series": lambda tx, ids: tx.get(Readings).series(ids, from_us=START, to_us=START + HOUR_US),
    "trace of minutes": lambda tx, ids: tx.get(Readings).traces(
        ids, from_us=START, to_us=START + DAY_US, points=200
    ),
    "trace of hours": lambda tx, ids: tx.get(Readings).traces(
        ids, from_us=START, to_us=START + 90 * DAY_US, points=200
    ),
    "band of seconds": lambda tx, ids: tx.get(Readings).bands(
        ids, from_us=START, to_us=START + HOUR_US, bucket_us=1_000_000
    ),
    "band of hours": lambda tx, ids: tx.get(Readings).bands(
        ids, from_us=START, to_us=START + DAY_US, bucket_us=HOUR_US
    ),
    "last readings": lambda tx, ids: tx.get(Sources).latest(ids),
    "never heard": lambda tx, ids: tx.get(Sources).sites_of_unheard(ids),
    "old readings": lambda tx, ids: tx.get(Readings).old(
        ids, blocks_before_us=START, minutes_before_us=START, hours_before_us=START
    ),
    "scores": lambda tx, ids: tx.get(Scores).scores(ids),
    "hours of scores": lambda tx, ids: tx.get(Scores).spans(ids, from_hour=0, to_hour=10, step=1),
    "old scores": lambda tx, ids: tx.get(Scores).old_hours(ids, before_hour=10),
}


@pytest.mark.parametrize("what", ASKED)
def test_all_sources_are_asked_for_at_once(what: str, database: Database) -> None:
    database.transact(lambda tx: ASKED[what](tx, SOURCES))


def test_a_viewer_sees_theirs_of_all(database: Database, plants: Plants) -> None:
    found = database.read(lambda s: visible_ids(s, plants.alice, SOURCES))
    assert found
    assert set(found) < set(SOURCES)
    assert database.read(lambda s: queries.latest(s, plants.alice, SOURCES)) == {}


def test_readings_of_all_are_moved_into_blocks(database: Database) -> None:
    """One of each, as of a plant where all are sampled at once."""
    append(database, [row for each in SOURCES for row in rows(each, [1.0])])
    compact(database)

    found = database.read(lambda s: Readings(s).series(SOURCES, from_us=START, to_us=START + HOUR_US))
    assert len(found) == len(SOURCES)
    assert database.read(lambda s: len(Sources(s).latest(SOURCES))) == len(SOURCES)

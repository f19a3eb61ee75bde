"""Bands: lowest, mean and highest value of each bucket, whichever store the readings lie in."""

import pytest
from sqlalchemy import delete

from backend.core.database import Database
from backend.readings.series.bands import Band, bucket_for
from backend.readings.series.rollups import HOUR_US, MINUTE_US
from backend.readings.store import Readings
from backend.readings.tables import blocks
from tests.support.plants import Plants
from tests.support.series import DAY, SECOND, START, append, compact, rows


def band(database: Database, sensor_ids: list[int], *, to_us: int, bucket_us: int) -> dict[int, Band]:
    return database.read(
        lambda s: Readings(s).bands(sensor_ids, from_us=START, to_us=to_us, bucket_us=bucket_us)
    )


@pytest.mark.parametrize("bucket_us", [10 * SECOND, 5 * MINUTE_US, HOUR_US])
@pytest.mark.parametrize("compacted", [0, 1, 2], ids=["journal", "half and half", "blocks"])
def test_a_band_holds_the_lowest_mean_and_highest_of_each_bucket(
    database: Database, plants: Plants, bucket_us: int, compacted: int
) -> None:
    values = [float((i * 7919) % 1000) / 10 for i in range(3 * 3600)]
    for part in range(2):
        half = values[part * 5400 : (part + 1) * 5400]
        append(database, rows(plants.gas, half, start_us=START + part * 5400 * SECOND))
        if part < compacted:
            compact(database)

    found = band(database, [plants.gas], to_us=START + len(values) * SECOND, bucket_us=bucket_us)[plants.gas]

    wanted: dict[int, list[float]] = {}
    for i, value in enumerate(values):
        wanted.setdefault((START + i * SECOND) // bucket_us * bucket_us, []).append(value)
    assert found.start_us.tolist() == sorted(wanted)
    assert found.low.tolist() == [min(wanted[at]) for at in sorted(wanted)]
    assert found.high.tolist() == [max(wanted[at]) for at in sorted(wanted)]
    means = [sum(wanted[at]) / len(wanted[at]) for at in sorted(wanted)]
    assert found.mean.tolist() == pytest.approx(means)


def test_a_source_without_readings_has_no_band_and_a_bad_reading_does_not_count(
    database: Database, plants: Plants
) -> None:
    bad = (plants.gas, START + SECOND, 900.0, 2, 0)
    append(database, [*rows(plants.gas, [1.0]), bad])

    found = band(database, [plants.gas, plants.pump], to_us=START + DAY, bucket_us=MINUTE_US)

    assert list(found) == [plants.gas]
    assert found[plants.gas].high.tolist() == [1.0]


def test_a_close_up_of_deleted_readings_shows_their_minutes(database: Database, plants: Plants) -> None:
    append(database, rows(plants.gas, [float(i) for i in range(180)]))
    compact(database)
    database.transact(lambda tx: tx.session.connection().execute(delete(blocks)))

    found = band(database, [plants.gas], to_us=START + HOUR_US, bucket_us=5 * SECOND)[plants.gas]

    assert found.bucket_us == MINUTE_US
    assert found.high.tolist() == [59.0, 119.0, 179.0]


@pytest.mark.parametrize(
    ("span_us", "points", "bucket_us"),
    [
        (HOUR_US, 60, MINUTE_US),
        (8 * HOUR_US, 60, 10 * MINUTE_US),
        (DAY, 60, 30 * MINUTE_US),
        (90 * DAY, 600, 6 * HOUR_US),
        (30 * SECOND, 600, SECOND),
        (366 * DAY, 2, DAY),
    ],
)
def test_the_shortest_bucket_is_taken_that_gives_no_more_points(
    span_us: int, points: int, bucket_us: int
) -> None:
    assert bucket_for(span_us, points) == bucket_us

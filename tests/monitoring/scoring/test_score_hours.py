"""Anomaly scores by the hour: each reading counts once, wherever the scoring dies; and what screens show."""

from datetime import timedelta
from pathlib import Path

import httpx
import numpy as np
import pytest

from backend.core.database import Database
from backend.core.time import microseconds
from backend.detection.anomaly.hourly_scores import HOUR_US, HourlyScores, ScoreHour
from backend.monitoring.scoring import commands as scores
from backend.monitoring.scoring import retention_commands as retention
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.rules import STEPS, ScoreSpan, step_for
from backend.monitoring.scoring.store import Scores as ScoresStore
from backend.readings.rules import JournalRow
from backend.readings.store import Readings
from backend.sites.store import Sites
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.scored_weeks import START, a_week, opened

START_HOUR = microseconds(START) // HOUR_US
SIX_HOURS = 72
SCORES = (Path(__file__).parents[3] / "graphql/operations/sensors/SourceScores.graphql").read_text()


def spans(database: Database, sensor_id: int, *, step: int = 1) -> list[ScoreSpan]:
    found = database.read(
        lambda s: ScoresStore(s).spans(
            [sensor_id], from_hour=START_HOUR, to_hour=START_HOUR + 24 * 7, step=step
        )
    )
    return found.get(sensor_id, [])


def scored(database: Database, found: Scores, rows: list[JournalRow]) -> None:
    database.transact(lambda tx: tx.get(Readings).append(rows))
    scores.take(found, scores.numbers(rows))


def saved(database: Database, found: Scores) -> None:
    scores.after_commit(found, database.transact(lambda tx: scores.save_all(tx, found)))


def fails_after(_: object) -> None:
    raise RuntimeError("before the commit")


def live_through(
    database: Database, clock: FakeClock, rows: list[JournalRow], dies_at: frozenset[int]
) -> None:
    """Score the rows six hours at a time. Every second time all is saved, and where it says so it dies."""
    found = opened(database)
    for number, start in enumerate(range(0, len(rows), SIX_HOURS)):
        some = rows[start : start + SIX_HOURS]
        clock.now = START + timedelta(microseconds=some[-1][1] - microseconds(START))
        scored(database, found, some)
        if number in dies_at:
            found = opened(database)
        if number % 2:
            saved(database, found)
    saved(database, found)


@pytest.mark.nightly
def test_an_hour_is_counted_once_wherever_the_scoring_dies(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    live_through(database, clock, a_week(plants.gas), frozenset())
    live_through(
        database, clock, [(plants.pump, *row[1:]) for row in a_week(plants.gas)], frozenset({4, 5, 9, 16, 22})
    )

    uninterrupted = spans(database, plants.gas)
    assert spans(database, plants.pump) == uninterrupted
    assert {span.hour - START_HOUR for span in uninterrupted} >= set(range(25, 7 * 24))


def test_a_level_never_seen_before_stands_out_in_its_hours(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    live_through(database, clock, a_week(plants.gas), frozenset())

    by_hour = {span.hour - START_HOUR: span for span in spans(database, plants.gas)}
    assert by_hour[4 * 24].high >= 1
    assert all(by_hour[hour].high < 1 for hour in range(3 * 24, 4 * 24))
    assert all(0 <= span.mean <= span.high for span in by_hour.values())


def test_a_transaction_that_failed_loses_no_hour(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    rows = a_week(plants.gas)
    found = opened(database)
    clock.now = START + timedelta(days=2)
    scored(database, found, rows[: 2 * 288])

    unsaved = found.sources.hourly.unsaved(found.sources.slot_of[plants.gas])
    with pytest.raises(RuntimeError):
        database.transact(lambda tx: fails_after(scores.save_all(tx, found)))
    saved(database, found)
    saved(database, found)

    counted = sum(each.n for each in unsaved)
    assert counted > 200
    assert len(spans(database, plants.gas)) == len(unsaved)
    assert found.sources.hourly.unsaved(found.sources.slot_of[plants.gas]) == []


def test_a_source_that_learns_has_no_score() -> None:
    hourly = HourlyScores.of(2)
    at = np.array([HOUR_US, HOUR_US])
    hourly.add(np.array([0, 1]), at, np.array([0.5, 0.5]), np.array([False, True]))
    hourly.add(np.array([0, 1]), at + HOUR_US, np.array([2.5, 0.5]), np.array([False, True]))

    assert hourly.unsaved(0) == [ScoreHour(1, 1, 0.5, 0.5), ScoreHour(2, 1, 2.5, 2.5)]
    assert hourly.unsaved(1) == []


def test_a_quarter_is_drawn_in_spans_that_divide_a_day() -> None:
    assert [step_for(hours, 200) for hours in (1, 24, 168, 720, 2160, 8784)] == [1, 1, 1, 6, 12, 24]
    assert all(24 % step == 0 for step in STEPS)


def test_hours_of_scores_go_when_the_hours_of_readings_go(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    hours = {plants.gas: [ScoreHour(START_HOUR, 1, 0.5, 0.5), ScoreHour(START_HOUR + 48, 1, 0.7, 0.7)]}
    database.transact(lambda tx: tx.get(ScoresStore).add_hours(hours))
    kept = database.transact(lambda tx: tx.get(Sites).retention(plants.north))
    clock.now = START + kept.hours + timedelta(days=1)

    assert retention.forget(database) == 1
    assert retention.forget(database) == 0
    assert [span.hour for span in spans(database, plants.gas)] == [START_HOUR + 48]


def test_who_may_see_the_source_sees_how_unusual_it_was(
    client: httpx.Client, sqlite_database: Database, clock: FakeClock, plants: Plants
) -> None:
    now_hour = microseconds(clock()) // HOUR_US
    hours = {plants.gas: [ScoreHour(now_hour - 1, 2, 1.5, 2.0), ScoreHour(now_hour - 1, 2, 0.5, 0.5)]}
    sqlite_database.transact(lambda tx: tx.get(ScoresStore).add_hours(hours))
    span = {"from": (clock() - timedelta(days=1)).isoformat(), "to": clock().isoformat()}
    asked = {"id": str(plants.gas), **span, "points": 60}

    seen = ask(client, sign_in(client, "bob"), SCORES, **asked)["data"]["sensor"]
    strange = ask(client, sign_in(client, "carol"), SCORES, **asked)["data"]["sensor"]
    odd = ask(client, sign_in(client, "bob"), SCORES, **asked | {"points": 1})

    assert strange is None
    [found] = seen["anomalyTrend"]["spans"]
    assert (found["mean"], found["high"], seen["anomalyTrend"]["stepHours"]) == (
        pytest.approx(2.5 / 4),
        1.5,
        1,
    )
    assert odd["errors"][0]["extensions"]["code"] == "INVALID_INPUT"

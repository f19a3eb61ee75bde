"""Scores live: what they say becomes an alert once, wherever the scoring dies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event

from backend.alerts import queries as views
from backend.alerts.filters_queries import AlertFilter
from backend.alerts.store import Alerts
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition
from backend.monitoring.hot_path.scoring_thread import AT_ONCE, Scoring, batched
from backend.monitoring.intake_commands import everything
from backend.monitoring.scoring import commands as scores
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.startup_commands import open_scores
from backend.monitoring.scoring.store import Scores as ScoresStore
from backend.readings.rules import JournalRow
from backend.readings.store import Readings
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.scored_weeks import START, a_week, opened


def saved(database: Database, found: Scores) -> None:
    scores.after_commit(found, database.transact(lambda tx: scores.save(tx, found)))


def run(
    database: Database,
    clock: FakeClock,
    rows: Sequence[JournalRow],
    *,
    batch: int,
    dies_after: frozenset[int] = frozenset(),
) -> None:
    """Store and score the rows in batches. After some of the batches the scoring dies and starts anew."""
    found = opened(database)
    for number, start in enumerate(range(0, len(rows), batch)):
        some = list(rows[start : start + batch])
        clock.now = START + timedelta(microseconds=some[-1][1] - microseconds(START)) + timedelta(seconds=1)
        database.transact(lambda tx, some=some: tx.get(Readings).append(some))  # type: ignore[misc]
        if number in dies_after:
            found = opened(database)
        else:
            scores.take(found, scores.numbers(some))
        saved(database, found)


def history(database: Database, plants: Plants) -> list[tuple[str, str, datetime]]:
    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=100, after=None))
    found = [view for _, view in page.items if view.alert.condition is AlertCondition.ANOMALY]
    histories = database.read(lambda s: views.histories(s, plants.alice, [v.alert.alert_id for v in found]))
    return sorted(
        (found[0].sensor.sensor.code, entry.kind.value, entry.at)
        for each in histories.values()
        for entry in each
    )


def test_a_level_never_seen_before_raises_one_alert_that_says_why(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    run(database, clock, a_week(plants.gas), batch=48)

    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    [view] = [each for _, each in page.items if each.alert.condition is AlertCondition.ANOMALY]
    assert not view.alert.is_active
    assert [kind for _, kind, _ in history(database, plants)] == ["RAISED", "RETURNED_TO_NORMAL"]
    cause = database.transact(lambda tx: tx.get(Alerts).cause(view.alert.alert_id))
    assert cause["why"]["statistic"] in {"VALUE", "LEVEL", "JUMP", "SHIFT", "TIME_OF_DAY"}
    assert cause["value"] > 50


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (1, 2))])
def test_scoring_that_dies_anywhere_publishes_what_one_that_lives_publishes(
    database: Database, clock: FakeClock, plants: Plants, seed: int
) -> None:
    rows, batch = a_week(plants.gas), 96
    deaths = frozenset(Random(seed).sample(range(len(rows) // batch), 8))
    run(database, clock, rows, batch=batch)
    uninterrupted = [kind for _, kind, _ in history(database, plants)]

    run(
        database,
        clock,
        [(plants.pump, *row[1:]) for row in rows],  # type: ignore[misc]
        batch=batch,
        dies_after=deaths,
    )

    kinds = sorted(kind for code, kind, _ in history(database, plants))
    assert kinds == sorted(uninterrupted * 2)


def test_the_same_rows_twice_say_nothing_twice(database: Database, clock: FakeClock, plants: Plants) -> None:
    rows = a_week(plants.gas)
    run(database, clock, rows, batch=96)
    before = history(database, plants)
    found = opened(database)

    scores.take(found, scores.numbers(rows))
    saved(database, found)

    assert history(database, plants) == before


def test_an_indicator_that_is_not_to_learn_raises_no_anomaly(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    quiet = replace(plants.indicator, is_learned=False)
    database.transact(
        lambda tx: tx.get(Sensors).add_indicator(plants.gas, quiet, reason="test", at=tx.now, by=None)
    )

    run(database, clock, a_week(plants.gas), batch=96)

    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    assert AlertCondition.ANOMALY not in {view.alert.condition for _, view in page.items}


def test_screens_see_the_score_and_whether_it_still_learns(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    rows = a_week(plants.gas)
    run(database, clock, rows[:100], batch=10)
    young = database.transact(lambda tx: tx.get(ScoresStore).scores([plants.gas]))[plants.gas]

    run(database, clock, rows[100:], batch=50)
    old = database.transact(lambda tx: tx.get(ScoresStore).scores([plants.gas]))[plants.gas]

    assert young.is_learning
    assert not old.is_learning


def test_what_is_forgotten_while_the_detectors_catch_up_is_read_again(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    rows = a_week(plants.gas)[:100]
    clock.now = START + timedelta(days=1)
    database.transact(lambda tx: tx.get(Readings).append(rows))
    owned = {"south/GAS-1"}
    scoring = Scoring(database, owns=owned.__contains__)

    asked = []

    def taken_over() -> datetime:
        """Asked for the second time the detectors are open and catch up: just then we get other sources."""
        asked.append(clock())
        if len(asked) == 2:
            owned.add("north/GAS-1")
            scoring.forget()
        return asked[-1]

    database.clock = taken_over
    for _ in range(scores.SHOW_EVERY):
        scoring.go_round()

    assert plants.gas in database.transact(lambda tx: tx.get(ScoresStore).scores([plants.gas]))


def test_a_source_dismissed_while_the_detectors_are_loaded_makes_them_open_anew(
    database: Database, plants: Plants
) -> None:
    dismissed: list[int] = []

    def dismiss(tx: Transaction) -> None:
        tx.session.get_one(SensorRow, plants.gas).state = SensorState.OUT_OF_SERVICE.value

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM sensors" in statement and "count(" not in statement and not dismissed:
            dismissed.append(plants.gas)
            database.transact(dismiss)

    event.listen(database.engine, "after_cursor_execute", note)
    found = database.read_apart(lambda session: open_scores(session, everything))
    event.remove(database.engine, "after_cursor_execute", note)

    assert plants.gas in found.sources.slot_of
    assert database.transact(lambda tx: scores.is_outdated(tx, found))


def test_small_batches_are_scored_as_one_in_their_order() -> None:
    rows = [(1, at_us, 0.0, 0, 0) for at_us in range(2 * AT_ONCE + 500)]
    batches = [scores.numbers(rows[at : at + 97]) for at in range(0, len(rows), 97)]

    found = list(batched(batches))

    assert [tuple(row) for step in found for row in step.tolist()] == rows
    assert [len(step) >= AT_ONCE for step in found] == [True, True, False]

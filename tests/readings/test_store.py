"""The store of readings on both databases: what goes in comes out once, whatever is compacted when."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import delete, event, func, select
from sqlmodel import Session

from backend.core.database import Database, Transaction
from backend.core.vocabulary import Quality
from backend.readings.rules import LatestReading
from backend.readings.series import compaction
from backend.readings.series.compaction import CompactedMeanwhile
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.readings.tables import blocks, hours, journal
from tests.support.series import DAY, SECOND, START, append, compact, counted, packed_minutes, rows, stored

pytestmark = pytest.mark.both_databases("readings are copied or inserted, blocks are bytes")

MINUTE = 60 * SECOND
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_reading_is_found_before_and_after_it_moves_into_a_block(database: Database) -> None:
    append(database, rows(1, [1.0, 2.0, 3.0]) + rows(2, [9.0]))

    assert stored(database, 1) == [1.0, 2.0, 3.0]
    compact(database)

    assert stored(database, 1) == [1.0, 2.0, 3.0]
    assert stored(database, 2) == [9.0]
    assert counted(database, journal) == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(Readings.count, 3, id="how many there are"),
        pytest.param(lambda readings: readings.first_us([1]), START, id="since when there are any"),
    ],
)
def test_readings_that_move_while_somebody_asks_are_seen_once(
    database: Database, question: Callable[[Readings], int], answer: int
) -> None:
    append(database, rows(1, [1.0, 2.0, 3.0]))

    def ask(session: Session) -> int:
        event.listen(session.connection(), "after_cursor_execute", lambda *_: compact(database), once=True)
        return question(Readings(session))

    assert database.read(ask) == answer
    assert counted(database, journal) == 0


def test_nothing_of_a_failed_transaction_is_stored(database: Database) -> None:
    def fail(tx: Transaction) -> None:
        tx.get(Readings).append(rows(1, [1.0]))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        database.transact(fail)

    assert stored(database, 1) == []


def test_duplicates_are_dropped_when_they_are_compacted(database: Database) -> None:
    append(database, rows(1, [1.0, 2.0]))
    append(database, rows(1, [1.0, 2.0]))
    compact(database)
    append(database, rows(1, [1.0, 2.0, 3.0]))
    compact(database)

    assert stored(database, 1) == [1.0, 2.0, 3.0]
    (hour,) = database.read(lambda s: s.connection().execute(select(hours)).fetchall())
    assert (hour.n, hour.low, hour.high, hour.total, hour.last) == (3, 1.0, 3.0, 6.0, 3.0)
    (minute,) = packed_minutes(database)
    assert [column.tolist() for column in minute[1:]] == [[3], [1.0], [3.0], [6.0], [3.0]]


def test_quality_and_flags_survive_compaction(database: Database) -> None:
    append(
        database, [(1, START, 1.0, 2, 0), (1, START + SECOND, 2.0, 0, 2), (1, START + 2 * SECOND, 3.0, 1, 1)]
    )
    compact(database)

    found = database.transact(lambda tx: tx.get(Readings).series([1], from_us=0, to_us=START + DAY))
    assert found[1].marks.tolist() == [2, 8, 5]


def test_readings_of_bad_quality_are_in_no_chart(database: Database) -> None:
    append(database, [(1, START, 5.0, 0, 0), (1, START + SECOND, 99.0, 2, 0)])

    def chart(to_us: int) -> list[float]:
        found = database.transact(lambda tx: tx.get(Readings).trace(1, from_us=START, to_us=to_us, points=10))
        return [point.value for point in found]

    assert chart(START + MINUTE) == chart(START + DAY) == [5.0]
    compact(database)
    assert chart(START + MINUTE) == [5.0]
    assert set(chart(START + DAY)) == {5.0}


def test_blocks_of_one_source_never_overlap(database: Database) -> None:
    random = np.random.default_rng(3)
    expected: dict[int, float] = {}
    for _ in range(12):
        times = START + random.integers(0, 5 * 86_400, 400) * SECOND
        found = [(1, int(at), float(i), 0, 1) for i, at in enumerate(times)]
        for _, at, value, _, _ in found:
            expected.setdefault(at, value)
        append(database, found)
        compact(database, chunk_rows=150)

    spans = database.read(
        lambda s: (
            s.connection().execute(select(blocks.c.start_us, blocks.c.end_us).order_by("start_us")).fetchall()
        )
    )

    assert stored(database, 1) == [expected[at] for at in sorted(expected)]
    assert all(before.end_us < after.start_us for before, after in itertools.pairwise(spans))
    assert all(span.end_us - span.start_us < DAY for span in spans)
    assert database.read(lambda s: s.connection().scalar(select(func.sum(hours.c.n)))) == len(expected)
    assert sum(each.n.sum() for each in packed_minutes(database)) == len(expected)


def test_slow_sources_fill_their_last_block_up(database: Database) -> None:
    for part in range(5):
        append(database, rows(1, [1.0] * 100, start_us=START + part * 100 * SECOND))
        compact(database)

    assert counted(database, blocks) == 1


def test_a_very_old_reading_does_not_rewrite_what_lies_between(database: Database) -> None:
    append(database, rows(1, [1.0] * 600))
    compact(database)
    append(database, rows(1, [2.0] * 600, start_us=START + DAY))
    compact(database)
    append(database, rows(1, [0.0], start_us=START - 300 * DAY) + rows(1, [3.0], start_us=START + 2 * DAY))

    step = database.read(compaction.read)

    assert len(step.plan.blocks) == 2
    assert step.plan.removed == []


def test_of_two_compactors_only_one_moves_a_reading(database: Database) -> None:
    append(database, rows(1, [1.0, 2.0]))
    mine = database.read(compaction.read)
    theirs = database.read(compaction.read)
    database.transact(lambda tx: compaction.write(tx.session, mine))
    append(database, rows(1, [3.0, 4.0], start_us=START + 2 * SECOND))

    with pytest.raises(Exception) as error:  # noqa: PT011 - the first time the database says it, later we do
        database.transact(lambda tx: compaction.write(tx.session, theirs))

    assert error.type.__name__ in {"CompactedMeanwhile", "IntegrityError"}
    assert stored(database, 1) == [1.0, 2.0, 3.0, 4.0]


def test_a_compaction_that_missed_a_row_is_not_carried_out(database: Database) -> None:
    append(database, rows(1, [1.0, 2.0, 3.0]))
    step = database.read(compaction.read)
    database.transact(
        lambda tx: tx.session.connection().execute(delete(journal).where(journal.c.value == 2.0))
    )

    with pytest.raises(CompactedMeanwhile):
        database.transact(lambda tx: compaction.write(tx.session, step))

    assert stored(database, 1) == [1.0, 3.0]


def test_what_follows_a_block_is_not_lost_when_that_is_forgotten_meanwhile(database: Database) -> None:
    append(database, rows(1, [1.0]))
    compact(database)
    append(database, rows(1, [2.0], start_us=START + MINUTE))
    step = database.read(compaction.read)
    database.transact(
        lambda tx: tx.get(Readings).delete(
            tx.get(Readings).old(
                [1],
                blocks_before_us=START + SECOND,
                minutes_before_us=START + SECOND,
                hours_before_us=START + SECOND,
            )
        )
    )

    with pytest.raises(CompactedMeanwhile):
        database.transact(lambda tx: compaction.write(tx.session, step))
    assert stored(database, 1) == [2.0]
    compact(database)
    assert stored(database, 1) == [2.0]


def test_a_compaction_that_dies_leaves_every_reading_once(database: Database) -> None:
    append(database, rows(1, [1.0, 2.0, 3.0]))
    step = database.read(compaction.read)

    def die(tx: Transaction) -> None:
        compaction.write(tx.session, step)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.transact(die)

    assert stored(database, 1) == [1.0, 2.0, 3.0]
    assert counted(database, blocks) == 0


def test_the_last_reading_is_known_after_compaction(database: Database) -> None:
    append(database, [*rows(1, [1.0, 2.0]), (1, START - DAY, 7.0, 0, 1)])
    compact(database)

    latest = database.transact(lambda tx: tx.get(Sources).latest([1, 2]))

    assert latest == {1: LatestReading(START + SECOND, 2.0, Quality.GOOD)}


def test_an_older_last_reading_does_not_replace_a_newer_one(database: Database) -> None:
    newer, older = LatestReading(START, 2.0, Quality.GOOD), LatestReading(START - 1, 1.0, Quality.BAD)
    database.transact(lambda tx: tx.get(Sources).save_latest({1: newer}))
    database.transact(lambda tx: tx.get(Sources).save_latest({1: older}))

    assert database.transact(lambda tx: tx.get(Sources).latest([1])) == {1: newer}


def test_last_readings_of_many_are_kept_to_the_last_digit_in_few_statements(database: Database) -> None:
    values = [0.1 + 0.2, -1.7e308, 5e-324, 1e22, 20.25, 3.0, float(2**53 - 1)]
    latest = {
        key: LatestReading(START + key, values[key % len(values)], Quality(key % 3), key % 16)
        for key in range(1, 1_301)
    }
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *details: statements.append(details[2]))

    database.transact(lambda tx: tx.get(Sources).save_latest(latest))
    database.transact(lambda tx: tx.get(Sources).save_latest({}))

    assert sum("source_states" in each for each in statements) == (1 if database.is_postgres else 3)
    assert database.read(lambda s: Sources(s).latest(latest)) == latest


def test_a_last_reading_follows_the_stretches_of_its_source(database: Database) -> None:
    def save(stretch: int, value: float, at_us: int) -> float:
        reading = LatestReading(at_us, value, Quality.GOOD, stretch)
        database.transact(lambda tx: tx.get(Sources).save_latest({1: reading}))
        return database.read(lambda s: Sources(s).latest([1]))[1].value

    assert save(15, 1.0, START) == 1.0
    assert save(0, 2.0, START - DAY) == 2.0, "after the last number the first one follows"
    assert save(15, 3.0, START + DAY) == 2.0, "an earlier stretch"
    assert save(7, 4.0, START - 2 * DAY) == 4.0
    assert save(15, 5.0, START) == 4.0, "half the numbers ahead is behind"


def test_a_narrow_peak_survives_the_thinning(database: Database) -> None:
    values = [1.0] * 3000
    values[1234] = 50.0
    append(database, rows(1, values))
    compact(database)

    found = database.transact(
        lambda tx: tx.get(Readings).trace(1, from_us=START, to_us=START + 3000 * SECOND, points=100)
    )

    assert len(found) <= 100
    assert max(point.value for point in found) == 50.0


def test_a_narrow_peak_survives_in_a_wide_chart(database: Database) -> None:
    values = [1.0] * 3000
    values[1234] = 50.0
    append(database, rows(1, values))
    compact(database)
    append(database, rows(1, [2.0] * 10, start_us=START + 3000 * SECOND))

    found = database.transact(
        lambda tx: tx.get(Readings).traces([1], from_us=START - DAY, to_us=START + DAY, points=60)
    )

    assert len(found[1]) <= 60
    assert max(point.value for point in found[1]) == 50.0
    assert found[1][-1].value == 2.0


def test_a_chart_runs_forward_in_time_over_minutes_that_two_blocks_share(database: Database) -> None:
    values = [float(i % 50) for i in range(9000)]
    for at in range(0, 9000, 1810):
        append(database, rows(1, values[at : at + 1810], start_us=START + (at + 10) * SECOND))
        compact(database)
    append(database, rows(1, [60.0], start_us=START + 9010 * SECOND))

    for points in (6, 200, 2000):  # from hours, from minutes, from the readings
        found = database.transact(
            lambda tx, points=points: tx.get(Readings).trace(
                1, from_us=START, to_us=START + 9010 * SECOND, points=points
            )
        )
        times = [point.sampled_us for point in found]
        assert times == sorted(times)
        assert START <= times[0] <= times[-1] <= START + 9010 * SECOND
        assert max(point.value for point in found) == 60.0


def test_a_chart_shows_its_range_only(database: Database) -> None:
    append(database, rows(1, [float(i) for i in range(100)]))
    compact(database)
    append(database, rows(1, [float(i) for i in range(100, 200)], start_us=START + 100 * SECOND))

    found = stored(database, 1, from_us=START + 98 * SECOND, to_us=START + 101 * SECOND)

    assert found == [98.0, 99.0, 100.0, 101.0]


def test_charts_of_many_sources_cost_as_many_statements_as_one(database: Database) -> None:
    from sqlalchemy import event

    append(database, [row for sensor_id in range(1, 9) for row in rows(sensor_id, [1.0, 2.0])])
    compact(database)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *details: statements.append(details[2]))

    def chart(session: Session) -> int:
        from backend.readings.store import Readings

        readings = Readings(session)
        return len(readings.traces(range(1, 9), from_us=START, to_us=START + MINUTE, points=10))

    assert database.read(chart) == 8
    assert len(statements) == 3


def test_what_is_older_than_its_retention_is_forgotten(database: Database) -> None:
    append(database, rows(1, [1.0] * 600) + rows(1, [2.0] * 600, start_us=START + 30 * DAY))
    append(database, rows(2, [3.0] * 600))
    compact(database)

    def forget(tx: Transaction) -> int:
        old, older = START + 10 * DAY, START - DAY
        found = tx.get(Readings).old(
            [1], blocks_before_us=old, minutes_before_us=older, hours_before_us=older
        )
        return tx.get(Readings).delete(found)

    assert database.transact(forget) > 0
    assert database.transact(forget) == 0
    assert stored(database, 1) == [2.0] * 600
    assert stored(database, 2) == [3.0] * 600
    wide = database.transact(
        lambda tx: tx.get(Readings).trace(1, from_us=START, to_us=START + 31 * DAY, points=500)
    )
    assert {1.0, 2.0} == {point.value for point in wide}

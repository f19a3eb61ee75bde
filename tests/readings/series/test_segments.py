"""Readings of many sources wait in segments until each has enough for its block; whoever asks finds them."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from sqlalchemy import event, select

from backend.core.database import Database
from backend.core.statements import among
from backend.readings.rules import JournalRow, ReadingFlag
from backend.readings.series import compaction
from backend.readings.series.compaction import FEW_SOURCES, CompactedMeanwhile, Compaction
from backend.readings.series.segments import DUE_ROWS, EVERY_US, GROUP
from backend.readings.store import Readings
from backend.readings.tables import blocks, journal, segments
from tests.support.series import DAY, SECOND, START, append, compact, counted, rows, stored

pytestmark = pytest.mark.both_databases("segments are bytes, and are read and deleted as rows")

MANY = range(1, FEW_SOURCES + 89)
NOW = START + 200 * SECOND


def of_all(first: int, last: int) -> list[JournalRow]:
    """A reading a second of each of many sources, in the order of arrival."""
    seconds = range(first, last)
    return [(each, START + at * SECOND, float((each + at) % 9), 0, 0) for at in seconds for each in MANY]


def steps(database: Database, *, now_us: int | None = NOW) -> Iterator[Compaction]:
    """Whatever is due, as the product does it; the journal to its end."""
    while True:
        step = database.read(lambda s: compaction.read_group(s, now_us=now_us))
        if not step.rows:
            step = database.read(lambda s: compaction.read(s, now_us=now_us))
        if not step.rows:
            return
        yield step


def run(database: Database, *, now_us: int | None = NOW) -> list[Compaction]:
    done = []
    for step in steps(database, now_us=now_us):
        database.transact(lambda tx, step=step: compaction.write(tx.session, step))
        done.append(step)
    return done


ASKED: dict[str, Callable[[Readings], object]] = {
    "series": lambda found: [
        each.tolist()
        for each in found.series([7, 300], from_us=START + SECOND, to_us=START + 8 * SECOND)[300]
    ],
    "trace": lambda found: found.traces([7, 300], from_us=START, to_us=NOW, points=500),
    "band": lambda found: [
        each.tolist() for each in found.bands([7, 300], from_us=START, to_us=NOW, bucket_us=5 * SECOND)[7][1:]
    ],
    "first time": lambda found: found.first_us([7, 300]),
    "count": lambda found: found.count(),
    "count of one": lambda found: found.count(300),
    "recall": lambda found: [each.tolist() for each in dict(found.recall([7, 300]).by_source())[300]],
}


@pytest.mark.parametrize("what", ASKED)
def test_readings_are_found_alike_in_journal_segments_and_blocks(what: str, database: Database) -> None:
    append(database, of_all(0, 10))
    answers = [database.read(lambda s: ASKED[what](Readings(s)))]

    run(database)
    assert counted(database, journal) == counted(database, blocks) == 0
    answers.append(database.read(lambda s: ASKED[what](Readings(s))))

    compact(database)
    assert counted(database, segments) == 0
    answers.append(database.read(lambda s: ASKED[what](Readings(s))))

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("what", ["series", "trace", "first time", "count"])
@pytest.mark.parametrize("whole", [False, True], ids=["into segments", "into blocks"])
def test_readings_that_move_while_somebody_asks_are_not_missed(
    what: str, whole: bool, database: Database
) -> None:
    append(database, of_all(0, 10))
    if whole:
        run(database)
    expected = database.read(lambda s: ASKED[what](Readings(s)))

    def ask(session: object) -> object:
        move = compact if whole else run
        event.listen(
            session.connection(),  # type: ignore[attr-defined]  # a Session
            "after_cursor_execute",
            lambda *_: move(database),
            once=True,
        )
        return ASKED[what](Readings(session))  # type: ignore[arg-type]  # a Session

    assert database.read(ask) == expected
    assert counted(database, segments if whole else journal) == 0


def test_no_block_is_touched_before_its_source_has_fifty_readings(database: Database) -> None:
    for begin in range(0, DUE_ROWS - 10, 10):
        append(database, of_all(begin, begin + 10))
        run(database)
    assert counted(database, blocks) == 0

    append(database, of_all(DUE_ROWS - 10, DUE_ROWS))
    done = run(database)

    assert counted(database, blocks) == len(MANY)
    assert counted(database, segments) == 0
    assert max(len(each.sensors) for each in done) <= GROUP, "no transaction writes the blocks of more"
    assert stored(database, 300) == [float((300 + at) % 9) for at in range(DUE_ROWS)]


def test_no_reading_waits_longer_than_ten_minutes(database: Database) -> None:
    append(database, of_all(0, 2))
    run(database, now_us=START + SECOND)
    run(database, now_us=START + EVERY_US - SECOND)
    assert counted(database, blocks) == 0

    run(database, now_us=START + EVERY_US + SECOND)

    assert counted(database, blocks) == len(MANY)


def test_quick_sources_move_on_while_slow_ones_beside_them_wait(database: Database) -> None:
    quick = range(1, 21)
    append(database, of_all(0, 1))
    run(database)
    append(database, [(key, START + at * SECOND, 1.0, 0, 0) for at in range(2, 800) for key in quick])
    run(database)

    found = database.read(lambda s: s.connection().execute(select(blocks.c.sensor_id).distinct()).scalars())

    assert set(found) == set(quick)
    assert stored(database, 1) == [1.0] * 799
    assert stored(database, 21) == [float(21 % 9)]
    compact(database)
    assert stored(database, 21) == [float(21 % 9)]


def test_few_sources_with_enough_readings_wait_nowhere(database: Database) -> None:
    append(database, [row for key in range(1, 11) for row in rows(key, [1.0] * DUE_ROWS)])

    (step,) = run(database)

    assert not step.segments
    assert counted(database, blocks) == 10


def test_of_several_readings_of_one_time_the_first_counts_wherever_the_others_are(
    database: Database,
) -> None:
    append(database, of_all(0, 2))
    run(database)
    # Now the journal has few sources with enough each; what waits goes first all the same.
    append(database, rows(1, [99.0] * DUE_ROWS) + rows(1, [98.0] * DUE_ROWS))
    expected = stored(database, 1)
    assert expected[:3] == [1.0, 2.0, 99.0]

    run(database)
    assert stored(database, 1) == expected
    append(database, rows(1, [97.0] * 3))
    assert stored(database, 1) == expected
    compact(database)

    assert stored(database, 1) == expected


def test_one_wrong_clock_does_not_make_a_journal_old(database: Database) -> None:
    late = [(1, START - DAY, 1.0, 0, int(ReadingFlag.LATE))]
    append(database, late + of_all(0, 1))

    assert database.read(lambda s: compaction.due_until(s, now_us=NOW)) == 0
    run(database)

    assert counted(database, blocks) == 0


def test_of_two_compactors_only_one_moves_a_group(database: Database) -> None:
    append(database, of_all(0, 2))
    run(database)
    mine, theirs = (database.read(compaction.read_group) for _ in range(2))
    database.transact(lambda tx: compaction.write(tx.session, mine))

    with pytest.raises(CompactedMeanwhile):
        database.transact(lambda tx: compaction.write(tx.session, theirs))

    compact(database)
    assert stored(database, 1) == [1.0, 2.0]


def test_whatever_order_readings_come_in_segments_change_nothing(database: Database) -> None:
    """Random sources, rates, repeats and late readings, compacted at random: as if it all came at once."""
    random = np.random.default_rng(11)
    expected: dict[int, dict[int, float]] = {}
    for turn in range(12):
        n = int(random.integers(100, 6_000))
        sensors = random.integers(1, 40, n) ** 2 if turn % 2 else random.integers(1, 700, n)
        times = START + (turn * 60 + random.integers(-90, 60, n)) * SECOND
        found = [
            (key, at, float(number), 0, 1)
            for number, (key, at) in enumerate(zip(sensors.tolist(), times.tolist(), strict=True))
        ]
        for key, at, value, _, _ in found:
            expected.setdefault(key, {}).setdefault(at, value)
        append(database, found)
        if turn % 3:
            run(database, now_us=START + turn * 60 * SECOND)

    def check() -> None:
        series = database.read(lambda s: Readings(s).series(expected, from_us=0, to_us=2 * START))
        assert {
            key: dict(zip(each.times_us.tolist(), each.values.tolist(), strict=True))
            for key, each in series.items()
        } == expected

    check()
    compact(database)
    check()
    total = database.read(
        lambda s: (
            s.connection()
            .execute(select(blocks.c.n).where(among(blocks.c.sensor_id, "keys")), {"keys": list(expected)})
            .scalars()
            .all()
        )
    )
    assert sum(total) == sum(map(len, expected.values()))

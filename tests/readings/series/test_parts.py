"""What follows a block goes on its end, and whoever reads it sees one block."""

import pytest
from sqlalchemy import select

from backend.core.database import Database
from backend.readings.series import block_writer
from backend.readings.tables import blocks
from tests.support.series import SECOND, START, append, compact, packed_minutes, rows, stored

pytestmark = pytest.mark.both_databases("blocks are appended to where they lie")


def stored_blocks(database: Database) -> list[tuple[int, int]]:
    """(readings, parts) of each block."""
    statement = select(blocks.c.n, blocks.c.parts).order_by(blocks.c.start_us)
    return database.read(lambda s: [tuple(row) for row in s.connection().execute(statement)])


def test_what_follows_goes_on_the_end_of_a_block_until_that_is_written_anew(database: Database) -> None:
    grown = []
    for step in range(block_writer.MOST_PARTS + 1):
        append(database, rows(1, [float(step)] * 90, start_us=START + step * 90 * SECOND))
        compact(database)
        grown += stored_blocks(database)

    numbers = range(1, block_writer.MOST_PARTS + 1)
    assert grown == [*((90 * parts, parts) for parts in numbers), (90 * (block_writer.MOST_PARTS + 1), 1)]
    assert stored(database, 1) == [
        float(step) for step in range(block_writer.MOST_PARTS + 1) for _ in range(90)
    ]


def test_minutes_that_two_parts_share_are_one_minute(database: Database) -> None:
    for step in range(3):  # minutes begin at START: the second is in the first part and in the second
        append(database, rows(1, [float(step)] * 90, start_us=START + step * 90 * SECOND))
        compact(database)

    (found,) = packed_minutes(database)
    assert [column.tolist() for column in found[1:]] == [
        [60, 60, 60, 60, 30],
        [0.0, 0.0, 1.0, 2.0, 2.0],
        [0.0, 1.0, 1.0, 2.0, 2.0],
        [0.0, 30.0, 60.0, 120.0, 60.0],
        [0.0, 1.0, 1.0, 2.0, 2.0],
    ]


def test_a_late_reading_finds_its_place_in_a_block_of_several_parts(database: Database) -> None:
    for step in range(3):
        append(database, rows(1, [float(step)] * 2, start_us=START + step * 20 * SECOND))
        compact(database)
    append(database, [(1, START + 10 * SECOND, 9.0, 0, 1), (1, START + SECOND, 9.0, 0, 1)])
    compact(database)

    assert stored(database, 1) == [0.0, 0.0, 9.0, 1.0, 1.0, 2.0, 2.0]
    assert stored_blocks(database) == [(7, 1)]


def test_readings_none_of_which_counts_have_no_minutes(database: Database) -> None:
    for step in range(2):
        append(database, [(1, START + step * SECOND, 9.0, 2, 0)])
        append(database, rows(2, [1.0], start_us=START + step * SECOND))
        compact(database)

    assert stored(database, 1) == [9.0, 9.0]
    assert sorted(found.n.tolist() for found in packed_minutes(database)) == [[], [2]]

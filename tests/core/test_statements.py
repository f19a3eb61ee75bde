"""One statement for many rows, on both databases."""

import pytest
from sqlalchemy import bindparam, delete, insert, select, text

from backend.core.database import Database, Transaction
from backend.core.statements import execute_many
from backend.readings.tables import blocks

pytestmark = pytest.mark.both_databases("drivers take values by position or by name")

ADD = insert(blocks)
REMOVE = delete(blocks).where(blocks.c.sensor_id == bindparam("sensor"))
MORE = text("UPDATE reading_blocks SET n = n + :more WHERE sensor_id = :sensor")


def found(database: Database) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(blocks).order_by(blocks.c.sensor_id))]


def test_rows_go_in_and_out_whatever_the_order_of_their_columns(database: Database) -> None:
    rows = [
        {"n": number, "data": bytes([number, 0]), "end_us": 2**52, "start_us": -1, "sensor_id": number}
        for number in range(3)
    ]

    def work(tx: Transaction) -> None:
        connection = tx.session.connection()
        execute_many(connection, ADD, rows)
        execute_many(connection, MORE, [{"sensor": 0, "more": 7}, {"more": 9, "sensor": 2}])
        execute_many(connection, REMOVE, [{"sensor": 1}])
        execute_many(connection, REMOVE, [])

    database.transact(work)

    assert found(database) == [(0, -1, 2**52, 7, b"\0\0", 1), (2, -1, 2**52, 11, b"\2\0", 1)]

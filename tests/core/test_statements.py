"""One statement for many rows, on both databases."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import bindparam, delete, insert, select, text
from sqlmodel import col
from sqlmodel import select as sqlmodel_select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.database import Database, Transaction
from backend.core.statements import among, execute_many, rows
from backend.readings.tables import blocks
from backend.sites.tables import AreaRow
from tests.support.plants import Plants

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


def test_a_statement_for_a_list_finds_the_rows_of_one_value_of_many_and_of_none(
    database: Database, plants: Plants
) -> None:
    known = {row.id: row.code for row in database.read(lambda session: rows(session, select_areas()))}
    ids, sites = list(known), [plants.north, plants.south]
    statement = select_areas().where(among(col(AreaRow.id), "ids"), among(col(AreaRow.site_id), "sites"))

    def codes(*wanted: UUID) -> list[str]:
        asked = {"ids": list(wanted), "sites": sites}
        return sorted(row.code for row in database.read(lambda session: rows(session, statement, asked)))

    assert len(ids) > 1
    assert codes() == []
    assert codes(ids[0]) == [known[ids[0]]]
    assert codes(*ids, uuid4()) == sorted(known.values())


def test_rows_of_a_command_know_what_it_wrote_before(database: Database, plants: Plants) -> None:
    def work(tx: Transaction) -> list[str]:
        tx.session.add(
            AreaRow(id=uuid4(), site_id=plants.north, code="NEW", name_zh="新", name_en="New", polygon=[])
        )
        return [row.code for row in rows(tx.session, select_areas())]

    assert "NEW" in database.transact(work)


def select_areas() -> SelectOfScalar[AreaRow]:
    return sqlmodel_select(AreaRow)

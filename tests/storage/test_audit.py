"""The chain of audit rows shows every row that was edited, removed or moved."""

import pytest
from sqlalchemy import text

from backend.domain.alerts import Tier
from backend.services import alerts
from backend.storage.transaction import Database
from tests.plants import Plants, over, plant

UNPROTECT = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_written_once ON audit",),
}


@pytest.fixture
def plants(database: Database) -> Plants:
    plants = plant(database)
    for tier in (Tier.YELLOW, Tier.RED, Tier.ORANGE, None):
        database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))
    return plants


def broken_at(database: Database, plants: Plants) -> int | None:
    return database.transact(lambda tx: tx.audit.broken_at(plants.north))


def test_an_untouched_chain_holds(database: Database, plants: Plants) -> None:
    assert broken_at(database, plants) is None
    assert database.transact(lambda tx: tx.audit.broken_at(plants.south)) is None


@pytest.mark.parametrize(
    ("forgery", "position"),
    [
        (("UPDATE audit SET tier = 1 WHERE position = 2",), 2),
        (("DELETE FROM audit WHERE position = 3",), 3),
        (("DELETE FROM audit WHERE position = 5",), 5),
        (
            (
                "UPDATE audit SET position = 99 WHERE position = 2",
                "UPDATE audit SET position = 2 WHERE position = 3",
                "UPDATE audit SET position = 3 WHERE position = 99",
            ),
            2,
        ),
        (("DELETE FROM audit_heads",), 1),
        (
            (
                "INSERT INTO audit (site_id, position, at, kind, previous_hash, hash) "
                "SELECT site_id, 6, at, kind, hash, hash FROM audit WHERE position = 5",
            ),
            6,
        ),
    ],
    ids=["edited", "removed", "cut off at the end", "reordered", "head removed", "appended"],
)
def test_a_forged_row_is_found(
    database: Database, plants: Plants, forgery: tuple[str, ...], position: int
) -> None:
    with database.engine.begin() as connection:
        for statement in (*UNPROTECT[database.engine.dialect.name], *forgery):
            connection.execute(text(statement))

    assert broken_at(database, plants) == position

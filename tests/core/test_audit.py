"""The chain of audit rows shows every row that was edited, removed or moved."""

import pytest
from sqlalchemy import text

from backend.alerts import commands as alerts
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.plants import Plants, over, plant

pytestmark = pytest.mark.both_databases("triggers keep what is written, the end of the chain is locked")

UNPROTECT = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_written_once ON audit", "DROP TRIGGER audit_no_delete ON audit"),
}


@pytest.fixture
def plants(database: Database, plants: Plants) -> Plants:
    for tier in (Tier.YELLOW, Tier.RED, Tier.ORANGE, None):
        database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))
    return plants


def broken_at(database: Database, plants: Plants) -> int | None:
    return database.transact(lambda tx: tx.get(Audit).broken_at(plants.north))


def test_an_untouched_chain_holds(database: Database, plants: Plants) -> None:
    assert broken_at(database, plants) is None
    assert database.transact(lambda tx: tx.get(Audit).broken_at(plants.south)) is None


def moved(a: int, b: int) -> tuple[str, ...]:
    """Two rows change places."""
    return (
        f"UPDATE audit SET position = 99 WHERE position = {a}",
        f"UPDATE audit SET position = {a} WHERE position = {b}",
        f"UPDATE audit SET position = {b} WHERE position = 99",
    )


FORGERIES = {
    "edited at the head": (("UPDATE audit SET note = 'x' WHERE position = 1",), 1),
    "edited in the middle": (("UPDATE audit SET tier = 1 WHERE position = 2",), 2),
    "edited at the end": (("UPDATE audit SET kind = 'SIGNED_IN' WHERE position = 5",), 5),
    "dated back": (("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE position = 3",), 3),
    "given to somebody": (("UPDATE audit SET about = 'person:' || site_id WHERE position = 3",), 3),
    "removed at the head": (("DELETE FROM audit WHERE position = 1",), 1),
    "removed in the middle": (("DELETE FROM audit WHERE position = 3",), 3),
    "removed at the end": (("DELETE FROM audit WHERE position = 5",), 5),
    "all removed": (("DELETE FROM audit",), 1),
    "reordered at the head": (moved(1, 2), 1),
    "reordered in the middle": (moved(2, 3), 2),
    "reordered at the end": (moved(4, 5), 4),
    "head removed": (("DELETE FROM audit_heads",), 1),
    "put before the first": (
        (
            "INSERT INTO audit (site_id, position, at, kind, about, previous_hash, hash) "
            "SELECT site_id, 0, at, kind, about, hash, hash FROM audit WHERE position = 1",
        ),
        0,
    ),
    "appended": (
        (
            "INSERT INTO audit (site_id, position, at, kind, about, previous_hash, hash) "
            "SELECT site_id, 6, at, kind, about, hash, hash FROM audit WHERE position = 5",
        ),
        6,
    ),
    "cut off, and its hash taken for the end": (
        (
            "DELETE FROM audit WHERE position = 5",
            "UPDATE audit_heads SET position = 5 WHERE position = 5",
        ),
        5,
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_row_is_found(database: Database, plants: Plants, forgery: str) -> None:
    statements, position = FORGERIES[forgery]
    with database.engine.begin() as connection:
        for statement in (*UNPROTECT[database.engine.dialect.name], *statements):
            connection.execute(text(statement))

    assert broken_at(database, plants) == position


def test_a_time_that_is_none_is_a_broken_row(sqlite_database: Database) -> None:
    """SQLite keeps whatever it is given."""
    plants = plant(sqlite_database)
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    with sqlite_database.engine.begin() as connection:
        for statement in (*UNPROTECT["sqlite"], "UPDATE audit SET at = 'yesterday' WHERE position = 1"):
            connection.execute(text(statement))

    assert broken_at(sqlite_database, plants) == 1


def test_a_chain_longer_than_one_batch_is_followed_to_its_end(
    database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.core.audit.ROWS_AT_ONCE", 2)

    assert broken_at(database, plants) is None
    with database.engine.begin() as connection:
        for statement in (
            *UNPROTECT[database.engine.dialect.name],
            "UPDATE audit SET tier = 1 WHERE position = 5",
        ):
            connection.execute(text(statement))
    assert broken_at(database, plants) == 5

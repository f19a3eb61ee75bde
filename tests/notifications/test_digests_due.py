"""Digests of many addresses: at most so many at once, who waits longest first, sleepers in nobody's way."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.notifications.digest_store import AT_ONCE, Digests
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.statements import statements
from tests.support.waiting_messages import subscribe_two

pytestmark = pytest.mark.both_databases("what is due for a digest is chosen by the database")


def wait(
    tx: Transaction, addresses: Iterable[str], *, due_at: datetime, quiet_until: datetime | None = None
) -> None:
    """Let a message to each of these addresses wait for a digest."""
    like = tx.session.exec(select(DeliveryRow)).first()
    assert like is not None
    kept = like.model_dump() | {"state": DeliveryState.GROUPED.value, "due_at": None, "group_due_at": due_at}
    for address in addresses:
        row = kept | {"id": uuid4(), "address": address, "quiet_until": quiet_until}
        tx.session.add(DeliveryRow(**row))


def combined(database: Database) -> list[str]:
    def command(tx: Transaction) -> list[str]:
        digests = tx.get(Digests).combine(now=tx.now)
        rows = [tx.session.get_one(DeliveryRow, each.note.delivery_id) for each in digests]
        return sorted(row.address for row in rows)

    return database.transact(command)


def test_who_waits_longest_comes_first_and_no_more_at_once_than_fit_one_transaction(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    subscribe_two(database, plants)
    many = [f"a-{n:03}" for n in range(AT_ONCE)]
    database.transact(lambda tx: wait(tx, ["z-first"], due_at=clock.now - timedelta(minutes=2)))
    database.transact(lambda tx: wait(tx, many, due_at=clock.now - timedelta(minutes=1)))

    first, second = combined(database), combined(database)

    assert len(first) == AT_ONCE
    assert "z-first" in first
    assert second == many[-1:]


def test_those_who_sleep_take_no_place_of_those_who_are_awake(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    subscribe_two(database, plants)
    due_at, morning = clock.now - timedelta(minutes=2), clock.now + timedelta(hours=8)
    sleepers = [f"asleep-{n:03}" for n in range(AT_ONCE)]
    database.transact(lambda tx: wait(tx, sleepers, due_at=due_at, quiet_until=morning))
    database.transact(lambda tx: wait(tx, ["awake"], due_at=clock.now))

    assert combined(database) == ["awake"]


def test_a_look_for_what_is_due_reads_as_many_addresses_as_it_combines(
    database: Database, plants: Plants
) -> None:
    with statements(database) as said:
        combined(database)

    assert ["LIMIT" in each for each in said if "deliveries" in each] == [True]

"""Leases of partitions: one owner at a time, a fair share for each, and no way back for one that slept."""

from datetime import timedelta

import pytest

from backend.core.database import Database
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import LEASE_FOR, Fenced, Lease, fair_share, partition_of
from tests.support.fakes import FakeClock

pytestmark = pytest.mark.both_databases("leases are taken with locks")

ALL = 8
SOON = timedelta(seconds=1)


def tend(database: Database, owner: str) -> dict[int, Lease]:
    return database.transact(lambda tx: partitions.tend(tx, owner, partitions=ALL))


def test_the_first_evaluator_takes_every_partition(database: Database) -> None:
    held = tend(database, "a")

    assert sorted(held) == list(range(ALL))
    assert {lease.epoch for lease in held.values()} == {1}
    assert tend(database, "a") == held, "and keeps them in the same epoch"


def test_three_evaluators_end_with_a_fair_share_each(database: Database) -> None:
    for _ in range(3):
        found = [tend(database, owner) for owner in "abc"]

    assert sorted(map(len, found)) == [2, 3, 3]
    assert sorted(number for held in found for number in held) == list(range(ALL))


def test_a_dead_evaluators_partitions_go_on_where_it_stopped(database: Database, clock: FakeClock) -> None:
    held = tend(database, "a")
    database.transact(lambda tx: partitions.advance(tx, held, {3: (1_000, 7)}))
    assert tend(database, "b") == {}, "nothing is free while the first one lives"

    clock.advance(LEASE_FOR)
    taken = tend(database, "b")

    assert len(taken) == ALL
    assert taken[3] == Lease(3, epoch=2, reached=(1_000, 7))


def test_one_that_slept_past_its_lease_can_write_nothing(database: Database, clock: FakeClock) -> None:
    slept = tend(database, "a")
    clock.advance(LEASE_FOR)
    tend(database, "b")

    with pytest.raises(Fenced):
        database.transact(lambda tx: partitions.hold(tx, "a", slept))
    with pytest.raises(Fenced):
        database.transact(lambda tx: partitions.advance(tx, slept, {0: (9, 0)}))


def test_a_lease_that_ran_out_but_that_nobody_took_is_still_ours(
    database: Database, clock: FakeClock
) -> None:
    held = tend(database, "a")
    clock.advance(2 * LEASE_FOR)

    database.transact(lambda tx: partitions.hold(tx, "a", held))

    assert tend(database, "b") == {}


def test_a_partition_never_goes_back(database: Database) -> None:
    held = tend(database, "a")
    database.transact(lambda tx: partitions.advance(tx, held, {0: (5, 2), 1: (5, 0)}))

    for earlier in ((5, 2), (5, 1), (4, 9)):
        with pytest.raises(Fenced):
            database.transact(lambda tx, at=earlier: partitions.advance(tx, held, {0: at}))
    database.transact(lambda tx: partitions.advance(tx, held, {0: (5, 3), 1: (6, 0)}))


def test_a_fenced_batch_leaves_nothing_behind(database: Database) -> None:
    held = tend(database, "a")
    stale = {**held, 1: Lease(1, epoch=0, reached=(0, 0))}

    with pytest.raises(Fenced):
        database.transact(lambda tx: partitions.advance(tx, stale, {0: (5, 0), 1: (5, 0)}))

    assert tend(database, "a")[0].reached == (0, 0)


def test_one_that_leaves_does_not_make_the_others_wait(database: Database) -> None:
    tend(database, "a")
    database.transact(lambda tx: partitions.leave(tx, "a"))

    assert len(tend(database, "b")) == ALL


def test_a_process_that_judges_everything_keeps_out_while_evaluators_live(
    database: Database, clock: FakeClock
) -> None:
    assert not database.transact(partitions.is_shared)
    tend(database, "a")
    assert database.transact(partitions.is_shared)

    clock.advance(LEASE_FOR)

    assert not database.transact(partitions.is_shared)


def test_a_source_always_belongs_to_the_same_partition_and_shares_cover_all() -> None:
    assert partition_of("north/GAS-1", 64) == partition_of("north/GAS-1", 64) < 64
    assert [fair_share(65, n) for n in (0, 1, 2, 3, 64)] == [65, 65, 33, 22, 2]

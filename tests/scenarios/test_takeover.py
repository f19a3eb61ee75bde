"""Partitions change hands in the middle of a stream, step by step, on a real Redis and both databases."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import TypeAlias

import psycopg
import pytest
import redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from backend.alerts.tables import AlertRow
from backend.connectors.scaleout.evaluator import Evaluator
from backend.connectors.scaleout.gateway import Forwarder
from backend.connectors.scaleout.stream_entry import FIELD, Disagreement, encode
from backend.connectors.scaleout.streams import Streams
from backend.connectors.scaleout.topic_shard import Share
from backend.core.database import Database, Transaction
from backend.core.errors import Unavailable
from backend.core.time import microseconds
from backend.entrypoints.evaluator import yielding
from backend.monitoring.hot_path.partition_owner import PartitionOwner
from backend.monitoring.intake_commands import Taken
from backend.monitoring.partitions import commands as partitions
from backend.monitoring.partitions.rules import (
    ENDED_AFTER,
    LEASE_FOR,
    Fenced,
    Position,
    partition_of,
)
from backend.monitoring.partitions.store import Partitions
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from backend.readings.rules import Batch
from backend.readings.series.append import COPY
from backend.readings.store import Readings
from backend.sensors.quarantine_rules import RejectReason
from backend.sensors.quarantine_store import Quarantine
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, plant
from tests.support.servers import wait_until

pytestmark = [pytest.mark.redis, pytest.mark.both_databases("evaluators hold leases and are fenced")]
GAS = "north/GAS-1"
PARTITIONS = 4
Owners: TypeAlias = Callable[[str], PartitionOwner]
HOME = partition_of(GAS, PARTITIONS)


@pytest.fixture
def streams(redis_url: str) -> Streams:
    found = Streams(redis_url, PARTITIONS)
    found.agree()
    return found


def message(clock: FakeClock, value: float, *, second: int = 0) -> tuple[bytes, bytes]:
    ts = microseconds(clock()) // 1000 + second * 1000
    return f"anhuan/{GAS}/reading".encode(), f'{{"ts":{ts},"v":{value}}}'.encode()


@pytest.fixture
def partition_owner(database: Database, tmp_path: Path) -> Owners:
    """Makes the owner of the partitions of another evaluator."""
    return lambda owner: PartitionOwner(
        database, owner=owner, partitions=PARTITIONS, photos=PhotoStore(tmp_path)
    )


def go(streams: Streams, at: PartitionOwner, *, rounds: int = 2) -> None:
    """A few rounds of an evaluator."""
    evaluator = Evaluator(streams, at, stop=Event())
    for _ in range(rounds):
        evaluator._go_round()


class Picky(PartitionOwner):
    """An owner to whom one reading breaks whatever would store it."""

    def commit(self, batch: Batch, reached: Mapping[int, Position]) -> Taken:
        assert all(value != 3.0 for _, _, value, _ in batch.readings), "this one"
        return super().commit(batch, reached)


def stored(database: Database, sensor_id: int) -> int:
    return database.transact(lambda tx: tx.get(Readings).count(sensor_id))


def alerts(database: Database) -> int:
    return database.read(lambda session: len(session.exec(select(AlertRow.id)).all()))


def test_what_a_gateway_forwards_an_evaluator_stores_judges_and_trims(
    streams: Streams, database: Database, clock: FakeClock, partition_owner: Owners
) -> None:
    plants = plant(database)
    Forwarder(streams).take([message(clock, 5.0), message(clock, 60.0, second=1), (b"nonsense", b"\xff")])
    first = partition_owner("first")

    go(streams, first)
    first.tend()
    streams.trim({number: lease.reached for number, lease in first.held.items()})

    assert stored(database, plants.gas) == 2
    assert alerts(database) == 1
    [aside] = database.transact(lambda tx: tx.get(Quarantine).messages(limit=9))
    assert (aside.topic, aside.reason) == ("nonsense", RejectReason.TOPIC)
    assert {each.waiting for each in streams.look(range(PARTITIONS + 1)).values()} == {0}


def test_a_second_evaluator_goes_on_with_what_the_first_knew_and_the_first_writes_no_more(
    streams: Streams, database: Database, clock: FakeClock, partition_owner: Owners
) -> None:
    plants = plant(database)
    gateway = Forwarder(streams)
    asleep, awake = partition_owner("asleep"), partition_owner("awake")
    gateway.take([message(clock, 60.0)])
    go(streams, asleep)
    gateway.take([message(clock, 60.0, second=1), message(clock, 61.0, second=2)])
    [entry] = streams.read({HOME: asleep.held[HOME].reached}, count=9, wait_ms=10)
    clock.advance(LEASE_FOR)

    go(streams, awake)
    with pytest.raises(Fenced):
        asleep.commit(entry.batch, {HOME: entry.position})
    with pytest.raises(Fenced):
        asleep._store.tick()

    assert stored(database, plants.gas) == 3
    assert alerts(database) == 1
    assert awake.held[HOME].epoch == 2


def test_an_evaluator_that_another_one_joins_keeps_what_it_knows_of_the_rest(
    streams: Streams, database: Database, clock: FakeClock, partition_owner: Owners
) -> None:
    plants = plant(database)
    more_sensors(database, [f"S-{n}" for n in range(20)])
    gateway = Forwarder(streams)
    gateway.take([message(clock, 60.0)])
    first, second = partition_owner("first"), partition_owner("second")
    go(streams, first)
    before = dict(first._store._open().sources)

    second.tend()  # there is nothing left for it, but it is seen
    first.tend()
    after = dict(first._store._open().sources)
    second.tend()
    theirs = dict(second._store._open().sources)
    second.leave()
    first.tend()

    assert after == {key: source for key, source in before.items() if first._owns(key) and key in after}
    assert after
    assert theirs
    assert after.keys() | theirs.keys() == before.keys()
    assert not after.keys() & theirs.keys()
    again = first._store._open().sources
    assert again.keys() == before.keys()
    assert {key: again[key] for key in after} == after
    gateway.take([message(clock, 60.0), message(clock, 5.0, second=1)])
    go(streams, first)
    assert (stored(database, plants.gas), alerts(database)) == (2, 1)


def test_an_entry_that_was_committed_is_not_judged_again_after_a_crash_before_the_trim(
    streams: Streams, database: Database, clock: FakeClock, partition_owner: Owners
) -> None:
    plants = plant(database)
    Forwarder(streams).take([message(clock, 60.0)])
    go(streams, partition_owner("crashed"))
    clock.advance(LEASE_FOR)

    go(streams, partition_owner("next"))

    assert (stored(database, plants.gas), alerts(database)) == (1, 1)


def test_streams_that_redis_lost_are_read_from_their_new_beginning(
    streams: Streams, database: Database, clock: FakeClock, redis_url: str, partition_owner: Owners
) -> None:
    plants = plant(database)
    gateway, at = Forwarder(streams), partition_owner("one")
    gateway.take([message(clock, 5.0)])
    go(streams, at)
    client = redis.Redis.from_url(redis_url)
    client.flushall()
    later = encode(Batch([(GAS, microseconds(clock()) + 1_000_000, 60.0, 0)]))
    client.xadd(f"readings:{HOME}", {FIELD: later}, id="1-1")  # its clock is far behind that of the old one

    go(streams, at)

    assert (stored(database, plants.gas), alerts(database)) == (2, 1)


def test_a_reading_that_cannot_be_stored_is_put_aside_and_its_neighbours_are_not(
    streams: Streams, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    plants = plant(database)
    at_us = microseconds(clock())
    readings = [(GAS, at_us + i, float(i), 0) for i in range(7)]
    streams.append({HOME: [Batch(readings[:5]), Batch(readings[5:])]})
    picky = Picky(database, owner="one", partitions=PARTITIONS, photos=PhotoStore(tmp_path))

    go(streams, picky)

    assert stored(database, plants.gas) == 6
    [aside] = database.transact(lambda tx: tx.get(Quarantine).messages(limit=9))
    assert (aside.topic, aside.reason) == (f"partition {HOME}", RejectReason.POISON)
    assert f"{at_us + 3}".encode() in aside.payload
    assert streams.read({HOME: picky.held[HOME].reached}, count=9, wait_ms=1) == []


def test_an_entry_that_no_gateway_of_ours_wrote_is_put_aside(
    streams: Streams, database: Database, redis_url: str, partition_owner: Owners
) -> None:
    redis.Redis.from_url(redis_url).xadd(f"readings:{HOME}", {"b": b"\xc1 what is this?"})

    go(streams, partition_owner("one"))

    [aside] = database.transact(lambda tx: tx.get(Quarantine).messages(limit=9))
    assert (aside.topic, aside.reason) == (f"readings:{HOME}", RejectReason.MALFORMED)


@pytest.fixture
def paused(database: Database, clock: FakeClock) -> Iterator[Database]:
    """The database of an evaluator that stops moving in the middle of a transaction."""
    address = database.engine.url.render_as_string(hide_password=False)
    found = Database(
        yielding(address, owner="paused"), clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS
    )
    yield found
    found.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_does_not_wait_for_an_evaluator_that_stopped_inside_a_transaction(paused: Database) -> None:
    limit = paused.read(
        lambda session: session.connection().scalar(text("SHOW idle_in_transaction_session_timeout"))
    )

    assert limit == f"{LEASE_FOR.total_seconds():.0f}s"
    assert yielding("sqlite:///a.sqlite3", owner="paused") == "sqlite:///a.sqlite3"


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_nor_for_one_that_stopped_while_it_was_sending_rows(
    database: Database, paused: Database, clock: FakeClock
) -> None:
    def claimed(by: str, of: Database) -> int:
        return len(of.transact(lambda tx: partitions.tend(tx, by, partitions=PARTITIONS)))

    def sending(tx: Transaction) -> None:
        tx.get(Partitions).renew("paused", until=clock.advance(LEASE_FOR + ENDED_AFTER))
        driver = tx.session.connection().connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with driver.cursor().copy(COPY):
            assert claimed("awake", database) == 0, "its rows are locked, and passed over"
            wait_until(lambda: claimed("awake", database) == PARTITIONS, "the other has taken over")

    assert claimed("paused", paused) == PARTITIONS

    with pytest.raises(OperationalError):
        paused.transact(sending)


def test_gateways_share_the_topics_between_them_and_leave_none_out() -> None:
    topics = [f"anhuan/north/S-{n}/reading".encode() for n in range(1000)]
    shares = [Share.of(text) for text in ("1/3", "2/3", "3/3")]

    counts = [sum(map(share.has, topics)) for share in shares]

    assert sum(counts) == len(topics)
    assert min(counts) > 250
    for wrong in ("0/2", "3/2", "1", "a/b"):
        with pytest.raises(ValueError, match=r"share|invalid"):
            Share.of(wrong)


def test_processes_that_count_partitions_differently_do_not_start(streams: Streams, redis_url: str) -> None:
    with pytest.raises(Disagreement):
        Streams(redis_url, PARTITIONS + 1).agree()


def test_a_redis_that_is_full_refuses_instead_of_forgetting(tmp_path: Path, clock: FakeClock) -> None:
    with servers.redis(tmp_path) as url:
        client = redis.Redis.from_url(url)
        client.config_set("maxmemory-policy", "noeviction")
        gateway = Forwarder(Streams(url, PARTITIONS))
        gateway.take([message(clock, 5.0)])
        client.config_set("maxmemory", "1mb")

        with pytest.raises(Unavailable):
            gateway.take([message(clock, 5.0)] * 20_000)

        assert client.xlen(f"readings:{HOME}") == 1
    with pytest.raises(Unavailable):
        gateway.take([message(clock, 5.0)])

"""Any split of a stream into batches, killed anywhere, leaves what one replay of it leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import Quality, Tier
from backend.monitoring import intake_commands as service
from backend.monitoring.intake_commands import Intake
from backend.readings.rules import Batch, Reading
from backend.readings.sources_store import Sources
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from backend.sensors.store import Sensors
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

SECONDS = 400


class Killed(Exception):
    """The process died inside a transaction."""


def indicator(chance: Random) -> Indicator:
    """All kinds of rules at once, with random figures."""
    return Indicator(
        indicator_id=uuid4(),
        version=1,
        unit="%LEL",
        limits=(
            Limit(LimitSide.HIGH, Tier.RED, chance.uniform(5, 9)),
            Limit(LimitSide.HIGH, Tier.ORANGE, chance.uniform(3, 5)),
            Limit(LimitSide.LOW, Tier.YELLOW, chance.uniform(-6, -3)),
        ),
        deadband=chance.choice([0.0, 0.5]),
        on_delay=timedelta(seconds=chance.choice([0, 2, 5])),
        off_delay=timedelta(seconds=chance.choice([0, 4])),
        silent_after=timedelta(minutes=1),
        standard="",
        rate_limit=RateLimit(chance.uniform(5, 20), timedelta(seconds=chance.choice([8, 30])), Tier.BLUE),
        stuck_after=timedelta(seconds=chance.choice([10, 25])),
        span=Span(-7.0, 8.0),
    )


def stream(chance: Random, start_us: int) -> Iterator[tuple[int, float, int]]:
    """A value that walks, jumps, sticks and turns bad; now and then a reading comes late."""
    value, stuck_until, bad_until = 0.0, 0, 0
    for second in range(SECONDS):
        if chance.random() < 0.02:
            stuck_until = second + chance.randrange(40)
        if chance.random() < 0.02:
            bad_until = second + chance.randrange(10)
        if second >= stuck_until:
            value = chance.uniform(-10, 10) if chance.random() < 0.05 else value * 0.98 + chance.gauss(0, 0.5)
        quality = Quality.BAD if second < bad_until else Quality.GOOD
        at = second - chance.randrange(1, 9) if chance.random() < 0.03 else second
        yield start_us + at * 1_000_000 + chance.randrange(1000), value, int(quality)


def twins(database: Database, plants: Plants, rules: Indicator, name: str) -> list[int]:
    """Two sensors under the same rules."""

    def command(tx: Transaction) -> list[int]:
        gas = tx.get(Sensors).get([plants.gas])[plants.gas]
        found = []
        for code in (f"{name}-whole", f"{name}-parts"):
            sensor_id = tx.get(Sensors).add(replace(gas, sensor_id=0, code=code, indicator=None))
            own = replace(rules, indicator_id=uuid4())
            tx.get(Sensors).add_indicator(sensor_id, own, reason="test", at=tx.now, by=None)
            found.append(sensor_id)
        return found

    return database.transact(command)


def feed_in_parts(database: Database, readings: list[Reading], chance: Random) -> int:
    """Feed in batches of any size; die before a commit, or after it and before anybody knew. The kills."""
    intake, at, kills = service.open_intake(database), 0, 0
    while at < len(readings):
        batch = Batch(readings[at : at + chance.randrange(1, 60)])
        fate = chance.random()
        if fate < 0.1:
            with pytest.raises(Killed):
                database.transact(lambda tx, i=intake, b=batch: ingest_and_die(tx, i, b))
        else:
            taken = database.transact(lambda tx, i=intake, b=batch: service.ingest(tx, i, b))
        if fate < 0.2:  # what was not settled is delivered again
            intake, kills = service.open_intake(database), kills + 1
            continue
        intake = service.after_commit(taken)
        at += len(batch.readings)
    return kills


def ingest_and_die(tx: Transaction, intake: Intake, batch: Batch) -> None:
    service.ingest(tx, intake, batch)
    raise Killed


def left(database: Database, sensor_id: int) -> tuple[list[tuple[str, str, int, float | None]], object]:
    """What an observer finds afterwards: every transition of every alert, and the saved rules."""
    statement = (
        select(AlertTransitionRow, AlertRow)
        .where(AlertTransitionRow.alert_id == AlertRow.id, AlertRow.sensor_id == sensor_id)
        .order_by(AlertTransitionRow.id)
    )
    transitions = database.read(
        lambda session: [
            (row.kind, alert.condition, row.tier, row.value) for row, alert in session.exec(statement)
        ]
    )
    saved = database.transact(lambda tx: tx.get(Sources).states([sensor_id])[sensor_id].limits)
    return transitions, None if saved is None else saved.partition(",")[2]  # but the indicator's own id


def test_any_split_with_kills_anywhere_leaves_what_one_replay_leaves(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    start_us = microseconds(clock())
    clock.advance(timedelta(seconds=SECONDS))
    kills, conditions = 0, set()
    for seed in range(8):
        chance = Random(seed)
        whole, parts = twins(database, plants, indicator(chance), f"s{seed}")
        found = list(stream(chance, start_us))
        once = Batch([(f"north/s{seed}-whole", *each) for each in found])
        intake = service.open_intake(database)
        database.transact(lambda tx, i=intake, b=once: service.ingest(tx, i, b))

        kills += feed_in_parts(database, [(f"north/s{seed}-parts", *each) for each in found], chance)

        expected = left(database, whole)
        assert left(database, parts) == expected
        conditions |= {condition for _, condition, _, _ in expected[0]}
    assert kills > 10
    assert len(conditions) == 6  # high, low, rate, stuck, out of range, bad quality

"""What comes, changes and goes while the intake is open: read again by itself, a few sources at a time."""

from dataclasses import dataclass, replace
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from backend.alerts.tables import AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.vocabulary import Tier
from backend.detection.limits.sources import Source
from backend.monitoring import intake_commands as service
from backend.monitoring import intake_opening_commands as opening
from backend.monitoring.intake_commands import Intake
from backend.monitoring.intake_share_commands import joined, narrowed
from backend.monitoring.partitions.rules import partition_of
from backend.readings.sources_store import Sources
from backend.sensors.rules import Limit, LimitSide, SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.ingest import GAS, SECOND, Ingest
from tests.support.plants import Plants
from tests.support.series import compact

pytestmark = pytest.mark.both_databases("figures of blocks are summed by the database")
IMPORTED = 130
PARTITIONS = 4


@pytest.fixture
def ingest(database: Database, plants: Plants, clock: FakeClock) -> Ingest:
    return Ingest(database, clock)


def add(tx: Transaction, plants: Plants, code: str) -> int:
    """One more source at north, with limits."""
    gas = tx.get(Sensors).get([plants.gas])[plants.gas]
    sensor_id = tx.get(Sensors).add(replace(gas, code=code, indicator=None))
    bring_into_force(tx, plants, sensor_id)
    return sensor_id


def bring_into_force(tx: Transaction, plants: Plants, sensor_id: int) -> None:
    """One more version of the limits of a source."""
    indicator = replace(plants.indicator, indicator_id=uuid4())
    tx.get(Sensors).add_indicator(sensor_id, indicator, reason="test", at=tx.now, by=None)


def move(tx: Transaction, sensor_id: int, state: SensorState) -> None:
    tx.session.get_one(SensorRow, sensor_id).state = state.value


def exchange_codes(tx: Transaction, one: int, other: int) -> None:
    first, second = (tx.session.get_one(SensorRow, each) for each in (one, other))
    codes = first.code, second.code
    first.code, first.version = "for a moment", first.version + 1
    tx.session.flush()
    second.code, second.version = codes[0], second.version + 1
    tx.session.flush()
    first.code = codes[1]


def step(database: Database, intake: Intake, *, at_most: int) -> Intake | None:
    return database.transact(lambda tx: service.refresh(tx, intake, at_most=at_most))


def catch_up(database: Database, intake: Intake, *, at_most: int) -> Intake:
    """Every step of a refresh."""
    for _ in range(500):
        renewed = step(database, intake, at_most=at_most)
        if renewed is None:
            return intake
        intake = renewed
    raise AssertionError("it never ends")


def known(intake: Intake) -> dict[str, object]:
    """What judging depends on: the sources by key, and by which version each is judged."""
    assert {bound.key for bound in intake.bound.values()} == intake.sources.keys()
    for sensor_id, bound in intake.bound.items():
        assert intake.sources[bound.key].sensor_id == sensor_id
    return {key: (source.sensor_id, source.state()) for key, source in intake.sources.items()}


def transitions(database: Database) -> int:
    """How often any alert began, changed or ended."""
    return database.read(lambda session: session.exec(select(func.count(col(AlertTransitionRow.id)))).one())


def remembered(source: Source) -> tuple[int, float | None]:
    return source.watermark_us, source.last_value


def test_an_import_is_taken_in_steps_and_its_sources_are_judged_from_their_first_reading(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    codes = [f"NEW-{n}" for n in range(IMPORTED)]
    database.transact(lambda tx: [add(tx, plants, code) for code in codes])
    before = ingest.intake.sources.keys()

    first = step(database, ingest.intake, at_most=50)
    assert first is not None
    ingest.intake = first
    taken = ingest.take(ingest.reading(60.0, key=f"north/{codes[-1]}"))

    assert len(first.sources) == len(before) + 50
    assert f"north/{codes[-1]}" not in first.sources
    assert len(taken.evaluation.rows) == len(taken.changes) == 1
    assert catch_up(database, ingest.intake, at_most=50).sources.keys() == before | {
        f"north/{code}" for code in codes
    }


def test_a_source_that_changed_is_read_again_and_every_other_one_is_left_as_it_is(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    ingest.stream(5.0)
    before = dict(ingest.intake.sources)
    database.transact(lambda tx: bring_into_force(tx, plants, plants.gas))

    after = catch_up(database, ingest.intake, at_most=50).sources

    assert [key for key in before if after[key] is not before[key]] == [GAS]
    rules = after[GAS].rules
    assert rules is not None
    assert rules.key[1] == 2
    assert after[GAS].tail is before[GAS].tail


def test_a_source_adopted_and_dismissed_between_two_refreshes_is_not_judged_on(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    new = database.transact(lambda tx: add(tx, plants, "NEW"))
    ingest.take(ingest.reading(5.0, key="north/NEW"))
    assert "north/NEW" in ingest.intake.sources
    database.transact(lambda tx: move(tx, new, SensorState.OUT_OF_SERVICE))

    ingest.intake = catch_up(database, ingest.intake, at_most=50)

    assert "north/NEW" not in ingest.intake.sources


def test_dismissed_while_an_import_is_taken_it_is_not_judged_on_either(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    codes = [f"NEW-{n}" for n in range(IMPORTED)]
    ids = database.transact(lambda tx: [add(tx, plants, code) for code in codes])
    ingest.intake = (
        database.transact(lambda tx: service.refresh(tx, ingest.intake, at_most=20)) or ingest.intake
    )
    ingest.take(ingest.reading(5.0, key=f"north/{codes[-1]}"))
    database.transact(lambda tx: move(tx, ids[-1], SensorState.OUT_OF_SERVICE))

    ingest.intake = catch_up(database, ingest.intake, at_most=20)

    assert f"north/{codes[-1]}" not in ingest.intake.sources
    assert len(ingest.intake.sources) == len(service.open_intake(database).sources)


def change(tx: Transaction, plants: Plants, ids: list[int], chance: Random, name: str) -> list[int]:
    """Anything that people do to sources; returns those that are new."""
    for each in chance.sample(ids, 3):
        move(tx, each, chance.choice([SensorState.OUT_OF_SERVICE, SensorState.IN_SERVICE]))
    if chance.random() < 0.5:
        bring_into_force(tx, plants, chance.choice(ids))
    if chance.random() < 0.5:
        exchange_codes(tx, *chance.sample([each for each in ids if each != plants.far_gas], 2))
    return [add(tx, plants, f"{name}-{n}") for n in range(chance.randrange(5))]


def test_after_any_changes_in_any_steps_it_knows_what_one_opened_anew_knows(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ids = [plants.gas, plants.pump, plants.far_gas]
    for seed in range(12):
        chance = Random(seed)
        at_most = chance.randrange(1, 4)
        for turn in range(4):
            name = f"{seed}-{turn}"
            ids += database.transact(partial(change, plants=plants, ids=list(ids), chance=chance, name=name))
            if chance.random() < 0.5:  # the next change comes in the middle of it
                ingest.intake = step(database, ingest.intake, at_most=at_most) or ingest.intake
            keys = [GAS, *(f"north/{name}-{n}" for n in range(5))]
            ingest.take(
                *(
                    ingest.reading(chance.choice([5.0, 60.0]), key=key)
                    for key in keys
                    if chance.random() < 0.5
                )
            )
            clock.advance(SECOND)
        ingest.intake = catch_up(database, ingest.intake, at_most=at_most)

        assert known(ingest.intake) == known(service.open_intake(database))


@dataclass
class Meanwhile:
    """Changes that come while an intake opens: between two of its steps, and as it takes sources over."""

    database: Database
    plants: Plants
    ids: list[int]
    chance: Random
    name: str
    count: int = 0

    def change(self, tx: Transaction) -> None:
        self.count += 1
        self.ids += change(tx, self.plants, list(self.ids), self.chance, f"{self.name}-{self.count}")
        tx.session.flush()

    def take_over(self, tx: Transaction) -> None:
        if self.chance.random() < 0.4:
            self.change(tx)

    def step(self) -> None:
        if self.chance.random() < 0.3:
            self.database.transact(self.change)
        if self.chance.random() < 0.3:
            compact(self.database)


def test_what_changes_while_it_opens_it_knows_as_one_opened_afterwards_knows_it(
    database: Database, plants: Plants, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 3)
    ids, changes = [plants.gas, plants.pump, plants.far_gas], 0
    for seed in range(10):
        chance, ingest = Random(seed), Ingest(database, clock)
        for _ in range(3):  # some hold alerts, and some of these get other limits while nobody listens
            keys = [each for each in ingest.intake.sources if chance.random() < 0.6]
            ingest.take(*(ingest.reading(chance.choice([5.0, 60.0]), key=key) for key in keys))
            clock.advance(SECOND)
        meanwhile = Meanwhile(database, plants, ids, chance, f"{seed}")
        database.transact(meanwhile.change)

        intake = service.open_intake(database, guard=meanwhile.take_over, on_step=meanwhile.step)
        intake = catch_up(database, intake, at_most=7)
        said = transitions(database)
        again = service.open_intake(database)

        assert known(intake) == known(again)
        assert [remembered(intake.sources[key]) for key in again.sources] == [
            remembered(each) for each in again.sources.values()
        ]
        assert transitions(database) == said, "it had said all that there was to say"
        assert database.read(lambda session: Sources(session).retired()) == {}
        changes += meanwhile.count
    assert changes > 30


@pytest.mark.parametrize("is_dismissed", [True, False], ids=["dismissed", "other limits"])
def test_limits_that_are_no_more_when_it_is_taken_over_raise_nothing(
    is_dismissed: bool, database: Database, plants: Plants, ingest: Ingest
) -> None:
    ingest.stream(60.0, *[5.0] * 40)
    low = replace(plants.indicator, indicator_id=uuid4(), limits=(Limit(LimitSide.HIGH, Tier.RED, 1.0),))
    database.transact(
        lambda tx: tx.get(Sensors).add_indicator(plants.gas, low, reason="test", at=tx.now, by=None)
    )
    before = transitions(database)

    def meanwhile(tx: Transaction) -> None:
        if is_dismissed:
            move(tx, plants.gas, SensorState.OUT_OF_SERVICE)
        else:
            bring_into_force(tx, plants, plants.gas)
        tx.session.flush()

    intake = service.open_intake(database, guard=meanwhile)

    assert transitions(database) == before
    assert (GAS in intake.sources) is not is_dismissed


def test_when_its_share_changes_it_keeps_the_rest_and_knows_what_one_opened_anew_knows(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    held = {0, 1, 2, 3}

    def owns(key: str) -> bool:
        return partition_of(key, PARTITIONS) in held

    ingest = Ingest(database, clock)
    ingest.intake = service.open_intake(database, owns)
    ids, chance = [plants.gas, plants.pump, plants.far_gas], Random(1)
    for turn in range(25):
        ids += database.transact(partial(change, plants=plants, ids=list(ids), chance=chance, name=f"{turn}"))
        kept = {each for each in held if chance.random() < 0.7}
        before = dict(ingest.intake.sources)

        def keeps(key: str, kept: set[int] = kept) -> bool:
            return partition_of(key, PARTITIONS) in kept

        if chance.random() < 0.5:
            ingest.intake = step(database, ingest.intake, at_most=2) or ingest.intake
        else:
            ingest.intake = narrowed(ingest.intake, keeps)
            assert {key: before[key] for key in before if keeps(key)} == ingest.intake.sources
            held |= {0, 1, 2, 3} if chance.random() < 0.5 else kept
            held &= kept | {each for each in held if chance.random() < 0.5}

            def has_come(key: str, came: frozenset[int] = frozenset(held - kept)) -> bool:
                return partition_of(key, PARTITIONS) in came

            came = service.open_intake(database, has_come)
            ingest.intake = replace(joined(ingest.intake, came), owns=owns)
        keys = [each for each in ingest.intake.sources if chance.random() < 0.5]
        ingest.take(*(ingest.reading(chance.choice([5.0, 60.0]), key=key) for key in keys))
        clock.advance(SECOND)
        if chance.random() < 0.5:
            ingest.intake = catch_up(database, ingest.intake, at_most=3)
            assert known(ingest.intake) == known(service.open_intake(database, owns))

"""A shadow rule is judged live beside the rule in force, tells nobody, and survives a restart."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.monitoring import intake_commands as intake
from backend.monitoring.intake_commands import Intake
from backend.readings.rules import Batch
from backend.sensors.rules import Limit, LimitSide
from backend.tuning import indicators_commands as indicators
from backend.tuning.tables import ShadowEpisodeRow, ShadowStateRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("one shadow per source is a partial index")

KEY = "north/GAS-1"


def shadow(database: Database, plants: Plants) -> UUID:
    """From now on a yellow limit of 5, held for 2 s, is tried on the gas at north."""
    wanted = replace(
        plants.indicator,
        limits=(Limit(LimitSide.HIGH, Tier.YELLOW, 5.0), *plants.indicator.limits[1:]),
        on_delay=timedelta(seconds=2),
        off_delay=timedelta(0),
    )
    proposal_id = database.transact(
        lambda tx: indicators.propose_indicator(
            tx, plants.gas, wanted, base_version=1, reason="试运行", by=plants.erik
        )
    ).proposal_id
    database.transact(lambda tx: indicators.start_shadow(tx, proposal_id, by=plants.erik))
    return proposal_id


def opened(database: Database) -> Intake:
    return intake.open_intake(database)


def feed(database: Database, clock: FakeClock, listening: Intake, *values: float) -> Intake:
    """One reading a second, each in a batch of its own."""
    for value in values:
        clock.advance(timedelta(seconds=1))
        listening = send(database, clock, listening, value)
    return listening


def send(database: Database, clock: FakeClock, listening: Intake, value: float) -> Intake:
    batch = Batch(readings=[(KEY, microseconds(clock.now), value, 0)])
    return intake.after_commit(database.transact(lambda tx: intake.ingest(tx, listening, batch)))


def seen(database: Database) -> list[tuple[int, float | None, bool]]:
    """(worst tier, value at it, is over) of each episode."""
    rows = database.read(lambda s: s.exec(select(ShadowEpisodeRow).order_by("started_at")).all())
    return [(row.worst_tier, row.value, row.ended_at is not None) for row in rows]


def test_a_shadow_records_what_it_would_have_raised_and_raises_nothing(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    shadow(database, plants)

    feed(database, clock, opened(database), 1.0, 6.0, 6.5, 7.0, 7.0, 1.0)

    assert seen(database) == [(Tier.YELLOW, 7.0, True)]
    assert database.read(lambda s: s.exec(select(AlertRow)).all()) == []


def test_a_shadow_goes_on_after_a_restart_in_the_middle_of_its_delay(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    shadow(database, plants)
    feed(database, clock, opened(database), 1.0, 6.0, 6.0)

    feed(database, clock, opened(database), 6.0)

    assert seen(database) == [(Tier.YELLOW, 6.0, False)]


def test_an_intake_that_runs_takes_up_a_new_shadow_and_drops_a_stopped_one(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    listening = feed(database, clock, opened(database), 1.0)
    proposal_id = shadow(database, plants)
    renewed = database.transact(lambda tx: intake.refresh(tx, listening))
    assert renewed is not None
    feed(database, clock, renewed, 6.0, 6.0, 6.0)
    assert seen(database) == [(Tier.YELLOW, 6.0, False)]

    database.transact(lambda tx: indicators.stop_shadow(tx, proposal_id, by=plants.alice))

    assert seen(database) == [(Tier.YELLOW, 6.0, True)]
    assert database.read(lambda s: s.exec(select(ShadowStateRow)).all()) == []
    stopped = database.transact(lambda tx: intake.refresh(tx, renewed))
    assert stopped is not None
    feed(database, clock, stopped, 1.0, 6.0, 6.0, 6.0)
    assert len(seen(database)) == 1


def test_a_batch_that_failed_leaves_no_trace_in_the_shadow(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    shadow(database, plants)
    listening = feed(database, clock, opened(database), 1.0, 6.0, 6.0)
    clock.advance(timedelta(seconds=1))
    batch = Batch(readings=[(KEY, microseconds(clock.now), 6.0, 0)])

    def die(tx: object) -> None:
        intake.ingest(tx, listening, batch)  # type: ignore[arg-type]  # a transaction, whatever it is called
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        database.transact(die)
    assert seen(database) == []

    intake.after_commit(database.transact(lambda tx: intake.ingest(tx, listening, batch)))

    assert seen(database) == [(Tier.YELLOW, 6.0, False)]


def test_the_same_reading_twice_is_seen_once(database: Database, plants: Plants, clock: FakeClock) -> None:
    shadow(database, plants)
    listening = feed(database, clock, opened(database), 1.0, 6.0, 6.0, 6.0)

    send(database, clock, listening, 6.0)

    assert seen(database) == [(Tier.YELLOW, 6.0, False)]

"""Figures read as columns are those counted one alert after the other, whatever happened at the plant."""

import random
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.tables import SensorRow
from backend.tuning import performance_rules as columns
from backend.tuning.figures_queries import report
from backend.tuning.performance_queries import kpis_of
from backend.worklist.control.queries import progress
from tests.support import figures_one_by_one as one_by_one
from tests.support import performance_one_by_one, progress_one_by_one
from tests.support.fakes import FakeClock
from tests.support.many_alerts import leave_alerts
from tests.support.performance_one_by_one import Activation, in_columns
from tests.support.plants import Plants
from tests.worklist.test_situation import Plant

DAY = timedelta(days=1)
START = datetime(2026, 11, 1, tzinfo=UTC)


def compare(database: Database, plants: Plants, *, start: datetime, end: datetime, now: datetime) -> None:
    """Every figure of three pages, for an officer."""
    alice = plants.alice

    found = database.read(lambda s: kpis_of(s, alice, start=start, end=now))
    counted = database.read(lambda s: one_by_one.counted(s, alice, start=start, end=now))
    assert {name: getattr(found, name) for name in counted} == counted

    made = database.read(lambda s: report(s, alice, start=start, end=end, now=now))
    expected = database.read(lambda s: one_by_one.report(s, alice, start=start, end=end, now=now))
    for each in fields(expected):
        assert getattr(made, each.name) == getattr(expected, each.name), each.name

    seen = database.read(lambda s: progress(s, alice, now=now))
    known = database.read(lambda s: progress_one_by_one.progress(s, alice, now=now))
    for each in fields(known):
        if each.name not in ("repeats", "departments"):  # those that are equal stand in any order
            assert getattr(seen, each.name) == getattr(known, each.name), each.name
    assert {r.sensor.sensor.sensor_id: (r.count, r.before) for r in seen.repeats} == {
        r.sensor.sensor.sensor_id: (r.count, r.before) for r in known.repeats
    }
    late = [each.late for _, each in known.departments]
    assert [each.late for _, each in seen.departments] == late
    assert {d.department_id: o for d, o in seen.departments if o.late > min(late, default=0)} == {
        d.department_id: o for d, o in known.departments if o.late > min(late, default=0)
    }


def live(database: Database, plants: Plants, clock: FakeClock, seed: int, steps: int) -> None:
    """Let all sorts of things happen, sources move, days pass; look in between."""
    chance = random.Random(seed)
    plant = Plant(database, plants, clock, chance)
    begun = clock()
    for number in range(steps):
        plant.step()
        if chance.random() < 0.05:
            clock.advance(timedelta(hours=chance.choice((1, 5, 30))))
        if chance.random() < 0.05:
            move(database, plants, chance)
        if number % (steps // 4) == 0 or number == steps - 1:
            midnight = clock().replace(hour=0, minute=0, second=0, microsecond=0) + DAY
            long = timedelta(days=chance.choice((1, 3, 8)))
            compare(database, plants, start=midnight - long, end=midnight, now=clock())
            compare(database, plants, start=begun + (clock() - begun) / 2, end=clock() + DAY, now=clock())


def move(database: Database, plants: Plants, chance: random.Random) -> None:
    """A source is somebody else's from now on."""

    def command(tx: object) -> None:
        session = tx.session  # type: ignore[attr-defined]
        rows = session.exec(select(SensorRow).where(col(SensorRow.site_id) == plants.north)).all()
        row = chance.choice(rows)
        row.responsible_id = chance.choice((plants.bob.person_id, plants.alice.person_id, None))
        session.add(row)

    database.transact(command)


@pytest.mark.both_databases("times, groups and bits are counted in SQL")
@pytest.mark.parametrize("seed", range(2))
def test_figures_are_those_of_one_alert_after_the_other(
    seed: int, database: Database, plants: Plants, clock: FakeClock
) -> None:
    live(database, plants, clock, seed, 120)


@pytest.mark.nightly
@pytest.mark.both_databases("times, groups and bits are counted in SQL")
def test_figures_are_those_of_one_alert_after_the_other_over_two_thousand_steps(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    live(database, plants, clock, 2_000, 2_000)


@pytest.mark.both_databases("times, groups and bits are counted in SQL")
def test_figures_of_a_plant_that_alarms_too_much_are_those_of_one_alert_after_the_other(
    database: Database, plants: Plants
) -> None:
    now = datetime(2026, 12, 1, 4, 0, 0, 123, UTC)
    leave_alerts(database, plants, 1_500, since=now - 9 * DAY, until=now)

    midnight = now.replace(hour=16, minute=0, second=0, microsecond=0)
    compare(database, plants, start=midnight - 5 * DAY, end=midnight, now=now)
    compare(database, plants, start=now - 3 * DAY, end=now - DAY, now=now)


@pytest.mark.parametrize("seed", range(60))
def test_loads_and_chatter_in_columns_are_those_of_one_activation_after_the_other(seed: int) -> None:
    """Bursts, pauses, and moments at which several ask at once."""
    chance = random.Random(seed)
    at, found = START, []
    for _ in range(chance.choice((0, 1, 40, 400))):
        at += timedelta(seconds=chance.choice((0, 1, 5, 20, 60, chance.random() * 300, 600)))
        key = (chance.randrange(3), chance.choice((AlertCondition.LIMIT_HIGH, AlertCondition.SILENT)), "")
        people = UUID(int=1), UUID(int=2), None
        found.append(
            Activation(
                at,
                key,
                chance.choice(tuple(Tier)),
                people[key[0]],
                UUID(int=chance.randrange(50) * 3 + key[0]),
            )
        )
    end = at + timedelta(minutes=1)

    in_order = in_columns(found)

    assert columns.loads(in_order, start=START, end=end) == performance_one_by_one.loads(
        found, start=START, end=end
    )
    assert columns.chattering(in_order) == performance_one_by_one.chattering(found)
    assert columns.top_sources(in_order, first=2) == performance_one_by_one.top_sources(found, first=2)
    assert columns.tier_shares(in_order) == performance_one_by_one.tier_shares(found)

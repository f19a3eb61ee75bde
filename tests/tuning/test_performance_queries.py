"""The figures of the KPI page, read from the histories of real alerts in both databases."""

from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.tuning import activations_queries
from backend.tuning.performance_queries import Kpis, kpis_of
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("times are subtracted in SQL")


def asked(database: Database, clock: FakeClock, viewer: Viewer) -> Kpis:
    end = clock()
    start = end - timedelta(days=7)
    return database.read(lambda session: kpis_of(session, viewer, start=start, end=end))


def happens(database: Database, plants: Plants, *tiers: Tier | None, sensor_id: int | None = None) -> None:
    for tier in tiers:
        change = over(plants, tier, sensor_id=sensor_id)
        database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))  # type: ignore[misc]


def test_raised_reactivated_and_worse_count_and_better_does_not(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW, Tier.RED, Tier.ORANGE, None, Tier.YELLOW)
    clock.advance(timedelta(hours=1))

    found = asked(database, clock, plants.alice)

    assert found.activations == 3
    assert found.tier_shares[Tier.RED] == pytest.approx(1 / 3)
    (load,) = found.loads
    assert load.person_id == plants.bob.person_id
    assert (load.worst, load.count, load.alerts) == (3, 3, 1)
    (top,) = found.top
    assert (top.key[0], top.count, top.share) == (plants.gas, 3, 1.0)
    assert found.sensors[plants.gas].sensor.code == "GAS-1"
    assert top.alerts == 1, "one alert that asked three times"
    assert [sum(day.counts.values()) for day in found.days] == [*[0] * 6, 1]
    assert found.days[-1].counts[Tier.RED] == 1, "as bad as it became"


def test_an_alert_that_is_active_for_more_than_a_day_is_listed_as_stale(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW)
    happens(database, plants, Tier.YELLOW, None, sensor_id=plants.pump)
    clock.advance(timedelta(hours=25))

    found = asked(database, clock, plants.alice)

    assert [each.key[0] for each in found.stale] == [plants.gas]


def test_acknowledging_in_time_is_counted_against_what_was_due(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW)
    happens(database, plants, Tier.YELLOW, sensor_id=plants.pump)
    with_alert = asked(database, clock, plants.alice)
    assert with_alert.acknowledged_in_time is None  # nothing is due yet

    opened = database.transact(lambda tx: list(tx.get(Alerts).open_for([over(plants, None).key]).values()))
    database.transact(lambda tx: alerts.acknowledge_alert(tx, opened[0].alert_id, by=plants.bob))
    clock.advance(timedelta(hours=1))

    assert asked(database, clock, plants.alice).acknowledged_in_time == pytest.approx(0.5)


def test_a_loud_site_leaves_the_activations_of_a_quiet_one_their_room(
    database: Database, clock: FakeClock, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activations_queries, "MOST_ACTIVATIONS", 2)
    happens(database, plants, Tier.YELLOW)
    clock.advance(timedelta(minutes=1))
    codes = [f"FAR-{n}" for n in range(12)]
    for far in more_sensors(database, codes, site="south", responsible="carol", is_apart=True).values():
        happens(database, plants, Tier.YELLOW, sensor_id=far)
    clock.advance(timedelta(hours=1))

    assert asked(database, clock, plants.alice).activations == 1
    assert asked(database, clock, plants.carol).activations == 2, "the last of them, up to the limit"


def test_carol_sees_nothing_of_north_and_a_worker_sees_no_figures(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.RED)
    clock.advance(timedelta(hours=1))

    assert asked(database, clock, plants.alice).activations == 1
    assert asked(database, clock, plants.carol).activations == 0
    assert asked(database, clock, plants.bob).activations == 0

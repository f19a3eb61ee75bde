"""The figures of the KPI page are the numbers of the lists that they lead to, in both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from backend.alerts import commands as alerts
from backend.alerts.filters_queries import AlertFilter, Announced, counts
from backend.alerts.store import Alerts
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.tuning.figures_queries import Report, report, targets
from backend.tuning.figures_rules import DAY, KpiFigure, Measured
from backend.tuning.performance_queries import kpis_of
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("times are compared in SQL")


def happens(database: Database, plants: Plants, *tiers: Tier | None, sensor_id: int | None = None) -> None:
    for tier in tiers:
        change = over(plants, tier, sensor_id=sensor_id)
        database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))  # type: ignore[misc]


def days(clock: FakeClock) -> tuple[datetime, datetime]:
    midnight = clock().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=6), midnight + timedelta(days=1)


def reported(database: Database, clock: FakeClock, viewer: Viewer) -> Report:
    start, end = days(clock)
    return database.read(lambda session: report(session, viewer, start=start, end=end, now=clock()))


def measured(database: Database, clock: FakeClock, viewer: Viewer) -> dict[KpiFigure, Measured]:
    return reported(database, clock, viewer).figures


def test_a_figure_is_the_number_of_its_list(database: Database, clock: FakeClock, plants: Plants) -> None:
    happens(database, plants, Tier.RED, Tier.YELLOW)  # red, and on its way back
    happens(database, plants, Tier.YELLOW, None, sensor_id=plants.pump)
    seen = database.transact(lambda tx: list(tx.get(Alerts).open_for([over(plants, None).key]).values()))
    database.transact(lambda tx: alerts.acknowledge_alert(tx, seen[0].alert_id, by=plants.bob))
    clock.advance(timedelta(hours=9))

    found = measured(database, clock, plants.alice)

    start, end = days(clock)
    listed = AlertFilter(raised_from=start, raised_to=end)
    red = AlertFilter(tiers=(Tier.RED,), raised_from=start, raised_to=end)
    late = AlertFilter(raised_from=start, raised_to=end, unanswered_at=clock())
    rows = database.read(lambda session: counts(session, plants.alice, [listed, red, late]))
    assert found[KpiFigure.ALERTS_PER_DAY].count == rows[listed] == 2
    assert found[KpiFigure.RED_SHARE].count == rows[red]
    assert found[KpiFigure.ACKNOWLEDGED_IN_TIME].count == rows[late] == 1
    assert found[KpiFigure.ACKNOWLEDGED_IN_TIME].value == 0.5


def test_a_day_a_flood_and_a_loud_source_are_the_numbers_of_their_lists(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    """Twelve sources ask at once, one of them twice; the pump twice before, and again a day later."""
    start = clock().replace(hour=0, minute=0, second=0, microsecond=0)
    happens(database, plants, Tier.YELLOW, Tier.RED, sensor_id=plants.pump)
    for sensor_id in more_sensors(database, [f"F-{n}" for n in range(12)]).values():
        clock.advance(timedelta(seconds=5))
        happens(database, plants, Tier.YELLOW, sensor_id=sensor_id)
    happens(database, plants, Tier.RED, sensor_id=sensor_id)
    clock.advance(DAY)
    happens(database, plants, None, Tier.YELLOW, sensor_id=plants.pump)
    clock.advance(DAY)

    found = database.read(lambda s: kpis_of(s, plants.alice, start=start, end=clock()))

    def listed(which: AlertFilter) -> int:
        return database.read(lambda session: counts(session, plants.alice, [which])[which])

    for day in found.days:
        for tier, number in day.counts.items():
            of_day = AlertFilter(tiers=(tier,), raised_from=day.day, raised_to=day.day + DAY)
            assert number == listed(of_day)
    assert sum(sum(day.counts.values()) for day in found.days) == 13
    [(load, flood)] = [(load, flood) for load in found.loads for flood in load.floods]
    asked = Announced(flood.first_at, flood.last_at, load.person_id, is_nobodys=load.person_id is None)
    assert (flood.count, flood.alerts) == (15, listed(AlertFilter(announced=asked))) == (15, 13)
    nobodys = Announced(flood.first_at, flood.last_at, is_nobodys=True)
    assert listed(AlertFilter(announced=nobodys)) == 0
    for source in found.top:
        of_source = AlertFilter(
            sensor_ids=(source.key[0],),
            conditions=(source.key[1],),
            announced=Announced(found.start, found.end),
        )
        assert source.alerts == listed(of_source)
    assert (found.top[0].count, found.top[0].alerts) == (3, 1)


def test_an_alert_that_came_back_is_stale_from_its_last_activation_on(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW)
    clock.advance(timedelta(hours=30))
    assert measured(database, clock, plants.alice)[KpiFigure.STALE].value == 1

    happens(database, plants, None, Tier.YELLOW)
    clock.advance(timedelta(hours=2))

    found = measured(database, clock, plants.alice)[KpiFigure.STALE]
    assert (found.value, found.trend[-1]) == (0, 0)


def test_areas_and_departments_count_as_their_lists_do(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW)
    clock.advance(timedelta(hours=9))

    found = reported(database, clock, plants.alice)

    assert [(each.alerts, each.alerts_before, each.late) for each in found.areas] == [(1, 0, 1)]
    assert sum(each.alerts for each in found.departments) >= 1


def test_the_time_before_is_compared_only_if_it_is_known(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    happens(database, plants, Tier.YELLOW)
    now = clock()

    def known(start: datetime) -> bool:
        end = start + timedelta(days=1)
        found = database.read(lambda s: report(s, plants.alice, start=start, end=end, now=now))
        return found.is_before_complete

    assert not known(now - timedelta(days=7))
    assert known(now + timedelta(hours=23))


def test_carol_sees_nothing_of_north(database: Database, clock: FakeClock, plants: Plants) -> None:
    happens(database, plants, Tier.RED)

    found = reported(database, clock, plants.carol)

    assert {each.count for each in found.figures.values()} == {0}
    assert (found.departments, found.areas) == ((), ())


def test_parts_are_of_the_sites_whose_figures_the_viewer_may_see(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    """Carol, officer in the south, works in the north, too: she sees its alerts, and no figures of it."""
    of_both = replace(plants.carol, memberships=(*plants.carol.memberships, *plants.bob.memberships))
    happens(database, plants, Tier.RED)

    found = reported(database, clock, of_both)

    assert found.figures[KpiFigure.ALERTS_PER_DAY].count == 0
    assert (found.departments, found.areas) == ((), ())


def test_every_target_names_its_source(database: Database) -> None:
    found = targets()

    assert all(each.source and each.note.zh and each.note.en for each in found.values())
    assert KpiFigure.ACKNOWLEDGED_IN_TIME not in found  # no standard names a figure

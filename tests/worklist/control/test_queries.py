"""What puts areas out of control, now and before, is read from alerts, cases and their deadlines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.alerts import commands
from backend.alerts import queries as alerts
from backend.alerts.filters_queries import IN_SIGHT, AlertFilter, counts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.worklist import sources_queries as sources
from backend.worklist.control import queries
from backend.worklist.control import steps_queries as steps
from backend.worklist.control.queries import Control, Progress
from backend.worklist.control.steps_queries import StepFilter
from backend.worklist.sources_queries import SourceList
from tests.core.graphql.test_statement_plans import selects
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("dates, groups and coalesced columns")

MICROSECONDS = 1_000_000
Say = Callable[[Tier | None], None]


@pytest.fixture
def say(database: Database, plants: Plants, clock: FakeClock) -> Say:
    """The gas detector of the north says this tier, or (None) that all is well."""

    def say(tier: Tier | None) -> None:
        change = replace(over(plants, tier), sampled_us=int(clock.now.timestamp()) * MICROSECONDS)
        database.transact(lambda tx: commands.apply_changes(tx, [change]))

    return say


@pytest.fixture
def control(database: Database, plants: Plants, clock: FakeClock) -> Callable[[], Control]:
    return lambda: database.read(lambda s: queries.control(s, plants.alice, now=clock.now))


def acknowledge_all(database: Database, plants: Plants) -> None:
    page = database.read(lambda s: alerts.page(s, plants.alice, IN_SIGHT, first=100, after=None))
    for _, view in page.items:
        if not view.alert.is_acknowledged:
            alert_id = view.alert.alert_id
            database.transact(
                lambda tx, which=alert_id: commands.acknowledge_alert(tx, which, by=plants.alice)
            )


def out_of_control(found: Control) -> int:
    return sum(area.is_out_of_control for area in found.areas)


def test_a_red_alert_puts_its_area_out_of_control_until_it_is_over(
    say: Say, control: Callable[[], Control], clock: FakeClock
) -> None:
    assert (out_of_control(control()), control().matters) == (0, ())

    say(Tier.RED)
    [matter] = control().matters

    assert out_of_control(control()) == 1
    assert (matter.tier, matter.alert is not None, matter.case is not None) == (Tier.RED, True, True), (
        "a red alert opens a case: both are one matter"
    )
    say(None)
    assert out_of_control(control()) == 0


def test_a_late_step_puts_an_area_out_of_control_although_the_alert_is_over(
    say: Say, control: Callable[[], Control], clock: FakeClock
) -> None:
    say(Tier.RED)
    say(None)

    clock.advance(timedelta(days=2))

    [matter] = control().matters
    [area] = [each for each in control().areas if each.is_out_of_control]
    assert (matter.alert, matter.case is not None, area.late >= 1) == (None, True, True)
    assert area.area.area_id == matter.area_id


def test_what_was_out_of_control_yesterday_stands_beside_what_is_now(
    say: Say, control: Callable[[], Control], clock: FakeClock
) -> None:
    say(Tier.RED)
    clock.advance(timedelta(minutes=1))
    say(None)
    clock.advance(timedelta(days=1) - timedelta(seconds=30))

    found = control()

    assert (len(found.yesterday), found.last_week) == (1, ())
    clock.advance(timedelta(days=6))
    assert control().last_week == found.yesterday


def test_now_and_the_same_moment_asked_later_agree(
    say: Say, control: Callable[[], Control], clock: FakeClock
) -> None:
    """One definition for the present and the past."""
    for tier in (Tier.ORANGE, Tier.RED, Tier.YELLOW, None, Tier.ORANGE, None):
        say(tier)
        clock.advance(timedelta(minutes=7))
        now = out_of_control(control())

        clock.advance(timedelta(days=1))

        assert len(control().yesterday) == now, tier


def test_carol_sees_nothing_of_the_north_and_who_sees_no_figures_sees_none(
    database: Database, plants: Plants, say: Say, clock: FakeClock
) -> None:
    say(Tier.RED)

    for viewer in (plants.carol, plants.bob):
        found = database.read(lambda s, viewer=viewer: queries.control(s, viewer, now=clock.now))
        progress = database.read(lambda s, viewer=viewer: queries.progress(s, viewer, now=clock.now))

        assert found.matters == ()
        assert plants.north not in {each.area.site_id for each in found.areas}
        assert (progress.serious, progress.repeats) == (0, ())


def test_a_month_is_beside_the_month_before(
    database: Database, plants: Plants, say: Say, clock: FakeClock
) -> None:
    def progress() -> Progress:
        return database.read(lambda s: queries.progress(s, plants.alice, now=clock.now))

    for _ in range(3):
        say(Tier.RED)
        clock.advance(timedelta(minutes=1))
        say(Tier.YELLOW)
        say(None)
        acknowledge_all(database, plants)
        clock.advance(timedelta(days=2))

    found = progress()
    [repeat] = found.repeats
    assert (found.serious, found.serious_before, repeat.count, repeat.before) == (3, 0, 3, 0)
    assert sum(day.red for day in found.days) == 3, "as bad as it became, although it ended as yellow"
    clock.advance(timedelta(days=31))
    found = progress()
    assert (found.serious, found.serious_before, len(found.repeats)) == (0, 3, 1)
    assert len(found.days) == 30


def test_every_share_and_every_repeating_source_is_the_number_of_its_list(
    database: Database, plants: Plants, say: Say, clock: FakeClock
) -> None:
    for n in range(4):
        say(Tier.RED)
        clock.advance(timedelta(minutes=1))
        say(None)
        if n < 3:  # nobody answers the last one
            acknowledge_all(database, plants)
        clock.advance(timedelta(days=9))

    found = database.read(lambda s: queries.progress(s, plants.alice, now=clock.now))

    assert found.since is not None
    assert found.recurs_since is not None
    zone = ZoneInfo("Asia/Shanghai")
    since = datetime.combine(found.since, time(), zone)
    again = datetime.combine(found.recurs_since, time(), zone)

    def listed(**of: Any) -> int:
        key = (StepFilter(due_from=since, **of), clock.now)
        return database.read(lambda s: steps.counts(s, plants.alice, [key])[key])

    for step, on_time in found.steps:
        assert (on_time.total, on_time.late) == (listed(steps=(step,)), listed(steps=(step,), is_late=True))
    assert sum(on_time.late for _, on_time in found.steps) == listed(is_late=True) > 0
    for department, on_time in found.departments:
        owed = {"steps": (DeadlineStep.DISPOSE,), "department_ids": (department.department_id,)}
        assert (on_time.total, on_time.late) == (listed(**owed), listed(**owed, is_late=True))
    often = SourceList(recurs_since=again)
    assert database.read(lambda s: sources.counts(s, plants.alice, [often])[often]) == len(found.repeats) == 1
    for repeat in found.repeats:
        of_source = AlertFilter(
            tiers=(Tier.RED, Tier.ORANGE), sensor_ids=(repeat.sensor.sensor.sensor_id,), raised_from=again
        )
        assert database.read(lambda s, of=of_source: counts(s, plants.alice, [of])[of]) == repeat.count


def test_an_alert_that_was_red_stays_counted_while_it_recovers_step_by_step(
    database: Database, plants: Plants, say: Say, clock: FakeClock
) -> None:
    counted = []
    for tier in (Tier.RED, Tier.YELLOW, None):
        say(tier)
        clock.advance(timedelta(minutes=1))
        found = database.read(lambda s: queries.progress(s, plants.alice, now=clock.now))
        listed = AlertFilter(tiers=(Tier.RED, Tier.ORANGE), raised_from=clock.now - timedelta(days=29))
        rows = database.read(lambda s, which=listed: counts(s, plants.alice, [which])[which])
        counted.append((found.serious, rows))

    assert counted == [(1, 1)] * 3


def test_it_takes_the_same_statements_whatever_it_finds(
    database: Database, plants: Plants, say: Say, control: Callable[[], Control], clock: FakeClock
) -> None:
    say(Tier.RED)
    with selects(database) as one:
        control()
    clock.advance(timedelta(days=2))
    with selects(database) as later:
        control()

    assert len(later) <= len(one) + 1 <= 16

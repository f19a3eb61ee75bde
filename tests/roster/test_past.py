"""Who was on duty on a day that is over: as it was, for everybody of the site, and nobody plans it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.roster import commands, past_queries
from backend.roster.queries import RosterView
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.rosters import ZONE, Planner

pytestmark = pytest.mark.both_databases("shifts are found by the time at which they hold")


@pytest.fixture
def planner(database: Database, plants: Plants, clock: FakeClock) -> Planner:
    """Alice has the day of today, dora the night of it; it is nine in the morning."""
    made = Planner(database, plants, clock)
    made.goes_to(7)
    made.save(made.plan_of(made.day, plants.alice))
    made.save(made.plan_of(made.night, plants.dora))
    made.goes_to(9)
    return made


def on_day(planner: Planner, viewer: Viewer, day: date) -> list[RosterView]:
    now = planner.clock.now
    return planner.database.read(lambda s: past_queries.on_day(s, viewer, planner.plants.north, day, now=now))


def people(found: list[RosterView]) -> list[UUID]:
    return [each.shift.person_id for view in found for each in view.shifts]


def test_a_night_belongs_to_both_of_its_days_and_everybody_of_the_site_sees_it(
    planner: Planner, plants: Plants
) -> None:
    day = planner.today
    planner.goes_to(12, day=3)

    for viewer in (plants.alice, plants.bob, plants.erik):
        assert people(on_day(planner, viewer, day)) == [plants.alice.person_id, plants.dora.person_id]
    assert people(on_day(planner, plants.bob, day + timedelta(days=1))) == [plants.dora.person_id]
    assert on_day(planner, plants.bob, day + timedelta(days=2)) == []
    assert on_day(planner, plants.carol, day) == [], "who is elsewhere sees nothing"


def test_when_nobody_was_there_is_said_as_far_as_the_day_has_come(planner: Planner, plants: Plants) -> None:
    [today] = on_day(planner, plants.bob, planner.today)

    assert [each.starts_at.astimezone(ZONE).hour for each in today.holes] == [0]
    assert [each.ends_at.astimezone(ZONE).hour for each in today.holes] == [8]
    assert people([today]) == [plants.alice.person_id], "the night has not come yet"
    assert not today.may_plan


def test_what_was_cancelled_did_not_take_place_and_a_closed_line_stays_in_the_past(
    planner: Planner, plants: Plants
) -> None:
    day = planner.today
    [line] = planner.calendar(plants.alice)
    planner.database.transact(
        lambda tx: commands.close_roster(tx, line.roster.roster_id, version=1, by=plants.alice)
    )
    planner.goes_to(12, day=1)

    [view] = on_day(planner, plants.bob, day)

    assert people([view]) == [plants.alice.person_id]
    assert view.shifts[0].shift.ends_at.astimezone(ZONE).hour == 9, "it ended when the line was closed"
    assert [each.ends_at.astimezone(ZONE).hour for each in view.holes] == [8], "nobody had to be there then"


def test_a_day_ahead_or_long_ago_is_refused(planner: Planner, plants: Plants) -> None:
    for days in (1, -91):
        day = planner.today + timedelta(days=days)
        assert code_of(on_day, planner, plants.bob, day) is ErrorCode.INVALID_INPUT
    assert on_day(planner, plants.bob, planner.today - timedelta(days=90)) == []

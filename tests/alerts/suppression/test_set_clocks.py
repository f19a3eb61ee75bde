"""Work that is planned again and again begins when the clock on the wall says so, in every night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from backend.alerts.suppression.commands import plan_maintenance, sweep_suppression
from backend.alerts.suppression.rules import MaintenanceWindow
from backend.alerts.suppression.store import window_of
from backend.alerts.suppression.tables import MaintenanceWindowRow
from backend.core.database import Database, Transaction
from backend.sites.tables import SiteRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
zones = pytest.mark.parametrize("zone", [BERLIN, SHANGHAI], ids=str)
SPRING, AUTUMN = date(2028, 3, 26), date(2028, 10, 29)
"""The days on which Berlin sets its clocks."""


def at(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def window(starts_at: datetime, ends_at: datetime, *, days: int) -> MaintenanceWindow:
    return MaintenanceWindow(
        window_id=UUID(int=1),
        site_id=UUID(int=2),
        equipment_id=None,
        area_id=UUID(int=3),
        starts_at=starts_at,
        ends_at=ends_at,
        reason="calibration",
        suppresses_red=False,
        planned_by=UUID(int=4),
        planned_at=starts_at,
        repeat_days=days,
    )


def a_year(first: MaintenanceWindow, zone: ZoneInfo) -> list[MaintenanceWindow]:
    """The first one and all that follow, each planned as the one before it begins."""
    found = [first]
    while found[-1].starts_at < first.starts_at + timedelta(days=366):
        found.append(found[-1].next_after(found[-1].starts_at, zone))
    return found


@zones
@pytest.mark.parametrize("days", [1, 7, 30])
def test_work_over_midnight_begins_and_ends_at_its_hour_all_year(zone: ZoneInfo, days: int) -> None:
    day = date(2028, 1, 31)
    first = window(at(day, 22, 0, zone), at(day + timedelta(days=1), 6, 0, zone), days=days)

    for n, each in enumerate(a_year(first, zone)):
        starts, ends = each.starts_at.astimezone(zone), each.ends_at.astimezone(zone)
        assert (starts.date(), starts.hour) == (day + n * timedelta(days=days), 22)
        assert (ends.date(), ends.hour) == (starts.date() + timedelta(days=1), 6)


def test_work_in_the_hour_that_a_night_lacks_is_at_its_own_time_again_the_day_after() -> None:
    day = SPRING - timedelta(days=1)
    found = a_year(window(at(day, 2, 30, BERLIN), at(day, 5, 0, BERLIN), days=1), BERLIN)

    walls = [(each.starts_at.astimezone(BERLIN), each.ends_at.astimezone(BERLIN)) for each in found[1:3]]
    assert [(start.day, start.hour, start.minute, end.hour) for start, end in walls] == [
        (26, 3, 30, 5),
        (27, 2, 30, 5),
    ]


def test_work_that_a_night_has_no_room_for_is_left_out_once() -> None:
    day = SPRING - timedelta(days=1)
    found = a_year(window(at(day, 2, 15, BERLIN), at(day, 3, 0, BERLIN), days=1), BERLIN)

    assert found[1].starts_at.astimezone(BERLIN).date() == SPRING + timedelta(days=1)
    assert all(each.starts_at < each.ends_at for each in found)


def test_work_in_the_hour_that_a_night_has_twice_covers_both() -> None:
    day = AUTUMN - timedelta(days=1)
    found = a_year(window(at(day, 2, 0, BERLIN), at(day, 3, 0, BERLIN), days=1), BERLIN)

    assert [each.ends_at - each.starts_at for each in found[:3]] == [timedelta(hours=n) for n in (1, 2, 1)]


def test_after_a_downtime_the_next_one_is_the_first_that_is_not_over() -> None:
    day = date(2028, 2, 28)
    first = window(at(day, 22, 0, BERLIN), at(day, 23, 0, BERLIN), days=1)

    found = first.next_after(at(date(2028, 4, 10), 22, 30, BERLIN), BERLIN)
    assert found.starts_at == at(date(2028, 4, 10), 22, 0, BERLIN)
    following = found.next_after(found.starts_at, BERLIN)
    assert following == replace(
        found,
        window_id=following.window_id,
        starts_at=at(date(2028, 4, 11), 22, 0, BERLIN),
        ends_at=at(date(2028, 4, 11), 23, 0, BERLIN),
        planned_at=found.starts_at,
    )


def test_the_sweep_plans_the_next_work_by_the_clock_of_the_site(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    day = SPRING - timedelta(days=2)
    clock.now = at(day, 1, 0, BERLIN)

    def move(tx: Transaction) -> None:
        tx.session.get_one(SiteRow, plants.north).timezone = "Europe/Berlin"

    database.transact(move)
    database.transact(
        lambda tx: plan_maintenance(
            tx,
            equipment_id=None,
            area_id=plants.area,
            starts_at=at(day, 2, 30, BERLIN),
            ends_at=at(day, 5, 0, BERLIN),
            reason="calibration",
            suppresses_red=False,
            confirms_red=False,
            by=plants.alice,
            repeat_days=1,
        )
    )
    for _ in range(4 * 24):
        clock.advance(timedelta(hours=1))
        sweep_suppression(database)

    rows = database.read(
        lambda session: [
            window_of(row)
            for row in session.exec(
                select(MaintenanceWindowRow).order_by(col(MaintenanceWindowRow.starts_at))
            )
        ]
    )
    walls = [each.starts_at.astimezone(BERLIN) for each in rows]
    assert [(each.day, each.hour) for each in walls] == [(24, 2), (25, 2), (26, 3), (27, 2), (28, 2)]

"""Shifts, quiet hours and days where the clock on the wall is set twice a year, and where it never is."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from backend.core.text import Text
from backend.notifications.preferences.rules import QuietHours
from backend.roster.rules import ShiftPattern
from backend.worklist.control.rules import first_midnight

DAYS = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
zones = pytest.mark.parametrize("zone", [ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")], ids=str)


def shift(start_hour: int, hours: int) -> ShiftPattern:
    return ShiftPattern(UUID(int=1), UUID(int=2), Text("夜班", "Night"), start_hour * 60, hours * 60)


@zones
@pytest.mark.parametrize("begins", [(6, 14, 22), (2, 10, 18), (0, 8, 16)], ids=str)
def test_the_shifts_of_a_leap_year_meet_without_a_gap_and_never_overlap(
    zone: ZoneInfo, begins: tuple[int, int, int]
) -> None:
    spans = [shift(hour, 8).on(day, zone) for day in DAYS for hour in begins]

    for (starts, ends), (following, _) in pairwise(spans):
        assert starts < ends
        assert ends == following


@zones
def test_quiet_hours_over_midnight_end_when_the_wall_says_so_every_night(zone: ZoneInfo) -> None:
    quiet = QuietHours(22 * 60, 6 * 60)

    for day in DAYS:
        evening = datetime(day.year, day.month, day.day, 23, tzinfo=zone).astimezone(UTC)
        ends = quiet.end(evening, zone)
        assert ends is not None
        wall = ends.astimezone(zone)
        assert (wall.date(), wall.hour, wall.minute) == (day + timedelta(days=1), 6, 0)
        assert quiet.end(ends, zone) is None


@zones
def test_the_days_of_a_figure_begin_at_midnight_on_the_wall(zone: ZoneInfo) -> None:
    for day in DAYS:
        for hour in (0, 3, 23):
            now = datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone).astimezone(UTC)
            first = first_midnight(now, zone, timedelta(days=30)).astimezone(zone)
            assert (first.hour, first.minute, first.date()) == (0, 0, day - timedelta(days=29))

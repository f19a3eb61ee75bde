"""The duty roster of the demo plant: two officers and the executive day and night, leads and a post by day.

Both officers are always on duty, one first and one beside them: an alert calls both, as without a roster.
"""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.database import Transaction
from backend.core.text import Text
from backend.demo.blueprint import PlannedPattern, PlannedRotation, Plant, id_of
from backend.people.posts.store import Posts
from backend.roster.rules import Duty, Line, Roster, Shift, ShiftPattern, days_of
from backend.roster.store import Rosters
from backend.sites.settings.rules import rest_days
from backend.sites.settings.store import SitesSettings

BACK: Final = timedelta(days=14)
AHEAD: Final = timedelta(days=28)
QUIET: Final = timedelta(hours=2)
"""Time after the planting; shifts that begin within it bring no reminder."""

PATTERNS: Final = (
    PlannedPattern("FIRST", Text("主班", "First"), start_minute=8 * 60, minutes=24 * 60),
    PlannedPattern("SECOND", Text("副班", "Second"), start_minute=8 * 60, minutes=24 * 60),
    PlannedPattern("DAY", Text("白班", "Day"), start_minute=8 * 60, minutes=12 * 60),
)
ROTATIONS: Final = (
    PlannedRotation(Duty.OFFICER, "FIRST", ("zhao.min", "liu.fang")),
    PlannedRotation(Duty.OFFICER, "SECOND", ("liu.fang", "zhao.min")),
    PlannedRotation(Duty.EXECUTIVE, "FIRST", ("zhou.gang",)),
    PlannedRotation(Duty.LEAD, "DAY", ("sun.yue",), department="PRODUCTION"),
    PlannedRotation(Duty.LEAD, "DAY", ("li.qiang",), department="EQUIPMENT", is_by_workdays=True),
    PlannedRotation(Duty.POST, "DAY", ("chen.jie",), post="STORAGE", is_by_workdays=True),
)


def plant_roster(tx: Transaction, plant: Plant) -> None:
    """Plan two weeks back and four ahead, where the site has never had a roster."""
    if not plant.rotations or tx.get(Rosters).had_any(plant.site_id):
        return
    zone = ZoneInfo(plant.timezone)
    for each in plant.patterns:
        pattern = ShiftPattern(
            id_of("pattern", each.code), plant.site_id, each.name, each.start_minute, each.minutes
        )
        tx.get(Rosters).add_pattern(pattern)
    for rotation in plant.rotations:
        roster = tx.get(Rosters).find(_roster_id(rotation))
        if roster is None:
            line = _line(tx, plant, rotation)
            roster = Roster(_roster_id(rotation), plant.site_id, line.duty, line.department_id, line.post_id)
            tx.get(Rosters).add(roster)
        _plan(tx, plant, rotation, roster, since=(tx.now - BACK).astimezone(zone).date())


def carry_on_roster(tx: Transaction, plant: Plant) -> None:
    """Plan on from where the planted roster ends; a line that people have closed stays as it is.

    Rosters, patterns and shifts are known by the ids that they were planted under: everything else of them,
    and of the posts and departments that they are for, may have been changed since.
    """
    zone = ZoneInfo(plant.timezone)
    for rotation in plant.rotations:
        roster = tx.get(Rosters).find(_roster_id(rotation))
        last = tx.get(Rosters).last_start(roster.roster_id, _pattern_id(rotation)) if roster else None
        if roster is not None and last is not None:
            since = max(last.astimezone(zone).date() + timedelta(days=1), tx.now.astimezone(zone).date())
            _plan(tx, plant, rotation, roster, since=since)


def _plan(tx: Transaction, plant: Plant, rotation: PlannedRotation, roster: Roster, *, since: date) -> None:
    pattern = tx.get(Rosters).pattern(_pattern_id(rotation))
    if roster.closed_at is not None or pattern.closed_at is not None:
        return
    zone = ZoneInfo(plant.timezone)
    days = days_of(since, (tx.now + AHEAD).astimezone(zone).date())
    off = _rest_days(tx, plant, days) if rotation.is_by_workdays else set()
    shifts = [
        _shift(plant, rotation, roster, pattern.on(day, zone), day, now=tx.now)
        for day in days
        if day not in off
    ]
    # A shift that was moved to another day leaves its own behind, or is already at one of these.
    known = tx.get(Rosters).known_shifts([each.shift_id for each in shifts])
    tx.get(Rosters).add_shifts(each for each in shifts if each.shift_id not in known)


def _shift(
    plant: Plant,
    rotation: PlannedRotation,
    roster: Roster,
    times: tuple[datetime, datetime],
    day: date,
    *,
    now: datetime,
) -> Shift:
    username = rotation.people[day.toordinal() % len(rotation.people)]
    starts_at, ends_at = times
    return Shift(
        shift_id=id_of("shift", f"{roster.roster_id}/{rotation.pattern}/{day}"),
        site_id=plant.site_id,
        roster_id=roster.roster_id,
        person_id=id_of("person", username),
        starts_at=starts_at,
        ends_at=ends_at,
        pattern_id=_pattern_id(rotation),
        reminded_at=now if starts_at <= now + QUIET else None,
    )


def _line(tx: Transaction, plant: Plant, rotation: PlannedRotation) -> Line:
    if not rotation.post:
        department_id = id_of("department", rotation.department) if rotation.department else None
        return Line(rotation.duty, department_id)
    posts = {each.code: each.post_id for each in tx.get(Posts).of_site(plant.site_id)}
    return Line(rotation.duty, post_id=posts[rotation.post])


def _roster_id(rotation: PlannedRotation) -> UUID:
    return id_of("roster", "/".join((rotation.duty, rotation.department, rotation.post)))


def _pattern_id(rotation: PlannedRotation) -> UUID:
    return id_of("pattern", rotation.pattern)


def _rest_days(tx: Transaction, plant: Plant, days: list[date]) -> set[date]:
    settings = tx.get(SitesSettings)
    years = {each.year for each in days}
    marked = [each for year in sorted(years) for each in settings.days(plant.site_id, year)]
    return rest_days(days, settings.rest_weekdays(plant.site_id), marked)

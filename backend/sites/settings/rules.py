"""Settings of a site: names, time, trade, words of its risk levels, and the days nobody works."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text

LONGEST_NAME: Final = 80
LONGEST_DAY_NAME: Final = 40
MOST_PEOPLE: Final = 100_000
WEEK: Final = range(1, 8)
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


class Trade(StrEnum):
    """Trade of a plant: it decides what a new site starts with."""

    CHEMICAL = "CHEMICAL"
    METAL = "METAL"
    WAREHOUSE = "WAREHOUSE"
    FOOD = "FOOD"
    MANUFACTURING = "MANUFACTURING"
    CONSTRUCTION = "CONSTRUCTION"
    OTHER = "OTHER"


class LabelSet(StrEnum):
    """The four words of the risk levels on red, orange, yellow and blue; never those of alerts or hazards."""

    RISK = "RISK"
    """重大, 较大, 一般, 低 (双重预防)."""
    EMERGENCY = "EMERGENCY"
    """特别重大, 重大, 较大, 一般 (emergency plans)."""


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """`people`: about how many work there, None where nobody said so. `rest_weekdays`: 1 is Monday."""

    name: Text
    timezone: str
    language: Language
    trade: Trade | None
    people: int | None
    label_set: LabelSet
    rest_weekdays: frozenset[int]
    control_room: str = ""
    """Phone number of the control room; empty where there is none."""
    wind_speed_source: str | None = None
    wind_direction_source: str | None = None
    """Codes of the sources that measure the wind of the site (direction in degrees from north, where it comes
    from); empty where there is none, None to leave it as it is. An alarm shows what they say.
    """

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT)."""
        check_site(self.name, self.timezone, self.people)
        if not self.rest_weekdays < set(WEEK):
            raise Refused(ErrorCode.INVALID_INPUT, "some weekdays off, not all of them")


@dataclass(frozen=True, slots=True)
class SiteDay:
    """A day that is not as its weekday says: a holiday, or (`is_working`) a day worked in its place."""

    day: date
    is_working: bool
    name: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`version` counts the changes; the last one was `changed` by `changed_by` at `changed_at`.
    `second_person_id`: who agrees beside leads, officers and executives.
    """

    site_id: UUID
    details: SiteDetails
    second_person_id: UUID | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    changed: str = ""


def check_site(name: Text, timezone: str, people: int | None) -> None:
    """Raises Refused(INVALID_INPUT)."""
    if not name.zh or not name.en or max(len(name.zh), len(name.en)) > LONGEST_NAME:
        raise Refused(ErrorCode.INVALID_INPUT, f"a name is 1 to {LONGEST_NAME} characters")
    if timezone not in available_timezones():
        raise Refused(ErrorCode.INVALID_INPUT, "no such time zone")
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise Refused(ErrorCode.INVALID_INPUT, f"between 1 and {MOST_PEOPLE} people")


def rest_days(days: Iterable[date], weekdays: Collection[int], marked: Iterable[SiteDay]) -> set[date]:
    """Return those of these days on which nobody works. `marked`: days that are not as their weekday says."""
    is_working = {each.day: each.is_working for each in marked}
    return {day for day in days if not is_working.get(day, day.isoweekday() not in weekdays)}


def check_days(year: int, days: Collection[SiteDay]) -> None:
    """Raises Refused(INVALID_INPUT): a day of another year, one that stands there twice, too long a name."""
    if not FIRST_YEAR <= year <= LAST_YEAR or any(each.day.year != year for each in days):
        raise Refused(ErrorCode.INVALID_INPUT, "days of one year")
    if len({each.day for each in days}) != len(days):
        raise Refused(ErrorCode.INVALID_INPUT, "a day stands there twice")
    if any(len(each.name) > LONGEST_DAY_NAME for each in days):
        raise Refused(ErrorCode.INVALID_INPUT, f"a day has a name of at most {LONGEST_DAY_NAME} characters")


WIND: Final = ("wind_speed_source", "wind_direction_source")


def differences(before: SiteDetails, after: SiteDetails) -> str:
    """Return the changes, for the record and for the second person: each field with its old and new value."""
    said = []
    if before.name != after.name:
        said.append(f"name: {before.name.zh} / {before.name.en} → {after.name.zh} / {after.name.en}")
    for field in ("timezone", "language", "trade", "people", "label_set", "control_room", *WIND):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            said.append(f"{field}: {old or '–'} → {new or '–'}")
    if before.rest_weekdays != after.rest_weekdays:
        said.append(f"rest: {_weekdays(before)} → {_weekdays(after)}")
    return "; ".join(said)


def _weekdays(details: SiteDetails) -> str:
    return ", ".join(str(each) for each in sorted(details.rest_weekdays)) or "–"

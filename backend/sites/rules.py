"""Places: the site, its areas and its equipment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

LEAST_DAYS: Final = 30
"""Back-tests of limits and the review after a change look a month back."""
MOST_DAYS: Final = 30 * 365


@dataclass(frozen=True, slots=True)
class Site:
    """`is_simulation_running` is None where the site has no simulated plant. `asks_proof`: whether
    administrators need a second factor, and signatures a password shown lately; not at a demo plant.
    """

    site_id: UUID
    code: str
    name: Text
    timezone: str
    is_simulation_running: bool | None
    simulation_started_at: datetime | None = None
    asks_proof: bool = True


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days a site keeps readings, the lows and highs of minutes, and those of hours."""

    readings_days: int
    minutes_days: int
    hours_days: int

    @property
    def readings(self) -> timedelta:
        return timedelta(days=self.readings_days)

    @property
    def minutes(self) -> timedelta:
        return timedelta(days=self.minutes_days)

    @property
    def hours(self) -> timedelta:
        return timedelta(days=self.hours_days)

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT): at least a month, at most 30 years, and nothing finer longer than
        coarser.
        """
        days = (LEAST_DAYS, self.readings_days, self.minutes_days, self.hours_days, MOST_DAYS)
        if list(days) != sorted(days):
            raise Refused(
                ErrorCode.INVALID_INPUT, f"{LEAST_DAYS} ≤ readings ≤ minutes ≤ hours ≤ {MOST_DAYS} days"
            )

    def is_shorter_than(self, other: "Retention") -> bool:
        """Whether anything that the other one keeps goes earlier."""
        return (
            self.readings_days < other.readings_days
            or self.minutes_days < other.minutes_days
            or self.hours_days < other.hours_days
        )

    def __str__(self) -> str:
        return f"{self.readings_days}/{self.minutes_days}/{self.hours_days} d"


SYSTEM_AREA: Final = "SYSTEM"
"""Code of the place of the `system` source: on no plan, and chosen by nobody."""


@dataclass(frozen=True, slots=True)
class Area:
    """`polygon`: x, y pairs in units of the plan picture."""

    area_id: UUID
    site_id: UUID
    code: str
    name: Text
    polygon: tuple[float, ...]

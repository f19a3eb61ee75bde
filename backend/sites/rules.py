"""The site, what it keeps, and its areas."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core import codes
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text
from backend.core.vocabulary import Stage
from backend.sites.settings.rules import LabelSet

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
    language: Language = Language.ZH
    label_set: LabelSet = LabelSet.RISK
    control_room: str = ""


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


EMPTY: Final = Text("", "")
SYSTEM_AREA: Final = "SYSTEM"
"""Code of the place of the `system` source: on no plan, and chosen by nobody."""


CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
"""Of an area or a machine: it is typed, printed and read aloud."""
LONGEST_LINE: Final = 200


@dataclass(frozen=True, slots=True)
class Area:
    """`polygon`: x, y pairs in units of the picture of `plan_id`, empty while nobody drew it. `muster_at`:
    x, y on the same picture. `version` counts the changes, the last of which was `changed_by` at
    `changed_at`.
    """

    area_id: UUID
    site_id: UUID
    code: str
    name: Text
    polygon: tuple[float, ...]
    plan_id: UUID | None = None
    parent_id: UUID | None = None
    default_stage: Stage | None = None
    muster: Text = EMPTY
    muster_at: tuple[float, float] | None = None
    closed_at: datetime | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None


def checked_code(code: str) -> str:
    """The code of an area or a machine as it is kept. It stands in addresses, so it has Latin letters only,
    and no `#`. Raises Refused: CODE_NOT_LATIN, CODE_TAKEN for that of the product's own area.
    """
    found = codes.clean(code)
    if len(found) > codes.LONGEST_CODE or CODE.fullmatch(found) is None:
        raise Refused(ErrorCode.CODE_NOT_LATIN, f"no code: {found[:40]!r}")
    if found == SYSTEM_AREA:
        raise Refused(ErrorCode.CODE_TAKEN, "the code of the area of the product itself")
    return found


def around(area_id: UUID | None, parent_of: Callable[[UUID], UUID | None]) -> Iterator[UUID]:
    """The area, that in which it lies, and so on outwards; each once. Of no area: nothing."""
    seen: set[UUID] = set()
    while area_id is not None and area_id not in seen:
        yield area_id
        seen.add(area_id)
        area_id = parent_of(area_id)


def check_parent(object_id: UUID, parent_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> None:
    """Raises Refused(PARENT_CYCLE) for a parent that is the object itself or stands below it, and
    Refused(NOT_FOUND) for one that is not there. `parents`: by object of the site, of all above it at least.
    """
    above = parent_id
    for _ in range(len(parents) + 1):
        if above is None:
            return
        if above == object_id:
            break
        if above not in parents:
            raise Refused(ErrorCode.NOT_FOUND, "no such parent at this site")
        above = parents[above]
    raise Refused(ErrorCode.PARENT_CYCLE, "it would stand below itself")

"""The picture of a site: what each of its sources counts as, and the one order of them all.

Arrays hold one value for each source, and sources stand in the order of their codes: a plant has tens of
thousands of them, and its picture is made anew every second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.alerts.grouping.rules import GroupScope
from backend.core.time import microseconds
from backend.core.vocabulary import Stage, Tier
from backend.sensors.rules import CLOCK_TOLERANCE
from backend.worklist.overview.nearness_rules import nearness

Numbers: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


class CountedAs(StrEnum):
    """State that a source counts as in the picture of a site: each as one, so that the counts add up."""

    RED = "RED"
    ORANGE = "ORANGE"
    YELLOW = "YELLOW"
    """By its worst active alert, whatever else is true of it."""
    OUT = "OUT"
    """Out of service."""
    UNHEARD = "UNHEARD"
    """In service, and never sent a reading."""
    BLIND = "BLIND"
    """Silent, what it sends is no value, or its last value is too old to say what is there now."""
    NORMAL = "NORMAL"


WORST_FIRST: Final = (
    CountedAs.RED,
    CountedAs.ORANGE,
    CountedAs.YELLOW,
    CountedAs.BLIND,
    CountedAs.UNHEARD,
    CountedAs.NORMAL,
    CountedAs.OUT,
)
"""A number in an array of what sources count as is a place in this order."""
BLIND, UNHEARD, NORMAL, OUT = (
    WORST_FIRST.index(each) for each in (CountedAs.BLIND, CountedAs.UNHEARD, CountedAs.NORMAL, CountedAs.OUT)
)
STAGES: Final = tuple(Stage)
COLOURED: Final = Tier.YELLOW
"""Tiers from here on colour the picture while they are active; a blue alert is a mark."""
HOT: Final = Tier.ORANGE
"""Tiers from here on are to be answered, also once they are over."""
CELL_GAUGES: Final = 24
FEWEST_GAUGES: Final = 3
ALL_GAUGES: Final = 1_200
Counts: TypeAlias = dict[CountedAs, int]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Sources of a site and where they are. `area`, `equipment` and `stage` are places in the lists below;
    `equipment` is -1 for none.
    """

    sensor_ids: Numbers
    area: Numbers
    equipment: Numbers
    stage: Numbers
    area_ids: Sequence[UUID]
    area_codes: Sequence[str]
    equipment_ids: Sequence[UUID]

    @property
    def size(self) -> int:
        return len(self.sensor_ids)


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """States and last values of sources. `sampled_us` is -1 and `value` NaN where there is none;
    `present_us`: for so long a value says what is there now; `reaches`: see `nearness`.
    """

    is_out: Flags
    is_silent: Flags
    is_never_heard: Flags
    sampled_us: Numbers
    value: Reals
    present_us: Numbers
    reaches: Reals


class RowGroup(NamedTuple):
    group_id: UUID
    scope: GroupScope


@dataclass(frozen=True, slots=True, eq=False)
class Alarms:
    """Open alerts of sources, in one word each. `active`: the worst tier of those that are active, suppressed
    ones included, and silence left out; `unanswered`: the worst rank of those that wait for an answer; 0 for
    none. `asks`: whether there is one that people must look at now. `group`: the place in `groups` of the
    group of the alert that decides where the source stands, -1 for none; `parent`: the source because of
    whose alert nobody sees it, -1 for none.
    """

    active: Numbers
    unanswered: Numbers
    is_untrusted: Flags
    asks: Flags
    group: Numbers
    groups: Sequence[RowGroup]
    parent: Numbers


class Cell(NamedTuple):
    """Sources of a stage in an area. `gauges`: the most urgent, by place; `former_tier`: as of an area."""

    stage: Stage
    area: int
    counts: Counts
    gauges: Numbers
    former_tier: Tier | None


class AreaSum(NamedTuple):
    """`worst`: the source that the area is coloured or hatched by, None where no source needs anybody.
    `former_tier`: the worst unanswered one that is worse than what is active of its source.
    """

    area: int
    counts: Counts
    blue: int
    former_tier: Tier | None
    worst: int | None
    is_past: bool


@dataclass(frozen=True, eq=False)
class Picture:
    """`order`: the places of all sources, the most urgent first."""

    taken_at: datetime
    places: Places
    alarms: Alarms
    counted: Numbers
    nearness: Reals
    is_past: Flags
    order: Numbers

    @cached_property
    def explained(self) -> Numbers:
        """The source that explains why nobody sees each of those of which nothing else is to be looked at; -1
        for all others: what is active or unanswered stands behind nothing.
        """
        alarms = self.alarms
        is_quiet = (self.counted == BLIND) & ~alarms.asks & (alarms.unanswered == 0)
        return np.where(is_quiet, alarms.parent, -1)

    @cached_property
    def cells(self) -> list[Cell]:
        """One for each stage of each area that has a source, by stage and code of the area."""
        key = self.places.stage * len(self.places.area_ids) + self.places.area
        parts = _parts(key, self.order)
        gauges = min(CELL_GAUGES, max(FEWEST_GAUGES, ALL_GAUGES // max(1, len(parts))))
        found = []
        for part in parts:
            first = part[0]
            counts = counts_of(self.counted[part])
            stage = STAGES[self.places.stage[first]]
            area, former = int(self.places.area[first]), self._former(part)
            found.append(Cell(stage, area, counts, part[:gauges], former))
        return found

    @cached_property
    def areas(self) -> list[AreaSum]:
        """One for each area that has a source, the most urgent first."""
        parts = _parts(self.places.area, self.order)
        rank = np.empty_like(self.order)
        rank[self.order] = np.arange(len(self.order))
        parts.sort(key=lambda part: int(rank[part[0]]))
        return [self._sum(part) for part in parts]

    def _sum(self, part: Numbers) -> AreaSum:
        """`part`: places of sources of one area, in order."""
        counted, active = self.counted[part], self.alarms.active[part]
        is_blue = (active == Tier.BLUE) & (counted == NORMAL)
        state = counted.min()
        worst = None
        if state < NORMAL:
            worst = int(part[np.argmax(counted == state)])
        elif is_blue.any():
            worst = int(part[np.argmax(is_blue)])
        is_tier = worst is not None and state not in (BLIND, UNHEARD)
        return AreaSum(
            area=int(self.places.area[part[0]]),
            counts=counts_of(counted),
            blue=int(is_blue.sum()),
            former_tier=self._former(part),
            worst=worst,
            is_past=is_tier and worst is not None and bool(self.is_past[worst]),
        )

    def _former(self, part: Numbers) -> Tier | None:
        """Return the worst unanswered tier of these that is worse than what is active of its source."""
        unanswered, active = self.alarms.unanswered[part], self.alarms.active[part]
        former = int(unanswered[(unanswered >= HOT) & (unanswered > active)].max(initial=0))
        return Tier(former) if former else None


def picture(places: Places, values: Values, alarms: Alarms, *, at: datetime) -> Picture:
    """Return the picture of these sources as of `at`."""
    has_value = values.sampled_us >= 0
    age_us = microseconds(at) - values.sampled_us
    tolerance_us = CLOCK_TOLERANCE.total_seconds() * 1_000_000
    is_old = has_value & (age_us > values.present_us + tolerance_us)
    is_dark = values.is_silent | alarms.is_untrusted | is_old
    counted = np.select(
        [alarms.active >= COLOURED, values.is_out, values.is_never_heard, is_dark],
        [Tier.RED - alarms.active, OUT, UNHEARD, BLIND],
        NORMAL,
    )
    near = nearness(values.value, values.reaches)
    return Picture(
        taken_at=at,
        places=places,
        alarms=alarms,
        counted=counted,
        nearness=near,
        is_past=has_value & (is_dark | values.is_out),
        order=np.lexsort((-near, *_ranks(counted, alarms))),
    )


def _ranks(counted: Numbers, alarms: Alarms) -> tuple[Numbers, Numbers]:
    """Return the ranks of each source in the one order, the second one and the first, as numbers that ascend:
    by what it is or was and nobody has answered, then by what it is. `byUrgency` of the pages says the same.
    """
    is_unseen = (counted == BLIND) | (counted == UNHEARD)
    present = np.select(
        [alarms.active >= COLOURED, counted == OUT, is_unseen, alarms.active == Tier.BLUE],
        [10 * alarms.active, -1, 15, 10],
        0,
    )
    worst = np.maximum(present, np.where(alarms.unanswered >= HOT, 10 * alarms.unanswered, present))
    return -present, -worst


def counts_of(counted: Numbers) -> Counts:
    """Return the number of sources by what they count as."""
    numbers = np.bincount(counted, minlength=len(WORST_FIRST)).tolist()
    return dict(zip(WORST_FIRST, numbers, strict=True))


def worst_of(counts: Counts) -> CountedAs:
    """Return the worst that any of these sources counts as."""
    return next(each for each in WORST_FIRST if counts[each])


def _parts(key: Numbers, order: Numbers) -> list[Numbers]:
    """Return the sources of each key, by key, each part in order."""
    if not len(order):
        return []
    of_order = key[order]
    by_key = order[np.argsort(of_order, kind="stable")]
    return np.split(by_key, np.flatnonzero(np.diff(key[by_key])) + 1)

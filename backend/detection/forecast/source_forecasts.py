"""The forecasts of all sources of an intake: once a minute of event time, is a limit ahead?

A forecast begins with the first minute that shows it and ends after some minutes without it, so that a trend
at the edge of significance does not come and go. A hint (days ahead) waits until its trend has lasted longer
than the rise of any day: what comes back every day is no wear. What is said depends on each source's own
readings alone.
"""

import struct
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.detection.anomaly.turns import Floats, Integers, by_turn, fresh, turns
from backend.detection.forecast.forecast import REACH, Forecast, outlook
from backend.detection.forecast.trends import MINUTE_US, Ring, TrendColumns
from backend.sensors.rules import Indicator, Limit

MINUTE_BITS: Final = 32
CALM: Final = 10
CALM_HINT: Final = 120
"""Minutes (of a slow source: readings) without a forecast after which it ends; a hint thinks in hours."""
HINT_AFTER_US: Final = 12 * 60 * MINUTE_US
ROOM: Final = 64
BEYOND: Final = 1.25
"""A line may go a little further in its span than the means that it was laid through."""
_HEAD: Final = struct.Struct("<qqqbi")


class SourceForecasts:
    """One slot per source that has limits."""

    def __init__(self) -> None:
        self.trends = TrendColumns(ROOM)
        self.slot_of: dict[int, int] = {}
        self._indicators: list[Indicator] = []
        self._sensor_ids: list[int] = []
        self.through_us = np.full(ROOM, -1, np.int64)
        self._minute = np.full(ROOM, -1, np.int64)
        self._hint_us = np.full(ROOM, -1, np.int64)
        self._published = np.zeros(ROOM, np.int8)
        self._calm = np.zeros(ROOM, np.int32)

    def add(self, sensor_id: int, indicator: Indicator, exported: bytes | None = None) -> None:
        """Forecast this source from now on, or from a checkpoint on. Raises ValueError for bad bytes."""
        slot = len(self._indicators)
        if slot == len(self._minute):
            self._grow(2 * slot)
        if exported is not None:
            self._restore(slot, exported)
        self.slot_of[sensor_id] = slot
        self._indicators.append(indicator)
        self._sensor_ids.append(sensor_id)

    def export(self, sensor_id: int) -> tuple[int, bytes]:
        """Return what `add` needs: the time of the last reading that is in the bytes, and the bytes."""
        slot = self.slot_of[sensor_id]
        numbers = [int(column[slot]) for column in self._columns]
        return numbers[0], _HEAD.pack(*numbers) + self.trends.export(slot)

    def take(self, sensor_ids: Integers, sampled_us: Integers, values: Floats) -> list[ConditionChange]:
        """Usable readings in the order of arrival; passes over what is in, or of no source here."""
        slots, sampled_us, values = fresh(self.slot_of, self.through_us, sensor_ids, sampled_us, values)
        changes = []
        for chosen in by_minute(slots, sampled_us // MINUTE_US):
            changes += self._step(slots[chosen], sampled_us[chosen], values[chosen])
        return changes

    def recall(self, sensor_ids: Integers, sampled_us: Integers, values: Floats) -> None:
        """Take a long past without judging it: what was ahead then is of no use now."""
        slots, sampled_us, values = fresh(self.slot_of, self.through_us, sensor_ids, sampled_us, values)
        self._add(slots, sampled_us, values)

    def _add(self, slots: Integers, sampled_us: Integers, values: Floats) -> None:
        self.trends.update(slots, sampled_us, values)
        np.maximum.at(self.through_us, slots, sampled_us)

    def _step(self, slots: Integers, sampled_us: Integers, values: Floats) -> list[ConditionChange]:
        """Readings of one minute of each source."""
        self._add(slots, sampled_us, values)
        spoke, first = np.unique(slots, return_index=True)
        minutes = sampled_us[first] // MINUTE_US
        is_next = minutes > self._minute[spoke]
        self._minute[spoke] = minutes
        spoke, at_us = spoke[is_next], sampled_us[first][is_next]
        is_near = self._is_near(spoke)
        found = [
            self._judge(slot, at, is_near=near)
            for slot, at, near in zip(spoke.tolist(), at_us.tolist(), is_near.tolist(), strict=True)
        ]
        return [change for change in found if change is not None]

    def _judge(self, slot: int, at_us: int, *, is_near: bool) -> ConditionChange | None:
        ahead = outlook(self.trends, slot, self._indicators[slot]) if is_near else None
        tier, published = 0 if ahead is None else int(ahead[0]), int(self._published[slot])
        self._calm[slot] = self._calm[slot] + 1 if tier < max(published, Tier.BLUE) else 0
        if tier == 0 and self._calm[slot] >= CALM:
            self._hint_us[slot] = -1
        elif tier and self._hint_us[slot] < 0:
            self._hint_us[slot] = at_us
        if tier == Tier.BLUE and not published and at_us - self._hint_us[slot] < HINT_AFTER_US:
            return None
        calm = CALM_HINT if published == Tier.BLUE else CALM
        if tier == published or (tier < published and self._calm[slot] < calm):
            return None
        self._published[slot], self._calm[slot] = tier, 0
        if ahead is None:
            return ConditionChange(self._sensor_ids[slot], AlertCondition.FORECAST, None, at_us, None)
        _, limit, found = ahead
        why = _why(limit, found)
        return ConditionChange(
            sensor_id=self._sensor_ids[slot],
            condition=AlertCondition.FORECAST,
            tier=Tier(tier),
            sampled_us=at_us,
            value=found.value,
            limit=limit.value,
            why=why,
        )

    def _is_near(self, slots: Integers) -> npt.NDArray[np.bool_]:
        """Find the slots with a limit close enough to be worth the lines, in a few array operations."""
        near = np.zeros(len(slots), np.bool_)
        for ring in (self.trends.short, self.trends.long):
            low, high, last = range_of(ring, slots)
            reach = BEYOND * REACH * (high - low)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                log_reach = np.where(low > 0, BEYOND * REACH * np.log(high / low), 0.0)
            for at, slot in enumerate(slots.tolist()):
                near[at] = near[at] or any(
                    abs(limit.value - last[at]) <= reach[at]
                    or (limit.value > 0 < last[at] and abs(np.log(limit.value / last[at])) <= log_reach[at])
                    for limit in self._indicators[slot].limits
                )
        return near

    def _restore(self, slot: int, exported: bytes) -> None:
        self.trends.restore(slot, exported[_HEAD.size :])
        for column, number in zip(self._columns, _HEAD.unpack_from(exported), strict=True):
            column[slot] = number

    @property
    def _columns(self) -> tuple[npt.NDArray[Any], ...]:
        return self.through_us, self._minute, self._hint_us, self._published, self._calm

    def _grow(self, room: int) -> None:
        self.trends.grow(room)
        more = room - len(self._minute)
        self.through_us = np.append(self.through_us, np.full(more, -1, np.int64))
        self._minute = np.append(self._minute, np.full(more, -1, np.int64))
        self._hint_us = np.append(self._hint_us, np.full(more, -1, np.int64))
        self._published = np.append(self._published, np.zeros(more, np.int8))
        self._calm = np.append(self._calm, np.zeros(more, np.int32))


def _why(limit: Limit, found: Forecast) -> dict[str, Any]:
    return {
        "seconds": round(found.seconds_to_limit),
        "earliest_s": round(found.earliest_s),
        "latest_s": round(found.latest_s),
        "per_hour": found.slope_per_hour,
        "limit_tier": int(limit.tier),
    }


def by_minute(slots: Integers, minutes: Integers) -> Iterator[Integers]:
    """Places of readings in rounds: each round holds one minute of each source, in the order of arrival."""
    if not len(slots):
        return
    pairs, part_of = np.unique(slots << MINUTE_BITS | minutes, return_inverse=True)
    yield from by_turn(turns(pairs >> MINUTE_BITS)[part_of])


def range_of(ring: Ring, slots: Integers) -> tuple[Floats, Floats, Floats]:
    """Lowest, highest and newest mean of the closed cells of these sources; NaN without any."""
    number, count, total = ring.number[slots], ring.count[slots], ring.total[slots]
    newest = number.max(axis=1, initial=-1)[:, np.newaxis]
    is_closed = (number > newest - ring.horizon.cells) & (number >= 0) & (number < newest)
    means = np.where(is_closed, total / np.maximum(count, 1), np.nan)
    has_any = is_closed.any(axis=1)
    low = np.full(len(slots), np.nan)
    high, last = low.copy(), low.copy()
    low[has_any], high[has_any] = np.nanmin(means[has_any], axis=1), np.nanmax(means[has_any], axis=1)
    at = np.where(is_closed, number, -1).argmax(axis=1)
    last[has_any] = means[has_any, at[has_any]]
    return low, high, last

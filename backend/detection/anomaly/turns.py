"""Many readings of many sources at a time, each source's in its own order: what columns step through."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


def fresh(
    slot_of: Mapping[int, int],
    through_us: Integers,
    sensor_ids: Integers,
    sampled_us: Integers,
    values: Floats,
) -> tuple[Integers, Integers, Floats]:
    """Slots, times and values of the readings that are of a source here and later than what it has taken."""
    # Once per source, not per reading: a thousand sources send fifty thousand readings a second.
    known, place = np.unique(sensor_ids, return_inverse=True)
    slots = np.array([slot_of.get(sensor_id, -1) for sensor_id in known.tolist()], np.int64)[place]
    is_fresh = (slots >= 0) & (sampled_us > through_us[slots])
    return slots[is_fresh], sampled_us[is_fresh], values[is_fresh]


def rounds(slots: npt.NDArray[Any]) -> list[npt.NDArray[np.intp]]:
    """The positions of the first readings of all slots, of the second ones, and so on."""
    if not len(slots):
        return []
    order = np.argsort(slots, kind="stable")
    turn = turns(slots[order])
    if not turn.any():
        return [np.arange(len(slots))]
    return [order[chosen] for chosen in by_turn(turn)]


def turns(ordered: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return the number of equal ones before each, where equal ones are adjacent."""
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return np.arange(len(ordered)) - np.repeat(starts, np.diff(np.append(starts, len(ordered))))


def by_turn(turn: npt.NDArray[np.intp]) -> list[npt.NDArray[np.intp]]:
    """The positions of turn 0, of turn 1, and so on, each in their order."""
    return np.split(np.argsort(turn, kind="stable"), np.cumsum(np.bincount(turn))[:-1])

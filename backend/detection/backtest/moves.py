"""Moves of one latch over a whole history: its delay runs along stretches of readings that say one thing."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Move(NamedTuple):
    """A latch moves with the reading `at`; its delay had been running since `since_us`."""

    at: int
    is_latched: bool
    since_us: int


def moves(
    times_us: Times, is_on: Mask, is_off: Mask | None, *, on_delay_us: int, off_delay_us: int
) -> list[Move]:
    """Return the moves of a latch: on where `is_on` lasted for its delay, off where `is_off` did.

    The two never hold at once. `is_off` None: where `is_on` does not.
    """
    on, on_since = _ripe(times_us, is_on, on_delay_us)
    if not len(on):
        return []
    off, off_since = _ripe(times_us, ~is_on if is_off is None else is_off, off_delay_us)
    index = np.concatenate([on, off])
    order = np.argsort(index, kind="stable")
    latches = np.concatenate([np.ones(len(on), bool), np.zeros(len(off), bool)])[order]
    since = np.concatenate([on_since, off_since])[order]
    index = index[order]
    counts = np.empty(len(latches), bool)
    counts[0] = latches[0]  # it begins unlatched
    counts[1:] = latches[1:] != latches[:-1]
    columns = (index[counts].tolist(), latches[counts].tolist(), since[counts].tolist())
    return [Move(*row) for row in zip(*columns, strict=True)]


def _ripe(times_us: Times, holds: Mask, delay_us: int) -> tuple[npt.NDArray[np.intp], Times]:
    """Return where a stretch has lasted for the delay, one index per stretch that lasts so long, and since
    when.
    """
    borders = np.flatnonzero(holds[1:] != holds[:-1]) + 1
    if len(holds) and holds[0]:
        borders = np.concatenate([[0], borders])
    starts, ends = borders[::2], borders[1::2]
    if len(ends) < len(starts):
        ends = np.append(ends, len(holds))
    since = times_us[starts]
    ripe = starts if delay_us == 0 else np.searchsorted(times_us, since + delay_us)
    lasts = ripe < ends
    return ripe[lasts], since[lasts]

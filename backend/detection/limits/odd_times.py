"""Readings whose time is not later than all before, or later than now: duplicates, late ones, set clocks."""

from typing import Final

from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.sources import (
    FROM_THE_FUTURE,
    LATE,
    TRACE_POINTS,
    BatchIndex,
    Evaluation,
    Source,
)
from backend.readings.rules import (
    FLAG_BITS,
    MAX_AHEAD_US,
    SKEW_US,
    STRETCHES,
    JournalRow,
    Reading,
    stretch_of,
)

ODD_TIMES: Final = 32
LONGEST_STEP_US: Final = 60 * SKEW_US
"""A longer step says nothing of how much time passed while a clock was set."""


def keep_odd(
    found: Evaluation, source: Source, reading: Reading, *, now_us: int, clock: ServerClock, index: BatchIndex
) -> tuple[int, int] | None:
    """Time and flags under which to keep a reading that is not later than all before, or from the future;
    None for a duplicate.
    """
    key, sampled_us, _, _ = reading
    latest = source.now or source
    mark_us, stretch = source.mark_us, latest.stretch
    # Later than now, and the source is: its clock was set back, or ours, and the readings go on from here.
    is_set_back = mark_us > now_us + (0 if now_us < clock.again_until_us else SKEW_US)
    is_now = abs(sampled_us - now_us) <= MAX_AHEAD_US
    if sampled_us + stretch > mark_us and sampled_us not in latest.ahead:
        return _from_the_future(found, source, reading, now_us=now_us, clock=clock, index=index)
    if sampled_us in latest.ahead or (
        _is_known(source, reading, index)
        and not (is_set_back and clock.goes_through_again(sampled_us, now_us))
    ):
        found.duplicates += 1
        return None
    if is_set_back and is_now:
        return begin_stretch(found, source, key, sampled_us, index)
    behind_us = mark_us - sampled_us - stretch
    if behind_us % STRETCHES == 0 and behind_us < STRETCHES * ODD_TIMES:
        return mark_us + STRETCHES, stretch << FLAG_BITS  # another value of the same time
    found.late.append(key)
    return sampled_us, LATE


def _from_the_future(
    found: Evaluation, source: Source, reading: Reading, *, now_us: int, clock: ServerClock, index: BatchIndex
) -> tuple[int, int]:
    key, sampled_us, _, _ = reading
    found.from_the_future.append(key)
    changed = found.touch(key, source)
    changed.ahead = (*changed.ahead, sampled_us)[-ODD_TIMES:]
    is_first = key in clock.forward_us and not index.of(source.sensor_id)
    if source.mark_us > now_us + SKEW_US or (is_first and source.mark_us >= 0):
        return begin_stretch(found, source, key, now_us, index, flags=FROM_THE_FUTURE)
    changed.follow_arrival()
    flags = changed.stretch << FLAG_BITS | FROM_THE_FUTURE
    return max(now_us + changed.stretch, source.mark_us + STRETCHES), flags


def begin_stretch(
    found: Evaluation, source: Source, key: str, sampled_us: int, index: BatchIndex, *, flags: int = 0
) -> tuple[int, int]:
    """The source goes on at another time: what its rules remember moves with it."""
    changed = found.touch(key, source)
    stretch = (changed.stretch + 1) % STRETCHES
    at_us = sampled_us + stretch
    changed.begin_stretch(stretch, at_us, step_of(source, index), source.mark_us, flags)
    return at_us, stretch << FLAG_BITS | flags


def go_with_jump(
    found: Evaluation, source: Source, reading: Reading, jump_us: int, index: BatchIndex
) -> None:
    """Our clock was set forward: if that of the source went with it, nothing of that time has passed."""
    key, sampled_us, _, _ = reading
    passed_us = sampled_us - source.mark_us
    step_us = step_of(source, index)
    if source.mark_us < 0 or (source.now or source).is_by_arrival:
        return
    if abs(passed_us - step_us - jump_us) < abs(passed_us - step_us):
        at_us, _ = begin_stretch(found, source, key, sampled_us, index)
        source.mark_us = at_us - 1


def step_of(source: Source, index: BatchIndex) -> int:
    """How long after the last reading the next one counts, where the clock of the source was set: as long as
    its last step within a stretch.
    """
    rows = [row for row in (*source.tail, *index.of(source.sensor_id)[-TRACE_POINTS:]) if not row[4] & LATE]
    for later, earlier in zip(reversed(rows), reversed(rows[:-1]), strict=False):
        if stretch_of(later[4]) == stretch_of(earlier[4]) and later[1] > earlier[1]:
            return min(later[1] - earlier[1], LONGEST_STEP_US)
    return 1


def _is_known(source: Source, reading: Reading, index: BatchIndex) -> bool:
    """Whether this very reading is stored already, as far as is remembered."""
    _, sampled_us, value, quality = reading
    stretch = (source.now or source).stretch
    for each in (stretch, (stretch - 1) % STRETCHES):
        at_us = sampled_us + each
        while (row := index.at(source.sensor_id, at_us)) is not None:
            if row[2] == value and row[3] == quality:
                return True
            at_us += STRETCHES
    return any(row[2] == value and row[3] == quality and _is_of_time(row, sampled_us) for row in source.tail)


def _is_of_time(row: JournalRow, sampled_us: int) -> bool:
    """Whether the row is a reading of this time, which lies a few µs later where there were several."""
    later_us = row[1] - sampled_us
    return later_us == 0 or (
        0 < later_us < STRETCHES * ODD_TIMES and (later_us - stretch_of(row[4])) % STRETCHES == 0
    )

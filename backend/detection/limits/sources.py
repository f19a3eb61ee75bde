"""The working state of one source, and the result of an evaluation of many."""

from collections import deque
from dataclasses import dataclass, field
from itertools import repeat
from math import inf
from typing import Final, Self
from uuid import UUID

import numpy as np
import numpy.typing as npt

from backend.core.vocabulary import ConditionChange, Quality, TracePoint
from backend.detection.limits import rule_set as kinds
from backend.detection.limits.latches import RuleTransition
from backend.detection.limits.rule_set import ANYTHING, Rules, States, transitions
from backend.detection.limits.rule_state import RuleState, rebind
from backend.detection.limits.shifting import shifted
from backend.readings.rules import (
    QUALITY_BITS,
    STRETCH_BITS,
    JournalRow,
    ReadingFlag,
    comes_after,
    stretch_of,
)
from backend.sensors.rules import Indicator

TRACE_POINTS: Final = 120
BAD: Final = int(Quality.BAD)
LATE: Final = int(ReadingFlag.LATE)
FROM_THE_FUTURE: Final = int(ReadingFlag.FROM_THE_FUTURE)
_new: Final = object.__new__


class Source:
    """The working state of one source. Treat it as frozen once it is in place; `fork` before a change.

    `tail` holds the last stored rows in the order of arrival. It is shared by all forks and grows only after
    the commit (`remember`); it is the trace of an alert and the memory against redelivered readings.
    `value` is the last usable one of before the tail.

    `held`, `quiet` and `calm` are its bands (`rules`): where limits and health stay, where only the memory of
    rate and stuck can move, where nothing can. `low` and `high` are the calm band of a source whose band
    lasts for ever, and empty for one whose band ends, so that only such sources pay for the time.

    `stretch` is the one in which it is (`readings.rules`); a time in it is stored as many µs later, so that a
    time that comes again is told from the first. `is_by_arrival`: its last reading was from the future, so
    that its times are those of arrival. Only the slower way knows of both; `is_plain` is neither.

    `turn`, `mark_us` and `now` are notes of the evaluation `turn`, and mean nothing to another: the watermark
    so far, and the changed copy if there is one.
    """

    __slots__ = (
        "ahead",
        "calm",
        "held",
        "high",
        "is_by_arrival",
        "is_plain",
        "low",
        "mark_us",
        "now",
        "quiet",
        "rules",
        "sensor_id",
        "silent_after_us",
        "states",
        "stretch",
        "tail",
        "turn",
        "value",
        "watermark_us",
    )

    def __init__(self, sensor_id: int, tail: deque[JournalRow] | None = None) -> None:
        self.sensor_id = sensor_id
        self.rules: Rules | None = None
        self.silent_after_us = 0
        self.stretch = 0
        self.is_by_arrival = False
        self.place(States())
        self.watermark_us = self.mark_us = -1
        self.value: float | None = None
        self.ahead: tuple[int, ...] = ()
        self.tail: deque[JournalRow] = deque(maxlen=TRACE_POINTS) if tail is None else tail
        self.turn: object = None
        self.now: Source | None = None

    def fork(self) -> Self:
        """A copy that can be changed. Cheap: everything but the shared tail is immutable."""
        other = _new(type(self))  # not __init__: this runs once per change of state
        other.sensor_id = self.sensor_id
        other.rules = self.rules
        other.silent_after_us = self.silent_after_us
        other.states = self.states
        other.stretch, other.is_by_arrival = self.stretch, self.is_by_arrival
        other.is_plain = self.is_plain
        other.low, other.high = self.low, self.high
        other.held, other.quiet, other.calm = self.held, self.quiet, self.calm
        other.watermark_us = other.mark_us = self.watermark_us
        other.value = self.value
        other.ahead = self.ahead
        other.tail = self.tail
        other.turn = other.now = None
        return other

    def as_new(self) -> Self:
        """A source that has heard the same and judged nothing."""
        other = type(self)(self.sensor_id, deque(self.tail, maxlen=TRACE_POINTS))
        other.watermark_us, other.value = self.watermark_us, self.value
        other.stretch, other.is_by_arrival = self.stretch, self.is_by_arrival
        other.rest(other.states)
        return other

    def set_aside(self) -> None:
        """Go on without rules, which raise: what it says is stored and not judged."""
        self.rules = None
        self.place(States())

    def with_rules_of(self, judged: Self) -> Self:
        """The same source with the rules and states of another one that has heard the same."""
        other = self.fork()
        other.rules = judged.rules
        other.place(judged.states)
        return other

    def recall(
        self,
        times_us: npt.NDArray[np.int64],
        values: npt.NDArray[np.float64],
        marks: npt.NDArray[np.uint8],
    ) -> None:
        """After a restart: go on from the stored readings, in the order of their arrival.

        Of a compacted block the order is that of time: there an earlier stretch may come last.
        """
        columns = (times_us, values, marks & QUALITY_BITS, marks >> 2)
        last = (column[-TRACE_POINTS:].tolist() for column in columns)
        self.tail.extend(zip(repeat(self.sensor_id), *last))
        for run in _runs(marks):
            stretch = int(marks[run[-1]]) >> STRETCH_BITS
            if comes_after(self.stretch, stretch):
                continue
            newest_us = int(times_us[run].max())
            self.watermark_us = newest_us if stretch != self.stretch else max(self.watermark_us, newest_us)
            self.stretch = stretch
            self.is_by_arrival = bool(int(marks[run[-1]]) >> 2 & FROM_THE_FUTURE)
            usable = run[marks[run] & QUALITY_BITS != BAD]
            self.value = float(values[usable[-1]]) if len(usable) else self.value
        self.rest(self.states)

    @property
    def last_value(self) -> float | None:
        """The last value that could be judged."""
        for row in reversed(self.tail):
            if row[3] != BAD and not row[4] & LATE:
                return row[2]
        return self.value

    def place(self, states: States) -> None:
        """Take these states and the bands that belong to them."""
        self.held = ANYTHING if self.rules is None else kinds.held_band(self.rules, states)
        self.rest(states)

    def rest(self, states: States) -> None:
        """Take states of which only the memory of rate and stuck is another one."""
        self.states = states
        if self.rules is None:
            self.quiet = self.calm = self.held
        else:
            self.quiet = kinds.quiet_band(self.rules, states, self.held)
            self.calm = kinds.calm_band(self.rules, states, self.quiet)
        low, high, until_us = self.calm
        self.is_plain = self.stretch == 0 and not self.is_by_arrival
        self.low, self.high = (low, high) if until_us == inf and self.is_plain else (inf, -inf)

    def is_calm(self, sampled_us: int, value: float) -> bool:
        """Return True if this usable reading changes nothing."""
        low, high, until_us = self.calm
        return sampled_us < until_us and low < value < high

    def begin_stretch(self, stretch: int, at_us: int, step_us: int, mark_us: int, flags: int = 0) -> None:
        """Go on in this stretch with a reading at `at_us`, so long after the one at `mark_us`."""
        self.stretch, self.is_by_arrival = stretch, bool(flags & FROM_THE_FUTURE)
        self.place(self.states if mark_us < 0 else shifted(self.states, at_us - step_us - mark_us))

    def follow_arrival(self) -> None:
        """Note that its times are those of arrival."""
        self.is_by_arrival = True
        self.rest(self.states)

    def state(self) -> RuleState | None:
        """Return the state to save; None without an indicator."""
        return None if self.rules is None else RuleState.of(self.rules, self.states)

    def bind(self, indicator: Indicator | None, state: RuleState | None) -> list[ConditionChange]:
        """Judge by this version of the indicator from now on, going on from `state` if there is one.

        Returns what the new version did to open alerts; nothing if the version is the one of `state`.
        """
        self.rules = None if indicator is None else Rules.of(indicator)
        self.silent_after_us = 0 if indicator is None else round(indicator.silent_after.total_seconds() * 1e6)
        if state is None:
            self.place(States() if self.rules is None else self.rules.idle)
            return []
        if self.rules is not None and self.rules.key == state.key:
            self.place(state.states)
            return []
        value = self.last_value
        states, found = rebind(state, self.rules, value)
        self.place(states)
        key = state.key if self.rules is None else self.rules.key
        return [self._change(each, key, max(self.watermark_us, 0), value, ()) for each in found]

    def go_on(
        self, rules: Rules, states: States, sampled_us: int, value: float | None, batch: "BatchIndex"
    ) -> list[ConditionChange]:
        """Take these states, which a reading led to (None: of bad quality), and say what that means.

        `batch`: the rows before the reading.
        """
        found = transitions(rules, self.states, states, sampled_us, value)
        self.place(states)
        if not found:
            return []
        trace = self._trace(batch, [] if value is None else [TracePoint(sampled_us, value)])
        return [self._change(each, rules.key, sampled_us, value, trace) for each in found]

    def _trace(self, batch: "BatchIndex", last: list[TracePoint]) -> tuple[TracePoint, ...]:
        here = batch.of(self.sensor_id)[-TRACE_POINTS:]
        points = [
            TracePoint(row[1], row[2])
            for row in (*self.tail, *here)
            if row[3] != BAD and not row[4] & LATE and stretch_of(row[4]) == self.stretch
        ]
        return (*points, *last)[-TRACE_POINTS:]

    def _change(
        self,
        found: RuleTransition,
        key: tuple[UUID, int],
        sampled_us: int,
        value: float | None,
        trace: tuple[TracePoint, ...],
    ) -> ConditionChange:
        return ConditionChange(
            sensor_id=self.sensor_id,
            condition=found.condition,
            tier=found.tier,
            sampled_us=sampled_us,
            value=value,
            limit=found.limit,
            lasted_us=found.lasted_us,
            indicator_id=key[0],
            indicator_version=key[1],
            trace=trace,
            why=found.why,
        )


def _runs(marks: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.intp]]:
    """The places of what did not come late, those of one stretch together."""
    in_time = np.flatnonzero(marks >> 2 & LATE == 0)
    moves = np.flatnonzero(np.diff(marks[in_time] >> STRETCH_BITS)) + 1
    return np.split(in_time, moves) if len(moves) else [in_time][: len(in_time)]


class BatchIndex:
    """The rows of a batch by source, indexed only when somebody asks, and every row once."""

    def __init__(self, rows: list[JournalRow]) -> None:
        self._rows = rows
        self._done = 0
        self._of: dict[int, list[JournalRow]] = {}
        self._keys: dict[tuple[int, int], JournalRow] = {}

    def of(self, sensor_id: int) -> list[JournalRow]:
        self._catch_up()
        return self._of.get(sensor_id, [])

    def at(self, sensor_id: int, sampled_us: int) -> JournalRow | None:
        self._catch_up()
        return self._keys.get((sensor_id, sampled_us))

    def _catch_up(self) -> None:
        for row in self._rows[self._done :]:
            self._of.setdefault(row[0], []).append(row)
            self._keys[row[0], row[1]] = row
        self._done = len(self._rows)


@dataclass(slots=True)
class Evaluation:
    """Result of a batch of readings. `touched` are the changed copies, by source key."""

    rows: list[JournalRow] = field(default_factory=list)
    tails: list[deque[JournalRow]] = field(default_factory=list)
    """Places of the rows once it is committed."""
    heard: dict[str, Source] = field(default_factory=dict)
    """The sources, as they were before, that had something to say, by key."""
    touched: dict[str, Source] = field(default_factory=dict)
    changes: list[ConditionChange] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    late: list[str] = field(default_factory=list)
    """The keys of the sources whose readings came late, one per reading; likewise `from_the_future`."""
    from_the_future: list[str] = field(default_factory=list)
    failed: dict[str, Exception] = field(default_factory=dict)
    """Errors of the sources whose rules raised, by key: nothing of theirs is judged."""

    def touch(self, key: str, source: Source) -> Source:
        """The copy of a source that may be changed."""
        if source.now is None:
            source.now = self.touched[key] = source.fork()
        return source.now

    def keep(self, source: Source, row: JournalRow) -> None:
        """One more row to store."""
        self.rows.append(row)
        self.tails.append(source.tail)

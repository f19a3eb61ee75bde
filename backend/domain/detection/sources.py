"""Streaming evaluation of many sources: the loop that every reading passes.

Per source there is a band in which nothing can change for its present state; a reading inside it costs two
compares. `evaluate` never touches the sources it is given: it answers with changed copies, which the caller
puts in place once the transaction has been committed. So a failed transaction leaves no trace in memory.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final, Self

from backend.domain.alerts import ConditionChange, TracePoint
from backend.domain.detection.limits import (
    Latches,
    LimitRule,
    LimitState,
    Transition,
    calm_band,
    rebind,
    rebound,
    step,
    transitions,
)
from backend.domain.readings import MAX_AHEAD_US, JournalRow, Reading, ReadingFlag
from backend.domain.sensors import Indicator, Quality

TRACE_POINTS: Final = 120
ODD_TIMES: Final = 32
BAD: Final = int(Quality.BAD)
LATE: Final = int(ReadingFlag.LATE)
FROM_THE_FUTURE: Final = int(ReadingFlag.FROM_THE_FUTURE)
_new: Final = object.__new__


class Source:
    """The working state of one source. Treat it as frozen once it is in place; `fork` before a change.

    `tail` holds the last stored rows in the order of arrival. It is shared by all forks and grows only after
    the commit (`remember`); it is the trace of an alert and the memory against redelivered readings.
    """

    __slots__ = (
        "ahead",
        "high",
        "latches",
        "low",
        "rule",
        "sensor_id",
        "silent_after_us",
        "tail",
        "value",
        "watermark_us",
    )

    def __init__(self, sensor_id: int, tail: deque[JournalRow] | None = None) -> None:
        self.sensor_id = sensor_id
        self.rule: LimitRule | None = None
        self.silent_after_us = 0
        self.latches: Latches = ()
        self.low, self.high = -inf, inf
        self.watermark_us = -1
        self.value: float | None = None
        self.ahead: tuple[int, ...] = ()
        self.tail: deque[JournalRow] = deque(maxlen=TRACE_POINTS) if tail is None else tail

    def fork(self) -> Self:
        """A copy that can be changed. Cheap: everything but the shared tail is immutable."""
        other = _new(type(self))  # not __init__: this runs once per source and burst
        other.sensor_id = self.sensor_id
        other.rule = self.rule
        other.silent_after_us = self.silent_after_us
        other.latches = self.latches
        other.low = self.low
        other.high = self.high
        other.watermark_us = self.watermark_us
        other.value = self.value
        other.ahead = self.ahead
        other.tail = self.tail
        return other

    def recall(self, rows: Iterable[JournalRow]) -> None:
        """After a restart: go on from the stored rows, in the order of their arrival."""
        for row in rows:
            self.tail.append(row)
            _, sampled_us, value, quality, flags = row
            if not flags & LATE:
                self.watermark_us = max(self.watermark_us, sampled_us)
                self.value = self.value if quality == BAD else value

    def place(self, latches: Latches) -> None:
        """Take these latches and the calm band that belongs to them."""
        self.latches = latches
        self.low, self.high = (-inf, inf) if self.rule is None else calm_band(self.rule, latches)

    def state(self) -> LimitState | None:
        """What to save; None without an indicator."""
        return None if self.rule is None else LimitState.of(self.rule, self.latches)

    def bind(self, indicator: Indicator | None, state: LimitState | None) -> list[ConditionChange]:
        """Judge by this version of the indicator from now on, going on from `state` if there is one.

        Answers what the new limits did to open alerts; nothing if the version is the one of `state`.
        """
        self.rule = None if indicator is None else LimitRule.of(indicator)
        self.silent_after_us = 0 if indicator is None else round(indicator.silent_after.total_seconds() * 1e6)
        if state is None:
            self.place(() if self.rule is None else self.rule.idle)
            return []
        if self.rule is not None and self.rule.key == (state.indicator_id, state.version):
            self.place(state.latches)
            return []
        rule = self.rule or LimitRule(state.indicator_id, state.version, (), 0, 0)
        latches = rebind(state, rule, self.value)
        self.place(latches)
        return [
            self._told(found, rule, max(self.watermark_us, 0), self.value, ())
            for found in rebound(state, rule, latches)
        ]

    def judge(self, sampled_us: int, value: float, batch: "BatchIndex") -> list[ConditionChange]:
        """The full rules for one reading outside the calm band. `batch`: the rows before it."""
        if self.rule is None:
            return []
        before = self.latches
        after = step(self.rule, before, sampled_us, value)
        if after is before:
            return []
        self.place(after)
        found = transitions(self.rule, before, after, sampled_us)
        if not found:
            return []
        trace = self._trace(batch, TracePoint(sampled_us, value))
        return [self._told(each, self.rule, sampled_us, value, trace) for each in found]

    def _trace(self, batch: "BatchIndex", last: TracePoint) -> tuple[TracePoint, ...]:
        here = batch.of(self.sensor_id)[-TRACE_POINTS:]
        points = [
            TracePoint(row[1], row[2]) for row in (*self.tail, *here) if row[3] != BAD and not row[4] & LATE
        ]
        return (*points[-(TRACE_POINTS - 1) :], last)

    def _told(
        self,
        found: Transition,
        rule: LimitRule,
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
            held_for_us=found.held_for_us,
            indicator_id=rule.indicator_id,
            indicator_version=rule.version,
            trace=trace,
        )


class BatchIndex:
    """The rows of a batch by source, indexed only when somebody asks, and every row once."""

    def __init__(self, rows: list[JournalRow]) -> None:
        self._rows = rows
        self._done = 0
        self._of: dict[int, list[JournalRow]] = {}
        self._keys: set[tuple[int, int]] = set()

    def of(self, sensor_id: int) -> list[JournalRow]:
        self._catch_up()
        return self._of.get(sensor_id, [])

    def has(self, sensor_id: int, sampled_us: int) -> bool:
        self._catch_up()
        return (sensor_id, sampled_us) in self._keys

    def _catch_up(self) -> None:
        for row in self._rows[self._done :]:
            self._of.setdefault(row[0], []).append(row)
            self._keys.add((row[0], row[1]))
        self._done = len(self._rows)


@dataclass(slots=True)
class Evaluation:
    """What a batch of readings amounts to. `touched` are the changed copies, by source key."""

    rows: list[JournalRow] = field(default_factory=list)
    touched: dict[str, Source] = field(default_factory=dict)
    changes: list[ConditionChange] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    late: list[str] = field(default_factory=list)
    """The keys of the sources whose readings came late, one per reading; likewise `from_the_future`."""
    from_the_future: list[str] = field(default_factory=list)


def evaluate(sources: Mapping[str, Source], readings: Iterable[Reading], *, now_us: int) -> Evaluation:
    """Judge readings in the order of arrival. Unknown sources are counted by key, not stored."""
    found = Evaluation()
    touched, rows = found.touched, found.rows
    index = BatchIndex(rows)
    horizon_us = now_us + MAX_AHEAD_US
    for reading in readings:
        key, sampled_us, value, quality = reading
        source = touched.get(key)
        if source is None:
            base = sources.get(key)
            if base is None:
                found.unknown[key] = found.unknown.get(key, 0) + 1
                continue
            source = touched[key] = base.fork()
        if source.watermark_us < sampled_us <= horizon_us:
            source.watermark_us = sampled_us
            flags = 0
        else:
            kept = _odd(found, source, reading, index, now_us)
            if kept is None:
                continue
            sampled_us, flags = kept
        if quality != BAD and flags != LATE:
            source.value = value
            if not source.low < value < source.high:
                found.changes += source.judge(sampled_us, value, index)
        rows.append((source.sensor_id, sampled_us, value, quality, flags))
    return found


def _odd(
    found: Evaluation, source: Source, reading: Reading, index: BatchIndex, now_us: int
) -> tuple[int, int] | None:
    """Time and flags under which to keep a reading that is late or from the future; None for a duplicate."""
    key, sampled_us, _, _ = reading
    if sampled_us > source.watermark_us and sampled_us not in source.ahead:
        found.from_the_future.append(key)
        source.ahead = (*source.ahead, sampled_us)[-ODD_TIMES:]
        source.watermark_us = max(now_us, source.watermark_us + 1)
        return source.watermark_us, FROM_THE_FUTURE
    if (
        sampled_us >= source.watermark_us
        or index.has(source.sensor_id, sampled_us)
        or any(row[1] == sampled_us for row in source.tail)
    ):
        found.duplicates += 1
        return None
    found.late.append(key)
    return sampled_us, LATE


def remember(sources: dict[str, Source], found: Evaluation) -> None:
    """Put an evaluation in place, after its transaction has been committed."""
    sources.update(found.touched)
    tails = {source.sensor_id: source.tail for source in found.touched.values()}
    for row in found.rows:
        tails[row[0]].append(row)


def replay(sources: dict[str, Source], readings: Iterable[Reading], *, now_us: int) -> list[ConditionChange]:
    """What a whole history would have raised and ended; the sources end in its last state."""
    found = evaluate(sources, readings, now_us=now_us)
    remember(sources, found)
    return found.changes

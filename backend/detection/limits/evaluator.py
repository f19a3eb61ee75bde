"""Streaming evaluation of many sources: the loop that every reading passes.

Per source there is a band in which nothing can change for its present state; a reading inside it costs two
compares. `evaluate` changes nothing of the sources it is given but their notes for this one evaluation: it
answers with changed copies, which the caller puts in place once the transaction has been committed. So a
failed transaction leaves no trace.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final, Self
from uuid import UUID

from backend.core.vocabulary import ConditionChange, Quality, TracePoint
from backend.detection.limits import rule_set as kinds
from backend.detection.limits.latches import RuleTransition
from backend.detection.limits.rule_set import ANYTHING, Rules, States, step, step_bad, transitions
from backend.detection.limits.rule_state import RuleState, rebind
from backend.readings.rules import MAX_AHEAD_US, JournalRow, Reading, ReadingFlag
from backend.sensors.rules import Indicator

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
    `value` is the last usable one of before the tail.

    `held`, `quiet` and `calm` are its bands (`rules`): where limits and health stay, where only the memory of
    rate and stuck can move, where nothing can. `low` and `high` are the calm band of a source whose band
    lasts for ever, and empty for one whose band ends, so that only such sources pay for the time.

    `turn`, `mark_us` and `now` are notes of the evaluation `turn`, and mean nothing to another: the watermark
    so far, and the changed copy if there is one.
    """

    __slots__ = (
        "ahead",
        "calm",
        "held",
        "high",
        "low",
        "mark_us",
        "now",
        "quiet",
        "rules",
        "sensor_id",
        "silent_after_us",
        "states",
        "tail",
        "turn",
        "value",
        "watermark_us",
    )

    def __init__(self, sensor_id: int, tail: deque[JournalRow] | None = None) -> None:
        self.sensor_id = sensor_id
        self.rules: Rules | None = None
        self.silent_after_us = 0
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
        other.low, other.high = self.low, self.high
        other.held, other.quiet, other.calm = self.held, self.quiet, self.calm
        other.watermark_us = other.mark_us = self.watermark_us
        other.value = self.value
        other.ahead = self.ahead
        other.tail = self.tail
        other.turn = other.now = None
        return other

    def recall(self, rows: Iterable[JournalRow]) -> None:
        """After a restart: go on from the stored rows, in the order of their arrival."""
        for row in rows:
            self.tail.append(row)
            _, sampled_us, value, quality, flags = row
            if not flags & LATE:
                self.watermark_us = max(self.watermark_us, sampled_us)
                self.value = self.value if quality == BAD else value

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
        self.low, self.high = (low, high) if until_us == inf else (inf, -inf)

    def is_calm(self, sampled_us: int, value: float) -> bool:
        """Return True if this usable reading changes nothing."""
        low, high, until_us = self.calm
        return sampled_us < until_us and low < value < high

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
            TracePoint(row[1], row[2]) for row in (*self.tail, *here) if row[3] != BAD and not row[4] & LATE
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

    def touch(self, key: str, source: Source) -> Source:
        """The copy of a source that may be changed."""
        if source.now is None:
            source.now = self.touched[key] = source.fork()
        return source.now

    def keep(self, source: Source, row: JournalRow) -> None:
        """One more row to store."""
        self.rows.append(row)
        self.tails.append(source.tail)


def evaluate(sources: Mapping[str, Source], readings: Iterable[Reading], *, now_us: int) -> Evaluation:
    """Judge readings in the order of arrival. Unknown sources are counted by key, not stored."""
    turn = found = Evaluation()
    known, heard, append, keep = sources.get, found.heard, found.rows.append, found.tails.append
    index = BatchIndex(found.rows)
    horizon_us = now_us + MAX_AHEAD_US
    for reading in readings:
        key, sampled_us, value, quality = reading
        source = known(key)
        if source is None:
            found.unknown[key] = found.unknown.get(key, 0) + 1
            continue
        if source.turn is not turn:
            source.turn, source.mark_us, source.now = turn, source.watermark_us, None
            heard[key] = source
        latest = source.now or source
        is_usable = source.mark_us < sampled_us <= horizon_us and quality != BAD
        if is_usable and (latest.low < value < latest.high or latest.is_calm(sampled_us, value)):
            source.mark_us = sampled_us
            append((source.sensor_id, sampled_us, value, quality, 0))
            keep(source.tail)
        else:
            _look_closer(found, source, reading, now_us=now_us, index=index)
    return found


def _look_closer(
    found: Evaluation, source: Source, reading: Reading, *, now_us: int, index: BatchIndex
) -> None:
    """A reading that is odd in time, of bad quality, or outside the band that is calm for ever."""
    key, sampled_us, value, quality = reading
    flags = 0
    if not source.mark_us < sampled_us <= now_us + MAX_AHEAD_US:
        kept = _odd(found, source, reading, now_us=now_us, index=index)
        if kept is None:
            return
        sampled_us, flags = kept
    if flags != LATE:
        source.mark_us = sampled_us
        if quality == BAD or not (source.now or source).is_calm(sampled_us, value):
            _judge(found, source, (key, sampled_us, value, quality), index)
    found.keep(source, (source.sensor_id, sampled_us, value, quality, flags))


def _judge(found: Evaluation, source: Source, reading: Reading, index: BatchIndex) -> None:
    """The rules for one reading outside the calm band, or of bad quality."""
    key, sampled_us, value, quality = reading
    latest = source.now or source
    rules, before = latest.rules, latest.states
    if rules is None:
        return
    is_bad = quality == BAD
    low, high, _ = latest.quiet
    if not is_bad and low < value < high:
        after = kinds.remember(rules, before, sampled_us, value)
        if after.stuck.is_latched is before.stuck.is_latched:
            if after is not before:
                found.touch(key, source).rest(after)
            return
    else:
        after = step_bad(rules, before, sampled_us) if is_bad else step(rules, before, sampled_us, value)
    if after is not before:
        known = None if is_bad else value
        found.changes += found.touch(key, source).go_on(rules, after, sampled_us, known, index)


def _odd(
    found: Evaluation, source: Source, reading: Reading, *, now_us: int, index: BatchIndex
) -> tuple[int, int] | None:
    """Time and flags under which to keep a reading that is late or from the future; None for a duplicate."""
    key, sampled_us, _, _ = reading
    mark_us, ahead = source.mark_us, (source.now or source).ahead
    if sampled_us > mark_us and sampled_us not in ahead:
        found.from_the_future.append(key)
        found.touch(key, source).ahead = (*ahead, sampled_us)[-ODD_TIMES:]
        return max(now_us, mark_us + 1), FROM_THE_FUTURE
    if (
        sampled_us >= mark_us
        or index.has(source.sensor_id, sampled_us)
        or any(row[1] == sampled_us for row in source.tail)
    ):
        found.duplicates += 1
        return None
    found.late.append(key)
    return sampled_us, LATE


def remember(sources: dict[str, Source], found: Evaluation) -> None:
    """Put an evaluation in place, after its transaction has been committed."""
    for source in found.heard.values():
        (source.now or source).watermark_us = source.mark_us
    for tail, row in zip(found.tails, found.rows, strict=True):
        tail.append(row)
    sources.update(found.touched)
    for source in found.touched.values():
        source.value = source.last_value


def replay(sources: dict[str, Source], readings: Iterable[Reading], *, now_us: int) -> list[ConditionChange]:
    """Return all that a history would have raised and ended; the sources end in its last state."""
    found = evaluate(sources, readings, now_us=now_us)
    remember(sources, found)
    return found.changes

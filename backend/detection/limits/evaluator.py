"""Streaming evaluation of many sources: the loop that every reading passes.

Per source there is a band in which nothing can change for its present state; a reading inside it costs two
compares. `evaluate` changes nothing of the sources it is given but their notes for this one evaluation: it
answers with changed copies, which the caller puts in place once the transaction has been committed. So a
failed transaction leaves no trace.
"""

from collections.abc import Iterable, Mapping

from backend.core.vocabulary import ConditionChange
from backend.detection.limits import rule_set as kinds
from backend.detection.limits.odd_times import begin_stretch, go_with_jump, keep_odd, step_of
from backend.detection.limits.rule_set import step, step_bad
from backend.detection.limits.server_clock import NEVER_SET, ServerClock
from backend.detection.limits.sources import BAD, LATE, BatchIndex, Evaluation, Source
from backend.readings.rules import FLAG_BITS, MAX_AHEAD_US, SKEW_US, JournalRow, Reading, stretch_of


def evaluate(
    sources: Mapping[str, Source], readings: Iterable[Reading], *, now_us: int, clock: ServerClock = NEVER_SET
) -> Evaluation:
    """Judge readings in the order of arrival. Unknown sources are counted by key, not stored.

    `clock`: what is known of when our own was set.
    """
    turn = found = Evaluation()
    known, heard, append, keep = sources.get, found.heard, found.rows.append, found.tails.append
    index = BatchIndex(found.rows)
    horizon_us = now_us + MAX_AHEAD_US
    forward = clock.forward_us
    for reading in readings:
        key, sampled_us, value, quality = reading
        source = known(key)
        if source is None:
            found.unknown[key] = found.unknown.get(key, 0) + 1
            continue
        if source.turn is not turn:
            source.turn, source.mark_us, source.now = turn, source.watermark_us, None
            heard[key] = source
            if forward and key in forward:
                go_with_jump(found, source, reading, forward[key], index)
        latest = source.now or source
        is_usable = source.mark_us < sampled_us <= horizon_us and quality != BAD
        if is_usable and (
            latest.low < value < latest.high or (latest.is_plain and latest.is_calm(sampled_us, value))
        ):
            source.mark_us = sampled_us
            append((source.sensor_id, sampled_us, value, quality, 0))
            keep(source.tail)
        else:
            _look_closer(found, source, reading, now_us=now_us, clock=clock, index=index)
    return found


def evaluate_rows(sources: Mapping[str, Source], rows: Iterable[JournalRow]) -> Evaluation:
    """Judge rows as they are stored, in the order of arrival: the same answer as when they came.

    Sources by the text of their sensor id; rows of others are passed over.
    """
    turn = found = Evaluation()
    index = BatchIndex(found.rows)
    for row in rows:
        sensor_id, at_us, value, quality, flags = row
        key = str(sensor_id)
        source = sources.get(key)
        if source is None or flags & LATE:
            continue
        if source.turn is not turn:
            source.turn, source.mark_us, source.now = turn, source.watermark_us, None
            found.heard[key] = source
        stretch = stretch_of(flags)
        if (source.now or source).stretch != stretch:
            step_us = step_of(source, index)
            found.touch(key, source).begin_stretch(stretch, at_us, step_us, source.mark_us, flags)
        source.mark_us = at_us
        if quality == BAD or not (source.now or source).is_calm(at_us, value):
            _judge(found, source, (key, at_us, value, quality), index)
        found.keep(source, row)
    return found


def _look_closer(
    found: Evaluation, source: Source, reading: Reading, *, now_us: int, clock: ServerClock, index: BatchIndex
) -> None:
    """A reading that is odd in time, of bad quality, outside the band that is calm for ever, or of a source
    whose clock was set.
    """
    key, sampled_us, value, quality = reading
    latest = source.now or source
    at_us, flags = sampled_us + latest.stretch, latest.stretch << FLAG_BITS
    ahead_us = SKEW_US if latest.is_by_arrival else MAX_AHEAD_US
    if not source.mark_us < at_us or sampled_us > now_us + ahead_us:
        kept = keep_odd(found, source, reading, now_us=now_us, clock=clock, index=index)
        if kept is None:
            return
        at_us, flags = kept
    elif latest.is_by_arrival:  # from now on its own times count again
        at_us, flags = begin_stretch(found, source, key, sampled_us, index)
    if not flags & LATE:
        source.mark_us = at_us
        if quality == BAD or not (source.now or source).is_calm(at_us, value):
            _judge(found, source, (key, at_us, value, quality), index)
    found.keep(source, (source.sensor_id, at_us, value, quality, flags))


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

"""The intake of readings: each batch in one transaction, with everything that follows from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice, takewhile
from math import inf
from typing import Final
from uuid import UUID

import structlog

from backend.core.database import Transaction, site_changed
from backend.core.time import microseconds
from backend.core.vocabulary import ConditionChange
from backend.detection.limits.evaluator import remember
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.set_aside import evaluate_apart
from backend.detection.limits.sources import Evaluation, Source
from backend.monitoring import observations_commands as observations
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring import unknown_sources_commands as unknown_sources
from backend.monitoring.flood_store import Flood
from backend.monitoring.intake_opening_commands import open_intake
from backend.monitoring.intake_sources_commands import (
    Intake,
    everything,
    latest_of,
    limits_of,
    listen,
    refresh,
    take_unknown,
)
from backend.monitoring.observations_commands import NOTHING, Observed
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.rules import Batch
from backend.readings.series.append import append
from backend.readings.sources_store import Sources
from backend.sensors.quarantine_store import Quarantine
from backend.tuning import shadows_commands as shadows

__all__ = [
    "Flush",
    "Intake",
    "Taken",
    "after_commit",
    "after_flush",
    "everything",
    "flush",
    "ingest",
    "listen",
    "open_intake",
    "refresh",
    "whole_of",
]
log = structlog.get_logger(__name__)
FLUSH_EVERY: Final = timedelta(seconds=1)
"""The last reading of a source, as screens show it, is about this old when readings stream."""
FLUSH_AT_ONCE: Final = 64
"""Sources that one batch saves: an alert behind it waits a millisecond for them, however large the plant."""
MAX_UNKNOWN_SOURCES: Final = 10_000
HEAR_EVERY: Final = timedelta(seconds=5)
"""A source's time to fall silent is moved on this often, or four times per `silent_after` if that is less."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The sources that a transaction saved: those it also heard, and those heard too recently for that."""

    heard: tuple[str, ...]
    again: tuple[str, ...]
    new: tuple[int, ...]
    """The sensors of those heard for the first time ever."""
    at_s: float
    """On the steady clock."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Result of a batch; handed to `after_commit` once its transaction has been committed."""

    intake: Intake
    """The one to go on with: another one if the batch made us look for new sensors."""
    evaluation: Evaluation
    rejected: int
    flush: Flush
    clock: ServerClock
    observed: Observed = NOTHING
    shadowed: Evaluation | None = None

    @property
    def changes(self) -> list[ConditionChange]:
        return [*self.evaluation.changes, *self.observed.changes]


def ingest(tx: Transaction, intake: Intake, batch: Batch, *, at_most: float = inf) -> Taken:
    """Store and judge a batch; alerts, saved limits, quarantine and counts in the same transaction.

    `intake` is not touched: call `after_commit` after the commit. So the same batch may be tried again.
    Raises Flood where more than `at_most` changes follow from it, before anything is written.
    """
    now_us, is_as_before = microseconds(tx.now), True
    clock = intake.clock.read(now_us, round(tx.steady_s * 1e6), intake.sources)
    found = evaluate_apart(intake.sources, batch.readings, now_us=now_us, clock=clock)
    unknown = found.unknown.keys() - intake.unknown_sources
    if unknown and (renewed := take_unknown(tx, intake, unknown)) is not None:
        intake, is_as_before = renewed, False  # a sensor may have been adopted a moment ago
        found = evaluate_apart(intake.sources, batch.readings, now_us=now_us, clock=clock)
    if len(found.changes) > at_most and len(batch.readings) > 1:
        raise Flood(found.changes)
    append(tx.driver, found.rows, is_postgres=tx.is_postgres)
    # Nothing of what follows is there in most batches, and what is not asked for costs nothing.
    moved = {
        source.sensor_id: limits_of(source)
        for key, source in found.touched.items()
        if source.states is not intake.sources[key].states and key not in found.failed
    }
    if found.failed:
        unjudged.keep(tx, intake.sources, found.failed)
    if moved:
        tx.get(Sources).save_limits(moved)
    if found.late or found.from_the_future or found.unknown:
        _report_odd(tx, intake, found, batch)
    if batch.rejected:
        tx.get(Quarantine).add(batch.rejected, at=tx.now)
    apply_judged(tx, found.changes)
    shadowed = _shadowed(tx, intake, found)
    observed = observations.take(tx, batch.observations) if batch.observations else NOTHING
    flushed = _flush(tx, intake, islice(_overdue(intake, steady_s=tx.steady_s), FLUSH_AT_ONCE))
    if is_as_before and tx.has_session:
        tx.only_at(_sites_of(intake, batch))
    return Taken(intake, found, len(batch.rejected), flushed, clock, observed, shadowed)


def _shadowed(tx: Transaction, intake: Intake, found: Evaluation) -> Evaluation | None:
    """Judge by the shadow rules, too. They notify no one, so one that fails is no fault of the readings."""
    if not intake.shadows.proposal_ids:
        return None
    shadowed = tx.try_alone(lambda: shadows.observe(tx, intake.shadows, found.rows))
    if isinstance(shadowed, Exception):
        log.error("shadow rules cannot judge", exc_info=shadowed)
        return None
    return shadowed


def _sites_of(intake: Intake, batch: Batch) -> set[UUID]:
    """Sites that sent something of this batch."""
    keys = chain((each[0] for each in batch.readings), (each.source for each in batch.observations))
    codes = {key.partition("/")[0] for key in keys}
    return {intake.site_ids[code] for code in codes & intake.site_ids.keys()}


def after_commit(taken: Taken) -> Intake:
    """The transaction of this batch has been committed: go on from what it left."""
    intake = taken.intake
    after_flush(intake, taken.flush)
    remember(intake.sources, taken.evaluation)
    shadows.after_commit(intake.shadows, taken.shadowed)
    intake.clock = taken.clock.heard(taken.evaluation.heard)
    for key in taken.evaluation.heard:
        intake.unsaved.setdefault(key, taken.flush.at_s)
    if len(intake.unknown_sources) > MAX_UNKNOWN_SOURCES:
        intake.unknown_sources.clear()
    intake.unknown_sources.update(taken.evaluation.unknown)
    return intake


def whole_of(parts: Sequence[Taken]) -> Taken:
    """The result of a batch that was taken in parts, for who counts it; `after_commit` wants each of them."""
    each = [part.evaluation for part in parts]
    unknown: Counter[str] = Counter()
    for found in each:
        unknown.update(found.unknown)
    whole = Evaluation(
        rows=[row for found in each for row in found.rows],
        changes=[change for found in each for change in found.changes],
        unknown=dict(unknown),
        duplicates=sum(found.duplicates for found in each),
        late=[key for found in each for key in found.late],
        from_the_future=[key for found in each for key in found.from_the_future],
    )
    return replace(parts[-1], evaluation=whole)


def flush(tx: Transaction, intake: Intake) -> Flush:
    """Save the overdue last readings, which are few while batches come, or the last ones of a quiet plant."""
    overdue = list(_overdue(intake, steady_s=tx.steady_s))
    few = list(islice(intake.unsaved, FLUSH_AT_ONCE))
    return _flush(tx, intake, overdue if len(overdue) > len(few) else few)


def _overdue(intake: Intake, *, steady_s: float) -> Iterator[str]:
    until_s = steady_s - FLUSH_EVERY.total_seconds()
    return takewhile(lambda key: intake.unsaved[key] <= until_s, intake.unsaved)


def _flush(tx: Transaction, intake: Intake, keys: Iterable[str]) -> Flush:
    """Save the last reading of each of these sources for screens, and move its silence on; the lists of a
    site are told of a source's first one.
    """
    saved: list[Source] = []
    due: dict[int, datetime | None] = {}
    heard, again, new = [], [], []
    for key in keys:
        source = intake.sources.get(key)
        if source is None:  # taken out of service meanwhile
            heard.append(key)
            continue
        saved.append(source)
        silent_after = timedelta(microseconds=source.silent_after_us)
        heard_at_s = intake.heard_at.get(key)
        every_s = min(HEAR_EVERY, silent_after / 4).total_seconds()
        if heard_at_s is not None and tx.steady_s - heard_at_s < every_s:
            again.append(key)
            continue
        due[source.sensor_id] = tx.now + silent_after if silent_after else None
        heard.append(key)
        if source.sensor_id in intake.unheard:
            new.append(source.sensor_id)
    if saved:
        # The first reading ever of a source, unless another process had it: somebody waits for that.
        for site_id in tx.get(Sources).sites_of_unheard(new) if new else ():
            tx.hint(site_changed(site_id))
        tx.get(Sources).save_latest(latest_of(saved))
        tx.get(Sources).hear(due, at=tx.now)
    return Flush(tuple(heard), tuple(again), tuple(new), tx.steady_s)


def after_flush(intake: Intake, done: Flush) -> None:
    """The transaction of this flush has been committed."""
    for key in (*done.heard, *done.again):
        intake.unsaved.pop(key, None)
    intake.unsaved.update(dict.fromkeys(done.again, done.at_s))
    intake.heard_at.update(dict.fromkeys(done.heard, done.at_s))
    intake.unheard.difference_update(done.new)


def _report_odd(tx: Transaction, intake: Intake, found: Evaluation, batch: Batch) -> None:
    """Count what came late or from the future per source, and the sources that nobody knows."""
    ids = {key: intake.sources[key].sensor_id for key in (*found.late, *found.from_the_future)}
    tx.get(Sources).count_odd(
        late={ids[key]: n for key, n in Counter(found.late).items()},
        from_the_future={ids[key]: n for key, n in Counter(found.from_the_future).items()},
    )
    if found.unknown:
        unknown_sources.note_batch(tx, found.unknown, batch)

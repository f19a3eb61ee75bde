"""The intake of readings: each batch in one transaction, with everything that follows from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice, takewhile
from typing import Final
from uuid import UUID

import structlog

from backend.core import clock_jumps
from backend.core.database import Transaction, site_changed
from backend.core.time import microseconds
from backend.core.vocabulary import ConditionChange, Quality
from backend.detection.limits.evaluator import remember
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.set_aside import evaluate_apart
from backend.detection.limits.sources import LATE, Evaluation, Source
from backend.monitoring import observations_commands as observations
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring import unknown_sources_commands as unknown_sources
from backend.monitoring.observations_commands import NOTHING, Observed
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.rules import Batch, LatestReading, stretch_of
from backend.readings.series.append import append
from backend.readings.sources_store import Sources, SourceState
from backend.readings.store import Readings
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from backend.tuning import shadows_commands as shadows
from backend.tuning.shadows_commands import Shadows, open_shadows
from backend.tuning.store import Indicators

log = structlog.get_logger(__name__)
FLUSH_EVERY: Final = timedelta(seconds=1)
"""The last reading of a source, as screens show it, is about this old when readings stream."""
FLUSH_AT_ONCE: Final = 64
"""Sources that one batch saves: an alert behind it waits a millisecond for them, however large the plant."""
MAX_UNKNOWN_SOURCES: Final = 10_000
HEAR_EVERY: Final = timedelta(seconds=5)
"""A source's time to fall silent is moved on this often, or four times per `silent_after` if that is less."""


def everything(_key: str) -> bool:
    """Return true for every source: the ownership of a process that judges all of them."""
    return True


@dataclass(slots=True)
class Intake:
    """State that the ingest process keeps of all sources. Changes only in `after_commit`, after a commit."""

    sources: dict[str, Source]
    fingerprint: tuple[object, ...]
    unsaved: dict[str, float] = field(default_factory=dict)
    """Keys of the sources whose last reading screens do not know yet, and since when on the steady clock; the
    oldest first."""
    heard_at: dict[str, float] = field(default_factory=dict)
    clock: ServerClock = field(default_factory=ServerClock)
    unknown_sources: set[str] = field(default_factory=set)
    """Keys that were unknown when last looked up (bounded)."""
    owns: Callable[[str], bool] = everything
    """Whether the source of this key is ours to judge; with several evaluators each has its share."""
    shadows: Shadows = field(default_factory=Shadows)
    site_ids: dict[str, UUID] = field(default_factory=dict)
    """By code; a key begins with that of its site."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The sources that a transaction saved: those it also heard, and those heard too recently for that."""

    heard: tuple[str, ...]
    again: tuple[str, ...]
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


def open_intake(tx: Transaction, owns: Callable[[str], bool] = everything) -> Intake:
    """Load every source that is ours as it was left; the database is the truth.

    Limits that were changed meanwhile are applied to open alerts now. Nobody listened before this moment,
    so the time to fall silent starts anew.
    """
    states = tx.get(Sources).states()
    sensors = _keyed(tx, owns)
    sources, by_id = {}, {}
    for key, sensor in sensors:
        source = sources[key] = by_id[sensor.sensor_id] = Source(sensor.sensor_id)
        _recall_latest(source, states.get(sensor.sensor_id))
    for sensor_id, rows in tx.get(Readings).recall():
        if sensor_id in by_id:
            by_id[sensor_id].recall(rows)
    # Whoever died may not have said so yet: screens would show an older reading until the next one comes.
    tx.get(Sources).save_latest(_latest_of(sources.values()))
    _bind(tx, [(sources[key], sensor) for key, sensor in sensors], states)
    _retire(tx)
    _listen(tx, sources.values())
    shadowing = open_shadows(tx, by_id)
    return Intake(
        sources, _fingerprint(tx), clock=_clock(tx), owns=owns, shadows=shadowing, site_ids=_site_ids(tx)
    )


def _clock(tx: Transaction) -> ServerClock:
    """The clock as it was left: where it now shows less, it was set back while nobody looked, and readings of
    the times that come again are new ones.
    """
    seen_at = clock_jumps.last_seen(tx.session)
    return ServerClock() if seen_at is None else ServerClock(again_until_us=microseconds(seen_at))


def ingest(tx: Transaction, intake: Intake, batch: Batch) -> Taken:
    """Store and judge a batch; alerts, saved limits, quarantine and counts in the same transaction.

    `intake` is not touched: call `after_commit` after the commit. So the same batch may be tried again.
    """
    now_us, is_as_before = microseconds(tx.now), True
    clock = intake.clock.read(now_us, round(tx.steady_s * 1e6), intake.sources)
    found = evaluate_apart(intake.sources, batch.readings, now_us=now_us, clock=clock)
    if found.unknown.keys() - intake.unknown_sources and (renewed := refresh(tx, intake)) is not None:
        intake, is_as_before = renewed, False  # a sensor may have been adopted a moment ago
        found = evaluate_apart(intake.sources, batch.readings, now_us=now_us, clock=clock)
    append(tx.driver, found.rows, is_postgres=tx.is_postgres)
    # Nothing of what follows is there in most batches, and what is not asked for costs nothing.
    moved = {
        source.sensor_id: _limits_of(source)
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
        if heard_at_s is None:
            new.append(source.sensor_id)
    if saved:
        # Heard by this process for the first time: if by nobody before it, somebody waits for it.
        for site_id in tx.get(Sources).sites_of_unheard(new) if new else ():
            tx.hint(site_changed(site_id))
        tx.get(Sources).save_latest(_latest_of(saved))
        tx.get(Sources).hear(due, at=tx.now)
    return Flush(tuple(heard), tuple(again), tx.steady_s)


def _latest_of(sources: Iterable[Source]) -> dict[int, LatestReading]:
    """The last reading of each of these, as far as it is remembered, that did not come late."""
    found = {}
    for source in sources:
        row = next((row for row in reversed(source.tail) if not row[4] & LATE), None)
        if row is not None:
            found[source.sensor_id] = LatestReading(row[1], row[2], Quality(row[3]), stretch_of(row[4]))
    return found


def after_flush(intake: Intake, done: Flush) -> None:
    """The transaction of this flush has been committed."""
    for key in (*done.heard, *done.again):
        intake.unsaved.pop(key, None)
    intake.unsaved.update(dict.fromkeys(done.again, done.at_s))
    intake.heard_at.update(dict.fromkeys(done.heard, done.at_s))


def refresh(tx: Transaction, intake: Intake) -> Intake | None:
    """The intake by the sensors and limits now in force, to go on with after the commit; None: as before."""
    fingerprint = _fingerprint(tx)
    if fingerprint == intake.fingerprint:
        return None
    states = tx.get(Sources).states()
    before = {source.sensor_id: source for source in intake.sources.values()}
    sources, bound, fresh = {}, [], []
    for key, sensor in _keyed(tx, intake.owns):
        old = before.get(sensor.sensor_id)
        if old is not None and _is_bound(old, sensor):
            sources[key] = old
            continue
        if old is None:
            source = Source(sensor.sensor_id)
            _recall_latest(source, states.get(sensor.sensor_id))
            fresh.append(source)
        else:
            source = old.fork()
        bound.append((source, sensor))
        sources[key] = source
    _bind(tx, bound, states)
    _retire(tx)
    _listen(tx, fresh)
    return Intake(
        sources,
        fingerprint,
        dict(intake.unsaved),
        dict(intake.heard_at),
        intake.clock,
        owns=intake.owns,
        shadows=open_shadows(tx, {source.sensor_id: source for source in sources.values()}),
        site_ids=_site_ids(tx),
    )


def listen(tx: Transaction) -> None:
    """Restart the time of every source to fall silent, as somebody listens again from now on.

    For whoever starts the sweep before the intake is open, which may take a while.
    """
    tx.get(Sources).listen(
        {
            sensor.sensor_id: tx.now + sensor.indicator.silent_after
            for sensor in tx.get(Sensors).in_service()
            if sensor.indicator is not None and sensor.indicator.silent_after
        }
    )


def _retire(tx: Transaction) -> None:
    """End the conditions of sources that are out of service now, and clear their state for their return."""
    changes: list[ConditionChange] = []
    retired = tx.get(Sources).retired()
    for sensor_id, state in retired.items():
        source = Source(sensor_id)
        _recall_latest(source, state)
        changes += source.bind(None, RuleState.from_json(state.limits or ""))
    tx.get(Sources).save_limits(dict.fromkeys(retired))
    apply_judged(tx, changes)


def _fingerprint(tx: Transaction) -> tuple[object, ...]:
    """Another value once a sensor, the version of an indicator or a shadow has come or gone."""
    return (*tx.get(Sensors).fingerprint(), *tx.get(Indicators).shadows_fingerprint())


def _site_ids(tx: Transaction) -> dict[str, UUID]:
    return {code: site_id for site_id, code in tx.get(Sites).codes().items()}


def _keyed(tx: Transaction, owns: Callable[[str], bool]) -> list[tuple[str, Sensor]]:
    codes = tx.get(Sites).codes()
    named = ((f"{codes[sensor.site_id]}/{sensor.code}", sensor) for sensor in tx.get(Sensors).in_service())
    return [(key, sensor) for key, sensor in named if owns(key)]


def _recall_latest(source: Source, state: SourceState | None) -> None:
    if state is not None and state.latest is not None:
        source.watermark_us, source.value = state.latest.sampled_us, state.latest.value
        source.stretch = state.latest.stretch


def _bind(tx: Transaction, pairs: list[tuple[Source, Sensor]], states: dict[int, SourceState]) -> None:
    """Judge these sources by their indicators, and open alerts again where the version is a new one."""
    changes, rebound = [], {}
    aside = unjudged.set_aside(tx) if pairs else set()
    for source, sensor in pairs:
        if sensor.sensor_id in aside:
            source.bind(sensor.indicator, None)
            source.set_aside()
            continue
        state = states.get(sensor.sensor_id)
        saved = None if state is None or state.limits is None else RuleState.from_json(state.limits)
        changes += source.bind(sensor.indicator, saved)
        if saved is not None and (source.rules is None or source.rules.key != saved.key):
            rebound[source.sensor_id] = _limits_of(source)
    tx.get(Sources).save_limits(rebound)
    apply_judged(tx, changes)


def _is_bound(source: Source, sensor: Sensor) -> bool:
    if sensor.indicator is None or source.rules is None:
        return sensor.indicator is None and source.rules is None
    return source.rules.key == (sensor.indicator.indicator_id, sensor.indicator.version)


def _limits_of(source: Source) -> str | None:
    state = source.state()
    return None if state is None else state.to_json()


def _listen(tx: Transaction, sources: Iterable[Source]) -> None:
    tx.get(Sources).listen(
        {
            source.sensor_id: tx.now + timedelta(microseconds=source.silent_after_us)
            for source in sources
            if source.silent_after_us
        }
    )


def _report_odd(tx: Transaction, intake: Intake, found: Evaluation, batch: Batch) -> None:
    """Count what came late or from the future per source, and the sources that nobody knows."""
    ids = {key: intake.sources[key].sensor_id for key in (*found.late, *found.from_the_future)}
    tx.get(Sources).count_odd(
        late={ids[key]: n for key, n in Counter(found.late).items()},
        from_the_future={ids[key]: n for key, n in Counter(found.from_the_future).items()},
    )
    if found.unknown:
        unknown_sources.note_batch(tx, found.unknown, batch)

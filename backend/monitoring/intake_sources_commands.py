"""The sources that the intake knows: loaded at its start, followed as they come, change and go."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.session import Session
from backend.core.steps import MOST
from backend.core.vocabulary import ConditionChange, Quality
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.sources import LATE, Source
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.rules import LatestReading, stretch_of
from backend.readings.sources_store import Sources, SourceState
from backend.sensors.rules import Indicator, Sensor, SensorState
from backend.sensors.store import Sensors
from backend.sensors.versions_store import BLOCK, Figures, SensorVersions
from backend.sites.store import Sites
from backend.tuning.shadows_commands import Shadows, open_shadows
from backend.tuning.store import Indicators

MOST_BLOCKS: Final = 8
"""Blocks of sources that one step of a refresh compares."""


def everything(_key: str) -> bool:
    """Return true for every source: the ownership of a process that judges all of them."""
    return True


@dataclass(frozen=True, slots=True)
class Bound:
    """Key of a source that the intake knows, and the version of the indicator that judges it (None: none)."""

    key: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Behind:
    """Blocks of sources that have changed and are still to be read, and the figures of each as they are read;
    with the last of them the intake is as `fingerprint` says.
    """

    fingerprint: tuple[object, ...]
    blocks: dict[int, Figures | None]


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
    bound: dict[int, Bound] = field(default_factory=dict)
    """By sensor id: every source in `sources`."""
    blocks: dict[int, Figures | None] = field(default_factory=dict)
    """Figures of the sources of each block when they were last read; None: they are to be compared again."""
    unheard: set[int] = field(default_factory=set)
    """Sources that had never been heard when they were read."""
    behind: Behind | None = None
    """None: all that has changed has been read."""


def refresh(tx: Transaction, intake: Intake, *, at_most: int = MOST) -> Intake | None:
    """The intake by the sensors and limits now in force, to go on with after the commit; None: as before.

    Only sources that have changed are read again, and in one step no more than `at_most`: while `behind` says
    so, call it again.
    """
    behind = intake.behind or _changed(tx, intake)
    if behind is None:
        return None
    left, wanted, gone = dict(behind.blocks), list[int](), list[int]()
    codes, blocks = tx.get(Sites).codes(), dict(intake.blocks)
    for block in list(left)[:MOST_BLOCKS]:
        now = _bound_of(tx, block, codes, owns=intake.owns)
        went = [each for each in _ids(block) if each in intake.bound and each not in now]
        changed = [each for each in sorted(now) if intake.bound.get(each) != now[each]]  # the oldest first
        room = at_most - len(wanted) - len(gone)
        gone += went[:room]
        wanted += changed[: max(room - len(went), 0)]
        if len(went) + len(changed) > room:
            break
        blocks[block] = left.pop(block)
        if blocks[block] is None:  # no source is in it any more
            del blocks[block]
    renewed = _renewed(tx, replace(intake, blocks=blocks), codes, wanted=wanted, gone=gone)
    if left:
        renewed.behind = replace(behind, blocks=left)
    else:
        is_all_compared = None not in blocks.values()
        renewed.behind, renewed.fingerprint = None, behind.fingerprint if is_all_compared else ()
    return renewed


def take_unknown(tx: Transaction, intake: Intake, keys: Iterable[str]) -> Intake | None:
    """The intake with those of these sources that are in service by now; None: there are none."""
    codes = tx.get(Sites).codes()
    site_ids = {code: site_id for site_id, code in codes.items()}
    wanted: dict[UUID, list[str]] = {}
    for site, _, code in (key.partition("/") for key in keys if intake.owns(key)):
        if site in site_ids:
            wanted.setdefault(site_ids[site], []).append(code)
    found = [
        each for site_id, some in wanted.items() for each in tx.get(SensorVersions).of_codes(site_id, some)
    ]
    if not found:
        return None
    # It may be taken out of service again before its block is compared, whose figures are then as they were.
    blocks = {**intake.blocks, **dict.fromkeys((each // BLOCK for each in found), None)}
    return _renewed(tx, replace(intake, fingerprint=(), blocks=blocks), codes, wanted=found, gone=())


def listen(tx: Transaction) -> None:
    """Restart the time of every source to fall silent, as somebody listens again from now on.

    For whoever starts the sweep before the intake is open, which may take a while.
    """
    dues = tx.get(SensorVersions).silent_after()
    tx.get(Sources).listen({sensor_id: tx.now + after for sensor_id, after in dues.items()})


def latest_of(sources: Iterable[Source]) -> dict[int, LatestReading]:
    """The last reading of each of these, as far as it is remembered, that did not come late."""
    found = {}
    for source in sources:
        row = next((row for row in reversed(source.tail) if not row[4] & LATE), None)
        if row is not None:
            found[source.sensor_id] = LatestReading(row[1], row[2], Quality(row[3]), stretch_of(row[4]))
    return found


def limits_of(source: Source) -> str | None:
    """The state of the rules of a source as it is saved."""
    state = source.state()
    return None if state is None else state.to_json()


def _changed(tx: Transaction, intake: Intake) -> Behind | None:
    """The blocks that are not as the intake knows them; None: nothing has changed."""
    fingerprint = fingerprint_of(
        tx.session
    )  # before the blocks: what changes between the two is seen once more
    if fingerprint == intake.fingerprint:
        return None
    now, before = tx.get(SensorVersions).figures(), intake.blocks
    changed = {block: now.get(block) for block in before | now if before.get(block) != now.get(block)}
    # A block without a source has no figures, and is None in both.
    changed |= {block: now.get(block) for block, figures in before.items() if figures is None}
    return Behind(fingerprint, changed)


def _renewed(
    tx: Transaction,
    intake: Intake,
    codes: Mapping[UUID, str],
    *,
    wanted: Collection[int],
    gone: Collection[int],
) -> Intake:
    """The intake with the `wanted` sources as they are now, and without those that are `gone`."""
    sensors = {_key(codes, each): each for each in _with_displaced(tx, intake, codes, wanted)}
    sources, bound = dict(intake.sources), dict(intake.bound)
    before: dict[int, Source] = {}
    for sensor_id in (*gone, *(each.sensor_id for each in sensors.values())):
        if sensor_id in bound:
            before[sensor_id] = sources.pop(bound.pop(sensor_id).key)
    states = tx.get(Sources).states([each.sensor_id for each in sensors.values()]) if sensors else {}
    pairs, fresh = [], []
    for key, sensor in sensors.items():
        if sensor.state is SensorState.OUT_OF_SERVICE or not intake.owns(key):
            continue
        if sensor.sensor_id in before:
            source = before[sensor.sensor_id].fork()
        else:
            source = Source(sensor.sensor_id)
            recall_latest(source, states.get(sensor.sensor_id))
            fresh.append(source)
        sources[key], bound[sensor.sensor_id] = source, _bound(key, sensor.indicator)
        pairs.append((source, sensor.indicator))
    if pairs:
        _bind(tx, pairs, states)
        listen_to(tx, fresh)
    if over := before.keys() - bound.keys():
        retire(tx, over)
    return replace(
        intake,
        sources=sources,
        bound=bound,
        unheard=(intake.unheard | {each.sensor_id for each in sensors.values() if each.last_seen_at is None})
        & bound.keys(),
        unsaved=dict(intake.unsaved),
        heard_at=dict(intake.heard_at),
        unknown_sources=set(),
        shadows=open_shadows(tx.session, {each: sources[found.key] for each, found in bound.items()}),
        site_ids={code: site_id for site_id, code in codes.items()},
    )


def _with_displaced(
    tx: Transaction, intake: Intake, codes: Mapping[UUID, str], wanted: Collection[int]
) -> list[Sensor]:
    """The `wanted` sensors, and those whose code one of these has by now: two may have exchanged them."""
    found: dict[int, Sensor] = {}
    while wanted:
        more = tx.get(Sensors).get(wanted)
        found |= more
        keys = (_key(codes, each) for each in more.values())
        wanted = {intake.sources[key].sensor_id for key in keys if key in intake.sources} - found.keys()
    return list(found.values())


def retire(tx: Transaction, sensor_ids: Collection[int]) -> None:
    """End the conditions of those of these that are out of service now, and clear their state for their
    return.
    """
    changes: list[ConditionChange] = []
    retired = tx.get(Sources).retired(sensor_ids)
    for sensor_id, state in retired.items():
        source = Source(sensor_id)
        recall_latest(source, state)
        changes += source.bind(None, RuleState.from_json(state.limits or ""))
    tx.get(Sources).save_limits(dict.fromkeys(retired))
    apply_judged(tx, changes)


def fingerprint_of(session: Session) -> tuple[object, ...]:
    """Another value once a sensor, the version of an indicator or a shadow has come or gone."""
    return (*Sensors(session).fingerprint(), *Indicators(session).shadows_fingerprint())


def _bound_of(
    tx: Transaction, block: int, codes: Mapping[UUID, str], *, owns: Callable[[str], bool]
) -> dict[int, Bound]:
    """The sources of this block that are ours, as they are to be bound now."""
    versions = tx.get(SensorVersions).of_block(block)
    keyed = ((f"{codes[each.site_id]}/{each.code}", each) for each in versions)
    return {each.sensor_id: Bound(key, each.version) for key, each in keyed if owns(key)}


def _ids(block: int) -> range:
    return range(block * BLOCK, (block + 1) * BLOCK)


def _key(codes: Mapping[UUID, str], sensor: Sensor) -> str:
    return f"{codes[sensor.site_id]}/{sensor.code}"


def _bound(key: str, indicator: Indicator | None) -> Bound:
    return Bound(key, None if indicator is None else indicator.version)


def recall_latest(source: Source, state: SourceState | None) -> None:
    if state is not None and state.latest is not None:
        source.watermark_us, source.value = state.latest.sampled_us, state.latest.value
        source.stretch = state.latest.stretch


def bind(
    source: Source, indicator: Indicator | None, state: SourceState | None, *, is_aside: bool
) -> tuple[list[ConditionChange], bool]:
    """Judge a source by this version from now on. Returns what that did to its open alerts, and whether the
    state of its rules is one of another version now.
    """
    if is_aside:
        source.bind(indicator, None)
        source.set_aside()
        return [], False
    saved = None if state is None or state.limits is None else RuleState.from_json(state.limits)
    changes = source.bind(indicator, saved)
    return changes, saved is not None and (source.rules is None or source.rules.key != saved.key)


def _bind(
    tx: Transaction, pairs: list[tuple[Source, Indicator | None]], states: dict[int, SourceState]
) -> None:
    """Judge these sources by their indicators, and open alerts again where the version is a new one."""
    changes, rebound = list[ConditionChange](), dict[int, str | None]()
    aside = unjudged.set_aside(tx.session)
    for source, indicator in pairs:
        sensor_id = source.sensor_id
        found, is_rebound = bind(source, indicator, states.get(sensor_id), is_aside=sensor_id in aside)
        changes += found
        if is_rebound:
            rebound[sensor_id] = limits_of(source)
    tx.get(Sources).save_limits(rebound)
    apply_judged(tx, changes)


def listen_to(tx: Transaction, sources: Iterable[Source]) -> None:
    """Restart the time of these sources to fall silent."""
    tx.get(Sources).listen(
        {
            source.sensor_id: tx.now + timedelta(microseconds=source.silent_after_us)
            for source in sources
            if source.silent_after_us
        }
    )

"""Opening an intake: some sources at a time are read, worked out, and taken over in a short transaction.

To read and to work out needs no transaction that writes, and takes nearly all of the time. Taking over asks
first whether the sources are still ours (`guard`), and then which of them are others by now, or judged by
another version: these are worked out again there. What changes afterwards the first `refresh` finds, since
the figures that it compares were read before anything else. A compactor may go on meanwhile: what a source
remembers is read by one statement, and moving it changes nothing of that.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from backend.core import clock_jumps
from backend.core.database import Database, Transaction
from backend.core.database_guard import available, guarded, no_op
from backend.core.session import Session
from backend.core.steps import MOST
from backend.core.time import microseconds
from backend.core.vocabulary import ConditionChange
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.sources import Source
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring.intake_sources_commands import (
    Bound,
    Intake,
    bind,
    everything,
    fingerprint_of,
    latest_of,
    limits_of,
    listen_to,
    recall_latest,
    retire,
)
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.rules import LatestReading
from backend.readings.series.recall import Recalled
from backend.readings.sources_store import Sources, SourceState
from backend.readings.store import Readings
from backend.sensors.rules import Indicator
from backend.sensors.store import Sensors
from backend.sensors.versions_store import Figures, SensorVersion, SensorVersions
from backend.sites.store import Sites
from backend.tuning.shadows_commands import open_shadows

AT_ONCE: Final = 2_500
"""Sources that are read together: that looks through the journal, and the memory holds what they remember."""
TAKEN_AT_ONCE: Final = 1_000
"""Sources that are taken over in one transaction."""
OwnsKey = Callable[[str], bool]


class Ground(NamedTuple):
    """Marks and sensors, read before anything else."""

    fingerprint: tuple[object, ...]
    blocks: dict[int, Figures]
    codes: dict[UUID, str]
    sensors: list[SensorVersion]
    set_aside: set[int]
    seen_at: datetime | None
    """The wall clock as a job noted it last."""


class Stored(NamedTuple):
    """Rows about the sources of one step, not worked out yet."""

    indicators: Mapping[int, Indicator]
    states: Mapping[int, SourceState]
    recalled: Recalled


class Opened(NamedTuple):
    """A source, judged by the version in force, and what that means for others."""

    source: Source
    bound: Bound
    changes: Sequence[ConditionChange]
    is_rebound: bool
    """Whether the state of its rules is to be saved: it is of another version."""
    latest: LatestReading | None
    """Its last reading, unless screens know it."""


def open_intake(
    database: Database,
    owns: OwnsKey = everything,
    *,
    guard: Callable[[Transaction], None] = no_op,
    on_step: Callable[[], None] = lambda: None,
) -> Intake:
    """Load every source that is ours as it was left; the database is the truth.

    Limits that were changed meanwhile are applied to open alerts now. Nobody listened before this moment,
    so the time to fall silent starts anew. `on_step` is called whenever it has got on. Raises Unavailable.
    """
    with available():
        ground = database.read_apart(_ground)
    keys = {each.sensor_id: _key(ground.codes, each) for each in ground.sensors}
    ids = [each for each in sorted(keys) if owns(keys[each])]
    found: dict[int, Opened] = {}
    for begin in range(0, len(ids), AT_ONCE):
        with available():
            stored = database.read_apart(partial(_stored, sensor_ids=ids[begin : begin + AT_ONCE]))
        on_step()
        for part in in_parts(worked_out(stored, keys, ground.set_aside)):
            take = partial(take_over, part=part, owns=owns, set_aside=ground.set_aside)
            found |= {each.source.sensor_id: each for each in guarded(database, take, guard=guard)}
            on_step()
    _retire(database, guard=guard, on_step=on_step)
    sources = {each.bound.key: each.source for each in found.values()}
    # Two may have exchanged their codes between two steps: the first is left to the refresh.
    bound = {
        each: opened.bound for each, opened in found.items() if sources[opened.bound.key] is opened.source
    }
    by_id = {each: found[each].source for each in bound}
    with available():
        shadows = database.read_apart(lambda session: open_shadows(session, by_id))
    return Intake(
        sources,
        ground.fingerprint,
        clock=_clock(ground.seen_at),
        owns=owns,
        shadows=shadows,
        site_ids={code: site_id for site_id, code in ground.codes.items()},
        bound=bound,
        blocks=dict(ground.blocks),
        unheard={each.sensor_id for each in ground.sensors if not each.is_heard and each.sensor_id in bound},
    )


def worked_out(stored: Stored, keys: Mapping[int, str], set_aside: Collection[int]) -> Iterator[Opened]:
    """These sources as they were left; takes the time, and needs no database."""
    remembered = dict(stored.recalled.by_source())
    for sensor_id in stored.recalled.sensor_ids:
        source, state = Source(sensor_id), stored.states.get(sensor_id)
        recall_latest(source, state)
        if sensor_id in remembered:
            source.recall(*remembered[sensor_id])
        indicator = stored.indicators.get(sensor_id)
        yield _opened(source, keys[sensor_id], indicator, state, is_aside=sensor_id in set_aside)


def in_parts(found: Iterable[Opened]) -> Iterator[list[Opened]]:
    """Divide them so that no transaction is long, or raises and ends many alerts."""
    part, heavy = list[Opened](), 0
    for each in found:
        part.append(each)
        heavy += each.is_rebound
        if heavy == MOST // 2 or len(part) == TAKEN_AT_ONCE:
            yield part
            part, heavy = [], 0
    if part:
        yield part


def take_over(
    tx: Transaction, part: Sequence[Opened], owns: OwnsKey, set_aside: Collection[int]
) -> list[Opened]:
    """Write what opening these sources means; returns them as they are judged from now on, without those
    that are not ours any more.
    """
    before = {each.source.sensor_id: each for each in part}
    codes = tx.get(Sites).codes()
    now = {
        each.sensor_id: Bound(_key(codes, each), each.version)
        for each in tx.get(SensorVersions).of_ids(list(before))
    }
    found = [each for sensor_id, each in before.items() if now.get(sensor_id) == each.bound]
    moved = [
        sensor_id for sensor_id, bound in now.items() if bound != before[sensor_id].bound and owns(bound.key)
    ]
    if moved:
        indicators, states = tx.get(Sensors).indicators(moved), tx.get(Sources).states(moved)
        for each in moved:
            source, is_aside = before[each].source.fork(), each in set_aside
            found.append(
                _opened(source, now[each].key, indicators.get(each), states.get(each), is_aside=is_aside)
            )
    # Whoever died may not have said so yet: screens would show an older reading until the next one comes.
    tx.get(Sources).save_latest({each.source.sensor_id: each.latest for each in found if each.latest})
    tx.get(Sources).save_limits(
        {each.source.sensor_id: limits_of(each.source) for each in found if each.is_rebound}
    )
    apply_judged(tx, [change for each in found for change in each.changes])
    listen_to(tx, (each.source for each in found))
    return found


def _ground(session: Session) -> Ground:
    # In this order: what changes after its figures were read is seen by the next refresh.
    return Ground(
        fingerprint_of(session),
        SensorVersions(session).figures(),
        Sites(session).codes(),
        SensorVersions(session).all(),
        unjudged.set_aside(session),
        clock_jumps.last_seen(session),
    )


def _stored(session: Session, sensor_ids: list[int]) -> Stored:
    return Stored(
        Sensors(session).indicators(sensor_ids),
        Sources(session).states(sensor_ids),
        Readings(session).recall(sensor_ids),
    )


def _opened(
    source: Source, key: str, indicator: Indicator | None, state: SourceState | None, *, is_aside: bool
) -> Opened:
    """The source, judged by this version from now on."""
    changes, is_rebound = bind(source, indicator, state, is_aside=is_aside)
    last = latest_of([source]).get(source.sensor_id)
    is_said = state is not None and state.latest == last
    version = None if indicator is None else indicator.version
    return Opened(source, Bound(key, version), changes, is_rebound, None if is_said else last)


def _retire(database: Database, *, guard: Callable[[Transaction], None], on_step: Callable[[], None]) -> None:
    """End what holds of sources that were taken out of service while nobody listened."""
    with available():
        gone = sorted(database.read_apart(lambda session: Sources(session).retired()))
    for begin in range(0, len(gone), MOST // 2):
        some = gone[begin : begin + MOST // 2]
        guarded(database, partial(retire, sensor_ids=some), guard=guard)
        on_step()


def _clock(seen_at: datetime | None) -> ServerClock:
    """The clock as it was left: where it now shows less, it was set back while nobody looked, and readings of
    the times that come again are new ones.
    """
    return ServerClock() if seen_at is None else ServerClock(again_until_us=microseconds(seen_at))


def _key(codes: Mapping[UUID, str], sensor: SensorVersion) -> str:
    return f"{codes[sensor.site_id]}/{sensor.code}"

"""Sources whose rules raise: what they say is stored unjudged, and judged once their rules can.

An error of a rule is no fault of a reading. `failed_reactions` keeps where the source stood before the first
reading that is not judged; the state of its rules stays what it was then. The intake judges what is stored
since, in the order in which it came, before anything newer of that source.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import structlog

from backend.core.database import Transaction
from backend.core.failed_reactions import FailedReaction, FailedReactions
from backend.core.session import Session
from backend.detection.backtest.stretches import by_arrival
from backend.detection.limits.evaluator import evaluate_rows
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.sources import LATE, Source
from backend.monitoring.system.judged_commands import apply_judged
from backend.readings.rules import STRETCH_BITS, JournalRow, comes_after
from backend.readings.series.blocks import Series
from backend.readings.series.blocks import series as series_of
from backend.readings.sources_store import Sources, SourceState
from backend.readings.store import Readings, journal_rows
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors

log = structlog.get_logger(__name__)
EVALUATE: Final = "evaluate"
"""How rows of `failed_reactions` name it."""
LONGEST_BACK_US: Final = 27 * 3_600 * 1_000_000
"""Clocks are set back by up to a day: readings that came later may be of times so long before."""
FOR_EVER_US: Final = 2**62


def keep(tx: Transaction, sources: Mapping[str, Source], failed: Mapping[str, Exception]) -> None:
    """Note where these sources stood before the batch in which their rules raised."""
    sensors = tx.get(Sensors).get(sources[key].sensor_id for key in failed)
    store = tx.get(FailedReactions)
    for key, error in failed.items():
        source = sources[key]
        log.error("a source cannot be judged", source=key, exc_info=error)
        subject, site_id = str(source.sensor_id), sensors[source.sensor_id].site_id
        since = {"sensor_id": source.sensor_id, "at_us": source.watermark_us, "stretch": source.stretch}
        before = store.of_subject(EVALUATE, subject)
        if before is None:
            store.keep(site_id, EVALUATE, subject, since, at=tx.now, error=error)
        else:  # judged again a moment ago, and its alert not ended yet
            store.put(before.failed_id, since, retry_at=tx.now)


def set_aside(session: Session) -> set[int]:
    """The sources that have readings that are not judged."""
    return {each.event["sensor_id"] for each in _kept(session)}


def judge_again(tx: Transaction, sources: Mapping[str, Source]) -> dict[str, Source]:
    """Judge what is stored unjudged of these sources, where their rules can; returns these as they are then,
    to put in place after the commit.
    """
    kept = {each.event["sensor_id"]: each for each in _kept(tx.session)}
    theirs = {key: source for key, source in sources.items() if source.sensor_id in kept}
    if not theirs:
        return {}
    states, found = tx.get(Sources).states([each.sensor_id for each in theirs.values()]), {}
    for key, source in theirs.items():
        sensor_id = source.sensor_id
        done = tx.try_alone(partial(_judge, tx, source, kept[sensor_id], states.get(sensor_id)))
        if isinstance(done, Exception):
            log.error("a source still cannot be judged", source=key, error=repr(done))
        else:
            found[key] = done
    return found


def check_judged(tx: Transaction, kept: Mapping[str, Any]) -> None:
    """Find whether the readings of a source have been judged, or need not be any more.

    The intake tries it; this decides whether the alert about it goes on. Raises LookupError: it does.
    """
    if not kept:
        return
    sensor = tx.get(Sensors).get([kept["sensor_id"]]).get(kept["sensor_id"])
    if sensor is not None and sensor.state is not SensorState.OUT_OF_SERVICE:
        raise LookupError("the readings of a source are still not judged")


def _kept(session: Session) -> list[FailedReaction]:
    """The sources that are not judged; a row without contents waits for its alert to be ended."""
    return [each for each in FailedReactions(session).of_reaction(EVALUATE) if each.event]


def _judge(tx: Transaction, source: Source, kept: FailedReaction, state: SourceState | None) -> Source:
    before, after = _stored(tx, kept)
    judged = Source(source.sensor_id)
    judged.recall(*before)
    judged.watermark_us, judged.stretch = kept.event["at_us"], kept.event["stretch"]
    saved = None if state is None or state.limits is None else RuleState.from_json(state.limits)
    changes = judged.bind(tx.get(Sensors).one(source.sensor_id).indicator, saved)
    key = str(source.sensor_id)
    found = evaluate_rows({key: judged}, after)
    judged = found.touched.get(key, judged)
    apply_judged(tx, [*changes, *found.changes])
    now = judged.state()
    tx.get(Sources).save_limits({source.sensor_id: None if now is None else now.to_json()})
    tx.get(FailedReactions).put(kept.failed_id, {}, retry_at=tx.now)  # the next sweep ends its alert
    log.info("a source is judged again", sensor_id=source.sensor_id, readings=len(after))
    return source.with_rules_of(judged)


def _stored(tx: Transaction, kept: FailedReaction) -> tuple[Series, list[JournalRow]]:
    """The readings up to the last one that was judged, as far as rules look back, and those since."""
    sensor_id, at_us, stretch = (kept.event[name] for name in ("sensor_id", "at_us", "stretch"))
    from_us = max(at_us - LONGEST_BACK_US, 0)
    series = tx.get(Readings).series([sensor_id], from_us=from_us, to_us=FOR_EVER_US).get(sensor_id)
    if series is None:
        return series_of([], [], []), []
    series = series.pick(np.flatnonzero(series.marks >> 2 & LATE == 0))
    series = series.pick(by_arrival(series.times_us, series.marks))

    def was_judged(time_us: int, mark: int) -> bool:
        here = mark >> STRETCH_BITS
        return time_us <= at_us if here == stretch else not comes_after(here, stretch)

    columns = series.times_us.tolist(), series.marks.tolist()
    is_before = np.fromiter(map(was_judged, *columns), np.bool_, count=len(series.times_us))
    return series.pick(is_before), list(journal_rows(sensor_id, series.pick(~is_before)))

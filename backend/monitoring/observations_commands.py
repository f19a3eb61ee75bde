"""Intake of what camera boxes, RFID gates and locators saw: kept, judged by the site's rules, notified once.

All state is in the database, so it may die anywhere: the same observation again is a duplicate.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from backend.core.database import Transaction
from backend.core.modules import Module
from backend.core.time import MICROSECOND, microseconds, moment
from backend.core.vocabulary import ConditionChange
from backend.monitoring import conditions_commands as conditions
from backend.monitoring import unknown_sources_commands as unknown_sources
from backend.monitoring.named_people_commands import without_name
from backend.monitoring.observation_place_commands import Place, place_of
from backend.monitoring.observations_store import Observations
from backend.readings.rules import MAX_AHEAD_US
from backend.readings.sources_store import Sources
from backend.sensors.camera_events.observation_rules import HEARTBEAT, LATE_AFTER_US, Observation
from backend.sensors.camera_events.rules import Sight, judge
from backend.sensors.camera_events.store import Tags
from backend.sensors.quarantine_rules import UnknownTraffic
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from backend.sites.modules.store import Modules

SWEEP_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Observed:
    """Result of the observations of a batch."""

    stored: int = 0
    duplicates: int = 0
    unknown: int = 0
    changes: tuple[ConditionChange, ...] = ()


NOTHING: Final = Observed()


def take(tx: Transaction, observations: Iterable[Observation]) -> Observed:
    """Keep and judge observations in the order of arrival; alerts in the same transaction. Of a site that has
    switched them off nothing is kept: people in a picture must not be.
    """
    places: dict[str, Place | None] = {}
    unknown: Counter[tuple[str, str]] = Counter()
    without = tx.get(Modules).codes_without(Module.CAMERA_EVENTS)
    stored = duplicates = 0
    changes: list[ConditionChange] = []
    for seen in observations:
        if seen.source not in places:
            place = places[seen.source] = place_of(tx, seen.source)
            if place is not None:
                _hear(tx, place.sensor)
        place = places[seen.source]
        if place is None:
            site, _, code = seen.source.partition("/")
            unknown[site, code] += site not in without
            continue
        if seen.type == HEARTBEAT or not place.takes_events:
            continue  # a box of a site without camera events still shows that it is alive
        timely = _in_time(tx, place, seen)
        shown = without_name(tx, place, timely)
        if not tx.get(Observations).add(place.site.site_id, place.sensor.sensor_id, shown, at=tx.now):
            duplicates += 1
            continue
        stored += 1
        changes += _judge(tx, place, timely, shown)
    noted = {key: UnknownTraffic(n, sends_events=True) for key, n in unknown.items() if n}
    unknown_sources.note(tx, noted)
    return Observed(stored, duplicates, unknown.total(), tuple(changes))


def clear_due(tx: Transaction) -> int:
    """End what nothing was seen of for long enough; returns how many."""
    due = tx.get(Observations).due(now=tx.now, limit=SWEEP_LIMIT)
    sensors = tx.get(Sensors).get(condition.sensor_id for condition in due)
    for condition in due:
        conditions.clear(tx, sensors[condition.sensor_id], condition, at_us=condition.seen_us)
    return len(due)


def _hear(tx: Transaction, sensor: Sensor) -> None:
    silent_after = sensor.indicator.silent_after if sensor.indicator else timedelta(0)
    tx.get(Sources).hear({sensor.sensor_id: tx.now + silent_after if silent_after else None}, at=tx.now)


def _in_time(tx: Transaction, place: Place, seen: Observation) -> Observation:
    """The observation at its place; a clock that is ahead counts as now, a picture as far as it is known."""
    now_us = microseconds(tx.now)
    snapshot = seen.snapshot
    if snapshot is None and seen.claimed:
        snapshot = tx.get(Observations).snapshot(place.site.site_id, seen.claimed)
    seen_us = now_us if seen.seen_us > now_us + MAX_AHEAD_US else seen.seen_us
    area = place.renamed.get(seen.area, seen.area) or place.area
    return replace(seen, seen_us=seen_us, area=area, picture=b"", snapshot=snapshot)


def _judge(tx: Transaction, place: Place, seen: Observation, shown: Observation) -> list[ConditionChange]:
    """Judge what was seen; `shown` is what its alert may say of it."""
    if seen.is_cleared:
        return _clear_seen(tx, place, seen)
    if place.sensor.indicator is None or seen.seen_us < microseconds(tx.now) - LATE_AFTER_US:
        return []
    found = []
    for verdict in judge(place.rules, _sight(tx, place, seen), lambda *at: _count(tx, place, seen, *at)):
        change = conditions.raise_condition(tx, place, shown, verdict)
        if change is not None:
            found.append(change)
    return found


def _sight(tx: Transaction, place: Place, seen: Observation) -> Sight:
    if seen.subject not in place.tags:
        place.tags[seen.subject] = tx.get(Tags).get(place.site.site_id, seen.subject)
    local = moment(seen.seen_us).astimezone(place.zone)
    return Sight(
        type=seen.type,
        area=seen.area,
        confidence=seen.confidence,
        minute=local.hour * 60 + local.minute,
        tag=place.tags[seen.subject],
        equipment=place.equipment,
    )


def _count(tx: Transaction, place: Place, seen: Observation, within: timedelta, min_confidence: float) -> int:
    return tx.get(Observations).count(
        place.sensor.sensor_id,
        seen.type,
        seen.area,
        from_us=seen.seen_us - within // MICROSECOND,
        to_us=seen.seen_us,
        min_confidence=min_confidence,
    )


def _clear_seen(tx: Transaction, place: Place, seen: Observation) -> list[ConditionChange]:
    found = []
    for condition in tx.get(Observations).active(place.sensor.sensor_id):
        area = place.renamed.get(condition.area, condition.area)
        is_meant = condition.type == seen.type and area == seen.area
        if is_meant and condition.seen_us <= seen.seen_us:
            found += conditions.clear(tx, place.sensor, condition, at_us=seen.seen_us)
    return found

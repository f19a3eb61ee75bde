"""Taking in what camera boxes, RFID gates and locators saw: kept once, judged by the site's rules, told once.

All state is in the database, so it may die anywhere: the same observation again is a duplicate.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.domain.alerts import AlertCondition, ConditionChange, Tier
from backend.domain.errors import ErrorCode, Refused
from backend.domain.events import Event, EventKind
from backend.domain.people import Permission, Viewer
from backend.domain.readings import MAX_AHEAD_US, MICROSECOND, Stranger, microseconds, moment
from backend.domain.sensors import Sensor, SensorState
from backend.domain.sites import Site
from backend.domain.sources.defaults import DEFAULT_RULES
from backend.domain.sources.observations import HEARTBEAT, LATE_AFTER_US, Observation, seen_again
from backend.domain.sources.rules import ObservationRule, Sight, Tag, Verdict, check, judge
from backend.domain.text import Text
from backend.services import alerts
from backend.storage.intake.observations import Condition
from backend.storage.transaction import Changed, Transaction

SWEEP_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of the observations of a batch."""

    stored: int = 0
    duplicates: int = 0
    unknown: int = 0
    changes: tuple[ConditionChange, ...] = ()


NOTHING: Final = Observed()


@dataclass(slots=True)
class _Place:
    """A source, and what judging needs to know around it; looked up once per batch."""

    site: Site
    sensor: Sensor
    rules: tuple[ObservationRule, ...]
    area: str
    areas: dict[str, Text]
    equipment: str
    zone: tzinfo
    tags: dict[str, Tag | None] = field(default_factory=dict)


def take(tx: Transaction, observations: Iterable[Observation]) -> Observed:
    """Keep and judge observations in the order of arrival; alerts in the same transaction."""
    places: dict[str, _Place | None] = {}
    unknown: Counter[tuple[str, str]] = Counter()
    stored = duplicates = 0
    changes: list[ConditionChange] = []
    for seen in observations:
        if seen.source not in places:
            places[seen.source] = _place(tx, seen.source)
        place = places[seen.source]
        if place is None:
            site, _, code = seen.source.partition("/")
            unknown[site, code] += 1
            continue
        _hear(tx, place.sensor)
        if seen.type == HEARTBEAT:
            continue
        timely = _in_time(tx, place, seen)
        if not tx.observations.add(place.site.site_id, place.sensor.sensor_id, timely, at=tx.now):
            duplicates += 1
            continue
        stored += 1
        changes += _judge(tx, place, timely)
    strangers = {key: Stranger(n, sends_events=True) for key, n in unknown.items()}
    tx.quarantine.note_unknown(strangers, at=tx.now)
    return Observed(stored, duplicates, unknown.total(), tuple(changes))


def clear_due(tx: Transaction) -> int:
    """End what nothing was seen of for long enough; returns how many."""
    due = tx.observations.due(now=tx.now, limit=SWEEP_LIMIT)
    sensors = tx.sensors.get(condition.sensor_id for condition in due)
    for condition in due:
        _clear(tx, sensors[condition.sensor_id], condition, at_us=condition.seen_us)
    return len(due)


def _place(tx: Transaction, source: str) -> _Place | None:
    site_code, _, code = source.partition("/")
    site = tx.sites.by_code(site_code)
    sensor = tx.sensors.by_code(site.site_id, code) if site else None
    if site is None or sensor is None or sensor.state is SensorState.OUT_OF_SERVICE:
        return None
    own = tx.observations.rules(site.site_id)
    areas = tx.sites.areas(site.site_id)
    return _Place(
        site=site,
        sensor=sensor,
        rules=DEFAULT_RULES if own is None else own[1],
        area=next(area.code for area in areas if area.area_id == sensor.area_id),
        areas={area.code: area.name for area in areas},
        equipment=tx.sites.equipment(sensor.equipment_id).code if sensor.equipment_id else "",
        zone=_zone(site.timezone),
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # a machine without time zones must not lose observations
        return UTC


def _hear(tx: Transaction, sensor: Sensor) -> None:
    silent_after = sensor.indicator.silent_after if sensor.indicator else timedelta(0)
    tx.sources.hear({sensor.sensor_id: tx.now + silent_after if silent_after else None}, at=tx.now)


def _in_time(tx: Transaction, place: _Place, seen: Observation) -> Observation:
    """The observation at its place; a clock that is ahead counts as now, a picture as far as it is known."""
    now_us = microseconds(tx.now)
    snapshot = seen.snapshot
    if snapshot is None and seen.claimed:
        snapshot = tx.observations.snapshot(place.site.site_id, seen.claimed)
    seen_us = now_us if seen.seen_us > now_us + MAX_AHEAD_US else seen.seen_us
    return replace(seen, seen_us=seen_us, area=seen.area or place.area, picture=b"", snapshot=snapshot)


def _judge(tx: Transaction, place: _Place, seen: Observation) -> list[ConditionChange]:
    if seen.is_cleared:
        return _clear_seen(tx, place, seen)
    if place.sensor.indicator is None or seen.seen_us < microseconds(tx.now) - LATE_AFTER_US:
        return []
    found = []
    for verdict in judge(place.rules, _sight(tx, place, seen), lambda *at: _count(tx, place, seen, *at)):
        change = _hold(tx, place, seen, verdict)
        if change is not None:
            found.append(change)
    return found


def _sight(tx: Transaction, place: _Place, seen: Observation) -> Sight:
    if seen.subject not in place.tags:
        place.tags[seen.subject] = tx.observations.tag(place.site.site_id, seen.subject)
    local = moment(seen.seen_us).astimezone(place.zone)
    return Sight(
        type=seen.type,
        area=seen.area,
        confidence=seen.confidence,
        minute=local.hour * 60 + local.minute,
        tag=place.tags[seen.subject],
        equipment=place.equipment,
    )


def _count(
    tx: Transaction, place: _Place, seen: Observation, within: timedelta, min_confidence: float
) -> int:
    return tx.observations.count(
        place.sensor.sensor_id,
        seen.type,
        seen.area,
        from_us=seen.seen_us - within // MICROSECOND,
        to_us=seen.seen_us,
        min_confidence=min_confidence,
    )


def _hold(tx: Transaction, place: _Place, seen: Observation, verdict: Verdict) -> ConditionChange | None:
    """The condition begins, goes on or gets worse; None where what was seen is over already."""
    sensor = place.sensor
    before = tx.observations.condition(sensor.sensor_id, verdict.aspect)
    if before is not None and seen.seen_us <= before.cleared_us:
        return None
    is_new = before is None or before.clears_at is None
    tier = verdict.tier if before is None or is_new else max(before.tier, verdict.tier)
    clears_at: datetime = tx.now + verdict.clear_after
    if before is not None and before.clears_at is not None:
        clears_at = max(clears_at, before.clears_at)
    after = Condition(
        sensor_id=sensor.sensor_id,
        aspect=verdict.aspect,
        type=seen.type,
        area=seen.area,
        tier=tier,
        seen_us=max(seen.seen_us, before.seen_us if before else 0),
        clears_at=clears_at,
        cleared_us=before.cleared_us if before else 0,
    )
    tx.observations.put_condition(after)
    change = _change(sensor, after, tier, seen_us=seen.seen_us, why=_why(place, seen, verdict))
    alerts.apply_changes(tx, [change])
    if before is not None and not is_new and before.tier is tier:
        _refresh(tx, change)
    return change


def _refresh(tx: Transaction, change: ConditionChange) -> None:
    """It was seen again: its alert says how often by now, and nobody is told again."""
    alert = tx.alerts.open_for([change.key]).get(change.key)
    if alert is None or not alert.is_active:
        return
    cause = tx.alerts.cause(alert.alert_id)
    why = seen_again(cause.get("why", {}), change.why)
    tx.alerts.put_cause(alert.alert_id, indicator_id=change.indicator_id, cause={**cause, "why": why})
    tx.hint(Changed("alert", alert.alert_id, alert.site_id))


def _clear_seen(tx: Transaction, place: _Place, seen: Observation) -> list[ConditionChange]:
    found = []
    for condition in tx.observations.holding(place.sensor.sensor_id):
        is_meant = condition.type == seen.type and condition.area == seen.area
        if is_meant and condition.seen_us <= seen.seen_us:
            found += _clear(tx, place.sensor, condition, at_us=seen.seen_us)
    return found


def _clear(tx: Transaction, sensor: Sensor, condition: Condition, *, at_us: int) -> list[ConditionChange]:
    tx.observations.clear(condition, at_us=at_us)
    if sensor.indicator is None:
        return []
    change = _change(sensor, condition, None, seen_us=at_us)
    alerts.apply_changes(tx, [change])
    return [change]


def _change(
    sensor: Sensor,
    condition: Condition,
    tier: Tier | None,
    *,
    seen_us: int,
    why: Mapping[str, Any] | None = None,
) -> ConditionChange:
    if sensor.indicator is None:
        raise AssertionError("a source without an indicator raises nothing")
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=AlertCondition.EVENT,
        tier=tier,
        sampled_us=seen_us,
        value=None,
        limit=None,
        held_for_us=0,
        indicator_id=sensor.indicator.indicator_id,
        indicator_version=sensor.indicator.version,
        aspect=condition.aspect,
        why=why or {},
    )


def _why(place: _Place, seen: Observation, verdict: Verdict) -> dict[str, Any]:
    """What the sentence needs (domain/sources/words.py). `times`: how often it was seen while it held."""
    why: dict[str, Any] = {
        "type": seen.type,
        "raises": verdict.raises,
        "area": seen.area,
        "confidence": seen.confidence,
        "subject": seen.subject,
        "times": max(verdict.repeats, 1),
        "seen_us": seen.seen_us,
    }
    if (name := place.areas.get(seen.area)) is not None:
        why["area_name"] = {"zh": name.zh, "en": name.en}
    if (tag := place.tags.get(seen.subject)) is not None:
        why["subject_name"] = {"zh": tag.name.zh, "en": tag.name.en}
    if seen.snapshot is not None:
        snapshot = seen.snapshot
        why["snapshot"] = {"sha256": snapshot.sha256, "width": snapshot.width, "height": snapshot.height}
    return why


def set_rules(
    tx: Transaction, *, site_id: UUID, rules: Iterable[ObservationRule], reason: str, by: Viewer
) -> int:
    """Put new rules in force for what the sources of a site see; returns the version.

    What holds by the old ones goes on until it ends. Refuses NOT_ALLOWED, INVALID_INPUT, REASON_REQUIRED.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why the rules change")
    version = tx.observations.add_rules(
        site_id, check(rules), reason=reason.strip(), at=tx.now, by=by.person_id
    )
    tx.announce(
        Event(
            EventKind.OBSERVATION_RULES_CHANGED,
            site_id,
            by=by.person_id,
            note=f"v{version}: {reason.strip()}",
        )
    )
    return version

"""The picture of a site, read in columns."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import String, and_, bindparam, cast, exists, or_
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.alerts.danger_rules import UNTRUSTED
from backend.alerts.grouping.rules import GroupScope
from backend.alerts.store import is_hidden
from backend.alerts.suppression.explained_queries import SUPPRESSED, explained
from backend.alerts.tables import AlertRow
from backend.core.plain_columns import plain_id, read_columns
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.readings.tables import source_states
from backend.sensors.rules import PRESENT_FOR, Limit, LimitSide, SensorKind, SensorState, Span
from backend.sensors.store import is_never_heard
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.tables import AreaRow
from backend.worklist.overview.nearness_rules import WITHOUT_LIMITS, Reach, reach
from backend.worklist.overview.rules import (
    COLOURED,
    HOT,
    STAGES,
    Alarms,
    Numbers,
    Picture,
    Places,
    RowGroup,
    Values,
    picture,
)

LIMITS_KNOWN: Final = 4_096
LIMITS: Final = ("limits", "span_low", "span_high")
STATES: Final = tuple(SensorState)
_newer: Final = aliased(IndicatorRow)
_is_replaced: Final = exists().where(
    col(_newer.sensor_id) == col(IndicatorRow.sensor_id), col(_newer.version) > col(IndicatorRow.version)
)
SOURCES: Final = (
    sql_select(
        col(SensorRow.id),
        col(SensorRow.code),
        plain_id(col(SensorRow.area_id)).label("area"),
        plain_id(col(SensorRow.equipment_id)).label("equipment"),
        col(SensorRow.stage),
        col(SensorRow.state),
        is_never_heard().label("is_never_heard"),
        source_states.c.sampled_us,
        source_states.c.value,
        cast(col(IndicatorRow.limits), String).label("limits"),
        col(IndicatorRow.silent_after_s),
        col(IndicatorRow.span_low),
        col(IndicatorRow.span_high),
    )
    .outerjoin(source_states, source_states.c.sensor_id == col(SensorRow.id))
    .outerjoin(IndicatorRow, and_(col(IndicatorRow.sensor_id) == col(SensorRow.id), ~_is_replaced))
    .where(col(SensorRow.site_id) == bindparam("site"), col(SensorRow.kind) != SensorKind.SYSTEM.value)
)
ALERTS: Final = (
    sql_select(
        col(AlertRow.sensor_id),
        col(AlertRow.tier),
        col(AlertRow.rank),
        col(AlertRow.condition),
        col(AlertRow.is_active),
        col(AlertRow.is_acknowledged),
        is_hidden().label("is_hidden"),
        plain_id(col(AlertRow.group_id)),
        col(AlertRow.group_scope),
    )
    .where(col(AlertRow.site_id) == bindparam("site"), col(AlertRow.is_open))
    .where(or_(col(AlertRow.is_active), ~col(AlertRow.is_acknowledged)))
)
_BEHIND: Final = explained(
    col(SUPPRESSED.site_id) == bindparam("site"),
    and_(col(SUPPRESSED.is_active)),
    col(SUPPRESSED.condition).in_([AlertCondition.SILENT.value, *UNTRUSTED]),
)
BEHIND: Final = sql_select(_BEHIND.c.sensor_id, _BEHIND.c.parent_id).order_by(_BEHIND.c.place)
"""Sources that nobody sees because of another one, with that one."""
AREAS: Final = sql_select(plain_id(col(AreaRow.id)), col(AreaRow.code)).where(
    col(AreaRow.site_id) == bindparam("site")
)


def read(session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> Picture:
    """Read the picture of one of the viewer's sites; four statements whatever the number of sources. Raises
    LookupError.
    """
    if site_id not in viewer.site_ids:
        raise LookupError(f"no site {site_id} of the viewer's")
    columns = read_columns(session, SOURCES.params(site=site_id))
    found = dict(zip(SOURCES.selected_columns.keys(), columns, strict=True))
    by_code = np.array(sorted(range(len(found["code"])), key=found["code"].__getitem__), np.int64)
    area_ids, area_codes = read_columns(session, AREAS.params(site=site_id))
    machines = sorted({each for each in found["equipment"] if each})
    places = Places(
        sensor_ids=np.array(found["id"], np.int64)[by_code],
        area=_numbered(found["area"], area_ids)[by_code],
        equipment=_numbered(found["equipment"], machines)[by_code],
        stage=_numbered(found["stage"], [each.value for each in STAGES])[by_code],
        area_ids=[UUID(each) for each in area_ids],
        area_codes=area_codes,
        equipment_ids=[UUID(each) for each in machines],
    )
    alarms = _alarms(session, site_id, places.sensor_ids)
    return picture(places, _values(found, by_code), alarms, at=at)


def _values(found: Mapping[str, list[Any]], by_code: Numbers) -> Values:
    present_s = np.nan_to_num(np.array(found["silent_after_s"], np.float64)[by_code])
    present_s[present_s == 0] = PRESENT_FOR.total_seconds()
    sampled_us = np.nan_to_num(np.array(found["sampled_us"], np.float64)[by_code], nan=-1.0)
    reaches = [_reach(*each) for each in zip(*(found[name] for name in LIMITS), strict=True)]
    state = _numbered(found["state"], STATES)[by_code]
    return Values(
        is_out=state == STATES.index(SensorState.OUT_OF_SERVICE),
        is_silent=state == STATES.index(SensorState.SILENT),
        is_never_heard=np.array(found["is_never_heard"], np.bool_)[by_code],
        sampled_us=sampled_us.astype(np.int64),  # below 2**53, so exact
        value=np.array(found["value"], np.float64)[by_code],
        present_us=(present_s * 1_000_000).astype(np.int64),
        reaches=np.array(reaches, np.float64).reshape(-1, len(WITHOUT_LIMITS))[by_code],
    )


@lru_cache(LIMITS_KNOWN)
def _reach(limits: str | None, low: float | None, high: float | None) -> Reach:
    """Thousands of sources have the same limits, and their text is parsed once."""
    if limits is None:
        return WITHOUT_LIMITS
    found = [Limit(LimitSide(e["side"]), Tier(e["tier"]), e["value"]) for e in json.loads(limits)]
    return reach(found, None if low is None or high is None else Span(low, high))


def _alarms(session: Session, site_id: UUID, sensor_ids: Numbers) -> Alarms:
    size = len(sensor_ids)
    active, unanswered = np.zeros(size, np.int64), np.zeros(size, np.int64)
    is_untrusted, asks = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    group = np.full(size, -1, np.int64)
    place_of = {sensor_id: place for place, sensor_id in enumerate(sensor_ids.tolist())}
    deciding: dict[int, tuple[int, bool, bool, int]] = {}
    groups: dict[str, int] = {}
    found: list[RowGroup] = []
    rows = zip(*read_columns(session, ALERTS.params(site=site_id)), strict=True)
    for sensor_id, tier, rank, condition, is_active, is_seen, is_held, group_id, scope in rows:
        if (place := place_of.get(sensor_id)) is None:
            continue  # of the product itself
        is_silence = condition == AlertCondition.SILENT
        shown = tier if is_active and not is_silence else 0
        waits = rank if not is_seen and not is_held else 0
        active[place] = max(active[place], shown)
        unanswered[place] = max(unanswered[place], waits)
        is_dark = bool(is_active) and (is_silence or condition in UNTRUSTED)
        is_untrusted[place] |= is_dark and not is_silence
        asks[place] |= bool(is_active) and not is_held
        hot = max(shown if shown >= COLOURED else 0, waits if waits >= HOT else 0)
        weight = hot, is_dark, bool(is_active), tier
        if place in deciding and deciding[place] >= weight:
            continue
        deciding[place] = weight
        group[place] = -1
        if group_id is not None:
            if group_id not in groups:
                groups[group_id] = len(found)
                found.append(RowGroup(UUID(group_id), GroupScope(scope)))
            group[place] = groups[group_id]
    parent = np.full(size, -1, np.int64)
    for sensor_id, parent_id in zip(*read_columns(session, BEHIND.params(site=site_id)), strict=True):
        if (place := place_of.get(sensor_id)) is not None:
            parent[place] = parent_id
    return Alarms(active, unanswered, is_untrusted, asks, group, found, parent)


def _numbered(values: Iterable[Any], of: Iterable[Any]) -> Numbers:
    """Return the place of each of these values in a list; -1 for none."""
    places = {value: place for place, value in enumerate(of)}
    return np.array([places.get(each, -1) for each in values], np.int64)

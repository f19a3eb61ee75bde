"""The register of a site as it is now: four statements, whatever the number of events."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, String, and_, bindparam, cast, exists, literal, null, or_, union_all
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.alerts.danger_rules import UNTRUSTED, is_danger
from backend.alerts.rules import Suppression
from backend.alerts.suppression.tables import MaintenanceWindowRow
from backend.alerts.tables import AlertRow
from backend.cases.register.tables import CaseRiskRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.core.plain_columns import plain_id, read_columns
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.time import microseconds, moment
from backend.core.types import UtcDateTime
from backend.core.vocabulary import AlertCondition, Tier
from backend.deadlines.tables import DeadlineRow
from backend.live_risk.rules import (
    Blindness,
    BoundSource,
    CriticalMeasure,
    Danger,
    LateCase,
    LiveRegister,
    LiveRisk,
    Shown,
    ShownUnit,
)
from backend.readings.tables import source_states
from backend.risks.assessment.rules import RiskLevel
from backend.risks.bindings.rules import Meant, concerning
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.rules import BoundSide, EventState, WatchedBy
from backend.risks.revisions.tables import ControlMeasureRow, RiskEventRow
from backend.risks.tables import RiskUnitRow
from backend.sensors.gas_rules import measures_gas
from backend.sensors.rules import CLOCK_TOLERANCE, PRESENT_FOR, SensorState
from backend.sensors.store import is_never_heard
from backend.sensors.tables import IndicatorRow, SensorRow

KNOWN_UNITS: Final = 1_024
LEVELS: Final = {int(each): each for each in RiskLevel}
_site: Final[Any] = bindparam("site")
_now: Final[Any] = bindparam("now", type_=UtcDateTime())
_newer: Final = aliased(IndicatorRow)
_is_replaced: Final = exists().where(
    col(_newer.sensor_id) == col(IndicatorRow.sensor_id), col(_newer.version) > col(IndicatorRow.version)
)
EVENTS: Final = (
    sql_select(
        plain_id(col(RiskEventRow.id)),
        col(RiskEventRow.code),
        plain_id(col(RiskUnitRow.id)),
        plain_id(col(RiskUnitRow.area_id)),
        col(RiskEventRow.inherent_level),
        col(RiskEventRow.residual_level),
        col(SourceBindingRow.sensor_id),
        col(SourceBindingRow.side),
        cast(col(SourceBindingRow.observations), String),
    )
    .join(RiskUnitRow, col(RiskUnitRow.id) == RiskEventRow.unit_id)
    .outerjoin(
        SourceBindingRow,
        and_(
            col(SourceBindingRow.event_id) == col(RiskEventRow.id), col(SourceBindingRow.until_at).is_(None)
        ),
    )
    .where(col(RiskEventRow.site_id) == _site, col(RiskEventRow.state) == EventState.IN_FORCE.value)
    .order_by(col(SourceBindingRow.sensor_id))
)
"""Events in force, once for each source that they are bound to; those of none once."""
_is_maintained: Final = exists().where(
    or_(
        col(MaintenanceWindowRow.equipment_id) == SensorRow.equipment_id,
        and_(
            col(MaintenanceWindowRow.equipment_id).is_(None),
            col(MaintenanceWindowRow.area_id) == SensorRow.area_id,
        ),
    ),
    col(MaintenanceWindowRow.starts_at) <= _now,
    col(MaintenanceWindowRow.ends_at) > _now,
    col(MaintenanceWindowRow.cancelled_at).is_(None),
)
_bound_here: Final = sql_select(col(SourceBindingRow.sensor_id)).where(
    col(SourceBindingRow.site_id) == _site, col(SourceBindingRow.until_at).is_(None)
)
SOURCES: Final = (
    sql_select(
        col(SensorRow.id),
        col(SensorRow.name_zh),
        col(SensorRow.name_en),
        col(SensorRow.unit),
        col(SensorRow.state),
        cast(is_never_heard(), Integer),
        cast(_is_maintained, Integer),
        source_states.c.sampled_us,
        col(IndicatorRow.silent_after_s),
        col(IndicatorRow.standard),
    )
    .outerjoin(source_states, source_states.c.sensor_id == col(SensorRow.id))
    .outerjoin(IndicatorRow, and_(col(IndicatorRow.sensor_id) == col(SensorRow.id), ~_is_replaced))
    .where(col(SensorRow.site_id) == _site, col(SensorRow.id).in_(_bound_here))
)
"""Bound sources; what they say is judged in Python."""
ALERTS: Final = (
    sql_select(
        plain_id(col(AlertRow.id)),
        col(AlertRow.sensor_id),
        col(AlertRow.condition),
        col(AlertRow.aspect),
        col(AlertRow.tier),
        col(AlertRow.rank),
        cast(col(AlertRow.is_active), Integer),
        cast(col(AlertRow.is_acknowledged), Integer),
        col(AlertRow.suppressed_by),
    )
    .where(col(AlertRow.site_id) == _site, col(AlertRow.is_open))
    .where(or_(col(AlertRow.is_active), ~col(AlertRow.is_acknowledged)))
    .where(col(AlertRow.sensor_id).in_(_bound_here))
)
_LATE: Final = (
    sql_select(
        plain_id(col(CaseRiskRow.event_id)).label("event"),
        plain_id(col(CaseRow.id)).label("id"),
        col(CaseRow.number).label("said"),
        cast(null(), Integer).label("sensor"),
        literal(1).label("is_case"),
    )
    .join(CaseRow, col(CaseRow.id) == CaseRiskRow.id)
    .where(
        col(CaseRiskRow.site_id) == _site,
        col(CaseRiskRow.event_id).is_not(None),
        col(CaseRow.state) != CaseState.ARCHIVED.value,
        exists().where(
            col(DeadlineRow.object_id) == CaseRow.id,
            col(DeadlineRow.ended_at).is_(None),
            col(DeadlineRow.due_at) < _now,
        ),
    )
)
_CRITICAL: Final = sql_select(
    plain_id(col(ControlMeasureRow.event_id)),
    plain_id(col(ControlMeasureRow.id)),
    col(ControlMeasureRow.code),
    col(ControlMeasureRow.sensor_id),
    literal(0),
).where(
    col(ControlMeasureRow.site_id) == _site,
    col(ControlMeasureRow.is_critical),
    col(ControlMeasureRow.watched_by) == WatchedBy.SOURCE.value,
)
PRESSING: Final = union_all(_LATE, _CRITICAL).order_by("is_case", "said")
"""Late cases of events, and critical measures that a source watches."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An open alert of a bound source."""

    alert_id: str
    condition: AlertCondition
    aspect: str
    tier: Tier
    is_active: bool
    is_shelved: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """Bound source as it is to every event, and its open alerts of danger."""

    source: BoundSource
    dangers: Sequence[_Open]

    def bound(self, side: str, observations: str) -> BoundSource:
        """Return the source with the alerts that concern an event which is bound to it like this."""
        if not self.dangers:
            return self.source
        binding = Meant(BoundSide(side), json.loads(observations))
        concerned = (each for each in self.dangers if concerning([binding], each.condition, each.aspect))
        dangers = tuple(Danger(UUID(each.alert_id), each.tier, each.is_shelved) for each in concerned)
        return replace(self.source, dangers=dangers)


def _sources(session: Session, site_id: UUID, *, at: datetime) -> dict[int, _Source]:
    """Return what the bound sources say, by source."""
    alerts = _alerts(session, site_id)
    found: dict[int, _Source] = {}
    rows = zip(*read_columns(session, SOURCES.params(site=site_id, now=at)), strict=True)
    for sensor_id, name_zh, name_en, unit, *facts, standard in rows:
        state, is_unheard, is_maintained, sampled_us, silent_after_s = facts
        of_source = alerts.get(sensor_id, ())
        blindness = _blindness(
            state,
            bool(is_unheard),
            bool(is_maintained),
            any(each.is_active and each.condition in UNTRUSTED for each in of_source),
            _is_old(sampled_us, silent_after_s, at),
        )
        seen_at = moment(sampled_us) if sampled_us is not None else None
        source = BoundSource(sensor_id, Text(name_zh, name_en), blindness, seen_at)
        is_gas = bool(of_source) and _is_gas(unit, standard or "")
        dangers = tuple(each for each in of_source if is_danger(each.condition, is_gas=is_gas))
        found[sensor_id] = _Source(source, dangers)
    return found


def _alerts(session: Session, site_id: UUID) -> dict[int, list[_Open]]:
    found: dict[int, list[_Open]] = {}
    rows = zip(*read_columns(session, ALERTS.params(site=site_id)), strict=True)
    for alert_id, sensor_id, condition, aspect, tier, rank, is_active, is_seen, suppressed_by in rows:
        # Hidden it asks about no worse tier than before, and is as bad as it is all the same.
        worst = max(0 if is_seen else rank, tier if is_active else 0)
        found.setdefault(sensor_id, []).append(
            _Open(
                alert_id,
                AlertCondition(condition),
                aspect,
                Tier(worst),
                bool(is_active),
                suppressed_by == Suppression.SHELVED.value,
            )
        )
    return found


def _pressing(
    session: Session, site_id: UUID, *, at: datetime
) -> tuple[dict[str, list[LateCase]], dict[str, list[CriticalMeasure]]]:
    """Return the late cases, and the critical measures that a source watches, of each event."""
    late: dict[str, list[LateCase]] = {}
    critical: dict[str, list[CriticalMeasure]] = {}
    rows = zip(*read_columns(session, PRESSING.params(site=site_id, now=at)), strict=True)
    for event_id, found_id, said, sensor_id, is_case in rows:
        if is_case:
            late.setdefault(event_id, []).append(LateCase(UUID(found_id), said))
        else:
            critical.setdefault(event_id, []).append(CriticalMeasure(UUID(found_id), said, sensor_id))
    return late, critical


def _blindness(
    state: str, is_unheard: bool, is_maintained: bool, is_untrusted: bool, is_old: bool
) -> Blindness | None:
    """Return the first reason that holds why a source does not see."""
    reasons = {
        Blindness.OUT_OF_SERVICE: state == SensorState.OUT_OF_SERVICE.value,
        Blindness.MAINTENANCE: is_maintained,
        Blindness.NEVER_HEARD: is_unheard,
        Blindness.SILENT: state == SensorState.SILENT.value,
        Blindness.UNTRUSTED: is_untrusted,
        Blindness.OLD: is_old,
    }
    return next((each for each, holds in reasons.items() if holds), None)


def _is_old(sampled_us: int | None, silent_after_s: float | None, at: datetime) -> bool:
    """Whether the last value of a source is older than its silence time, or the default where it has none."""
    if sampled_us is None:
        return False
    allowed = timedelta(seconds=silent_after_s) if silent_after_s else PRESENT_FOR
    return microseconds(at) - sampled_us > (allowed + CLOCK_TOLERANCE) / timedelta(microseconds=1)


@lru_cache(KNOWN_UNITS)
def _is_gas(unit: str, standard: str) -> bool:
    return measures_gas(unit, standard)


@lru_cache(1_000)
def _uuid(text: str) -> UUID:
    """Many events are of one unit."""
    return UUID(text)


class LiveRegisters:
    """Registers of sites as they are now; nothing of it is stored."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, site_id: UUID, *, at: datetime) -> LiveRegister:
        """Read the register of a site as it is now; four statements.

        Each may see what was written since the one before it: a source that was unbound meanwhile is no
        source of its event any more.
        """
        rows = list(zip(*read_columns(self._session, EVENTS.params(site=site_id)), strict=True))
        sources = _sources(self._session, site_id, at=at)
        late, critical = _pressing(self._session, site_id, at=at)
        bound: dict[str, list[BoundSource]] = {}
        for event_id, *_, sensor_id, side, observations in rows:
            if sensor_id in sources:
                bound.setdefault(event_id, []).append(sources[sensor_id].bound(side, observations))
        risks: dict[str, LiveRisk] = {}
        for event_id, code, unit_id, area_id, inherent, residual, *_ in rows:
            if event_id not in risks:
                risks[event_id] = LiveRisk(
                    event_id=UUID(event_id),
                    code=code,
                    unit_id=_uuid(unit_id),
                    area_id=_uuid(area_id),
                    residual=LEVELS.get(residual, RiskLevel.LOW),
                    inherent=LEVELS.get(inherent),
                    sources=tuple(bound.get(event_id, ())),
                    late_cases=tuple(late.get(event_id, ())),
                    critical=tuple(critical.get(event_id, ())),
                )
        return LiveRegister(at, {each.event_id: each for each in risks.values()})

    def names_of_events(self, site_ids: Collection[UUID], ids: Collection[UUID]) -> dict[UUID, Shown]:
        """Return code and title of these events of these sites."""
        statement = select(
            RiskEventRow.id, RiskEventRow.code, RiskEventRow.title_zh, RiskEventRow.title_en
        ).where(one_of(col(RiskEventRow.id), ids), one_of(col(RiskEventRow.site_id), site_ids))
        return {key: Shown(code, Text(zh, en)) for key, code, zh, en in self._session.exec(statement)}

    def names_of_units(self, site_ids: Collection[UUID], ids: Collection[UUID]) -> dict[UUID, ShownUnit]:
        """Return code, name and area of these units of these sites."""
        statement = select(RiskUnitRow).where(
            one_of(col(RiskUnitRow.id), ids), one_of(col(RiskUnitRow.site_id), site_ids)
        )
        return {
            row.id: ShownUnit(row.code, Text(row.name_zh, row.name_en), row.area_id)
            for row in self._session.exec(statement)
        }

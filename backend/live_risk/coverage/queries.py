"""Coverage of the viewer's sites, and what happened there that belongs to no event."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, and_, cast, exists, func, not_, or_
from sqlmodel import Session, col, select

from backend.alerts.danger_rules import is_danger
from backend.alerts.tables import AlertRow
from backend.cases.register.tables import CaseRiskRow, RegisterQuestionRow
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.providers import SetUpStep
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition, Stage
from backend.equipment.rules import EquipmentState
from backend.equipment.tables import EquipmentRow
from backend.live_risk import queries as registers
from backend.live_risk.coverage.rules import (
    REPORTED_FOR,
    Coverage,
    Exclusion,
    Facts,
    Matter,
    MatterKind,
    Registered,
    Watcher,
    covered,
)
from backend.live_risk.coverage.store import exclusion_of
from backend.live_risk.coverage.tables import RegisteredMatterRow, StageExclusionRow
from backend.risks.bindings.rules import Meant, concerning
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.rules import BoundSide, EventState
from backend.risks.revisions.tables import CheckItemRow, ControlMeasureRow, RiskEventRow
from backend.risks.tables import RiskUnitMachineRow, RiskUnitRow
from backend.sensors.filters_queries import is_blind, needs_limit
from backend.sensors.gas_rules import measures_gas
from backend.sensors.rules import SensorKind
from backend.sensors.tables import SensorRow
from backend.sites.rules import SYSTEM_AREA
from backend.sites.tables import AreaRow

MOST_REPORTS: Final = 2_000
"""Reports of 90 days without an event that are looked at, the newest."""
_IS_CHECKED: Final = exists().where(
    col(CheckItemRow.measure_id) == ControlMeasureRow.id, col(ControlMeasureRow.event_id) == RiskEventRow.id
)


def read(session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> Coverage:
    """Read the coverage of one of the viewer's sites as it is now; eleven statements. Raises LookupError."""
    register = registers.read(session, viewer, site_id, at=at)
    facts = Facts(
        areas=_areas(session, site_id),
        events=_events(session, site_id),
        watchers=_watchers(session, site_id),
        machines=_machines(session, site_id),
        drafts=_drafts(session, site_id),
        exclusions=_exclusions(session, site_id),
    )
    return covered(register.risks.values(), facts, at=at)


def set_up_steps(session: Session, viewer: Viewer, site_id: UUID, now: datetime) -> list[SetUpStep]:
    """Return whether a site has a register, and whether its red events are watched."""
    found = read(session, viewer, site_id, at=now)
    events, red = len(found.risks), found.red_unwatched
    return [
        SetUpStep("EVENTS", events, is_done=events > 0),
        SetUpStep("RED_WATCHED", red, is_done=events > 0 and red == 0),
    ]


def may_exclude(viewer: Viewer, site_id: UUID) -> bool:
    """Whether the viewer may say of a stage that it does not apply."""
    return viewer.may(Permission.EDIT_ALL_RISKS, site_id=site_id)


def matters(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[Matter]:
    """Return what happened at a site of the viewer's within 90 days and belongs to no event, the most
    frequent first; five statements.
    """
    if site_id not in viewer.site_ids:
        return []
    since = now - REPORTED_FOR
    registered = select(RegisteredMatterRow.case_id, RegisteredMatterRow.sensor_id).join(
        RiskEventRow, col(RiskEventRow.id) == RegisteredMatterRow.event_id
    )
    open_ones = registered.where(
        RegisteredMatterRow.site_id == site_id, RiskEventRow.state != EventState.CLOSED.value
    )
    known = list(session.exec(open_ones))
    cases = {case_id for case_id, _ in known if case_id is not None}
    sources = {sensor_id for _, sensor_id in known if sensor_id is not None}
    found = _reported(session, site_id, cases, since=since)
    found += _alerted(session, site_id, sources, since=since)
    return sorted(found, key=lambda each: (-each.count, -each.last_at.timestamp()))


def _areas(session: Session, site_id: UUID) -> tuple[UUID, ...]:
    statement = select(AreaRow.id).where(
        AreaRow.site_id == site_id, AreaRow.code != SYSTEM_AREA, col(AreaRow.closed_at).is_(None)
    )
    return tuple(session.exec(statement.order_by(col(AreaRow.code))))


def _events(session: Session, site_id: UUID) -> dict[UUID, Registered]:
    """Two statements: the events in force, and the machines of their units."""
    pairs = (
        select(RiskUnitMachineRow.unit_id, RiskUnitMachineRow.equipment_id)
        .join(RiskUnitRow, col(RiskUnitRow.id) == RiskUnitMachineRow.unit_id)
        .where(RiskUnitRow.site_id == site_id)
    )
    machines: dict[UUID, list[UUID]] = {}
    for unit_id, equipment_id in session.exec(pairs):
        machines.setdefault(unit_id, []).append(equipment_id)
    is_checked = cast(_IS_CHECKED, Integer)
    statement = select(RiskEventRow.id, RiskEventRow.unit_id, RiskEventRow.stage, is_checked).where(
        RiskEventRow.site_id == site_id, RiskEventRow.state == EventState.IN_FORCE.value
    )
    return {
        event_id: Registered(Stage(stage), bool(checked), machines.get(unit_id, ()))
        for event_id, unit_id, stage, checked in session.exec(statement)
    }


def _watchers(session: Session, site_id: UUID) -> dict[int, Watcher]:
    lacks, blind = cast(needs_limit(), Integer), cast(is_blind(), Integer)
    row = SensorRow
    columns: Any = (row.id, row.code, row.area_id, row.equipment_id, row.stage, lacks, blind)
    statement = select(*columns).where(row.site_id == site_id, row.kind != SensorKind.SYSTEM.value)
    return {
        sensor_id: Watcher(sensor_id, code, area_id, equipment_id, Stage(stage), not lacking, not dark)
        for sensor_id, code, area_id, equipment_id, stage, lacking, dark in session.exec(statement)
    }


def _machines(session: Session, site_id: UUID) -> dict[UUID, tuple[UUID, Stage]]:
    statement = select(EquipmentRow.id, EquipmentRow.area_id, EquipmentRow.stage).where(
        EquipmentRow.site_id == site_id, EquipmentRow.state != EquipmentState.SCRAPPED.value
    )
    return {machine_id: (area_id, Stage(stage)) for machine_id, area_id, stage in session.exec(statement)}


def _drafts(session: Session, site_id: UUID) -> dict[tuple[UUID, Stage], int]:
    statement = (
        select(RiskUnitRow.area_id, RiskEventRow.stage, func.count())
        .join(RiskUnitRow, col(RiskUnitRow.id) == RiskEventRow.unit_id)
        .where(RiskEventRow.site_id == site_id, RiskEventRow.state == EventState.DRAFT.value)
        .group_by(col(RiskUnitRow.area_id), col(RiskEventRow.stage))
    )
    return {(area_id, Stage(stage)): count for area_id, stage, count in session.exec(statement)}


def _exclusions(session: Session, site_id: UUID) -> tuple[Exclusion, ...]:
    statement = select(StageExclusionRow).where(StageExclusionRow.site_id == site_id)
    return tuple(exclusion_of(row) for row in session.exec(statement))


def _is_no_mistake() -> Any:
    """Whether a case is open, or was no false alarm, duplicate, or anything else that was dismissed."""
    outcome = col(CaseRow.outcome)
    return or_(outcome.is_(None), outcome == CaseOutcome.RESOLVED.value)


def _reported(
    session: Session, site_id: UUID, registered: Collection[UUID], *, since: datetime
) -> list[Matter]:
    """Return reports that became cases, by place and category."""
    belongs = or_(
        exists().where(col(CaseRiskRow.id) == CaseRow.id, col(CaseRiskRow.event_id).is_not(None)),
        exists().where(
            col(RegisterQuestionRow.id) == CaseRow.id, col(RegisterQuestionRow.event_id).is_not(None)
        ),
    )
    statement = (
        select(CaseRow)
        .where(CaseRow.site_id == site_id, col(CaseRow.report_id).is_not(None), CaseRow.opened_at >= since)
        .where(_is_no_mistake(), not_(belongs))
        .order_by(col(CaseRow.opened_at).desc(), col(CaseRow.id))
        .limit(MOST_REPORTS)
    )
    groups: dict[tuple[UUID, UUID | None, str | None], list[CaseRow]] = {}
    for row in session.exec(statement):
        if row.id not in registered:
            groups.setdefault((row.area_id, row.equipment_id, row.category), []).append(row)
    return [
        Matter(
            kind=MatterKind.REPORT,
            title=Text(rows[0].title_zh, rows[0].title_en),
            area_id=area_id,
            equipment_id=equipment_id,
            stage=Stage(rows[0].stage),
            count=len(rows),
            last_at=rows[0].opened_at,
            case_ids=tuple(row.id for row in rows),
        )
        for (area_id, equipment_id, _), rows in groups.items()
    ]


def _alerted(
    session: Session, site_id: UUID, registered: Collection[int], *, since: datetime
) -> list[Matter]:
    """Return alerts of danger, by their source; without those that an event bound by now speaks for."""
    speaks = and_(col(CaseRiskRow.id) == AlertRow.case_id, col(CaseRiskRow.event_id).is_not(None))
    is_mistaken = exists().where(col(CaseRow.id) == AlertRow.case_id, not_(_is_no_mistake()))
    row = AlertRow
    columns: Any = (row.sensor_id, row.condition, row.aspect, func.count(), func.max(row.raised_at))
    statement = (
        select(*columns)
        .where(row.site_id == site_id, row.raised_at >= since, col(row.risk_event_id).is_(None))
        .where(not_(exists().where(speaks)), not_(is_mistaken))
        .group_by(col(row.sensor_id), col(row.condition), col(row.aspect))
    )
    alerts = [each for each in session.exec(statement) if each[0] not in registered]
    sensor_ids = {each[0] for each in alerts}
    sensors = {
        sensor.id: sensor
        for sensor in session.exec(select(SensorRow).where(one_of(col(SensorRow.id), sensor_ids)))
        if sensor.kind != SensorKind.SYSTEM.value
    }
    bound = _bound(session, sensor_ids)
    found: dict[int, Matter] = {}
    for sensor_id, condition, aspect, count, last_at in alerts:
        sensor, kind = sensors.get(sensor_id), AlertCondition(condition)
        if sensor is None or not is_danger(kind, is_gas=measures_gas(sensor.unit, "")):
            continue
        if concerning(bound.get(sensor_id, ()), kind, aspect):
            continue
        before = found.get(sensor_id)
        found[sensor_id] = Matter(
            kind=MatterKind.ALERT,
            title=Text(sensor.name_zh, sensor.name_en),
            area_id=sensor.area_id,
            equipment_id=sensor.equipment_id,
            stage=Stage(sensor.stage),
            count=count + (before.count if before else 0),
            last_at=max(last_at, before.last_at) if before else last_at,
            sensor_id=sensor_id,
        )
    return list(found.values())


def _bound(session: Session, sensor_ids: Iterable[int]) -> Mapping[int, list[Meant]]:
    statement = select(
        SourceBindingRow.sensor_id, SourceBindingRow.side, SourceBindingRow.observations
    ).where(one_of(col(SourceBindingRow.sensor_id), sensor_ids), col(SourceBindingRow.until_at).is_(None))
    found: dict[int, list[Meant]] = {}
    for sensor_id, side, observations in session.exec(statement):
        found.setdefault(sensor_id, []).append(Meant(BoundSide(side), observations))
    return found

"""Alerts as the list, the detail and live screens show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, type_coerce
from sqlmodel import Session, col, select

from backend.alerts.grouping.rules import GroupScope
from backend.alerts.rules import STATE_OF, Alert, AlertState, AlertTransitionKind, Suppression
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.paging import Page, check_first
from backend.core.statements import several
from backend.core.text import Text
from backend.core.time import moment
from backend.core.types import UtcDateTime
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier, TracePoint
from backend.core.waiting import NEVER_DUE, Order, Part, page_of_parts
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.sensors.store import advice_of
from backend.sensors.tables import IndicatorRow, SensorRow

BY_IDS: Final = select(AlertRow).where(
    col(AlertRow.id).in_(several("alerts")), col(AlertRow.site_id).in_(several("sites"))
)
PAST: Final = (col(AlertRow.tier), col(AlertRow.raised_at), col(AlertRow.id))
INDICATORS: Final = select(IndicatorRow).where(col(IndicatorRow.id).in_(several("indicators")))


@dataclass(frozen=True, slots=True)
class AlertFilter:
    tiers: Sequence[Tier] | None = None
    states: Sequence[AlertState] | None = None
    equipment_id: UUID | None = None
    is_suppressed: bool | None = None
    """True: only what is suppressed and hidden; False: all else."""
    leads: bool = False
    """Without the open alerts that stand behind another one of their group."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why it was raised to its tier, frozen then. `value` and `limit` are None for a silent source."""

    value: float | None
    limit: float | None
    unit: str
    sampled_at: datetime
    indicator_version: int
    lasted: timedelta
    trace: tuple[TracePoint, ...]
    why: Mapping[str, Any] = field(default_factory=dict)
    """What its condition needs beside these, as `ConditionChange.why`."""
    stored: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlertView:
    alert: Alert
    sensor: SensorView
    cause: Cause
    advice: tuple[Text, ...]
    acknowledged_by: PersonView | None
    case_id: UUID | None
    shelved_by: PersonView | None = None
    group_scope: GroupScope | None = None


@dataclass(frozen=True, slots=True)
class TransitionView:
    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    value: float | None
    person: PersonView | None
    suppression: Suppression | None = None
    note: str | None = None


def page(
    session: Session, viewer: Viewer, which: AlertFilter, *, first: int, after: str | None
) -> Page[AlertView]:
    """Open alerts in the one order of `core.waiting`, then past ones: worst tier first, then newest."""
    conditions = _conditions(viewer, which)
    parts = (
        Part(select(AlertRow).where(*conditions, col(AlertRow.is_open)), waiting_order()),
        Part(select(AlertRow).where(*conditions, not_(col(AlertRow.is_open))), PAST, descends=True),
    )
    return page_of_parts(session, parts, partial(_views, session, viewer), first=first, after=after)


def waiting_order() -> Order:
    """Ascending: the worst tier, active before recovered, what is to be acknowledged first, the oldest."""
    is_seen = col(AlertRow.is_acknowledged)
    due = case((is_seen, literal(NEVER_DUE, UtcDateTime)), else_=col(AlertRow.acknowledge_due_at))
    return (
        -col(AlertRow.tier),
        case((col(AlertRow.is_active), 0), else_=1),
        type_coerce(due, UtcDateTime),
        col(AlertRow.raised_at),
        col(AlertRow.id),
    )


def by_ids(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, AlertView]:
    rows = session.exec(BY_IDS, params={"alerts": list(set(alert_ids)), "sites": list(viewer.site_ids)})
    return {view.alert.alert_id: view for view in _views(session, viewer, list(rows))}


def open_of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[AlertView]]:
    """The open alerts of the sensors bound to each of these, worst first."""
    wanted = list(equipment_ids)
    statement = (
        select(AlertRow)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .where(col(SensorRow.equipment_id).in_(wanted), col(AlertRow.is_open))
        .where(col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertRow.tier).desc(), col(AlertRow.raised_at).desc())
    )
    found: dict[UUID, list[AlertView]] = {equipment_id: [] for equipment_id in wanted}
    for view in _views(session, viewer, list(session.exec(statement))):
        if view.sensor.equipment:
            found[view.sensor.equipment.item.equipment_id].append(view)
    return found


def suppressed(session: Session, viewer: Viewer, *, first: int) -> list[AlertView]:
    """Return every suppressed alert, chattering included, worst first."""
    statement = (
        select(AlertRow)
        .where(col(AlertRow.suppressed_by).is_not(None), col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertRow.tier).desc(), col(AlertRow.suppressed_at).desc())
        .limit(check_first(first))
    )
    return _views(session, viewer, list(session.exec(statement)))


def suppressed_count(session: Session, viewer: Viewer) -> int:
    """Return the number of alerts that are suppressed and hidden."""
    statement = select(func.count()).where(
        col(AlertRow.suppressed_by).is_not(None), _is_hidden(), col(AlertRow.site_id).in_(viewer.site_ids)
    )
    return session.exec(statement).one()


def members(session: Session, viewer: Viewer, group_ids: Iterable[UUID]) -> dict[UUID, list[AlertView]]:
    """The open alerts of each of these groups, worst first."""
    wanted = list(group_ids)
    statement = (
        select(AlertRow)
        .where(col(AlertRow.group_id).in_(wanted), col(AlertRow.is_open))
        .where(col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertRow.tier).desc(), col(AlertRow.raised_at))
    )
    found: dict[UUID, list[AlertView]] = {group_id: [] for group_id in wanted}
    for view in _views(session, viewer, list(session.exec(statement))):
        if view.alert.group_id is not None:
            found[view.alert.group_id].append(view)
    return found


def latest_of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, AlertView]:
    """The latest alert of each of these cases."""
    statement = (
        select(AlertRow)
        .where(col(AlertRow.case_id).in_(set(case_ids)), col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertRow.raised_at))
    )
    views = _views(session, viewer, list(session.exec(statement)))
    return {view.case_id: view for view in views if view.case_id}


def histories(
    session: Session, viewer: Viewer, alert_ids: Iterable[UUID]
) -> dict[UUID, list[TransitionView]]:
    """Return the history of each of these alerts, oldest first."""
    wanted = list(alert_ids)
    statement = (
        select(AlertTransitionRow)
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .where(col(AlertTransitionRow.alert_id).in_(wanted), col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertTransitionRow.id))
    )
    rows = list(session.exec(statement))
    refs = references(session, viewer, people=(row.person_id for row in rows))
    found: dict[UUID, list[TransitionView]] = {alert_id: [] for alert_id in wanted}
    for row in rows:
        found[row.alert_id].append(
            TransitionView(
                at=row.at,
                kind=AlertTransitionKind(row.kind),
                tier=Tier(row.tier),
                value=row.value,
                person=refs.person(row.person_id),
                suppression=Suppression(row.suppression) if row.suppression else None,
                note=row.note,
            )
        )
    return found


def open_counts(session: Session, viewer: Viewer) -> dict[tuple[Tier, bool], int]:
    """Return the number of open alerts that are not hidden, per (tier, is acknowledged)."""
    statement = (
        select(AlertRow.tier, AlertRow.is_acknowledged, func.count())
        .where(col(AlertRow.site_id).in_(viewer.site_ids), col(AlertRow.is_open), ~_is_hidden())
        .group_by(col(AlertRow.tier), col(AlertRow.is_acknowledged))
    )
    return {(Tier(tier), seen): count for tier, seen, count in session.exec(statement)}


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, Any]:
    """Open alerts for the home, by tier from the worst, zeros included."""
    counts = open_counts(session, viewer)
    return {
        "alerts_by_tier": tuple(
            (tier, counts.get((tier, True), 0) + counts.get((tier, False), 0))
            for tier in sorted(Tier, reverse=True)
        ),
        "unacknowledged_alerts": sum(count for (_, is_seen), count in counts.items() if not is_seen),
    }


def _conditions(viewer: Viewer, which: AlertFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(AlertRow.site_id).in_(viewer.site_ids)]
    if which.tiers is not None:
        conditions.append(col(AlertRow.tier).in_([int(tier) for tier in which.tiers]))
    if which.states is not None:
        corners = [corner for corner, state in STATE_OF.items() if state in which.states]
        conditions.append(
            or_(
                *(
                    and_(col(AlertRow.is_active).is_(active), col(AlertRow.is_acknowledged).is_(seen))
                    for active, seen in corners
                )
            )
        )
    if which.is_suppressed is not None:
        conditions.append(_is_hidden() if which.is_suppressed else ~_is_hidden())
    if which.leads:
        conditions.append(or_(col(AlertRow.leads_group), ~col(AlertRow.is_open)))
    if which.equipment_id is not None:
        bound = select(SensorRow.id).where(SensorRow.equipment_id == which.equipment_id)
        conditions.append(col(AlertRow.sensor_id).in_(bound))
    return conditions


def _is_hidden() -> ColumnElement[bool]:
    """Whether a suppression takes the alert off the list of what people must look at now."""
    return func.coalesce(AlertRow.suppressed_by, "").in_(
        [each.value for each in Suppression if each.is_hidden]
    )


def _views(session: Session, viewer: Viewer, rows: Sequence[AlertRow]) -> list[AlertView]:
    sources = sensors.by_ids(session, viewer, (row.sensor_id for row in rows))
    people = [person_id for row in rows for person_id in (row.acknowledged_by, row.shelved_by)]
    refs = references(session, viewer, people=people)
    wanted = list({row.indicator_id for row in rows})
    indicators = {row.id: row for row in session.exec(INDICATORS, params={"indicators": wanted})}
    views = []
    for row in rows:
        alert = alert_of(row)
        views.append(
            AlertView(
                alert=alert,
                sensor=sources[row.sensor_id],
                cause=_cause_of(row.cause),
                advice=tuple(advice_of(indicators[row.indicator_id], alert.condition, alert.aspect)),
                acknowledged_by=refs.person(row.acknowledged_by),
                case_id=row.case_id,
                shelved_by=refs.person(row.shelved_by),
                group_scope=GroupScope(row.group_scope) if row.group_scope else None,
            )
        )
    return views


def _cause_of(stored: dict[str, Any]) -> Cause:
    return Cause(
        value=stored["value"],
        limit=stored["limit"],
        unit=stored["unit"],
        sampled_at=moment(stored["sampled_us"]),
        indicator_version=stored["indicator_version"],
        lasted=timedelta(seconds=stored["held_for_s"]),
        trace=tuple(TracePoint(sampled_us, value) for sampled_us, value in stored["trace"]),
        why=stored.get("why", {}),
        stored=stored,
    )

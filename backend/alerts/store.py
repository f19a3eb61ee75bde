"""Alerts as rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, false, func, or_, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.alerts.advice_rules import FrozenAdvice
from backend.alerts.advice_store import columns_of
from backend.alerts.grouping.rules import LIMITS, GroupScope
from backend.alerts.rules import Alert, Chatter, Shelf, SourceOfCase, Suppression
from backend.alerts.tables import AlertRow
from backend.alerts.unproven_store import is_unproven
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import among, one_of
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.sensors.gas_rules import measures_gas
from backend.sensors.rules import Sensor
from backend.sensors.store import has_unit
from backend.sensors.tables import IndicatorRow, SensorRow

_HIDING: Final = tuple(each.value for each in Suppression if each.is_hidden)
"""Holds that take an alert out of what people must look at now."""

WITHOUT_CAUSE: Final = (
    defer(AlertRow.cause),  # type: ignore[arg-type]  # SQLModel types columns as values
    defer(AlertRow.advice),  # type: ignore[arg-type]
)
"""Cause and advice are most of the row (the cause holds the trace); who judges alerts asks for neither."""

OPEN: Final = (
    select(AlertRow).where(col(AlertRow.is_open), among(col(AlertRow.sensor_id), "sensors")).with_for_update()
)

LOOK_AGAIN: Final = (
    update(AlertRow)
    .where(col(AlertRow.is_open), among(col(AlertRow.sensor_id), "sensors"))
    .values(suppression_due_at=bindparam("at"))
)


class Alerts:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[AlertRow] = []
        """A session forgets a row that nobody holds, and would read it again for every step of an alert."""

    def add_all(self, several: Iterable[tuple[Alert, UUID, dict[str, Any], FrozenAdvice]]) -> None:
        """Keep several new alerts, each with the id of its indicator, its cause and its first measures."""
        rows = [
            AlertRow(**_columns(each), indicator_id=by, cause=cause, **columns_of(advice))
            for each, by, cause, advice in several
        ]
        self._session.add_all(rows)
        self._kept += rows
        self._session.flush()

    def put(self, alert: Alert) -> None:
        row = self._session.get_one(AlertRow, alert.alert_id)
        for name, value in _columns(alert).items():
            if getattr(row, name) != value:  # to set a column costs ten times what it costs to look at it
                setattr(row, name, value)
        if not alert.is_active:
            row.case_due_at = None
        self._session.add(row)

    def get(self, alert_id: UUID) -> Alert:
        """Return the alert, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(AlertRow, alert_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such alert")
        self._kept.append(row)
        return alert_of(row)

    def peek(self, alert_id: UUID) -> Alert:
        """The alert as it is, for a reader that does not write it: nobody waits. Raises NoResultFound."""
        return alert_of(self._session.get_one(AlertRow, alert_id))

    def open_for(self, keys: Iterable[AlertKey]) -> dict[AlertKey, Alert]:
        """The open alerts of these keys, locked for this transaction."""
        wanted = set(keys)
        sensors = list({key[0] for key in wanted})
        return {alert.key: alert for alert in self._found(OPEN, sensors=sensors) if alert.key in wanted}

    def active_of_sensors(self, sensor_ids: Iterable[int]) -> list[tuple[Alert, UUID, dict[str, Any]]]:
        """Return the active alerts of these sources, each with its indicator and its cause."""
        statement = select(AlertRow).where(
            one_of(col(AlertRow.sensor_id), sensor_ids), col(AlertRow.is_active), col(AlertRow.is_open)
        )
        found = self._session.exec(statement.with_for_update())
        return [(alert_of(row), row.indicator_id, row.cause) for row in found]

    def risk_events_of(self, alert_ids: Iterable[UUID]) -> set[UUID]:
        """Return the events of the register that speak for these alerts."""
        statement = select(AlertRow.risk_event_id).where(
            one_of(col(AlertRow.id), alert_ids), col(AlertRow.risk_event_id).is_not(None)
        )
        return {each for each in self._session.exec(statement) if each}

    def of_case(self, case_id: UUID) -> list[SourceOfCase]:
        """The alerts of a case, latest first, with what a recheck must know of their sources."""
        return self.of_cases([case_id]).get(case_id, [])

    def of_cases(self, case_ids: Iterable[UUID]) -> dict[UUID, list[SourceOfCase]]:
        """The same for several cases; one statement."""
        statement = (
            select(AlertRow, IndicatorRow.off_delay_s, is_unproven())
            .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
            .join(IndicatorRow, col(IndicatorRow.id) == AlertRow.indicator_id)
            .where(one_of(col(AlertRow.case_id), case_ids))
            .order_by(col(AlertRow.raised_at).desc())
            .options(*WITHOUT_CAUSE)
        )
        found: dict[UUID, list[SourceOfCase]] = {}
        for row, delay, is_blind in self._session.exec(statement):
            if row.case_id is not None:
                entry = (alert_of(row), timedelta(seconds=delay), bool(is_blind))
                found.setdefault(row.case_id, []).append(entry)
        return found

    def worst_beside(self, alert_id: UUID, case_id: UUID) -> tuple[Tier, AlertCondition] | None:
        """Return the tier and the condition of the worst alert of this case besides this one."""
        statement = (
            select(AlertRow.tier, AlertRow.condition)
            .where(AlertRow.case_id == case_id, AlertRow.id != alert_id)
            .order_by(col(AlertRow.tier).desc(), col(AlertRow.raised_at).desc())
            .limit(1)
        )
        found = self._session.exec(statement).first()
        return found and (Tier(found[0]), AlertCondition(found[1]))

    def open_of_sensors(self, sensor_ids: Iterable[int], *, limit: int | None = None) -> list[Alert]:
        """The open alerts of these sources, at most so many, locked for this transaction."""
        return self._found(OPEN.limit(limit), sensors=list(set(sensor_ids)))

    def look_again(self, sensor_ids: Iterable[int], *, at: datetime) -> None:
        """Have the suppressions of the open alerts of these sources checked, by the sweep."""
        self._session.flush()
        self._session.connection().execute(LOOK_AGAIN, {"sensors": list(set(sensor_ids)), "at": at})

    def cases_due(self, *, now: datetime, limit: int) -> list[Alert]:
        """Return the alerts that have been active so long that they need a case, and are not suppressed."""
        statement = (
            select(AlertRow)
            .where(col(AlertRow.case_due_at) <= now, col(AlertRow.suppressed_by).is_(None))
            .order_by(col(AlertRow.case_due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return self._found(statement)

    def suppression_due(self, *, now: datetime, limit: int) -> list[Alert]:
        """Return the alerts whose suppression has ended by time or has to be checked again."""
        statement = (
            select(AlertRow)
            .where(col(AlertRow.suppression_due_at) <= now)
            .order_by(col(AlertRow.suppression_due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return self._found(statement)

    def await_case(self, alert_id: UUID, *, due_at: datetime | None) -> None:
        """When this alert becomes a case if nobody takes it on."""
        row = self._session.get_one(AlertRow, alert_id)
        row.case_due_at = due_at
        self._session.add(row)

    def group_of(self, alert_id: UUID) -> UUID | None:
        return self._session.get_one(AlertRow, alert_id).group_id

    def leads_group(self, alert_id: UUID) -> bool:
        """Whether it stands for the others of its group in the list."""
        return self._session.get_one(AlertRow, alert_id).leads_group

    def cases_of_group(self, group_id: UUID) -> list[UUID]:
        """The cases that the open alerts of a group belong to."""
        statement = (
            select(AlertRow.case_id)
            .where(AlertRow.group_id == group_id, col(AlertRow.is_open), col(AlertRow.case_id).is_not(None))
            .distinct()
        )
        return [case_id for case_id in self._session.exec(statement) if case_id is not None]

    def companions(self, alert: Alert, sensor: Sensor, *, since: datetime) -> tuple[Alert, GroupScope] | None:
        """Return an alert of the same cause as this one, which is no silence: people were notified, it is
        active since then, on a source of the same place.

        One that has a group before others. Two short statements, however many alerts are open.
        """
        of_group = (
            select(AlertRow, SensorRow)
            .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
            .where(col(AlertRow.is_open), AlertRow.site_id == alert.site_id, AlertRow.id != alert.alert_id)
            .where(col(AlertRow.is_active), col(AlertRow.active_since) >= since)
            .where(col(AlertRow.notified_at).is_not(None), AlertRow.is_simulated == alert.is_simulated)
            .where(_is_near(alert, sensor))
            .limit(1)
        )
        for is_grouped in (col(AlertRow.group_id).is_not(None), col(AlertRow.group_id).is_(None)):
            for row, beside in self._session.exec(of_group.where(is_grouped)):
                found = alert_of(row)
                near = None if beside.equipment_id != sensor.equipment_id else beside.equipment_id
                return found, GroupScope.AREA if near is None else GroupScope.EQUIPMENT
        return None

    def join_group(self, alert_ids: Iterable[UUID], group_id: UUID, scope: GroupScope) -> None:
        for alert_id in alert_ids:
            row = self._session.get_one(AlertRow, alert_id)
            row.group_id, row.group_scope = group_id, scope.value
            self._session.add(row)

    def choose_leader(self, group_id: UUID) -> None:
        """The alert that stands for the others in the list: what people see, worst rank, active, first.

        A flood asks this often: two statements, however large the group, and only what changes is read.
        """
        open_ = (AlertRow.group_id == group_id, col(AlertRow.is_open))
        order: tuple[ColumnElement[Any], ...] = (is_hidden(), -col(AlertRow.rank), ~col(AlertRow.is_active))
        leader_id = self._session.exec(
            select(AlertRow.id)
            .where(*open_)
            .order_by(*order, col(AlertRow.raised_at), col(AlertRow.id))
            .limit(1)
        ).first()
        is_leader = col(AlertRow.id) == leader_id
        statement = select(AlertRow).where(*open_, col(AlertRow.leads_group) != is_leader)
        for row in self._session.exec(statement):
            row.leads_group = row.id == leader_id
            self._session.add(row)

    def put_cause(self, alert_id: UUID, *, indicator_id: UUID, cause: dict[str, Any]) -> None:
        """Why the alert has the tier it has now."""
        row = self._session.get_one(AlertRow, alert_id)
        row.indicator_id, row.cause = indicator_id, cause
        self._session.add(row)

    def cause(self, alert_id: UUID) -> dict[str, Any]:
        return self._session.get_one(AlertRow, alert_id).cause

    def restart_normal(self, sensor_id: int, *, case_ids: Iterable[UUID], at: datetime) -> None:
        """Restart the time of normal readings that these cases wait for: the source was not watched until
        now.
        """
        statement = select(AlertRow).where(
            AlertRow.sensor_id == sensor_id,
            col(AlertRow.normal_at).is_not(None),
            one_of(col(AlertRow.case_id), case_ids),
        )
        for row in self._session.exec(statement):
            row.normal_at = at
            self._session.add(row)
        self._session.flush()

    def case_id_of(self, alert_id: UUID) -> UUID | None:
        return self._session.get_one(AlertRow, alert_id).case_id

    def case_ids_of(self, alert_ids: Iterable[UUID]) -> list[UUID]:
        """The cases of these alerts, which this transaction has at hand, each once."""
        found = dict.fromkeys(map(self.case_id_of, alert_ids))
        return [each for each in found if each]

    def latest(self, key: AlertKey) -> Alert | None:
        """The last alert of this key, over or not."""
        sensor_id, condition, aspect = key
        statement = (
            select(AlertRow)
            .where(AlertRow.sensor_id == sensor_id, AlertRow.condition == condition)
            .where(AlertRow.aspect == aspect)
            .order_by(col(AlertRow.raised_at).desc())
            .limit(1)
        )
        return next(iter(self._found(statement)), None)

    def link(self, alert_id: UUID, case_id: UUID) -> None:
        row = self._session.get_one(AlertRow, alert_id)
        row.case_id, row.case_due_at = case_id, None
        self._session.add(row)

    def move(self, case_id: UUID, target_id: UUID) -> None:
        """All alerts of a case are of another one from now on."""
        for row in self._session.exec(select(AlertRow).where(AlertRow.case_id == case_id)):
            row.case_id = target_id
            self._session.add(row)
        self._session.flush()

    def _found(self, statement: SelectOfScalar[AlertRow], **params: Any) -> list[Alert]:
        rows = list(self._session.exec(statement.options(*WITHOUT_CAUSE), params=params))
        self._kept += rows
        return [alert_of(row) for row in rows]


def is_hidden() -> ColumnElement[bool]:
    """Whether a suppression takes the alert off the list of what people must look at now."""
    return func.coalesce(AlertRow.suppressed_by, "").in_(_HIDING)


def _is_near(alert: Alert, sensor: Sensor) -> ColumnElement[bool]:
    """Whether a source and its condition lie so that one cause explains both (see `grouping`)."""
    near: ColumnElement[bool] = false()
    if sensor.equipment_id is not None:
        near = col(SensorRow.equipment_id) == sensor.equipment_id
    standard = sensor.indicator.standard if sensor.indicator else ""
    if measures_gas(sensor.unit, standard) and alert.condition in LIMITS:
        is_gas = and_(col(SensorRow.area_id) == sensor.area_id, has_unit(sensor.unit))
        near = or_(near, and_(is_gas, col(AlertRow.condition).in_(LIMITS)))
    return and_(near, col(AlertRow.condition) != AlertCondition.SILENT)


def alert_of(row: AlertRow) -> Alert:
    return Alert(
        alert_id=row.id,
        site_id=row.site_id,
        sensor_id=row.sensor_id,
        condition=AlertCondition(row.condition),
        tier=Tier(row.tier),
        worst_tier=Tier(row.worst_tier),
        is_active=row.is_active,
        is_acknowledged=row.is_acknowledged,
        raised_at=row.raised_at,
        changed_at=row.changed_at,
        normal_at=row.normal_at,
        acknowledge_due_at=row.acknowledge_due_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        is_simulated=row.is_simulated,
        aspect=row.aspect,
        active_since=row.active_since,
        notified_at=row.notified_at,
        notified_tier=_tier(row.notified_tier),
        acknowledged_tier=_tier(row.acknowledged_tier),
        asked_tier=_tier(row.asked_tier),
        suppressed_by=Suppression(row.suppressed_by) if row.suppressed_by else None,
        suppressed_at=row.suppressed_at,
        worst_suppressed_tier=_tier(row.worst_suppressed_tier),
        shelf=_shelf(row),
        chatter=_chatter(row),
        activations=tuple(row.activations),
        suppression_due_at=row.suppression_due_at,
        group_id=row.group_id,
        limit_tier=_tier(row.limit_tier),
    )


def _tier(value: int | None) -> Tier | None:
    return None if value is None else Tier(value)


def _shelf(row: AlertRow) -> Shelf | None:
    if row.shelved_until is None or row.shelved_tier is None or row.shelved_by is None:
        return None
    return Shelf(row.shelved_until, Tier(row.shelved_tier), row.shelve_reason or "", row.shelved_by)


def _chatter(row: AlertRow) -> Chatter | None:
    if row.calm_at is None or row.chatter_tier is None:
        return None
    return Chatter(Tier(row.chatter_tier), row.calm_at)


def _columns(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.alert_id,
        "site_id": alert.site_id,
        "sensor_id": alert.sensor_id,
        "condition": alert.condition.value,
        "aspect": alert.aspect,
        "tier": int(alert.tier),
        "limit_tier": alert.limit_tier,
        "worst_tier": int(alert.worst_tier),
        "rank": int(alert.rank),
        "is_active": alert.is_active,
        "is_acknowledged": alert.is_acknowledged,
        "is_open": alert.is_open,
        "is_simulated": alert.is_simulated,
        "raised_at": alert.raised_at,
        "changed_at": alert.changed_at,
        "normal_at": alert.normal_at,
        "acknowledge_due_at": alert.acknowledge_due_at,
        "acknowledged_at": alert.acknowledged_at,
        "acknowledged_by": alert.acknowledged_by,
        "active_since": alert.active_since,
        "notified_at": alert.notified_at,
        "notified_tier": alert.notified_tier,
        "acknowledged_tier": alert.acknowledged_tier,
        "asked_tier": alert.asked_tier,
        "suppressed_by": alert.suppressed_by,
        "suppressed_at": alert.suppressed_at,
        "worst_suppressed_tier": alert.worst_suppressed_tier,
        "shelved_until": alert.shelf.until if alert.shelf else None,
        "shelved_tier": alert.shelf.up_to if alert.shelf else None,
        "shelve_reason": alert.shelf.reason if alert.shelf else None,
        "shelved_by": alert.shelf.by if alert.shelf else None,
        "calm_at": alert.chatter.calm_at if alert.chatter else None,
        "chatter_tier": alert.chatter.up_to if alert.chatter else None,
        "activations": list(alert.activations),
        "suppression_due_at": alert.suppression_due_at,
    }

"""Sensors with the indicator version in force, as rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, and_, cast, func, or_, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.core.columns import write_next
from backend.core.statements import among, rows
from backend.core.text import Text
from backend.core.vocabulary import Stage, Tier
from backend.people.accounts.hand_over_store import hand_over
from backend.sensors.gas_rules import SIGNS, plain_unit
from backend.sensors.rules import (
    Indicator,
    Limit,
    LimitSide,
    RateLimit,
    Sensor,
    SensorKind,
    SensorState,
    Span,
)
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.tables import SiteRow

BY_IDS: Final = select(SensorRow).where(among(col(SensorRow.id), "sensors"))
INDICATORS: Final = (
    select(IndicatorRow)
    .where(among(col(IndicatorRow.sensor_id), "sensors"))
    .order_by(col(IndicatorRow.sensor_id), col(IndicatorRow.version))
)


class Sensors:
    def __init__(self, session: Session) -> None:
        self._session = session

    def has_of_department(self, department_id: UUID) -> bool:
        """Whether a department is responsible for any source."""
        statement = select(SensorRow.id).where(SensorRow.department_id == department_id).limit(1)
        return self._session.exec(statement).first() is not None

    def has_of_post(self, post_id: UUID) -> bool:
        """Whether the holders of a post are responsible for any source."""
        statement = select(SensorRow.id).where(SensorRow.post_id == post_id).limit(1)
        return self._session.exec(statement).first() is not None

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give the sources that this person is responsible for to another one; returns how many. None: count
        only.
        """
        theirs = (col(SensorRow.site_id) == site_id, col(SensorRow.responsible_id) == of)
        return hand_over(self._session, SensorRow, "responsible_id", theirs, to)

    def in_service(self) -> list[Sensor]:
        """Every sensor whose readings are evaluated, with its indicator in force; two statements."""
        statement = select(SensorRow).where(
            SensorRow.state != SensorState.OUT_OF_SERVICE, SensorRow.kind != SensorKind.SYSTEM
        )
        return with_indicators(self._session, self._session.exec(statement))

    def get(self, sensor_ids: Iterable[int]) -> dict[int, Sensor]:
        rows = self._session.exec(BY_IDS, params={"sensors": list(set(sensor_ids))})
        return {each.sensor_id: each for each in with_indicators(self._session, rows)}

    def indicators(self, sensor_ids: list[int]) -> dict[int, Indicator]:
        """The indicators in force of these sensors, of those that have one."""
        return indicators_in_force(self._session, sensor_ids)

    def one(self, sensor_id: int) -> Sensor:
        """The source of this number. Raises KeyError."""
        return self.get([sensor_id])[sensor_id]

    def by_code(self, site_id: UUID, code: str) -> Sensor | None:
        statement = select(SensorRow).where(SensorRow.site_id == site_id, SensorRow.code == code)
        return next(iter(with_indicators(self._session, self._session.exec(statement))), None)

    def ids_of_site(self, site_id: UUID) -> list[int]:
        """All sources of a site, in service or not."""
        found = self._session.exec(select(SensorRow.id).where(SensorRow.site_id == site_id))
        return [sensor_id for sensor_id in found if sensor_id is not None]

    def ids_of_equipment(self, equipment_id: UUID) -> list[int]:
        """All sources bound to a machine."""
        found = self._session.exec(select(SensorRow.id).where(SensorRow.equipment_id == equipment_id))
        return [sensor_id for sensor_id in found if sensor_id is not None]

    def fingerprint(self) -> tuple[Any, ...]:
        """Another value once a sensor or the version of an indicator has come or gone, or a sensor is
        described anew.
        """
        in_service = col(SensorRow.state) != SensorState.OUT_OF_SERVICE
        ids = cast(col(SensorRow.id), BigInteger)  # their squares are beyond 32 bits
        connection = self._session.connection()
        sensors = connection.execute(
            sql_select(
                func.count(ids), func.sum(ids), func.sum(ids * ids), func.sum(col(SensorRow.version))
            ).where(in_service)
        ).one()
        indicators = connection.execute(
            sql_select(func.count(col(IndicatorRow.id)), func.max(col(IndicatorRow.created_at)))
        ).one()
        return (*sensors, *indicators)

    def await_simulated(self, site_id: UUID) -> None:
        """The simulated sources of this site are not silent before they were heard again."""
        self._session.execute(
            update(SensorRow)
            .where(col(SensorRow.site_id) == site_id, col(SensorRow.is_simulated))
            .values(silent_due_at=None)
        )

    def add(self, sensor: Sensor) -> int:
        """Add a source without an indicator; its id is given here (`sensor.sensor_id` is ignored)."""
        row = SensorRow(**_columns(sensor), created_at=sensor.created_at)
        self._session.add(row)
        self._session.flush()
        return row.id or 0

    def put(self, sensor: Sensor) -> None:
        """Bring what describes the source up to date; its state and last reading stay."""
        row = self._session.get_one(SensorRow, sensor.sensor_id)
        for name, value in _columns(sensor).items():
            if name not in {"state", "last_seen_at"}:
                setattr(row, name, value)
        self._session.add(row)

    def change(self, sensor: Sensor) -> None:
        """Write over what describes the version that was read; state and last reading stay. Raises
        Refused(CONFLICT) if someone wrote in between.
        """
        row = self._session.get_one(SensorRow, sensor.sensor_id, with_for_update=True)
        columns = _columns(sensor)
        for name in ("state", "last_seen_at"):
            del columns[name]
        write_next(row, columns)
        self._session.add(row)
        self._session.flush()

    def remind_of_unheard(self, *, created_before: datetime, at: datetime) -> list[Sensor]:
        """Mark the sources as reminded of that came in before and have never been heard; returns these.

        Nobody expects to hear from a simulated source while its plant is not being simulated.
        """
        statement = (
            update(SensorRow)
            .where(is_never_heard(), col(SensorRow.unheard_reminded_at).is_(None))
            .where(col(SensorRow.created_at) <= created_before, is_expected())
            .values(unheard_reminded_at=at)
            .returning(col(SensorRow.id))
            .execution_options(synchronize_session=False)
        )
        marked = self._session.connection().execute(statement).scalars().all()
        found = self.get(each for each in marked if each is not None)
        return sorted(found.values(), key=lambda sensor: sensor.code)

    def stands_in(self, area_id: UUID) -> bool:
        """Whether a source is in this area."""
        statement = select(SensorRow.id).where(
            SensorRow.area_id == area_id, SensorRow.state != SensorState.OUT_OF_SERVICE
        )
        return self._session.exec(statement.limit(1)).first() is not None

    def add_indicator(
        self,
        sensor_id: int,
        indicator: Indicator,
        *,
        reason: str,
        at: datetime,
        by: UUID | None,
    ) -> Indicator:
        """A new version comes into force; the number and the id are given here."""
        latest = self._session.exec(
            select(func.max(IndicatorRow.version)).where(IndicatorRow.sensor_id == sensor_id)
        ).one()
        row = IndicatorRow(
            id=uuid4(),
            sensor_id=sensor_id,
            version=(latest or 0) + 1,
            unit=indicator.unit,
            limits=[{"side": e.side, "tier": int(e.tier), "value": e.value} for e in indicator.limits],
            deadband=indicator.deadband,
            on_delay_s=indicator.on_delay.total_seconds(),
            off_delay_s=indicator.off_delay.total_seconds(),
            silent_after_s=indicator.silent_after.total_seconds(),
            standard=indicator.standard,
            rate_per_minute=indicator.rate_limit.per_minute if indicator.rate_limit else None,
            rate_window_s=indicator.rate_limit.window.total_seconds() if indicator.rate_limit else None,
            rate_tier=int(indicator.rate_limit.tier) if indicator.rate_limit else None,
            stuck_after_s=indicator.stuck_after.total_seconds() if indicator.stuck_after else None,
            span_low=indicator.span.low if indicator.span else None,
            span_high=indicator.span.high if indicator.span else None,
            is_learned=indicator.is_learned,
            reason=reason,
            created_at=at,
            created_by=by,
        )
        self._session.add(row)
        self._session.flush()
        return indicator_of(row)


def is_never_heard() -> ColumnElement[bool]:
    """Whether a source of readings in service has never sent one, as `Sensor.is_never_heard` says it."""
    return and_(
        col(SensorRow.kind) == SensorKind.READINGS.value,
        col(SensorRow.last_seen_at).is_(None),
        col(SensorRow.state) != SensorState.OUT_OF_SERVICE.value,
    )


def is_expected() -> ColumnElement[bool]:
    """Whether readings of a source are expected: of a simulated one, while its plant is simulated."""
    simulating = select(SiteRow.id).where(
        col(SiteRow.is_simulation_running).is_(True), col(SiteRow.simulation_started_at).is_not(None)
    )
    return or_(~col(SensorRow.is_simulated), col(SensorRow.site_id).in_(simulating))


def has_unit(unit: str) -> ColumnElement[bool]:
    """Whether a source has this unit, compared as `plain_unit` does: two people may have typed it."""
    plain: SQLColumnExpression[str] = col(SensorRow.unit)
    for sign, replaced_by in SIGNS.items():
        plain = func.replace(plain, sign, replaced_by)
    return func.lower(plain) == plain_unit(unit)


def with_indicators(session: Session, rows: Iterable[SensorRow]) -> list[Sensor]:
    """These sensors with their indicators in force, in the order of the rows; one more statement."""
    found = list(rows)
    indicators = indicators_in_force(session, [row.id or 0 for row in found])
    return [sensor_of(row, indicators.get(row.id or 0)) for row in found]


def indicators_in_force(session: Session, sensor_ids: list[int]) -> dict[int, Indicator]:
    found = rows(session, INDICATORS, {"sensors": sensor_ids})
    return {row.sensor_id: indicator_of(row) for row in found}


def sensor_of(row: SensorRow, indicator: Indicator | None) -> Sensor:
    return Sensor(
        sensor_id=row.id or 0,
        site_id=row.site_id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        unit=row.unit,
        stage=Stage(row.stage),
        area_id=row.area_id,
        equipment_id=row.equipment_id,
        department_id=row.department_id,
        responsible_id=row.responsible_id,
        state=SensorState(row.state),
        is_simulated=row.is_simulated,
        indicator=indicator,
        last_seen_at=row.last_seen_at,
        kind=SensorKind(row.kind),
        sampling_plan=row.sampling_plan,
        plan_id=row.plan_id,
        position=None if row.plan_x is None or row.plan_y is None else (row.plan_x, row.plan_y),
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        post_id=row.post_id,
        created_at=row.created_at,
        unheard_reminded_at=row.unheard_reminded_at,
    )


def indicator_of(row: IndicatorRow) -> Indicator:
    return Indicator(
        indicator_id=row.id,
        version=row.version,
        unit=row.unit,
        limits=tuple(Limit(LimitSide(e["side"]), Tier(e["tier"]), e["value"]) for e in row.limits),
        deadband=row.deadband,
        on_delay=timedelta(seconds=row.on_delay_s),
        off_delay=timedelta(seconds=row.off_delay_s),
        silent_after=timedelta(seconds=row.silent_after_s),
        standard=row.standard,
        rate_limit=_rate_limit_of(row),
        stuck_after=None if row.stuck_after_s is None else timedelta(seconds=row.stuck_after_s),
        span=None if row.span_low is None or row.span_high is None else Span(row.span_low, row.span_high),
        is_learned=row.is_learned,
    )


def _rate_limit_of(row: IndicatorRow) -> RateLimit | None:
    if row.rate_per_minute is None or row.rate_window_s is None or row.rate_tier is None:
        return None
    return RateLimit(row.rate_per_minute, timedelta(seconds=row.rate_window_s), Tier(row.rate_tier))


def _columns(sensor: Sensor) -> dict[str, Any]:
    plan_x, plan_y = sensor.position or (None, None)
    return {
        "site_id": sensor.site_id,
        "code": sensor.code,
        "name_zh": sensor.name.zh,
        "name_en": sensor.name.en,
        "unit": sensor.unit,
        "stage": sensor.stage.value,
        "area_id": sensor.area_id,
        "equipment_id": sensor.equipment_id,
        "department_id": sensor.department_id,
        "responsible_id": sensor.responsible_id,
        "state": sensor.state.value,
        "is_simulated": sensor.is_simulated,
        "last_seen_at": sensor.last_seen_at,
        "kind": sensor.kind.value,
        "sampling_plan": sensor.sampling_plan,
        "plan_id": sensor.plan_id,
        "plan_x": plan_x,
        "plan_y": plan_y,
        "version": sensor.version,
        "changed_at": sensor.changed_at,
        "changed_by": sensor.changed_by,
        "post_id": sensor.post_id,
    }

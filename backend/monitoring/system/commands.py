"""Conditions of the product itself become alerts of the `system` source of a site, in the same loop."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from backend.alerts import commands as alerts
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Stage, Tier
from backend.sensors import system_rules
from backend.sensors.rules import Indicator, Sensor, SensorKind, SensorState
from backend.sensors.store import Sensors
from backend.sensors.system_rules import ENDS_AFTER, TIERS, SystemCondition
from backend.sites.rules import SYSTEM_AREA, Area
from backend.sites.store import Sites

REASON: Final = "source of the product itself"


def raise_condition(
    tx: Transaction,
    condition: SystemCondition,
    *,
    site_ids: Iterable[UUID] | None = None,
    why: Mapping[str, Any] | None = None,
) -> None:
    """Raise this condition at these sites (None: at all). While it holds, the same again does nothing.

    `why`: numbers of its sentence, by the names in the words `SystemCondition.<code>`.
    """
    sensors = [_source(tx, site_id) for site_id in _sites(tx, site_ids)]
    stored = {"code": condition.value, **(why or {})}
    alerts.apply_changes(tx, [_change(tx, each, condition, TIERS[condition], stored) for each in sensors])


def end_condition(
    tx: Transaction, condition: SystemCondition, *, site_ids: Iterable[UUID] | None = None
) -> None:
    """End this condition where it holds; its alerts return to normal."""
    sensors = _sources(tx, _sites(tx, site_ids))
    alerts.apply_changes(tx, [_change(tx, each, condition, None, {}) for each in sensors])


def end_moments(tx: Transaction) -> None:
    """End what is the report of a moment and did not happen again for long enough."""
    sources = {each.sensor_id: each for each in _sources(tx, _sites(tx, None))}
    over = [each for each in tx.get(Alerts).open_of_sensors(sources) if _is_over(each, tx.now)]
    changes = [_change(tx, sources[each.sensor_id], SystemCondition(each.aspect), None, {}) for each in over]
    alerts.apply_changes(tx, changes)


def _is_over(alert: Alert, now: datetime) -> bool:
    """Whether it is the report of a moment that lies far enough back."""
    lasts = ENDS_AFTER.get(SystemCondition(alert.aspect))
    since = alert.active_from
    return lasts is not None and alert.is_active and since + lasts <= now


def _sources(tx: Transaction, site_ids: Iterable[UUID]) -> list[Sensor]:
    """The `system` sources that these sites have."""
    found = (tx.get(Sensors).by_code(site_id, system_rules.CODE) for site_id in site_ids)
    return [each for each in found if each is not None]


def _sites(tx: Transaction, site_ids: Iterable[UUID] | None) -> list[UUID]:
    return tx.get(Sites).ids() if site_ids is None else list(site_ids)


def _source(tx: Transaction, site_id: UUID) -> Sensor:
    """The `system` source of the site; made when something is first to be reported."""
    found = tx.get(Sensors).by_code(site_id, system_rules.CODE)
    if found is not None:
        return found
    sensor_id = tx.get(Sensors).add(
        Sensor(
            sensor_id=0,
            site_id=site_id,
            code=system_rules.CODE,
            name=words.of("SensorKind", SensorKind.SYSTEM),
            unit="",
            stage=Stage.ENVIRONMENT,
            area_id=_area(tx, site_id),
            equipment_id=None,
            department_id=None,
            responsible_id=None,
            state=SensorState.IN_SERVICE,
            is_simulated=False,
            indicator=None,
            last_seen_at=None,
            kind=SensorKind.SYSTEM,
        )
    )
    tx.get(Sensors).add_indicator(sensor_id, _INDICATOR, reason=REASON, at=tx.now, by=None)
    return tx.get(Sensors).one(sensor_id)


_INDICATOR: Final = Indicator(
    indicator_id=UUID(int=0),  # the store gives the row one of its own
    version=1,
    unit="",
    limits=(),
    deadband=0.0,
    on_delay=timedelta(0),
    off_delay=timedelta(0),
    silent_after=timedelta(0),
    standard="",
    is_learned=False,
)


def _area(tx: Transaction, site_id: UUID) -> UUID:
    """The place of the source: no area of the plant, or its figures would count what is none of its own."""
    found = next((each for each in tx.get(Sites).areas(site_id) if each.code == SYSTEM_AREA), None)
    if found is None:
        found = Area(uuid4(), site_id, SYSTEM_AREA, words.of("SensorKind", SensorKind.SYSTEM), ())
        tx.get(Sites).put_area(found)
    return found.area_id


def _change(
    tx: Transaction, sensor: Sensor, condition: SystemCondition, tier: Tier | None, why: Mapping[str, Any]
) -> ConditionChange:
    if sensor.indicator is None:
        raise AssertionError("the source was made with an indicator")
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=AlertCondition.SYSTEM,
        tier=tier,
        sampled_us=microseconds(tx.now),
        value=None,
        indicator_id=sensor.indicator.indicator_id,
        indicator_version=sensor.indicator.version,
        aspect=condition.value,
        why=why,
    )

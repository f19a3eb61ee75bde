"""Sources of a plant with whatever states, values and alerts a test of the live picture needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlmodel import col

from backend.alerts.advice_rules import AdviceSource
from backend.alerts.grouping.rules import GroupScope
from backend.alerts.suppression.rules import Suppression
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Quality, Stage, Tier
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from backend.sensors.rules import SensorState
from backend.sensors.tables import IndicatorRow, SensorRow
from tests.support.plants import Plants, more_sensors

LIMITS: Final[tuple[list[dict[str, Any]], ...]] = (
    [],
    [{"side": "HIGH", "tier": 2, "value": 10.0}, {"side": "HIGH", "tier": 4, "value": 50.0}],
    [{"side": "LOW", "tier": 3, "value": 5.0}, {"side": "LOW", "tier": 4, "value": -2.5}],
    [{"side": "LOW", "tier": 4, "value": 3.0}, {"side": "HIGH", "tier": 4, "value": 3.0}],
    [{"side": "LOW", "tier": 2, "value": 0.0}, {"side": "HIGH", "tier": 3, "value": 30.0}],
)
CONDITIONS: Final = (
    AlertCondition.LIMIT_HIGH,
    AlertCondition.SILENT,
    AlertCondition.BAD_QUALITY,
    AlertCondition.OUT_OF_RANGE,
    AlertCondition.FORECAST,
)
AGES_S: Final = (0.0, 419.0, 421.0, 3_599.0, 5_000.0)


@dataclass
class OpenAlert:
    """`rank`: None, as bad as it is."""

    tier: Tier
    condition: AlertCondition = AlertCondition.LIMIT_HIGH
    rank: Tier | None = None
    is_active: bool = True
    is_acknowledged: bool = False
    suppressed_by: Suppression | None = None
    group_id: UUID | None = None


@dataclass
class MadeSource:
    """`age_s`: of its last value; None: it never sent one."""

    code: str
    state: SensorState = SensorState.IN_SERVICE
    age_s: float | None = 0.0
    value: float = 1.0
    limits: list[dict[str, Any]] = field(default_factory=lambda: LIMITS[1])
    silent_after_s: float = 300.0
    span: tuple[float, float] | None = None
    stage: Stage = Stage.EQUIPMENT
    alerts: Sequence[OpenAlert] = ()


def put_sources(database: Database, plants: Plants, made: Sequence[MadeSource]) -> dict[str, int]:
    """Put these sources into service at north; returns their ids by code."""
    found = more_sensors(database, [each.code for each in made], is_apart=True)
    ids = {each.code: found[f"north/{each.code}"] for each in made}

    def command(tx: Transaction) -> None:
        for each in made:
            _put(tx, plants, each, ids[each.code])

    database.transact(command)
    return ids


def raise_alert(tx: Transaction, plants: Plants, sensor_id: int, alert: OpenAlert) -> None:
    """Have a source of north this open alert."""
    raise_at(tx, plants.north, plants.indicator.indicator_id, sensor_id, alert)


def raise_at(tx: Transaction, site_id: UUID, indicator_id: UUID, sensor_id: int, alert: OpenAlert) -> None:
    """Have a source this open alert by this rule."""
    rank = alert.rank or alert.tier
    row = {"id": uuid4(), "site_id": site_id, "sensor_id": sensor_id}
    tiers = {"tier": alert.tier, "rank": rank, "worst_tier": max(alert.tier, rank)}
    # Of two as bad as each other a screen shows the older one: silence is said last.
    at = tx.now if alert.condition is AlertCondition.SILENT else tx.now - timedelta(minutes=1)
    times = dict.fromkeys(("raised_at", "changed_at", "acknowledge_due_at", "active_since"), at)
    is_so = {"is_active": alert.is_active, "is_acknowledged": alert.is_acknowledged, "is_open": True}
    more = {"condition": alert.condition.value, "aspect": str(uuid4()), "is_simulated": False, "cause": {}}
    said = {"advice": [], "advice_from": AdviceSource.TEMPLATE.value}
    scope = GroupScope.SITE.value if alert.group_id else None
    group = {"group_id": alert.group_id, "group_scope": scope, "leads_group": True}
    held = {"suppressed_by": alert.suppressed_by.value if alert.suppressed_by else None}
    content = row | said | tiers | times | is_so | more | group | held | {"indicator_id": indicator_id}
    tx.session.execute(insert(AlertRow), [content])


def random_sources(draw: Random, number: int) -> list[MadeSource]:
    """Sources of every kind there may be, some of them in two groups of alerts."""
    groups = [uuid4(), uuid4()]
    return [
        MadeSource(
            code=f"S-{draw.randrange(10_000):04}-{each}",
            state=draw.choice(list(SensorState)),
            age_s=draw.choice((None, *AGES_S)),
            value=draw.choice((-5.0, 0.0, 3.0, 4.5, 9.0, 12.0, 60.0)),
            limits=draw.choice(LIMITS),
            silent_after_s=draw.choice((0.0, 300.0, 3_600.0)),
            span=draw.choice((None, (0.0, 100.0), (-10.0, 20.0))),
            stage=draw.choice(list(Stage)),
            alerts=[_random_alert(draw, groups) for _ in range(draw.choice((0, 0, 0, 1, 1, 2)))],
        )
        for each in range(number)
    ]


def _random_alert(draw: Random, groups: list[UUID]) -> OpenAlert:
    """Silence is blue, as the product raises it."""
    condition = draw.choice(CONDITIONS)
    tier, rank = draw.choice(list(Tier)), draw.choice(list(Tier))
    if condition is AlertCondition.SILENT:
        tier = rank = Tier.BLUE
    is_active = draw.random() < 0.7
    return OpenAlert(
        tier=tier,
        condition=condition,
        rank=max(tier, rank),
        is_active=is_active,
        is_acknowledged=is_active and draw.random() < 0.4,
        suppressed_by=draw.choice((None, None, *Suppression)),
        group_id=draw.choice((None, *groups)),
    )


def _put(tx: Transaction, plants: Plants, made: MadeSource, sensor_id: int) -> None:
    low, high = made.span or (None, None)
    is_heard = made.age_s is not None
    tx.session.execute(
        update(SensorRow)
        .where(col(SensorRow.id) == sensor_id)
        .values(state=made.state.value, stage=made.stage.value, last_seen_at=tx.now if is_heard else None)
    )
    tx.session.execute(
        update(IndicatorRow)
        .where(col(IndicatorRow.sensor_id) == sensor_id)
        .values(limits=made.limits, silent_after_s=made.silent_after_s, span_low=low, span_high=high)
    )
    if made.age_s is not None:
        sampled_us = microseconds(tx.now - timedelta(seconds=made.age_s))
        tx.get(Sources).save_latest({sensor_id: LatestReading(sampled_us, made.value, Quality.GOOD)})
    for alert in made.alerts:
        raise_alert(tx, plants, sensor_id, alert)

"""Maintenance that comes again, and reminders of what is held back before it ends or because it does not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression import queries
from backend.alerts.suppression.rules import MaintenanceWindow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of

pytestmark = pytest.mark.both_databases("what is due is claimed by statements of its own")

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
Plan = Callable[..., UUID]


@pytest.fixture
def plan(database: Database, plants: Plants, clock: FakeClock) -> Plan:
    def plan(
        *,
        hours: float = 2,
        starts: timedelta = timedelta(0),
        repeat_days: int | None = None,
        red: bool = False,
    ) -> UUID:
        begin = clock.now + starts

        def command(tx: Transaction) -> UUID:
            return suppression.plan_maintenance(
                tx,
                equipment_id=id_of("north/equipment"),
                area_id=None,
                starts_at=begin,
                ends_at=begin + hours * HOUR,
                reason="换油",
                suppresses_red=red,
                confirms_red=red,
                repeat_days=repeat_days,
                by=plants.alice,
            ).window_id

        return database.transact(command)

    return plan


@pytest.fixture
def sweep(database: Database) -> Callable[[], None]:
    """Twice: what was done stays done."""

    def sweep() -> None:
        for _ in range(2):
            suppression.sweep_suppression(database)

    return sweep


def windows(database: Database, plants: Plants, now: datetime) -> list[MaintenanceWindow]:
    found = database.read(lambda s: queries.windows(s, plants.alice, now=now))
    return sorted((view.window for view in found), key=lambda each: each.starts_at)


def reminded(database: Database) -> list[str]:
    kinds = ("MAINTENANCE_ENDS_SOON", "SENSOR_BACK_SOON", "SENSOR_STILL_OUT")
    statement = select(AuditRow.kind).where(col(AuditRow.kind).in_(kinds)).order_by(col(AuditRow.position))
    return list(database.read(lambda s: s.exec(statement).all()))


def take_out(database: Database, plants: Plants, until: datetime | None) -> None:
    database.transact(
        lambda tx: suppression.take_sensor_out_of_service(
            tx, plants.gas, reason="送检", until=until, confirms_red=False, by=plants.alice
        )
    )


def test_maintenance_that_recurs_plans_the_next_one_once_when_it_begins(
    database: Database, plants: Plants, clock: FakeClock, plan: Plan, sweep: Callable[[], None]
) -> None:
    plan(starts=HOUR, repeat_days=7)
    sweep()
    assert len(windows(database, plants, clock.now)) == 1

    clock.advance(HOUR)
    sweep()

    first, following = windows(database, plants, clock.now)
    assert following.starts_at - first.starts_at == 7 * DAY
    assert following.ends_at - following.starts_at == first.ends_at - first.starts_at
    assert (following.begun_at, following.repeat_days, following.reason) == (None, 7, "换油")


def test_what_a_downtime_missed_is_not_made_up_for_and_the_series_goes_on(
    database: Database, plants: Plants, clock: FakeClock, plan: Plan, sweep: Callable[[], None]
) -> None:
    plan(starts=HOUR, repeat_days=7)
    begins = clock.now + HOUR
    clock.advance(20 * DAY)

    sweep()

    [following] = [each for each in windows(database, plants, clock.now) if each.ends_at > clock.now]
    assert following.starts_at == begins + 21 * DAY


def test_cancelling_the_next_one_ends_the_series_and_ending_the_running_one_does_not(
    database: Database, plants: Plants, clock: FakeClock, plan: Plan, sweep: Callable[[], None]
) -> None:
    running = plan(repeat_days=7)
    database.transact(lambda tx: suppression.cancel_maintenance(tx, running, by=plants.alice))
    [following] = [each for each in windows(database, plants, clock.now) if each.cancelled_at is None]

    database.transact(lambda tx: suppression.cancel_maintenance(tx, following.window_id, by=plants.alice))
    clock.advance(30 * DAY)
    sweep()

    assert [each for each in windows(database, plants, clock.now) if each.ends_at > clock.now] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"repeat_days": 0},
        {"repeat_days": -7},
        {"repeat_days": 367},
        {"hours": 48, "repeat_days": 1},
        {"repeat_days": 7, "red": True},
    ],
)
def test_a_repetition_within_itself_or_that_suppresses_red_is_refused(
    plan: Plan, wrong: dict[str, int]
) -> None:
    with pytest.raises(Refused) as refused:
        plan(**wrong)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_who_planned_is_reminded_once_half_an_hour_before_the_end(
    database: Database, plants: Plants, clock: FakeClock, plan: Plan, sweep: Callable[[], None]
) -> None:
    plan(hours=2)
    plan(hours=1)
    clock.advance(HOUR)
    sweep()
    assert reminded(database) == [], "of an hour nobody is reminded"

    clock.advance(HOUR / 2)
    sweep()

    assert reminded(database) == ["MAINTENANCE_ENDS_SOON"]
    clock.advance(HOUR)
    sweep()
    assert reminded(database) == ["MAINTENANCE_ENDS_SOON"]


def test_who_took_a_source_out_is_reminded_before_it_comes_back(
    database: Database, plants: Plants, clock: FakeClock, sweep: Callable[[], None]
) -> None:
    take_out(database, plants, clock.now + 8 * HOUR)
    clock.advance(7 * HOUR)
    sweep()
    assert reminded(database) == []

    clock.advance(HOUR / 2)
    sweep()

    assert reminded(database) == ["SENSOR_BACK_SOON"]


def test_who_took_a_source_out_without_an_end_is_reminded_every_day_until_it_is_back(
    database: Database, plants: Plants, clock: FakeClock, sweep: Callable[[], None]
) -> None:
    take_out(database, plants, None)
    for days in range(1, 4):
        clock.advance(DAY)
        sweep()
        assert reminded(database) == ["SENSOR_STILL_OUT"] * days

    database.transact(lambda tx: suppression.return_sensor_to_service(tx, plants.gas, by=plants.alice))
    clock.advance(DAY)
    sweep()

    assert reminded(database) == ["SENSOR_STILL_OUT"] * 3


def test_a_sweep_that_dies_reminds_the_next_time_and_once(
    database: Database, plants: Plants, clock: FakeClock, plan: Plan, sweep: Callable[[], None]
) -> None:
    plan(hours=2, repeat_days=7)
    clock.advance(1.75 * HOUR)

    def dies(tx: Transaction) -> None:
        suppression.begin_and_end_due(tx)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        database.transact(dies)
    assert reminded(database) == []
    sweep()

    assert reminded(database) == ["MAINTENANCE_ENDS_SOON"]
    assert len(windows(database, plants, clock.now)) == 2

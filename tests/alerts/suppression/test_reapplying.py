"""What suppresses itself, what belongs to one group, and that nothing is ever lost; on both databases."""

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.alerts import commands as alerts
from backend.alerts.rules import Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.store import SuppressionStore
from backend.cases import alert_commands
from backend.cases import commands as cases
from backend.cases.rules import CaseOutcome
from backend.core.database import Database, Transaction
from backend.core.vocabulary import AlertCondition, Tier
from tests.support.alerts import (
    HOUR,
    all_alerts,
    event_kinds,
    leaders,
    only_alert,
    plan,
    records,
    say,
    set_equipment,
    silent,
    sweep,
    try_,
)
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, over


def test_a_silent_gateway_explains_the_silence_behind_it_and_nothing_else(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    def inhibit(tx: Transaction) -> None:
        tx.get(SuppressionStore).inhibit(
            uuid4(),
            site_id=plants.north,
            parent_sensor_id=plants.gas,
            parent_conditions=[AlertCondition.SILENT],
            child_equipment_id=id_of("north/equipment"),
            child_conditions=[AlertCondition.SILENT],
        )

    database.transact(inhibit)
    say(database, silent(plants, plants.pump), silent(plants, plants.gas))
    say(database, over(plants, Tier.ORANGE, sensor_id=plants.pump))

    by_key = {(each.sensor_id, each.condition): each for each in all_alerts(database)}
    child = by_key[plants.pump, AlertCondition.SILENT]
    assert child.suppressed_by is Suppression.PARENT
    assert by_key[plants.pump, AlertCondition.LIMIT_HIGH].suppressed_by is None
    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_RAISED"]

    say(database, silent(plants, plants.gas, tier=None))
    clock.advance(timedelta(seconds=59))
    assert sweep(database) == 0, "what is behind it may need a moment longer"
    clock.advance(timedelta(seconds=1))
    sweep(database)

    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_RAISED", "ALERT_RAISED"]


def test_a_parent_that_nobody_sees_explains_nothing(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    database.transact(
        lambda tx: tx.get(SuppressionStore).inhibit(
            uuid4(),
            site_id=plants.north,
            parent_sensor_id=plants.gas,
            parent_conditions=None,
            child_sensor_id=plants.pump,
        )
    )
    say(database, over(plants, Tier.ORANGE))
    clock.advance(timedelta(seconds=1))
    say(database, over(plants, Tier.ORANGE, sensor_id=plants.pump))
    parent, child = all_alerts(database)
    assert child.suppressed_by is Suppression.PARENT

    database.transact(
        lambda tx: suppression.shelve_alert(
            tx, parent.alert_id, until=tx.now + HOUR, reason="x", confirms_red=False, by=plants.alice
        )
    )

    assert all_alerts(database)[1].suppressed_by is None


def test_a_chattering_alert_stays_one_and_is_raised_once_when_it_is_calm(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for _ in range(6):
        say(database, over(plants, Tier.YELLOW))
        say(database, over(plants, None))
    say(database, over(plants, Tier.YELLOW))

    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED"]
    assert only_alert(database).suppressed_by is Suppression.CHATTERING

    clock.advance(timedelta(minutes=5))
    sweep(database)
    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED", "ALERT_REACTIVATED"]
    assert only_alert(database).chatter is None


def test_an_alert_that_is_acknowledged_each_time_chatters_all_the_same(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for _ in range(5):
        clock.advance(timedelta(seconds=1))
        say(database, over(plants, Tier.YELLOW))
        newest = all_alerts(database)[-1]
        if not newest.is_acknowledged:
            database.transact(lambda tx, a=newest: alerts.acknowledge_alert(tx, a.alert_id, by=plants.bob))
        say(database, over(plants, None))

    assert [kind for kind in event_kinds(database) if kind != "ALERT_ACKNOWLEDGED"] == ["ALERT_RAISED"] * 2
    assert len(all_alerts(database)) == 3


def test_equipment_under_repair_suppresses_all_but_red(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    set_equipment(database, "UNDER_REPAIR")
    say(database, over(plants, Tier.ORANGE))
    assert only_alert(database).suppressed_by is Suppression.MAINTENANCE
    clock.advance(timedelta(minutes=1))
    sweep(database)
    assert event_kinds(database) == []

    set_equipment(database, "RUNNING")
    clock.advance(timedelta(minutes=1))
    sweep(database)

    assert event_kinds(database) == ["ALERT_RAISED"]


def test_alerts_of_one_equipment_within_two_minutes_are_one_group_with_one_case_led_by_the_worst(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.YELLOW))
    clock.advance(timedelta(minutes=1))
    say(database, over(plants, Tier.ORANGE, sensor_id=plants.pump))

    first, second = all_alerts(database)
    assert first.group_id == second.group_id == first.alert_id
    links = database.transact(lambda tx: [tx.get(Alerts).case_id_of(a.alert_id) for a in (first, second)])
    assert links[0] == links[1] is not None
    assert leaders(database) == [second.alert_id]

    say(database, over(plants, Tier.RED))
    assert leaders(database) == [first.alert_id]
    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_RAISED", "ALERT_TIER_RAISED"], "each is told"


def test_alerts_more_than_two_minutes_apart_are_two_causes(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.YELLOW))
    clock.advance(timedelta(minutes=2, seconds=1))
    say(database, over(plants, Tier.ORANGE, sensor_id=plants.pump))

    assert [each.group_id for each in all_alerts(database)] == [None, None]
    assert len(leaders(database)) == 2


def test_a_blue_alert_that_is_back_after_its_case_was_archived_waits_a_day_of_its_own_for_another(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.BLUE))
    clock.advance(timedelta(hours=24))
    assert database.transact(alert_commands.open_cases_of_lasting) == 1
    alert_id = only_alert(database).alert_id
    first = database.transact(lambda tx: tx.get(Alerts).case_id_of(alert_id))
    assert first is not None
    database.transact(
        lambda tx: cases.dismiss_case(
            tx, first, outcome=CaseOutcome.FALSE_ALARM, reason="误报", by=plants.alice
        )
    )
    say(database, over(plants, None))
    clock.advance(timedelta(hours=1))

    say(database, over(plants, Tier.BLUE))
    clock.advance(timedelta(hours=23, minutes=59))
    assert database.transact(alert_commands.open_cases_of_lasting) == 0
    clock.advance(timedelta(minutes=1))
    assert database.transact(alert_commands.open_cases_of_lasting) == 1
    assert database.transact(lambda tx: tx.get(Alerts).case_id_of(alert_id)) not in {first, None}


def test_worse_than_what_was_acknowledged_asks_again_even_if_it_was_as_bad_before(
    database: Database, plants: Plants
) -> None:
    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))
    alert_id = only_alert(database).alert_id
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    assert only_alert(database).is_acknowledged

    say(database, over(plants, Tier.RED))

    assert not only_alert(database).is_acknowledged


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_under_random_suppressions_end_as_without_and_nothing_is_lost(
    database: Database, plants: Plants, clock: FakeClock, seed: int
) -> None:
    dice = random.Random(seed)
    last: Tier | None = None
    windows: list[UUID] = []
    for _ in range(40):
        clock.advance(timedelta(seconds=dice.randint(1, 900)))
        last = dice.choice([None, None, *Tier])
        change = over(plants, last)
        say(database, change)
        match dice.randint(0, 6):
            case 0:
                windows.append(plan(database, plants, red=dice.random() < 0.5))
            case 1 if windows:
                window_id = windows.pop()
                try_(
                    database,
                    lambda tx, w=window_id: suppression.cancel_maintenance(tx, w, by=plants.alice),
                )
            case 2:
                newest = all_alerts(database)[-1].alert_id if all_alerts(database) else uuid4()
                try_(
                    database,
                    lambda tx, a=newest: suppression.shelve_alert(
                        tx, a, until=tx.now + HOUR, reason="x", confirms_red=True, by=plants.alice
                    ),
                )
            case 3:
                try_(
                    database,
                    lambda tx: suppression.take_sensor_out_of_service(
                        tx, plants.gas, reason="x", until=tx.now + HOUR, confirms_red=True, by=plants.alice
                    ),
                )
            case _:
                sweep(database)
    clock.advance(timedelta(hours=9))
    sweep(database)

    found = all_alerts(database)
    active = [(each.tier, each.notified_at is not None) for each in found if each.is_active]
    assert active == ([] if last is None else [(last, True)])
    assert not [each for each in found if each.suppressed_by is not None]
    assert all(raised is not None for _, _, raised in records(database))

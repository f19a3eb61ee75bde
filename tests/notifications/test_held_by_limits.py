"""What a provider does not take for one address waits, says until when, and leaves as one message."""

from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.notifications.rules import DeliveryState, free_at
from backend.people.directory.rules import AddressKind
from push.registry import SendLimit
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant

MINUTE = timedelta(minutes=1)


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    """Bob is reached by text only, and his number takes two a minute."""
    found = Plant(database, plants, clock)
    found.set_up("sms")
    found.reaches(plants.bob, AddressKind.PHONE, "13800000001")
    found.limits = {"sms": (SendLimit(2, MINUTE),)}
    return found


def raise_many(plant: Plant, tier: Tier, codes: list[str]) -> None:
    changes = [
        over(plant.plants, tier, sensor_id=sensor)
        for sensor in more_sensors(plant.database, codes, is_apart=True).values()
    ]
    plant.database.transact(lambda tx: alerts.apply_changes(tx, changes))


@pytest.mark.both_databases("held rows are counted and combined")
def test_what_is_beyond_the_limit_of_a_number_leaves_as_one_when_it_takes_more(plant: Plant) -> None:
    raise_many(plant, Tier.ORANGE, ["GAS-2", "GAS-3", "GAS-4", "GAS-5", "GAS-6"])
    text = ("sms", "13800000001")

    assert plant.works() == [text, text]
    held = [row for row in plant.deliveries_of(plant.plants.bob) if row.state == DeliveryState.GROUPED]
    assert [row.group_due_at for row in held] == [plant.clock.now + MINUTE] * 3
    assert {row.last_error for row in held} == {
        "the provider takes 2 in 60 s for one address: held until 08:01:00 UTC"
    }
    assert plant.after(59) == []
    assert plant.after(1) == [text]

    assert plant.messages[-1].title == "又有 3 条预警"
    assert plant.after(600) == []


def test_a_red_alert_does_not_wait_for_room(plant: Plant) -> None:
    raise_many(plant, Tier.ORANGE, ["GAS-2", "GAS-3"])
    plant.works()

    raise_many(plant, Tier.RED, ["GAS-4"])

    assert plant.works() == [("sms", "13800000001")]


def test_a_digest_that_is_held_again_still_speaks_for_all_of_it(plant: Plant) -> None:
    raise_many(plant, Tier.ORANGE, ["GAS-2", "GAS-3", "GAS-4", "GAS-5"])
    plant.works()
    raise_many(plant, Tier.RED, ["GAS-6", "GAS-7"])
    plant.after(30)
    plant.after(30)
    raise_many(plant, Tier.ORANGE, ["GAS-8"])
    plant.works()

    plant.after(30)
    plant.works()

    assert plant.messages[-1].title == "又有 3 条预警"
    members = {row.summary_id for row in plant.deliveries_of(plant.plants.bob) if row.summary_id}
    assert len(members) == 1


@pytest.mark.parametrize(
    ("limits", "seconds_ago", "free_in"),
    [
        ([], [1, 2, 3], None),
        ([(2, MINUTE)], [70], None),
        ([(2, MINUTE)], [10], None),
        ([(2, MINUTE)], [10, 20], 40),
        ([(2, MINUTE)], [5, 10, 20], 50),
        ([(1, timedelta(seconds=30)), (2, timedelta(hours=1))], [10, 600], 3000),
    ],
)
def test_an_address_takes_one_more_when_all_its_limits_do(
    clock: FakeClock, limits: list[tuple[int, timedelta]], seconds_ago: list[int], free_in: int | None
) -> None:
    sent = [clock.now - timedelta(seconds=each) for each in seconds_ago]

    found = free_at(limits, sent, now=clock.now)

    assert found == (None if free_in is None else clock.now + timedelta(seconds=free_in))

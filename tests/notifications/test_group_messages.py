"""Alerts of one cause are one message that grows; what is worse, or red, is heard at once by itself."""

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.people.directory.rules import AddressKind
from push.message import Message
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant

BOB = "13800000001"


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    """Bob has a browser on a desk, and a telephone."""
    plant = Plant(database, plants, clock)
    plant.set_up("sms")
    plant.has_browser(plants.bob, "bob", is_in_hand=False)
    plant.reaches(plants.bob, AddressKind.PHONE, BOB)
    return plant


def machine_raises(plant: Plant, codes: list[str], tier: Tier = Tier.ORANGE) -> None:
    """One alert after the other, each on a sensor of the same machine."""
    for sensor in more_sensors(plant.database, codes).values():
        change = over(plant.plants, tier, sensor_id=sensor)
        plant.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))


def took(plant: Plant, seconds: int) -> list[Message]:
    """What left when so much time was gone."""
    plant.messages = []
    plant.after(seconds)
    return plant.messages


def test_a_machine_with_many_alerts_is_one_push_and_one_text_that_grow(plant: Plant) -> None:
    machine_raises(plant, ["V-1"])
    [first] = took(plant, 0)
    plant.after(10)
    machine_raises(plant, [f"V-{n}" for n in range(2, 31)])
    assert took(plant, 10) == []

    pushed, texted = sorted(took(plant, 100), key=lambda each: each.variables.code)

    assert pushed.body == "V-1可燃气体：60 ℃，高于限值 50 ℃，另有 29 条同因预警".replace("℃", "%LEL")
    assert pushed.topic == first.topic, "it takes the place of the first on the screen"
    assert texted.variables.place == "V-1可燃气体"
    [grown] = took(plant, 120)
    assert "另有 29 条同因预警" in grown.variables.value
    assert (grown.title, grown.variables.place, grown.navigate) == ("橙色预警", "V-1可燃气体", first.navigate)
    assert took(plant, 60) == []


def test_what_is_worse_than_what_is_known_of_the_group_is_heard_at_once(plant: Plant) -> None:
    machine_raises(plant, ["V-1", "V-2"], Tier.YELLOW)
    assert len(took(plant, 0)) == 1
    machine_raises(plant, ["V-3"])
    [worse] = took(plant, 10)
    assert (worse.title, worse.body.split("：")[0]) == ("橙色预警", "V-3可燃气体")

    machine_raises(plant, ["V-4", "V-5"])
    assert took(plant, 10) == []


def test_each_red_one_of_a_group_is_heard_at_once_beside_the_others(plant: Plant) -> None:
    machine_raises(plant, ["V-1"])
    took(plant, 0)
    machine_raises(plant, ["V-2"])
    machine_raises(plant, ["V-3", "V-4"], Tier.RED)

    red = took(plant, 10)

    assert [(each.title, each.body.split("：")[0]) for each in red] == [
        ("红色预警", "V-3可燃气体"),
        ("红色预警", "V-4可燃气体"),
    ]
    assert len({each.topic for each in red}) == 2, "neither takes the place of another message"


@pytest.mark.parametrize(("left_open", "leaves"), [(0, []), (1, [("sms", BOB)])])
def test_what_a_group_grew_to_is_texted_as_long_as_one_of_it_waits_for_somebody(
    plant: Plant, left_open: int, leaves: list[tuple[str, str]]
) -> None:
    machine_raises(plant, ["V-1"])
    took(plant, 0)
    machine_raises(plant, ["V-2", "V-3"])
    took(plant, 120)
    found = plant.database.read(lambda s: s.exec(select(AlertRow.id).order_by(AlertRow.sensor_id)).all())  # type: ignore[arg-type]  # SQLModel types columns as values
    for each in reversed(found[left_open:]):
        plant.database.transact(
            lambda tx, each=each: alerts.acknowledge_alert(tx, each, by=plant.plants.alice)
        )
    plant.works()

    assert [each for each in plant.after(120) if each[0] == "sms"] == leaves


def test_who_knows_nothing_of_a_group_yet_is_not_kept_waiting(plant: Plant) -> None:
    machine_raises(plant, ["V-1"])
    took(plant, 0)
    plant.has_browser(plant.plants.erik, "erik")
    machine_raises(plant, ["V-2"])

    assert plant.after(10) == [("webpush", "erik")]

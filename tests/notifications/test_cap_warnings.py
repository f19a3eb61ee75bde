"""Administrators are warned once a month that the messages of a channel come to their cap."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.core.vocabulary import Tier
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted, is_nearly_spent
from backend.notifications.events import CHANNEL_NEARLY_SPENT
from backend.people.directory.rules import AddressKind
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant, anything

pytestmark = pytest.mark.both_databases("the channel is locked while somebody is warned")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    """Bob is reached by texts alone."""
    plant = Plant(database, plants, clock)
    plant.reaches(plants.bob, AddressKind.PHONE, "13800000001")
    return plant


def texts(plant: Plant, number: int, tier: Tier = Tier.ORANGE) -> None:
    """So many alerts of causes of their own, and the texts about them."""
    codes = [f"T-{plant.clock.now:%m%d%H%M}-{n}" for n in range(number)]
    for sensor in more_sensors(plant.database, codes, is_apart=True).values():
        change = over(plant.plants, tier, sensor_id=sensor)
        plant.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
    plant.works()
    plant.clock.advance(timedelta(minutes=11))


def warned(plant: Plant) -> list[str | None]:
    rows = select(AuditRow.note).where(AuditRow.kind == CHANNEL_NEARLY_SPENT).order_by(col(AuditRow.position))
    return plant.database.read(lambda session: list(session.exec(rows)))


def sets_cap(plant: Plant, channel_id: UUID, cap: int) -> None:
    wanted = Wanted("fake", {"sign": "安环"}, monthly_cap=cap)
    plant.database.transact(
        lambda tx: channels.configure_channel(
            tx, plant.plants.north, "sms", wanted, version=1, check=anything, by=plant.admin
        )
    )
    assert channel_id


def test_the_warning_comes_at_four_fifths_and_once(plant: Plant) -> None:
    plant.set_up("sms", cap=5)
    texts(plant, 3)
    assert warned(plant) == []

    texts(plant, 1)
    texts(plant, 3)

    assert warned(plant) == ["sms: 4 / 5"]


def test_a_cap_that_is_lowered_below_what_was_sent_warns_with_the_next_message(plant: Plant) -> None:
    sms = plant.set_up("sms", cap=100)
    texts(plant, 4)
    sets_cap(plant, sms, 3)

    texts(plant, 2)

    assert warned(plant) == ["sms: 4 / 3"], "though no more than red ones leave"


def test_what_jumps_over_the_mark_in_one_round_warns_once(plant: Plant) -> None:
    plant.set_up("sms", cap=5)
    texts(plant, 9, Tier.RED)

    assert len(warned(plant)) == 1


def test_the_next_month_warns_anew(plant: Plant) -> None:
    plant.set_up("sms", cap=2)
    texts(plant, 1)
    plant.clock.advance(timedelta(days=32))
    texts(plant, 1)

    assert warned(plant) == ["sms: 1 / 2", "sms: 1 / 2"]


def test_a_cap_of_one_warns_with_its_message() -> None:
    assert [is_nearly_spent(1, sent=each) for each in (0, 1, 2)] == [False, True, True]

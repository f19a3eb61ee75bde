"""Which browsers of a person show what they are sent, and which have gone silent."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.alert_tests.commands import send_alert_test
from backend.notifications.browsers import queries as browsers
from backend.notifications.browsers.queries import Browser
from backend.notifications.browsers.rules import silent_since
from backend.notifications.rules import DeliveryState
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.reached_plant import Plant

pytestmark = pytest.mark.both_databases("what was shown last is looked for within each address")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


def own(plant: Plant, viewer: Viewer) -> list[Browser]:
    return plant.database.read(lambda s: browsers.own(s, viewer, now=plant.database.clock()))


def sends(plant: Plant, to: Viewer, times: int) -> None:
    """As many messages to this person; two hours pass with each."""
    for _ in range(times):
        plant.database.transact(lambda tx: send_alert_test(tx, plant.plants.north, Tier.RED, by=to))
        plant.works()
        plant.after(7200)


def shows_the_last(plant: Plant, viewer: Viewer, browser_id: UUID | None = None) -> None:
    """Their browser, or this one, shows what it was sent last."""
    wanted = (str(browser_id),) if browser_id else {each.address for each in plant.deliveries_of(viewer)}
    sent = [each for each in plant.deliveries_of(viewer) if each.address in wanted and each.accepted_at]
    last = max(sent, key=lambda each: each.created_at)
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, last.id, DeliveryState.SHOWN))


def test_a_browser_that_shows_nothing_of_three_messages_is_silent_since_the_first(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "phone")
    began = plant.database.clock()
    sends(plant, bob, 2)
    [phone] = own(plant, bob)
    assert (phone.unseen, phone.silent_since, phone.last_shown_at) == (2, None, None), (
        "two are too few to tell"
    )

    sends(plant, bob, 1)

    [phone] = own(plant, bob)
    assert (phone.unseen, phone.silent_since) == (3, began)


def test_one_message_that_is_shown_ends_the_silence(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "phone")
    sends(plant, bob, 3)
    [phone] = own(plant, bob)

    shows_the_last(plant, bob)

    [phone] = own(plant, bob)
    assert (phone.unseen, phone.silent_since) == (0, None)
    assert phone.last_shown_at == plant.database.clock()


def test_what_one_browser_shows_does_not_speak_for_the_other(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "phone")
    plant.has_browser(bob, "desk", is_in_hand=False)
    sends(plant, bob, 3)
    by_place = {each.is_in_hand: each for each in own(plant, bob)}

    shows_the_last(plant, bob, by_place[False].browser_id)

    by_place = {each.is_in_hand: each for each in own(plant, bob)}
    assert by_place[True].silent_since is not None
    assert by_place[False].silent_since is None


def test_three_messages_within_an_hour_say_nothing_yet(plant: Plant) -> None:
    now = plant.database.clock()

    assert silent_since(3, now - timedelta(minutes=59), now=now) is None
    assert silent_since(3, now - timedelta(hours=1), now=now) == now - timedelta(hours=1)
    assert silent_since(2, now - timedelta(days=9), now=now) is None


def test_nobody_is_shown_the_browsers_of_others(plant: Plant) -> None:
    plant.has_browser(plant.plants.bob, "phone")

    assert [own(plant, each) for each in (plant.plants.alice, plant.plants.carol)] == [[], []]
    assert [each.person_id for each in own(plant, plant.plants.bob)] == [plant.plants.bob.person_id]

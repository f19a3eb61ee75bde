"""A message takes the next way to who was not shown it by the last one, and none that is not needed."""

from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.alerts import commands as alerts
from backend.alerts.responses import commands as responses
from backend.alerts.responses.rules import Answer
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.channels import commands as channels
from backend.notifications.rules import DeliveryState
from backend.people.directory.rules import AddressKind
from push.message import Purpose
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant

pytestmark = pytest.mark.both_databases("what is due is claimed, and channels keep their settings as JSON")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


def test_who_was_not_shown_a_red_alert_gets_a_text_after_30_seconds_and_a_call_after_90(plant: Plant) -> None:
    for kind in ("sms", "voice", "email"):
        plant.set_up(kind)
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.reaches(plant.plants.bob, AddressKind.EMAIL, "bob@example.com")
    plant.raises()

    assert plant.works() == [("webpush", "bob")]
    assert plant.after(29) == []
    assert plant.after(1) == [("sms", "13800000001")]
    assert plant.after(59) == []
    assert plant.after(1) == [("voice", "13800000001")]
    assert plant.after(60) == [("email", "bob@example.com")]
    assert plant.after(3600) == []


def test_who_has_no_browser_gets_the_text_at_once(plant: Plant) -> None:
    plant.set_up("sms")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.raises()

    assert plant.works() == [("sms", "13800000001")]
    [message] = plant.messages
    assert (message.purpose, message.variables.tier, message.variables.place) == (
        Purpose.RED,
        "红色预警",
        "GAS-1可燃气体",
    )
    assert plant.routes[0].settings == {"sign": "安环", "key": "s3cret"}


def test_an_orange_alert_calls_nobody_by_voice_and_a_yellow_one_stays_with_the_browser(plant: Plant) -> None:
    plant.set_up("sms")
    plant.set_up("voice")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")

    plant.raises(Tier.YELLOW)
    assert (plant.works(), plant.after(600)) == ([("webpush", "bob")], [])

    plant.raises(Tier.ORANGE)
    assert plant.works() == [("webpush", "bob")]
    assert plant.after(120) == [("sms", "13800000001")]
    assert plant.after(600) == []


def test_an_address_that_nobody_has_verified_gets_nothing(plant: Plant) -> None:
    plant.set_up("sms")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001", is_verified=False)
    plant.raises()

    assert plant.works() == []
    [unreached] = plant.deliveries_of(plant.plants.bob)
    assert unreached.state == DeliveryState.NO_ADDRESS


@pytest.mark.parametrize(("is_in_hand", "leaves"), [(True, []), (False, [("sms", "13800000001")])])
def test_what_a_phone_showed_holds_the_text_back_and_what_a_desk_showed_does_not(
    plant: Plant, is_in_hand: bool, leaves: list[tuple[str, str]]
) -> None:
    plant.set_up("sms")
    plant.has_browser(plant.plants.bob, "bob", is_in_hand=is_in_hand)
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.raises()
    plant.works()
    pushed = plant.deliveries_of(plant.plants.bob)[0].id
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, pushed, DeliveryState.SHOWN))

    assert plant.after(30) == leaves
    last = plant.deliveries_of(plant.plants.bob)[-1]
    assert last.state == (DeliveryState.ACCEPTED if leaves else DeliveryState.NOT_NEEDED)


def test_what_an_open_screen_showed_holds_back_no_text_until_its_person_answers(plant: Plant) -> None:
    """It may be the screen of a control room on which somebody else is signed in."""
    plant.set_up("sms")
    plant.set_up("voice")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    bob = plant.plants.bob
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=bob))

    assert plant.after(30) == [("sms", "13800000001")]
    plant.database.transact(lambda tx: responses.answer_alert(tx, alert_id, Answer.CANNOT_COME, by=bob))
    assert ("voice", "13800000001") not in plant.after(60)


def test_an_acknowledged_alert_takes_no_further_way_to_anybody(plant: Plant) -> None:
    plant.set_up("sms")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plant.plants.alice))

    assert [each for each in plant.after(30) if each[0] == "sms"] == []


def test_who_said_that_they_cannot_come_is_not_called_again_for_the_same(plant: Plant) -> None:
    plant.set_up("sms")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(
        lambda tx: responses.answer_alert(tx, alert_id, Answer.CANNOT_COME, by=plant.plants.bob)
    )

    assert [each for each in plant.after(30) if each == ("sms", "13800000001")] == []


def test_a_spent_month_sends_nothing_more_but_red_alerts(plant: Plant) -> None:
    plant.set_up("sms", cap=1)
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.raises(Tier.ORANGE)
    assert plant.works() == [("sms", "13800000001")]
    apart = more_sensors(plant.database, ["T-1"], is_apart=True)["north/T-1"]
    more = over(plant.plants, Tier.ORANGE, sensor_id=apart)

    plant.database.transact(lambda tx: alerts.apply_changes(tx, [more]))
    assert plant.works() == []
    plant.database.transact(lambda tx: alerts.apply_changes(tx, [over(plant.plants, Tier.RED)]))

    assert plant.works() == [("sms", "13800000001")]
    errors = [each.last_error for each in plant.deliveries_of(plant.plants.bob) if each.last_error]
    assert errors == ["the 1 messages of this month are spent"]


def test_a_pause_takes_a_second_person_and_ends_what_waits(plant: Plant) -> None:
    sms = plant.set_up("sms")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.raises()
    plant.works()

    def pause(tx: Transaction, *, asks: bool) -> UUID:
        return channels.pause_channel(
            tx, sms, reason="供应商今天换线路，先停用", asks_second_person=asks, by=plant.admin
        )

    with pytest.raises(Refused) as refused:
        plant.database.transact(lambda tx: pause(tx, asks=False))
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    plant.database.transact(lambda tx: pause(tx, asks=True))
    plant.database.transact(
        lambda tx: agreements.decide(
            tx, tx.session.exec(select(AgreementRow.id)).one(), is_agreed=True, note="", by=plant.plants.alice
        )
    )

    assert [each for each in plant.after(30) if each[0] == "sms"] == []
    assert plant.deliveries_of(plant.plants.bob)[-1].state == DeliveryState.GONE


def test_what_somebody_said_to_an_earlier_activation_holds_nothing_back(plant: Plant) -> None:
    plant.set_up("sms")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(
        lambda tx: responses.answer_alert(tx, alert_id, Answer.CANNOT_COME, by=plant.plants.bob)
    )
    plant.after(120)
    plant.database.transact(lambda tx: alerts.apply_changes(tx, [over(plant.plants, None)]))
    plant.after(7200)

    assert plant.raises() == alert_id, "the same alert is active again"
    plant.works()

    assert ("sms", "13800000001") in plant.after(30)

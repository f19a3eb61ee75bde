"""Many alerts within ten minutes come in a digest, red ones never, and none is forgotten."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_TIER_RAISED
from backend.core.database import Database, Transaction
from backend.core.events import Event, refs
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.digest_queries import members_of
from backend.notifications.rules import (
    DeliveryState,
)
from backend.notifications.tables import DeliveryRow
from backend.reactions import SUBJECTS
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from tests.support.alerts import only_alert
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over


class Phone:
    """What the phone of the person responsible shows."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    def __call__(self, _kind: str, _endpoint: Endpoint, message: Message) -> Outcome:
        self.letters.append(message)
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def plants(database: Database, plants: Plants) -> Plants:
    database.transact(
        lambda tx: deliveries.subscribe_push(
            tx, endpoint="https://push.example/1", p256dh="p", auth="a", language=Language.ZH, by=plants.bob
        )
    )
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))
    return plants


def notify(database: Database, plants: Plants, phone: Phone, *tiers: Tier) -> None:
    """Tell people of one alert event after the other, as the pump does."""
    alert_id = only_alert(database).alert_id

    def announce(tx: Transaction) -> None:
        for tier in tiers:
            tx.announce(Event(ALERT_TIER_RAISED, plants.north, about=refs(alert=alert_id), tier=tier))

    database.transact(announce)
    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, phone, SUBJECTS)


def states(database: Database) -> list[str]:
    led = select(DeliveryRow.state).where(DeliveryRow.state != DeliveryState.NO_ADDRESS)
    return sorted(database.read(lambda s: s.exec(led).all()))


def test_the_eleventh_alert_within_ten_minutes_waits_and_goes_out_with_the_others(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 9)
    assert len(phone.letters) == 10
    notify(database, plants, phone, *[Tier.YELLOW] * 3, Tier.ORANGE, Tier.YELLOW)
    assert len(phone.letters) == 10

    clock.advance(timedelta(minutes=2))
    notify(database, plants, phone)

    [summary] = phone.letters[10:]
    assert (summary.title, summary.navigate) == ("又有 5 条预警", "/alerts")
    assert "橙色" in summary.body
    assert states(database) == [DeliveryState.ACCEPTED] * 11 + [DeliveryState.GROUPED] * 4
    notify(database, plants, phone)
    assert len(phone.letters) == 11, "twice tells nothing twice"


def test_red_is_notified_at_once_in_the_worst_flood(database: Database, plants: Plants) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 30, Tier.RED)

    assert len(phone.letters) == 11
    assert phone.letters[-1].navigate.startswith("/alerts/")


def test_when_the_flood_has_ebbed_each_alert_is_notified_by_itself_again(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 12)
    clock.advance(timedelta(minutes=11))
    notify(database, plants, phone, Tier.YELLOW)

    assert sorted(letter.navigate.startswith("/alerts/") for letter in phone.letters[-2:]) == [False, True]


def test_a_summary_that_dies_before_it_was_sent_is_sent_by_the_next(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 12)
    clock.advance(timedelta(minutes=2))

    def die(tx: Transaction) -> None:
        deliveries.plan_deliveries(tx)
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        database.transact(die)
    notify(database, plants, phone)

    assert phone.letters[-1].title == "又有 3 条预警"


def test_who_got_a_digest_can_open_each_of_its_alerts_and_nobody_else_can(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 13)
    clock.advance(timedelta(minutes=2))
    notify(database, plants, phone)
    digest_id = UUID(phone.letters[-1].data["delivery"])

    found = database.read(lambda session: members_of(session, plants.bob, digest_id))

    assert phone.letters[-1].title == "又有 4 条预警"
    alert_id = only_alert(database).alert_id
    assert [(each.event, each.alert_id) for each in found] == [("ALERT_TIER_RAISED", alert_id)] * 4
    assert database.read(lambda session: members_of(session, plants.alice, digest_id)) == []

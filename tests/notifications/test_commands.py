"""One message that cannot be planned, worded or sent keeps no other from people."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.tables import OutboxRow
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import (
    DeliveryState,
)
from backend.notifications.store import Deliveries
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from push.endpoint import WEB_PUSH, Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("deliveries are claimed, locked ones are skipped")


def subscribe(tx: Transaction, plants: Plants, number: int = 0, *, most: int = 10) -> None:
    deliveries.subscribe_push(
        tx,
        endpoint=f"https://push.example/{number}",
        p256dh="p",
        auth="a",
        language=Language.ZH,
        by=plants.bob,
        most=most,
    )


def raise_alert(database: Database, plants: Plants) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))


def send(_route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
    return Outcome(Verdict.ACCEPTED)


def states(database: Database) -> list[str]:
    """Of everything that leads somewhere."""
    led = select(DeliveryRow.state).where(DeliveryRow.state != DeliveryState.NO_ADDRESS)
    return list(database.read(lambda s: s.exec(led).all()))


def test_an_event_that_nobody_understands_waits_and_the_others_go_out(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    def spoil(tx: Transaction) -> None:
        subscribe(tx, plants)
        row = OutboxRow(site_id=plants.north, at=tx.now, event={"kind": "FROM_A_NEWER_VERSION"})
        tx.session.add(row)

    database.transact(spoil)
    raise_alert(database, plants)

    assert database.transact(deliveries.plan_deliveries) == 3
    assert database.transact(deliveries.plan_deliveries) == 0, "it is not tried again at once"
    deliveries.deliver_due(database, send, SUBJECTS)

    assert states(database) == [DeliveryState.ACCEPTED]
    clock.advance(timedelta(minutes=1))
    assert database.transact(deliveries.plan_deliveries) == 1, "it was not dropped either"


def test_a_message_that_cannot_be_worded_fails_alone(database: Database, plants: Plants) -> None:
    database.transact(lambda tx: subscribe(tx, plants))
    raise_alert(database, plants)
    database.transact(deliveries.plan_deliveries)

    def lose_its_subject(tx: Transaction) -> None:
        row = tx.session.exec(select(DeliveryRow).where(DeliveryRow.channel == WEB_PUSH)).one()
        row.about = ""

    database.transact(lose_its_subject)

    assert deliveries.deliver_due(database, send, SUBJECTS) == 0
    assert states(database) == [DeliveryState.FAILED]


def test_a_sender_whose_claim_ran_out_does_not_decide_over_the_next(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    database.transact(lambda tx: subscribe(tx, plants))
    raise_alert(database, plants)
    database.transact(deliveries.plan_deliveries)
    [first] = database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))
    clock.advance(timedelta(seconds=61))
    [second] = database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))

    for late in (DeliveryState.PENDING, DeliveryState.FAILED):
        database.transact(
            lambda tx, s=late: tx.get(Deliveries).finish(
                first.delivery_id, s, at=tx.now, attempt=first.attempts
            )
        )

    assert second.attempts == first.attempts + 1
    assert states(database) == [DeliveryState.SENDING]


def test_the_eleventh_browser_of_a_person_ends_the_first(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for number in range(11):
        clock.advance(timedelta(seconds=1))
        database.transact(lambda tx, n=number: subscribe(tx, plants, n))

    gone = database.read(
        lambda s: s.exec(
            select(PushSubscriptionRow.endpoint).where(PushSubscriptionRow.gone_at.is_not(None))  # type: ignore[union-attr]
        ).all()
    )
    assert gone == ["https://push.example/0"]


@pytest.mark.parametrize("passed_s", [0, 1])
def test_what_many_browsers_are_sent_is_at_most_a_second_old(
    database: Database, plants: Plants, clock: FakeClock, passed_s: int
) -> None:
    many = 3 * deliveries.CLAIMED_AT_ONCE
    database.transact(lambda tx: [subscribe(tx, plants, number, most=many) for number in range(many)])
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))
    database.transact(deliveries.plan_deliveries)
    titles: list[str] = []

    def worsen() -> None:
        clock.advance(timedelta(seconds=passed_s))
        database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))

    meanwhile: list[Callable[[], None]] = [worsen]

    def send(_route: Route, _endpoint: Endpoint, message: Message) -> Outcome:
        titles.append(message.title)
        if meanwhile:
            meanwhile.pop()()
        return Outcome(Verdict.ACCEPTED)

    assert deliveries.deliver_due(database, send, SUBJECTS) == many

    assert len(titles) == many
    assert len(set(titles)) == 1 + passed_s, "worded once, and anew once things may stand otherwise"

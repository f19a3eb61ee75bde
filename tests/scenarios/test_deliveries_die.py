"""Messages when the process dies in the middle, or two do the same: none is lost, none is planned twice."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.tables import OutboxRow
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import (
    CLAIM_FOR,
    DeliveryState,
)
from backend.notifications.tables import DeliveryRow
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from tests.scenarios.phones import Phones
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("deliveries are claimed, locked ones are skipped")

YELLOW = "黄色预警"
SECOND = timedelta(seconds=1)


@pytest.fixture
def phones(database: Database, plants: Plants) -> Phones:
    """Bob and erik are told of a yellow alert, which has just been raised; alice is not."""
    found = Phones(database, alice=plants.alice, bob=plants.bob, erik=plants.erik)
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.YELLOW)]))
    return found


def rows(database: Database) -> list[DeliveryRow]:
    return database.read(lambda session: list(session.exec(select(DeliveryRow))))


def dies(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
    raise InterruptedError("the process dies here")


def test_a_message_whose_sender_dies_is_sent_by_another_once_the_claim_has_run_out(
    database: Database, phones: Phones, clock: FakeClock
) -> None:
    database.transact(deliveries.plan_deliveries)
    with pytest.raises(InterruptedError):
        deliveries.deliver_due(database, dies, SUBJECTS)
    assert {row.state for row in rows(database)} == {DeliveryState.SENDING}

    clock.advance(CLAIM_FOR - SECOND)
    phones.notified()
    clock.advance(SECOND)
    phones.notified(bob=YELLOW, erik=YELLOW)

    assert {(row.state, row.attempts, row.due_at) for row in rows(database)} == {
        (DeliveryState.ACCEPTED, 2, None)
    }
    clock.advance(10 * CLAIM_FOR)
    phones.notified()


def test_a_message_that_was_sent_but_not_settled_is_the_same_message_the_second_time(
    database: Database, phones: Phones, clock: FakeClock
) -> None:
    """Sent at least once: the phone shows it once, because it replaces itself and has the same id."""

    def sends_and_dies(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        phones.send(kind, endpoint, message)
        raise InterruptedError("the process dies here")

    database.transact(deliveries.plan_deliveries)
    with pytest.raises(InterruptedError):
        deliveries.deliver_due(database, sends_and_dies, SUBJECTS)
    clock.advance(CLAIM_FOR)
    phones.work()

    assert sorted(phones.sent) == sorted([row.id for row in rows(database)] * 2)
    assert phones.received == {"bob": [YELLOW, YELLOW], "erik": [YELLOW, YELLOW]}


def test_one_sender_that_dies_does_not_take_the_receipts_of_the_others_with_it(
    database: Database, phones: Phones, plants: Plants
) -> None:
    def dies_for_bob(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        if endpoint.address.endswith("/bob"):
            raise InterruptedError("this thread dies here")
        return phones.send(kind, endpoint, message)

    database.transact(deliveries.plan_deliveries)
    with pytest.raises(InterruptedError):
        deliveries.deliver_due(database, dies_for_bob, SUBJECTS)

    states = {row.person_id: row.state for row in rows(database)}
    assert states == {
        plants.bob.person_id: DeliveryState.SENDING,
        plants.erik.person_id: DeliveryState.ACCEPTED,
    }


def test_an_event_is_planned_once_however_often_planning_runs(database: Database, phones: Phones) -> None:
    planned = [database.transact(deliveries.plan_deliveries) for _ in range(3)]

    assert planned[1:] == [0, 0]
    assert len(rows(database)) == 2


def test_planning_that_dies_in_the_middle_leaves_nothing_and_is_done_again(
    database: Database, phones: Phones
) -> None:
    def plan_and_die(tx: Transaction) -> None:
        deliveries.plan_deliveries(tx)
        tx.session.flush()
        raise InterruptedError("the process dies here")

    with pytest.raises(InterruptedError):
        database.transact(plan_and_die)
    assert rows(database) == []

    phones.notified(bob=YELLOW, erik=YELLOW)


def test_planners_at_the_same_moment_share_the_work(database: Database, phones: Phones) -> None:
    threads = [threading.Thread(target=database.transact, args=(deliveries.plan_deliveries,)) for _ in "1234"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rows(database)) == 2
    waiting = database.read(lambda s: s.exec(select(OutboxRow).where(OutboxRow.done_at == None)).all())  # noqa: E711 - SQL
    assert waiting == []


def test_senders_at_the_same_moment_send_each_message_once(database: Database, phones: Phones) -> None:
    database.transact(deliveries.plan_deliveries)
    threads = [threading.Thread(target=phones.work) for _ in "1234"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    phones.notified(bob=YELLOW, erik=YELLOW)


def test_a_message_that_was_shown_is_not_sent_again_when_its_push_service_never_answered(
    database: Database, phones: Phones, clock: FakeClock
) -> None:
    def shown_but_timed_out(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        database.transact(
            lambda tx: deliveries.record_receipt(tx, UUID(message.data["delivery"]), DeliveryState.SHOWN)
        )
        return Outcome(Verdict.RETRY, "ReadTimeout")

    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, shown_but_timed_out, SUBJECTS)

    assert {(row.state, row.due_at) for row in rows(database)} == {(DeliveryState.SHOWN, None)}
    clock.advance(10 * CLAIM_FOR)
    phones.notified()


def test_a_receipt_that_overtakes_the_push_service_stays(database: Database, phones: Phones) -> None:
    def shown_at_once(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        database.transact(
            lambda tx: deliveries.record_receipt(tx, UUID(message.data["delivery"]), DeliveryState.SHOWN)
        )
        return phones.send(kind, endpoint, message)

    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, shown_at_once, SUBJECTS)

    assert {row.state for row in rows(database)} == {DeliveryState.SHOWN}
    phones.notified(bob=YELLOW, erik=YELLOW)


def test_a_busy_push_service_is_tried_again_later_and_later_until_the_message_is_history(
    database: Database, phones: Phones, clock: FakeClock
) -> None:
    phones.outcome = Outcome(Verdict.RETRY, "503")
    began, tried_at = clock.now, []
    while clock.now - began < timedelta(hours=1):
        if phones.work():
            tried_at.append(int((clock.now - began).total_seconds()))
        clock.advance(timedelta(seconds=5 if len(tried_at) < 6 else 30))

    assert tried_at[:6] == [0, 5, 15, 35, 75, 155]
    assert 3_300 < tried_at[-1] < 3_600
    phones.work()
    states = {(row.event_kind, row.state) for row in rows(database)}
    assert states == {
        ("ALERT_RAISED", DeliveryState.EXPIRED),
        ("MESSAGES_EXPIRED", DeliveryState.PENDING),
    }


def test_a_browser_that_is_gone_is_not_written_to_again(
    database: Database, phones: Phones, plants: Plants
) -> None:
    phones.outcome = Outcome(Verdict.GONE, "410")
    phones.notified()
    phones.outcome = Outcome(Verdict.ACCEPTED)

    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))

    phones.notified(alice="橙色预警")

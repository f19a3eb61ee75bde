"""A test alert reaches who sent it and nobody else, as a real message would; and is no alert."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import delete, func, select

from backend.alerts.tables import AlertRow
from backend.core.allowances import HOUR, Allowances
from backend.core.database import Changed, Database, Transaction, site_changed
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.alert_tests import commands as tests
from backend.notifications.alert_tests import queries as views
from backend.notifications.alert_tests.queries import AlertTestView
from backend.notifications.rules import CLAIM_FOR, DeliveryState
from backend.notifications.store import Deliveries
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.worklist.readiness_queries import ReadinessKind, readiness
from push.endpoint import Endpoint
from push.message import Message, Urgency
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.scenarios.phones import Phones
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("deliveries are claimed, locked ones are skipped")
RED = "【测试 TEST】红色预警"
SEND = (
    "mutation ($i: SendAlertTestInput!) { sendAlertTest(input: $i)"
    " { id tier addresses shownAt pushes { id } } }"
)


@pytest.fixture
def phones(database: Database, plants: Plants) -> Phones:
    return Phones(database, alice=plants.alice, bob=plants.bob)


def send(database: Database, plants: Plants, by: Viewer | None = None) -> UUID:
    return database.transact(
        lambda tx: tests.send_alert_test(tx, plants.north, Tier.RED, by=by or plants.alice)
    )


def last(database: Database, viewer: Viewer) -> AlertTestView:
    found = database.read(lambda session: views.latest(session, viewer))
    assert found is not None
    return found


def is_done(database: Database, plants: Plants) -> bool:
    steps = database.read(lambda session: readiness(session, plants.alice, plants.north))
    return next(each.is_done for each in steps if each.kind is ReadinessKind.ALERT_TEST)


def test_it_goes_to_who_sent_it_marked_as_a_test_and_to_nobody_else(
    database: Database, plants: Plants, phones: Phones
) -> None:
    messages: list[Message] = []

    def keep(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        messages.append(message)
        return phones.send(route, endpoint, message)

    test_id = send(database, plants)
    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, keep, SUBJECTS)

    assert phones.received == {"alice": [RED]}
    (message,) = messages
    assert "没有危险" in message.body
    assert (message.navigate, message.urgency, message.topic) == ("/alert-test", Urgency.HIGH, test_id.hex)


def test_it_is_no_alert_and_the_record_says_who_sent_it(
    database: Database, plants: Plants, phones: Phones
) -> None:
    test_id = send(database, plants)
    phones.notified(alice=RED)

    assert database.read(lambda s: s.exec(select(func.count()).select_from(AlertRow)).one()) == 0
    lately = {"since": database.clock() - timedelta(hours=1)}
    people = {plants.alice.person_id}
    assert database.transact(lambda tx: tx.get(Deliveries).notified_lately(people, **lately)) == {}
    assert database.transact(lambda tx: tx.get(Deliveries).reminded_lately(people, **lately)) == {}
    rows = database.read(lambda s: s.exec(select(AuditRow).where(AuditRow.kind == "ALERT_TEST_SENT")).all())
    assert [(row.by, row.tier, row.note) for row in rows] == [(plants.alice.person_id, None, "RED")]
    assert test_id


def test_what_became_of_it_is_said_as_it_is(database: Database, plants: Plants, phones: Phones) -> None:
    send(database, plants)
    assert (last(database, plants.alice).addresses, last(database, plants.alice).pushes) == (1, ())
    phones.work()
    (accepted,) = last(database, plants.alice).pushes
    delivery_id = accepted.delivery_id
    database.transact(lambda tx: deliveries.record_receipt(tx, delivery_id, DeliveryState.SHOWN))
    (shown,) = last(database, plants.alice).pushes

    assert accepted.state is DeliveryState.ACCEPTED
    assert accepted.accepted_at is not None
    assert accepted.shown_at is None
    assert shown.state is DeliveryState.SHOWN
    assert shown.shown_at is not None


def test_each_step_of_it_is_heard_by_the_page_that_waits_for_it(
    database: Database, plants: Plants, phones: Phones
) -> None:
    heard: list[Changed] = []
    database.on_commit = heard.extend
    site = site_changed(plants.north)

    def hears(step: Callable[[], object]) -> bool:
        heard.clear()
        step()
        return site in heard

    send(database, plants)
    assert hears(lambda: database.transact(deliveries.plan_deliveries))
    assert hears(lambda: deliveries.deliver_due(database, phones.send, SUBJECTS))
    (push,) = last(database, plants.alice).pushes
    receipt = (push.delivery_id, DeliveryState.SHOWN)
    assert hears(lambda: database.transact(lambda tx: deliveries.record_receipt(tx, *receipt)))
    assert not hears(lambda: database.transact(lambda tx: deliveries.record_receipt(tx, uuid4(), receipt[1])))


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.FAILED, DeliveryState.FAILED),
        (Verdict.GONE, DeliveryState.GONE),
        (Verdict.RETRY, DeliveryState.PENDING),
    ],
)
def test_a_refusal_comes_with_the_words_of_the_provider(
    database: Database, plants: Plants, phones: Phones, verdict: Verdict, state: DeliveryState
) -> None:
    phones.outcome = Outcome(verdict, "403 Forbidden sender id mismatch")
    send(database, plants)
    phones.work()
    (push,) = last(database, plants.alice).pushes

    assert (push.state, push.error) == (state, "403 Forbidden sender id mismatch")


def test_who_has_no_address_hears_so(database: Database, plants: Plants, phones: Phones) -> None:
    database.transact(lambda tx: tx.session.execute(delete(PushSubscriptionRow)))
    send(database, plants)
    phones.work()
    found = last(database, plants.alice)

    assert (found.addresses, found.pushes) == (0, ())


def test_one_whose_sender_dies_is_sent_again_once_the_claim_has_run_out(
    database: Database, plants: Plants, phones: Phones, clock: FakeClock
) -> None:
    def dies(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        raise InterruptedError("the process dies here")

    send(database, plants)
    database.transact(deliveries.plan_deliveries)
    with pytest.raises(InterruptedError):
        deliveries.deliver_due(database, dies, SUBJECTS)
    clock.advance(CLAIM_FOR)
    phones.notified(alice=RED)

    assert [row.attempts for row in database.read(lambda s: s.exec(select(DeliveryRow)).all())] == [2]


def test_one_that_dies_while_it_is_sent_to_oneself_leaves_nothing(
    database: Database, plants: Plants, phones: Phones
) -> None:
    def sends_and_dies(tx: Transaction) -> None:
        tests.send_alert_test(tx, plants.north, Tier.RED, by=plants.alice)
        tx.session.flush()
        raise InterruptedError("the process dies here")

    with pytest.raises(InterruptedError):
        database.transact(sends_and_dies)
    phones.notified()

    assert database.read(lambda session: views.latest(session, plants.alice)) is None


def test_a_screen_that_shows_it_twice_is_noted_once_and_only_the_own_one(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    test_id = send(database, plants)
    database.transact(lambda tx: tests.show_alert_test(tx, test_id, by=plants.alice))
    first = last(database, plants.alice).shown_at
    clock.advance(timedelta(minutes=1))
    database.transact(lambda tx: tests.show_alert_test(tx, test_id, by=plants.alice))

    assert last(database, plants.alice).shown_at == first
    for by, each in ((plants.bob, test_id), (plants.carol, test_id), (plants.alice, uuid4())):
        refused = code_of(
            database.transact, lambda tx, by=by, each=each: tests.show_alert_test(tx, each, by=by)
        )
        assert refused is ErrorCode.NOT_FOUND
    assert database.read(lambda session: views.latest(session, plants.bob)) is None
    assert database.read(lambda session: views.by_ids(session, plants.bob, [test_id])) == {}


def test_a_person_sends_no_more_than_their_share_within_an_hour(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    few = Allowances(alert_tests_per_hour=2)

    def check() -> None:
        database.transact(lambda tx: tests.check_allowance(tx, plants.alice, few))

    send(database, plants)
    check()
    send(database, plants)
    assert code_of(check) is ErrorCode.TOO_MANY_ATTEMPTS
    clock.advance(HOUR)
    check()


def test_the_site_is_ready_once_an_officer_saw_one_on_a_screen_or_by_push(
    database: Database, plants: Plants, phones: Phones
) -> None:
    of_worker = send(database, plants, plants.bob)
    database.transact(lambda tx: tests.show_alert_test(tx, of_worker, by=plants.bob))
    send(database, plants)
    phones.work()
    before = is_done(database, plants)
    (push,) = last(database, plants.alice).pushes
    database.transact(lambda tx: deliveries.record_receipt(tx, push.delivery_id, DeliveryState.SHOWN))

    assert not before
    assert is_done(database, plants)


def test_the_same_request_again_sends_nothing_more(client: httpx.Client, plants: Plants) -> None:
    wanted = {"operationId": str(uuid4()), "siteId": str(plants.north), "tier": "ORANGE"}
    alice = sign_in(client, "alice")
    first, again = (ask(client, alice, SEND, i=wanted) for _ in range(2))

    assert first == again
    assert first["data"]["sendAlertTest"]["tier"] == "ORANGE"

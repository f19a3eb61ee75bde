"""What is told of one report or case reaches a phone in the order in which it happened."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.cases import commands as cases
from backend.core.database import Database, Transaction
from backend.core.outbox import Outbox
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import (
    CLAIM_FOR,
    FIRST_RETRY,
    DeliveryState,
)
from backend.notifications.store import Deliveries
from backend.notifications.tables import DeliveryRefRow, DeliveryRow
from push.endpoint import WEB_PUSH, Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.scenarios.phones import Phones
from tests.support.cases import Reports
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over, plant

pytestmark = pytest.mark.both_databases("deliveries are claimed, locked ones are skipped")

ACCEPTED, TAKEN_ON = "您上报的隐患已派单", "您上报的隐患已有人处置"
BUSY = Outcome(Verdict.RETRY, "busy")
TAKEN = Outcome(Verdict.ACCEPTED)


class Line:
    """Bob reports; what happens to the report is told to his phone alone."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.plants: Plants = plant(database)
        self.reports = Reports(database, self.plants)
        self.phones = Phones(database, bob=self.plants.bob)

    def two_steps(self) -> UUID:
        """A report is accepted and taken on before anything is sent: two messages are due together."""
        report_id = self.reports.report(self.plants.bob).report_id
        case_id = self.reports.accept(report_id)
        erik = self.plants.erik
        self.database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=erik))
        return report_id

    @property
    def read(self) -> list[str]:
        return self.phones.received["bob"]

    def states(self) -> list[str]:
        statement = select(DeliveryRow.state).order_by(DeliveryRow.outbox_id)  # type: ignore[arg-type]
        return list(self.database.read(lambda s: s.exec(statement).all()))


@pytest.fixture
def line(database: Database) -> Line:
    return Line(database)


def test_what_happened_later_waits_while_the_first_message_is_tried_again(
    line: Line, clock: FakeClock
) -> None:
    line.two_steps()
    line.phones.outcome = BUSY
    line.phones.work()
    assert line.states() == [DeliveryState.PENDING] * 2
    assert len(line.phones.sent) == 1, "the second did not leave"

    line.phones.outcome = TAKEN
    assert line.phones.work() == 0, "nor does it overtake the first meanwhile"
    clock.advance(FIRST_RETRY)
    line.phones.work()

    assert line.read == [ACCEPTED, TAKEN_ON]


@pytest.mark.parametrize("end", [Verdict.FAILED, Verdict.ACCEPTED])
def test_what_is_given_up_or_through_holds_nothing_up(line: Line, end: Verdict) -> None:
    line.two_steps()
    answers = [Outcome(end), TAKEN]

    def send(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        line.phones.outcome = answers.pop(0)
        return line.phones.send(route, endpoint, message)

    line.database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(line.database, send, SUBJECTS)

    assert line.read[-1] == TAKEN_ON
    assert answers == []


def test_a_message_that_never_gets_through_holds_others_up_for_an_hour_at_most(
    line: Line, clock: FakeClock
) -> None:
    line.two_steps()
    line.phones.outcome = BUSY
    line.phones.work()

    clock.advance(timedelta(hours=1))
    line.phones.outcome = TAKEN
    for _second in range(2):
        line.phones.work()

    assert line.states()[:2] == [DeliveryState.EXPIRED] * 2, "what is that old is history, the second, too"
    assert line.states()[2:] == [DeliveryState.ACCEPTED], "they hear that they missed two"


def test_an_alert_waits_behind_nothing(line: Line) -> None:
    line.two_steps()
    line.phones.outcome = BUSY
    line.phones.work()

    line.phones.outcome = TAKEN
    line.database.transact(lambda tx: alerts.apply_changes(tx, [over(line.plants, Tier.RED)]))
    line.phones.work()

    assert line.read == ["红色预警"]


def test_nothing_waits_behind_an_alert(line: Line) -> None:
    line.phones.outcome = BUSY
    line.database.transact(lambda tx: alerts.apply_changes(tx, [over(line.plants, Tier.RED)]))
    line.phones.work()
    report_id = line.two_steps()

    def is_about_the_same(tx: Transaction) -> None:
        delivery = tx.session.exec(select(DeliveryRow).where(DeliveryRow.channel == WEB_PUSH)).one()
        tx.session.add(DeliveryRefRow(delivery_id=delivery.id, object_id=report_id))

    line.database.transact(is_about_the_same)
    line.phones.outcome = TAKEN
    line.phones.work()

    assert line.read == [ACCEPTED, TAKEN_ON]


def test_messages_about_another_report_do_not_wait(line: Line) -> None:
    line.two_steps()
    line.phones.outcome = BUSY
    line.phones.work()

    line.phones.outcome = TAKEN
    line.two_steps()
    line.phones.work()

    assert line.read == [ACCEPTED, TAKEN_ON]


def test_one_browser_that_cannot_be_reached_holds_up_no_other(line: Line, clock: FakeClock) -> None:
    line.phones.subscribe("bob's other phone", line.plants.bob)
    line.two_steps()

    def send(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        line.phones.outcome = TAKEN if endpoint.address.endswith("/bob") else BUSY
        return line.phones.send(route, endpoint, message)

    line.database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(line.database, send, SUBJECTS)

    assert line.read == [ACCEPTED, TAKEN_ON]


def test_a_second_worker_leaves_the_rest_of_a_line_to_wait_for_the_first(line: Line) -> None:
    line.two_steps()
    line.database.transact(deliveries.plan_deliveries)

    [first] = line.database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))
    of_another = line.database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))
    line.database.transact(
        lambda tx: tx.get(Deliveries).finish(
            first.delivery_id, DeliveryState.ACCEPTED, at=tx.now, attempt=first.attempts
        )
    )
    [second] = line.database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))

    assert of_another == []
    assert (first.event_kind, second.event_kind) == ("HAZARD_ACCEPTED", "REPORT_TAKEN_ON")


def test_a_second_planner_leaves_the_rest_of_a_line_to_the_first(line: Line) -> None:
    if line.database.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    line.two_steps()
    other = line.two_steps()
    found: set[str] = set()

    def plan_beside() -> None:
        waiting = line.database.transact(lambda tx: tx.get(Outbox).waiting(now=tx.now, limit=99))
        found.update(dict(event["about"])["hazard_report"] for *_, event in waiting)

    def plan(tx: Transaction) -> None:
        tx.get(Outbox).waiting(now=tx.now, limit=1)
        beside = threading.Thread(target=plan_beside)
        beside.start()
        beside.join(10)

    line.database.transact(plan)

    assert found == {str(other)}


def test_workers_at_the_same_moment_keep_the_order_of_every_line(line: Line) -> None:
    sent: dict[str, list[str]] = {}

    def send(_route: Route, _endpoint: Endpoint, message: Message) -> Outcome:
        sent.setdefault(message.body, []).append(message.title)
        return TAKEN

    def work() -> None:
        line.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(line.database, send, SUBJECTS)

    for _ in range(4):
        line.two_steps()
    workers = [threading.Thread(target=work) for _ in "123"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()

    assert sent == {topic: [ACCEPTED, TAKEN_ON] for topic in sent}
    assert len(sent) == 4
    assert set(line.states()) == {DeliveryState.ACCEPTED}


def test_a_worker_that_dies_in_the_middle_leaves_the_order_as_it_was(line: Line, clock: FakeClock) -> None:
    line.two_steps()

    def sends_and_dies(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        line.phones.send(route, endpoint, message)
        raise InterruptedError("the process dies here")

    line.database.transact(deliveries.plan_deliveries)
    with pytest.raises(InterruptedError):
        deliveries.deliver_due(line.database, sends_and_dies, SUBJECTS)
    assert line.phones.work() == 0, "the claim still holds"
    clock.advance(CLAIM_FOR)
    line.phones.work()

    assert line.read == [ACCEPTED, ACCEPTED, TAKEN_ON]

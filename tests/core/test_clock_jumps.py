"""The wall clock is set: what runs by it goes on as if it had not been, and what is late is late."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.core import clock_jumps
from backend.core.database import Database, Transaction
from backend.core.tables import OutboxRow
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadlines
from backend.deadlines.tables import DeadlineRow
from backend.monitoring.silence_commands import sweep_silent
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.reactions import REACTIONS
from backend.sensors.rules import SensorState
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.ingest import Ingest, sensor
from tests.support.machines import FakeMachine
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases(
    "rows are locked, and times are read and moved as each database has them"
)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
BACK = [-2 * SECOND, -2 * HOUR, -26 * HOUR]


@pytest.fixture
def clock() -> FakeMachine:
    return FakeMachine()


@pytest.fixture
def watched(database: Database, clock: FakeMachine, plants: Plants) -> Database:
    """The database of a server whose jobs have looked at its clocks."""
    database.sweep(database.look_at_clocks)
    return database


def another(database: Database, clock: FakeMachine) -> Database:
    """The same database, as another process of the machine has it."""
    return Database(
        database.engine.url.render_as_string(hide_password=False),
        clock=clock,
        machine=clock.machine,
        reactions=REACTIONS,
        audit_keys=AUDIT_KEYS,
    )


def is_red(database: Database, plants: Plants) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))


def escalations(database: Database) -> int:
    rows = database.read(lambda session: session.exec(select(OutboxRow.event)).all())
    return sum(event["kind"] == "ESCALATED" for event in rows)


def ladder(database: Database, clock: FakeMachine, *, seconds: int) -> list[int]:
    """Run the sweep each second; return the seconds at which somebody was called."""
    found = []
    for second in range(1, seconds + 1):
        clock.advance(SECOND)
        before = escalations(database)
        deadlines.sweep(database, RESPONSIBILITIES)
        if escalations(database) > before:
            found.append(second)
    return found


@pytest.mark.parametrize("jump", BACK, ids=str)
def test_nobody_acknowledges_and_the_ladder_goes_on_as_without_the_jump(
    watched: Database, clock: FakeMachine, plants: Plants, jump: timedelta
) -> None:
    is_red(watched, plants)
    assert ladder(watched, clock, seconds=30) == []

    clock.jump(jump)

    assert ladder(watched, clock, seconds=95) == [30, 60, 90]


def test_the_ladder_calls_at_once_after_a_jump_forward(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    clock.jump(2 * HOUR)

    assert ladder(watched, clock, seconds=3) == [1]


def test_what_a_case_and_an_alert_show_is_what_the_ladder_goes_by(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    clock.advance(SECOND)
    clock.jump(-2 * HOUR)
    ladder(watched, clock, seconds=1)

    due = watched.read(lambda session: session.exec(select(DeadlineRow)).all())
    case = watched.read(lambda session: session.exec(select(CaseRow)).one())
    alert = watched.read(lambda session: session.exec(select(AlertRow)).one())
    assert {each.due_at for each in due if each.ended_at is None} >= {case.acknowledge_due_at}
    assert alert.acknowledge_due_at == case.acknowledge_due_at
    assert case.acknowledge_due_at < clock() + timedelta(seconds=60)


def test_a_machine_that_was_off_counts_what_began_later_than_now_as_begun_now(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    clock.advance(5 * SECOND)
    watched.sweep(watched.look_at_clocks)
    clock.boot()
    clock.jump(-2 * HOUR)
    again = another(watched, clock)
    again.sweep(again.look_at_clocks)

    assert ladder(again, clock, seconds=62) == [55]
    again.dispose()


def test_two_processes_see_one_jump(watched: Database, clock: FakeMachine, plants: Plants) -> None:
    other = another(watched, clock)
    other.transact(lambda _: None)
    is_red(watched, plants)
    before = due(watched)

    clock.jump(-2 * HOUR)
    for database in (watched, other, watched, other):
        database.sweep(database.look_at_clocks)

    assert due(watched) == before - 2 * HOUR
    other.dispose()


def due(database: Database):  # type: ignore[no-untyped-def]
    return min(database.read(lambda s: s.exec(select(DeadlineRow.due_at)).all()))


def test_a_process_that_dies_while_it_moves_leaves_it_whole_for_the_next(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    before = due(watched)
    clock.jump(-2 * HOUR)

    def killed(tx: Transaction) -> None:
        watched.look_at_clocks(tx)
        raise KeyboardInterrupt

    watched._zero_at = None
    with pytest.raises(KeyboardInterrupt):
        watched.sweep(killed)
    assert due(watched) == before

    watched.sweep(watched.look_at_clocks)
    assert due(watched) == before - 2 * HOUR


def test_a_move_that_fails_is_made_by_the_next_transaction(
    watched: Database, clock: FakeMachine, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_red(watched, plants)
    before = due(watched)
    clock.jump(-2 * HOUR)

    def fails(*_: object) -> None:
        raise ConnectionError("the database went away")

    with monkeypatch.context() as once:
        once.setattr(clock_jumps, "move_timers", fails)
        with pytest.raises(ConnectionError):
            watched.transact(lambda _: None)

    watched.transact(lambda _: None)
    assert due(watched) == before - 2 * HOUR


def test_a_cause_that_was_over_before_the_jump_hides_nothing_for_longer(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    clock.advance(10 * SECOND)
    watched.sweep(lambda tx: alerts.apply_changes(tx, [over(plants, None)]))
    over_at = clock()

    clock.jump(-2 * HOUR)
    clock.advance(SECOND)
    watched.transact(lambda _: None)

    assert watched.read(lambda s: s.exec(select(AlertRow.normal_at)).one()) == over_at - 2 * HOUR


def test_what_expired_is_summed_up_in_time(watched: Database, clock: FakeMachine, plants: Plants) -> None:
    subscribed(watched, plants)
    is_red(watched, plants)
    watched.transact(deliveries.plan_deliveries)
    summed_up_at = clock() + 600 * SECOND

    def expire(tx: Transaction) -> None:
        for row in tx.session.exec(select(DeliveryRow).where(DeliveryRow.state == DeliveryState.PENDING)):
            row.state, row.due_at, row.group_due_at = DeliveryState.EXPIRED, None, summed_up_at
            tx.session.add(row)

    watched.transact(expire)
    clock.jump(-2 * HOUR)
    watched.transact(lambda _: None)

    expired = select(DeliveryRow.group_due_at).where(DeliveryRow.state == DeliveryState.EXPIRED)
    assert set(watched.read(lambda s: s.exec(expired).all())) == {summed_up_at - 2 * HOUR}


def test_a_clock_that_was_wrong_for_a_while_leaves_what_began_before_where_it_was(
    watched: Database, clock: FakeMachine, plants: Plants
) -> None:
    is_red(watched, plants)
    before = due(watched)
    for jump in (HOUR, -HOUR):
        clock.advance(SECOND)
        clock.jump(jump)
        watched.sweep(watched.look_at_clocks)

    assert due(watched) == before


def subscribed(database: Database, plants: Plants) -> None:
    database.transact(
        lambda tx: deliveries.subscribe_push(
            tx, endpoint="https://push.example/1", p256dh="p", auth="a", language=Language.ZH, by=plants.bob
        )
    )


def states(database: Database) -> set[str]:
    led = select(DeliveryRow.state).where(DeliveryRow.state != DeliveryState.NO_ADDRESS)
    return set(database.read(lambda session: session.exec(led).all()))


def sends(verdict: Verdict):  # type: ignore[no-untyped-def]
    def send(_route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        return Outcome(verdict)

    return send


@pytest.mark.parametrize("jump", BACK, ids=str)
def test_a_message_in_retry_is_sent_in_time(
    watched: Database, clock: FakeMachine, plants: Plants, jump: timedelta
) -> None:
    subscribed(watched, plants)
    is_red(watched, plants)
    watched.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(watched, sends(Verdict.RETRY), SUBJECTS)
    assert states(watched) == {DeliveryState.PENDING}
    clock.jump(jump)

    clock.advance(10 * SECOND)
    watched.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(watched, sends(Verdict.ACCEPTED), SUBJECTS)

    assert states(watched) == {DeliveryState.ACCEPTED}


@pytest.mark.parametrize("jump", BACK, ids=str)
def test_a_message_whose_sender_died_is_sent_once_its_claim_has_run_out(
    watched: Database, clock: FakeMachine, plants: Plants, jump: timedelta
) -> None:
    subscribed(watched, plants)
    is_red(watched, plants)
    watched.transact(deliveries.plan_deliveries)

    def dies(_route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliveries.deliver_due(watched, dies, SUBJECTS)
    assert states(watched) == {DeliveryState.SENDING}
    clock.jump(jump)
    clock.advance(61 * SECOND)
    deliveries.deliver_due(watched, sends(Verdict.ACCEPTED), SUBJECTS)

    assert states(watched) == {DeliveryState.ACCEPTED}


@pytest.mark.parametrize("jump", [2 * HOUR, 26 * HOUR, -2 * HOUR], ids=str)
def test_silence_counts_the_time_that_passes(
    watched: Database, clock: FakeMachine, plants: Plants, jump: timedelta
) -> None:
    ingest = Ingest(watched, clock)
    ingest.take(ingest.reading(5.0))
    clock.advance(SECOND)
    ingest.flush()
    clock.jump(jump)

    sweep_silent(watched)
    assert sensor(watched, plants.gas).state is SensorState.IN_SERVICE

    clock.advance(plants.indicator.silent_after + 2 * SECOND)
    sweep_silent(watched)
    assert sensor(watched, plants.gas).state is SensorState.SILENT

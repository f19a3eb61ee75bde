"""Under a reading or a sweep there is nobody whom a reaction could refuse: the rest of it stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import select

from backend.alerts import commands as alert_commands
from backend.alerts import events as alert_events
from backend.alerts.commands import apply_changes
from backend.alerts.rules import AlertState
from backend.cases import alert_commands as case_of_alert
from backend.cases.escalation.responsible_commands import responsible as case_responsible
from backend.cases.tables import CaseRow
from backend.connectors.pipeline import Pipeline
from backend.core.audit import Audit
from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.failed_reactions import FailedReactions
from backend.core.tables import FailedReactionRow, OutboxRow
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.deadlines.responsible_commands import Responsibility, Responsible
from backend.deadlines.rules import Deadline
from backend.deadlines.sweep_commands import FOLLOW_UP, TRY_AGAIN, check_kept, sweep
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.system import reactions_commands as reactions
from backend.monitoring.system.commands import raise_condition
from backend.monitoring.system.judged_commands import apply_judged
from backend.reactions import REACTIONS
from backend.readings.store import Readings
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import SensorState
from backend.sensors.system_rules import SystemCondition
from backend.sensors.tables import SensorRow
from tests.support.declared import RESPONSIBILITIES
from tests.support.ingest import GAS, alerts
from tests.support.machines import FakeMachine
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("a failed reaction is a savepoint that is rolled back, and claimed")
SECOND = timedelta(seconds=1)


class Gas:
    """The gas sensor at north, and all that takes in its messages."""

    def __init__(self, database: Database, clock: FakeMachine) -> None:
        self._pipeline = Pipeline(BatchStore(database))
        self._database, self._clock = database, clock

    def says(self, value: float, *, times: int = 1, ahead: timedelta = timedelta(0)) -> None:
        """One message a second; the clock of the device is so far ahead of ours."""
        topic = f"anhuan/{GAS}/reading".encode()
        for _ in range(times):
            self._clock.advance(SECOND)
            at_ms = round((self._clock() + ahead).timestamp() * 1000)
            self._pipeline.take([(topic, f'{{"ts": {at_ms}, "v": {value}}}'.encode())])


@pytest.fixture
def clock() -> FakeMachine:
    return FakeMachine()


@pytest.fixture
def gas(database: Database, clock: FakeMachine, plants: Plants) -> Gas:
    return Gas(database, clock)


def put_aside(database: Database) -> int:
    return len(database.read(lambda session: Quarantine(session).messages(limit=100)))


def stored(database: Database) -> int:
    return database.read(lambda session: Readings(session).count())


@pytest.mark.parametrize("back", [timedelta(seconds=120), timedelta(hours=2)], ids=str)
def test_readings_that_make_an_alert_worse_are_judged_after_the_clock_was_set_back(
    database: Database, clock: FakeMachine, gas: Gas, back: timedelta
) -> None:
    gas.says(30.0, times=10)
    assert alerts(database) == [(AlertCondition.LIMIT_HIGH, Tier.ORANGE, AlertState.UNACKNOWLEDGED)]

    clock.jump(-back)
    gas.says(61.5, times=40, ahead=back)

    assert put_aside(database) == 0
    assert stored(database) == 50
    assert alerts(database)[0][1] is Tier.RED


class OpensNoCase:
    """The reaction of cases to an alert, which refuses after it has written, until it is `mended`."""

    def __init__(self, database: Database) -> None:
        self.is_mended, self.__qualname__ = False, "opens_no_case"
        before = REACTIONS[alert_events.ALERT_RAISED]
        others = tuple(each for each in before if each is not case_of_alert.follow_alerts)
        database.reactions = {**REACTIONS, alert_events.ALERT_RAISED: (self, *others)}

    def __call__(self, tx: Transaction, happened: Event) -> Event | None:
        followed = case_of_alert.follow_alerts(tx, happened)
        if not self.is_mended:
            raise Refused(ErrorCode.INVALID_INPUT, "a step is due after it began")
        return followed


@pytest.fixture
def opens_no_case(database: Database, plants: Plants) -> OpensNoCase:
    return OpensNoCase(database)


def cases(database: Database) -> int:
    return len(database.read(lambda session: session.exec(select(CaseRow.id)).all()))


def waiting(database: Database) -> list[FailedReactionRow]:
    return list(database.read(lambda session: session.exec(select(FailedReactionRow)).all()))


def test_a_failing_reaction_is_undone_alone_and_its_alert_and_message_stay(
    database: Database, plants: Plants, gas: Gas, opens_no_case: OpensNoCase
) -> None:
    gas.says(60.0)

    assert (put_aside(database), stored(database)) == (0, 1)
    assert alerts(database) == [(AlertCondition.LIMIT_HIGH, Tier.RED, AlertState.UNACKNOWLEDGED)]
    assert "ALERT_RAISED" in {row.event["kind"] for row in outbox(database)}
    assert cases(database) == 0, "what the reaction wrote before it failed is undone"
    assert database.read(lambda session: Audit(session).fault(plants.north)) is None


def test_a_reaction_with_a_statement_that_is_wrong_holds_no_reading_back(
    database: Database, plants: Plants, gas: Gas
) -> None:
    """SQLite names it as it names a database that is away, and then nothing is acknowledged for ever."""

    def asks_wrongly(tx: Transaction, _happened: Event) -> None:
        tx.session.execute(text("SELECT 1 FROM nowhere"))

    database.reactions = {**REACTIONS, alert_events.ALERT_RAISED: (asks_wrongly,)}

    gas.says(60.0)

    assert (put_aside(database), stored(database)) == (0, 1)
    assert len(waiting(database)) == 1


def outbox(database: Database) -> list[OutboxRow]:
    return list(database.read(lambda session: session.exec(select(OutboxRow)).all()))


def test_what_failed_is_tried_again_until_it_succeeds_and_said_meanwhile(
    database: Database, clock: FakeMachine, gas: Gas, opens_no_case: OpensNoCase
) -> None:
    gas.says(60.0)
    clock.advance(SECOND)
    assert reactions.try_again(database) == 1, "it failed again"
    assert len(waiting(database)) == 2, "and so did the case of the alert that says so"
    assert (AlertCondition.SYSTEM, Tier.ORANGE, AlertState.UNACKNOWLEDGED) in alerts(database)

    opens_no_case.is_mended = True
    clock.advance(timedelta(minutes=1))
    assert reactions.try_again(database) == 2

    assert cases(database) == 2
    assert waiting(database) == []
    assert (AlertCondition.SYSTEM, Tier.ORANGE, AlertState.RTN_UNACKNOWLEDGED) in alerts(database)
    clock.advance(timedelta(hours=1))
    assert reactions.try_again(database) == 0, "once is enough"
    assert cases(database) == 2


def test_a_process_that_dies_while_it_tries_again_leaves_it_for_the_next_one(
    database: Database, clock: FakeMachine, gas: Gas, opens_no_case: OpensNoCase
) -> None:
    gas.says(60.0)
    opens_no_case.is_mended = True
    clock.advance(SECOND)

    def killed(tx: Transaction) -> None:
        assert reactions.try_next(tx)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.sweep(killed)
    assert (cases(database), len(waiting(database))) == (0, 1)

    assert reactions.try_again(database) == 1
    assert (cases(database), waiting(database)) == (1, [])


def test_an_alert_of_the_product_itself_is_raised_though_its_case_cannot_be_opened(
    database: Database, opens_no_case: OpensNoCase
) -> None:
    guarded(database, partial(raise_condition, condition=SystemCondition.SESSION_LOST))

    assert alerts(database) == [(AlertCondition.SYSTEM, Tier.ORANGE, AlertState.UNACKNOWLEDGED)] * 2
    assert len(waiting(database)) == 2


def test_a_person_is_refused_as_ever(database: Database, opens_no_case: OpensNoCase, plants: Plants) -> None:
    event = Event(alert_events.ALERT_RAISED, plants.north)

    def refuse(tx: Transaction, happened: Event) -> None:
        raise Refused(ErrorCode.NOT_ALLOWED, "no")

    database.reactions = {alert_events.ALERT_RAISED: (refuse,)}
    with pytest.raises(Refused):
        database.transact(lambda tx: tx.announce(event))
    assert database.read(lambda session: FailedReactions(session).site_ids()) == set()


def test_a_deadline_that_cannot_be_followed_up_stops_no_other(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants
) -> None:
    gas.says(60.0)
    more = replace(over(plants, Tier.RED), sensor_id=plants.far_gas)
    clock.advance(SECOND)
    database.transact(lambda tx: apply_changes(tx, [more]))
    asked: list[object] = []

    def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
        asked.append(deadline.object_id)
        if deadline.object_id == asked[0]:
            raise LookupError("nobody knows whose it is")
        return case_responsible(tx, deadline)

    clock.advance(timedelta(seconds=60))
    sweep(database, {**RESPONSIBILITIES, "case": Responsibility(responsible)})

    assert len(set(asked)) == 2
    assert [row.event["kind"] for row in outbox(database)].count("ESCALATED") == 1
    assert database.read(lambda session: FailedReactions(session).site_ids()) == {plants.north}


def test_a_deadline_that_fails_each_time_is_an_alert_until_it_succeeds(
    database: Database, clock: FakeMachine, gas: Gas
) -> None:
    gas.says(60.0)
    is_mended = False

    def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
        if not is_mended and deadline.tier is Tier.RED:
            raise LookupError("nobody knows whose it is")
        return case_responsible(tx, deadline)

    def follow_up() -> list[AlertState]:
        sweep(database, {**RESPONSIBILITIES, "case": Responsibility(responsible)})
        reactions.try_again(database, {FOLLOW_UP: check_kept})
        return [state for condition, _, state in alerts(database) if condition is AlertCondition.SYSTEM]

    clock.advance(timedelta(seconds=60))
    assert follow_up() == [], "once is chance"
    clock.advance(TRY_AGAIN)
    assert follow_up() == [AlertState.UNACKNOWLEDGED]
    clock.advance(TRY_AGAIN)
    assert follow_up() == [AlertState.UNACKNOWLEDGED]

    is_mended = True
    clock.advance(TRY_AGAIN)
    assert follow_up() == [AlertState.RTN_UNACKNOWLEDGED]
    assert waiting(database) == []
    assert [row.event["kind"] for row in outbox(database)].count("ESCALATED") == 1


class AppliesNothing:
    """Alerts of one source cannot be written, after something of them was, until this is `mended`."""

    def __init__(self, sensor_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_mended = False
        real = alert_commands._apply_all

        def apply_all(tx: Transaction, changes: Sequence[ConditionChange]) -> set[int]:
            moved = real(tx, changes)
            if not self.is_mended and any(each.sensor_id == sensor_id for each in changes):
                raise LookupError("a rule of this source is odd")
            return moved

        monkeypatch.setattr(alert_commands, "_apply_all", apply_all)


@pytest.fixture
def applies_nothing(plants: Plants, monkeypatch: pytest.MonkeyPatch) -> AppliesNothing:
    return AppliesNothing(plants.gas, monkeypatch)


def of_limits(database: Database) -> list[tuple[AlertCondition, Tier, AlertState]]:
    return [each for each in alerts(database) if each[0] is AlertCondition.LIMIT_HIGH]


def test_a_danger_that_cannot_become_an_alert_keeps_its_reading_and_is_raised_later(
    database: Database, clock: FakeMachine, gas: Gas, applies_nothing: AppliesNothing
) -> None:
    gas.says(60.0, times=3)

    assert (put_aside(database), stored(database)) == (0, 3)
    assert of_limits(database) == [], "what was written of the alert is undone"
    reactions.try_again(database)
    assert (AlertCondition.SYSTEM, Tier.ORANGE, AlertState.UNACKNOWLEDGED) in alerts(database)

    applies_nothing.is_mended = True
    clock.advance(timedelta(seconds=10))
    reactions.try_again(database)
    assert of_limits(database) == [(AlertCondition.LIMIT_HIGH, Tier.RED, AlertState.UNACKNOWLEDGED)]
    assert (AlertCondition.SYSTEM, Tier.ORANGE, AlertState.RTN_UNACKNOWLEDGED) in alerts(database)
    assert waiting(database) == []


def test_a_danger_that_came_and_went_meanwhile_is_raised_and_over(
    database: Database, clock: FakeMachine, gas: Gas, applies_nothing: AppliesNothing
) -> None:
    gas.says(60.0, times=3)
    gas.says(1.0, times=60)
    assert (put_aside(database), stored(database)) == (0, 63)

    applies_nothing.is_mended = True
    clock.advance(timedelta(seconds=10))
    reactions.try_again(database)
    assert of_limits(database) == [(AlertCondition.LIMIT_HIGH, Tier.RED, AlertState.RTN_UNACKNOWLEDGED)]


def test_the_next_change_of_a_source_raises_what_was_kept_in_its_order(
    database: Database, clock: FakeMachine, gas: Gas, applies_nothing: AppliesNothing
) -> None:
    gas.says(30.0, times=10)
    assert of_limits(database) == []

    applies_nothing.is_mended = True
    gas.says(60.0)
    assert of_limits(database) == [(AlertCondition.LIMIT_HIGH, Tier.RED, AlertState.UNACKNOWLEDGED)]
    reactions.try_again(database)
    assert waiting(database) == []


def test_an_alert_that_fails_takes_no_other_of_its_batch_with_it(
    database: Database, plants: Plants, applies_nothing: AppliesNothing
) -> None:
    both = [over(plants, Tier.RED), replace(over(plants, Tier.RED), sensor_id=plants.far_gas)]
    database.sweep(lambda tx: apply_judged(tx, both))

    assert len(of_limits(database)) == 1
    assert [row.subject for row in waiting(database)] == [str(plants.gas)]


def test_the_intake_opens_though_the_end_of_an_alert_cannot_be_applied(
    database: Database, plants: Plants, gas: Gas, applies_nothing: AppliesNothing
) -> None:
    applies_nothing.is_mended = True
    gas.says(60.0)
    applies_nothing.is_mended = False

    def retire(tx: Transaction) -> None:
        tx.session.get_one(SensorRow, plants.gas).state = SensorState.OUT_OF_SERVICE

    database.transact(retire)
    BatchStore(database).tick()
    assert [row.subject for row in waiting(database)] == [str(plants.gas)]

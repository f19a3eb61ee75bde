"""Rules that raise for one source: its readings are stored, others are judged, and it is judged later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from backend.alerts.rules import AlertState
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.connectors.pipeline import Pipeline
from backend.core.database import Database, Transaction
from backend.core.tables import FailedReactionRow
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.limits import evaluator
from backend.detection.limits.rule_set import Rules, States, step
from backend.jobs.jobs import TRIED_AGAIN
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.system import reactions_commands as reactions
from backend.readings import commands as readings
from backend.readings.store import Readings
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from tests.support.ingest import alerts
from tests.support.machines import FakeMachine
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("what is kept is locked, and read from journal and blocks")
SECOND = timedelta(seconds=1)
CALM, RED = 5.0, 61.5
ODD, OTHER = "north/GAS-1", "south/GAS-1"
UNSEEN, OVER = AlertState.UNACKNOWLEDGED, AlertState.RTN_UNACKNOWLEDGED


class Rule:
    """The rules of the gas at north raise until they are `mended`."""

    def __init__(self, plants: Plants, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_mended = False

        def odd(rules: Rules, before: States, sampled_us: int, value: float) -> States:
            if not self.is_mended and rules.key[0] == plants.indicator.indicator_id:
                raise ZeroDivisionError("a span of nothing")
            return step(rules, before, sampled_us, value)

        monkeypatch.setattr(evaluator, "step", odd)


class Server:
    """All that takes readings in, and the jobs beside it."""

    def __init__(self, database: Database, clock: FakeMachine) -> None:
        self.database, self.clock, self.sent = database, clock, 0
        self.restart()

    def restart(self) -> None:
        self.store = BatchStore(self.database)
        self.pipeline = Pipeline(self.store)

    def hears(self, *values: float, sources: tuple[str, ...] = (ODD,)) -> None:
        """One message of each source a second."""
        for value in values:
            self.clock.advance(SECOND)
            at_ms = round(self.clock().timestamp() * 1000)
            payload = f'{{"ts": {at_ms}, "v": {value}}}'.encode()
            self.pipeline.take([(f"anhuan/{key}/reading".encode(), payload) for key in sources])
            self.sent += len(sources)

    def work(self, *, seconds: int = 30) -> None:
        """Let upkeep and jobs run for a while in which nothing is heard."""
        for _ in range(seconds):
            self.clock.advance(SECOND)
            self.store.tick()
            reactions.try_again(self.database, TRIED_AGAIN)


@pytest.fixture
def clock() -> FakeMachine:
    return FakeMachine()


@pytest.fixture
def rule(plants: Plants, monkeypatch: pytest.MonkeyPatch) -> Rule:
    return Rule(plants, monkeypatch)


@pytest.fixture
def server(database: Database, clock: FakeMachine, plants: Plants) -> Server:
    return Server(database, clock)


def of_limits(database: Database, sensor_id: int) -> list[tuple[Tier, AlertState]]:
    rows = select(AlertRow).where(AlertRow.sensor_id == sensor_id).order_by(col(AlertRow.raised_at))
    found = database.read(lambda session: [alert_of(row) for row in session.exec(rows)])
    return [(each.tier, each.state) for each in found]


def history(database: Database, sensor_id: int) -> list[str]:
    """What happened to the alert of this source."""
    rows = (
        select(AlertTransitionRow.kind)
        .join(AlertRow, col(AlertRow.id) == col(AlertTransitionRow.alert_id))
        .where(AlertRow.sensor_id == sensor_id)
        .order_by(col(AlertTransitionRow.id))
    )
    return database.read(lambda session: [str(kind) for kind in session.exec(rows)])


def said(database: Database) -> set[AlertState]:
    """States of the alerts of the product itself."""
    return {state for condition, _, state in alerts(database) if condition is AlertCondition.SYSTEM}


def kept(database: Database) -> int:
    return len(database.read(lambda session: session.exec(select(FailedReactionRow)).all()))


def assert_all_stored(server: Server) -> None:
    assert server.database.read(lambda session: Quarantine(session).messages(limit=9)) == []
    assert server.database.read(lambda session: Readings(session).count()) == server.sent


def test_rules_that_raise_for_one_source_keep_its_readings_and_the_alerts_of_others(
    server: Server, database: Database, plants: Plants, rule: Rule
) -> None:
    server.hears(CALM, RED, RED, sources=(ODD, OTHER))

    assert_all_stored(server)
    assert of_limits(database, plants.far_gas) == [(Tier.RED, UNSEEN)]
    assert of_limits(database, plants.gas) == []
    server.work()
    assert said(database) == {UNSEEN}


def test_once_the_rules_can_judge_again_the_danger_is_raised_once(
    server: Server, database: Database, plants: Plants, rule: Rule
) -> None:
    server.hears(CALM, RED, RED, CALM, RED)
    server.work()

    rule.is_mended = True
    server.work()

    assert of_limits(database, plants.gas) == [(Tier.RED, UNSEEN)]
    assert (kept(database), said(database)) == (0, {OVER})
    server.hears(*[CALM] * 29)
    assert of_limits(database, plants.gas) == [(Tier.RED, UNSEEN)], "its delay of thirty seconds is running"
    server.hears(*[CALM] * 3)
    assert of_limits(database, plants.gas) == [(Tier.RED, OVER)]
    assert_all_stored(server)


def compacted(server: Server) -> None:
    server.clock.advance(timedelta(hours=3))
    assert readings.compact(server.database)


def set_back(server: Server) -> None:
    server.clock.jump(timedelta(hours=-2))


@pytest.mark.parametrize("meanwhile", [Server.restart, compacted, set_back], ids=lambda each: each.__name__)
def test_what_was_stored_unjudged_is_judged_as_it_came(
    server: Server, database: Database, plants: Plants, rule: Rule, meanwhile: Callable[[Server], None]
) -> None:
    rule.is_mended = True
    server.hears(RED, *[CALM] * 5)
    rule.is_mended = False
    server.hears(*[CALM] * 10)
    meanwhile(server)
    server.hears(*[CALM] * 20, RED)
    server.restart()
    server.work(seconds=12)
    assert of_limits(database, plants.gas) == [(Tier.RED, UNSEEN)]

    rule.is_mended = True
    server.work()

    assert of_limits(database, plants.gas) == [(Tier.RED, UNSEEN)]
    assert history(database, plants.gas) == ["RAISED", "RETURNED_TO_NORMAL", "REACTIVATED"]
    assert_all_stored(server)


def test_a_source_taken_out_of_service_ends_what_says_that_it_is_not_judged(
    server: Server, database: Database, plants: Plants, rule: Rule
) -> None:
    server.hears(RED)
    server.work()

    def retire(tx: Transaction) -> None:
        tx.session.get_one(SensorRow, plants.gas).state = SensorState.OUT_OF_SERVICE

    database.transact(retire)
    server.work()

    assert (kept(database), said(database)) == (0, {OVER})

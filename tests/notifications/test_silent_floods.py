"""Sources of a gateway that one sweep after the other finds silent: one message, brought up to date."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from backend.alerts import bulk_commands
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core import steps
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.monitoring import silence_commands
from backend.monitoring.silence_commands import sweep_silent
from backend.notifications import commands as deliveries
from backend.policies import commands as policies
from backend.policies.rules import POLICY, Channel
from backend.readings.sources_store import Sources
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors

SWEEP = timedelta(seconds=10)
SECOND = timedelta(seconds=1)


class Gateway:
    """Sources behind one gateway, the phone of the person responsible, and the jobs that run every ten
    seconds.
    """

    def __init__(self, database: Database, clock: FakeClock, site: UUID, sources: list[int]) -> None:
        self._database, self._clock, self._site = database, clock, site
        self._parent, *self._sources = sources
        self.letters: list[Message] = []

    def loses(self, number: int) -> None:
        """The next so many are not heard in time: the sweep finds them, and messages leave."""
        lost = [self._sources.pop() for _ in range(number)]
        self._database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(lost, tx.now), at=tx.now))
        self.sweep()

    def grows(self, number: int) -> list[int]:
        """So many more sources stand behind it; returns all of them."""
        more = more_sensors(self._database, [f"R-{n:04}" for n in range(number)]).values()
        self._database.transact(lambda tx: _inhibit(tx, self._site, self._parent, more))
        self._sources += more
        return list(self._sources)

    def sweep(self, after: timedelta = SWEEP) -> None:
        self._clock.advance(after)
        sweep_silent(self._database)
        self._database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self._database, self._show, SUBJECTS)

    def screen(self) -> list[str]:
        """What stands on the phone: a newer message takes the place of an older one about the same."""
        return list({letter.topic: letter.body for letter in self.letters}.values())

    def _show(self, _kind: str, _endpoint: Endpoint, message: Message) -> Outcome:
        self.letters.append(message)
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def gateway(database: Database, plants: Plants, clock: FakeClock) -> Gateway:
    parent, *behind = more_sensors(database, ["GW-1", *(f"Q-{n:03}" for n in range(120))]).values()
    database.transact(lambda tx: _connect(tx, plants, parent, behind))
    return Gateway(database, clock, plants.north, [parent, *behind])


def _inhibit(tx: Transaction, site: UUID, parent: int, behind: Iterable[int]) -> None:
    for child in behind:
        tx.get(SuppressionStore).inhibit(
            uuid4(),
            site_id=site,
            parent_sensor_id=parent,
            parent_conditions=None,
            child_sensor_id=child,
        )


def _connect(tx: Transaction, plants: Plants, parent: int, behind: Iterable[int]) -> None:
    _inhibit(tx, plants.north, parent, behind)
    pushed = {
        **POLICY,
        Tier.BLUE: replace(POLICY[Tier.BLUE], channels=frozenset({Channel.IN_APP, Channel.WEB_PUSH})),
    }
    policies.change_tier_policy(tx, plants.north, pushed, based_on=1, reason="夜班", by=plants.alice)
    deliveries.subscribe_push(
        tx, endpoint="https://push.example/1", p256dh="p", auth="a", language=Language.ZH, by=plants.bob
    )


def silent_events(database: Database) -> list[tuple[str, int]]:
    """(kind, alerts that it is about) of each event about a silence."""

    def look(session: Session) -> list[tuple[str, int]]:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.position))).all()
        counted = ((row.kind, sum(ref.noun == "alert" for ref in row.refs)) for row in rows)
        return [each for each in counted if each[1]]

    return database.read(look)


def test_a_hundred_sources_that_ten_sweeps_find_silent_are_one_message_that_grows(
    database: Database, gateway: Gateway
) -> None:
    for _ in range(10):
        gateway.loses(10)

    [first] = gateway.letters
    assert "GW-1可燃气体：10 个监测点失联" in first.body
    for _ in range(12):
        gateway.sweep()

    assert len(gateway.letters) == 2, "the rest within two minutes, and nothing where nothing changes"
    [shown] = gateway.screen()
    assert "GW-1可燃气体：100 个监测点失联" in shown
    assert [kind for kind, _ in silent_events(database)] == ["SOURCES_FELL_SILENT"] * 10


def test_sources_that_follow_one_by_one_belong_to_the_message_of_the_first(
    database: Database, gateway: Gateway
) -> None:
    for _ in range(4):
        gateway.loses(1)
    for _ in range(12):
        gateway.sweep()

    assert len(gateway.letters) == 2
    [shown] = gateway.screen()
    assert "GW-1可燃气体：4 个监测点失联" in shown
    assert silent_events(database) == [("ALERT_RAISED", 1), *[("SOURCES_FELL_SILENT", 1)] * 3]


def test_what_falls_silent_after_somebody_saw_the_flood_is_counted_anew(
    database: Database, plants: Plants, gateway: Gateway
) -> None:
    gateway.loses(6)
    leader: UUID = database.read(
        lambda session: session.exec(select(AlertRow.id).where(col(AlertRow.leads_group))).one()
    )
    database.transact(lambda tx: bulk_commands.acknowledge_alerts(tx, [leader], by=plants.alice))

    gateway.loses(7)
    for _ in range(12):
        gateway.sweep()

    assert ["GW-1可燃气体：6 个" in each.body for each in gateway.letters] == [True, False]
    [shown] = gateway.screen()
    assert "GW-1可燃气体：7 个" in shown, "the seven that nobody has seen"


def test_a_growing_flood_takes_no_place_in_the_digest_of_other_alerts(
    database: Database, gateway: Gateway
) -> None:
    """Fifteen sweeps are two messages, not fifteen: the next alert is heard at once."""
    for _ in range(15):
        gateway.loses(2)
    before = len(gateway.letters)
    assert before == 2

    lone = more_sensors(database, ["LONE"]).values()
    database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(lone, tx.now), at=tx.now))
    gateway.sweep()

    assert len(gateway.letters) == before + 1
    assert gateway.letters[-1].navigate.startswith("/alerts/")


def test_the_message_of_the_first_step_says_that_more_are_falling_silent(
    database: Database, plants: Plants, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.StepSize.__init__, "__defaults__", (100,))
    monkeypatch.setattr(steps.StepSize, "follow", lambda *_: None)  # however slow the machine is
    monkeypatch.setattr(silence_commands, "SWEEPS_FOR_S", 0)  # a sweep has room for one step

    gateway.loses(120)

    [first] = gateway.letters
    assert first.body == "GW-1可燃气体：100 个监测点失联，还有监测点正在失联"
    for _ in range(12):
        gateway.sweep()
    assert [each.body for each in gateway.letters[1:]] == ["GW-1可燃气体：120 个监测点失联"]


def test_what_is_late_at_another_site_says_nothing_of_this_one(
    database: Database, plants: Plants, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence_commands, "SWEEPS_FOR_S", 0)
    monkeypatch.setattr(steps.StepSize.__init__, "__defaults__", (6,))
    far = more_sensors(database, ["F-1"], site="south", responsible="carol").values()
    database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(far, tx.now), at=tx.now))

    gateway.loses(6)

    assert [each.body for each in gateway.letters] == ["GW-1可燃气体：6 个监测点失联"]


@pytest.mark.parametrize("number", [120, pytest.param(3_000, marks=pytest.mark.nightly)])
def test_sources_that_fall_silent_in_thirty_steps_are_two_messages_and_their_return_is_none(
    database: Database, gateway: Gateway, clock: FakeClock, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.StepSize, "follow", lambda *_: None)
    monkeypatch.setattr(steps.StepSize.__init__, "__defaults__", (number // 30,))
    monkeypatch.setattr(silence_commands, "SWEEPS_FOR_S", 0)  # one step, then messages leave
    lost = gateway.grows(number - 120)

    gateway.loses(number)
    for _ in range(29):
        gateway.sweep(SECOND)

    assert [kind for kind, _ in silent_events(database)] == ["SOURCES_FELL_SILENT"] * 30
    for _ in range(14):
        gateway.sweep()
    first, last = (each.body for each in gateway.letters)
    assert first == f"GW-1可燃气体：{number // 30} 个监测点失联，还有监测点正在失联"
    assert last == f"GW-1可燃气体：{number} 个监测点失联"

    later = clock.now + timedelta(hours=1)
    database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(lost, later), at=tx.now))
    for _ in range(45):
        gateway.sweep()
    assert len(gateway.letters) == 2, "who was called sees in the list that they are back"

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
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.monitoring.silence_commands import sweep_silent
from backend.notifications import commands as deliveries
from backend.policies import commands as policies
from backend.policies.rules import POLICY, Channel
from backend.reactions import SUBJECTS
from backend.readings.sources_store import Sources
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors

SWEEP = timedelta(seconds=10)


class Gateway:
    """Sources behind one gateway, the phone of the person responsible, and the jobs that run every ten
    seconds.
    """

    def __init__(self, database: Database, clock: FakeClock, sources: list[int]) -> None:
        self._database, self._clock, self._sources = database, clock, sources
        self.letters: list[Message] = []

    def loses(self, number: int) -> None:
        """The next so many are not heard in time: the sweep finds them, and messages leave."""
        lost = [self._sources.pop() for _ in range(number)]
        self._database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(lost, tx.now), at=tx.now))
        self.sweep()

    def sweep(self) -> None:
        self._clock.advance(SWEEP)
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
    return Gateway(database, clock, behind)


def _connect(tx: Transaction, plants: Plants, parent: int, behind: Iterable[int]) -> None:
    for child in behind:
        tx.get(SuppressionStore).inhibit(
            uuid4(),
            site_id=plants.north,
            parent_sensor_id=parent,
            parent_conditions=None,
            child_sensor_id=child,
        )
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
    assert "另有 9 个监测点同时失联" in first.body
    for _ in range(12):
        gateway.sweep()

    assert len(gateway.letters) == 2, "the rest within two minutes, and nothing where nothing changes"
    [shown] = gateway.screen()
    assert "另有 99 个监测点同时失联" in shown
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
    assert "另有 3 个监测点同时失联" in shown
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

    assert ["另有 5 个" in each.body for each in gateway.letters] == [True, False]
    [shown] = gateway.screen()
    assert "另有 6 个" in shown, "the seven that nobody has seen"


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

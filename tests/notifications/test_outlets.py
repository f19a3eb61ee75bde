"""A group or another system is notified beside people, never in their place, of what concerns it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from backend.alerts.events import SOURCES_FELL_SILENT
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.deadlines.events import ESCALATED
from backend.notifications import commands as deliveries
from backend.notifications import panel_queries as panel
from backend.notifications.events import MESSAGES_EXPIRED
from backend.notifications.outlets import commands
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.sites.rules import Area
from backend.sites.store import Sites
from push.outcome import Outcome, Verdict
from tests.support.alerts import only_alert
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.notified_groups import BOT, Groups
from tests.support.plants import Plants

claimed = pytest.mark.both_databases("messages to nobody are claimed and combined among those to people")


@pytest.fixture
def groups(database: Database, plants: Plants, clock: FakeClock) -> Groups:
    return Groups(database, plants, clock)


@claimed
def test_a_group_hears_of_an_alert_of_its_tier_and_worse_once(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.YELLOW)
    assert groups.works() == []

    groups.measures(Tier.ORANGE)
    assert groups.works() == [("3f2a", "橙色预警")]
    groups.measures(Tier.RED)
    assert groups.works() == [("3f2a", "红色预警")]
    assert groups.works() == [], "twice sends nothing twice"

    [(_, message), _] = groups.sent
    assert message.link == "", "nobody could say who answered by it"
    assert message.buttons == ()
    assert message.navigate == f"/alerts/{only_alert(groups.database).alert_id}"
    assert "赵" not in message.body
    assert "alice" not in message.body


@claimed
def test_people_are_called_as_if_there_were_no_group(groups: Groups) -> None:
    groups.subscribes(groups.plants.bob)
    groups.adds()
    groups.measures(Tier.RED)
    groups.works()

    rows = groups.database.read(lambda s: s.exec(select(DeliveryRow.person_id, DeliveryRow.state)).all())
    assert (groups.plants.bob.person_id, DeliveryState.ACCEPTED) in rows
    assert rows.count((None, DeliveryState.ACCEPTED)) == 1
    alert_id = only_alert(groups.database).alert_id
    reached = groups.database.read(
        lambda s: panel.of_alert(s, groups.plants.alice, alert_id, now=groups.database.clock())
    )
    assert all(each.knows_since is None for each in reached), "a message in a group is shown to nobody"
    [notified] = groups.database.read(lambda s: panel.outlets_of_alert(s, groups.plants.alice, alert_id))
    assert (notified.name, [each.state for each in notified.sent]) == ("值班群", [DeliveryState.ACCEPTED])
    assert groups.database.read(lambda s: panel.outlets_of_alert(s, groups.plants.carol, alert_id)) == []


def test_a_group_of_an_area_hears_of_what_lies_in_it_and_not_of_what_lies_beside_it(groups: Groups) -> None:
    north, area = groups.plants.north, groups.plants.area
    beside = Area(uuid4(), north, "BESIDE", Text("旁边", "Beside"), ())
    around = Area(uuid4(), north, "AROUND", Text("罐区", "Tank farm"), ())

    def build(tx: Transaction) -> None:
        for each in (beside, around):
            tx.get(Sites).put_area(each)
        inner = tx.get(Sites).area(area)
        tx.get(Sites).put_area(Area(area, north, inner.code, inner.name, (), parent_id=around.area_id))

    groups.database.transact(build)
    for place, key in ((beside.area_id, "1"), (around.area_id, "2"), (area, "3"), (None, "4")):
        groups.adds(f"群 {key}", address=BOT[:-4] + key * 4, area_id=place)

    groups.measures(Tier.RED)

    assert sorted(groups.works()) == [(key * 4, "红色预警") for key in "234"]


def test_a_group_hears_again_when_nobody_acted(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.RED)
    groups.works()
    alert_id, bob = only_alert(groups.database).alert_id, groups.plants.bob.person_id
    groups.database.transact(
        lambda tx: tx.announce(
            Event(ESCALATED, groups.plants.north, about=refs(alert=alert_id), to=(bob,), tier=Tier.RED)
        )
    )
    assert groups.works() == [("3f2a", "红色预警无人响应")]


def test_a_group_hears_that_nobody_acted_also_where_there_is_nobody_to_call(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.RED)
    groups.works()
    alert_id = only_alert(groups.database).alert_id
    groups.database.transact(
        lambda tx: tx.announce(
            Event(ESCALATED, groups.plants.north, about=refs(alert=alert_id), tier=Tier.RED)
        )
    )
    assert groups.works() == [("3f2a", "红色预警无人响应")]


@claimed
def test_a_growing_flood_is_one_message_to_a_group_that_is_brought_up_to_date(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.ORANGE)
    groups.works()
    alert_id, group_id = only_alert(groups.database).alert_id, uuid4()

    def grow(tx: Transaction) -> None:
        about = refs(alert=alert_id, alert_group=group_id)
        tx.announce(Event(SOURCES_FELL_SILENT, groups.plants.north, about=about, tier=Tier.ORANGE))

    groups.database.transact(grow)
    assert len(groups.works()) == 1
    for _ in range(5):
        groups.clock.advance(timedelta(seconds=10))
        groups.database.transact(grow)
        assert groups.works() == []
    groups.clock.advance(timedelta(minutes=2))
    assert len(groups.works()) == 1


def test_another_system_cannot_say_that_somebody_was_shown_its_message(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.RED)
    groups.works()
    delivery_id = UUID(groups.sent[-1][1].message_id)

    def receive(tx: Transaction) -> bool:
        return deliveries.record_receipt(tx, delivery_id, DeliveryState.SHOWN)

    assert groups.database.transact(receive) is False


@claimed
def test_beyond_ten_messages_in_ten_minutes_the_group_gets_one_and_red_does_not_wait(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.ORANGE)
    groups.announces(*[Tier.ORANGE] * 13)
    assert len(groups.works()) == 10
    groups.announces(Tier.RED)
    assert len(groups.works()) == 1, "red waits for nothing"

    groups.clock.advance(timedelta(minutes=10, seconds=1))
    assert groups.works() == [("3f2a", "又有 4 条预警")]
    assert groups.sent[-1][1].navigate == "/alerts"


def test_administrators_hear_once_of_a_group_that_gets_nothing_any_more(groups: Groups) -> None:
    groups.subscribes(groups.admin)
    groups.adds()
    groups.outcome = Outcome(Verdict.FAILED, "no such bot")
    groups.measures(Tier.ORANGE)
    groups.works()
    groups.measures(Tier.RED)
    groups.works()
    groups.works()

    lost = "有通知群或外部系统收不到预警"
    assert groups.pushed.count(lost) == 1
    groups.outcome = Outcome(Verdict.ACCEPTED)
    groups.announces(Tier.RED)
    groups.works()
    groups.outcome = Outcome(Verdict.FAILED, "no such bot")
    groups.announces(Tier.RED)
    groups.works()
    groups.works()
    assert groups.pushed.count(lost) == 2, "again, once it had been well in between"


def test_a_provider_that_is_away_for_an_hour_is_tried_again_and_what_is_history_reaches_nobody(
    groups: Groups,
) -> None:
    groups.adds()
    groups.outcome = Outcome(Verdict.RETRY, "503")
    groups.measures(Tier.RED)
    assert len(groups.works()) == 1
    groups.clock.advance(timedelta(seconds=6))
    assert len(groups.works()) == 1, "tried again"
    assert groups.sees()[0].outlet.error is None, "not yet given up"

    groups.clock.advance(timedelta(hours=2))
    groups.outcome = Outcome(Verdict.ACCEPTED)
    assert groups.works() == []
    states = select(DeliveryRow.state).where(col(DeliveryRow.person_id).is_(None))
    assert groups.database.read(lambda s: s.exec(states).all()) == [DeliveryState.EXPIRED]
    assert groups.sees()[0].outlet.error == "503", "whoever set it up is told that it was away"
    summaries = select(DeliveryRow.id).where(DeliveryRow.event_kind == MESSAGES_EXPIRED)
    assert groups.database.read(lambda s: s.exec(summaries).all()) == []


@claimed
def test_a_message_whose_sender_died_is_sent_by_the_next(groups: Groups) -> None:
    groups.adds()
    groups.measures(Tier.RED)
    groups.database.transact(deliveries.plan_deliveries)

    def die(*_: object) -> Outcome:
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        deliveries.deliver_due(groups.database, die, SUBJECTS)
    groups.clock.advance(timedelta(minutes=2))
    assert groups.works() == [("3f2a", "红色预警")]


def test_what_a_system_did_not_take_is_sent_again_when_an_administrator_says_so(groups: Groups) -> None:
    system = groups.adds_system()
    groups.outcome = Outcome(Verdict.FAILED, "500 internal error")
    groups.measures(Tier.YELLOW)
    groups.works()
    groups.measures(Tier.RED)
    groups.works()
    missed = [message.message_id for _, message in groups.sent]
    assert (groups.lost(system), len(missed)) == (2, 2)

    groups.outcome = Outcome(Verdict.ACCEPTED)
    groups.clock.advance(timedelta(hours=5))
    assert groups.works() == [], "nothing is sent again by itself"
    groups.replays(system)
    groups.works()
    again = {message.message_id for _, message in groups.sent[2:]}
    assert again == set(missed), "it knows them by their ids"
    assert groups.lost(system) == 0
    notes = select(AuditRow.note).where(AuditRow.kind == "OUTLET_REPLAYED")
    assert groups.database.read(lambda s: s.exec(notes).all()) == ["应急平台: 2"]

    groups.replays(system)
    assert groups.works() == [], "twice is the same as once"


def test_a_group_is_not_flooded_with_what_is_over_nor_a_system_with_what_is_older_than_a_day(
    groups: Groups,
) -> None:
    group, system = groups.adds(), groups.adds_system()
    groups.outcome = Outcome(Verdict.FAILED, "500 internal error")
    groups.measures(Tier.RED)
    groups.works()
    assert (groups.lost(group), groups.lost(system)) == (0, 1)
    with pytest.raises(Refused) as refused:
        groups.replays(group)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION

    groups.clock.advance(timedelta(hours=25))
    groups.outcome = Outcome(Verdict.ACCEPTED)
    assert groups.lost(system) == 0
    groups.replays(system)
    assert groups.works() == []


def test_nobody_but_an_administrator_of_the_site_sends_again(groups: Groups) -> None:
    system = groups.adds_system()
    for person, code in ((groups.plants.alice, "NOT_ALLOWED"), (groups.plants.carol, "NOT_FOUND")):
        with pytest.raises(Refused) as refused:
            groups.database.transact(lambda tx, by=person: commands.replay_outlet(tx, system, by=by))
        assert refused.value.code == code

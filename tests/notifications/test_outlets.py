"""A group or another system is notified beside people, never in their place, of what concerns it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_TIER_RAISED
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Language, Text
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.events import ESCALATED
from backend.notifications import commands as deliveries
from backend.notifications import panel_queries as panel
from backend.notifications.channels import commands as channels
from backend.notifications.channels.checks_commands import addresses_checked_by, checked_by
from backend.notifications.channels.rules import Wanted
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import MESSAGES_EXPIRED
from backend.notifications.outlets import commands, queries
from backend.notifications.outlets.queries import OutletView
from backend.notifications.outlets.rules import WantedOutlet
from backend.notifications.outlets.tables import OutletRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.reactions import SUBJECTS
from backend.sites.events import AREA_CLOSED
from backend.sites.rules import Area
from backend.sites.store import Sites
from push.endpoint import WEB_PUSH, Endpoint
from push.http_client import Network
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.alerts import only_alert
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("messages to nobody are claimed and combined among those to people")
BOT = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={'5' * 28}3f2a"
HOOK = "https://control.example.com/alerts"
REASON = "值班群换成新的了，这个群已解散"
CHECKS = commands.Checks(checked_by(Network()), addresses_checked_by(Network()))


class Groups:
    """A site with an administrator, and what its group chats were sent as (address, message)."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.outcome = Outcome(Verdict.ACCEPTED)
        self.sent: list[tuple[str, Message]] = []
        self.pushed: list[str] = []
        self.limits: Sequence[SendLimit] = ()

    def adds(
        self,
        name: str = "值班群",
        *,
        kind: str = "wecom",
        address: str = BOT,
        secret: str = "",
        from_tier: Tier = Tier.ORANGE,
        area_id: UUID | None = None,
        by: Viewer | None = None,
    ) -> UUID:
        wanted = WantedOutlet(kind, name, address, secret, from_tier, area_id)
        return self.database.transact(
            lambda tx: commands.add_outlet(tx, self.plants.north, wanted, checks=CHECKS, by=by or self.admin)
        )

    def subscribes(self, person: Viewer) -> None:
        endpoint = "https://push.example/1"
        self.database.transact(
            lambda tx: deliveries.subscribe_push(
                tx, endpoint=endpoint, p256dh="p", auth="a", language=Language.ZH, by=person
            )
        )

    def channels(self) -> list[str]:
        """Kinds of channels that the site has set up."""
        found = self.database.read(lambda s: SiteChannels(s).of_site(self.plants.north))
        return [each.kind for each in found]

    def measures(self, tier: Tier | None, sensor_id: int | None = None) -> None:
        change = over(self.plants, tier, sensor_id=sensor_id)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def announces(self, *tiers: Tier) -> None:
        """One alert event after the other, as a flood brings them."""
        alert_id = only_alert(self.database).alert_id

        def command(tx: Transaction) -> None:
            for tier in tiers:
                tx.announce(
                    Event(ALERT_TIER_RAISED, self.plants.north, about=refs(alert=alert_id), tier=tier)
                )

        self.database.transact(command)

    def works(self) -> list[tuple[str, str]]:
        """One round of the job: what was sent to groups in it, as (last characters of the address, title)."""
        before = len(self.sent)
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self._send, SUBJECTS, limits=lambda *_: self.limits)
        return [(address[-4:], message.title) for address, message in self.sent[before:]]

    def sees(self) -> list[OutletView]:
        return self.database.read(lambda s: queries.of_site(s, self.admin, self.plants.north))

    def tests(self, outlet_id: UUID) -> None:
        self.database.transact(lambda tx: commands.test_outlet(tx, outlet_id, by=self.admin))

    def removes(self, outlet_id: UUID, *, asks: bool = True) -> None:
        self.database.transact(
            lambda tx: commands.remove_outlet(
                tx, outlet_id, reason=REASON, asks_second_person=asks, by=self.admin
            )
        )

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        if route.kind == WEB_PUSH:
            self.pushed.append(message.title)
            return Outcome(Verdict.ACCEPTED)
        self.sent.append((endpoint.address, message))
        return self.outcome


@pytest.fixture
def groups(database: Database, plants: Plants, clock: FakeClock) -> Groups:
    return Groups(database, plants, clock)


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


def test_people_are_called_as_if_there_were_no_group(groups: Groups) -> None:
    groups.subscribes(groups.plants.bob)
    groups.adds()
    groups.measures(Tier.RED)
    groups.works()

    rows = groups.database.read(lambda s: s.exec(select(DeliveryRow.person_id, DeliveryRow.state)).all())
    assert (groups.plants.bob.person_id, DeliveryState.ACCEPTED) in rows
    assert rows.count((None, DeliveryState.ACCEPTED)) == 1
    alert_id = only_alert(groups.database).alert_id
    reached = groups.database.read(lambda s: panel.of_alert(s, groups.plants.alice, alert_id))
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


def test_a_test_says_what_the_provider_answered(groups: Groups) -> None:
    outlet_id = groups.adds()
    groups.tests(outlet_id)
    assert groups.works() == [("3f2a", "【测试 TEST】预警通知")]
    assert groups.sent[-1][1].purpose is Purpose.TEST
    [view] = groups.sees()
    assert (view.outlet.sent_at, view.outlet.error) == (groups.clock.now, None)

    with pytest.raises(Refused) as refused:
        groups.tests(outlet_id)
    assert refused.value.code is ErrorCode.TOO_MANY_ATTEMPTS
    groups.clock.advance(timedelta(seconds=11))
    groups.outcome = Outcome(Verdict.GONE, "93000 invalid webhook url")
    groups.tests(outlet_id)
    groups.works()
    assert groups.sees()[0].outlet.error == "93000 invalid webhook url"


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
    summaries = select(DeliveryRow.id).where(DeliveryRow.event_kind == MESSAGES_EXPIRED)
    assert groups.database.read(lambda s: s.exec(summaries).all()) == []


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


def test_a_group_is_taken_away_by_two_and_notified_until_then(groups: Groups) -> None:
    outlet_id = groups.adds()
    with pytest.raises(Refused) as refused:
        groups.removes(outlet_id, asks=False)
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    groups.removes(outlet_id)
    groups.measures(Tier.ORANGE)
    assert groups.works() == [("3f2a", "橙色预警")], "it goes on until they agree"

    groups.measures(Tier.RED)
    groups.database.transact(deliveries.plan_deliveries)

    def agree(tx: Transaction) -> None:
        asked = tx.session.exec(select(AgreementRow.id).where(AgreementRow.state == "ASKED")).one()
        agreements.decide(tx, asked, is_agreed=True, note="", by=groups.plants.alice)

    groups.database.transact(agree)
    assert groups.works() == [], "nor what was on its way"
    assert groups.sees() == []
    with pytest.raises(Refused) as gone:
        groups.tests(outlet_id)
    assert gone.value.code is ErrorCode.NOT_FOUND


@pytest.mark.parametrize(
    ("kind", "address", "said"),
    [
        ("wecom", "https://evil.example/cgi-bin/webhook/send?key=0123456789abcdef", "address: MALFORMED"),
        ("wecom", "li.lei", "address: MALFORMED"),
        ("dingtalk", BOT, "address: MALFORMED"),
        ("sms", "+8613800000000", "address: MALFORMED"),
        ("wecom", f"{BOT}{'x' * 1000}", "address: MALFORMED"),
        ("webhook", HOOK, "kind: MISSING"),
    ],
)
def test_an_address_that_the_channel_cannot_send_to_is_refused_at_its_field(
    groups: Groups, kind: str, address: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refused:
        groups.adds(kind=kind, address=address)
    assert refused.value.code is ErrorCode.SETTING_INVALID
    assert groups.sees() == []
    assert groups.channels() == [], "nor is its chat set up"


def test_a_webhook_goes_to_a_system_once_its_channel_is_set_up(groups: Groups) -> None:
    secret = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
    groups.database.transact(
        lambda tx: channels.configure_channel(
            tx,
            groups.plants.north,
            "webhook",
            Wanted("webhook", {}, {"signing_secret": secret}),
            version=0,
            check=CHECKS.channel,
            by=groups.admin,
        )
    )
    groups.adds("应急平台", kind="webhook", address=HOOK, from_tier=Tier.BLUE)
    groups.measures(Tier.YELLOW)
    assert [address for address, _ in groups.works()] == [HOOK[-4:]]


def test_a_chat_is_set_up_with_its_first_group(groups: Groups) -> None:
    groups.adds()
    groups.adds("二群", address=BOT[:-4] + "9999")
    assert groups.channels() == ["wecom"]


def test_only_administrators_of_the_site_add_and_see_groups_and_nobody_reads_an_address_again(
    groups: Groups,
) -> None:
    outlet_id, north = groups.adds(secret="SEC000"), groups.plants.north
    for person in (groups.plants.alice, groups.plants.bob, groups.plants.carol):
        with pytest.raises(Refused):
            groups.adds(by=person)
        with pytest.raises(Refused):
            groups.database.transact(lambda tx, by=person: commands.test_outlet(tx, outlet_id, by=by))
        assert groups.database.read(lambda s, by=person: queries.of_site(s, by, north)) == []
        assert groups.database.read(lambda s, by=person: queries.by_ids(s, by, [outlet_id])) == {}
    [view] = groups.sees()
    assert view.outlet.hint == "qyapi.weixin.qq.com …3f2a"
    sealed = groups.database.read(lambda s: s.exec(select(OutletRow.sealed_endpoint)).one())
    assert BOT not in sealed
    assert "SEC000" not in sealed


def test_an_area_of_which_a_group_is_notified_is_not_closed(groups: Groups) -> None:
    groups.adds(area_id=groups.plants.area)
    closed = Event(AREA_CLOSED, groups.plants.north, about=refs(area=groups.plants.area))
    with pytest.raises(Refused) as refused:
        groups.database.transact(lambda tx: commands.keep_area(tx, closed))
    assert refused.value.code is ErrorCode.AREA_IN_USE

"""Administrators set up groups and other systems, try them, and take them away by two."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications import panel_queries as panel
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.outlets import commands, queries
from backend.notifications.outlets.tables import OutletRow
from backend.sites.events import AREA_CLOSED
from push.message import Purpose
from push.outcome import Outcome, Verdict
from tests.support.alerts import only_alert
from tests.support.fakes import FakeClock
from tests.support.notified_groups import BOT, CHECKS, HOOK, Groups
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("messages to nobody are claimed and combined among those to people")


@pytest.fixture
def groups(database: Database, plants: Plants, clock: FakeClock) -> Groups:
    return Groups(database, plants, clock)


def test_nobody_but_an_administrator_reads_what_a_provider_said(groups: Groups) -> None:
    groups.adds()
    groups.outcome = Outcome(Verdict.FAILED, "404: Cannot POST /hook")
    groups.measures(Tier.RED)
    groups.works()
    alert_id = only_alert(groups.database).alert_id

    def said(viewer: Viewer) -> list[str | None]:
        found = groups.database.read(lambda s: panel.outlets_of_alert(s, viewer, alert_id))
        return [each.error for outlet in found for each in outlet.sent]

    assert said(groups.admin) == ["404: Cannot POST /hook"]
    assert said(groups.plants.alice) == [None]


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
        ("wecom", "@all", "address: MALFORMED"),
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


def test_a_person_is_no_outlet_also_where_the_chat_reaches_people(groups: Groups) -> None:
    app = {"corp_id": "ww1", "agent_id": "1000002"}
    groups.database.transact(
        lambda tx: channels.configure_channel(
            tx,
            groups.plants.north,
            "wecom",
            Wanted("wecom", app, {"secret": "s3cret"}),
            version=0,
            check=CHECKS.channel,
            by=groups.admin,
        )
    )
    with pytest.raises(Refused) as refused:
        groups.adds(address="li.lei")
    assert refused.value.code is ErrorCode.SETTING_INVALID


def test_a_webhook_goes_to_a_system_once_its_channel_is_set_up(groups: Groups) -> None:
    groups.adds_system()
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

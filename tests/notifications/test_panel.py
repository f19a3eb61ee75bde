"""Who knows of an alert, by what, and who does not and why: for those who may see the alert."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_TIER_RAISED
from backend.alerts.responses import commands as responses
from backend.cases.events import CASE_FOLLOWED_UP
from backend.cases.tables import CaseRow
from backend.core.database import Database, Transaction
from backend.core.events import Event, refs
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications import panel_queries as panel
from backend.notifications.alert_tests.commands import send_alert_test
from backend.notifications.panel_queries import Reached
from backend.notifications.reach import queries as reach
from backend.notifications.rules import DeliveryState
from backend.people.directory.rules import AddressKind
from tests.support.cases import Reports
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over
from tests.support.reached_plant import Plant

pytestmark = pytest.mark.both_databases("the messages of an alert are found by its references")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


def shown_to(plant: Plant, viewer: Viewer, alert_id: object) -> dict[object, Reached]:
    found = plant.database.read(lambda s: panel.of_alert(s, viewer, alert_id, now=plant.database.clock()))  # type: ignore[arg-type]
    return {each.person.person.person_id: each for each in found}


def test_who_was_not_shown_it_stands_first_with_what_waits_for_them(plant: Plant) -> None:
    plants = plant.plants
    plant.set_up("sms")
    plant.has_browser(plants.bob, "bob")
    plant.has_browser(plants.alice, "alice")
    plant.reaches(plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    [pushed] = plant.deliveries_of(plants.alice)
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, pushed.id, DeliveryState.SHOWN))

    found = shown_to(plant, plants.dora, alert_id)

    assert list(found)[-1] == plants.alice.person_id, "who knows stands last"
    assert found[plants.alice.person_id].knows_since == plant.database.clock()
    bob = found[plants.bob.person_id]
    assert bob.knows_since is None
    assert [(each.kind, each.state) for each in bob.sent] == [
        ("webpush", DeliveryState.ACCEPTED),
        ("sms", DeliveryState.PENDING),
    ]
    assert bob.sent[1].waits_until is not None
    assert [each.state for each in found[plants.dora.person_id].sent] == [DeliveryState.NO_ADDRESS]


def test_nobody_says_for_a_colleague_that_a_message_was_shown(plant: Plant) -> None:
    plants = plant.plants
    plant.set_up("sms")
    plant.has_browser(plants.bob, "bob")
    plant.reaches(plants.bob, AddressKind.PHONE, "13800000001")
    alert_id = plant.raises()
    plant.works()
    pushed, texted = plant.deliveries_of(plants.bob)

    seen = [each.message_id for each in shown_to(plant, plants.dora, alert_id)[plants.bob.person_id].sent]

    def claims(message: UUID) -> bool:
        command = partial(deliveries.record_receipt, delivery_id=message, state=DeliveryState.SHOWN)
        return plant.database.transact(command)

    assert len({*seen, pushed.id, texted.id}) == 4, "what the panel names leads to no message"
    assert not any(claims(each) for each in seen)
    assert not claims(texted.id), "a text is opened by its link, and this one has not left yet"
    assert {each.state for each in plant.deliveries_of(plants.bob)} == {
        DeliveryState.ACCEPTED,
        DeliveryState.PENDING,
    }
    assert claims(pushed.id), "whose browser was sent it, does"


def grows(plant: Plant, alert_id: UUID, times: int) -> None:
    """As many more events of this alert at once: a flood."""

    def announce(tx: Transaction) -> None:
        for _ in range(times):
            about = refs(alert=alert_id)
            tx.announce(Event(ALERT_TIER_RAISED, plant.plants.north, about=about, tier=Tier.ORANGE))

    plant.database.transact(announce)
    plant.works()


def test_what_left_in_a_digest_says_what_became_of_the_digest(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "bob")
    alert_id = plant.raises(Tier.ORANGE)
    grows(plant, alert_id, 11)
    held = shown_to(plant, plant.plants.alice, alert_id)[bob.person_id].sent[0]
    assert (held.state, held.digest_of, held.waits_until is None) == (DeliveryState.GROUPED, 1, False)

    assert plant.after(130) == [("webpush", "bob")]
    [first, second] = shown_to(plant, plant.plants.alice, alert_id)[bob.person_id].sent[:2]
    assert [(each.state, each.digest_of) for each in (first, second)] == [(DeliveryState.ACCEPTED, 2)] * 2
    digest = UUID(plant.messages[-1].data["delivery"])
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, digest, DeliveryState.SHOWN))

    reached = shown_to(plant, plant.plants.alice, alert_id)[bob.person_id]
    assert [each.state for each in reached.sent[:2]] == [DeliveryState.SHOWN] * 2
    assert reached.knows_since == plant.database.clock()
    report = plant.database.read(
        lambda s: reach.of_site(s, plant.admin, plant.plants.north, now=plant.database.clock())
    )
    [share] = [each.share for _, each in report.people if each.person_id == bob.person_id]
    assert (share.notified, share.in_time + share.late) == (12, 2), "both alerts of the digest were shown"


def test_a_browser_that_has_gone_silent_is_named_beside_what_it_was_sent(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "bob")
    began = plant.database.clock()
    for _ in range(3):
        plant.database.transact(lambda tx: send_alert_test(tx, plant.plants.north, Tier.RED, by=bob))
        plant.works()
        plant.after(7200)
    alert_id = plant.raises()
    plant.works()

    [pushed] = shown_to(plant, plant.plants.alice, alert_id)[bob.person_id].sent

    assert (pushed.state, pushed.silent_since) == (DeliveryState.ACCEPTED, began)


def test_who_knows_of_an_alert_knows_of_its_case(plant: Plant) -> None:
    alert_id = plant.raises()
    plant.works()
    [case_id] = plant.database.read(lambda s: s.exec(select(CaseRow.id)).all())

    def of(viewer: Viewer) -> datetime | None:
        now = plant.database.clock()
        found = plant.database.read(lambda s: panel.of_case(s, plant.plants.alice, case_id, now=now))
        return next(each.knows_since for each in found if each.person.person.person_id == viewer.person_id)

    assert of(plant.plants.dora) is None
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=plant.plants.dora))
    assert of(plant.plants.dora) == plant.database.clock()
    assert of(plant.plants.bob) is None


def test_a_case_of_a_report_says_who_knows_of_it_and_names_no_reporter(plant: Plant) -> None:
    plants, reports = plant.plants, Reports(plant.database, plant.plants)
    for person, name in ((plants.alice, "alice"), (plants.bob, "bob")):
        plant.has_browser(person, name)
    case_id = reports.case(plants.bob)
    about, to = refs(case=case_id), (plants.alice.person_id,)
    plant.database.transact(lambda tx: tx.announce(Event(CASE_FOLLOWED_UP, plants.north, about=about, to=to)))
    plant.works()
    assert "HAZARD_ACCEPTED" in {each.event_kind for each in plant.deliveries_of(plants.bob)}

    def seen_by(viewer: Viewer) -> dict[object, Reached]:
        now = plant.database.clock()
        found = plant.database.read(lambda s: panel.of_case(s, viewer, case_id, now=now))
        return {each.person.person.person_id: each for each in found}

    def of(viewer: Viewer) -> datetime | None:
        return seen_by(plants.dora)[viewer.person_id].knows_since

    events = {each.event for reached in seen_by(plants.dora).values() for each in reached.sent}
    assert events == {"CASE_FOLLOWED_UP"}, "who is notified that it was accepted has reported it"
    assert plants.bob.person_id not in seen_by(plants.dora)
    assert seen_by(plants.carol) == {}, "nobody of another site learns who was called"

    [asked] = [each for each in plant.deliveries_of(plants.alice) if each.event_kind == "CASE_FOLLOWED_UP"]
    assert of(plants.alice) is None
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, asked.id, DeliveryState.SHOWN))
    assert of(plants.alice) == plant.database.clock()


def test_whose_open_screen_shows_it_knows_although_no_message_reached_them(plant: Plant) -> None:
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=plant.plants.dora))

    found = shown_to(plant, plant.plants.alice, alert_id)

    assert found[plant.plants.dora.person_id].knows_since == plant.database.clock()
    assert found[plant.plants.bob.person_id].knows_since is None


def test_nobody_of_another_site_learns_who_was_called(plant: Plant) -> None:
    alert_id = plant.raises()
    plant.works()

    assert shown_to(plant, plant.plants.bob, alert_id)
    assert shown_to(plant, plant.plants.carol, alert_id) == {}


def test_who_saw_an_earlier_activation_does_not_know_of_this_one(plant: Plant) -> None:
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=plant.plants.dora))
    plant.after(60)
    plant.database.transact(lambda tx: alerts.apply_changes(tx, [over(plant.plants, None)]))
    plant.after(7200)

    assert plant.raises() == alert_id, "the same alert is active again"
    plant.works()

    found = shown_to(plant, plant.plants.alice, alert_id)
    assert {person: each.knows_since for person, each in found.items()} == dict.fromkeys(found)


def test_that_no_way_leads_to_somebody_is_said_once_and_until_one_is_found(plant: Plant) -> None:
    bob, dora = plant.plants.bob.person_id, plant.plants.dora.person_id
    plant.set_up("sms")
    alert_id = plant.raises(Tier.ORANGE)
    plant.works()
    assert [each.state for each in shown_to(plant, plant.plants.bob, alert_id)[bob].sent] == [
        DeliveryState.NO_ADDRESS
    ]
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.clock.advance(timedelta(seconds=5))
    plant.raises(Tier.RED)
    plant.works()

    found = shown_to(plant, plant.plants.bob, alert_id)

    assert [each.state for each in found[dora].sent] == [DeliveryState.NO_ADDRESS]
    assert [(each.kind, each.state) for each in found[bob].sent] == [("sms", DeliveryState.ACCEPTED)]


def test_who_acknowledges_knows_of_it_by_whatever_they_did_so(plant: Plant) -> None:
    dora = plant.plants.dora
    alert_id = plant.raises()
    plant.works()
    plant.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=dora))

    assert shown_to(plant, dora, alert_id)[dora.person_id].knows_since == plant.database.clock()


def test_who_saw_it_and_acknowledges_later_knows_of_it_since_they_saw_it(plant: Plant) -> None:
    dora = plant.plants.dora
    alert_id = plant.raises()
    plant.after(10)
    seen_at = plant.database.clock()
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=dora))
    plant.after(60)
    plant.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=dora))

    assert shown_to(plant, dora, alert_id)[dora.person_id].knows_since == seen_at

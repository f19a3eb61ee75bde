"""How many saw in time what they had to be notified, and whom nothing reaches now."""

from uuid import UUID

import pytest

from backend.alerts.responses import commands as responses
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.reach import queries as reach
from backend.notifications.reach.queries import ReachedNow, ReachReport
from backend.notifications.reach.rules import PersonalReach, Share
from backend.notifications.rules import DeliveryState
from backend.people.directory.rules import AddressKind
from backend.people.store import People
from push.outcome import Outcome, Verdict
from tests.notifications.test_browsers import sends
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.reached_plant import Plant
from tests.support.statements import statements as counted

pytestmark = pytest.mark.both_databases("messages are read by person and time, alerts by a list of ids")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


def report(plant: Plant, viewer: Viewer | None = None) -> ReachReport:
    seen_by, now = viewer or plant.admin, plant.database.clock()
    return plant.database.read(lambda s: reach.of_site(s, seen_by, plant.plants.north, now=now))


def of(found: ReachReport, viewer: Viewer) -> PersonalReach:
    return next(each for _, each in found.people if each.person_id == viewer.person_id)


def red(found: ReachReport) -> Share:
    return next(each.share for each in found.tiers if each.tier is Tier.RED)


def shows(plant: Plant, viewer: Viewer) -> None:
    [pushed] = plant.deliveries_of(viewer)
    plant.database.transact(lambda tx: deliveries.record_receipt(tx, pushed.id, DeliveryState.SHOWN))


def test_an_empty_site_has_no_shares_and_everybody_is_listed(plant: Plant) -> None:
    found = report(plant)

    assert (red(found), found.channels, found.is_cut) == (Share(), (), False)
    assert {each.person_id for _, each in found.people} >= {
        plant.plants.alice.person_id,
        plant.plants.bob.person_id,
        plant.admin.person_id,
    }
    assert all(each.ways == () for _, each in found.people)


def test_who_sees_it_within_the_time_to_acknowledge_counts_and_who_sees_it_later_does_not(
    plant: Plant,
) -> None:
    alice, bob = plant.plants.alice, plant.plants.bob
    for person, name in ((alice, "alice"), (bob, "bob")):
        plant.has_browser(person, name)
    plant.raises()
    plant.works()
    plant.after(59)
    shows(plant, alice)
    plant.after(2)
    shows(plant, bob)

    found = report(plant)

    assert (of(found, alice).share, of(found, bob).share) == (Share(1, 1, 0), Share(1, 0, 1))
    assert red(found).notified == sum(each.share.notified for _, each in found.people)
    assert (red(found).in_time, red(found).late) == (1, 1)
    [pushes] = [each for each in found.channels if each.kind == "webpush"]
    assert (pushes.sent, pushes.accepted, pushes.shown, pushes.in_time, pushes.failed) == (2, 2, 2, 1, 0)


def test_an_open_screen_counts_as_much_as_a_message(plant: Plant) -> None:
    dora = plant.plants.dora
    alert_id = plant.raises()
    plant.works()
    plant.after(30)
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=dora))

    assert of(report(plant), dora).share == Share(1, 1, 0)


def test_two_ways_to_somebody_notify_them_once(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.set_up("sms")
    plant.has_browser(bob, "bob")
    plant.reaches(bob, AddressKind.PHONE, "13800000001")
    plant.raises()
    plant.works()
    plant.after(30)

    found = report(plant)

    assert of(found, bob).share == Share(1, 0, 0)
    assert of(found, bob).ways == ("webpush", "sms")
    assert {each.kind: each.sent for each in found.channels} == {"webpush": 1, "sms": 1}


def test_what_a_provider_refuses_is_counted_as_failed(plant: Plant) -> None:
    plant.set_up("sms")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.outcome = Outcome(Verdict.FAILED, "no such template")
    plant.raises()
    plant.works()

    [sms] = report(plant).channels

    assert (sms.kind, sms.sent, sms.accepted, sms.failed) == ("sms", 1, 0, 1)


def test_whom_nothing_reaches_stands_first_and_a_silent_browser_is_no_way(plant: Plant) -> None:
    alice, bob = plant.plants.alice, plant.plants.bob
    plant.set_up("sms")
    plant.has_browser(alice, "alice")
    plant.has_browser(bob, "bob")
    plant.reaches(bob, AddressKind.PHONE, "13800000001", is_verified=False)
    sends(plant, alice, 3)

    found = report(plant)

    assert of(found, alice).ways == ()
    assert of(found, alice).silent_since is not None
    assert (of(found, bob).ways, of(found, bob).unverified) == (("webpush",), (AddressKind.PHONE,))
    order = [each.person_id for _, each in found.people]
    assert order.index(alice.person_id) < order.index(bob.person_id)


def test_a_lead_sees_their_department_a_worker_nothing_and_who_is_elsewhere_no_site(
    plant: Plant,
) -> None:
    plants = plant.plants
    elsewhere = Membership(plants.erik.person_id, plants.north, Role.LEAD, None, None)
    moved = Viewer(plants.erik.person_id, (elsewhere,))
    plant.database.transact(lambda tx: tx.get(People).put_membership(elsewhere))

    assert {each.person_id for _, each in report(plant, moved).people} == {plants.erik.person_id}
    for viewer, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            report(plant, viewer)
        assert refused.value.code is code, viewer


def test_how_those_on_duty_are_reached_is_for_officers_and_administrators_only(plant: Plant) -> None:
    alice, dora = plant.plants.alice, plant.plants.dora
    plant.has_browser(alice, "alice")
    now = plant.database.clock()
    asked = [
        ReachedNow(plant.plants.north, each.person_id, now) for each in (alice, dora, plant.plants.carol)
    ]

    def seen_by(viewer: Viewer) -> dict[UUID, tuple[str, ...]]:
        found = plant.database.read(lambda s: reach.of_people(s, viewer, asked))
        return {each.person_id: reached.ways for each, reached in found.items()}

    assert seen_by(alice) == {alice.person_id: ("webpush",), dora.person_id: ()}
    assert seen_by(plant.admin) == seen_by(alice)
    for other in (plant.plants.bob, plant.plants.erik, plant.plants.carol):
        assert seen_by(other) == {}


def test_how_many_are_on_duty_makes_no_more_statements(plant: Plant) -> None:
    plants, now = plant.plants, plant.database.clock()

    def statements(*people: Viewer) -> int:
        asked = [ReachedNow(plants.north, each.person_id, now) for each in people]
        with counted(plant.database) as found:
            plant.database.read(lambda s: reach.of_people(s, plants.alice, asked))
        return len(found)

    assert statements(plants.alice) == statements(plants.alice, plants.bob, plants.dora, plants.erik)

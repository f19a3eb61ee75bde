"""A lamp that is away, or was told something else in between: it is put right, or people are told."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.monitoring.system import beacons_commands as lost
from backend.notifications.beacons import commands
from backend.notifications.beacons import showing_commands as showing
from backend.notifications.beacons.rules import BeaconState
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.sensors.system_rules import SystemCondition
from backend.sites.tables import SiteRow
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.fakes import FakeClock
from tests.support.lit_plants import ORANGE, REASON, RED, LitPlant
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("beacons are claimed with rows locked, and codes are unique in part")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> LitPlant:
    return LitPlant(database, plants, clock)


def test_a_broker_that_is_away_is_tried_every_half_minute_until_it_takes_the_state(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.outcome = Outcome(Verdict.FAILED, "the broker refused")
    waits = []
    plant.works()
    for _ in range(6):
        waited = 1
        while plant.after(1) == []:
            waited += 1
        waits.append(waited)
    assert waits == [2, 4, 8, 16, 30, 30]


def test_a_process_that_dies_while_it_sends_loses_nothing(plant: LitPlant) -> None:
    plant.adds("R2")
    showing.follow(plant.database)

    def dies(*_: object) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        showing.show_due(plant.database, dies, plant.plants.north)

    assert plant.after(59) == [], "another one may still be sending it"
    assert plant.after(1) == [("R2", "CLEAR")]


def test_an_outcome_that_comes_late_says_nothing_of_the_state_wanted_since(plant: LitPlant) -> None:
    plant.adds("R2")
    showing.follow(plant.database)

    def slow(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        plant.measures(Tier.RED)
        showing.follow(plant.database)
        return Outcome(Verdict.ACCEPTED)

    showing.show_due(plant.database, slow, plant.plants.north)

    assert plant.states() == {"R2": BeaconState.WAITING}
    assert plant.works() == [("R2", RED)]


def test_a_shelved_alert_and_one_of_the_product_itself_light_no_beacon(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.works()
    plant.database.transact(lambda tx: lost.raise_condition(tx, SystemCondition.NOBODY_ON_DUTY))
    assert plant.works() == []

    plant.measures(Tier.ORANGE)
    assert plant.works() == [("R2", ORANGE)]

    def shelve(tx: Transaction) -> None:
        row = tx.session.exec(select(AlertRow).where(AlertRow.condition == "LIMIT_HIGH")).one()
        row.suppressed_by = "SHELVED"
        tx.session.add(row)

    plant.database.transact(shelve)
    assert plant.works() == [("R2", "CLEAR")]


def test_a_lost_beacon_is_an_alert_until_it_is_back(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.works()
    plant.clock.advance(timedelta(minutes=5))
    assert plant.watch() == [], "one that never worked is being set up"

    plant.echoes("R2")
    plant.hears("R2", is_online=True)
    plant.hears("R2", is_online=False)
    assert plant.states() == {"R2": BeaconState.OFFLINE}
    plant.clock.advance(timedelta(seconds=29))
    assert plant.watch() == []
    plant.clock.advance(timedelta(seconds=1))
    assert plant.watch() == [("BEACON_LOST", True)]

    plant.hears("R2", is_online=True)
    assert plant.watch() == [("BEACON_LOST", False)]


def test_a_red_that_no_beacon_confirms_within_a_minute_is_an_alert_also_of_a_new_one(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.works()
    plant.measures(Tier.RED)
    plant.works()

    plant.clock.advance(timedelta(seconds=60))

    assert plant.watch() == [("BEACON_LOST", True)]
    plant.echoes("R2")
    assert plant.watch() == [("BEACON_LOST", False)]


def test_a_state_that_was_sent_before_and_comes_after_the_new_one_is_put_right(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.works()
    late = plant.messages[-1][1].message_id
    plant.measures(Tier.RED)
    plant.works()
    plant.echoes("R2")

    plant.hears("R2", late)

    assert plant.states() == {"R2": BeaconState.WAITING}
    assert plant.works() == [("R2", RED)]


def test_a_state_that_is_not_wanted_any_more_is_not_sent(plant: LitPlant) -> None:
    for code in ("R1", "R2"):
        plant.adds(code)
    sent: list[str] = []

    def slow(route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        if not sent:
            plant.measures(Tier.RED)
            showing.follow(plant.database)
        sent.append(message.purpose)
        return Outcome(Verdict.ACCEPTED)

    showing.follow(plant.database)
    showing.show_due(plant.database, slow, plant.plants.north)

    assert sent == ["CLEAR"], "the other one is to be red by now"
    assert sorted(plant.works()) == [("R1", RED), ("R2", RED)]


def test_one_that_was_taken_away_does_not_put_out_another_one_with_its_code(plant: LitPlant) -> None:
    beacon_id = plant.adds("R2")
    plant.measures(Tier.RED)
    plant.works()
    plant.outcome = Outcome(Verdict.RETRY, "no broker")
    plant.database.transact(
        lambda tx: commands.remove_beacon(
            tx, beacon_id, reason=REASON, asks_second_person=True, by=plant.admin
        )
    )
    plant.agrees(plant.plants.alice)
    plant.works()
    plant.adds("R2")
    plant.outcome = Outcome(Verdict.ACCEPTED)

    assert plant.after(60) == [("R2", RED)]
    assert plant.after(60) == []


def test_a_channel_that_leads_elsewhere_gets_every_state_anew(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.measures(Tier.RED)
    plant.works()
    plant.echoes("R2")
    elsewhere = Wanted("mqtt", {"broker_url": "mqtts://other.example:8883", "site": "north"})
    plant.database.transact(
        lambda tx: channels.configure_channel(
            tx, plant.plants.north, "beacon", elsewhere, version=1, check=lambda *_: None, by=plant.admin
        )
    )

    assert plant.works() == [("R2", RED)]
    assert plant.states() == {"R2": BeaconState.UNCONFIRMED}


def test_while_the_broker_is_away_nobody_relies_on_lamps_and_then_all_are_sent_anew(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.works()
    plant.echoes("R2")
    plant.hears("R2", is_online=True)

    plant.hears("", is_online=False)
    assert plant.states() == {"R2": BeaconState.OFFLINE}
    plant.clock.advance(timedelta(seconds=30))
    assert plant.watch() == [("BEACON_LOST", True)]
    plant.hears("R2", is_online=True)

    assert plant.works() == [("R2", "CLEAR")]
    plant.echoes("R2")
    assert plant.watch() == [("BEACON_LOST", False)]


def test_no_site_switches_the_lamps_of_another_one(plant: LitPlant) -> None:
    theirs = plant.database.read(lambda s: s.get_one(SiteRow, plant.plants.south).code)
    wanted = Wanted("mqtt", {"broker_url": "mqtts://broker.example:8883", "site": theirs})

    with pytest.raises(Refused) as refused:
        plant.database.transact(
            lambda tx: channels.configure_channel(
                tx, plant.plants.north, "beacon", wanted, version=1, check=lambda *_: None, by=plant.admin
            )
        )

    assert (refused.value.code, refused.value.reason) == (ErrorCode.SETTING_INVALID, "site: TAKEN")

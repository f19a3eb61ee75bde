"""A beacon shows the worst alert of its area until that is over, and nobody relies on one that is lost."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications.beacons import commands, queries
from backend.notifications.beacons import showing_commands as showing
from backend.notifications.beacons.rules import BeaconState
from backend.notifications.channels import commands as channels
from backend.sites.events import AREA_CLOSED
from backend.sites.rules import Area
from backend.sites.store import Sites
from push.outcome import Outcome, Verdict
from tests.support.fakes import FakeClock
from tests.support.lit_plants import ORANGE, REASON, RED, LitPlant
from tests.support.plants import Plants
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("beacons are claimed with rows locked, and codes are unique in part")


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> LitPlant:
    return LitPlant(database, plants, clock)


def test_a_beacon_begins_dark_shows_the_worst_of_its_area_and_goes_dark_when_that_is_over(
    plant: LitPlant,
) -> None:
    plant.adds("R2", area=plant.plants.area)
    assert plant.works() == [("R2", "CLEAR")]

    plant.measures(Tier.ORANGE)
    assert plant.works() == [("R2", ORANGE)]
    plant.measures(Tier.RED, plant.plants.pump)
    assert plant.works() == [("R2", RED)]
    assert plant.works() == []
    plant.measures(None, plant.plants.pump)
    assert plant.works() == [("R2", ORANGE)]
    plant.measures(None)
    assert plant.works() == [("R2", "CLEAR")]


def test_an_area_shows_what_lies_in_it_and_not_what_lies_beside_it(plant: LitPlant) -> None:
    north, area = plant.plants.north, plant.plants.area
    beside = Area(uuid4(), north, "BESIDE", Text("旁边", "Beside"), ())
    around = Area(uuid4(), north, "AROUND", Text("罐区", "Tank farm"), ())

    def build(tx: Transaction) -> None:
        for each in (beside, around):
            tx.get(Sites).put_area(each)
        inner = tx.get(Sites).area(area)
        tx.get(Sites).put_area(Area(area, north, inner.code, inner.name, (), parent_id=around.area_id))

    plant.database.transact(build)
    plant.adds("BESIDE", area=beside.area_id)
    plant.adds("AROUND", area=around.area_id)
    plant.adds("SITE")
    plant.works()

    plant.measures(Tier.RED)

    assert sorted(plant.works()) == [("AROUND", RED), ("SITE", RED)]


def test_it_is_shown_only_once_the_beacon_says_so(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.outcome = Outcome(Verdict.RETRY, "no broker")
    plant.works()
    assert plant.states() == {"R2": BeaconState.WAITING}
    assert plant.sees()["R2"].beacon.last_error == "no broker"

    plant.outcome = Outcome(Verdict.ACCEPTED)
    assert plant.after(1) == []
    assert plant.after(1) == [("R2", "CLEAR")]
    assert plant.states() == {"R2": BeaconState.UNCONFIRMED}
    plant.hears("R2", "something-else")
    assert plant.states() == {"R2": BeaconState.UNCONFIRMED}
    for _ in range(2):  # the broker repeats it after each connection
        plant.echoes("R2")
        assert plant.states() == {"R2": BeaconState.SHOWN}
    shown_at = plant.sees()["R2"].beacon.shown_at
    plant.clock.advance(timedelta(minutes=1))
    plant.echoes("R2")
    assert plant.sees()["R2"].beacon.shown_at == shown_at


def test_a_simulated_alert_lights_no_lamp_of_a_real_site(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.measures(Tier.RED)
    plant.works()

    def simulate(tx: Transaction) -> None:
        alert = tx.session.exec(select(AlertRow)).one()
        alert.is_simulated = True
        tx.session.add(alert)

    plant.database.transact(simulate)
    assert plant.works() == [("R2", "CLEAR")]


def test_a_beacon_is_taken_away_by_two_and_goes_dark_first(plant: LitPlant) -> None:
    beacon_id = plant.adds("R2")
    plant.measures(Tier.RED)
    plant.works()

    def removes(tx: Transaction, *, asks: bool) -> UUID:
        return commands.remove_beacon(tx, beacon_id, reason=REASON, asks_second_person=asks, by=plant.admin)

    with pytest.raises(Refused) as refused:
        plant.database.transact(lambda tx: removes(tx, asks=False))
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    plant.database.transact(lambda tx: removes(tx, asks=True))
    assert plant.works() == [], "it goes on until they agree"

    plant.agrees(plant.plants.alice)

    assert plant.works() == [("R2", "CLEAR")]
    assert plant.works() == []
    assert plant.sees() == {}
    assert plant.adds("R2") != beacon_id, "its code is free again"


def test_a_test_is_shown_beside_the_state_and_confirmed_for_itself(plant: LitPlant) -> None:
    beacon_id = plant.adds("R2")
    plant.works()
    plant.echoes("R2")

    plant.database.transact(lambda tx: commands.test_beacon(tx, beacon_id, by=plant.admin))
    assert plant.works() == [("R2", "TEST")]
    seen = plant.sees()["R2"].beacon
    assert (seen.test_shown_at, plant.states()) == (None, {"R2": BeaconState.SHOWN})
    plant.echoes("R2")
    assert plant.sees()["R2"].beacon.test_shown_at == plant.clock.now
    assert plant.after(120) == []

    plant.database.transact(lambda tx: commands.test_beacon(tx, beacon_id, by=plant.admin))
    with pytest.raises(Refused) as refused:
        plant.database.transact(lambda tx: commands.test_beacon(tx, beacon_id, by=plant.admin))
    assert refused.value.code is ErrorCode.TOO_MANY_ATTEMPTS


def test_nothing_leaves_while_two_people_have_paused_the_channel_and_what_is_so_then_leaves_after(
    plant: LitPlant,
) -> None:
    plant.adds("R2")
    plant.works()
    plant.database.transact(
        lambda tx: channels.pause_channel(
            tx, plant.channel, reason="更换消息服务器，两小时", asks_second_person=True, by=plant.admin
        )
    )
    plant.agrees(plant.plants.alice)

    plant.measures(Tier.RED)
    assert plant.after(300) == []
    assert plant.states() == {"R2": BeaconState.PAUSED}
    assert plant.watch() == [], "nobody relies on them"
    plant.database.transact(lambda tx: channels.resume_channel(tx, plant.channel, by=plant.admin))

    assert plant.after(5) == [("R2", RED)]


def test_whoever_sees_an_alert_sees_which_beacons_show_it_and_nobody_else_does(plant: LitPlant) -> None:
    plant.adds("R2")
    plant.measures(Tier.RED)
    plant.works()
    alert_id = plant.database.read(lambda s: s.exec(select(AlertRow.id)).one())

    def seen_by(viewer: Viewer) -> list[str]:
        found = plant.database.read(lambda s: queries.of_alert(s, viewer, alert_id))
        return [each.beacon.code for each in found]

    assert seen_by(plant.plants.bob) == ["R2"]
    assert seen_by(plant.plants.carol) == []
    for outsider in (plant.plants.bob, plant.plants.carol):
        with pytest.raises(Refused):
            plant.database.read(lambda s, by=outsider: queries.of_site(s, by, plant.plants.north))  # type: ignore[misc]
        with pytest.raises(Refused):
            plant.adds("R3", by=outsider)
    plant.measures(None)
    plant.works()
    assert seen_by(plant.plants.bob) == []


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("a/b", "灯", ErrorCode.INVALID_INPUT),
        ("#", "灯", ErrorCode.INVALID_INPUT),
        ("R 2", "灯", ErrorCode.INVALID_INPUT),
        ("R3", " ", ErrorCode.INVALID_INPUT),
        ("R2", "灯", ErrorCode.CODE_TAKEN),
    ],
)
def test_what_is_no_code_or_that_of_another_one_is_refused(
    plant: LitPlant, code: str, name: str, said: ErrorCode
) -> None:
    plant.adds("R2")

    with pytest.raises(Refused) as refused:
        plant.database.transact(
            lambda tx: commands.add_beacon(
                tx, plant.plants.north, code=code, name=name, area_id=None, by=plant.admin
            )
        )

    assert refused.value.code is said


def test_no_area_of_another_site_gets_a_beacon_and_none_that_has_one_is_closed(plant: LitPlant) -> None:
    with pytest.raises(Refused) as refused:
        plant.adds("R2", area=plant.plants.far_area)
    assert refused.value.code is ErrorCode.NOT_FOUND

    plant.adds("R2", area=plant.plants.area)
    closed = Event(AREA_CLOSED, plant.plants.north, about=refs(area=plant.plants.area))
    with pytest.raises(Refused) as refused:
        plant.database.transact(lambda tx: commands.keep_area(tx, closed))
    assert refused.value.code is ErrorCode.AREA_IN_USE


def test_a_flood_asks_the_database_no_oftener_than_one_alert(plant: LitPlant, database: Database) -> None:
    for number in range(5):
        plant.adds(f"L{number}", area=plant.plants.area)
    plant.measures(Tier.RED)
    plant.works()
    with statements(database) as of_one:
        showing.follow(database)
    plant.measures(Tier.ORANGE, plant.plants.pump)
    with statements(database) as of_two:
        showing.follow(database)

    assert len(of_two) == len(of_one) == 3, "beacons, alerts, areas"

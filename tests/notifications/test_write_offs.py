"""What could not be sent while it was a warning is counted in one message, and is not sent."""

from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.notifications.write_off_store import WriteOffs
from backend.people.directory.rules import AddressKind
from push.outcome import Outcome, Verdict
from push.registry import OPEN_FOR, Registry
from tests.push.test_registry import Provider
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant
from tests.support.statements import statements
from tests.support.waiting_messages import leave_waiting

LATE = "有消息没能及时送达"


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


@pytest.fixture
def texted(plant: Plant) -> Plant:
    """Bob has a phone, and a browser; the site sends texts and calls."""
    plant.set_up("sms")
    plant.set_up("voice")
    plant.has_browser(plant.plants.bob, "bob")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    return plant


def states(plant: Plant) -> list[tuple[str, str]]:
    return [(row.channel, row.state) for row in plant.deliveries_of(plant.plants.bob)]


def test_after_hours_in_which_nothing_was_planned_one_message_counts_what_was_missed(texted: Plant) -> None:
    texted.raises()
    more = [
        over(texted.plants, Tier.RED, sensor_id=sensor)
        for sensor in more_sensors(texted.database, ["GAS-2", "GAS-3"]).values()
    ]
    texted.database.transact(lambda tx: alerts.apply_changes(tx, more))

    assert texted.after(3 * 3600) == []
    assert texted.works() == [("webpush", "bob")]

    [message] = texted.messages
    assert message.title == LATE
    assert message.body.startswith("系统或通道中断期间，有 3 条消息")
    assert [each for each in texted.after(600) if each[0] != "webpush"] == [], "no text, no call of before"
    assert states(texted).count(("webpush", DeliveryState.EXPIRED)) == 3


def test_after_a_restore_texts_and_calls_of_before_are_counted_and_not_sent(texted: Plant) -> None:
    texted.raises()
    texted.works()
    texted.messages = []

    assert texted.after(6 * 3600) == [("webpush", "bob")]

    assert [each.title for each in texted.messages] == [LATE]
    assert {state for kind, state in states(texted) if kind in ("sms", "voice")} == {DeliveryState.EXPIRED}


def test_who_has_only_a_telephone_is_texted_how_much_they_missed(plant: Plant) -> None:
    for kind in ("sms", "voice", "email"):
        plant.set_up(kind)
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.reaches(plant.plants.bob, AddressKind.EMAIL, "bob@example.com")
    plant.reaches(plant.plants.erik, AddressKind.EMAIL, "erik@example.com")
    plant.raises()

    plant.after(3 * 3600)
    left = plant.works()

    assert left == [("email", "erik@example.com"), ("sms", "13800000001")]
    said = {(each.title, each.variables.place, each.variables.number) for each in plant.messages}
    assert said == {(LATE, LATE, "1")}
    assert plant.after(600) == [], "one message by one way"


def test_nobody_hears_of_a_text_that_they_did_not_need(texted: Plant) -> None:
    alert_id = texted.raises()
    texted.works()
    texted.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=texted.plants.alice))
    texted.works()
    texted.messages = []

    texted.after(6 * 3600)
    texted.works()

    assert [each.title for each in texted.messages] == []


def test_while_a_provider_is_away_somebody_hears_of_it_every_ten_minutes_at_most(texted: Plant) -> None:
    texted.outcome = Outcome(Verdict.RETRY, "503")
    for sensor in more_sensors(texted.database, [f"GAS-{number}" for number in range(2, 8)]).values():
        change = over(texted.plants, Tier.RED, sensor_id=sensor)
        texted.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
        texted.after(60)
    texted.after(3600 - 6 * 60 - 1)
    texted.outcome = Outcome(Verdict.ACCEPTED)
    texted.messages = []

    for _ in range(30):
        texted.after(60)
    texted.works()

    missed = [each.body for each in texted.messages if each.title == LATE]
    assert 1 <= len(missed) <= 3


def test_what_was_counted_is_not_counted_again_when_the_process_dies_before_it_is_sent(texted: Plant) -> None:
    texted.raises()
    texted.clock.advance(timedelta(hours=3))

    def die(tx: object) -> None:
        deliveries.plan_deliveries(tx)  # type: ignore[arg-type]
        raise OSError("killed")

    for _ in range(2):
        with pytest.raises(OSError, match="killed"):
            texted.database.transact(die)
    for _ in range(3):
        texted.works()

    assert len([each for each in texted.messages if each.title == LATE]) == 1


def test_a_provider_that_is_down_for_an_hour_gets_the_new_ones_and_none_of_before(plant: Plant) -> None:
    """Through the registry, whose circuit opens: bob has no browser, so that texts are all he gets."""
    plant.set_up("sms")
    plant.reaches(plant.plants.bob, AddressKind.PHONE, "13800000001")
    plant.has_browser(plant.plants.erik, "erik")
    provider, now = Provider(), [0.0]
    registry = Registry(build=lambda _: provider, seconds=lambda: now[0])
    plant_send = plant._send
    plant._send = lambda route, endpoint, message: (  # type: ignore[method-assign]
        registry.send(route, endpoint, message)
        if route.kind == "sms"
        else plant_send(route, endpoint, message)
    )
    provider.says = Verdict.RETRY
    plant.raises()
    while now[0] < 3_720:
        plant.works()
        plant.clock.advance(timedelta(seconds=30))
        now[0] += 30

    assert provider.asked <= 3 + 3_600 / OPEN_FOR.total_seconds(), "left alone between the tries"
    texts = sorted(state for kind, state in states(plant) if kind == "sms")
    assert texts == [DeliveryState.EXPIRED, DeliveryState.PENDING], "the alert, and what counts it"

    provider.says, provider.asked = Verdict.ACCEPTED, 0
    more = over(plant.plants, Tier.RED, sensor_id=plant.plants.pump)
    plant.database.transact(lambda tx: alerts.apply_changes(tx, [more]))
    for _ in range(8):
        plant.works()
        plant.clock.advance(timedelta(seconds=30))
        now[0] += 30

    assert provider.asked == 2, "the new one, and how many were missed; the old one is history"


def test_what_a_summary_counts_is_taken_by_one_statement_however_many_wait(
    database: Database, plants: Plants
) -> None:
    leave_waiting(database, plants)

    with statements(database) as said:
        counts = database.transact(lambda tx: tx.get(WriteOffs).take_due(now=tx.now))

    assert sum(counts.values()) == 1
    assert len([each for each in said if "FROM deliveries" in each]) == 1

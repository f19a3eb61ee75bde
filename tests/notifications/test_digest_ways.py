"""A digest of alerts goes on by the later ways of its person, as one message, until it was shown to them."""

from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.digest_queries import members_of
from backend.notifications.panel_queries import of_alert
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.people.directory.rules import AddressKind
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant

BOB = "13800000001"


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    """Bob has a browser on a desk, a telephone and a mailbox."""
    plant = Plant(database, plants, clock)
    plant.set_up("sms")
    plant.set_up("email")
    plant.has_browser(plants.bob, "bob", is_in_hand=False)
    plant.reaches(plants.bob, AddressKind.PHONE, BOB)
    plant.reaches(plants.bob, AddressKind.EMAIL, "bob@example.com")
    return plant


def flood(plant: Plant, number: int = 13) -> list[UUID]:
    """So many orange alerts of causes of their own at once; returns them, the first raised first."""
    codes = [f"T-{n}" for n in range(1, number + 1)]
    sensors = more_sensors(plant.database, codes, is_apart=True).values()
    for sensor in sensors:
        change = over(plant.plants, Tier.ORANGE, sensor_id=sensor)
        plant.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
    statement = select(AlertRow.id).order_by(col(AlertRow.sensor_id))
    return plant.database.read(lambda session: list(session.exec(statement)))


def titles(plant: Plant, kind: str) -> list[str]:
    """What left by this channel since this was asked last."""
    found = [
        message.title
        for message, route in zip(plant.messages, plant.routes, strict=True)
        if route.kind == kind
    ]
    plant.messages, plant.routes = [], []
    return found


def shows(plant: Plant, title: str) -> None:
    """The last message with this title, on the screen that it went to."""
    shown = [each for each in plant.messages if each.title == title][-1]
    plant.database.transact(
        lambda tx: deliveries.record_receipt(tx, UUID(shown.data["delivery"]), DeliveryState.SHOWN)
    )


def test_a_flood_on_a_desk_is_texted_as_one_message_to_who_was_not_shown_it(plant: Plant) -> None:
    flood(plant)
    plant.works()
    assert titles(plant, "webpush") == ["橙色预警"] * 10
    plant.after(120)
    assert "又有 3 条预警" in [each.title for each in plant.messages]
    shows(plant, "又有 3 条预警")
    titles(plant, "sms")

    assert plant.after(119) == []
    assert plant.after(1) == [("sms", BOB)]
    [text] = plant.messages
    assert (text.title, text.variables.value) == ("又有 3 条预警", "又有 3 条预警")
    titles(plant, "sms")
    plant.after(179)
    assert "又有 3 条预警" not in titles(plant, "email")
    plant.after(1)
    assert titles(plant, "email") == ["又有 3 条预警"]
    plant.after(1800)
    assert "又有 3 条预警" not in [each.title for each in plant.messages]


def test_a_flood_that_a_phone_showed_is_not_texted(plant: Plant) -> None:
    plant.has_browser(plant.plants.bob, "bob", is_in_hand=True)
    flood(plant)
    plant.works()
    plant.after(120)
    shows(plant, "又有 3 条预警")
    titles(plant, "sms")

    plant.after(120)
    plant.after(180)
    assert "又有 3 条预警" not in [each.title for each in plant.messages]
    states = {row.state for row in _later_ways_of_digests(plant)}
    assert states == {DeliveryState.NOT_NEEDED}


@pytest.mark.parametrize(("left_open", "leaves"), [(0, []), (1, [("sms", BOB)])])
def test_a_flood_is_texted_as_long_as_one_of_its_alerts_waits_for_somebody(
    plant: Plant, left_open: int, leaves: list[tuple[str, str]]
) -> None:
    raised = flood(plant)
    plant.works()
    plant.after(120)
    seen = raised[: len(raised) - left_open]
    for each in seen:
        plant.database.transact(
            lambda tx, each=each: alerts.acknowledge_alert(tx, each, by=plant.plants.alice)
        )
    plant.works()

    assert plant.after(120) == leaves


def test_who_has_no_browser_gets_the_flood_as_one_text_and_then_by_mail(plant: Plant, plants: Plants) -> None:
    plant.reaches(plants.erik, AddressKind.PHONE, "13800000002")
    plant.reaches(plants.erik, AddressKind.EMAIL, "erik@example.com")
    flood(plant)
    assert plant.works().count(("sms", "13800000002")) == 10

    assert plant.after(120).count(("sms", "13800000002")) == 1
    assert plant.after(120).count(("email", "erik@example.com")) == 1, "the digest; the ten left before"


def test_the_text_of_a_flood_opens_its_members_and_stands_in_the_panel_of_each(plant: Plant) -> None:
    raised = flood(plant)
    plant.works()
    plant.after(120)
    plant.messages = []
    plant.after(120)
    [text] = plant.messages
    digest_id = UUID(text.data["delivery"])

    found = plant.database.read(lambda session: members_of(session, plant.plants.bob, digest_id, SUBJECTS))
    panels = plant.database.read(
        lambda session: [
            of_alert(session, plant.plants.alice, each, now=plant.clock())
            for each in (raised[10], raised[-1])
        ]
    )

    assert text.navigate == f"/digests/{digest_id}"
    assert {each.alert_id for each in found} == set(raised[10:])
    assert len(found) == 3
    for panel in panels:
        [bob] = [each for each in panel if each.person.person.person_id == plant.plants.bob.person_id]
        assert [each.state for each in bob.sent if each.kind == "sms"] == [DeliveryState.ACCEPTED]


def _later_ways_of_digests(plant: Plant) -> list[DeliveryRow]:
    later = select(DeliveryRow).where(col(DeliveryRow.step) > 0, col(DeliveryRow.grouped) > 0)
    return plant.database.read(lambda session: list(session.exec(later)))

"""Events that name a person: the name is kept of who agrees; the alert is the same."""

import pytest
from sqlmodel import col, select

from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.monitoring.tables import ObservationRow
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import NoticeAnswer, Purpose
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.tags_rules import TagKind
from tests.monitoring.test_observations import Eyes
from tests.support.fakes import FakeClock
from tests.support.plants import plant

pytestmark = pytest.mark.both_databases("the same event is found by its key")


@pytest.fixture
def eyes(database: Database, clock: FakeClock) -> Eyes:
    return Eyes(database, clock, plant(database))


def subjects(eyes: Eyes) -> list[str]:
    return eyes.database.read(
        lambda s: [row.subject for row in s.exec(select(ObservationRow).order_by(col(ObservationRow.id)))]
    )


def recognise(eyes: Eyes, who: Viewer, *, is_given: bool) -> None:
    said = NoticeAnswer(Purpose.RECOGNITION, 1, is_given=is_given)
    eyes.database.transact(lambda tx: privacy.answer_notices(tx, eyes.plants.north, [said], by=who))


@pytest.mark.parametrize("is_given", [True, False])
def test_an_event_names_who_agrees_and_raises_the_same_alert_without_a_name(
    eyes: Eyes, is_given: bool
) -> None:
    recognise(eyes, eyes.plants.bob, is_given=is_given)
    eyes.tag("T-B", TagKind.PERSON, role="GUARD", person_id=eyes.plants.bob.person_id)
    eyes.rules(ObservationRule("NO_HELMET", Tier.YELLOW))
    eyes.see("NO_HELMET", subject="T-B")
    eyes.see("NO_HELMET", subject="bob", area="A2")

    assert {aspect for aspect, _, _ in eyes.alerts} == {"NO_HELMET@A1", "NO_HELMET@A2"}
    assert subjects(eyes) == (["T-B", "bob"] if is_given else ["", ""])
    whole = eyes.database.read(
        lambda s: [
            str(row.model_dump()) for table in (AlertRow, ObservationRow) for row in s.exec(select(table))
        ]
    )
    assert any("bob" in each or "T-B" in each for each in whole) is is_given


def test_without_a_name_the_same_event_sent_twice_is_one_and_two_people_at_once_are_two(eyes: Eyes) -> None:
    for who in (eyes.plants.bob, eyes.plants.erik):
        recognise(eyes, who, is_given=False)
    bob, erik = (eyes.observation("NO_HELMET", subject=name) for name in ("bob", "erik"))
    first = eyes.take(bob, erik)
    again = eyes.take(bob, erik)

    assert (first.stored, again.duplicates, subjects(eyes)) == (2, 2, ["", ""])


def test_roles_of_a_tag_count_whether_or_not_its_carrier_agrees(eyes: Eyes) -> None:
    recognise(eyes, eyes.plants.bob, is_given=False)
    eyes.tag("T-B", TagKind.PERSON, role="GUARD", person_id=eyes.plants.bob.person_id)
    eyes.rules(ObservationRule("ZONE_ENTERED", Tier.ORANGE, unless_roles=frozenset({"GUARD"})))
    eyes.see("ZONE_ENTERED", subject="T-B")

    assert eyes.alerts == []


def test_a_badge_of_nobody_whom_the_product_knows_says_its_code_and_role(eyes: Eyes) -> None:
    eyes.tag("T-V", TagKind.PERSON, role="VISITOR")
    eyes.rules(ObservationRule("ZONE_ENTERED", Tier.ORANGE))
    eyes.see("ZONE_ENTERED", subject="T-V")

    assert eyes.why["subject_name"] == {"zh": "访客（T-V）", "en": "visitor (T-V)"}

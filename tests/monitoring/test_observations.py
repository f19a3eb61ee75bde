"""What cameras, gates and locators see becomes one alert per thing and place, told once, ended once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.agreements.module_switches import commands as modules
from backend.alerts import commands as alerts
from backend.alerts.rules import AlertState
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.modules import Module
from backend.core.tables import OutboxRow
from backend.core.text import Text
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.monitoring import intake_commands as intake
from backend.monitoring import observations_commands as observations
from backend.monitoring.observations_commands import Observed
from backend.monitoring.tables import ObservationRow
from backend.photos import queries as photos
from backend.readings.rules import Batch
from backend.sensors.camera_events.observation_rules import (
    HEARTBEAT,
    Observation,
    Snapshot,
    key_of,
)
from backend.sensors.camera_events.rules import Hours, ObservationRule
from backend.sensors.camera_events.store import ObservationRules, Tags
from backend.sensors.camera_events.tags_rules import Tag, TagKind
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.tables import SensorRow
from backend.sites.modules.store import Modules
from tests.support.declared import PHOTO_PROVIDERS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, plant

pytestmark = pytest.mark.both_databases("what was seen before is found by conflict and partial index")

MINUTE = timedelta(minutes=1)
PICTURE = Snapshot("a" * 64, 640, 480)


class Eyes:
    """A camera box at north, where a sensor stands for it."""

    def __init__(self, database: Database, clock: FakeClock, plants: Plants) -> None:
        self.database, self.clock, self.plants = database, clock, plants

    def observation(
        self, type: str, *, ago: timedelta = timedelta(0), source: str = "north/GAS-1", **more: Any
    ) -> Observation:
        seen_us = microseconds(self.clock() - ago)
        subject, area, is_cleared = (
            more.get("subject", ""),
            more.get("area", ""),
            more.get("is_cleared", False),
        )
        key = key_of("", seen_us, type, subject, area, is_cleared=is_cleared)
        return Observation(source, seen_us, type, **{"key": key, "confidence": 0.9, **more})

    def see(self, type: str, **more: Any) -> Observed:
        return self.take(self.observation(type, **more))

    def take(self, *seen: Observation) -> Observed:
        return self.database.transact(lambda tx: observations.take(tx, seen))

    def sweep(self) -> int:
        return self.database.transact(observations.clear_due)

    def rules(self, *rules: ObservationRule) -> None:
        self.database.transact(
            lambda tx: tx.get(ObservationRules).add(
                self.plants.north, rules, reason="test", at=tx.now, by=None
            )
        )

    def tag(self, code: str, kind: TagKind, **more: Any) -> None:
        tag = Tag(code, kind, Text(f"标签{code}", f"tag {code}"), **more)
        self.database.transact(lambda tx: tx.get(Tags).put(self.plants.north, tag))

    @property
    def alerts(self) -> list[tuple[str, Tier, AlertState]]:
        found = self.database.read(
            lambda s: [alert_of(row) for row in s.exec(select(AlertRow).order_by(AlertRow.raised_at))]
        )
        return [(each.aspect, each.tier, each.state) for each in found]

    @property
    def transitions(self) -> list[str]:
        return self.database.read(
            lambda s: [r.kind for r in s.exec(select(AlertTransitionRow).order_by(AlertTransitionRow.id))]
        )

    @property
    def why(self) -> dict[str, Any]:
        found: dict[str, Any] = self.database.read(lambda s: s.exec(select(AlertRow)).one().cause["why"])
        return found


@pytest.fixture
def eyes(database: Database, clock: FakeClock) -> Eyes:
    return Eyes(database, clock, plant(database))


def test_an_event_that_a_rule_names_raises_an_alert_with_what_was_seen(eyes: Eyes) -> None:
    eyes.see("FIRE", snapshot=PICTURE, subject="cam 3")

    assert eyes.alerts == [("FIRE@A1", Tier.RED, AlertState.UNACKNOWLEDGED)]
    assert eyes.why["confidence"] == 0.9
    assert eyes.why["area_name"] == {"zh": "罐区", "en": "Tank farm"}
    assert eyes.why["snapshot"]["sha256"] == PICTURE.sha256


@pytest.mark.parametrize(("type", "confidence"), [("FIRE", 0.4), ("CAT_ON_THE_ROOF", 1.0)])
def test_what_no_rule_names_or_what_is_not_sure_enough_is_kept_and_notifies_nobody(
    eyes: Eyes, type: str, confidence: float
) -> None:
    assert eyes.see(type, confidence=confidence).stored == 1
    assert eyes.alerts == []


def test_the_same_event_twice_is_kept_once_and_counted_once(eyes: Eyes) -> None:
    seen = eyes.observation("FIRE")

    first, second = eyes.take(seen), eyes.take(seen)

    assert ((first.stored, first.duplicates), (second.stored, second.duplicates)) == ((1, 0), (0, 1))
    assert eyes.why["times"] == 1
    assert eyes.transitions == ["RAISED"]


def test_two_events_with_the_same_id_are_one_whatever_else_they_say(eyes: Eyes) -> None:
    first = eyes.observation("FIRE", key=key_of("77", 0, "", "", "", is_cleared=False))

    taken = eyes.take(first, replace(first, confidence=0.8, seen_us=first.seen_us + 5))

    assert (taken.stored, taken.duplicates) == (1, 1)


def test_what_is_seen_again_refreshes_its_alert_and_shouts_no_second_time(eyes: Eyes) -> None:
    eyes.see("FIRE", snapshot=PICTURE)
    for _ in range(4):
        eyes.clock.advance(MINUTE)
        eyes.see("FIRE", confidence=0.8)

    assert eyes.transitions == ["RAISED"]
    assert (eyes.why["times"], eyes.why["confidence"]) == (5, 0.8)
    assert eyes.why["snapshot"]["sha256"] == PICTURE.sha256
    kinds = eyes.database.read(lambda s: [r.event["kind"] for r in s.exec(select(OutboxRow))])
    assert kinds.count("ALERT_RAISED") == 1


def test_three_times_without_a_helmet_in_ten_minutes_is_one_tier_worse(eyes: Eyes) -> None:
    for _ in range(3):
        eyes.see("NO_HELMET")
        eyes.clock.advance(MINUTE)

    assert eyes.alerts == [("NO_HELMET@A1", Tier.ORANGE, AlertState.UNACKNOWLEDGED)]
    assert eyes.transitions == ["RAISED", "TIER_RAISED"]
    assert eyes.why["times"] == 3


def test_repetitions_that_lie_further_apart_than_the_rule_allows_do_not_add_up(eyes: Eyes) -> None:
    for _ in range(4):
        eyes.see("NO_HELMET")
        eyes.clock.advance(timedelta(minutes=6))
        eyes.sweep()

    assert {tier for _, tier, _ in eyes.alerts} == {Tier.YELLOW}


def test_an_alert_ends_when_nothing_of_the_kind_was_seen_for_long_enough(eyes: Eyes) -> None:
    eyes.see("NO_HELMET")
    eyes.clock.advance(timedelta(minutes=4))
    eyes.see("NO_HELMET")
    eyes.clock.advance(timedelta(minutes=4))
    early = eyes.sweep()
    eyes.clock.advance(MINUTE)

    assert (early, eyes.sweep(), eyes.sweep()) == (0, 1, 0)
    assert eyes.alerts == [("NO_HELMET@A1", Tier.YELLOW, AlertState.RTN_UNACKNOWLEDGED)]


def test_the_source_may_say_that_it_is_over(eyes: Eyes) -> None:
    eyes.see("FIRE")
    eyes.clock.advance(MINUTE)
    eyes.see("FIRE", is_cleared=True)

    assert eyes.transitions == ["RAISED", "RETURNED_TO_NORMAL"]


def test_an_event_from_before_the_end_that_comes_late_raises_nothing_again(eyes: Eyes) -> None:
    eyes.see("FIRE")
    eyes.clock.advance(MINUTE)
    eyes.see("FIRE", is_cleared=True)
    late = eyes.see("FIRE", ago=timedelta(seconds=30))

    assert late.stored == 1
    assert eyes.transitions == ["RAISED", "RETURNED_TO_NORMAL"]


def test_an_event_of_hours_ago_is_kept_but_is_no_news(eyes: Eyes) -> None:
    assert eyes.see("FIRE", ago=timedelta(hours=2)).stored == 1
    assert eyes.alerts == []


def test_after_its_end_the_same_thing_reactivates_its_alert_which_nobody_has_seen(eyes: Eyes) -> None:
    eyes.see("NO_HELMET")
    eyes.clock.advance(timedelta(minutes=6))
    eyes.sweep()
    eyes.see("NO_HELMET")

    assert eyes.transitions == ["RAISED", "RETURNED_TO_NORMAL", "REACTIVATED"]


def test_different_things_and_different_places_are_different_alerts(eyes: Eyes) -> None:
    eyes.take(eyes.observation("FIRE"), eyes.observation("NO_HELMET"), eyes.observation("FIRE", area="B2"))

    assert sorted(aspect for aspect, _, _ in eyes.alerts) == ["FIRE@A1", "FIRE@B2", "NO_HELMET@A1"]


def test_a_source_that_nobody_knows_is_listed_for_adoption(eyes: Eyes) -> None:
    taken = eyes.take(
        eyes.observation("FIRE", source="north/CAM-9"), eyes.observation("FIRE", source="x/CAM-9")
    )

    listed = eyes.database.transact(lambda tx: tx.get(Quarantine).unknown("north"))
    assert (taken.unknown, [each.code for each in listed]) == (2, ["CAM-9"])


def test_a_heartbeat_keeps_a_source_from_falling_silent_and_is_not_stored(eyes: Eyes) -> None:
    assert eyes.see(HEARTBEAT).stored == 0
    due = eyes.database.read(lambda s: s.get_one(SensorRow, eyes.plants.gas).silent_due_at)
    assert due == eyes.clock() + timedelta(seconds=60)
    assert eyes.database.read(lambda s: s.exec(select(ObservationRow)).all()) == []


def test_dangerous_goods_in_an_area_that_is_not_theirs_are_a_red_alert(eyes: Eyes) -> None:
    eyes.tag("T-1", TagKind.GOODS, areas=frozenset({"STORE"}))
    eyes.see("ZONE_ENTERED", subject="T-1", area="STORE")
    at_home = eyes.alerts
    eyes.see("ZONE_ENTERED", subject="T-1", area="A1")

    assert at_home == []
    assert eyes.alerts == [("GOODS_MISPLACED@A1", Tier.RED, AlertState.UNACKNOWLEDGED)]
    assert eyes.why["subject_name"] == {"zh": "标签T-1", "en": "tag T-1"}


def test_a_tag_at_the_wrong_equipment_or_one_that_nobody_knows_does_not_match(eyes: Eyes) -> None:
    eyes.tag("T-1", TagKind.EQUIPMENT, equipment="EQ-north")
    eyes.tag("T-2", TagKind.EQUIPMENT, equipment="EQ-elsewhere")
    eyes.see("TAG_READ", subject="T-1")
    matching = eyes.alerts
    eyes.see("TAG_READ", subject="T-2")

    assert matching == []
    assert eyes.alerts == [("TAG_MISMATCH@A1", Tier.YELLOW, AlertState.UNACKNOWLEDGED)]


def test_an_area_may_be_forbidden_at_night_to_all_but_some_roles(eyes: Eyes) -> None:
    eyes.rules(
        ObservationRule(
            "ZONE_ENTERED",
            Tier.ORANGE,
            areas=frozenset({"A1"}),
            hours=Hours(22 * 60, 6 * 60),
            unless_roles=frozenset({"GUARD"}),
            raises="FORBIDDEN_AREA",
        )
    )
    eyes.tag("T-G", TagKind.PERSON, role="GUARD")
    eyes.tag("T-V", TagKind.PERSON, role="VISITOR")
    eyes.clock.now = eyes.clock.now.replace(hour=4, minute=0)  # noon in Shanghai
    eyes.see("ZONE_ENTERED", subject="T-V")
    eyes.clock.now = eyes.clock.now.replace(hour=15, minute=30)  # 23:30 there
    eyes.see("ZONE_ENTERED", subject="T-G")
    before = eyes.alerts
    eyes.see("ZONE_ENTERED", subject="T-V")

    assert before == []
    assert eyes.alerts == [("FORBIDDEN_AREA@A1", Tier.ORANGE, AlertState.UNACKNOWLEDGED)]


def test_rules_of_a_site_are_versions_and_the_last_one_is_in_force(eyes: Eyes) -> None:
    eyes.rules(ObservationRule("FIRE", Tier.BLUE))
    eyes.rules(ObservationRule("FIRE", Tier.YELLOW))
    eyes.see("FIRE")
    eyes.see("SMOKE")

    assert eyes.alerts == [("FIRE@A1", Tier.YELLOW, AlertState.UNACKNOWLEDGED)]


def test_a_picture_is_opened_by_people_of_the_site_and_by_nobody_else(eyes: Eyes) -> None:
    eyes.see("FIRE", snapshot=PICTURE)
    people = eyes.plants

    may = [
        eyes.database.read(lambda s, who=who: photos.find(s, who, PICTURE.sha256, providers=PHOTO_PROVIDERS))
        is not None
        for who in (people.alice, people.bob, people.carol)
    ]

    assert may == [True, True, False]


def test_a_picture_that_is_only_named_counts_where_the_site_has_sent_it_before(eyes: Eyes) -> None:
    eyes.see("FIRE", snapshot=PICTURE)
    eyes.clock.advance(MINUTE)
    eyes.see("FIRE", claimed=PICTURE.sha256)
    eyes.see("FIRE", claimed=PICTURE.sha256, source="south/GAS-1")

    kept = eyes.database.read(lambda s: s.exec(select(ObservationRow).order_by(ObservationRow.id)).all())
    assert [row.snapshot for row in kept] == [PICTURE.sha256, PICTURE.sha256, None]


def test_events_and_readings_of_one_batch_are_one_transaction(eyes: Eyes) -> None:
    known = intake.open_intake(eyes.database)
    batch = Batch(
        [("north/GAS-1", microseconds(eyes.clock()), 60.0, 0)], observations=[eyes.observation("LEAK")]
    )
    with pytest.raises(RuntimeError):
        eyes.database.transact(lambda tx: [intake.ingest(tx, known, batch), _die()])
    nothing = eyes.alerts
    taken = eyes.database.transact(lambda tx: intake.ingest(tx, known, batch))

    assert nothing == []
    assert sorted(change.aspect for change in taken.changes) == ["", "LEAK@A1"]
    assert len(eyes.alerts) == 2


def test_an_acknowledged_alert_stays_so_while_the_same_is_seen_again(eyes: Eyes) -> None:
    eyes.see("NO_HELMET")
    alert_id = eyes.database.read(lambda s: s.exec(select(AlertRow.id)).one())
    eyes.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=eyes.plants.bob))
    eyes.clock.advance(MINUTE)
    eyes.see("NO_HELMET")

    assert eyes.alerts == [("NO_HELMET@A1", Tier.YELLOW, AlertState.ACKNOWLEDGED)]


def _die() -> None:
    raise RuntimeError("killed in the middle")


def without_events(eyes: Eyes, *, is_on: bool = False) -> None:
    def command(tx: Transaction) -> None:
        before = tx.get(Modules).state(eyes.plants.north, Module.CAMERA_EVENTS)
        modules.switch(tx, before, is_on=is_on, reason="test", by=eyes.plants.alice.person_id)

    eyes.database.transact(command)


def test_a_site_without_camera_events_keeps_and_judges_none(eyes: Eyes) -> None:
    without_events(eyes)

    assert eyes.see("FIRE", snapshot=PICTURE) == Observed()

    assert eyes.alerts == []
    assert eyes.database.read(lambda s: list(s.exec(select(ObservationRow)))) == []
    heard = eyes.database.read(lambda s: s.exec(select(SensorRow).where(SensorRow.code == "GAS-1")).first())
    assert heard is not None
    without_events(eyes, is_on=True)
    assert eyes.see("FIRE", snapshot=PICTURE).stored == 1


def test_what_rings_when_events_are_switched_off_ends_by_itself(eyes: Eyes) -> None:
    eyes.see("FIRE")
    [(_, _, before)] = eyes.alerts
    without_events(eyes)

    eyes.clock.advance(timedelta(days=1))
    assert eyes.sweep() == 1

    [(_, _, after)] = eyes.alerts
    assert before is AlertState.UNACKNOWLEDGED
    assert after is AlertState.RTN_UNACKNOWLEDGED


def test_unknown_boxes_of_a_site_without_events_are_not_offered(eyes: Eyes) -> None:
    without_events(eyes)

    eyes.take(eyes.observation("FIRE", source="north/CAM-9"), eyes.observation("FIRE", source="south/CAM-9"))

    def unknown(code: str) -> list[str]:
        return eyes.database.read(lambda s: [each.code for each in Quarantine(s).unknown(code)])

    assert unknown("north") == []
    assert unknown("south") == ["CAM-9"]

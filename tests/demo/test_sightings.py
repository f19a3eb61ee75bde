"""What the simulated camera, gate and locator see: each event once, each scene over before its recheck."""

import base64
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from backend.connectors.camera_events import observe
from backend.demo.observers import OBSERVERS, TAGS
from backend.demo.plant import DEMO_PLANT
from backend.demo.sightings import EVERY, FIRST_AFTER, SCENES, Sighting, sightings_between
from backend.demo.simulator import Simulator, event_of
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.rules import Sight, judge

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Wire:
    """Keeps what the simulator publishes."""

    is_full = False

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []

    def publish_batch(self, site: str, elements: object) -> None:
        pass

    def publish_event(self, site: str, source: str, event: dict[str, Any]) -> None:
        self.events.append((source, event))


def test_however_often_one_looks_every_event_is_seen_once() -> None:
    end = START + FIRST_AFTER + 6 * EVERY
    at_once = list(sightings_between(START, end, started_at=START))
    by_second: list[Sighting] = []
    at = START
    while at < end:
        by_second += sightings_between(at, at + SECOND, started_at=START)
        at += SECOND

    assert by_second == at_once
    assert at_once[: len(SCENES[0])] == list(SCENES[0])


def test_nothing_is_seen_before_the_first_incident_is_over() -> None:
    assert not list(sightings_between(START, START + timedelta(minutes=6), started_at=START))


def test_every_scene_raises_an_alert_and_says_itself_that_it_is_over() -> None:
    areas = {each.code: each.area for each in OBSERVERS}
    tags = {tag.code: tag for tag in TAGS}
    for scene in SCENES:
        first, last = scene[0], scene[-1]
        sight = Sight(
            first.type, first.area or areas[first.code], first.confidence, 600, tags.get(first.subject)
        )

        assert judge(DEFAULT_RULES, sight, lambda within, sure: 1)
        assert last.is_cleared
        assert (last.code, last.type, last.area) == (first.code, first.type, first.area)
        assert timedelta(seconds=last.after_s) < timedelta(minutes=5)


def test_the_simulator_publishes_them_with_pictures_that_the_intake_can_read() -> None:
    wire, now = Wire(), [START]
    simulator = Simulator(wire, started_at=lambda: START, clock=lambda: now[0])
    for _ in range(int((FIRST_AFTER + timedelta(minutes=2)).total_seconds())):
        now[0] += SECOND
        simulator.tick()

    assert [source for source, _ in wire.events] == ["CB-201"] * 3
    picture = base64.b64decode(wire.events[0][1]["snapshot"])
    assert Image.open(BytesIO(picture)).format == "JPEG"
    assert len(picture) < 100_000


def test_what_it_sends_is_understood_by_the_decoder() -> None:
    for scene in SCENES:
        for seen in scene:
            found, failures = observe("demo/x", json.dumps(event_of(seen, START)).encode())

            assert (len(found), failures) == (1, [])


def test_observers_share_no_code_with_sensors_and_stand_in_areas_of_the_plant() -> None:
    areas = {area.code for area in DEMO_PLANT.areas}

    assert not {each.code for each in OBSERVERS} & {each.code for each in DEMO_PLANT.sensors}
    assert {each.area for each in OBSERVERS} <= areas
    assert set().union(*(tag.areas for tag in TAGS)) <= areas

"""What a camera saw is kept for 90 days, and as long as its alert; a file goes when nothing refers to it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from backend.cases.evidence.voices_store import VoiceStore
from backend.core.database import Database
from backend.core.time import microseconds
from backend.demo import removal_commands as removal
from backend.monitoring import observations_commands as observations
from backend.monitoring import observations_retention_commands as retention
from backend.monitoring.tables import ObservationRow
from backend.photos.rules import RENDITIONS
from backend.photos.store import PhotoStore, sanitise
from backend.sensors.camera_events.observation_rules import Observation, Snapshot, key_of
from tests.demo.test_removal import remove
from tests.support.dying_connection import Died, Fate
from tests.support.fakes import FakeClock
from tests.support.pictures import jpeg, scene
from tests.support.plants import Plants, plant

DAY = timedelta(days=1)


class Camera:
    """A camera box at north whose pictures lie on a disk."""

    def __init__(self, database: Database, clock: FakeClock, folder: Path) -> None:
        self.database, self.clock = database, clock
        self.photos, self.voices = PhotoStore(folder / "photos"), VoiceStore(folder / "voices")
        self.number = 0

    def see(self, type: str = "PERSON", *, shade: int | None = None, source: str = "north/GAS-1") -> str:
        """Let it see something, with a picture of its own unless one is given; returns the hash."""
        self.number += 1
        photo = sanitise(jpeg(scene(self.number if shade is None else shade)))
        self.photos.put(photo)
        seen_us = microseconds(self.clock()) + self.number
        key = key_of("", seen_us, type, "", "", is_cleared=False)
        snapshot = Snapshot(photo.facts.sha256, photo.facts.width, photo.facts.height)
        seen = Observation(source, seen_us, type, key=key, confidence=0.9, snapshot=snapshot)
        assert self.database.transact(lambda tx: observations.take(tx, [seen])).stored == 1
        return photo.facts.sha256

    def forget(self) -> int:
        """What the jobs do in time."""
        gone = retention.forget(self.database)
        removal.delete_files(self.database, self.photos, self.voices)
        return gone

    def has(self, sha256: str) -> bool:
        return any(self.photos.path(sha256, size).is_file() for size in RENDITIONS)

    @property
    def kept(self) -> list[str | None]:
        rows = select(ObservationRow.snapshot).order_by(col(ObservationRow.id))
        return self.database.read(lambda s: list(s.exec(rows)))


@pytest.fixture
def camera(database: Database, clock: FakeClock, plants: Plants, tmp_path: Path) -> Camera:
    return Camera(database, clock, tmp_path)


def test_an_observation_and_its_picture_go_after_ninety_days(camera: Camera, clock: FakeClock) -> None:
    old = camera.see()
    clock.advance(89 * DAY)
    young = camera.see()

    assert camera.forget() == 0
    clock.advance(2 * DAY)

    assert (camera.forget(), camera.forget()) == (1, 0)
    assert (camera.kept, camera.has(old), camera.has(young)) == ([young], False, True)


def test_those_of_an_alert_stay_as_long_as_its_case(camera: Camera, clock: FakeClock) -> None:
    fire, person = camera.see("FIRE"), camera.see("PERSON")
    clock.advance(400 * DAY)

    assert camera.forget() == 0
    assert camera.kept == [fire, person]
    assert camera.has(fire)
    assert camera.has(person), "it was seen while the alert held"


def test_what_was_seen_long_after_an_alert_is_none_of_it(camera: Camera, clock: FakeClock) -> None:
    fire = camera.see("FIRE")
    clock.advance(timedelta(minutes=10))
    camera.database.transact(observations.clear_due)
    clock.advance(DAY)
    later = camera.see("PERSON")
    clock.advance(91 * DAY)

    assert camera.forget() == 1
    assert (camera.kept, camera.has(later)) == ([fire], False)


def test_a_picture_that_came_again_stays_until_nothing_refers_to_it(camera: Camera, clock: FakeClock) -> None:
    same = camera.see(shade=7)
    clock.advance(80 * DAY)
    camera.see(shade=7)
    clock.advance(20 * DAY)

    assert camera.forget() == 1
    assert camera.has(same)

    clock.advance(80 * DAY)
    assert camera.forget() == 1
    assert not camera.has(same)


def test_a_sweep_is_bounded_and_one_that_dies_in_the_middle_is_finished_by_the_next(
    camera: Camera, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [camera.see() for _ in range(5)]
    clock.advance(91 * DAY)
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    with Fate(camera.database).dies(at=10), pytest.raises(Died):
        retention.forget(camera.database)
    left = len(camera.kept)
    assert left == 3, "the first two went, and nothing of the second step"

    assert camera.forget() == left
    assert camera.kept == []
    assert not any(camera.has(each) for each in seen)


def test_pictures_of_a_camera_go_with_its_site_and_those_of_another_stay(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    plants, camera = plant(database, is_demo=True), Camera(database, clock, tmp_path)
    theirs, shared = camera.see("FIRE"), camera.see(shade=3)
    camera.see(shade=3, source="south/GAS-1")

    remove(database, plants)
    removal.delete_files(database, camera.photos, camera.voices)

    assert (camera.has(theirs), camera.has(shared)) == (False, True)
    assert camera.kept == [shared]

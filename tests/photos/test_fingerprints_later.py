"""Photos from before there were fingerprints: looked at in small steps, twice, and by one who dies."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from backend.cases.recheck.commands import Also
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.rules import Evidence
from backend.core.database import Database
from backend.photos.fingerprint_commands import AT_ONCE, look_at_some
from backend.photos.records_store import Photos
from backend.photos.store import PhotoStore, sanitise
from tests.support import pictures
from tests.support.case_rounds import Story
from tests.support.plants import Plants

COUNT = AT_ONCE + 4


@pytest.fixture
def store(database: Database, plants: Plants, tmp_path: Path) -> PhotoStore:
    """A store of photos that arrived before anything was noted of what they show."""
    store = PhotoStore(tmp_path / "photos")
    for number in range(COUNT):
        keep(database, store, shot(number), plants)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM photo_details"))
        connection.execute(text("UPDATE photos SET fingerprint = NULL, looked_at = NULL"))
    return store


def shot(number: int) -> bytes:
    return pictures.jpeg(pictures.scene(number))


def keep(database: Database, store: PhotoStore, data: bytes, plants: Plants) -> str:
    photo = sanitise(data)
    store.put(photo)
    database.transact(lambda tx: tx.get(Photos).record(photo.facts, by=plants.bob.person_id, at=tx.now))
    return photo.facts.sha256


def seen(database: Database) -> dict[str, tuple[str, bytes]]:
    """What is known of each photo that was looked at."""
    statement = text(
        "SELECT p.sha256, p.fingerprint, d.grey FROM photos p JOIN photo_details d ON d.sha256 = p.sha256"
    )
    with database.engine.connect() as connection:
        return {row[0]: (row[1], bytes(row[2])) for row in connection.execute(statement)}


def unseen(database: Database) -> int:
    with database.engine.connect() as connection:
        return int(
            connection.execute(text("SELECT count(*) FROM photos WHERE looked_at IS NULL")).scalar_one()
        )


def test_old_photos_get_their_fingerprints_step_by_step_and_then_nothing_is_left_to_do(
    database: Database, store: PhotoStore
) -> None:
    assert [look_at_some(database, store) for _ in range(3)] == [AT_ONCE, COUNT - AT_ONCE, 0]

    found = seen(database)
    assert len(found) == COUNT
    assert all(print_ and len(grey) == 64 * 64 for print_, grey in found.values())


def test_looking_twice_gives_the_same_and_what_a_phone_sends_today_too(
    database: Database, store: PhotoStore, plants: Plants
) -> None:
    look_at_some(database, store)
    first = seen(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE photos SET looked_at = NULL"))

    look_at_some(database, store)

    assert {sha256: seen(database)[sha256] for sha256 in first} == first
    new = keep(database, store, shot(25), plants)
    assert new in seen(database)


def test_one_who_dies_in_the_middle_leaves_the_rest_to_the_next(
    database: Database, store: PhotoStore
) -> None:
    class Dying(PhotoStore):
        left = 3

        def look(self, sha256: str) -> tuple[str, bytes] | None:
            Dying.left -= 1
            if Dying.left < 0:
                raise SystemExit("killed")
            return super().look(sha256)

    with pytest.raises(SystemExit):
        look_at_some(database, Dying(store.folder))
    assert (len(seen(database)), unseen(database)) == (3, COUNT - 3)

    while look_at_some(database, store):
        pass

    assert (len(seen(database)), unseen(database)) == (COUNT, 0)


def test_a_lost_or_empty_picture_is_looked_at_once_and_holds_nobody_up(
    database: Database, store: PhotoStore, plants: Plants
) -> None:
    wall = keep(database, store, pictures.jpeg(Image.new("RGB", (800, 600), (90, 91, 92))), plants)
    lost = sanitise(shot(0)).facts.sha256
    store.path(lost, 1600).unlink()

    while look_at_some(database, store):
        pass

    assert unseen(database) == 0
    assert {wall, lost}.isdisjoint(seen(database))


def test_while_the_store_is_away_no_photo_counts_as_lost(
    database: Database, store: PhotoStore, tmp_path: Path
) -> None:
    assert look_at_some(database, PhotoStore(tmp_path / "not mounted")) == 0
    assert unseen(database) == COUNT


def test_an_old_photo_cut_and_handed_in_again_is_flagged_once_it_was_looked_at(
    database: Database, store: PhotoStore, plants: Plants
) -> None:
    story = Story.of(database, plants)
    while look_at_some(database, store):
        pass
    with Image.open(store.open(sanitise(shot(5)).facts.sha256, 1600)) as kept:
        copy = pictures.jpeg(kept.crop((60, 40, 750, 560)))
    old = Evidence(sanitise(shot(5)).facts.sha256, None)

    story.dispose(plants.bob, after=story.sends(copy, plants.bob), also=Also(before=(old,)))

    assert FlagReason.SAME_PHOTO in story.flagged()

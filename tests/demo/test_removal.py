"""The demo site goes whole, beside a real one of which nothing changes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import MetaData, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from backend.anchors import verification_store as verification
from backend.anchors.store import Anchors
from backend.cases.evidence.voices_store import VoiceStore
from backend.cases.rules import Evidence
from backend.core.audit import Audit
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.metadata import metadata
from backend.core.viewer import Membership, Role, Viewer
from backend.demo import queries
from backend.demo import removal_commands as removal
from backend.demo.removal_store import Belongings
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from backend.people.first_run.commands import offer_setup
from backend.people.rules import NO_PASSWORD
from backend.people.store import People
from backend.photos.rules import RENDITIONS
from backend.photos.store import PhotoStore
from backend.sites.removal.store import Removals
from tests.support.databases import Reused
from tests.support.fakes import FakeClock
from tests.support.full_case import RichCase, lived_once
from tests.support.plants import Plants, id_of, more_sensors, photo, plant

NAME = "north厂"


@pytest.fixture
def demo(
    database: Database, clock: FakeClock, reused: Reused, tmp_path_factory: pytest.TempPathFactory
) -> Plants:
    """Two plants of which north is simulated, and where everything has happened there."""
    photos = tmp_path_factory.getbasetemp() / "photos"
    return lived_once(reused, database, clock, photos, is_demo=True).plants


def administrator(site_id: UUID) -> Viewer:
    person_id = id_of("dora")
    return Viewer(person_id, (Membership(person_id, site_id, Role.ADMIN, None, None),))


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return database.read(
        lambda session: {
            table.name: [tuple(row) for row in session.connection().execute(select(table))]
            for table in metadata().sorted_tables
        }
    )


def words_of(found: dict[str, list[tuple[Any, ...]]]) -> Iterator[tuple[str, str]]:
    for table, several in found.items():
        for row in several:
            yield table, json.dumps(row, default=str)


def ask(database: Database, plants: Plants, *, typed: str = NAME) -> None:
    database.transact(
        lambda tx: removal.ask_removal(tx, plants.north, typed=typed, by=administrator(plants.north))
    )


def remove(database: Database, plants: Plants) -> None:
    ask(database, plants)
    assert len(removal.remove_asked(database)) == 1


def refused(database: Database, command: Any) -> Refused:
    with pytest.raises(Refused) as found:
        database.transact(command)
    return found.value


@pytest.mark.both_databases
def test_nothing_of_the_site_is_left_in_any_table_and_the_other_site_is_as_it_was(
    database: Database, demo: Plants
) -> None:
    before = rows(database)
    people = {str(each) for each in (demo.alice.person_id, demo.bob.person_id, demo.erik.person_id)}
    cases = {str(row[0]) for row in before["cases"]}

    remove(database, demo)

    after = rows(database)
    gone = {str(demo.north), *people, *cases}
    kept_record = {"removed_sites", "discarded_files"}
    named = [
        (table, words)
        for table, words in words_of(after)
        if table not in kept_record and any(each in words or each.replace("-", "") in words for each in gone)
    ]
    assert named == []
    versions = {"data_versions", *kept_record}
    for table, several in after.items():
        assert table in versions or set(map(str, several)) <= set(map(str, before[table])), table
    of_south = [
        words for table, words in words_of(before) if table not in versions and str(demo.south) in words
    ]
    assert of_south
    assert of_south == [
        words for table, words in words_of(after) if table not in versions and str(demo.south) in words
    ]
    sources = {row[0] for row in after["sensors"]}
    assert sources == {demo.far_gas}
    assert len(before["audit"]) > 50


def test_a_record_says_what_went_and_anchors_of_before_hold(database: Database, demo: Plants) -> None:
    anchored = database.read(lambda session: Anchors(session).ends(at=database.clock()))
    end = database.read(lambda session: Audit(session).end(demo.north))

    remove(database, demo)

    (sealed,) = database.read(lambda session: Removals(session).all())
    assert (sealed.removed.code, sealed.removed.removed_by) == ("north", "dora")
    assert sealed.removed.end.position == end.position + 1  # with the row that says who asked
    assert sealed.removed.rows > end.position
    assert list(database.read(lambda session: list(verification.faults_of_anchors(session, anchored)))) == []
    assert database.read(lambda session: verification.faults_of_site(session, demo.south)) == []


def test_a_forged_record_excuses_no_missing_chain(database: Database, demo: Plants) -> None:
    anchored = database.read(lambda session: Anchors(session).ends(at=database.clock()))
    remove(database, demo)
    (true,) = database.read(lambda session: Removals(session).all())
    southern = [each for each in anchored if each.site_id != demo.north]
    assert southern == []  # nothing was announced there
    forged = {
        **rows_as_dicts(database, "removed_sites")[0],
        "id": uuid4(),
        "site_id": demo.south,
    }
    table = metadata().tables["removed_sites"]
    database.transact(lambda tx: tx.session.execute(insert(table).values(forged)))

    faults = database.read(lambda session: list(verification.faults_of_removals(session)))

    assert faults == ["north: the record that it was removed is forged"]
    assert [each.removed.site_id for each in database.read(verification.sound_removals)] == [
        true.removed.site_id
    ]


def rows_as_dicts(database: Database, name: str) -> list[dict[str, Any]]:
    table = metadata().tables[name]
    return database.read(
        lambda session: [dict(row._mapping) for row in session.connection().execute(select(table))]
    )


def test_no_table_is_left_out_because_nobody_knows_whose_its_rows_are(database: Database) -> None:
    database.read(lambda session: Belongings(session).find(uuid4(), "nothing"))

    metadata().tables["suggestions"].to_metadata(strange := MetaData(), name="strange")
    with pytest.raises(LookupError, match="strange"):
        database.read(lambda session: _condition_of(Belongings(session), strange))


def _condition_of(belongings: Belongings, strange: MetaData) -> None:
    belongings.find(uuid4(), "nothing")
    table = strange.tables["strange"]
    table._columns.remove(table.c.site_id)  # type: ignore[attr-defined]  # a table that refers to nothing
    table.foreign_keys.clear()
    belongings._condition(table)


@pytest.mark.both_databases
class TestTheDatabaseItself:
    def test_refuses_the_removal_of_a_real_site(self, database: Database, demo: Plants) -> None:
        table = metadata().tables["site_removals"]
        asked = insert(table).values(site_id=demo.south, asked_at=database.clock(), asked_by="somebody")
        with pytest.raises(DBAPIError, match="only a simulated site is removed"):
            database.transact(lambda tx: tx.session.execute(asked))

    def test_lets_no_real_site_become_a_simulated_one(self, database: Database, demo: Plants) -> None:
        table = metadata().tables["sites"]
        changed = update(table).where(table.c.id == demo.south).values(is_simulation_running=False)
        with pytest.raises(DBAPIError, match="does not become a simulated one"):
            database.transact(lambda tx: tx.session.execute(changed))

    @pytest.mark.parametrize("name", ["audit", "audit_refs", "archive_texts", "case_archives"])
    def test_keeps_what_is_written_once_until_somebody_asked(
        self, database: Database, demo: Plants, name: str
    ) -> None:
        with pytest.raises(DBAPIError, match="written once"):
            database.transact(lambda tx: tx.session.execute(text(f"DELETE FROM {name}")))

    @pytest.mark.parametrize("change", ["UPDATE audit SET note = 'x'", "UPDATE rounds SET measures = 'x'"])
    def test_refuses_changes_of_it_even_then(self, database: Database, demo: Plants, change: str) -> None:
        ask(database, demo)
        with pytest.raises(DBAPIError, match=r"written once|frozen"):
            database.transact(lambda tx: tx.session.execute(text(change)))

    def test_lets_nobody_take_the_record_back(self, database: Database, demo: Plants) -> None:
        remove(database, demo)
        with pytest.raises(DBAPIError, match="written once"):
            database.transact(lambda tx: tx.session.execute(text("DELETE FROM removed_sites")))


def test_the_search_of_the_archive_finds_nothing_of_it(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    plants = plant(sqlite_database, is_demo=True)
    RichCase.lived(sqlite_database, plants, clock, PhotoStore(tmp_path))
    kept = text("SELECT count(*) FROM archive_grams_docsize")
    assert sqlite_database.read(lambda session: session.connection().scalar(kept)) > 0

    remove(sqlite_database, plants)

    assert sqlite_database.read(lambda session: session.connection().scalar(kept)) == 0


def test_no_later_source_gets_the_number_of_one_that_went(database: Database, demo: Plants) -> None:
    highest = max(row[0] for row in rows(database)["sensors"])
    database.transact(lambda tx: tx.session.execute(text("DELETE FROM indicators WHERE sensor_id = 3")))
    database.transact(lambda tx: tx.session.execute(text("DELETE FROM sensors WHERE id = 3")))
    assert highest == 3

    remove(database, demo)
    added = more_sensors(database, ["GD-1"], site="south", responsible="carol")

    assert min(added.values()) > highest


def test_what_comes_in_while_the_site_goes_is_tidied_away(database: Database, demo: Plants) -> None:
    remove(database, demo)
    late = {"sensor_id": demo.gas, "late": 0, "from_the_future": 0}
    heard = {**late, "sensor_id": demo.far_gas}
    states, checkpoints = metadata().tables["source_states"], metadata().tables["score_checkpoints"]
    scored = [
        {"kind": "source", "key": str(each), "through_us": 1, "data": b""}
        for each in (demo.gas, demo.far_gas)
    ]

    def written(tx: Transaction) -> None:
        tx.session.execute(states.delete())
        tx.session.execute(insert(states), [late, heard])
        tx.session.execute(insert(checkpoints), scored)

    database.transact(written)

    assert removal.delete_strays(database) == 2

    assert [each["sensor_id"] for each in rows_as_dicts(database, "source_states")] == [demo.far_gas]
    assert [each["key"] for each in rows_as_dicts(database, "score_checkpoints")] == [str(demo.far_gas)]


def test_another_name_removes_nothing(database: Database, demo: Plants) -> None:
    def command(tx: Transaction) -> UUID:
        return removal.ask_removal(tx, demo.north, typed="south厂", by=administrator(demo.north))

    assert refused(database, command).code is ErrorCode.NAME_DIFFERS
    assert removal.remove_asked(database) == []


def test_only_who_runs_the_site_removes_it_and_nobody_elses_exists(database: Database, demo: Plants) -> None:
    def by(viewer: Viewer, site_id: UUID) -> Refused:
        return refused(database, lambda tx: removal.ask_removal(tx, site_id, typed=NAME, by=viewer))

    assert by(demo.bob, demo.north).code is ErrorCode.NOT_ALLOWED
    foreign, made_up = by(demo.carol, demo.north), by(demo.carol, uuid4())
    assert (foreign.code, foreign.reason) == (made_up.code, made_up.reason)
    assert by(administrator(demo.south), demo.south).code is ErrorCode.NOT_FOUND
    assert database.read(lambda session: queries.goes(session, demo.carol, demo.north)) is None


def test_who_removes_it_sees_first_what_goes(database: Database, demo: Plants) -> None:
    goes = database.read(lambda session: queries.goes(session, administrator(demo.north), demo.north))

    assert goes is not None
    assert (goes.people, goes.sources, goes.asked_by) == (6, 2, None)
    assert goes.cases > 2


def test_a_removal_that_dies_in_the_middle_leaves_everything_and_is_done_next_time(
    database: Database, demo: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(database, demo)
    before = rows(database)

    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(Belongings, "delete_unused", dies)
        with pytest.raises(SystemExit):
            removal.remove_asked(database)

    assert rows(database) == before
    assert len(removal.remove_asked(database)) == 1
    assert removal.remove_asked(database) == []
    assert len(rows(database)["removed_sites"]) == 1


def test_asking_twice_removes_once(database: Database, demo: Plants) -> None:
    ask(database, demo)
    ask(database, demo)

    assert len(removal.remove_asked(database)) == 1


@pytest.fixture
def stores(tmp_path: Path) -> tuple[PhotoStore, VoiceStore]:
    return PhotoStore(tmp_path / "kept photos"), VoiceStore(tmp_path / "kept voices")


def kept(photos: PhotoStore, taken: Evidence) -> Evidence:
    """A picture whose files are there."""
    for size in RENDITIONS:
        path = photos.path(taken.sha256, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"picture")
    return taken


def test_pictures_go_but_those_that_the_other_site_has_too(
    database: Database,
    demo: Plants,
    stores: tuple[PhotoStore, VoiceStore],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photos, _ = stores
    shared = kept(photos, photo(database, "the same valve", demo.carol))
    photo(database, "the same valve", demo.bob)
    own = kept(photos, photo(database, "only here", demo.bob))
    remove(database, demo)

    def dies(_: PhotoStore, sha256: str) -> None:
        raise OSError(sha256)

    with monkeypatch.context() as patched:
        patched.setattr(PhotoStore, "remove", dies)
        with pytest.raises(OSError, match=r"[0-9a-f]{64}"):
            removal.delete_files(database, *stores)
    assert photos.is_complete(own.sha256)
    removal.delete_files(database, *stores)

    assert not photos.is_complete(own.sha256)
    assert photos.is_complete(shared.sha256)
    assert shared.sha256 in {row[0] for row in rows(database)["photos"]}
    assert rows(database)["discarded_files"] == []


def test_a_picture_that_came_again_for_another_site_keeps_its_file(
    database: Database, demo: Plants, stores: tuple[PhotoStore, VoiceStore]
) -> None:
    photos, _ = stores
    own = kept(photos, photo(database, "only here", demo.bob))
    remove(database, demo)
    photo(database, "only here", demo.carol)

    removal.delete_files(database, *stores)

    assert photos.is_complete(own.sha256)


def test_nobody_belongs_to_a_simulated_and_to_a_real_site(database: Database, demo: Plants) -> None:
    carol_at_north = Membership(demo.carol.person_id, demo.north, Role.OFFICER, None, None)
    bob_at_south = Membership(demo.bob.person_id, demo.south, Role.WORKER, None, None)

    for each in (carol_at_north, bob_at_south):
        found = refused(database, lambda tx, each=each: tx.get(People).put_membership(each))
        assert found.code is ErrorCode.NOT_ALLOWED


def test_where_nobody_is_left_a_site_of_ones_own_may_be_set_up(database: Database, demo: Plants) -> None:
    assert database.transact(offer_setup) is None
    remove(database, demo)
    assert database.transact(offer_setup) is None  # carol is there


def test_a_person_whom_the_other_site_still_names_stays_as_a_name_that_opens_nothing(
    database: Database, demo: Plants
) -> None:
    people, bob, carol = metadata().tables["people"], demo.bob.person_id, demo.carol.person_id
    database.transact(lambda tx: tx.get(AccountLinks).add(carol, bob, LinkKind.INVITED, at=tx.now))

    remove(database, demo)

    left = {each["username"]: each for each in rows_as_dicts(database, people.name)}
    assert set(left) == {"bob", "carol"}
    assert (left["bob"]["password_hash"], left["bob"]["is_demo"]) == (NO_PASSWORD, False)
    assert rows_as_dicts(database, "sign_ins") == []

"""A workbook at work: each step is on record, twice is once, and who dies in the middle leaves nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.tables import AuditRow
from backend.core.viewer import Role, Viewer
from backend.equipment.events import EQUIPMENT_ADDED
from backend.equipment.store import EquipmentStore
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.directory.store import Staff
from backend.people.store import People
from backend.readings.store import Readings
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rehearsal.rehearsing import Wanted, rehearse
from backend.workbooks.rules import WouldFail
from backend.workbooks.runs import commands
from backend.workbooks.runs.commands import Ready, SentFile
from backend.workbooks.runs.rules import Run, RunState
from backend.workbooks.runs.store import Runs
from backend.workbooks.snapshot_store import Snapshots
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.workbooks import book, rehearsed

pytestmark = pytest.mark.both_databases("rows are locked on one and the file on the other")

AREAS = book(areas=[["code", "name_zh"], ["A-1", "罐区"], ["A-2", "泵房"]])


@pytest.fixture
def family_id(database: Database, plants: Plants) -> UUID:
    """The sign-in of alice, who has just shown her password."""
    found = uuid4()
    database.transact(
        lambda tx: tx.get(SignIns).add(
            found,
            plants.alice.person_id,
            method=SignInMethod.PASSWORD,
            user_agent="",
            device_hash=None,
            at=tx.now,
        )
    )
    database.transact(lambda tx: tx.get(SignIns).prove(found, at=tx.now))
    return found


def begun(database: Database, plants: Plants, content: bytes = AREAS, by: Viewer | None = None) -> Run:
    file = SentFile("台账.xlsx", "", "0" * 64, content)
    run, _ = database.transact(
        lambda tx: commands.begin(tx, uuid4(), plants.north, file, by=by or plants.alice)
    )
    return run


def checked(
    database: Database, plants: Plants, content: bytes = AREAS, by: Viewer | None = None
) -> tuple[Run, Ready]:
    run = begun(database, plants, content, by)
    ready = Ready(*rehearsed(database, plants.north, content, by or plants.alice))
    database.transact(lambda tx: commands.note_checked(tx, run.run_id, run.attempt, ready))
    return kept(database, run), ready


def kept(database: Database, run: Run) -> Run:
    found = database.transact(lambda tx: tx.get(Runs).find(run.run_id))
    assert found is not None
    return found


def write(database: Database, run: Run, ready: Ready, by: Viewer) -> None:
    database.transact(lambda tx: commands.write(tx, run.run_id, run.attempt, ready, by=by))


def asked(database: Database, run: Run, family_id: UUID, by: Viewer) -> Run:
    found, _ = database.transact(lambda tx: commands.ask_import(tx, run.run_id, family_id=family_id, by=by))
    return found


def areas(database: Database, plants: Plants) -> set[str]:
    return {each.code for each in database.transact(lambda tx: tx.get(Sites).areas(plants.north))}


def test_a_workbook_is_written_with_the_record_that_it_was(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    run, ready = checked(database, plants)
    at_work = asked(database, run, family_id, plants.alice)

    write(database, at_work, ready, plants.alice)

    done = kept(database, run)
    assert (done.state, done.has_content) == (RunState.IMPORTED, False)
    assert {"A-1", "A-2"} <= areas(database, plants)
    again, is_new = database.transact(
        lambda tx: commands.ask_import(tx, run.run_id, family_id=family_id, by=plants.alice)
    )
    assert (again.state, is_new) == (RunState.IMPORTED, False)
    assert code_of(lambda: write(database, at_work, ready, plants.alice)) is ErrorCode.CONFLICT


def test_who_dies_before_the_commit_leaves_nothing_half_written(
    database: Database, plants: Plants, family_id: UUID, clock: FakeClock
) -> None:
    run, ready = checked(database, plants)
    at_work = asked(database, run, family_id, plants.alice)

    def killed(tx: Transaction) -> None:
        commands.write(tx, at_work.run_id, at_work.attempt, ready, by=plants.alice)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.transact(killed)

    assert "A-1" not in areas(database, plants)
    assert kept(database, run).state_at(clock()) is RunState.READING
    clock.advance(timedelta(minutes=2))
    assert kept(database, run).state_at(clock()) is RunState.INTERRUPTED
    anew, is_new = database.transact(lambda tx: commands.check_again(tx, run.run_id, by=plants.alice))
    assert (anew.state, is_new) == (RunState.READING, True)


def test_a_process_that_was_taken_for_gone_writes_nothing_any_more(
    database: Database, plants: Plants, family_id: UUID, clock: FakeClock
) -> None:
    run, ready = checked(database, plants)
    zombie = asked(database, run, family_id, plants.alice)
    clock.advance(timedelta(minutes=2))

    other = begun(database, plants, by=plants.dora)

    assert other.state is RunState.READING
    assert code_of(lambda: write(database, zombie, ready, plants.alice)) is ErrorCode.CONFLICT
    assert "A-1" not in areas(database, plants)


def test_what_was_checked_is_not_written_to_a_site_that_changed(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    run, ready = checked(database, plants)
    at_work = asked(database, run, family_id, plants.alice)
    machine = database.transact(lambda tx: tx.get(EquipmentStore).of_site(plants.north))[0]
    database.transact(lambda tx: tx.get(EquipmentStore).change(replace(machine, maker="沈鼓")))

    assert code_of(lambda: write(database, at_work, ready, plants.alice)) is ErrorCode.CONFLICT
    assert "A-1" not in areas(database, plants)


def test_readings_that_come_in_meanwhile_are_no_change_of_the_site(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    run, ready = checked(database, plants)
    sensor = database.transact(lambda tx: tx.get(Sensors).get([plants.gas]))[plants.gas]
    database.transact(lambda tx: tx.get(Sensors).put(replace(sensor, last_seen_at=tx.now)))
    database.transact(lambda tx: tx.get(People).set_password(plants.bob.person_id, "another hash"))

    write(database, asked(database, run, family_id, plants.alice), ready, plants.alice)

    assert "A-1" in areas(database, plants)


def test_readings_are_stored_while_a_file_is_checked(database: Database, plants: Plants) -> None:
    content = book(areas=[["code", "name_zh"], *([f"A-{n}", "区域"] for n in range(60))])
    parsed = read_workbook(content)
    snapshot = database.read(lambda s: Snapshots(s).take(plants.north, (), now=database.clock()))
    stored: list[int] = []

    def meanwhile(lines: int) -> None:
        database.transact(lambda tx: tx.get(Readings).append([(plants.gas, 1_000_000 * lines, 1.0, 0, 0)]))
        stored.append(lines)

    rehearse(Wanted(snapshot, parsed, plants.alice, database.clock()), meanwhile)

    assert stored == [20, 40, 60]
    assert database.transact(lambda tx: tx.get(Readings).count(plants.gas)) == 3


def test_who_was_disabled_or_has_another_role_by_now_imports_nothing(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    run, ready = checked(database, plants)
    at_work = asked(database, run, family_id, plants.alice)
    database.transact(lambda tx: tx.get(Staff).set_role(plants.alice.person_id, plants.north, Role.WORKER))

    assert code_of(lambda: write(database, at_work, ready, plants.alice)) is ErrorCode.CONFLICT


def test_a_line_whose_consequence_is_refused_keeps_all_out(
    database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Transaction, happened: Event) -> None:
        if happened.note == "P-2":
            raise Refused(ErrorCode.AREA_IN_USE, "nothing follows")

    monkeypatch.setattr(database, "reactions", {EQUIPMENT_ADDED: (refuse,)})
    area = database.transact(lambda tx: tx.get(Sites).area(plants.area)).code
    lines = [["code", "name_zh", "area", "stage"], *([f"P-{n}", "泵", area, "PROCESS"] for n in (1, 2, 3))]
    run, ready = checked(database, plants, book(equipment=lines))

    with pytest.raises(WouldFail) as failed:
        database.transact(
            lambda tx: commands.write_plan(tx, ready.plan, ready.snapshot, set(), by=plants.alice)
        )

    assert (failed.value.fault.sheet, failed.value.fault.row) == ("equipment", 3)
    assert failed.value.fault.code is ErrorCode.AREA_IN_USE
    assert not [
        each
        for each in database.transact(lambda tx: tx.get(EquipmentStore).of_site(plants.north))
        if each.code.startswith("P-")
    ]
    assert kept(database, run).state is RunState.CHECKED


def test_an_import_is_the_word_of_its_person_in_the_record_line_by_line(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    run, ready = checked(database, plants)
    write(database, asked(database, run, family_id, plants.alice), ready, plants.alice)

    rows = database.read(
        lambda s: s.exec(
            select(AuditRow.kind, AuditRow.note, AuditRow.by)
            .where(AuditRow.site_id == plants.north)
            .order_by(AuditRow.position.desc())  # type: ignore[attr-defined]
            .limit(3)
        ).all()
    )

    assert [(kind, note) for kind, note, _ in rows] == [
        ("WORKBOOK_IMPORTED", "areas: 2 + 0"),
        ("AREA_ADDED", "A-2"),
        ("AREA_ADDED", "A-1"),
    ]
    assert {by for _, _, by in rows} == {plants.alice.person_id}


def test_the_copy_of_a_site_holds_no_secret_of_anybody(database: Database, plants: Plants) -> None:
    database.transact(lambda tx: tx.get(People).set_password(plants.bob.person_id, "$argon2id$secret"))

    snapshot = database.read(lambda s: Snapshots(s).take(plants.north, (), now=database.clock()))

    assert "argon2" not in repr(snapshot)
    hidden = {row["username"]: row["password_hash"] for row in snapshot.tables["people"].values()}
    assert hidden["bob"] == "-"
    assert "carol" not in hidden, "nobody of another site"


def test_ids_of_sources_are_given_when_they_are_written(
    database: Database, plants: Plants, family_id: UUID
) -> None:
    area = database.transact(lambda tx: tx.get(Sites).area(plants.area)).code
    head = ["code", "name_zh", "source_kind", "area", "stage", "template"]
    lines = [head, *([f"GT-{n}", "气体", "READINGS", area, "PROCESS", "COMBUSTIBLE_GAS"] for n in range(3))]
    run, ready = checked(database, plants, book(sources=lines))
    # Meanwhile another site takes the numbers that the copy would have given.
    far = database.transact(lambda tx: tx.get(Sensors).get([plants.far_gas]))[plants.far_gas]
    for n in range(3):
        database.transact(lambda tx, code=f"FAR-{n}": tx.get(Sensors).add(replace(far, code=code)))

    write(database, asked(database, run, family_id, plants.alice), ready, plants.alice)

    for n in range(3):
        found = database.transact(lambda tx, code=f"GT-{n}": tx.get(Sensors).by_code(plants.north, code))
        assert found is not None
        assert found.indicator is not None
        assert len(found.indicator.limits) == 3
    others = database.transact(lambda tx: tx.get(Sensors).by_code(plants.south, "FAR-0"))
    assert others is not None
    assert others.indicator is None

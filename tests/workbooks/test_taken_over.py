"""Machines of a plant that is there already come in as the ledger has them that was kept before."""

from datetime import date

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.equipment import commands as equipment
from backend.equipment import ledger_queries as ledger
from backend.equipment.rules import Equipment, EquipmentState
from backend.equipment.store import EquipmentStore
from backend.workbooks import queries
from backend.workbooks.files.writing import write_sheet, write_workbook
from backend.workbooks.rules import Outcome
from backend.workbooks.sheets_rules import BY_KEY
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants
from tests.support.workbooks import Lines, book, check, import_

S = EquipmentState
HEADINGS = ["编号*", "名称*", "区域编号*", "环节*", "状态", "投用日期"]
AREAS: Lines = [["编号*", "名称*"], ["TANKS", "罐区"]]


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def machines(*lines: tuple[str, str | None, object]) -> bytes:
    rows = [[code, f"设备 {code}", "TANKS", "设备运行", state, since] for code, state, since in lines]
    return book(区域=AREAS, 设备=[HEADINGS, *rows])


def faults(outcome: Outcome) -> set[tuple[int, str, ErrorCode]]:
    return {(each.row, each.column, each.code) for each in outcome.faults}


def machine(database: Database, plants: Plants, code: str) -> Equipment:
    return database.transact(lambda tx: tx.get(EquipmentStore).by_code((plants.north,), code))


OLD = machines(
    ("P-1", "运行中", "２０１９年６月１日"),
    ("P-2", "commissioned", 43617),
    ("P-3", "已报废", "2021/3/5"),
    ("P-4", "检修中", "2026-01-05"),
    ("P-5", None, None),
    ("P-6", "已安装", "2020-01-01"),
)


def test_a_plant_that_runs_comes_in_running_without_an_acceptance_photo_for_each_machine(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, OLD, plants.alice)

    states = {code: machine(database, plants, code).state for code in ("P-1", "P-2", "P-3", "P-4", "P-5")}
    assert list(states.values()) == [S.RUNNING, S.COMMISSIONED, S.SCRAPPED, S.UNDER_REPAIR, S.INSTALLED]
    running = machine(database, plants, "P-1").equipment_id
    [step] = database.read(lambda s: ledger.dossiers(s, plants.bob, [running]))[running].steps
    assert (step.after, step.is_taken_over, step.recorded_by) == (S.RUNNING, True, plants.alice.person_id)


def test_the_audit_says_that_it_was_taken_over_in_which_state_since_when_and_by_whom(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, OLD, plants.alice)

    rows = database.read(
        lambda s: s.exec(select(AuditRow).where(AuditRow.kind == "EQUIPMENT_TAKEN_OVER")).all()
    )
    assert {each.note for each in rows} == {
        "P-1: RUNNING, 2019-06-01",
        "P-2: COMMISSIONED, 2019-06-01",
        "P-3: SCRAPPED, 2021-03-05",
        "P-4: UNDER_REPAIR, 2026-01-05",
        "P-6: INSTALLED, 2020-01-01",
    }
    assert {each.by for each in rows} == {plants.alice.person_id}


def test_a_machine_that_was_taken_over_goes_on_as_any_other(database: Database, plants: Plants) -> None:
    import_(database, plants.north, OLD, plants.alice)
    item = machine(database, plants, "P-2")

    moved = database.transact(
        lambda tx: equipment.move_equipment_on(
            tx, item.equipment_id, S.RUNNING, at=tx.now, reason="", version=item.version, by=plants.alice
        )
    )

    assert moved.state is S.RUNNING, "what was accepted before needs no record here"


@pytest.mark.parametrize("language", Language)
def test_the_states_that_were_exported_import_again_without_a_change(
    database: Database, plants: Plants, admin: Viewer, language: Language
) -> None:
    import_(database, plants.north, OLD, plants.alice)
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))
    exported = {each["code"]: (each["state"], each["state_since"]) for each in tables["equipment"]}
    assert exported["P-1"] == ("RUNNING", date(2019, 6, 1))
    assert exported["P-5"] == ("INSTALLED", None)

    for content, sheet in (
        (write_workbook(tables, language), ""),
        (write_sheet(BY_KEY["equipment"], tables["equipment"], language), "equipment"),
    ):
        outcome = check(database, plants.north, content, admin, sheet)
        assert not outcome.faults
        assert outcome.counts["equipment"].same == len(tables["equipment"])


def test_a_machine_that_is_there_is_not_moved_on_by_a_file_and_empty_cells_leave_it(
    database: Database, plants: Plants
) -> None:
    import_(database, plants.north, OLD, plants.alice)
    again = machines(
        ("P-1", "已报废", "2019-06-01"),
        ("P-2", "已调试", "2019-06-02"),
        ("P-3", None, None),
        ("P-5", "运行中", None),
    )

    outcome = check(database, plants.north, again, plants.alice)

    assert faults(outcome) == {
        (2, "state", ErrorCode.CELL_NOT_CHANGED_HERE),
        (3, "state_since", ErrorCode.CELL_NOT_CHANGED_HERE),
        (5, "state", ErrorCode.CELL_NOT_CHANGED_HERE),
    }
    assert outcome.counts["equipment"].same == 1


def test_a_state_needs_a_day_that_has_been_and_one_that_exists(database: Database, plants: Plants) -> None:
    content = machines(
        ("Q-1", "运行中", None), ("Q-2", "运行中", "2199-01-01"), ("Q-3", "飞行", None), ("Q-4", None, "昨天")
    )

    assert faults(check(database, plants.north, content, plants.alice)) == {
        (2, "state_since", ErrorCode.CELL_REQUIRED),
        (3, "state_since", ErrorCode.STEP_AHEAD),
        (4, "state", ErrorCode.CELL_NO_CHOICE),
        (5, "state_since", ErrorCode.CELL_NO_DATE),
    }


def test_who_may_suppress_no_alert_brings_in_no_machine_under_repair(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    outcome = check(database, plants.north, OLD, admin)

    assert faults(outcome) == {(5, "state", ErrorCode.NOT_ALLOWED)}

"""A workbook is checked and imported, all or nothing; what was exported imports again without a change."""

import io
from dataclasses import replace

import openpyxl
import pytest
from sqlalchemy import func
from sqlmodel import select

from backend.core.cells import plain_cell
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.demo.plant import DEMO_PLANT
from backend.demo.planting import plant_site
from backend.equipment.store import EquipmentStore
from backend.people.directory.store import Staff
from backend.people.store import People
from backend.people.tables import DepartmentRow
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from backend.workbooks import queries
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.files.writing import examples, write_sheet, write_workbook
from backend.workbooks.register_sheets_rules import REGISTER
from backend.workbooks.rules import Outcome
from backend.workbooks.sheets_rules import BY_KEY, SHEETS
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.workbooks import book, check, import_, rehearsed

DEPARTMENTS = [["code", "name_zh", "name_en", "parent"]]
PEOPLE = [["username", "name_zh", "role", "department", "joined_on", "phone"]]


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def whole() -> bytes:
    """Rows that refer to each other, children before their parents."""
    return book(
        departments=[
            *DEPARTMENTS,
            ["ＷＳ－１", "一车间", "Workshop 1", "prod"],
            ["PROD", "生产部", None, None],
        ],
        posts=[["code", "name_zh", "department"], ["OP", "操作工", "PROD"]],
        people=[
            [*PEOPLE[0], "post", "employee_code"],
            ["li.na", "李娜", "一线作业人员", "WS-1", "２０２４年３月１日", 13800000000, "OP", "0042"],
        ],
        areas=[["code", "name_zh", "parent"], ["A-2", "泵房", "A-1"], ["A-1", "罐区", None]],
        equipment=[
            ["code", "name_zh", "area", "stage", "next_inspection", "other_codes", "is_special"],
            ["P-101", "进料泵", "A-2", "设备运行", 46082, "OLD-1，P1", "是"],
        ],
        sources=[
            ["code", "name_zh", "source_kind", "area", "stage", "equipment", "responsible", "template"],
            ["GT-101", "可燃气体", "READINGS", "A-2", "PROCESS", "P-101", "li.na", "COMBUSTIBLE_GAS"],
            ["GT-102", "氧气", "READINGS", "A-2", "PROCESS", None, None, None],
        ],
    )


def faults(outcome: Outcome) -> set[tuple[str, int, str, ErrorCode]]:
    return {(each.sheet, each.row, each.column, each.code) for each in outcome.faults}


def audit_rows(database: Database) -> int:
    return database.read(lambda s: s.exec(select(func.count()).select_from(AuditRow)).one())


def test_a_workbook_makes_a_plant_in_which_rows_refer_to_each_other(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    outcome = import_(database, plants.north, whole(), admin)

    assert {key: each.new for key, each in outcome.counts.items()} == {
        "departments": 2, "posts": 1, "people": 1, "areas": 2, "equipment": 1, "sources": 2,
    }  # fmt: skip
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))
    person = next(row for row in tables["people"] if row["username"] == "li.na")
    assert (person["department"], person["post"], person["phone"], str(person["joined_on"])) == (
        "WS-1", "OP", "13800000000", "2024-03-01",
    )  # fmt: skip
    source = database.read(lambda s: Sensors(s).by_code(plants.north, "GT-101"))
    assert source is not None
    assert source.indicator is not None
    assert len(source.indicator.limits) == 3
    assert source.equipment_id is not None
    credential = database.read(lambda s: People(s).credential("li.na"))
    assert credential is not None
    assert credential.password_hash == "", "somebody imported is invited, and has no password"


def test_the_same_workbook_twice_changes_nothing(database: Database, plants: Plants, admin: Viewer) -> None:
    import_(database, plants.north, whole(), admin)
    before = audit_rows(database)

    again = import_(database, plants.north, whole(), admin)

    assert not [key for key, each in again.counts.items() if each.new or each.changed]
    assert audit_rows(database) == before


@pytest.mark.parametrize("language", Language)
def test_what_was_exported_imports_again_without_a_change(
    database: Database, plants: Plants, admin: Viewer, language: Language
) -> None:
    import_(database, plants.north, whole(), admin)
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))

    outcome = check(database, plants.north, write_workbook(tables, language), admin)

    assert not outcome.faults
    assert {key: (each.new, each.changed) for key, each in outcome.counts.items()} == dict.fromkeys(
        BY_KEY.keys() - {"shifts", *(each.key for each in REGISTER)}, (0, 0)
    ), "administrators plan no roster and keep no register"
    assert all(each.same == len(tables[key]) for key, each in outcome.counts.items())
    for sheet in (BY_KEY[key] for key in tables):
        one = check(database, plants.north, write_sheet(sheet, tables[sheet.key], language), admin, sheet.key)
        assert not one.faults
        assert (one.counts[sheet.key].new, one.counts[sheet.key].changed) == (0, 0)


SPITEFUL = (
    "=1+1",
    "+86",
    "-5",
    "@x",
    "＝2",
    "'=x",
    "'plain",
    'a, "b"',
    "1e5",
    "0042",
    "TRUE",
    "2026-03-01",
    "a  b\nc",
)


@pytest.mark.parametrize("text", SPITEFUL)
def test_words_that_a_spreadsheet_would_compute_or_mistake_go_out_and_come_back_as_they_are(
    database: Database, plants: Plants, admin: Viewer, text: str
) -> None:
    sensor = database.transact(lambda tx: tx.get(Sensors).get([plants.gas]))[plants.gas]
    database.transact(lambda tx: tx.get(Sensors).put(replace(sensor, sampling_plan=text)))
    machine = database.transact(lambda tx: tx.get(EquipmentStore).of_site(plants.north))[0]
    described = replace(machine, maker=text.strip(), serial_number=text, kind=text)
    database.transact(lambda tx: tx.get(EquipmentStore).change(described))
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))

    for language in Language:
        whole_book = write_workbook(tables, language)
        for content, sheet in (
            (whole_book, ""),
            (write_sheet(BY_KEY["sources"], tables["sources"], language), "sources"),
            (write_sheet(BY_KEY["equipment"], tables["equipment"], language), "equipment"),
        ):
            outcome = check(database, plants.north, content, admin, sheet)
            assert not outcome.faults
            assert not [key for key, each in outcome.counts.items() if each.new or each.changed]
        book = openpyxl.load_workbook(io.BytesIO(whole_book))
        cells = [cell for page in book for row in page for cell in row if isinstance(cell.value, str)]
        assert not [cell.value for cell in cells if cell.data_type == "f"], "nothing is computed"
        assert not [cell.value for cell in cells if plain_cell(cell.value) != cell.value]


def test_the_whole_demo_plant_goes_out_and_comes_in_again_without_a_change(database: Database) -> None:
    database.transact(lambda tx: plant_site(tx, DEMO_PLANT, plan_svg="<svg/>", password_hash="none"))
    site_id = database.transact(lambda tx: tx.get(Sites).ids())[0]
    staff = database.read(lambda s: Staff(s).of_site(site_id))
    admin_id = next(each.person_id for each in staff if each.role is Role.ADMIN)
    boss = database.read(lambda s: People(s).viewer(admin_id))
    tables = database.read(lambda s: queries.tables(s, boss, site_id, now=database.clock()))
    assert len(tables["sources"]) > 20

    for language in Language:
        outcome = check(database, site_id, write_workbook(tables, language), boss)
        assert not outcome.faults
        assert {key: each.same for key, each in outcome.counts.items()} == {
            key: len(lines) for key, lines in tables.items()
        }


def test_a_check_keeps_nothing(database: Database, plants: Plants, admin: Viewer) -> None:
    before = audit_rows(database)

    outcome = check(database, plants.north, whole(), admin)

    assert outcome.counts["departments"].new == 2
    assert audit_rows(database) == before


def test_every_bad_cell_is_named_and_one_of_them_keeps_all_out(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    content = book(
        departments=[
            *DEPARTMENTS,
            ["D1", "好", None, None],
            ["D2", None, None, None],
            ["D3", "=1+1", None, None],
            ["D4", "环", None, "D5"],
            ["D5", "环", None, "D4"],
            ["d1", "又一个", None, None],
            ["D6", "无上级", None, "NOWHERE"],
        ],
        people=[
            *PEOPLE,
            ["zhao", "赵", "老板", "D1", None, None],
            ["qian", "钱", "WORKER", "D1", "昨天", None],
            ["sun", "孙", "WORKER", "D1", None, "call me"],
            ["zhou", "周", "WORKER", None, None, None],
            ["wu", "吴", "WORKER", "D2", None, None],
        ],
    )

    expected = {
        ("departments", 3, "name_zh", ErrorCode.CELL_REQUIRED),
        ("departments", 4, "name_zh", ErrorCode.CELL_FORMULA),
        ("departments", 5, "parent", ErrorCode.DEPARTMENT_CYCLE),
        ("departments", 6, "parent", ErrorCode.DEPARTMENT_CYCLE),
        ("departments", 7, "code", ErrorCode.CELL_CODE_TWICE),
        ("departments", 8, "parent", ErrorCode.CELL_UNKNOWN_CODE),
        ("people", 2, "role", ErrorCode.CELL_NO_CHOICE),
        ("people", 3, "joined_on", ErrorCode.CELL_NO_DATE),
        ("people", 4, "phone", ErrorCode.PHONE_INVALID),
        ("people", 5, "department", ErrorCode.DEPARTMENT_REQUIRED),
    }
    assert faults(check(database, plants.north, content, admin)) == expected
    plan, _, _ = rehearsed(database, plants.north, content, admin)
    assert not [*plan.tables, *plan.announced], "there is nothing that could be written"
    assert not database.read(lambda s: s.exec(select(DepartmentRow).where(DepartmentRow.code == "D1")).all())


def test_lines_that_are_too_short_end_in_empty_cells_and_these_are_named(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    rows = ("登录名,名称,角色,部门编号", "li.na,李娜", "wu,吴,,PRODUCTION", ",", "sun,孙,WORKER", "")
    content = "\r\n".join(rows).encode()

    outcome = check(database, plants.north, content, admin, "people")

    assert faults(outcome) == {
        ("people", 2, "role", ErrorCode.CELL_REQUIRED),
        ("people", 3, "role", ErrorCode.CELL_REQUIRED),
        ("people", 5, "department", ErrorCode.DEPARTMENT_REQUIRED),
    }


def test_headings_that_are_missing_or_twice_are_named_and_what_refers_to_their_sheet_is_not_blamed(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    content = book(
        departments=[["code", "parent", "备注"], ["D1", None, "x"]],
        posts=[["code", "name_zh", "name_zh"], ["OP", "操作工", "操作工"]],
        people=[*PEOPLE, ["li.na", "李娜", "WORKER", "D1", None, None]],
        Sheet1=[["x"]],
    )

    outcome = check(database, plants.north, content, admin)

    assert faults(outcome) == {
        ("departments", 1, "name_zh", ErrorCode.COLUMN_MISSING),
        ("posts", 1, "name_zh", ErrorCode.COLUMN_TWICE),
    }
    assert (outcome.ignored_columns, outcome.ignored_sheets) == ({"departments": ["备注"]}, ["Sheet1"])


def test_a_circle_of_departments_that_the_site_has_already_is_refused(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(
        database,
        plants.north,
        book(departments=[*DEPARTMENTS, ["X", "甲", None, None], ["Y", "乙", None, "X"]]),
        admin,
    )

    outcome = check(database, plants.north, book(departments=[*DEPARTMENTS, ["X", "甲", None, "Y"]]), admin)

    assert faults(outcome) == {("departments", 2, "parent", ErrorCode.DEPARTMENT_CYCLE)}


def test_a_role_that_two_people_grant_is_given_by_no_file(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    rows = [
        *PEOPLE,
        ["new.officer", "新", "OFFICER", None, None, None],
        ["bob", "鲍勃", "ADMIN", None, None, None],
    ]
    database.transact(lambda tx: tx.get(People).set_password(plants.alice.person_id, "a hash"))

    outcome = check(database, plants.north, book(people=rows), admin)

    assert ("people", 2, "role", ErrorCode.SECOND_PERSON_REQUIRED) in faults(outcome)
    assert ("people", 3, "role", ErrorCode.SECOND_PERSON_REQUIRED) in faults(outcome)


def test_a_row_updates_by_code_and_a_column_that_is_missing_stays(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)

    outcome = import_(
        database,
        plants.north,
        book(people=[["username", "name_zh", "role"], ["LI.NA", "李娜娜", "LEAD"]]),
        admin,
    )

    assert (outcome.counts["people"].new, outcome.counts["people"].changed) == (0, 1)
    member = next(
        each for each in database.read(lambda s: Staff(s).of_site(plants.north)) if each.username == "li.na"
    )
    assert (member.name.zh, member.role, member.employment.employee_code) == ("李娜娜", Role.LEAD, "0042")


def test_an_officer_imports_places_and_workers_but_no_department(database: Database, plants: Plants) -> None:
    outcome = check(database, plants.north, whole(), plants.alice)

    assert ("departments", 3, "code", ErrorCode.NOT_ALLOWED) in faults(outcome)
    assert outcome.counts["areas"].new == 2


def test_a_worker_imports_nothing_and_a_foreign_officer_finds_no_site(
    database: Database, plants: Plants
) -> None:
    assert code_of(check, database, plants.north, whole(), plants.bob) is ErrorCode.NOT_ALLOWED
    assert code_of(check, database, plants.north, whole(), plants.carol) is ErrorCode.NOT_FOUND
    assert database.read(lambda s: queries.tables(s, plants.bob, plants.north, now=database.clock())) == {}
    assert database.read(lambda s: queries.tables(s, plants.carol, plants.north, now=database.clock())) == {}


def test_the_examples_of_the_template_are_not_imported() -> None:
    found = read_workbook(write_workbook(examples(Language.ZH), Language.ZH))

    assert found.sheets == {sheet.key: [] for sheet in SHEETS}

"""The sheet of RFID tags: known by their code, given to people and machines of the file or of the site."""

import io
from dataclasses import replace

import openpyxl
import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.modules import Module
from backend.core.text import Language, Text
from backend.core.viewer import Role, Viewer
from backend.equipment.commands import EquipmentDetails, change_equipment
from backend.equipment.store import EquipmentStore
from backend.sensors.camera_events import tags_commands
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_rules import Tag, TagKind
from backend.workbooks import queries
from backend.workbooks.files.writing import examples, write_sheet, write_workbook
from backend.workbooks.rules import Outcome
from backend.workbooks.sheets_rules import BY_KEY
from tests.hostile.matrix.objects import join
from tests.support.plants import Plants
from tests.support.workbooks import Lines, book, check, import_

HEADINGS = ["卡号*", "标签贴在*", "名称", "持卡人登录名", "身份代码", "设备编号", "只能在这些区域（编号）"]
AREAS: Lines = [["编号*", "名称*"], ["TANKS", "罐区"], ["GATE", "门岗"]]
EQUIPMENT: Lines = [
    ["编号*", "名称*", "区域编号*", "环节*", "其他编号"],
    ["FL-1", "叉车", "TANKS", "设备运行", "OLD-1"],
]
TAGS: Lines = [
    HEADINGS,
    ["Ｅ２８０－１", "人员", None, "BOB", "operator", None, "tanks、GATE"],
    ["E280-2", "EQUIPMENT", "叉车", None, None, "fl-1", None],
    ["12345678", "车辆", "槽车 1", None, None, None, "GATE"],
]


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def whole(tags: Lines = TAGS) -> bytes:
    return book(区域=AREAS, 设备=EQUIPMENT, **{"RFID 标签": tags})


def known(database: Database, plants: Plants, code: str) -> Tag | None:
    return database.read(lambda s: Tags(s).known(plants.north, code))


def faults(outcome: Outcome) -> set[tuple[int, str, ErrorCode]]:
    return {(each.row, each.column, each.code) for each in outcome.faults if each.sheet == "tags"}


def test_tags_come_in_with_their_holders_machines_and_areas_in_the_words_of_the_site(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    outcome = import_(database, plants.north, whole(), admin)

    assert outcome.counts["tags"].new == 3
    badge = known(database, plants, "E280-1")
    assert badge == Tag(
        "E280-1",
        TagKind.PERSON,
        badge.name if badge else Text("", ""),
        "OPERATOR",
        frozenset({"TANKS", "GATE"}),
        person_id=plants.bob.person_id,
    )
    assert badge.name.zh, "the name of whoever holds it"
    forklift = known(database, plants, "E280-2")
    assert forklift is not None
    assert (forklift.equipment, forklift.areas) == ("FL-1", frozenset())


def test_the_same_tags_again_change_nothing_and_a_code_in_small_letters_is_the_same_tag(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)

    small = [HEADINGS, *([str(line[0]).lower(), *line[1:]] for line in TAGS[1:])]
    again = check(database, plants.north, whole(small), admin)

    assert not again.faults
    assert (again.counts["tags"].new, again.counts["tags"].changed, again.counts["tags"].same) == (0, 0, 3)


@pytest.mark.parametrize("language", Language)
def test_exported_tags_import_again_without_a_change(
    database: Database, plants: Plants, admin: Viewer, language: Language
) -> None:
    import_(database, plants.north, whole(), admin)
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))
    assert len(tables["tags"]) == 3

    for content, sheet in (
        (write_workbook(tables, language), ""),
        (write_sheet(BY_KEY["tags"], tables["tags"], language), "tags"),
    ):
        outcome = check(database, plants.north, content, admin, sheet)
        assert not outcome.faults
        assert outcome.counts["tags"].same == 3


def test_a_tag_of_a_machine_that_was_renamed_is_exported_with_the_code_of_now(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)
    machine = database.transact(lambda tx: tx.get(EquipmentStore).by_code((plants.north,), "FL-1"))
    details = EquipmentDetails("FL-9", machine.name, machine.area_id, machine.stage, other_codes=("OLD-1",))
    database.transact(
        lambda tx: change_equipment(tx, machine.equipment_id, details, version=machine.version, by=admin)
    )
    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))

    outcome = check(database, plants.north, write_workbook(tables, Language.ZH), admin)

    assert next(each["equipment"] for each in tables["tags"] if each["tag_code"] == "E280-2") == "FL-9"
    assert not outcome.faults
    assert outcome.counts["tags"].same == 3


def test_every_bad_cell_of_a_tag_is_named_with_its_reason(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    rows: Lines = [
        HEADINGS,
        ["A-1", "人员", "访客", None, None, None, None],
        ["a-1", "人员", "访客", None, None, None, None],
        ["A-2", "飞机", "访客", None, None, None, None],
        ["A-3", "物料", "托盘", None, None, None, "TANKS, MOON"],
        ["A-4", "设备", "叉车", None, None, "NOWHERE", None],
        ["A-5", "车辆", "槽车", "bob", None, None, None],
        ["A-6", "人员", None, "nobody", None, None, None],
        ["A-7", "物料", None, None, None, None, None],
        ["A-8", "物料", "很" * 61, None, None, None, None],
        ["A 9", "物料", "托盘", None, None, None, None],
        ["B-1", "人员", "访客", None, "9th", None, None],
        [300833112345678900000000, "物料", "托盘", None, None, None, None],
        ["B-3", "物料", "=1+1", None, None, None, None],
        [None, "物料", "托盘", None, None, None, None],
        ["B" * 65, "物料", "托盘", None, None, None, None],
    ]

    outcome = check(database, plants.north, whole(rows), admin)

    assert faults(outcome) == {
        (3, "tag_code", ErrorCode.CELL_CODE_TWICE),
        (4, "tag_kind", ErrorCode.CELL_NO_CHOICE),
        (5, "allowed_areas", ErrorCode.CELL_UNKNOWN_CODE),
        (6, "equipment", ErrorCode.CELL_UNKNOWN_CODE),
        (7, "holder", ErrorCode.CELL_NO_HOLDER),
        (8, "holder", ErrorCode.CELL_UNKNOWN_CODE),
        (9, "name_zh", ErrorCode.NAME_INVALID),
        (10, "name_zh", ErrorCode.NAME_INVALID),
        (11, "tag_code", ErrorCode.TAG_CODE_INVALID),
        (12, "tag_role", ErrorCode.CELL_ROLE_INVALID),
        (13, "tag_code", ErrorCode.CELL_ROUNDED),
        (14, "name_zh", ErrorCode.CELL_FORMULA),
        (15, "tag_code", ErrorCode.CELL_REQUIRED),
        (16, "tag_code", ErrorCode.TAG_CODE_INVALID),
    }
    assert known(database, plants, "A-1") is None, "all or nothing"


@pytest.mark.parametrize(
    ("column", "cell", "blamed"),
    [
        (6, None, "allowed_areas"),
        (4, None, "tag_role"),
        (1, "物料", "holder"),
    ],
)
def test_a_tag_that_would_call_less_is_changed_by_no_file(
    database: Database, plants: Plants, admin: Viewer, column: int, cell: str | None, blamed: str
) -> None:
    import_(database, plants.north, whole(), admin)
    line = list(TAGS[1])
    line[column] = cell

    outcome = check(database, plants.north, whole([HEADINGS, line]), admin)

    [fault] = outcome.faults
    assert (fault.row, fault.column) == (2, blamed)
    assert fault.code in (ErrorCode.SECOND_PERSON_REQUIRED, ErrorCode.CELL_NO_HOLDER)


def test_a_machine_that_a_tag_no_longer_belongs_to_takes_a_second_person(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)

    outcome = check(
        database, plants.north, whole([HEADINGS, ["E280-2", "设备", "叉车", None, None, None, None]]), admin
    )

    assert faults(outcome) == {(2, "equipment", ErrorCode.SECOND_PERSON_REQUIRED)}


def test_what_calls_more_or_only_names_it_anew_is_changed_and_columns_that_are_missing_stay(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)

    rows = [["tag_code", "tag_kind", "name_zh", "allowed_areas"], ["E280-1", "PERSON", "鲍勃", "GATE"]]
    outcome = import_(database, plants.north, whole(rows), admin)

    assert (outcome.counts["tags"].new, outcome.counts["tags"].changed) == (0, 1)
    badge = known(database, plants, "E280-1")
    assert badge is not None
    assert (badge.name.zh, badge.areas, badge.role) == ("鲍勃", frozenset({"GATE"}), "OPERATOR")
    assert (badge.person_id, badge.version) == (plants.bob.person_id, 2)


def test_a_tag_out_of_use_is_not_exported_and_no_file_brings_it_back(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    import_(database, plants.north, whole(), admin)
    lost = known(database, plants, "12345678")
    assert lost is not None
    database.transact(
        lambda tx: tx.get(Tags).put(plants.north, replace(lost, closed_at=tx.now, version=lost.version + 1))
    )

    tables = database.read(lambda s: queries.tables(s, admin, plants.north, now=database.clock()))
    rows = [HEADINGS, ["12345678", "车辆", "槽车 2", None, None, None, "GATE"]]

    assert {each["tag_code"] for each in tables["tags"]} == {"E280-1", "E280-2"}
    assert faults(check(database, plants.north, whole(rows), admin)) == {(2, "tag_code", ErrorCode.CLOSED)}


def test_a_site_without_camera_events_has_no_sheet_of_tags(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    without = replace(
        admin,
        memberships=tuple(
            replace(each, modules_off=frozenset({Module.CAMERA_EVENTS})) for each in admin.memberships
        ),
    )

    outcome = check(database, plants.north, whole(), without)

    assert faults(outcome) == {(0, "", ErrorCode.MODULE_OFF)}
    assert "tags" not in database.read(
        lambda s: queries.tables(s, without, plants.north, now=database.clock())
    )
    assert not check(database, plants.north, whole([HEADINGS]), without).faults, "an empty sheet is no wish"


def test_one_code_in_two_spellings_is_one_tag(database: Database, plants: Plants, admin: Viewer) -> None:
    import_(database, plants.north, whole(), admin)

    with pytest.raises(Exception, match="already"):
        database.transact(
            lambda tx: tags_commands.add_tag(
                tx, plants.north, Tag("e280-1", TagKind.GOODS, Text("托盘", "Pallet")), by=admin
            )
        )


def test_the_template_keeps_noughts_and_offers_what_carries_a_tag() -> None:
    found = openpyxl.load_workbook(io.BytesIO(write_workbook(examples(Language.ZH), Language.ZH)))

    page = found["RFID 标签"]
    [kinds] = page.data_validations.dataValidation
    assert kinds.formula1 == '"人员,车辆,物料,设备"'
    assert page["A2"].value == "例：E28011606000020D"
    assert page.column_dimensions["A"].number_format == "@", "a code typed below keeps its noughts"

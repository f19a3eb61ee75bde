"""Areas that people add, describe, draw and close."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.equipment import commands as equipment
from backend.equipment.rules import EquipmentState
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails, Drawing
from backend.sites.plans.rules import first_plan_id
from backend.sites.rules import Area
from backend.sites.store import Sites
from tests.support.plants import Plants, id_of
from tests.support.refusals import code_of

HALL = AreaDetails("HALL-2", Text("二车间", "Hall 2"), default_stage=Stage.PROCESS, muster=Text("东门", ""))
SQUARE = (100.0, 100.0, 200.0, 100.0, 200.0, 200.0, 100.0, 200.0)


def add(database: Database, plants: Plants, details: AreaDetails = HALL, by: Viewer | None = None) -> Area:
    return database.transact(lambda tx: areas.add_area(tx, plants.north, details, by=by or plants.alice))


def test_an_officer_adds_an_area_and_the_log_says_who(database: Database, plants: Plants) -> None:
    hall = add(database, plants)

    assert database.read(lambda session: Sites(session).area(hall.area_id)) == hall
    assert (hall.changed_by, hall.polygon) == (plants.alice.person_id, ())
    rows = database.read(lambda session: session.exec(select(AuditRow).order_by(col(AuditRow.id))).all())
    assert [(row.kind, row.by, row.note) for row in rows] == [
        ("AREA_ADDED", plants.alice.person_id, "HALL-2")
    ]


def test_bob_may_add_no_area_and_for_carol_the_site_is_not_there(database: Database, plants: Plants) -> None:
    assert (
        code_of(database.transact, lambda tx: areas.add_area(tx, plants.north, HALL, by=plants.bob))
        == "NOT_ALLOWED"
    )
    assert (
        code_of(database.transact, lambda tx: areas.add_area(tx, plants.north, HALL, by=plants.carol))
        == "NOT_FOUND"
    )
    for by, code in ((plants.bob, "NOT_ALLOWED"), (plants.carol, "NOT_FOUND")):
        changes = [
            lambda tx, by=by: areas.change_area(tx, plants.area, HALL, version=1, by=by),
            lambda tx, by=by: draw(tx, plants.area, plants.north, SQUARE, by=by),
            lambda tx, by=by: areas.close_area(tx, plants.area, version=1, by=by),
            lambda tx, by=by: areas.reopen_area(tx, plants.area, version=1, by=by),
        ]
        assert [code_of(database.transact, each) for each in changes] == [code] * 4


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (replace(HALL, code=" a1 "), ErrorCode.CODE_TAKEN),
        (replace(HALL, code="Ａ１"), ErrorCode.CODE_TAKEN),
        (replace(HALL, code="二号"), ErrorCode.CODE_NOT_LATIN),
        (replace(HALL, code="SYSTEM"), ErrorCode.CODE_TAKEN),
        (replace(HALL, name=Text(" ", "")), ErrorCode.NAME_INVALID),
        (replace(HALL, name=Text("长" * 61, "")), ErrorCode.NAME_INVALID),
        (replace(HALL, parent_id=uuid4()), ErrorCode.NOT_FOUND),
        (replace(HALL, parent_id=id_of("south/area")), ErrorCode.NOT_FOUND),
    ],
)
def test_an_area_that_nobody_could_name_or_find_is_refused(
    database: Database, plants: Plants, details: AreaDetails, code: ErrorCode
) -> None:
    assert (
        code_of(database.transact, lambda tx: areas.add_area(tx, plants.north, details, by=plants.alice))
        == code
    )


def test_an_area_without_an_english_name_bears_the_chinese_one(database: Database, plants: Plants) -> None:
    assert add(database, plants, replace(HALL, name=Text(" 二车间 ", ""))).name == Text("二车间", "二车间")


def test_an_area_cannot_stand_below_itself(database: Database, plants: Plants) -> None:
    hall = add(database, plants)
    room = add(database, plants, replace(HALL, code="ROOM", parent_id=hall.area_id))

    below = replace(HALL, parent_id=room.area_id)
    circle = code_of(
        database.transact,
        lambda tx: areas.change_area(tx, hall.area_id, below, version=hall.version, by=plants.alice),
    )

    assert circle == "PARENT_CYCLE"


def test_two_who_change_an_area_at_once_do_not_write_over_one_another(
    database: Database, plants: Plants
) -> None:
    hall = add(database, plants)
    first = replace(HALL, code="FIRST")
    database.transact(
        lambda tx: areas.change_area(tx, hall.area_id, first, version=hall.version, by=plants.dora)
    )

    second = replace(HALL, code="SECOND")
    late = code_of(
        database.transact,
        lambda tx: areas.change_area(tx, hall.area_id, second, version=hall.version, by=plants.alice),
    )

    kept = database.read(lambda session: Sites(session).area(hall.area_id))
    assert late == "CONFLICT"
    assert (kept.code, kept.changed_by, kept.version) == ("FIRST", plants.dora.person_id, hall.version + 1)


def test_the_same_change_twice_is_one(database: Database, plants: Plants) -> None:
    hall = add(database, plants)

    for _ in range(2):
        database.transact(
            lambda tx: areas.change_area(tx, hall.area_id, HALL, version=hall.version, by=plants.alice)
        )

    assert database.read(lambda session: Sites(session).area(hall.area_id)).version == hall.version


def draw(
    tx: object, area_id: UUID, site_id: UUID, polygon: tuple[float, ...], by: Viewer, version: int = 1
) -> Area:
    return areas.draw_area(
        tx,  # type: ignore[arg-type]  # of the database that calls
        area_id,
        Drawing(first_plan_id(site_id), polygon, (50.0, 60.0)),
        version=version,
        by=by,
    )


def test_an_area_is_drawn_with_its_muster_point_and_taken_off_the_plan(
    database: Database, plants: Plants
) -> None:
    drawn = database.transact(lambda tx: draw(tx, plants.area, plants.north, SQUARE, by=plants.alice))
    assert (drawn.polygon, drawn.muster_at) == (SQUARE, (50.0, 60.0))

    off = database.transact(
        lambda tx: areas.draw_area(tx, plants.area, Drawing(None), version=drawn.version, by=plants.alice)
    )
    assert (off.polygon, off.plan_id, off.muster_at) == ((), None, None)


def test_words_and_drawing_of_an_area_are_written_in_one_step_or_not_at_all(
    database: Database, plants: Plants
) -> None:
    on_plan = Drawing(first_plan_id(plants.north), SQUARE)
    hall = database.transact(
        lambda tx: areas.add_area(tx, plants.north, HALL, drawing=on_plan, by=plants.alice)
    )
    assert (hall.code, hall.polygon, hall.version) == ("HALL-2", SQUARE, 1)

    renamed = replace(HALL, name=Text("三车间", ""))
    crossed = Drawing(first_plan_id(plants.north), (0.0, 0.0, 100.0, 0.0, 200.0, 0.0))

    def change(drawing: Drawing) -> Area:
        return database.transact(
            lambda tx: areas.change_area(
                tx, hall.area_id, renamed, drawing=drawing, version=1, by=plants.alice
            )
        )

    with pytest.raises(Refused) as refusal:
        change(crossed)
    assert refusal.value.code == ErrorCode.POLYGON_CROSSED
    assert database.read(lambda session: Sites(session).area(hall.area_id)) == hall

    changed = change(Drawing(None))
    assert (changed.name.zh, changed.polygon, changed.version) == ("三车间", (), 2)
    rows = database.read(lambda session: session.exec(select(AuditRow).order_by(col(AuditRow.id))).all())
    assert rows[-1].note == "HALL-2: name, polygon"


@pytest.mark.parametrize(
    ("polygon", "code"),
    [
        ((0.0, 0.0, 100.0, 0.0, 200.0, 0.0), ErrorCode.POLYGON_CROSSED),
        ((0.0, 0.0, 100.0, 0.0), ErrorCode.POLYGON_INVALID),
        ((0.0, 0.0, 100.0, 0.0, 100.0), ErrorCode.POLYGON_INVALID),
        ((0.0, 0.0, 2.0, 0.0, 0.0, 2.0), ErrorCode.POLYGON_INVALID),
        ((0.0, 0.0, 100.0, 0.0, float("nan"), 50.0), ErrorCode.POLYGON_INVALID),
        ((0.0, 0.0, 1300.0, 0.0, 100.0, 100.0), ErrorCode.POLYGON_OUTSIDE),
        ((0.0, 0.0, 100.0, 100.0, 100.0, 0.0, 0.0, 100.0), ErrorCode.POLYGON_CROSSED),
        ((0.0, 0.0, 100.0, 0.0, 50.0, 0.0, 50.0, 80.0), ErrorCode.POLYGON_CROSSED),
    ],
)
def test_a_polygon_that_is_none_is_refused(
    database: Database, plants: Plants, polygon: tuple[float, ...], code: ErrorCode
) -> None:
    found = code_of(
        database.transact, lambda tx: draw(tx, plants.area, plants.north, polygon, by=plants.alice)
    )

    assert found == code


def test_nothing_is_drawn_on_the_plan_of_another_site(database: Database, plants: Plants) -> None:
    assert code_of(
        database.transact, lambda tx: draw(tx, plants.area, plants.south, SQUARE, by=plants.alice)
    ) == ("NOT_FOUND")


def test_an_area_in_which_something_stands_stays_open(database: Database, plants: Plants) -> None:
    def close(version: int = 1) -> Area:
        return database.transact(
            lambda tx: areas.close_area(tx, plants.area, version=version, by=plants.alice)
        )

    with pytest.raises(Refused) as refusal:
        close()

    assert refusal.value.code == "AREA_IN_USE"
    assert database.read(lambda session: Sites(session).area(plants.area)).closed_at is None


def test_an_area_with_another_one_within_stays_open(database: Database, plants: Plants) -> None:
    hall = add(database, plants)
    add(database, plants, replace(HALL, code="ROOM", parent_id=hall.area_id))

    assert (
        code_of(database.transact, lambda tx: areas.close_area(tx, hall.area_id, version=1, by=plants.alice))
        == "AREA_IN_USE"
    )


def test_an_empty_area_is_closed_takes_nothing_new_and_comes_back(database: Database, plants: Plants) -> None:
    hall = add(database, plants)
    for _ in range(2):
        closed = database.transact(
            lambda tx: areas.close_area(tx, hall.area_id, version=hall.version, by=plants.alice)
        )
    assert closed.closed_at is not None
    pump = equipment.EquipmentDetails("P-9", Text("泵", "Pump"), hall.area_id, Stage.PROCESS)
    assert code_of(
        database.transact, lambda tx: equipment.add_equipment(tx, plants.north, pump, by=plants.alice)
    ) == ("AREA_CLOSED")

    database.transact(lambda tx: areas.reopen_area(tx, hall.area_id, version=closed.version, by=plants.alice))
    item = database.transact(lambda tx: equipment.add_equipment(tx, plants.north, pump, by=plants.alice))
    assert item.state is EquipmentState.INSTALLED

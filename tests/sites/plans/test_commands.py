"""Plans of a site: several pictures, each with what is drawn on it."""

import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import Refused
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sites import area_commands as areas
from backend.sites.area_commands import Drawing
from backend.sites.plans import commands as plans
from backend.sites.plans import queries
from backend.sites.plans.rules import Plan, PlanPicture, first_plan_id
from backend.sites.plans.store import Plans
from tests.support.plants import Plants

WIDE, TALL = "a" * 64, "b" * 64
FLOOR = Text("二层", "Floor 2")


@pytest.fixture(autouse=True)
def pictures(database: Database, plants: Plants) -> None:
    """Two that alice has sent: a wide one and a tall one."""

    def command(tx: Transaction) -> None:
        for sha256, width, height in ((WIDE, 2400, 1200), (TALL, 600, 1200)):
            picture = PlanPicture(sha256, "image/jpeg", width, height, b"\xff\xd8")
            tx.get(Plans).keep(plants.north, picture, at=tx.now, by=plants.alice.person_id)

    database.transact(command)


def add(database: Database, plants: Plants, sha256: str = WIDE, by: Viewer | None = None) -> Plan:
    return database.transact(
        lambda tx: plans.add_plan(tx, plants.north, FLOOR, sha256, by=by or plants.alice)
    )


def test_a_further_plan_stands_behind_the_others_with_units_of_its_own(
    database: Database, plants: Plants
) -> None:
    floor = add(database, plants)

    found = database.read(lambda session: queries.plans(session, plants.bob))
    assert [each.plan_id for each in found] == [first_plan_id(plants.north), floor.plan_id]
    assert (floor.width, floor.height) == (1200, 600)
    assert [each.site_id for each in database.read(lambda s: queries.plans(s, plants.carol))] == [
        plants.south
    ]


def test_the_picture_is_shown_to_people_of_the_site_only(database: Database, plants: Plants) -> None:
    floor = add(database, plants)

    shown = database.read(lambda session: queries.picture(session, plants.bob, floor.plan_id))
    assert shown is not None
    assert (shown.media_type, shown.content) == ("image/jpeg", b"\xff\xd8")
    assert database.read(lambda session: queries.picture(session, plants.carol, floor.plan_id)) is None


def test_bob_adds_no_plan_and_carol_finds_no_site_and_no_picture(database: Database, plants: Plants) -> None:
    for by, code in ((plants.bob, "NOT_ALLOWED"), (plants.carol, "NOT_FOUND")):
        with pytest.raises(Refused) as refusal:
            add(database, plants, by=by)
        assert refusal.value.code == code
    with pytest.raises(Refused) as elsewhere:
        database.transact(lambda tx: plans.add_plan(tx, plants.south, FLOOR, WIDE, by=plants.carol))
    assert elsewhere.value.code == "PHOTO_MISSING"


def test_a_finer_picture_leaves_what_is_drawn_and_a_smaller_one_is_refused(
    database: Database, plants: Plants
) -> None:
    floor = add(database, plants, TALL)
    low = (0.0, 2000.0, 100.0, 2000.0, 100.0, 2100.0)
    database.transact(
        lambda tx: areas.draw_area(tx, plants.area, Drawing(floor.plan_id, low), version=1, by=plants.alice)
    )

    def change(sha256: str | None) -> Plan:
        return database.transact(
            lambda tx: plans.change_plan(
                tx, floor.plan_id, Text("三层", ""), sha256, version=floor.version, by=plants.alice
            )
        )

    with pytest.raises(Refused) as refusal:
        change(WIDE)
    assert refusal.value.code == "POLYGON_OUTSIDE"
    changed = change(None)
    assert (changed.name, changed.sha256, changed.version) == (Text("三层", "三层"), TALL, 2)
    with pytest.raises(Refused) as late:
        change(None)
    assert late.value.code == "CONFLICT"


def test_a_plan_with_areas_on_it_stays_and_an_empty_one_goes(database: Database, plants: Plants) -> None:
    floor = add(database, plants)
    database.transact(
        lambda tx: areas.draw_area(
            tx,
            plants.area,
            Drawing(floor.plan_id, (0.0, 0.0, 100.0, 0.0, 100.0, 100.0)),
            version=1,
            by=plants.alice,
        )
    )

    def remove(plan: Plan) -> Plan:
        return database.transact(
            lambda tx: plans.remove_plan(tx, plan.plan_id, version=plan.version, by=plants.alice)
        )

    with pytest.raises(Refused) as refusal:
        remove(floor)
    assert refusal.value.code == "PLAN_IN_USE"
    first = database.read(lambda session: queries.first_plan(session, plants.alice, plants.north))
    assert first is not None
    remove(first)
    assert [each.plan_id for each in database.read(lambda s: queries.plans(s, plants.bob))] == [floor.plan_id]

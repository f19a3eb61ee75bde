"""Unknown sources adopted one by one and many at once, by a person, a department or the holders of a post."""

from uuid import UUID

from backend.alerts.events import ALERT_RAISED
from backend.alerts.store import Alerts
from backend.core.database import Database
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage, Tier
from backend.notifications.recipients_commands import recipients
from backend.people.directory.store import Staff
from backend.people.posts import commands as posts
from backend.sensors import adoption_commands as adoption
from backend.sensors.adoption_commands import Adoption
from backend.sensors.store import Sensors
from tests.support.alerts import say
from tests.support.people import add_admin
from tests.support.plants import Plants, id_of, over
from tests.support.refusals import code_of
from tests.support.unknown_sources import adopt, unknown


def test_forty_sources_are_adopted_at_once_each_by_itself(database: Database, plants: Plants) -> None:
    codes = [f"GD-{number}" for number in range(40)]
    unknown(database, codes)

    for _ in range(2):
        results = adopt(
            database,
            plants,
            [*codes, "NOBODY"],
            template="COMBUSTIBLE_GAS",
            equipment_id=id_of("north/equipment"),
            responsible_id=id_of("bob"),
            department_id=id_of("north/department"),
        )
        assert results[adoption.source_key(plants.north, "NOBODY")] == "SOURCE_UNKNOWN"
        assert [code for code in results.values() if code is None] == [None] * 40

    found = database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, "GD-7"))
    assert found is not None
    assert found.indicator is not None
    assert (found.responsible_id, found.equipment_id) == (id_of("bob"), id_of("north/equipment"))
    assert (found.unit, [limit.value for limit in found.indicator.limits]) == ("%LEL", [10, 25, 50])


def test_nobody_adopts_with_what_is_not_of_the_site(database: Database, plants: Plants) -> None:
    unknown(database, ["GD-1"])
    key = adoption.source_key(plants.north, "GD-1")

    for given, code in (
        ({"equipment_id": id_of("south/equipment")}, "EQUIPMENT_UNKNOWN"),
        ({"responsible_id": plants.carol.person_id}, "OWNER_UNKNOWN"),
        ({"post_id": id_of("no such post")}, "OWNER_UNKNOWN"),
        ({"template": "NO_SUCH"}, "NOT_FOUND"),
        ({"template": "H2S", "unit": "ppm"}, "UNIT_DIFFERS"),
        ({"standard": "x" * 61}, "INVALID_INPUT"),
    ):
        assert adopt(database, plants, ["GD-1"], **given)[key] == code
    assert code_of(adopt, database, plants, ["GD-1"], plants.bob) == "NOT_ALLOWED"
    assert code_of(adopt, database, plants, ["GD-1"], plants.carol) == "NOT_FOUND"
    assert code_of(adopt, database, plants, []) == "INVALID_INPUT"


def test_each_of_many_sources_has_its_name_and_all_have_the_clause_that_was_chosen(
    database: Database, plants: Plants
) -> None:
    unknown(database, ["GD-1", "GD-2", "GD-3"])
    wanted = Adoption(plants.area, Stage.PROCESS, template="COMBUSTIBLE_GAS", standard="AQ 3035-2010")
    names = {"GD-1": Text("一号可燃气", ""), "GD-3": Text("", "")}

    results = database.transact(
        lambda tx: adoption.adopt_sources(
            tx, plants.north, ["GD-1", "GD-2", "GD-3"], wanted, by=plants.alice, names=names
        )
    )

    assert results[adoption.source_key(plants.north, "GD-3")] == "NAME_INVALID"
    found = database.transact(
        lambda tx: [tx.get(Sensors).by_code(plants.north, code) for code in ("GD-1", "GD-2", "GD-3")]
    )
    assert [each and each.name for each in found] == [
        Text("一号可燃气", "一号可燃气"),
        Text("GD-2", "GD-2"),
        None,
    ]
    assert [each.indicator.standard for each in found if each and each.indicator] == ["AQ 3035-2010"] * 2


def test_whoever_holds_the_post_is_notified_of_its_sources_unless_a_person_is_named(
    database: Database, plants: Plants
) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    post_id = add_post(database, plants, "GAS", root)
    database.transact(lambda tx: tx.get(Staff).give_post(plants.bob.person_id, plants.north, post_id))
    unknown(database, ["GD-1", "GD-2"])
    adopt(database, plants, ["GD-1"], post_id=post_id)
    adopt(database, plants, ["GD-2"], post_id=post_id, responsible_id=id_of("dora"))

    def notified(code: str) -> set[UUID]:
        source = database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, code))
        assert source is not None
        say(database, over(plants, Tier.YELLOW, sensor_id=source.sensor_id))
        (alert,) = database.transact(lambda tx: tx.get(Alerts).open_of_sensors([source.sensor_id]))
        raised = Event(ALERT_RAISED, plants.north, about=refs(alert=alert.alert_id), tier=Tier.YELLOW)
        return database.transact(lambda tx: recipients(tx, raised))

    assert notified("GD-1") == {plants.bob.person_id}
    assert notified("GD-2") == {id_of("dora")}


def test_a_post_is_not_closed_while_sources_belong_to_it(database: Database, plants: Plants) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    post_id = add_post(database, plants, "GAS", root)
    unknown(database, ["GD-1"])
    adopt(database, plants, ["GD-1"], post_id=post_id)

    def close() -> UUID:
        return database.transact(
            lambda tx: posts.change_post(
                tx,
                post_id,
                code="GAS",
                name=Text("气体岗", "Gas"),
                department_id=None,
                is_closed=True,
                version=1,
                by=root,
            )
        )

    assert code_of(close) == "POST_HAS_SOURCES"


def add_post(database: Database, plants: Plants, code: str, by: Viewer) -> UUID:
    name = Text("气体岗", "Gas")
    return database.transact(
        lambda tx: posts.add_post(tx, plants.north, code=code, name=name, department_id=None, by=by)
    )

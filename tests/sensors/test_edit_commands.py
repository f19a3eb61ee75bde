"""Sources described anew, put onto a plan, given their first limits, adopted one by one and many at once."""

from dataclasses import replace

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.alerts.rules import Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import parents_commands as parents
from backend.alerts.suppression import parents_queries
from backend.alerts.suppression.parents_store import parent_link_id
from backend.core.database import Database, Transaction
from backend.core.errors import Refused
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage, Tier
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.sensors import edit_commands as edit
from backend.sensors.edit_commands import SourceDetails
from backend.sensors.rules import Sensor, SensorKind
from backend.sensors.store import Sensors
from backend.sensors.templates_rules import TEMPLATES, indicator_from
from backend.sites.plans.rules import first_plan_id
from backend.tuning.indicators_rules import check_indicator
from tests.support.alerts import say
from tests.support.people import add_admin
from tests.support.plants import Plants, id_of, over
from tests.support.refusals import code_of
from tests.support.unknown_sources import adopt, unknown

REASON = "上游停机时下游必然报警，避免重复打扰"


def gas(database: Database, plants: Plants) -> Sensor:
    return database.transact(lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas])


def described(sensor: Sensor) -> SourceDetails:
    return SourceDetails(
        name=Text("一号可燃气", "Gas 1"),
        area_id=sensor.area_id,
        stage=Stage.STORAGE_TRANSPORT,
        kind=sensor.kind,
        equipment_id=id_of("north/equipment"),
        department_id=id_of("north/department"),
        responsible_id=id_of("dora"),
        unit=sensor.unit,
        standard="GB/T 50493-2019 5.5.2",
        sampling_plan="每季度标定",
    )


def change(database: Database, sensor: Sensor, details: SourceDetails, by: Viewer) -> Sensor:
    return database.transact(
        lambda tx: edit.change_source(tx, sensor.sensor_id, details, version=sensor.version, by=by)
    )


def test_a_source_is_described_anew_with_its_owner_and_its_clause(database: Database, plants: Plants) -> None:
    before = gas(database, plants)

    after = change(database, before, described(before), plants.alice)

    assert (after.name.zh, after.equipment_id, after.responsible_id) == (
        "一号可燃气",
        id_of("north/equipment"),
        id_of("dora"),
    )
    assert before.indicator is not None
    assert after.indicator is not None
    assert (after.indicator.standard, after.indicator.limits) == (
        "GB/T 50493-2019 5.5.2",
        before.indicator.limits,
    )
    notes = database.read(
        lambda s: s.exec(select(AuditRow.note).where(AuditRow.kind == "SOURCE_CHANGED")).all()
    )
    assert len(notes) == 1
    assert after.version == before.version + 1


def test_only_who_may_suppress_alerts_moves_a_source_onto_a_machine_under_repair(
    database: Database, plants: Plants
) -> None:
    def begin(tx: Transaction) -> Viewer:
        machine = tx.get(EquipmentStore).get(id_of("north/equipment"))
        tx.get(EquipmentStore).put(replace(machine, state=EquipmentState.UNDER_REPAIR))
        return add_admin(tx, plants)

    admin = database.transact(begin)
    sensor = gas(database, plants)
    away = change(database, sensor, replace(described(sensor), equipment_id=None), admin)
    back = described(away)

    assert back.equipment_id == id_of("north/equipment")
    assert code_of(change, database, away, back, admin) == "NOT_ALLOWED"
    assert change(database, away, back, plants.alice).equipment_id == back.equipment_id


def test_bob_changes_no_source_and_carol_finds_none(database: Database, plants: Plants) -> None:
    sensor = gas(database, plants)
    for by, code in ((plants.bob, "NOT_ALLOWED"), (plants.carol, "NOT_FOUND")):
        assert code_of(change, database, sensor, described(sensor), by) == code

        def place(by: Viewer = by) -> None:
            database.transact(
                lambda tx: edit.place_source(tx, plants.gas, plan_id=None, at=None, version=1, by=by)
            )

        def limit(by: Viewer = by) -> None:
            database.transact(lambda tx: edit.set_first_limits(tx, plants.gas, "H2S", by=by))

        def parent(by: Viewer = by) -> None:
            database.transact(
                lambda tx: parents.set_parent_source(tx, plants.gas, plants.pump, reason=REASON, by=by)
            )

        assert [code_of(place), code_of(limit), code_of(parent)] == [code] * 3


@pytest.mark.parametrize("field", ["area_id", "equipment_id", "department_id", "responsible_id"])
def test_a_source_belongs_to_nothing_of_another_site(database: Database, plants: Plants, field: str) -> None:
    sensor = gas(database, plants)
    far = {
        "area_id": plants.far_area,
        "equipment_id": id_of("south/equipment"),
        "department_id": id_of("south/department"),
        "responsible_id": plants.carol.person_id,
    }

    wanted = replace(described(sensor), **{field: far[field]})

    assert code_of(change, database, sensor, wanted, plants.alice) == "NOT_FOUND"


def test_the_unit_in_which_limits_stand_is_not_changed_beside_them(
    database: Database, plants: Plants
) -> None:
    sensor = gas(database, plants)

    assert code_of(change, database, sensor, replace(described(sensor), unit="ppm"), plants.alice) == (
        "UNIT_IN_USE"
    )
    camera = replace(described(sensor), kind=SensorKind.CAMERA)
    assert code_of(change, database, sensor, camera, plants.alice) == "ILLEGAL_TRANSITION"


def test_two_who_change_a_source_at_once_do_not_write_over_one_another(
    database: Database, plants: Plants
) -> None:
    sensor = gas(database, plants)
    change(database, sensor, described(sensor), plants.dora)

    late = replace(described(sensor), sampling_plan="每月标定")

    assert code_of(change, database, sensor, late, plants.alice) == "CONFLICT"


def test_a_source_is_put_onto_a_plan_and_taken_off(database: Database, plants: Plants) -> None:
    def place(x: float | None, version: int) -> Sensor:
        at = None if x is None else (x, 5.0)
        plan_id = None if x is None else first_plan_id(plants.north)
        return database.transact(
            lambda tx: edit.place_source(
                tx, plants.gas, plan_id=plan_id, at=at, version=version, by=plants.alice
            )
        )

    assert code_of(place, 9999.0, 1) == "POLYGON_OUTSIDE"
    placed = place(30.0, 1)
    assert placed.position == (30.0, 5.0)
    assert place(None, placed.version).position is None


def test_every_template_is_an_indicator_that_the_lab_would_take() -> None:
    for template in TEMPLATES:
        check_indicator(indicator_from(template, indicator_id=id_of(template.code)))


def test_a_source_without_limits_gets_its_first_ones_once(database: Database, plants: Plants) -> None:
    unknown(database, ["TT-1"])
    adopt(database, plants, ["TT-1"])
    plain = database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, "TT-1"))
    assert plain is not None

    def limit(template: str) -> Sensor:
        return database.transact(
            lambda tx: edit.set_first_limits(tx, plain.sensor_id, template, by=plants.alice)
        )

    assert [limit("BEARING_TEMPERATURE").unit for _ in range(2)] == ["°C", "°C"]
    assert code_of(limit, "H2S") == "UNIT_DIFFERS"
    assert code_of(limit, "NO_SUCH") == "NOT_FOUND"
    limited = database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, "TT-1"))
    assert limited is not None
    assert limited.indicator is not None
    assert limited.indicator.version == 2


def ask(database: Database, child: int, parent: int | None, by: Viewer) -> None:
    database.transact(
        lambda tx: parents.set_parent_source(tx, child, parent, reason=REASON, by=by, asks_second_person=True)
    )


def agree(database: Database, child: int, by: Viewer) -> None:
    def command(tx: Transaction) -> None:
        asked = tx.get(Agreements).waiting(AgreementKind.INHIBIT_SOURCE, parent_link_id(child))
        assert asked is not None
        agreements.decide(tx, asked.agreement_id, is_agreed=True, note="", by=by)

    database.transact(command)


def test_a_parent_explains_the_alerts_of_its_child_once_a_second_person_agreed(
    database: Database, plants: Plants
) -> None:
    def held() -> Suppression | None:
        found = database.transact(lambda tx: tx.get(Alerts).open_of_sensors([plants.pump]))
        return found[0].suppressed_by

    say(database, over(plants, Tier.YELLOW), over(plants, Tier.YELLOW, sensor_id=plants.pump))
    with pytest.raises(Refused) as alone:
        database.transact(
            lambda tx: parents.set_parent_source(tx, plants.pump, plants.gas, reason=REASON, by=plants.alice)
        )
    assert alone.value.code == "SECOND_PERSON_REQUIRED"

    ask(database, plants.pump, plants.gas, plants.alice)
    assert held() is None
    assert code_of(agree, database, plants.pump, plants.alice) == "SECOND_PERSON_REQUIRED"
    agree(database, plants.pump, plants.dora)

    assert held() is Suppression.PARENT
    named = database.read(lambda s: parents_queries.parents(s, plants.bob, [plants.pump, plants.gas]))
    assert named == {plants.pump: plants.gas}
    assert database.read(lambda s: parents_queries.parents(s, plants.carol, [plants.pump])) == {}
    ask(database, plants.pump, None, plants.alice)
    assert held() is None


def test_a_source_never_explains_itself_nor_one_of_another_site(database: Database, plants: Plants) -> None:
    ask(database, plants.pump, plants.gas, plants.alice)
    agree(database, plants.pump, plants.dora)

    assert code_of(ask, database, plants.gas, plants.pump, plants.alice) == "PARENT_CYCLE"
    assert code_of(ask, database, plants.gas, plants.gas, plants.alice) == "PARENT_CYCLE"
    assert code_of(ask, database, plants.gas, plants.far_gas, plants.alice) == "NOT_FOUND"


def test_what_evaluates_readings_hears_that_a_source_was_described_anew(
    database: Database, plants: Plants
) -> None:
    before = database.transact(lambda tx: tx.get(Sensors).fingerprint())
    sensor = gas(database, plants)

    change(
        database,
        sensor,
        replace(described(sensor), standard=sensor.indicator.standard if sensor.indicator else ""),
        plants.alice,
    )

    assert database.transact(lambda tx: tx.get(Sensors).fingerprint()) != before

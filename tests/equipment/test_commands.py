"""The ledger: machines added, described, placed and moved through their life."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts.rules import Suppression
from backend.alerts.store import Alerts
from backend.core.database import Database, Transaction
from backend.core.errors import Refused
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import Stage, Tier
from backend.equipment import commands as equipment
from backend.equipment import document_commands as documents
from backend.equipment import ledger_queries as ledger
from backend.equipment import queries
from backend.equipment.commands import EquipmentDetails
from backend.equipment.rules import DocumentKind, Equipment, EquipmentState
from backend.sites.plans.rules import first_plan_id
from tests.support.alerts import say
from tests.support.plants import Plants, id_of, over, photo
from tests.support.refusals import code_of

S = EquipmentState


def pump(plants: Plants) -> EquipmentDetails:
    return EquipmentDetails("P-9", Text("备用泵", "Spare pump"), plants.area, Stage.EQUIPMENT, kind="泵")


def add(database: Database, plants: Plants, details: EquipmentDetails | None = None) -> Equipment:
    wanted = details or pump(plants)
    return database.transact(lambda tx: equipment.add_equipment(tx, plants.north, wanted, by=plants.alice))


def move(
    database: Database,
    item: Equipment,
    after: S,
    by: Viewer,
    *,
    reason: str = "",
    ago: timedelta = timedelta(hours=1),
) -> Equipment:
    def command(tx: Transaction) -> Equipment:
        return equipment.move_equipment_on(
            tx, item.equipment_id, after, at=tx.now - ago, reason=reason, version=item.version, by=by
        )

    return database.transact(command)


def accept(database: Database, item: Equipment, by: Viewer) -> UUID:
    sha256 = photo(database, f"acceptance of {item.code}", by).sha256
    document = database.transact(
        lambda tx: documents.add_document(
            tx, item.equipment_id, kind=DocumentKind.ACCEPTANCE, title="验收单", sha256=sha256, by=by
        )
    )
    return document.document_id


def test_a_new_machine_is_installed_and_found_by_its_code(database: Database, plants: Plants) -> None:
    item = add(database, plants)

    found = database.read(lambda session: queries.by_code(session, plants.bob, "P-9"))
    assert found is not None
    assert (found.item, found.item.state) == (item, S.INSTALLED)
    assert database.read(lambda session: queries.by_code(session, plants.carol, "P-9")) is None


def test_bob_changes_nothing_and_carol_finds_nothing(database: Database, plants: Plants) -> None:
    item, wanted = add(database, plants), pump(plants)
    for by, code in ((plants.bob, "NOT_ALLOWED"), (plants.carol, "NOT_FOUND")):
        attempts = [
            lambda tx, by=by: equipment.add_equipment(tx, plants.north, replace(wanted, code="P-10"), by=by),
            lambda tx, by=by: equipment.change_equipment(tx, item.equipment_id, wanted, version=1, by=by),
            lambda tx, by=by: equipment.place_equipment(
                tx, item.equipment_id, plan_id=None, at=None, version=1, by=by
            ),
            lambda tx, by=by: equipment.move_equipment_on(
                tx, item.equipment_id, S.SCRAPPED, at=tx.now, reason="旧", version=1, by=by
            ),
            lambda tx, by=by: documents.add_document(
                tx, item.equipment_id, kind=DocumentKind.PHOTO, title="", sha256="0" * 64, by=by
            ),
        ]
        assert [code_of(database.transact, each) for each in attempts] == [code] * 5


def test_a_code_is_given_once_also_one_that_a_machine_had_before(database: Database, plants: Plants) -> None:
    item = add(database, plants, replace(pump(plants), other_codes=("OLD-9",)))

    for taken in ("EQ-north", "p-9", "old-9"):
        wanted = replace(pump(plants), code=taken)
        again = code_of(
            database.transact,
            lambda tx, wanted=wanted: equipment.add_equipment(tx, plants.north, wanted, by=plants.alice),
        )
        assert again == "CODE_TAKEN", taken
    assert item.code == "P-9"


def test_the_label_of_a_former_code_keeps_leading_to_the_machine(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    renamed = replace(pump(plants), code="P-10")

    database.transact(
        lambda tx: equipment.change_equipment(
            tx, item.equipment_id, renamed, version=item.version, by=plants.alice
        )
    )

    found = database.read(lambda session: queries.by_code(session, plants.bob, "P-9"))
    assert found is not None
    assert found.item.code == "P-10"
    dossier = database.read(lambda session: ledger.dossiers(session, plants.bob, [item.equipment_id]))
    assert dossier[item.equipment_id].other_codes == ["P-9"]


def test_a_machine_cannot_be_a_part_of_its_own_part(database: Database, plants: Plants) -> None:
    whole = add(database, plants)
    part = add(database, plants, replace(pump(plants), code="P-9-1", parent_id=whole.equipment_id))
    circle = replace(pump(plants), parent_id=part.equipment_id)

    assert (
        code_of(
            database.transact,
            lambda tx: equipment.change_equipment(
                tx, whole.equipment_id, circle, version=whole.version, by=plants.alice
            ),
        )
        == "PARENT_CYCLE"
    )


def test_two_who_change_a_machine_at_once_do_not_write_over_one_another(
    database: Database, plants: Plants
) -> None:
    item = add(database, plants)
    for by, maker, heard in ((plants.dora, "甲厂", None), (plants.alice, "乙厂", "CONFLICT")):
        wanted = replace(pump(plants), maker=maker)

        def change(tx: Transaction, by: Viewer = by, wanted: EquipmentDetails = wanted) -> Equipment:
            return equipment.change_equipment(tx, item.equipment_id, wanted, version=item.version, by=by)

        if heard:
            assert code_of(database.transact, change) == heard
        else:
            database.transact(change)
    found = database.read(lambda session: queries.by_id(session, plants.bob, item.equipment_id))
    assert found is not None
    assert (found.item.maker, found.item.changed_by) == ("甲厂", plants.dora.person_id)


def test_a_machine_is_put_onto_the_plan_of_its_own_site_within_the_picture(
    database: Database, plants: Plants
) -> None:
    item = add(database, plants)

    def place(site_id: UUID, x: float) -> Equipment:
        return database.transact(
            lambda tx: equipment.place_equipment(
                tx,
                item.equipment_id,
                plan_id=first_plan_id(site_id),
                at=(x, 20.0),
                version=item.version,
                by=plants.alice,
            )
        )

    for site_id, x, code in ((plants.south, 10.0, "NOT_FOUND"), (plants.north, 1300.0, "POLYGON_OUTSIDE")):
        with pytest.raises(Refused) as refusal:
            place(site_id, x)
        assert refusal.value.code == code
    assert place(plants.north, 10.0).position == (10.0, 20.0)


def test_nothing_is_commissioned_without_an_acceptance_record(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    with pytest.raises(Refused) as refusal:
        move(database, item, S.COMMISSIONED, plants.alice)
    assert refusal.value.code == "ACCEPTANCE_REQUIRED"

    document_id = accept(database, item, plants.alice)
    database.transact(lambda tx: documents.remove_document(tx, document_id, by=plants.alice))
    with pytest.raises(Refused):
        move(database, item, S.COMMISSIONED, plants.alice)

    accept(database, item, plants.alice)
    assert move(database, item, S.COMMISSIONED, plants.alice).state is S.COMMISSIONED


def test_the_life_of_a_machine_is_dated_and_stands_in_the_log(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    accept(database, item, plants.alice)
    for days, (state, reason) in enumerate(
        (
            (S.COMMISSIONED, ""),
            (S.RUNNING, ""),
            (S.UNDER_REPAIR, "换密封"),
            (S.RUNNING, ""),
            (S.SCRAPPED, "到期"),
        )
    ):
        item = move(database, item, state, plants.alice, reason=reason, ago=timedelta(days=9 - days))

    steps = database.read(lambda session: ledger.dossiers(session, plants.bob, [item.equipment_id]))
    assert [step.after for step in reversed(steps[item.equipment_id].steps)] == [
        S.COMMISSIONED,
        S.RUNNING,
        S.UNDER_REPAIR,
        S.RUNNING,
        S.SCRAPPED,
    ]
    notes = database.read(
        lambda session: session.exec(
            select(AuditRow.note).where(AuditRow.kind == "EQUIPMENT_MOVED_ON").order_by("position")
        ).all()
    )
    assert notes[-1] == "P-9: RUNNING → SCRAPPED: 到期"
    for state in S:
        with pytest.raises(Refused) as refusal:
            move(database, item, state, plants.alice, reason="再用")
        assert refusal.value.code == "ILLEGAL_TRANSITION"


def test_a_step_is_not_dated_before_the_one_before_it_but_may_be_of_the_same_moment(
    database: Database, plants: Plants
) -> None:
    item = add(database, plants)
    accept(database, item, plants.alice)
    item = move(database, item, S.COMMISSIONED, plants.alice, ago=timedelta(days=2))

    with pytest.raises(Refused) as refusal:
        move(database, item, S.RUNNING, plants.alice, ago=timedelta(days=3))

    assert refusal.value.code == "STEP_BEFORE_LAST"
    running = move(database, item, S.RUNNING, plants.alice, ago=timedelta(days=2))
    assert running.state is S.RUNNING


def test_an_overdue_inspection_needs_a_reason_to_run(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    accept(database, item, plants.alice)

    def overdue(tx: Transaction) -> Equipment:
        wanted = replace(pump(plants), next_inspection_at=tx.now - timedelta(days=3))
        return equipment.change_equipment(
            tx, item.equipment_id, wanted, version=item.version, by=plants.alice
        )

    ready = move(database, database.transact(overdue), S.COMMISSIONED, plants.alice)
    with pytest.raises(Refused) as refusal:
        move(database, ready, S.RUNNING, plants.alice)

    assert refusal.value.code == "INSPECTION_OVERDUE"
    assert move(database, ready, S.RUNNING, plants.alice, reason="已约检验机构").state is S.RUNNING


def test_repair_needs_a_reason_and_somebody_who_may_hold_alerts_back(
    database: Database, plants: Plants
) -> None:
    item = database.read(lambda s: queries.by_id(s, plants.alice, id_of("north/equipment")))
    assert item is not None
    admin = Viewer(
        plants.alice.person_id,
        (Membership(plants.alice.person_id, plants.north, Role.ADMIN, None, None),),
    )
    for by, reason, code in ((plants.alice, " ", "REASON_REQUIRED"), (admin, "换泵", "NOT_ALLOWED")):
        with pytest.raises(Refused) as refusal:
            move(database, item.item, S.UNDER_REPAIR, by, reason=reason)
        assert refusal.value.code == code
    with pytest.raises(Refused) as ahead:
        move(database, item.item, S.UNDER_REPAIR, plants.alice, reason="换泵", ago=-timedelta(days=1))
    assert ahead.value.code == "STEP_AHEAD"


def test_repair_holds_the_alerts_of_a_machine_back_and_its_end_lets_them_go(
    database: Database, plants: Plants
) -> None:
    item = database.read(lambda s: queries.by_id(s, plants.alice, id_of("north/equipment")))
    assert item is not None
    say(database, over(plants, Tier.YELLOW, sensor_id=plants.pump))

    def held() -> Suppression | None:
        found = database.transact(lambda tx: tx.get(Alerts).open_of_sensors([plants.pump]))
        return found[0].suppressed_by

    repaired = move(database, item.item, S.UNDER_REPAIR, plants.alice, reason="换泵")
    assert held() is Suppression.MAINTENANCE
    move(database, repaired, S.RUNNING, plants.alice)
    assert held() is None


def test_a_picture_of_the_file_is_seen_at_the_site_only(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    accept(database, item, plants.alice)
    sha256 = photo(database, "acceptance of P-9", plants.alice).sha256

    assert database.read(lambda session: ledger.find_photo(session, plants.bob, sha256)) is not None
    assert database.read(lambda session: ledger.find_photo(session, plants.carol, sha256)) is None


def test_nobody_files_a_picture_that_somebody_else_sent(database: Database, plants: Plants) -> None:
    item = add(database, plants)
    sha256 = photo(database, "of dora", plants.dora).sha256

    assert (
        code_of(
            database.transact,
            lambda tx: documents.add_document(
                tx, item.equipment_id, kind=DocumentKind.PHOTO, title="", sha256=sha256, by=plants.alice
            ),
        )
        == "PHOTO_MISSING"
    )

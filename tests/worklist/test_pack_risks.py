"""Events of the register in the work pack: of whose places, how many, and when they are sent again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.people.departments.rules import working_with
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.people.tables import DepartmentRow
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import EventState, SourceBinding
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.rules import Owner
from backend.sensors.tables import SensorRow
from backend.sites.tables import AreaRow
from backend.worklist import pack_queries
from backend.worklist.pack_queries import MOST, PackEntry, PackKind
from tests.support.client import document
from tests.support.departments import Departments, with_departments
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of, over
from tests.support.risks import Register, content
from tests.support.statements import statements

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FEW = 13
"""Statements that find a pack."""


@pytest.fixture
def there(database: Database, plants: Plants) -> Departments:
    return with_departments(database, plants)


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants, machines=(id_of("north/equipment"),))


def entries(database: Database, viewer: Viewer, kind: PackKind = PackKind.RISK) -> list[PackEntry]:
    found = database.read(lambda session: pack_queries.pack(session, viewer, now=NOW))
    return [each for each in found if each.kind is kind]


def ids(database: Database, viewer: Viewer) -> list[UUID]:
    return [each.object_id for each in entries(database, viewer)]


def marks(database: Database, viewer: Viewer) -> dict[PackKind, list[str]]:
    return {kind: [each.mark for each in entries(database, viewer, kind)] for kind in PackKind}


@pytest.mark.both_databases("unions of machines and areas, and a count of statements")
def test_an_empty_site_has_no_events_and_its_pack_costs_the_same(database: Database, plants: Plants) -> None:
    with statements(database) as asked:
        found = entries(database, plants.bob)

    assert found == []
    assert len(asked) == FEW


@pytest.mark.both_databases("unions of machines and areas, and a count of statements")
def test_the_worst_event_comes_first_drafts_and_closed_ones_never(
    database: Database, plants: Plants, register: Register
) -> None:
    low = register.hold(content(plants, residual=RiskLevel.LOW), code="R-1")
    red, larger = (
        register.hold(code="R-3"),
        register.hold(
            content(plants, residual=RiskLevel.LARGER, bindings=(SourceBinding(plants.gas),)), code="R-2"
        ),
    )
    register.draft(code="R-4")
    closed = register.hold(content(plants, residual=RiskLevel.LOW), code="R-5")
    database.transact(lambda tx: _close(tx, closed))

    with statements(database) as asked:
        found = ids(database, plants.bob)
    assert found == [red, larger, low]
    assert len(asked) == FEW, "whatever is in it"


def _close(tx: Transaction, event_id: UUID) -> None:
    tx.session.get_one(RiskEventRow, event_id).state = EventState.CLOSED.value


def test_another_site_gets_none_of_them(database: Database, plants: Plants, register: Register) -> None:
    event_id = register.hold()

    assert ids(database, plants.bob) == [event_id]
    assert ids(database, plants.carol) == []


@pytest.mark.both_databases("areas of departments are a union inside a condition")
def test_who_leaves_the_department_loses_them_and_who_works_in_the_area_has_them(
    database: Database, plants: Plants, register: Register, there: Departments
) -> None:
    """The tank farm is of production: equipment gets its events once it has a source there."""
    event_id = register.hold()
    assert ids(database, plants.bob) == [event_id]
    assert ids(database, there.hugo) == []

    (membership,) = plants.bob.memberships
    for department in (there.equipment, None):
        moved = replace(plants.bob, memberships=(replace(membership, department_id=department),))
        assert ids(database, moved) == []

    database.transact(lambda tx: _source_of(tx, plants.pump, there.equipment))
    assert ids(database, there.hugo) == [event_id]


def _source_of(tx: Transaction, sensor_id: int, department: UUID) -> None:
    tx.session.get_one(SensorRow, sensor_id).department_id = department


def test_a_team_has_the_events_of_its_workshop_and_not_those_of_the_next(
    database: Database, plants: Plants, there: Departments
) -> None:
    """Company, in it two workshops in areas of their own, in the first of them a team."""
    top, first, second, team = (id_of(each) for each in ("company", "workshop-1", "workshop-2", "team-1"))
    parents = {top: None, first: top, second: top, team: first}

    def build(tx: Transaction) -> None:
        for department, parent in parents.items():
            row = DepartmentRow(
                id=department, site_id=plants.north, name_zh="车间", name_en="Shop", code=str(department)
            )
            row.parent_id = parent
            tx.session.add(row)
            tx.session.flush()

    database.transact(build)
    events = {
        owner: _register_of(database, plants, owner).hold(
            content(plants, owner=Owner(owner)), code=f"R-{number}"
        )
        for number, owner in enumerate((first, second, top))
    }
    (membership,) = plants.bob.memberships
    in_team = replace(plants.bob, memberships=(replace(membership, department_id=team),))

    assert ids(database, in_team) == [events[first]]
    assert working_with(team, parents) == {team, first}
    assert working_with(top, parents) == set(parents)


def _register_of(database: Database, plants: Plants, owner: UUID) -> Register:
    """A unit of this department in an area of its own."""
    area = uuid4()

    def build(tx: Transaction) -> None:
        [there] = tx.session.exec(select(AreaRow).where(AreaRow.id == plants.area)).all()
        copy = AreaRow(**there.model_dump() | {"id": area, "code": f"A-{owner.hex[:6]}"})
        tx.session.add(copy)

    database.transact(build)
    return Register.begun(database, replace(plants, area=area, department=owner), code=owner.hex[:6])


def test_at_most_a_hundred_and_twenty_are_taken_along_the_worst_ones(
    database: Database, plants: Plants, register: Register
) -> None:
    red = register.hold(code="Z-1")
    low = register.hold(content(plants, residual=RiskLevel.LOW), code="A-0")

    def many(tx: Transaction) -> None:
        row = tx.session.get_one(RiskEventRow, low)
        for number in range(1, 130):
            tx.session.add(RiskEventRow(**row.model_dump() | {"id": uuid4(), "code": f"A-{number:03}"}))

    database.transact(many)
    found = ids(database, plants.bob)

    assert MOST[PackKind.RISK] == len(found) == 120
    assert found[:2] == [red, low]


@pytest.mark.both_databases("versions of events stand in the marks of three kinds")
def test_a_revision_changes_the_marks_of_its_event_its_machine_and_its_alert_and_no_other(
    database: Database, plants: Plants, register: Register
) -> None:
    bound = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),))
    event_id, other = (
        register.hold(bound, code="R-1"),
        register.hold(content(plants, residual=RiskLevel.LOW), code="R-2"),
    )
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    before, again = marks(database, plants.bob), marks(database, plants.bob)
    assert before == again

    register.revise(event_id, replace(bound, signs=(Text("法兰边有霜", "Frost at the flange"),)))
    after = marks(database, plants.bob)

    assert ids(database, plants.bob) == [event_id, other]
    for kind in (PackKind.ALERT, PackKind.EQUIPMENT):
        assert len(before[kind]) == 1
        assert before[kind] != after[kind], f"{kind} names the event"
    assert before[PackKind.RISK][0] != after[PackKind.RISK][0]
    assert before[PackKind.RISK][1] == after[PackKind.RISK][1]
    assert before[PackKind.CASE] == after[PackKind.CASE]


def test_a_source_bound_later_changes_the_alert_that_is_open(
    database: Database, plants: Plants, register: Register
) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    before = marks(database, plants.bob)[PackKind.ALERT]
    register.hold(content(plants, bindings=(SourceBinding(plants.gas),)))

    assert before != marks(database, plants.bob)[PackKind.ALERT]


def test_a_number_to_call_and_a_review_that_becomes_overdue_change_the_mark(
    database: Database, plants: Plants, register: Register
) -> None:
    event_id = register.hold()
    before = marks(database, plants.bob)
    addresses = {AddressKind.PHONE: "13800000001"}
    database.transact(lambda tx: tx.get(Staff).put_addresses(plants.alice.person_id, addresses))
    numbered = marks(database, plants.bob)
    assert before[PackKind.RISK] != numbered[PackKind.RISK]

    due = database.transact(lambda tx: tx.session.get_one(RiskEventRow, event_id).review_due_at)
    assert due is not None
    later = due + timedelta(minutes=1)
    overdue = database.read(lambda session: pack_queries.pack(session, plants.bob, now=later))
    for kind in (PackKind.RISK, PackKind.EQUIPMENT):
        assert [each.mark for each in overdue if each.kind is kind] != numbered[kind]


def test_a_phone_of_last_week_hears_nothing_of_a_kind_that_it_does_not_keep(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    event_id = Register.begun(sqlite_database, plants).hold()
    bob = sign_in(client, "bob")
    old = ask(client, bob, "query { workPack(known: []) { marks risks(first: 5) { mark } } }")
    new = ask(client, bob, document("WorkPackRisks"), known=[])
    pack = ask(client, bob, document("WorkPack"), known=[])["data"]["workPack"]
    asked_again = ask(client, bob, document("WorkPackRisks"), known=pack["marks"])

    assert old["data"]["workPack"]["risks"] == []
    assert not [each for each in old["data"]["workPack"]["marks"] if each.startswith("R")]
    [packed] = new["data"]["workPack"]["risks"]
    assert (packed["risk"]["id"], packed["mark"]) == (str(event_id), pack["marks"][0])
    assert packed["risk"]["content"]["harm"]["zh"] == "甲醇泄漏遇火爆燃"
    assert asked_again["data"]["workPack"]["risks"] == []

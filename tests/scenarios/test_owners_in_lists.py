"""Lists and figures by who is responsible: a danger is of the event of the register that speaks for it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.alerts.filters_queries import AlertFilter, Announced, counts
from backend.alerts.rules import AlertState
from backend.cases.graphql import conditions_of_cases
from backend.core.database import Database
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import ConditionChange, Tier
from backend.people.departments.rules import DepartmentRecord
from backend.people.departments.store import Departments
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import SourceBinding
from backend.risks.rules import Owner
from backend.tuning.figures_queries import report
from backend.tuning.performance_queries import kpis_of
from backend.worklist import overdue_queries as overdue
from tests.support.alerts import silent
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, over
from tests.support.risks import Register, content

pytestmark = pytest.mark.both_databases("owners are compared in SQL")


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)


@pytest.fixture
def beside(database: Database, plants: Plants) -> UUID:
    """A second department of north."""

    made = DepartmentRecord(id_of("fire"), plants.north, "FIRE", Text("消防队", "Fire brigade"), None)
    database.transact(lambda tx: tx.get(Departments).add(made))
    return made.department_id


def say(database: Database, *changes: ConditionChange) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, list(changes)))


def listed(database: Database, viewer: Viewer, *, person: UUID | None = None, of: UUID | None = None) -> int:
    """How many alerts the list of this person or department holds."""
    people, owners = (person,) if person else None, (of,) if of else None
    which = AlertFilter(
        states=(AlertState.UNACKNOWLEDGED,),
        person_ids=people,
        department_ids=owners,
        of_cases=conditions_of_cases(owners or (), people or (), ""),
    )
    return database.read(lambda session: counts(session, viewer, [which]))[which]


def test_a_danger_is_in_the_list_of_the_owner_of_its_event_and_a_fault_in_that_of_the_source(
    database: Database, register: Register, plants: Plants, beside: UUID
) -> None:
    owner = Owner(beside, None, plants.dora.person_id)
    of = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),), owner=owner)
    register.hold(of, is_confirmed=False)

    say(database, over(plants, Tier.BLUE))

    alice, bob, dora = plants.alice, plants.bob.person_id, plants.dora.person_id
    assert (listed(database, alice, person=dora), listed(database, alice, person=bob)) == (1, 0)
    assert (listed(database, alice, of=beside), listed(database, alice, of=plants.department)) == (1, 0)
    assert listed(database, plants.carol, person=dora) == 0, "not of her site"

    say(database, silent(plants, plants.gas))
    assert (listed(database, alice, person=dora), listed(database, alice, person=bob)) == (1, 1)
    assert (listed(database, alice, of=beside), listed(database, alice, of=plants.department)) == (1, 1)


def test_an_event_that_names_no_person_leaves_none_although_its_source_has_one(
    database: Database, register: Register, plants: Plants, beside: UUID
) -> None:
    of = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),))
    register.hold(replace(of, owner=Owner(beside)), is_confirmed=False)

    say(database, over(plants, Tier.BLUE))

    assert listed(database, plants.alice, person=plants.bob.person_id) == 0
    assert listed(database, plants.alice, of=beside) == 1


def test_loads_and_parts_count_an_alert_where_its_list_does(
    database: Database, clock: FakeClock, register: Register, plants: Plants, beside: UUID
) -> None:
    owner = Owner(beside, None, plants.dora.person_id)
    of = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),), owner=owner)
    register.hold(of, is_confirmed=False)
    say(database, over(plants, Tier.BLUE), over(plants, Tier.BLUE, sensor_id=plants.pump))
    clock.advance(timedelta(hours=1))
    start = clock().replace(hour=0, minute=0, second=0, microsecond=0)
    end, now = start + timedelta(days=1), clock()

    loads = database.read(lambda s: kpis_of(s, plants.alice, start=start, end=now)).loads
    found = database.read(lambda s: report(s, plants.alice, start=start, end=end, now=now))

    assert {each.person_id: each.alerts for each in loads} == {
        plants.dora.person_id: 1,
        plants.bob.person_id: 1,
    }
    for each in loads:
        asked = AlertFilter(announced=Announced(start, now, each.person_id))
        assert each.alerts == database.read(lambda s, asked=asked: counts(s, plants.alice, [asked])[asked])
    of_departments = {each.of.department_id: each.alerts for each in found.departments}  # type: ignore[union-attr]
    assert (
        of_departments
        == {of_each: listed(database, plants.alice, of=of_each) for of_each in (beside, plants.department)}
        == {beside: 1, plants.department: 1}
    )


def test_an_answer_that_is_late_is_owed_by_who_answers_for_the_risk(
    database: Database, clock: FakeClock, register: Register, plants: Plants, beside: UUID
) -> None:
    owner = Owner(beside, None, plants.dora.person_id)
    of = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),), owner=owner)
    register.hold(of, is_confirmed=False)
    say(database, over(plants, Tier.BLUE), over(plants, Tier.BLUE, sensor_id=plants.pump))
    clock.advance(timedelta(days=30))

    found = database.read(lambda s: overdue.page(s, plants.alice, {}, now=clock(), first=10, after=None))

    late = [each for _, each in found.items if each.deadline.alert_id is not None]
    assert {(each.responsible[0].person.person_id, each.department.department_id) for each in late} == {  # type: ignore[union-attr]
        (plants.dora.person_id, beside),
        (plants.bob.person_id, plants.department),
    }

"""Departments that the event of an alert names get their tasks before the rules of the site."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.cases.store import Cases
from backend.cases.tasks.rules import DepartmentTask
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_commands import change_task_rules
from backend.core.database import Database
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.vocabulary import TaskKind, Tier
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import ConcernedDepartment, EventContent, SourceBinding
from backend.sites.modules.rules import ModuleState
from backend.sites.modules.store import Modules
from tests.support.alerts import silent
from tests.support.cases import WorkedCase
from tests.support.departments import Departments, with_departments
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.risks import Register, content

pytestmark = pytest.mark.both_databases("departments of events are JSON behind two joins")

CLOSE = Text("关闭上游阀门", "Close the valve upstream")
MEASURE = Text("持续检测下风向浓度", "Measure downwind all the time")

Found = Mapping[tuple[UUID, TaskKind], DepartmentTask]


@pytest.fixture
def there(database: Database, plants: Plants) -> Departments:
    return with_departments(database, plants)


@pytest.fixture
def register(database: Database, plants: Plants, there: Departments) -> Register:
    return Register.begun(database, plants)


def _naming(plants: Plants, *departments: ConcernedDepartment) -> EventContent:
    """An event of the gas that makes no tier worse."""
    return content(
        plants,
        residual=RiskLevel.LARGER,
        bindings=(SourceBinding(plants.gas),),
        departments=departments,
    )


def _of(there: Departments) -> tuple[ConcernedDepartment, ConcernedDepartment]:
    """Production closes a valve, which no rule asks for; safety measures in the place of what a rule says."""
    return (
        ConcernedDepartment(there.production, TaskKind.OTHER, CLOSE, 40),
        ConcernedDepartment(there.safety, TaskKind.SCENE, MEASURE, 20),
    )


def _tasks(joint: WorkedCase) -> Found:
    found = joint.database.transact(lambda tx: tx.get(Tasks).of_case(joint.case_id))
    by_key = {(each.department_id, each.kind): each for each in found}
    assert len(by_key) == len(found), "each department gets a work of one kind once"
    return by_key


def test_departments_of_the_event_get_their_work_before_the_rules_add_what_is_missing(
    register: Register, plants: Plants, there: Departments, clock: FakeClock
) -> None:
    register.hold(_naming(plants, *_of(there)))

    found = _tasks(WorkedCase.of_alert(register.database, plants))

    assert {key: task.work for key, task in found.items()} == {
        (there.production, TaskKind.OTHER): CLOSE,
        (there.safety, TaskKind.SCENE): MEASURE,
        (there.equipment, TaskKind.REPAIR): found[there.equipment, TaskKind.REPAIR].work,
        (there.production, TaskKind.REPLAN): found[there.production, TaskKind.REPLAN].work,
    }
    valve, scene = found[there.production, TaskKind.OTHER], found[there.safety, TaskKind.SCENE]
    assert [(each.rule_id, each.share) for each in (valve, scene)] == [(None, 40), (None, 20)]
    assert [each.due_at - clock.now for each in (valve, scene)] == [
        timedelta(minutes=12),
        timedelta(minutes=6),
    ]
    assert found[there.equipment, TaskKind.REPAIR].rule_id is not None


def test_a_site_without_rules_opens_the_tasks_of_the_register_at_every_tier(
    register: Register, plants: Plants, there: Departments
) -> None:
    register.database.transact(
        lambda tx: change_task_rules(tx, plants.north, (), based_on=1, reason="只按清单", by=there.alice)
    )
    register.hold(_naming(plants, *_of(there)))

    found = _tasks(WorkedCase.of_alert(register.database, plants, Tier.YELLOW))

    assert found.keys() == {(there.production, TaskKind.OTHER), (there.safety, TaskKind.SCENE)}


def test_getting_worse_opens_nothing_twice_and_leaves_less_time(
    register: Register, plants: Plants, there: Departments, clock: FakeClock
) -> None:
    register.hold(_naming(plants, *_of(there)))
    joint = WorkedCase.of_alert(register.database, plants, Tier.YELLOW)
    before = _tasks(joint)

    clock.advance(timedelta(minutes=5))
    joint.say(Tier.RED)
    at_red = _tasks(joint)
    joint.say(Tier.RED)

    assert _tasks(joint) == at_red
    valve = (there.production, TaskKind.OTHER)
    assert at_red[valve].task_id == before[valve].task_id
    assert at_red[valve].due_at - clock.now == timedelta(minutes=12)
    assert at_red[valve].due_at < before[valve].due_at
    assert at_red[there.safety, TaskKind.SCENE].work == MEASURE


def test_a_department_that_is_named_later_gets_its_task_when_the_case_gets_worse(
    register: Register, plants: Plants, there: Departments, clock: FakeClock
) -> None:
    valve, scene = _of(there)
    event_id = register.hold(_naming(plants, scene))
    joint = WorkedCase.of_alert(register.database, plants, Tier.YELLOW)
    before = _tasks(joint)

    register.revise(event_id, replace(register.content(event_id), departments=(valve,)))
    clock.advance(timedelta(minutes=5))
    joint.say(Tier.ORANGE)

    found = _tasks(joint)
    assert found[there.production, TaskKind.OTHER].work == CLOSE
    kept = (there.safety, TaskKind.SCENE)
    assert found[kept].task_id == before[kept].task_id
    assert found[kept].due_at < before[kept].due_at, "its share stays known after the revision"


def test_a_silent_detector_asks_no_department_of_the_event(
    register: Register, plants: Plants, there: Departments
) -> None:
    register.hold(_naming(plants, *_of(there)))
    change = silent(plants, plants.gas, tier=Tier.ORANGE)
    register.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    [case_id] = register.database.transact(lambda tx: tx.get(Cases).unfinished(plants.north))
    found = _tasks(WorkedCase(register.database, plants, case_id))

    assert found
    assert all(each.rule_id for each in found.values())


def test_where_tasks_are_switched_off_the_register_opens_none(
    register: Register, plants: Plants, there: Departments
) -> None:
    register.hold(_naming(plants, *_of(there)))
    off = ModuleState(plants.north, Module.DEPARTMENT_TASKS, is_on=False, version=1)
    register.database.transact(lambda tx: tx.get(Modules).put(off, at=tx.now, by=plants.alice.person_id))

    joint = WorkedCase.of_alert(register.database, plants, Tier.ORANGE)
    joint.say(Tier.RED)

    assert not _tasks(joint)

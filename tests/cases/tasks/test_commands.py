"""Tasks through the commands, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.cases import queries as case_views
from backend.cases.events import TASK_ASSIGNED, TASK_FINISHED, TASK_OPENED, TASK_STARTED, TASK_UPDATED
from backend.cases.rules import CaseState
from backend.cases.store import Cases
from backend.cases.tables import CaseArchiveRow
from backend.cases.tasks import queries as task_views
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.store import Tasks
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.vocabulary import TaskKind, Tier
from backend.deadlines.store import Deadlines
from tests.support.cases import WorkedCase, dismiss_by_two, refusal
from tests.support.departments import Departments
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.tasks import Joint


@pytest.fixture
def joint(database: Database, plants: Plants) -> Joint:
    return Joint(database, plants)


@pytest.fixture
def there(joint: Joint) -> Departments:
    return joint.there


def test_a_red_case_that_crosses_stages_opens_a_task_per_department_with_its_own_deadline(
    joint: Joint, there: Departments, clock: FakeClock
) -> None:
    found = joint.tasks()

    assert {kind: task.department_id for kind, task in found.items()} == {
        TaskKind.REPAIR: there.equipment,
        TaskKind.SCENE: there.safety,
        TaskKind.REPLAN: there.production,
    }
    assert [
        found[kind].due_at - clock.now for kind in (TaskKind.SCENE, TaskKind.REPLAN, TaskKind.REPAIR)
    ] == [
        timedelta(minutes=15),
        timedelta(minutes=22, seconds=30),
        timedelta(minutes=30),
    ]
    running = joint.database.transact(
        lambda tx: tx.get(Deadlines).running(joint.case_id, task_id=found[TaskKind.SCENE].task_id)
    )
    assert [(each.due_at, each.department_id) for each in running] == [
        (found[TaskKind.SCENE].due_at, there.safety)
    ]


def test_a_simple_case_has_no_tasks_and_one_that_gets_worse_gets_them_then(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    joint = Joint(database, plants, Tier.YELLOW)
    assert joint.tasks() == {}

    clock.advance(timedelta(minutes=5))
    joint.say(Tier.ORANGE)
    at_orange = joint.tasks()
    clock.advance(timedelta(minutes=5))
    joint.say(Tier.RED)
    at_red = joint.tasks()

    assert at_orange.keys() == at_red.keys() == {TaskKind.REPAIR, TaskKind.SCENE, TaskKind.REPLAN}
    assert at_orange[TaskKind.SCENE].due_at - clock.now == timedelta(hours=2) - timedelta(minutes=5)
    assert at_red[TaskKind.SCENE].due_at - clock.now == timedelta(minutes=15)
    assert {task.task_id for task in at_red.values()} == {task.task_id for task in at_orange.values()}


def test_a_site_without_rules_opens_no_tasks(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants)

    assert database.transact(lambda tx: tx.get(Tasks).of_case(loop.case_id)) == []


def test_a_lead_assigns_a_person_of_the_own_department_and_the_clock_goes_on_for_that_person(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    assert refusal(lambda: joint.assign(TaskKind.REPAIR, plants.bob, there.gina)) is ErrorCode.INVALID_INPUT
    assert refusal(lambda: joint.assign(TaskKind.REPAIR, there.hugo, plants.erik)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: joint.assign(TaskKind.REPAIR, there.hugo, there.hugo)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: joint.assign(TaskKind.REPAIR, there.hugo, plants.carol)) is ErrorCode.NOT_FOUND

    task = joint.assign(TaskKind.REPAIR, there.hugo, there.gina)

    assert task.owner_id == there.hugo.person_id
    [clock] = joint.database.transact(
        lambda tx: tx.get(Deadlines).running(joint.case_id, task_id=task.task_id)
    )
    assert clock.owner_id == there.hugo.person_id


def test_an_officer_assigns_for_every_department(joint: Joint, there: Departments) -> None:
    assert joint.assign(TaskKind.REPAIR, there.hugo, there.dora).owner_id == there.hugo.person_id


def test_progress_and_measures_are_the_owners_or_the_leads(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.assign(TaskKind.REPAIR, there.hugo, there.gina)
    assert refusal(lambda: joint.update(TaskKind.REPAIR, there.hugo)) is ErrorCode.ILLEGAL_TRANSITION
    joint.start(TaskKind.REPAIR, there.hugo)
    assert refusal(lambda: joint.update(TaskKind.REPAIR, plants.bob)) is ErrorCode.NOT_ALLOWED

    reported = joint.update(TaskKind.REPAIR, there.hugo, 60)
    finished = joint.finish(TaskKind.REPAIR, there.gina)

    assert (reported.percent, reported.progress) == (60, "拆检中")
    assert (finished.state, finished.done_by) == (TaskState.DONE, there.gina.person_id)
    shown = joint.database.read(lambda s: task_views.photos(s, there.gina, [finished.task_id]))
    assert len(shown[finished.task_id]) == 1
    running = joint.database.transact(
        lambda tx: tx.get(Deadlines).running(joint.case_id, task_id=finished.task_id)
    )
    assert running == []


def test_the_disposal_is_refused_while_a_task_is_open(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.acknowledge(plants.bob)
    joint.start(TaskKind.REPAIR, there.hugo)
    joint.finish(TaskKind.REPAIR, there.hugo)
    joint.start(TaskKind.SCENE, there.alice)
    joint.finish(TaskKind.SCENE, there.alice)
    assert refusal(lambda: joint.dispose(plants.bob)) is ErrorCode.TASKS_OPEN

    joint.cancel(TaskKind.REPLAN, plants.erik)

    assert joint.dispose(plants.bob).state is CaseState.AWAITING_RECHECK


def test_whoever_worked_on_a_task_may_not_recheck_the_case(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.acknowledge(plants.bob)
    joint.finish_all()
    joint.dispose(plants.bob)

    assert refusal(lambda: joint.fail_recheck(there.alice)) is ErrorCode.SAME_PERSON
    assert refusal(lambda: joint.fail_recheck(plants.erik)) is ErrorCode.SAME_PERSON
    joint.fail_recheck(there.dora)


def test_two_departments_done_at_the_same_moment_are_both_on_record(joint: Joint, there: Departments) -> None:
    joint.start(TaskKind.REPAIR, there.hugo)
    joint.start(TaskKind.SCENE, there.alice)
    both = [(TaskKind.REPAIR, there.hugo), (TaskKind.SCENE, there.alice)]

    with ThreadPoolExecutor(len(both)) as people:
        done = list(people.map(lambda each: joint.finish(*each), both))

    case = joint.database.transact(lambda tx: tx.get(Cases).get(joint.case_id))
    assert [task.state for task in done] == [TaskState.DONE, TaskState.DONE]
    assert case.disposed_by == {there.hugo.person_id, there.alice.person_id}


def test_an_owner_whose_lead_reports_it_done_has_worked_on_it(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.assign(TaskKind.SCENE, there.dora, there.alice)
    joint.start(TaskKind.SCENE, there.alice)
    joint.finish(TaskKind.SCENE, there.alice)

    case = joint.database.transact(lambda tx: tx.get(Cases).get(joint.case_id))

    assert case.disposed_by == {there.alice.person_id, there.dora.person_id}


def test_a_failed_recheck_opens_the_tasks_that_it_names_until_the_new_deadline(
    joint: Joint, there: Departments, plants: Plants, clock: FakeClock
) -> None:
    joint.acknowledge(plants.bob)
    joint.finish_all()
    joint.dispose(plants.bob)
    clock.advance(timedelta(hours=1))
    repair = joint.task(TaskKind.REPAIR).task_id

    joint.fail_recheck(there.dora, repair)

    found = joint.tasks()
    assert {kind: task.state for kind, task in found.items()} == {
        TaskKind.REPAIR: TaskState.IN_PROGRESS,
        TaskKind.SCENE: TaskState.DONE,
        TaskKind.REPLAN: TaskState.DONE,
    }
    assert found[TaskKind.REPAIR].due_at == clock.now + timedelta(minutes=30)
    assert refusal(lambda: joint.dispose(plants.bob, "第二次")) is ErrorCode.TASKS_OPEN
    joint.finish(TaskKind.REPAIR, there.hugo, "重新对中")
    assert joint.dispose(plants.bob, "第二次").round_number == 2


def test_a_recheck_cannot_name_a_task_of_another_case(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.acknowledge(plants.bob)
    joint.finish_all()
    joint.dispose(plants.bob)

    assert refusal(lambda: joint.fail_recheck(there.dora, uuid4())) is ErrorCode.NOT_FOUND
    assert joint.task(TaskKind.REPAIR).state is TaskState.DONE


def test_a_lead_reopens_a_task_with_a_reason_while_the_case_is_in_disposal(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    joint.start(TaskKind.REPAIR, there.hugo)
    joint.finish(TaskKind.REPAIR, there.hugo)
    assert refusal(lambda: joint.reopen(TaskKind.REPAIR, there.gina)) is ErrorCode.ILLEGAL_TRANSITION
    joint.acknowledge(plants.bob)
    assert refusal(lambda: joint.reopen(TaskKind.REPAIR, there.gina, " ")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: joint.reopen(TaskKind.REPAIR, there.hugo)) is ErrorCode.NOT_ALLOWED

    again = joint.reopen(TaskKind.REPAIR, there.gina)

    assert (again.state, again.done_by, again.percent) == (TaskState.IN_PROGRESS, None, 0)


def test_leads_and_officers_add_tasks_and_cancel_them_with_a_reason(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    assert refusal(lambda: joint.add(plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: joint.add(plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: joint.add(plants.erik, uuid4())) is ErrorCode.NOT_FOUND
    assert refusal(lambda: joint.add(plants.erik, work=" ")) is ErrorCode.REASON_REQUIRED

    added = joint.add(plants.erik)

    assert (added.state, added.created_by) == (TaskState.WAITING, plants.erik.person_id)
    assert refusal(lambda: joint.cancel(TaskKind.OTHER, plants.erik)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: joint.cancel(TaskKind.OTHER, there.gina, "")) is ErrorCode.REASON_REQUIRED
    cancelled = joint.cancel(TaskKind.OTHER, there.gina, "已有脚手架")
    assert (cancelled.state, cancelled.cancel_reason) == (TaskState.CANCELLED, "已有脚手架")


def test_a_dismissed_case_takes_its_open_tasks_with_it_and_the_archive_keeps_all_of_them(
    joint: Joint, there: Departments
) -> None:
    joint.start(TaskKind.REPAIR, there.hugo)
    joint.finish(TaskKind.REPAIR, there.hugo)
    joint.say_about(there.hugo, "轴承完好")
    dismiss_by_two(joint.database, joint.case_id, by=there.alice, second=there.dora)

    states = {kind: task.state for kind, task in joint.tasks().items()}
    row = joint.database.read(lambda s: s.get_one(CaseArchiveRow, joint.case_id))
    running = joint.database.transact(lambda tx: tx.get(Deadlines).running_anywhere(joint.case_id))

    assert states == {
        TaskKind.REPAIR: TaskState.DONE,
        TaskKind.SCENE: TaskState.CANCELLED,
        TaskKind.REPLAN: TaskState.CANCELLED,
    }
    assert {each["kind"]: each["state"] for each in row.snapshot["tasks"]} == states
    assert [each["text"] for each in row.snapshot["comments"]] == ["轴承完好"]
    assert running == []
    assert refusal(lambda: joint.start(TaskKind.SCENE, there.alice)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: joint.say_about(there.hugo, "再说一句")) is ErrorCode.ILLEGAL_TRANSITION


def test_every_step_of_a_task_is_on_record_with_the_task_it_was_about(
    joint: Joint, there: Departments, plants: Plants
) -> None:
    repair = joint.task(TaskKind.REPAIR).task_id
    joint.assign(TaskKind.REPAIR, there.hugo, there.gina)
    joint.start(TaskKind.REPAIR, there.hugo)
    joint.update(TaskKind.REPAIR, there.hugo)
    joint.finish(TaskKind.REPAIR, there.hugo)

    entries = joint.database.read(lambda s: case_views.timelines(s, plants.alice, [joint.case_id]))

    assert [e.kind for e in entries[joint.case_id] if e.subject_id == repair] == [
        TASK_OPENED,
        TASK_ASSIGNED,
        TASK_STARTED,
        TASK_UPDATED,
        TASK_FINISHED,
    ]
    assert joint.database.transact(lambda tx: tx.get(Audit).broken_at(plants.north)) is None

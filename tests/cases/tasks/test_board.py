"""Comments, the joint board and what a person owes, on both databases."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.cases.comments import commands as comments
from backend.cases.comments import queries as comment_views
from backend.cases.rules import CaseState
from backend.cases.tasks.board_queries import board
from backend.cases.work_queries import my_work
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind
from tests.support.cases import refusal
from tests.support.departments import Departments
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants
from tests.support.tasks import Joint


@pytest.fixture
def joint(database: Database, plants: Plants) -> Joint:
    return Joint(database, plants)


@pytest.fixture
def there(joint: Joint) -> Departments:
    return joint.there


def test_comments_are_for_people_of_the_site(joint: Joint, there: Departments, plants: Plants) -> None:
    task_id = joint.task(TaskKind.REPAIR).task_id
    joint.say_about(plants.bob, "泵房门锁着", there.gina.person_id, task_id=task_id)

    assert refusal(lambda: joint.say_about(plants.carol, "?")) is ErrorCode.NOT_FOUND
    assert refusal(lambda: joint.say_about(plants.bob, "看", plants.carol.person_id)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: joint.say_about(plants.bob, "看", task_id=uuid4())) is ErrorCode.NOT_FOUND
    assert refusal(lambda: joint.say_about(plants.bob, " ")) is ErrorCode.INVALID_INPUT
    assert refusal(lambda: joint.say_about(plants.bob, "长" * 2_001)) is ErrorCode.INVALID_INPUT

    def thread(viewer: Viewer) -> list[str]:
        found = joint.database.read(lambda s: comment_views.of_cases(s, viewer, [joint.case_id]))
        return [
            f"{view.by.person.name.zh} @{view.mentions[0].person.name.zh}" for view in found[joint.case_id]
        ]

    assert thread(there.gina) == ["bob @gina"]
    assert thread(plants.carol) == []


def test_a_comment_that_is_there_already_is_no_second_one(joint: Joint, plants: Plants) -> None:
    comment_id = uuid4()

    def say(words: str) -> object:
        return joint.database.transact(
            lambda tx: comments.add_comment(
                tx, comment_id, case_id=joint.case_id, task_id=None, text=words, mentions=(), by=plants.bob
            )
        )

    say("到了")

    assert refusal(lambda: say("走了")) is ErrorCode.CONFLICT


def test_the_board_shows_every_case_by_its_state_with_its_tasks(
    joint: Joint, there: Departments, plants: Plants, clock: FakeClock
) -> None:
    joint.start(TaskKind.REPAIR, there.hugo)
    clock.advance(timedelta(minutes=2))

    columns = joint.database.read(lambda s: board(s, plants.bob, plants.north, now=clock.now))
    of_carol = joint.database.read(lambda s: board(s, plants.carol, plants.north, now=clock.now))

    assert [(column.state, column.count, column.overdue) for column in columns] == [
        (CaseState.OPEN, 1, 1),
        (CaseState.IN_DISPOSAL, 0, 0),
        (CaseState.AWAITING_RECHECK, 0, 0),
        (CaseState.ARCHIVED, 0, 0),
    ]
    [shown] = columns[0].cases
    assert [(view.task.kind, view.owner and view.owner.name.zh) for view in shown.tasks] == [
        (TaskKind.SCENE, None),
        (TaskKind.REPLAN, None),
        (TaskKind.REPAIR, "hugo"),
    ]
    assert of_carol == []


def test_my_work_is_what_this_person_owes_and_what_is_late_comes_first(
    joint: Joint, there: Departments, plants: Plants, clock: FakeClock
) -> None:
    fay = joint.database.transact(lambda tx: add_executive(tx, plants))

    def work(viewer: Viewer) -> list[str]:
        items = joint.database.read(lambda s: my_work(s, viewer, with_decisions=True))
        return [f"{item.kind}{':' + item.task.task.kind if item.task else ''}" for item in items]

    assert work(plants.bob) == ["ACKNOWLEDGE"]
    assert work(there.gina) == ["ASSIGN_TASK:REPAIR"]
    assert work(plants.erik) == ["ACKNOWLEDGE", "ASSIGN_TASK:REPLAN"]
    assert work(there.alice) == work(there.dora) == ["ASSIGN_TASK:SCENE"]
    assert work(there.hugo) == work(fay) == work(plants.carol) == []

    joint.acknowledge(plants.bob)
    joint.assign(TaskKind.REPAIR, there.hugo, there.gina)
    joint.assign(TaskKind.REPLAN, plants.bob, plants.erik)
    assert work(there.hugo) == ["TASK:REPAIR"]
    assert work(there.gina) == []
    assert work(plants.bob) == ["TASK:REPLAN", "DISPOSE"]

    joint.finish_all_as_assigned()
    joint.dispose(plants.bob)
    assert work(there.dora) == ["RECHECK"]
    assert work(there.alice) == work(plants.bob) == []
    assert work(plants.erik) == ["RECHECK"]

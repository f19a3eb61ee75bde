"""Three departments at one red alert, on a clock that the test moves: who is told what, and nothing else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.cases import commands as cases
from backend.cases.comments import commands as comments
from backend.cases.rules import CaseState, RecheckReason
from backend.cases.tasks import commands as tasks
from backend.cases.tasks.board_queries import board
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.store import Tasks
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind
from tests.scenarios.phones import Phones
from tests.scenarios.test_loop_in_time import RED, Story, refusal
from tests.support.departments import with_departments
from tests.support.fakes import FakeClock
from tests.support.plants import photo

OPENED, ASSIGNED, ALL_DONE = "新的协同任务待分派", "协同任务指派给您", "协同任务全部完成，可交处置"
AGAIN, MENTIONED, RECHECK, SENT_BACK = "协同任务重新打开", "有人在讨论中提到您", "等待复查", "复查退回"


class Departments(Story):
    """North in three departments; gina leads equipment, where hugo works."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.there = with_departments(database, self.plants)
        self.people = {
            **{name: getattr(self.plants, name) for name in ("bob", "carol", "erik")},
            **{name: getattr(self.there, name) for name in ("alice", "dora", "gina", "hugo")},
            "fay": self.fay,
        }
        self.phones = Phones(database, **self.people)

    def hear(self, **expected: list[str]) -> None:
        """Exactly these people get exactly these messages."""
        self.phones.work()
        found = {name: sorted(titles) for name, titles in self.phones.received.items()}
        self.phones.received.clear()
        assert found == {name: sorted(titles) for name, titles in expected.items()}, found

    def task(self, kind: TaskKind) -> UUID:
        case_id = self.case_id
        found = self.database.transact(lambda tx: tx.get(Tasks).of_case(case_id))
        return next(task.task_id for task in found if task.kind is kind)

    def assigns(self, by: Viewer, kind: TaskKind, to: Viewer) -> None:
        task_id = self.task(kind)
        self.database.transact(lambda tx: tasks.assign_task(tx, task_id, person_id=to.person_id, by=by))

    def starts(self, by: Viewer, kind: TaskKind) -> None:
        task_id = self.task(kind)
        self.database.transact(lambda tx: tasks.start_task(tx, task_id, by=by))

    def reports(self, by: Viewer, kind: TaskKind, percent: int) -> None:
        task_id = self.task(kind)
        self.database.transact(
            lambda tx: tasks.update_task(tx, task_id, percent=percent, progress="", photos=(), by=by)
        )

    def finishes(self, by: Viewer, kind: TaskKind) -> None:
        task_id = self.task(kind)
        self.database.transact(lambda tx: tasks.finish_task(tx, task_id, measures="已完成", photos=(), by=by))

    def says(self, by: Viewer, words: str, *to: Viewer) -> None:
        case_id, mentions = self.case_id, tuple(each.person_id for each in to)
        self.database.transact(
            lambda tx: comments.add_comment(
                tx, uuid4(), case_id=case_id, task_id=None, text=words, mentions=mentions, by=by
            )
        )

    def sends_back(self, by: Viewer, *kinds: TaskKind) -> None:
        case_id, named = self.case_id, [self.task(kind) for kind in kinds]
        shown = photo(self.database, "still loose", by)
        self.database.transact(
            lambda tx: cases.fail_recheck(
                tx,
                case_id,
                reason=RecheckReason.INCOMPLETE,
                note="",
                photos=(shown,),
                task_ids=named,
                by=by,
            )
        )

    def on_the_board(self) -> dict[TaskKind, tuple[str, int]]:
        """What everybody at the site sees of the one case: state and percent of its tasks."""
        columns = self.database.read(lambda s: board(s, self.fay, self.plants.north, now=self.clock.now))
        [shown] = [each for column in columns for each in column.cases]
        return {view.task.kind: (view.task.state, view.task.percent) for view in shown.tasks}


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Departments:
    return Departments(database, clock)


def test_three_departments_work_on_a_red_alert_side_by_side_until_somebody_outside_rechecks_it(
    story: Departments,
) -> None:
    alice, bob, dora, erik = story.there.alice, story.plants.bob, story.there.dora, story.plants.erik
    gina, hugo = story.there.gina, story.there.hugo
    story.measures(61.5)
    story.hear(
        alice=[RED, OPENED], bob=[RED], dora=[RED, OPENED], erik=[RED, OPENED], fay=[RED], gina=[OPENED]
    )
    story.waits(seconds=30)
    story.acknowledges(bob)
    story.assigns(gina, TaskKind.REPAIR, hugo)
    story.assigns(alice, TaskKind.SCENE, alice)
    story.assigns(erik, TaskKind.REPLAN, bob)
    story.hear(hugo=[ASSIGNED], bob=[ASSIGNED])

    story.waits(minutes=2)
    for person, kind in ((hugo, TaskKind.REPAIR), (alice, TaskKind.SCENE), (bob, TaskKind.REPLAN)):
        story.starts(person, kind)
    story.reports(hugo, TaskKind.REPAIR, 40)
    story.says(hugo, "需要停泵", bob, erik)
    story.hear(bob=[MENTIONED], erik=[MENTIONED])
    story.waits(minutes=3)
    story.finishes(bob, TaskKind.REPLAN)
    story.finishes(alice, TaskKind.SCENE)
    assert story.on_the_board() == {
        TaskKind.REPAIR: (TaskState.IN_PROGRESS, 40),
        TaskKind.SCENE: (TaskState.DONE, 100),
        TaskKind.REPLAN: (TaskState.DONE, 100),
    }
    assert refusal(lambda: story.disposes(bob, "换垫片")) is ErrorCode.TASKS_OPEN
    story.hear()

    story.waits(minutes=10)
    story.measures(4.0)
    story.finishes(hugo, TaskKind.REPAIR)
    story.hear(bob=[ALL_DONE])
    story.disposes(bob, "换垫片")
    story.hear(alice=[RECHECK], dora=[RECHECK])

    story.waits(minutes=6)
    story.measures(4.0)
    story.waits(minutes=6)
    assert refusal(lambda: story.passes(alice)) is ErrorCode.SAME_PERSON
    story.sends_back(dora, TaskKind.REPAIR)
    story.hear(alice=[SENT_BACK], bob=[SENT_BACK], hugo=[SENT_BACK, AGAIN])
    assert refusal(lambda: story.disposes(bob, "再次")) is ErrorCode.TASKS_OPEN

    story.finishes(hugo, TaskKind.REPAIR)
    story.disposes(bob, "再次")
    archived = story.passes(dora)

    assert (archived.state, archived.round_number) == (CaseState.ARCHIVED, 2)
    assert archived.disposed_by == {alice.person_id, bob.person_id, hugo.person_id}
    assert story.database.transact(lambda tx: tx.get(Audit).broken_at(story.plants.north)) is None


def test_a_yellow_alert_is_one_departments_until_it_gets_worse(story: Departments) -> None:
    story.measures(12.0)
    story.hear(bob=["黄色预警"], erik=["黄色预警"])
    assert story.on_the_board() == {}

    story.waits(minutes=5)
    story.measures(61.5)

    assert story.on_the_board().keys() == {TaskKind.REPAIR, TaskKind.SCENE, TaskKind.REPLAN}
    case_id = story.case_id
    found = story.database.transact(lambda tx: tx.get(Tasks).of_case(case_id))
    assert max(task.due_at for task in found) == story.clock.now + timedelta(minutes=30)

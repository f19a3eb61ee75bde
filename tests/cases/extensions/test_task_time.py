"""More time for one task: asked for by its owner, decided by its lead or an officer."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from backend.alerts import commands as alerts
from backend.cases import deadline_commands as deadlines
from backend.cases.deadline_queries import of_cases
from backend.cases.extensions import commands as extensions
from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions import queries as extension_views
from backend.cases.extensions.rules import Extension, ExtensionKind, ExtensionState, Pause
from backend.cases.extensions.store import Extensions
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks import queries as task_views
from backend.cases.tasks.rules import DepartmentTask
from backend.cases.work_queries import CaseWork, my_work
from backend.cases.work_rules import WorkKind
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines
from tests.support.cases import refusal
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over
from tests.support.tasks import Joint

REPAIR, SCENE, REPLAN = TaskKind.REPAIR, TaskKind.SCENE, TaskKind.REPLAN
PAUSE = ExtensionKind.PAUSE


class Timed(Joint):
    """An orange case; hugo has begun with the repair."""

    def __init__(self, database: Database, plants: Plants) -> None:
        super().__init__(database, plants, Tier.ORANGE)
        self.start(REPAIR, self.there.hugo)

    def asks(
        self,
        by: Viewer,
        minutes: int = 60,
        kind: ExtensionKind = ExtensionKind.EXTENSION,
        task: TaskKind | None = REPAIR,
    ) -> Extension:
        task_id = self.task(task).task_id if task else None
        return self.database.transact(
            lambda tx: extensions.request(
                tx,
                uuid4(),
                self.case_id,
                kind=kind,
                minutes=minutes,
                reason="等轴承到货",
                by=by,
                task_id=task_id,
            )
        )

    def decides(self, asked: Extension, by: Viewer, *, yes: bool = True) -> Extension:
        return self.database.transact(
            lambda tx: extensions.decide(tx, asked.extension_id, is_approved=yes, note="见库存", by=by)
        )

    def resumes(self, paused: Extension, by: Viewer) -> Extension:
        return self.database.transact(lambda tx: extensions.resume(tx, paused.extension_id, by=by))

    @property
    def case(self) -> Case:
        return self.database.transact(lambda tx: tx.get(Cases).get(self.case_id))

    def worsens(self) -> None:
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, Tier.RED)]))

    def followed_up_at(self, task: DepartmentTask) -> list[tuple[object, object]]:
        """(owner, due) of the clock of this task."""
        found = self.database.transact(
            lambda tx: tx.get(Deadlines).running(self.case_id, DeadlineStep.DISPOSE, task_id=task.task_id)
        )
        return [(each.owner_id, each.due_at) for each in found]

    def open_follow_ups(self) -> set[UUID | None]:
        """Of which tasks somebody owes an answer."""
        query = text("SELECT task_id FROM follow_ups WHERE ended_at IS NULL AND answered_at IS NULL")
        rows = self.database.transact(lambda tx: tx.session.execute(query).scalars().all())
        return {UUID(str(row)) if row else None for row in rows}


@pytest.fixture
def joint(database: Database, plants: Plants) -> Timed:
    return Timed(database, plants)


def test_an_extension_of_a_task_moves_the_task_and_its_clock_and_nothing_else(joint: Timed) -> None:
    before, others, hugo = joint.task(REPAIR), joint.task(SCENE), joint.there.hugo
    case_due = joint.case.dispose_due_at
    asked = joint.asks(hugo)
    assert joint.task(REPAIR).due_at == before.due_at

    joint.decides(asked, joint.there.gina)

    later = before.due_at + timedelta(hours=1)
    assert joint.task(REPAIR).due_at == later
    assert joint.followed_up_at(before) == [(hugo.person_id, later)]
    assert (joint.task(SCENE), joint.case.dispose_due_at) == (others, case_due)


def test_only_its_owner_asks(joint: Timed, plants: Plants) -> None:
    for by, code in (
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (joint.there.gina, ErrorCode.NOT_ALLOWED),
        (joint.there.alice, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        assert refusal(lambda by=by: joint.asks(by)) is code
    assert refusal(lambda: joint.asks(joint.there.hugo, task=SCENE)) is ErrorCode.NOT_ALLOWED


def test_the_lead_of_its_department_or_an_officer_decides_and_never_who_asked(
    joint: Timed, plants: Plants
) -> None:
    asked = joint.asks(joint.there.hugo)
    for by, code in (
        (joint.there.hugo, ErrorCode.NOT_ALLOWED),
        (plants.bob, ErrorCode.NOT_ALLOWED),
        (plants.erik, ErrorCode.NOT_ALLOWED),  # the lead of another department
        (plants.carol, ErrorCode.NOT_FOUND),
    ):
        assert refusal(lambda by=by: joint.decides(asked, by)) is code
    assert joint.decides(asked, joint.there.alice).state is ExtensionState.APPROVED
    assert refusal(lambda: joint.decides(asked, joint.there.gina)) is ErrorCode.ILLEGAL_TRANSITION

    joint.assign(REPAIR, joint.there.gina, joint.there.gina)
    own = joint.asks(joint.there.gina)
    assert refusal(lambda: joint.decides(own, joint.there.gina)) is ErrorCode.SECOND_PERSON_REQUIRED
    assert joint.decides(own, joint.there.alice, yes=False).state is ExtensionState.REFUSED


def test_each_clock_has_its_own_requests_one_at_a_time(joint: Timed, plants: Plants) -> None:
    joint.acknowledge(plants.bob)
    joint.start(REPLAN, plants.bob)
    joint.asks(joint.there.hugo)
    joint.asks(plants.bob, task=REPLAN)
    joint.asks(plants.bob, task=None)

    assert refusal(lambda: joint.asks(joint.there.hugo)) is ErrorCode.ILLEGAL_TRANSITION
    task_ids = [joint.task(kind).task_id for kind in (REPAIR, REPLAN)]
    found = joint.database.read(lambda s: extension_views.of_tasks(s, plants.bob, task_ids))
    assert [len(found[each]) for each in task_ids] == [1, 1]
    foreign = joint.database.read(lambda s: extension_views.of_tasks(s, plants.carol, task_ids))
    assert foreign == {each: [] for each in task_ids}
    own = joint.database.read(lambda s: extension_views.of_cases(s, plants.bob, [joint.case_id]))
    assert [view.task for view in own[joint.case_id]] == [None]


def test_a_task_that_waits_for_parts_is_shown_as_paused_and_followed_up_by_nobody(
    joint: Timed, plants: Plants, clock: FakeClock
) -> None:
    due_at = joint.task(REPAIR).due_at
    paused = joint.decides(joint.asks(joint.there.hugo, 600, PAUSE), joint.there.gina)
    expected = Pause(clock.now, clock.now + timedelta(hours=10))
    task_id = joint.task(REPAIR).task_id

    shown = joint.database.read(lambda s: task_views.by_ids(s, plants.bob, [task_id]))[task_id]
    assert shown.pause == expected
    assert joint.database.read(lambda s: pauses.of_cases(s, plants.bob, [joint.case_id])) == {}
    [waiting] = joint.database.read(lambda s: pauses.in_force(s, joint.there.alice, now=clock.now))
    assert waiting.extension.extension_id == paused.extension_id
    for viewer in (plants.bob, plants.carol):
        assert joint.database.read(lambda s, v=viewer: pauses.in_force(s, v, now=clock.now)) == []
    owed = joint.database.read(lambda s: of_cases(s, plants.bob, [joint.case_id]))[joint.case_id]
    assert [each.pause for each in owed if each.deadline.task_id == task_id] == [expected]
    assert [each.pause for each in owed if each.deadline.task_id != task_id] == [None] * 3

    clock.advance(timedelta(hours=9, minutes=59))
    deadline_sweep.sweep(joint.database, RESPONSIBILITIES)
    assert not joint.task(REPAIR).is_overdue(clock.now)
    assert task_id not in joint.open_follow_ups()

    joint.resumes(paused, joint.there.hugo)
    assert joint.task(REPAIR).due_at == due_at + timedelta(hours=9, minutes=59)
    assert joint.followed_up_at(shown.task) == [(joint.there.hugo.person_id, joint.task(REPAIR).due_at)]
    assert refusal(lambda: joint.resumes(paused, joint.there.hugo)) is ErrorCode.ILLEGAL_TRANSITION
    assert joint.database.read(lambda s: pauses.in_force(s, joint.there.alice, now=clock.now)) == []


def test_the_deadline_of_a_task_is_not_paused_while_the_source_of_a_red_case_is_active(
    joint: Timed,
) -> None:
    joint.worsens()

    assert refusal(lambda: joint.asks(joint.there.hugo, 30, PAUSE)) is ErrorCode.SOURCE_NOT_NORMAL


def test_more_time_for_a_late_task_ends_what_is_asked_about_it_and_about_no_other(
    joint: Timed, clock: FakeClock
) -> None:
    clock.advance(timedelta(hours=5))
    deadline_sweep.sweep(joint.database, RESPONSIBILITIES)
    followed_up = {joint.task(kind).task_id for kind in TaskKind if kind is not TaskKind.OTHER}
    assert joint.open_follow_ups() >= followed_up

    joint.decides(joint.asks(joint.there.hugo, 30), joint.there.gina)

    assert joint.open_follow_ups() & followed_up == followed_up - {joint.task(REPAIR).task_id}


def test_a_finished_task_asks_for_nothing(joint: Timed) -> None:
    asked = joint.asks(joint.there.hugo)
    joint.finish(REPAIR, joint.there.hugo)

    assert refusal(lambda: joint.decides(asked, joint.there.gina)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: joint.asks(joint.there.hugo)) is ErrorCode.ILLEGAL_TRANSITION
    [ended] = joint.database.transact(lambda tx: tx.get(Extensions).of_case(joint.case_id))
    assert ended.state is ExtensionState.ENDED


def test_when_the_case_gets_worse_its_tasks_wait_no_longer_and_have_less_time(
    joint: Timed, clock: FakeClock
) -> None:
    paused = joint.decides(joint.asks(joint.there.hugo, 600, PAUSE), joint.there.gina)
    clock.advance(timedelta(minutes=10))

    joint.worsens()

    assert joint.task(REPAIR).due_at == clock.now + timedelta(minutes=30)
    assert joint.followed_up_at(joint.task(REPAIR)) == [
        (joint.there.hugo.person_id, joint.task(REPAIR).due_at)
    ]
    assert refusal(lambda: joint.resumes(paused, joint.there.hugo)) is ErrorCode.ILLEGAL_TRANSITION


def test_a_task_that_is_late_is_left_alone_when_the_case_gets_worse(joint: Timed, clock: FakeClock) -> None:
    """Orange: the scene has two hours, the standby pump three."""
    clock.advance(timedelta(hours=2, minutes=10))
    scene = joint.task(SCENE)
    deadline_sweep.sweep(joint.database, RESPONSIBILITIES)

    joint.worsens()

    assert joint.task(SCENE) == scene
    assert joint.followed_up_at(scene) == [(None, scene.due_at)]
    assert joint.task(REPLAN).due_at == clock.now + timedelta(minutes=22, seconds=30)


def test_a_task_that_begins_late_has_five_minutes(joint: Timed, plants: Plants, clock: FakeClock) -> None:
    joint.acknowledge(plants.bob)
    clock.advance(timedelta(hours=5))
    least = clock.now + timedelta(minutes=5)

    assert joint.add(joint.there.alice).due_at == least
    joint.finish(REPAIR, joint.there.hugo)
    again = joint.reopen(REPAIR, joint.there.gina)
    assert again.due_at == least
    assert joint.followed_up_at(again) == [(joint.there.hugo.person_id, least)]


def test_what_a_task_shows_as_due_is_what_its_clock_says(joint: Timed, clock: FakeClock) -> None:
    task = joint.task(REPAIR)

    later = clock.now + timedelta(hours=7)
    joint.database.transact(
        lambda tx: deadlines.move(tx, joint.case_id, DeadlineStep.DISPOSE, due_at=later, task_id=task.task_id)
    )
    assert joint.task(REPAIR).due_at == later
    joint.database.transact(
        lambda tx: deadlines.pause(
            tx, joint.case_id, DeadlineStep.DISPOSE, lasting=timedelta(hours=1), task_id=task.task_id
        )
    )
    assert joint.task(REPAIR).due_at == clock.now + timedelta(hours=8)
    assert joint.followed_up_at(task) == [(joint.there.hugo.person_id, joint.task(REPAIR).due_at)]


def test_a_request_is_work_of_who_may_decide_on_it_and_the_oldest_comes_first(
    joint: Timed, plants: Plants, clock: FakeClock
) -> None:
    joint.acknowledge(plants.bob)
    of_task = joint.asks(joint.there.hugo, kind=PAUSE)
    clock.advance(timedelta(minutes=1))
    of_case = joint.asks(plants.bob, task=None)

    def asked(viewer: Viewer) -> list[Extension]:
        items = joint.database.read(lambda s: my_work(s, viewer, with_decisions=True))
        found = [item.asked.extension for item in items if item.asked]
        assert [item.kind for item in items[: len(found)]] == [WorkKind.DECIDE_TIME] * len(found)
        return found

    assert asked(joint.there.alice) == asked(joint.there.gina) == [of_task, of_case]
    assert asked(plants.erik) == [of_case], "the task is of another department"
    assert asked(plants.bob) == asked(joint.there.hugo) == asked(plants.carol) == []

    joint.decides(of_task, joint.there.gina)
    joint.decides(of_case, plants.erik, yes=False)
    assert asked(joint.there.alice) == []
    again = joint.asks(plants.erik, task=None)
    assert (asked(plants.erik), asked(joint.there.alice)) == ([], [again]), "not of who asked"


def test_a_request_in_my_work_says_whose_clock_it_is_about_and_when_that_runs_out(
    joint: Timed, plants: Plants
) -> None:
    joint.acknowledge(plants.bob)
    joint.asks(joint.there.hugo)
    joint.asks(plants.bob, task=None)

    def work(*, with_decisions: bool) -> list[CaseWork]:
        gina = joint.there.gina
        return joint.database.read(lambda s: my_work(s, gina, with_decisions=with_decisions))

    found = work(with_decisions=True)
    of_task = next(item for item in found if item.task and item.asked)
    of_case = next(item for item in found if item.asked and not item.task)
    assert of_task.task
    assert (of_task.task.task, of_task.due_at) == (joint.task(REPAIR), joint.task(REPAIR).due_at)
    assert (of_case.card.case, of_case.due_at) == (joint.case, joint.case.dispose_due_at)
    assert work(with_decisions=False) == [item for item in found if not item.asked]

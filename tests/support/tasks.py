"""A case that several departments work on, its steps as short words."""

from collections.abc import Callable
from uuid import UUID, uuid4

from backend.cases.comments import commands as comments
from backend.cases.tasks import commands as tasks
from backend.cases.tasks.rules import DepartmentTask
from backend.cases.tasks.store import Tasks
from backend.core.database import Database, Transaction
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind, Tier
from tests.support.cases import WorkedCase, alert_case
from tests.support.departments import with_departments
from tests.support.plants import Plants, photo


class Joint(WorkedCase):
    """A case of the pump's gas sensor that three departments work on."""

    def __init__(self, database: Database, plants: Plants, tier: Tier = Tier.RED) -> None:
        self.there = with_departments(database, plants)
        super().__init__(database, plants, alert_case(database, plants, tier))

    def tasks(self) -> dict[TaskKind, DepartmentTask]:
        return {
            task.kind: task for task in self.database.transact(lambda tx: tx.get(Tasks).of_case(self.case_id))
        }

    def task(self, kind: TaskKind) -> DepartmentTask:
        return self.tasks()[kind]

    def do(self, command: Callable[[Transaction], DepartmentTask]) -> DepartmentTask:
        return self.database.transact(command)

    def assign(self, kind: TaskKind, person: Viewer, by: Viewer) -> DepartmentTask:
        task_id = self.task(kind).task_id
        return self.do(lambda tx: tasks.assign_task(tx, task_id, person_id=person.person_id, by=by))

    def start(self, kind: TaskKind, by: Viewer) -> DepartmentTask:
        task_id = self.task(kind).task_id
        return self.do(lambda tx: tasks.start_task(tx, task_id, by=by))

    def update(self, kind: TaskKind, by: Viewer, percent: int = 40) -> DepartmentTask:
        task_id = self.task(kind).task_id
        return self.do(
            lambda tx: tasks.update_task(tx, task_id, percent=percent, progress="拆检中", photos=(), by=by)
        )

    def finish(self, kind: TaskKind, by: Viewer, measures: str = "已更换轴承") -> DepartmentTask:
        task_id, shown = self.task(kind).task_id, photo(self.database, f"{kind} {measures}", by)
        return self.do(lambda tx: tasks.finish_task(tx, task_id, measures=measures, photos=(shown,), by=by))

    def reopen(self, kind: TaskKind, by: Viewer, reason: str = "仍有异响") -> DepartmentTask:
        task_id = self.task(kind).task_id
        return self.do(lambda tx: tasks.reopen_task(tx, task_id, reason=reason, by=by))

    def cancel(self, kind: TaskKind, by: Viewer, reason: str = "无需停产") -> DepartmentTask:
        task_id = self.task(kind).task_id
        return self.do(lambda tx: tasks.cancel_task(tx, task_id, reason=reason, by=by))

    def add(self, by: Viewer, department_id: UUID | None = None, work: str = "搭脚手架") -> DepartmentTask:
        return self.do(
            lambda tx: tasks.add_task(
                tx,
                self.case_id,
                department_id=department_id or self.there.equipment,
                kind=TaskKind.OTHER,
                work=work,
                owner_id=None,
                due_at=None,
                by=by,
            )
        )

    def finish_all(self) -> None:
        for kind, by in (
            (TaskKind.REPAIR, self.there.hugo),
            (TaskKind.SCENE, self.there.alice),
            (TaskKind.REPLAN, self.plants.erik),
        ):
            self.start(kind, by)
            self.finish(kind, by)

    def finish_all_as_assigned(self) -> None:
        for kind, by in (
            (TaskKind.REPAIR, self.there.hugo),
            (TaskKind.SCENE, self.there.alice),
            (TaskKind.REPLAN, self.plants.bob),
        ):
            self.start(kind, by)
            self.finish(kind, by)

    def say_about(self, by: Viewer, words: str, *mentions: UUID, task_id: UUID | None = None) -> None:
        self.database.transact(
            lambda tx: comments.add_comment(
                tx, uuid4(), case_id=self.case_id, task_id=task_id, text=words, mentions=mentions, by=by
            )
        )

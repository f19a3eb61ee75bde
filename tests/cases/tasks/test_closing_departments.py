"""A department that has tasks, gets tasks by a rule or owns sources is not closed."""

from uuid import UUID

from backend.cases.tasks import commands as tasks
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Role
from backend.core.vocabulary import TaskKind
from backend.people.departments import commands as departments
from backend.sensors.tables import SensorRow
from tests.hostile.matrix.objects import join
from tests.support.cases import Reports
from tests.support.plants import Plants
from tests.support.refusals import code_of


def test_what_has_tasks_or_sources_stays_open(database: Database, plants: Plants) -> None:
    admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))

    def add(code: str) -> UUID:
        return database.transact(
            lambda tx: departments.add_department(
                tx, plants.north, code=code, name=Text(code, code), parent_id=None, by=admin
            )
        )

    busy, owner = add("BUSY"), add("OWNER")
    case_id = Reports(database, plants).case(plants.bob)
    task = database.transact(
        lambda tx: tasks.add_task(
            tx,
            case_id,
            department_id=busy,
            kind=TaskKind.OTHER,
            work="搭脚手架",
            owner_id=None,
            due_at=None,
            by=plants.alice,
        )
    )

    def own(tx: Transaction) -> None:
        tx.session.get_one(SensorRow, plants.gas).department_id = owner

    database.transact(own)

    def close(which: UUID) -> UUID:
        return database.transact(lambda tx: departments.close_department(tx, which, version=1, by=admin))

    assert code_of(lambda: close(busy)) is ErrorCode.DEPARTMENT_HAS_TASKS
    assert code_of(lambda: close(owner)) is ErrorCode.DEPARTMENT_HAS_SOURCES
    database.transact(lambda tx: tasks.cancel_task(tx, task.task_id, reason="不需要了", by=plants.alice))
    close(busy)

"""North with three departments, as tasks need them.

equipment: gina (lead) and hugo (worker); production: erik (lead) and bob (worker); safety: alice and dora
(officers). fay, the executive, is added by `tests.support.people`. Rules open three tasks for a red or orange
case that crosses stages, as every one of the gas sensors on the pump does.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.people.rules import Department, Person
from backend.people.store import People
from tests.support.plants import Plants, id_of

REPAIR = Text("修复泵", "Repair the pump")
SCENE = Text("现场警戒", "Cordon off the scene")
REPLAN = Text("切换备用泵", "Change to the standby pump")


@dataclass(frozen=True)
class Departments:
    """Who has come to north, and the ids of its departments."""

    gina: Viewer
    hugo: Viewer
    alice: Viewer
    dora: Viewer
    equipment: UUID
    safety: UUID
    production: UUID


def with_departments(database: Database, plants: Plants, *, password_hash: str = "none") -> Departments:
    """Split north into departments; the officers of `plants` are in safety from now on."""

    def command(tx: Transaction) -> Departments:
        equipment, safety = id_of("north/equipment-department"), id_of("north/safety-department")
        repairs = Department(equipment, plants.north, Text("设备部", "Equipment"))
        tx.get(People).put_department(repairs, code="EQUIPMENT")
        tx.get(People).put_department(
            Department(safety, plants.north, Text("安环部", "Safety")), code="SAFETY"
        )
        rules = (
            (TaskKind.REPAIR, equipment, REPAIR, 100),
            (TaskKind.SCENE, safety, SCENE, 50),
            (TaskKind.REPLAN, plants.department, REPLAN, 75),
        )
        for position, (kind, department, work, share) in enumerate(rules):
            tx.get(TaskRules).put(_rule(plants, kind, department, work, share), position=position)
        return Departments(
            gina=_join(tx, "gina", Role.LEAD, plants, equipment, password_hash),
            hugo=_join(tx, "hugo", Role.WORKER, plants, equipment, password_hash),
            alice=_move(tx, plants.alice, safety),
            dora=_move(tx, plants.dora, safety),
            equipment=equipment,
            safety=safety,
            production=plants.department,
        )

    return database.transact(command)


def _rule(plants: Plants, kind: TaskKind, department: UUID, work: Text, share: int) -> TaskRule:
    return TaskRule(
        rule_id=id_of(f"north/rule/{kind}"),
        site_id=plants.north,
        department_id=department,
        kind=kind,
        work=work,
        least_tier=Tier.ORANGE,
        crosses_only=True,
        share=share,
    )


def _join(
    tx: Transaction, name: str, role: Role, plants: Plants, department: UUID, password_hash: str
) -> Viewer:
    person = Person(id_of(name), Text(name, name))
    tx.get(People).add(person, username=name, password_hash=password_hash)
    membership = Membership(person.person_id, plants.north, role, department, None)
    tx.get(People).put_membership(membership)
    return Viewer(person.person_id, (membership,))


def _move(tx: Transaction, viewer: Viewer, department: UUID) -> Viewer:
    [membership] = viewer.memberships
    moved = replace(membership, department_id=department)
    tx.get(People).put_membership(moved)
    return replace(viewer, memberships=(moved,))

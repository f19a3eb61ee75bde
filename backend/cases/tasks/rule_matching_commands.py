"""Complex cases open tasks by the register and the rules of their site, when they begin and get worse."""

from dataclasses import replace

from backend.alerts.danger_rules import is_danger
from backend.alerts.owners_store import AlertOwners
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases.rules import Case
from backend.cases.tasks.commands import are_on, begin_clock, new_task, open_task
from backend.cases.tasks.rules import UNTIL_RECHECK
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_rules import Concern, TaskRule, due_at, matching
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.core.vocabulary import HazardCategory
from backend.equipment.store import EquipmentStore
from backend.people.store import People
from backend.sensors.store import Sensors
from backend.sites.store import Sites


def open_tasks(tx: Transaction, case: Case) -> None:
    """Open the tasks of the register's departments, then of the task rules, that the case does not have yet.

    Nothing is opened where neither names a department, or where the site has switched tasks off.
    """
    if case.state in UNTIL_RECHECK and are_on(tx, case.site_id):
        _open(tx, case, tx.get(TaskRules).of_site(case.site_id))


def follow_tier(tx: Transaction, case: Case) -> None:
    """The case got worse: more departments may be concerned, and nobody has longer than before."""
    if case.state not in UNTIL_RECHECK or not are_on(tx, case.site_id):
        return
    rules = tx.get(TaskRules).of_site(case.site_id)
    shares = {rule.rule_id: rule.share for rule in rules}
    for task in tx.get(Tasks).of_case(case.case_id):
        share = task.share if task.rule_id is None else shares.get(task.rule_id)
        if share is not None and task.is_open and not task.is_overdue(tx.now):
            tighter = min(task.due_at, due_at(share, case, tx.now))
            begin_clock(tx, case, tx.get(Tasks).put(replace(task, due_at=tighter)))
    _open(tx, case, rules)


def _open(tx: Transaction, case: Case, rules: list[TaskRule]) -> None:
    """Open what the register asks for before what the rules do: it knows the danger, they know its kind."""
    concerned = tx.get(AlertOwners).concerned_departments(case.case_id)
    if not concerned and not rules:
        return
    there = {(task.department_id, task.kind) for task in tx.get(Tasks).of_case(case.case_id)}
    for each in concerned:
        if (each.department_id, each.kind) in there:
            continue
        there.add((each.department_id, each.kind))
        due = due_at(each.share, case, tx.now)
        task = new_task(tx, case, each.department_id, each.kind, each.work, due_at=due)
        open_task(tx, case, replace(task, share=each.share), by=None)
    for rule in matching(rules, _concern(tx, case, rules)) if rules else ():
        if (rule.department_id, rule.kind) in there:
            continue
        due = due_at(rule.share, case, tx.now)
        task = new_task(tx, case, rule.department_id, rule.kind, rule.work, due_at=due)
        open_task(tx, case, replace(task, rule_id=rule.rule_id), by=None)


def _concern(tx: Transaction, case: Case, rules: list[TaskRule]) -> Concern:
    """Gather what rules ask of a case: its stage and that of its equipment, its department and that of the
    person responsible; where a rule names categories, what the sources measure; where one names areas, the
    area with those in which it lies.
    """
    stages = {case.stage}
    if case.equipment_id is not None:
        stages.add(tx.get(EquipmentStore).get(case.equipment_id).stage)
    departments = {case.department_id}
    if case.responsible_id is not None:
        member = tx.get(People).membership(case.responsible_id, case.site_id)
        departments.add(member.department_id if member else None)
    alerts = [alert for alert, _, _ in tx.get(Alerts).of_case(case.case_id)]
    categories = {case.category} if case.category else set()
    if any(rule.categories for rule in rules):
        categories |= _measured(tx, alerts)
    return Concern(
        tier=case.tier,
        stages=frozenset(stages),
        departments=frozenset(each for each in departments if each),
        conditions=frozenset(each.condition for each in alerts),
        categories=frozenset(categories),
        areas=frozenset(tx.get(Sites).around(case.area_id) if any(rule.areas for rule in rules) else ()),
    )


def _measured(tx: Transaction, alerts: list[Alert]) -> set[HazardCategory]:
    """Return the categories of reports that dangers of these sources would be: gas in the air is a leak,
    dust is none. A detector that is silent, or stuck, says nothing of a leak.
    """
    dangers = [each for each in alerts if is_danger(each.condition, is_gas=True)]
    sensors = tx.get(Sensors).get({each.sensor_id for each in dangers}).values()
    return {HazardCategory.GAS_LEAK} if any(each.is_of_leak for each in sensors) else set()

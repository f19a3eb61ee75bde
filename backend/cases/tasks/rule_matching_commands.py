"""Complex cases open tasks by the rules of their site, when they begin and when they get worse."""

from dataclasses import replace

from backend.alerts.store import Alerts
from backend.cases.rules import Case
from backend.cases.tasks.commands import are_on, begin_clock, new_task, open_task
from backend.cases.tasks.rules import UNTIL_RECHECK
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.task_rules_rules import Concern, TaskRule, due_at, matching
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.equipment.store import EquipmentStore
from backend.people.store import People
from backend.sites.store import Sites


def open_tasks(tx: Transaction, case: Case) -> None:
    """Open what the rules ask for and the case does not have yet; a site without rules opens nothing."""
    rules = _rules_of(tx, case)
    if rules and case.state in UNTIL_RECHECK:
        _open(tx, case, rules)


def follow_tier(tx: Transaction, case: Case) -> None:
    """The case got worse: more departments may be concerned, and nobody has longer than before."""
    rules = _rules_of(tx, case)
    if not rules or case.state not in UNTIL_RECHECK:
        return
    shares = {rule.rule_id: rule.share for rule in rules}
    for task in tx.get(Tasks).of_case(case.case_id):
        if task.is_open and not task.is_overdue(tx.now) and task.rule_id in shares:
            tighter = min(task.due_at, due_at(shares[task.rule_id], case, tx.now))
            begin_clock(tx, case, tx.get(Tasks).put(replace(task, due_at=tighter)))
    _open(tx, case, rules)


def _rules_of(tx: Transaction, case: Case) -> list[TaskRule]:
    """The rules of its site; none where the site has switched tasks off."""
    return tx.get(TaskRules).of_site(case.site_id) if are_on(tx, case.site_id) else []


def _open(tx: Transaction, case: Case, rules: list[TaskRule]) -> None:
    there = {(task.department_id, task.kind) for task in tx.get(Tasks).of_case(case.case_id)}
    for rule in matching(rules, _concern(tx, case, rules)):
        if (rule.department_id, rule.kind) in there:
            continue
        due = due_at(rule.share, case, tx.now)
        task = new_task(tx, case, rule.department_id, rule.kind, rule.work, due_at=due)
        open_task(tx, case, replace(task, rule_id=rule.rule_id), by=None)


def _concern(tx: Transaction, case: Case, rules: list[TaskRule]) -> Concern:
    """The stages of the case and its equipment, the departments of the case and of who is responsible, and,
    where a rule names areas, the area with those in which it lies.
    """
    stages = {case.stage}
    if case.equipment_id is not None:
        stages.add(tx.get(EquipmentStore).get(case.equipment_id).stage)
    departments = {case.department_id}
    if case.responsible_id is not None:
        member = tx.get(People).membership(case.responsible_id, case.site_id)
        departments.add(member.department_id if member else None)
    return Concern(
        tier=case.tier,
        stages=frozenset(stages),
        departments=frozenset(each for each in departments if each),
        conditions=frozenset(alert.condition for alert, _, _ in tx.get(Alerts).of_case(case.case_id)),
        category=case.category,
        areas=frozenset(tx.get(Sites).around(case.area_id) if any(rule.areas for rule in rules) else ()),
    )

"""Which departments a case concerns is the site's own answer: changed version by version."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.cases.events import TASK_RULES_CHANGED
from backend.cases.tasks import task_rules_rules as rules
from backend.cases.tasks.task_rules_rules import RuleSet, TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.people.store import People
from backend.sites.store import Sites

FIRST_REASON: Final = "defaults"


def change_task_rules(
    tx: Transaction,
    site_id: UUID,
    wanted: Sequence[TaskRule],
    *,
    based_on: int,
    reason: str,
    by: Viewer,
    keeps_areas: Collection[UUID] = (),
) -> RuleSet:
    """These rules open tasks from now on; a task that is open keeps its task and deadline.

    `based_on`: the version that the person saw. `keeps_areas`: rules whose areas stay as they are, for pages
    that know no areas. Raises Refused: CONFLICT (somebody changed it in between), REASON_REQUIRED,
    INVALID_INPUT, NOT_ALLOWED, NOT_FOUND (also for a department or an area of another site).
    """
    by.require(Permission.CHANGE_POLICY, site_id=site_id)
    rules.check(wanted, reason=reason)
    for department_id in {rule.department_id for rule in wanted}:
        tx.get(People).require_at_site(site_id, department_id=department_id, person_id=None)
    named = {area_id for rule in wanted for area_id in rule.areas}
    if named and not named <= {area.area_id for area in tx.get(Sites).areas(site_id)}:
        raise Refused(ErrorCode.NOT_FOUND, "no such area at this site")
    before = tx.get(TaskRules).last(site_id) or _first(tx, site_id)
    if before.version != based_on:
        raise Refused(ErrorCode.CONFLICT, "somebody changed the rules in between")
    known = {rule.rule_id: rule for rule in before.rules}
    kept = tuple(_kept(rule, known.get(rule.rule_id), keeps_areas) for rule in wanted)
    number = before.version + 1
    changed = RuleSet(uuid4(), site_id, number, tx.now, by.person_id, reason.strip(), kept)
    tx.get(TaskRules).record(changed)
    tx.get(TaskRules).enforce(changed)
    tx.announce(
        Event(
            TASK_RULES_CHANGED,
            site_id,
            about=refs(task_rules=changed.version_id),
            by=by.person_id,
            note=f"v{changed.version}: {changed.reason}",
        )
    )
    return changed


def _kept(rule: TaskRule, before: TaskRule | None, keeps_areas: Collection[UUID]) -> TaskRule:
    if before is None:
        return replace(rule, rule_id=uuid4())
    return replace(rule, areas=before.areas) if rule.rule_id in keeps_areas else rule


def _first(tx: Transaction, site_id: UUID) -> RuleSet:
    """The rules that the site began with, put on record before they change."""
    there = tuple(tx.get(TaskRules).of_site(site_id))
    first = RuleSet(uuid4(), site_id, 1, tx.now, None, FIRST_REASON, there)
    tx.get(TaskRules).record(first)
    return first

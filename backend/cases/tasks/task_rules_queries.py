"""The task rules of the viewer's sites, version by version."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.tasks.tables import TaskRuleVersionRow
from backend.cases.tasks.task_rules_rules import RuleSet
from backend.cases.tasks.task_rules_store import rule_set_of, rules_in_force
from backend.core.viewer import Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.people.rules import Department

EPOCH: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class RulesView:
    """The last versions, newest first: the first is in force. `departments`: those that the rules name."""

    versions: tuple[RuleSet, ...]
    people: dict[UUID, PersonView]
    departments: dict[UUID, Department]


def history(session: Session, viewer: Viewer, site_id: UUID, *, first: int) -> RulesView:
    """Before anybody changed them: what the site began with, which will be its first version."""
    if site_id not in viewer.site_ids:
        return RulesView((), {}, {})
    statement = (
        select(TaskRuleVersionRow)
        .where(TaskRuleVersionRow.site_id == site_id)
        .order_by(col(TaskRuleVersionRow.version).desc())
        .limit(first)
    )
    found = [rule_set_of(row) for row in session.exec(statement)]
    if not found:
        there = tuple(rules_in_force(session, site_id))
        found = [RuleSet(site_id, site_id, 1, EPOCH, None, "defaults", there)]
    named = {rule.department_id for version in found for rule in version.rules}
    refs = references(session, viewer, people=[each.by for each in found], departments=named)
    return RulesView(tuple(found), refs.people, refs.departments)

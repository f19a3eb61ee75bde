"""The rules of a site that open tasks, as rows: those in force, and every version there was."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.cases.tasks.tables import TaskRuleRow, TaskRuleVersionRow
from backend.cases.tasks.task_rules_rules import RuleSet, TaskRule
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, TaskKind, Tier


class TaskRules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, rule: TaskRule, *, position: int) -> None:
        """Write the rule; where several say the same to a department, the lowest position counts."""
        row = TaskRuleRow(
            id=rule.rule_id,
            site_id=rule.site_id,
            position=position,
            department_id=rule.department_id,
            kind=rule.kind,
            work_zh=rule.work.zh,
            work_en=rule.work.en,
            least_tier=int(rule.least_tier),
            stages=sorted(rule.stages),
            conditions=sorted(rule.conditions),
            categories=sorted(rule.categories),
            areas=sorted(str(each) for each in rule.areas),
            crosses_only=rule.crosses_only,
            share=rule.share,
        )
        self._session.merge(row)
        self._session.flush()

    def of_site(self, site_id: UUID) -> list[TaskRule]:
        """List the rules of the site that are in force."""
        return rules_in_force(self._session, site_id)

    def had_any(self, site_id: UUID) -> bool:
        """Whether the site has rules or had some that it gave up."""
        tables = (TaskRuleRow, TaskRuleVersionRow)
        return any(
            self._session.exec(select(table.id).where(table.site_id == site_id).limit(1)).first()
            for table in tables
        )

    def last(self, site_id: UUID) -> RuleSet | None:
        """The last version of this site, locked; None before anybody changed its rules."""
        statement = (
            select(TaskRuleVersionRow)
            .where(TaskRuleVersionRow.site_id == site_id)
            .order_by(col(TaskRuleVersionRow.version).desc())
            .limit(1)
        )
        row = self._session.exec(statement.with_for_update()).first()
        return rule_set_of(row) if row else None

    def record(self, version: RuleSet) -> None:
        """Keep a version; fails where somebody else made the same one."""
        row = TaskRuleVersionRow(
            id=version.version_id,
            site_id=version.site_id,
            version=version.version,
            valid_from=version.valid_from,
            by=version.by,
            reason=version.reason,
            rules=[_json_of(rule) for rule in version.rules],
        )
        self._session.add(row)
        self._session.flush()

    def enforce(self, version: RuleSet) -> None:
        """From now on these are the rules of the site, and no other."""
        gone = delete(TaskRuleRow).where(col(TaskRuleRow.site_id) == version.site_id)
        self._session.connection().execute(gone)
        self._session.expire_all()
        for position, rule in enumerate(version.rules):
            self.put(rule, position=position)


def rules_in_force(session: Session, site_id: UUID) -> list[TaskRule]:
    statement = (
        select(TaskRuleRow)
        .where(TaskRuleRow.site_id == site_id)
        .order_by(col(TaskRuleRow.position), col(TaskRuleRow.id))
    )
    return [_rule_of(site_id, row.model_dump()) for row in session.exec(statement)]


def rule_set_of(row: TaskRuleVersionRow) -> RuleSet:
    return RuleSet(
        version_id=row.id,
        site_id=row.site_id,
        version=row.version,
        valid_from=row.valid_from,
        by=row.by,
        reason=row.reason,
        rules=tuple(_rule_of(row.site_id, each) for each in row.rules),
    )


def _rule_of(site_id: UUID, content: Mapping[str, Any]) -> TaskRule:
    return TaskRule(
        rule_id=UUID(str(content["id"])),
        site_id=site_id,
        department_id=UUID(str(content["department_id"])),
        kind=TaskKind(content["kind"]),
        work=Text(content["work_zh"], content["work_en"]),
        least_tier=Tier(content["least_tier"]),
        stages=frozenset(Stage(each) for each in content["stages"]),
        conditions=frozenset(AlertCondition(each) for each in content["conditions"]),
        categories=frozenset(HazardCategory(each) for each in content["categories"]),
        crosses_only=content["crosses_only"],
        share=content["share"],
        areas=frozenset(UUID(each) for each in content.get("areas", ())),  # versions of before have none
    )


def _json_of(rule: TaskRule) -> dict[str, Any]:
    return {
        "id": str(rule.rule_id),
        "department_id": str(rule.department_id),
        "kind": rule.kind.value,
        "work_zh": rule.work.zh,
        "work_en": rule.work.en,
        "least_tier": int(rule.least_tier),
        "stages": sorted(rule.stages),
        "conditions": sorted(rule.conditions),
        "categories": sorted(rule.categories),
        "areas": sorted(str(each) for each in rule.areas),
        "crosses_only": rule.crosses_only,
        "share": rule.share,
    }

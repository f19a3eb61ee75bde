"""Which departments a case concerns: the rules of a site, and their versions."""

from datetime import datetime
from uuid import UUID, uuid4

import strawberry

from backend.cases.tasks import task_rules_commands as commands
from backend.cases.tasks import task_rules_queries as task_rules
from backend.cases.tasks.task_rules_queries import RulesView
from backend.cases.tasks.task_rules_rules import ALL_OF_IT, RuleSet, TaskRule
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, TaskKind, Tier
from backend.people.graphql import DepartmentNode, PersonNode

HISTORY = 10


@strawberry.type(name="TaskRule", description="An empty list stands for any.")
class TaskRuleNode:
    id: UUID
    department: DepartmentNode
    kind: TaskKind
    work: TextNode
    least_tier: Tier
    stages: list[Stage]
    conditions: list[AlertCondition] = strawberry.field(
        description="Of an alert. A rule with conditions or categories wants one of them."
    )
    categories: list[HazardCategory] = strawberry.field(description="Of a report.")
    area_ids: list[UUID] = strawberry.field(description="Each stands for what lies in it, too.")
    crosses_only: bool = strawberry.field(
        description="Only where the case concerns more than one stage or department."
    )
    share: int = strawberry.field(description="Of the time for the disposal, in percent.")

    @classmethod
    def of(cls, rule: TaskRule, view: RulesView) -> "TaskRuleNode":
        return cls(
            id=rule.rule_id,
            department=DepartmentNode.of(view.departments[rule.department_id]),
            kind=rule.kind,
            work=TextNode.of(rule.work),
            least_tier=rule.least_tier,
            stages=[each for each in Stage if each in rule.stages],
            conditions=[each for each in AlertCondition if each in rule.conditions],
            categories=[each for each in HazardCategory if each in rule.categories],
            area_ids=sorted(rule.areas),
            crosses_only=rule.crosses_only,
            share=rule.share,
        )


@strawberry.type(name="TaskRuleSet")
class RuleSetNode:
    id: UUID
    version: int
    valid_from: datetime
    by: PersonNode | None
    reason: str
    rules: list[TaskRuleNode] = strawberry.field(
        description="In order: of several for one department and kind the first that matches counts."
    )

    @classmethod
    def of(cls, version: RuleSet, view: RulesView) -> "RuleSetNode":
        return cls(
            id=version.version_id,
            version=version.version,
            valid_from=version.valid_from,
            by=PersonNode.of_optional(view.people.get(version.by) if version.by else None),
            reason=version.reason,
            rules=[TaskRuleNode.of(rule, view) for rule in version.rules],
        )


@strawberry.type(name="TaskRules")
class TaskRulesNode:
    may_change: bool
    history: list[RuleSetNode] = strawberry.field(
        description="The last versions, newest first: the first is in force."
    )


@strawberry.input(
    description="`id`: of a rule that is kept. Without `workEn` the Chinese words stand for it."
)
class TaskRuleInput:
    department_id: UUID
    kind: TaskKind
    work_zh: str
    least_tier: Tier
    id: UUID | None = None
    work_en: str = ""
    stages: list[Stage] = strawberry.field(default_factory=list)
    conditions: list[AlertCondition] = strawberry.field(default_factory=list)
    categories: list[HazardCategory] = strawberry.field(default_factory=list)
    area_ids: list[UUID] | None = strawberry.field(default=None, description="Null: as they are.")
    crosses_only: bool = False
    share: int = ALL_OF_IT

    def value(self, site_id: UUID) -> TaskRule:
        words = self.work_zh.strip()
        return TaskRule(
            rule_id=self.id or uuid4(),
            site_id=site_id,
            department_id=self.department_id,
            kind=self.kind,
            work=Text(words, self.work_en.strip() or words),
            least_tier=self.least_tier,
            stages=frozenset(self.stages),
            conditions=frozenset(self.conditions),
            categories=frozenset(self.categories),
            crosses_only=self.crosses_only,
            share=self.share,
            areas=frozenset(self.area_ids or ()),
        )


@strawberry.input
class ChangeTaskRulesInput:
    operation_id: UUID
    site_id: UUID
    based_on: int = strawberry.field(description="The version that the person saw.")
    reason: str
    rules: list[TaskRuleInput] = strawberry.field(description="All of them, in order.")


@strawberry.type
class TaskRulesQuery:
    @strawberry.field
    @of_module(Module.DEPARTMENT_TASKS)
    async def task_rules(self, info: Info, site_id: UUID) -> TaskRulesNode:
        info.context.viewer.require(Permission.REPORT_HAZARD, site_id=site_id)
        return await _rules(info, site_id)


@strawberry.type
class TaskRulesMutation:
    @strawberry.mutation(description="For cases that begin or get worse from now on; no open task moves.")
    @of_module(Module.DEPARTMENT_TASKS)
    async def change_task_rules(self, info: Info, input: ChangeTaskRulesInput) -> TaskRulesNode:
        viewer, wanted = info.context.viewer, [rule.value(input.site_id) for rule in input.rules]
        await info.context.command(
            input,
            "change_task_rules",
            lambda tx: (
                commands.change_task_rules(
                    tx,
                    input.site_id,
                    wanted,
                    based_on=input.based_on,
                    reason=input.reason,
                    by=viewer,
                    keeps_areas={rule.id for rule in input.rules if rule.id and rule.area_ids is None},
                ).version_id
            ),
        )
        return await _rules(info, input.site_id)


async def _rules(info: Info, site_id: UUID) -> TaskRulesNode:
    viewer = info.context.viewer
    view = await info.context.read(lambda s: task_rules.history(s, viewer, site_id, first=HISTORY))
    return TaskRulesNode(
        may_change=viewer.may(Permission.CHANGE_POLICY, site_id=site_id),
        history=[RuleSetNode.of(version, view) for version in view.versions],
    )

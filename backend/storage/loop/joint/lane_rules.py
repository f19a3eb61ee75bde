"""The rules of a site that open lanes, as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.domain.alerts import AlertCondition, Tier
from backend.domain.hazards import HazardCategory
from backend.domain.loop.joint.lane_rules import LaneRule
from backend.domain.loop.joint.lanes import LaneKind
from backend.domain.sensors import Stage
from backend.domain.text import Text
from backend.storage.tables.loop.lanes import LaneRuleRow


class LaneRules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, rule: LaneRule, *, position: int) -> None:
        """Write the rule; where several say the same to a department, the lowest position counts."""
        row = LaneRuleRow(
            id=rule.rule_id,
            site_id=rule.site_id,
            position=position,
            department_id=rule.department_id,
            kind=rule.kind,
            task_zh=rule.task.zh,
            task_en=rule.task.en,
            least_tier=int(rule.least_tier),
            stages=sorted(rule.stages),
            conditions=sorted(rule.conditions),
            categories=sorted(rule.categories),
            crosses_only=rule.crosses_only,
            share=rule.share,
        )
        self._session.merge(row)
        self._session.flush()

    def of_site(self, site_id: UUID) -> list[LaneRule]:
        statement = (
            select(LaneRuleRow)
            .where(LaneRuleRow.site_id == site_id)
            .order_by(col(LaneRuleRow.position), col(LaneRuleRow.id))
        )
        return [_rule_of(row) for row in self._session.exec(statement)]


def _rule_of(row: LaneRuleRow) -> LaneRule:
    return LaneRule(
        rule_id=row.id,
        site_id=row.site_id,
        department_id=row.department_id,
        kind=LaneKind(row.kind),
        task=Text(row.task_zh, row.task_en),
        least_tier=Tier(row.least_tier),
        stages=frozenset(Stage(each) for each in row.stages),
        conditions=frozenset(AlertCondition(each) for each in row.conditions),
        categories=frozenset(HazardCategory(each) for each in row.categories),
        crosses_only=row.crosses_only,
        share=row.share,
    )

"""Settings of the risk register."""

from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextInput
from backend.core.viewer import Viewer
from backend.risks.assessment.graphql import ControlLevelOfRisk
from backend.risks.assessment.rules import AssessmentMethod, ControlLevel, RiskLevel, ScoreAxis
from backend.risks.settings import commands, queries
from backend.risks.settings.rules import RiskSettings, ScoreKey


@strawberry.type(name="ReviewMonthsOfRisk", description="Months from one review to the next.")
class ReviewMonthsNode:
    level: int = strawberry.field(description="1 to 4, 4 the worst.")
    months: int


@strawberry.type(name="RiskSettings")
class RiskSettingsNode:
    site_id: UUID
    control_levels: list[ControlLevelOfRisk]
    review_months: list[ReviewMonthsNode]
    ls_set: str = strawberry.field(description="Cut-off set of LS.")
    version: int

    @classmethod
    def of(cls, found: RiskSettings) -> "RiskSettingsNode":
        return cls(
            site_id=found.site_id,
            control_levels=[
                ControlLevelOfRisk(level=level, control_level=each)
                for level, each in sorted(found.control_levels.items(), reverse=True)
            ],
            review_months=[
                ReviewMonthsNode(level=level, months=months)
                for level, months in sorted(found.review_months.items(), reverse=True)
            ],
            ls_set=found.ls_set,
            version=found.version,
        )


@strawberry.input
class ControlLevelOfRiskInput:
    level: int
    control_level: ControlLevel


@strawberry.input
class ReviewMonthsInput:
    level: int
    months: int


@strawberry.input(description="Each level has a value; a worse one is controlled higher up.")
class ChangeRiskSettingsInput:
    operation_id: UUID
    site_id: UUID
    version: int
    control_levels: list[ControlLevelOfRiskInput]
    review_months: list[ReviewMonthsInput]
    ls_set: str
    reason: str

    def value(self) -> RiskSettings:
        """Return the settings. Levels that there are not are left out, and then missing."""
        levels = {int(each): each for each in RiskLevel}
        return RiskSettings(
            self.site_id,
            {levels[each.level]: each.control_level for each in self.control_levels if each.level in levels},
            {levels[each.level]: each.months for each in self.review_months if each.level in levels},
            self.ls_set,
            self.version,
        )


@strawberry.input
class OwnWordingInput:
    method: AssessmentMethod
    axis: ScoreAxis
    score: float
    wording: TextInput


@strawberry.input(description="Every wording of the site's own; the other scores have those of the product.")
class ChangeScoreWordingsInput:
    operation_id: UUID
    site_id: UUID
    version: int
    wordings: list[OwnWordingInput]
    reason: str


async def settings_node(info: Info, site_id: UUID) -> RiskSettingsNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
    return RiskSettingsNode.of(found)


@strawberry.type
class RiskSettingsQuery:
    @strawberry.field(description="Everybody of the site reads them.")
    async def risk_settings(self, info: Info, site_id: UUID) -> RiskSettingsNode:
        return await settings_node(info, site_id)


@strawberry.type
class RiskSettingsMutation:
    @command(returns=settings_node, description="Assessments and reviews that run keep theirs.")
    def change_risk_settings(self, tx: Transaction, input: ChangeRiskSettingsInput, by: Viewer) -> UUID:
        return commands.change_settings(tx, input.value(), reason=input.reason, by=by)

    @command(returns=settings_node, description="Scores stay; `riskScales` of the site says these words.")
    def change_score_wordings(self, tx: Transaction, input: ChangeScoreWordingsInput, by: Viewer) -> UUID:
        given = [
            (ScoreKey(each.method, each.axis, each.score), each.wording.value()) for each in input.wordings
        ]
        return commands.change_wordings(
            tx, input.site_id, given, version=input.version, reason=input.reason, by=by
        )

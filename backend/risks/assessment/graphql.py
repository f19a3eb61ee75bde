"""Scales, cut-off sets and classes by which a screen computes a risk level as it is picked."""

from collections.abc import Mapping
from uuid import UUID

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.risks.assessment import accident_classes_rules as classes
from backend.risks.assessment import rules, scales_rules
from backend.risks.assessment.accident_classes_rules import AccidentClass, AccidentClassList
from backend.risks.assessment.rules import (
    AssessmentMethod,
    ControlLevel,
    CutoffSet,
    Direct,
    LecScores,
    LsScores,
    ScoreAxis,
    Scores,
)
from backend.risks.assessment.scales_rules import ScoreWording
from backend.risks.settings import queries as settings
from backend.risks.settings.rules import ScoreKey

strawberry.enum(AssessmentMethod, name="AssessmentMethod")
strawberry.enum(ScoreAxis, name="ScoreAxis")
strawberry.enum(ControlLevel, name="ControlLevel")
strawberry.enum(AccidentClassList, name="AccidentClassList")


@strawberry.type(name="ScoreWording", description="Score that can be picked, and its wording.")
class ScoreWordingNode:
    score: float
    wording: TextNode
    is_own: bool = strawberry.field(description="The site's own words.")
    usual: TextNode = strawberry.field(description="Words of the product.")

    @classmethod
    def of(cls, found: ScoreWording, own: Text | None) -> "ScoreWordingNode":
        return cls(
            score=found.score,
            wording=TextNode.of(own or found.wording),
            is_own=own is not None,
            usual=TextNode.of(found.wording),
        )


@strawberry.type(name="RiskScale", description="Scores of one axis, the worst first.")
class RiskScaleNode:
    axis: ScoreAxis
    scores: list[ScoreWordingNode]


@strawberry.type(
    name="RiskMethod", description="A method and its scales, in the order to pick from; DIRECT has none."
)
class RiskMethodNode:
    method: AssessmentMethod
    scales: list[RiskScaleNode]

    @classmethod
    def of(cls, method: AssessmentMethod, own: Mapping[ScoreKey, Text]) -> "RiskMethodNode":
        return cls(
            method=method,
            scales=[
                RiskScaleNode(
                    axis=axis,
                    scores=[
                        ScoreWordingNode.of(each, own.get(ScoreKey(method, axis, each.score)))
                        for each in scales_rules.wordings_of(method, axis)
                    ],
                )
                for axis in rules.SCALES[method]
            ],
        )


@strawberry.type(
    name="CutoffSet",
    description="Least products of scores for red (4), orange (3) and yellow (2); all below is blue (1).",
)
class CutoffSetNode:
    code: str
    version: int
    method: AssessmentMethod
    red: float
    orange: float
    yellow: float
    source: str
    note: TextNode
    is_verified: bool = strawberry.field(description="False: sources disagree, or it was read elsewhere.")

    @classmethod
    def of(cls, found: CutoffSet) -> "CutoffSetNode":
        return cls(
            code=found.code,
            version=found.version,
            method=found.method,
            red=found.red,
            orange=found.orange,
            yellow=found.yellow,
            source=found.source,
            note=TextNode.of(found.note),
            is_verified=found.is_verified,
        )


@strawberry.type(name="AccidentClass")
class AccidentClassNode:
    code: str = strawberry.field(description="One of its list only.")
    listed: AccidentClassList = strawberry.field(name="list")
    name: TextNode
    is_verified: bool = strawberry.field(description="Whether the code was read in the standard.")

    @classmethod
    def of(cls, found: AccidentClass) -> "AccidentClassNode":
        return cls(
            code=found.code,
            listed=found.listed,
            name=TextNode.of(found.name),
            is_verified=found.is_verified,
        )


@strawberry.type(description="The lowest control level that a risk level may have.")
class ControlLevelOfRisk:
    level: int = strawberry.field(description="1 to 4, 4 the worst.")
    control_level: ControlLevel


@strawberry.type(name="RiskScales", description="By these a screen computes a level as the server does.")
class RiskScalesNode:
    methods: list[RiskMethodNode]
    cutoff_sets: list[CutoffSetNode]
    accident_classes: list[AccidentClassNode]
    control_levels: list[ControlLevelOfRisk]


@strawberry.input
class LecScoresInput:
    likelihood: float
    exposure: float
    consequence: float


@strawberry.input
class LsScoresInput:
    likelihood: int
    severity: int


@strawberry.input(description="The only level that is given: a clause prescribes it.")
class DirectInput:
    level: int = strawberry.field(description="1 to 4, 4 the worst.")
    clause: str


@strawberry.input(description="Scores of one method; exactly one of the three.")
class RiskScoresInput:
    lec: LecScoresInput | None = None
    ls: LsScoresInput | None = None
    direct: DirectInput | None = None

    def value(self) -> Scores:
        """Return the scores, on their scale or not. Raises Refused(INVALID_INPUT) for none or several."""
        given: list[Scores] = []
        if self.lec is not None:
            given.append(LecScores(self.lec.likelihood, self.lec.exposure, self.lec.consequence))
        if self.ls is not None:
            given.append(LsScores(self.ls.likelihood, self.ls.severity))
        if self.direct is not None:
            given.append(Direct(self.direct.level, self.direct.clause))
        if len(given) != 1:
            raise Refused(ErrorCode.INVALID_INPUT, "scores of exactly one method")
        return given[0]


@strawberry.type
class AssessmentQuery:
    @strawberry.field(
        description="Scales, cut-off sets, classes of accidents and control levels; with `siteId` the words"
        " and control levels of that site."
    )
    async def risk_scales(self, info: Info, site_id: UUID | None = None) -> RiskScalesNode:
        viewer, own, levels = info.context.viewer, dict[ScoreKey, Text](), rules.CONTROL_LEVELS
        if site_id is not None:
            found = await info.context.read(lambda session: settings.of_site(session, viewer, site_id))
            own, levels = dict(found.wordings), found.control_levels
        return RiskScalesNode(
            methods=[RiskMethodNode.of(each, own) for each in AssessmentMethod],
            cutoff_sets=[CutoffSetNode.of(each) for each in scales_rules.cutoff_sets()],
            accident_classes=[AccidentClassNode.of(each) for each in classes.accident_classes()],
            control_levels=[
                ControlLevelOfRisk(level=level, control_level=each)
                for level, each in sorted(levels.items(), reverse=True)
            ],
        )

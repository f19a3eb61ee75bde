"""Contents of events as GraphQL shows and takes them. No input has a level: scores make it."""

from datetime import date
from uuid import UUID

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.numbers import required_number
from backend.core.graphql.text import TextInput, TextNode
from backend.core.vocabulary import HazardCategory, Stage, TaskKind, Tier
from backend.people.directory.phones_queries import phones
from backend.people.graphql import DepartmentNode, PersonNode, department_of, person_of
from backend.people.posts.graphql import PostNameNode, post_of
from backend.people.queries import by_ids as people_by_ids
from backend.risks.assessment.graphql import AccidentClassNode, RiskScoresInput
from backend.risks.assessment.rules import (
    METHODS,
    Assessment,
    AssessmentMethod,
    ControlLevel,
    Direct,
    LecScores,
    assess,
)
from backend.risks.assessment.scales_rules import cutoff_set_for
from backend.risks.owners_graphql import OwnerNode, RiskOwnerInput
from backend.risks.revisions.contents_rules import class_of
from backend.risks.revisions.rules import (
    BoundSide,
    Call,
    CheckItem,
    CheckWay,
    ConcernedDepartment,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    MeasureKind,
    SourceBinding,
    Team,
    WatchedBy,
)
from backend.risks.rules import NO_OWNER
from backend.sensors import graphql as sensors
from backend.sensors.queries import by_ids as sensors_by_ids

strawberry.enum(BoundSide, name="BoundSide")
strawberry.enum(MeasureKind, name="MeasureKind")
strawberry.enum(WatchedBy, name="MeasureWatchedBy")
strawberry.enum(CheckWay, name="CheckWay")


@strawberry.type(name="RiskAssessment", description="Scores of its method; the others are null.")
class AssessmentNode:
    method: AssessmentMethod
    level: int
    score: float | None
    cutoff_set: str | None
    cutoff_version: int | None
    likelihood: float | None
    exposure: float | None
    consequence: float | None
    severity: int | None
    clause: str | None

    @classmethod
    def of(cls, found: Assessment | None) -> "AssessmentNode | None":
        if found is None:
            return None
        scores = found.scores
        return cls(
            method=found.method,
            level=found.level,
            score=found.score,
            cutoff_set=found.cutoff_set,
            cutoff_version=found.version,
            likelihood=None if isinstance(scores, Direct) else scores.likelihood,
            exposure=scores.exposure if isinstance(scores, LecScores) else None,
            consequence=scores.consequence if isinstance(scores, LecScores) else None,
            severity=None if isinstance(scores, Direct | LecScores) else scores.severity,
            clause=found.clause,
        )


@strawberry.type(name="RiskTeam")
class TeamNode:
    on: date
    person_ids: strawberry.Private[tuple[UUID, ...]]

    @strawberry.field
    async def people(self, info: Info) -> list[PersonNode]:
        found = await info.context.load_each(people_by_ids, self.person_ids)
        return [PersonNode.of(each) for each in found if each]


@strawberry.type(name="CheckItem", description="`low` and `high`: limits of a reading, in `unit`.")
class CheckItemNode:
    id: UUID
    code: str
    look_for: TextNode
    way: CheckWay
    answer: TextNode
    category: HazardCategory
    low: float | None
    high: float | None
    unit: str
    owner: OwnerNode

    @classmethod
    def of(cls, each: CheckItem) -> "CheckItemNode":
        return cls(
            id=each.item_id,
            code=each.code,
            look_for=TextNode.of(each.look_for),
            way=each.way,
            answer=TextNode.of(each.answer),
            category=each.category,
            low=each.low,
            high=each.high,
            unit=each.unit,
            owner=OwnerNode(owner=each.owner),
        )


@strawberry.type(name="ControlMeasure")
class ControlMeasureNode:
    id: UUID
    code: str
    text: TextNode
    kind: MeasureKind
    is_critical: bool
    watched_by: WatchedBy
    sensor_id: strawberry.ID | None
    owner: OwnerNode
    items: list[CheckItemNode]

    @classmethod
    def of(cls, each: ControlMeasure) -> "ControlMeasureNode":
        return cls(
            id=each.measure_id,
            code=each.code,
            text=TextNode.of(each.text),
            kind=each.kind,
            is_critical=each.is_critical,
            watched_by=each.watched_by,
            sensor_id=None if each.sensor_id is None else strawberry.ID(str(each.sensor_id)),
            owner=OwnerNode(owner=each.owner),
            items=[CheckItemNode.of(item) for item in each.items],
        )


@strawberry.type(
    name="RiskCall", description="Somebody to call: a post, a person, or a number with its name."
)
class CallNode:
    name: TextNode | None
    written_phone: str = strawberry.field(description="As the register has it, to edit it.")
    call: strawberry.Private[Call]

    @strawberry.field
    async def post(self, info: Info) -> PostNameNode | None:
        return await post_of(info, self.call.post_id)

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.call.person_id)

    @strawberry.field(
        description="As written in the register, else the person's own; empty where nobody knows."
    )
    async def phone(self, info: Info) -> str:
        if self.call.phone or self.call.person_id is None:
            return self.call.phone
        return await info.context.load_or_none(phones, self.call.person_id) or ""


@strawberry.type(name="ConcernedDepartment")
class ConcernedDepartmentNode:
    kind: TaskKind
    work: TextNode
    share: int = strawberry.field(description="Of the time for disposal, percent.")
    department_id: strawberry.Private[UUID]

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        return await department_of(info, self.department_id)


@strawberry.type(name="StepsOfTier")
class StepsOfTierNode:
    tier: Tier
    steps: list[TextNode]


@strawberry.type(name="EmergencySteps", description="`early`: up to yellow; `urgent`: from orange.")
class EmergencyStepsNode:
    early: list[TextNode]
    urgent: list[TextNode]
    of_tier: list[StepsOfTierNode]

    @classmethod
    def of(cls, found: EmergencySteps) -> "EmergencyStepsNode":
        own = found.of_tier or {}
        return cls(
            early=[TextNode.of(each) for each in found.early],
            urgent=[TextNode.of(each) for each in found.urgent],
            of_tier=[
                StepsOfTierNode(tier=tier, steps=[TextNode.of(each) for each in own[tier.name]])
                for tier in Tier
                if tier.name in own
            ],
        )


@strawberry.type(name="SourceBinding")
class SourceBindingNode:
    sensor_id: strawberry.ID
    side: BoundSide
    observations: list[str]
    number: strawberry.Private[int]

    @strawberry.field
    async def source(self, info: Info) -> "sensors.SensorNode | None":
        found = await info.context.load_or_none(sensors_by_ids, self.number)
        return sensors.SensorNode.of(found) if found else None


@strawberry.type(name="RiskEventContent", description="What one revision of an event says.")
class EventContentNode:
    title: TextNode
    stage: Stage
    owner: OwnerNode
    harm: TextNode
    causes: list[TextNode]
    signs: list[TextNode]
    accident_class: AccidentClassNode | None
    inherent: AssessmentNode | None
    residual: AssessmentNode | None
    rests_on: list[UUID] = strawberry.field(description="Measures that the residual risk rests on.")
    team: TeamNode | None
    control_level: ControlLevel | None
    steps: EmergencyStepsNode
    calls: list[CallNode]
    departments: list[ConcernedDepartmentNode]
    measures: list[ControlMeasureNode]
    bindings: list[SourceBindingNode]
    review_months: int | None = strawberry.field(description="Null: as the site says for its level.")

    @classmethod
    def of(cls, found: EventContent) -> "EventContentNode":
        of_class = class_of(found.accident_class)
        return cls(
            title=TextNode.of(found.title),
            stage=found.stage,
            owner=OwnerNode(owner=found.owner),
            harm=TextNode.of(found.harm),
            causes=[TextNode.of(each) for each in found.causes],
            signs=[TextNode.of(each) for each in found.signs],
            accident_class=AccidentClassNode.of(of_class) if of_class else None,
            inherent=AssessmentNode.of(found.inherent),
            residual=AssessmentNode.of(found.residual),
            rests_on=list(found.rests_on),
            team=TeamNode(on=found.team.on, person_ids=found.team.people) if found.team else None,
            control_level=found.control_level,
            steps=EmergencyStepsNode.of(found.steps),
            calls=[_call_node(each) for each in found.calls],
            departments=[_department_node(each) for each in found.departments],
            measures=[ControlMeasureNode.of(each) for each in found.measures],
            bindings=[_binding_node(each) for each in found.bindings],
            review_months=found.review_months,
        )


@strawberry.input
class CheckItemInput:
    id: UUID = strawberry.field(description="Made by the client; the same in every later revision.")
    code: str
    look_for: TextInput
    way: CheckWay
    answer: TextInput
    category: HazardCategory
    low: float | None = None
    high: float | None = None
    unit: str = ""
    owner: RiskOwnerInput | None = None

    def value(self) -> CheckItem:
        return CheckItem(
            self.id,
            self.code,
            self.look_for.value(),
            self.way,
            self.answer.value(),
            self.category,
            self.low,
            self.high,
            self.unit,
            self.owner.value() if self.owner else NO_OWNER,
        )


@strawberry.input(description="`sensorId`: of the bound source that watches it, where one does.")
class ControlMeasureInput:
    id: UUID = strawberry.field(description="Made by the client; the same in every later revision.")
    code: str
    text: TextInput
    kind: MeasureKind
    is_critical: bool = False
    watched_by: WatchedBy = WatchedBy.CHECK
    sensor_id: strawberry.ID | None = None
    owner: RiskOwnerInput | None = None
    items: list[CheckItemInput] = strawberry.field(default_factory=list)

    def value(self) -> ControlMeasure:
        return ControlMeasure(
            self.id,
            self.code,
            self.text.value(),
            self.kind,
            self.is_critical,
            self.watched_by,
            None if self.sensor_id is None else required_number(self.sensor_id),
            self.owner.value() if self.owner else NO_OWNER,
            tuple(each.value() for each in self.items),
        )


@strawberry.input
class RiskCallInput:
    name: TextInput | None = None
    phone: str = ""
    post_id: UUID | None = None
    person_id: UUID | None = None

    def value(self) -> Call:
        return Call(self.name.value() if self.name else None, self.phone, self.post_id, self.person_id)


@strawberry.input(description="`share`: of the time for disposal, percent.")
class ConcernedDepartmentInput:
    department_id: UUID
    kind: TaskKind
    work: TextInput
    share: int = 100

    def value(self) -> ConcernedDepartment:
        return ConcernedDepartment(self.department_id, self.kind, self.work.value(), self.share)


@strawberry.input
class StepsOfTierInput:
    tier: Tier
    steps: list[TextInput]


@strawberry.input(description="`early`: up to yellow; `urgent`: from orange; a tier may have its own.")
class EmergencyStepsInput:
    early: list[TextInput] = strawberry.field(default_factory=list)
    urgent: list[TextInput] = strawberry.field(default_factory=list)
    of_tier: list[StepsOfTierInput] = strawberry.field(default_factory=list)

    def value(self) -> EmergencySteps:
        return EmergencySteps(
            tuple(each.value() for each in self.early),
            tuple(each.value() for each in self.urgent),
            {each.tier.name: tuple(step.value() for step in each.steps) for each in self.of_tier},
        )


@strawberry.input(description="Readings by side, observations by their types.")
class SourceBindingInput:
    sensor_id: strawberry.ID
    side: BoundSide = BoundSide.BOTH
    observations: list[str] = strawberry.field(default_factory=list)

    def value(self) -> SourceBinding:
        return SourceBinding(
            required_number(self.sensor_id), self.side, tuple(sorted(set(self.observations)))
        )


@strawberry.input
class RiskTeamInput:
    person_ids: list[UUID]
    on: date

    def value(self) -> Team:
        if not self.person_ids:
            raise Refused(ErrorCode.INVALID_INPUT, "somebody has assessed it")
        return Team(tuple(dict.fromkeys(self.person_ids)), self.on)


@strawberry.input(description="Scores make the levels; `accidentClass`: `GB_2025/16`.")
class EventContentInput:
    title: TextInput
    stage: Stage
    owner: RiskOwnerInput
    harm: TextInput | None = None
    causes: list[TextInput] = strawberry.field(default_factory=list)
    signs: list[TextInput] = strawberry.field(default_factory=list)
    accident_class: str = ""
    inherent: RiskScoresInput | None = None
    residual: RiskScoresInput | None = None
    ls_set: str | None = strawberry.field(default=None, description="Cut-off set of LS; null: LS-A.")
    rests_on: list[UUID] = strawberry.field(default_factory=list)
    team: RiskTeamInput | None = None
    control_level: ControlLevel | None = None
    steps: EmergencyStepsInput | None = None
    calls: list[RiskCallInput] = strawberry.field(default_factory=list)
    departments: list[ConcernedDepartmentInput] = strawberry.field(default_factory=list)
    measures: list[ControlMeasureInput] = strawberry.field(default_factory=list)
    bindings: list[SourceBindingInput] = strawberry.field(default_factory=list)
    review_months: int | None = None

    def value(self) -> EventContent:
        """Return the content. Raises Refused: as `assess`."""
        return EventContent(
            title=self.title.value(),
            stage=self.stage,
            owner=self.owner.value(),
            harm=(self.harm or TextInput()).value(),
            causes=tuple(each.value() for each in self.causes),
            signs=tuple(each.value() for each in self.signs),
            accident_class=self.accident_class,
            inherent=_assessed(self.inherent, self.ls_set),
            residual=_assessed(self.residual, self.ls_set),
            rests_on=tuple(dict.fromkeys(self.rests_on)),
            team=self.team.value() if self.team else None,
            control_level=self.control_level,
            steps=(self.steps or EmergencyStepsInput()).value(),
            calls=tuple(each.value() for each in self.calls),
            departments=tuple(each.value() for each in self.departments),
            measures=tuple(each.value() for each in self.measures),
            bindings=tuple(each.value() for each in self.bindings),
            review_months=self.review_months,
        )


def _assessed(given: RiskScoresInput | None, ls_set: str | None) -> Assessment | None:
    """Return what the scores make by the cut-off set of their method. Raises Refused: as `assess`, NOT_FOUND
    for a set that there is not.
    """
    if given is None:
        return None
    scores = given.value()
    return assess(scores, cutoff_set_for(METHODS[type(scores)], ls_set))


def _call_node(each: Call) -> CallNode:
    name = TextNode.of(each.name) if each.name else None
    return CallNode(name=name, written_phone=each.phone, call=each)


def _department_node(each: ConcernedDepartment) -> ConcernedDepartmentNode:
    return ConcernedDepartmentNode(
        kind=each.kind, work=TextNode.of(each.work), share=each.share, department_id=each.department_id
    )


def _binding_node(each: SourceBinding) -> SourceBindingNode:
    return SourceBindingNode(
        sensor_id=strawberry.ID(str(each.sensor_id)),
        side=each.side,
        observations=list(each.observations),
        number=each.sensor_id,
    )

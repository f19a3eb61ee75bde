"""The rules by which observations become alerts, as one version per site."""

from datetime import timedelta
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_among_deciders
from backend.agreements.rules import AgreementKind
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sensors import sources_queries as sources
from backend.sensors.camera_events import commands
from backend.sensors.camera_events.rules import Hours, ObservationRule, TagCondition
from backend.sensors.camera_events.tags_rules import TagKind
from backend.sensors.camera_events.words_rules import words_of
from backend.sensors.sources_queries import RulesView

strawberry.enum(TagKind, name="TagKind")
strawberry.enum(TagCondition, name="TagCondition")


@strawberry.type(
    name="ObservationRule",
    description="`fromMinute` and `toMinute`: of the day at the site. `areas`: codes; none means all.",
)
class ObservationRuleNode:
    name: TextNode
    type: str
    tier: Tier
    min_confidence: float
    min_sightings: int
    within_seconds: float
    clear_after_seconds: float
    areas: list[str]
    tag_kinds: list[TagKind]
    tag: TagCondition
    unless_roles: list[str]
    from_minute: int | None
    to_minute: int | None
    raises: str

    @classmethod
    def of(cls, rule: ObservationRule) -> "ObservationRuleNode":
        return cls(
            name=TextNode.of(words_of(rule.subject)),
            type=rule.type,
            tier=rule.tier,
            min_confidence=rule.min_confidence,
            min_sightings=rule.min_sightings,
            within_seconds=rule.within.total_seconds(),
            clear_after_seconds=rule.clear_after.total_seconds(),
            areas=sorted(rule.areas),
            tag_kinds=sorted(rule.tag_kinds),
            tag=rule.tag,
            unless_roles=sorted(rule.unless_roles),
            from_minute=rule.hours.start if rule.hours else None,
            to_minute=rule.hours.end if rule.hours else None,
            raises=rule.raises,
        )


@strawberry.type(name="ObservationRules", description="Version 0: what every site starts from.")
class ObservationRulesNode:
    site_id: UUID
    version: int
    rules: list[ObservationRuleNode]

    @classmethod
    def of(cls, view: RulesView) -> "ObservationRulesNode":
        rules = [ObservationRuleNode.of(rule) for rule in view.rules]
        return cls(site_id=view.site_id, version=view.version, rules=rules)

    @strawberry.field(description="Requests for looser rules, for those who may be a second person.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        found = await agreements_among_deciders(info, self.site_id)
        return [each for each in found if each.kind is AgreementKind.LOOSEN_OBSERVATION_RULES]


async def observation_rules_node(info: Info, site_id: UUID) -> ObservationRulesNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: sources.rules(session, viewer))
    return next(ObservationRulesNode.of(view) for view in found if view.site_id == site_id)


@strawberry.input
class ObservationRuleInput:
    type: str
    tier: Tier
    min_confidence: float = 0.5
    min_sightings: int = 1
    within_seconds: float = 60
    clear_after_seconds: float = 300
    areas: list[str] = strawberry.field(default_factory=list)
    tag_kinds: list[TagKind] = strawberry.field(default_factory=list)
    tag: TagCondition = TagCondition.ANY
    unless_roles: list[str] = strawberry.field(default_factory=list)
    from_minute: int | None = None
    to_minute: int | None = None
    raises: str = ""

    def rule(self) -> ObservationRule:
        """Raises Refused(INVALID_INPUT) where only one end of the hours is given, or a time is beyond all
        reason.
        """
        if (self.from_minute is None) != (self.to_minute is None):
            raise Refused(ErrorCode.INVALID_INPUT, "hours have a start and an end")
        if not max(abs(self.within_seconds), abs(self.clear_after_seconds)) < 1e7:
            raise Refused(ErrorCode.INVALID_INPUT, "a time of months")
        hours = None
        if self.from_minute is not None and self.to_minute is not None:
            hours = Hours(self.from_minute, self.to_minute)
        return ObservationRule(
            type=self.type,
            tier=self.tier,
            min_confidence=self.min_confidence,
            min_sightings=self.min_sightings,
            within=timedelta(seconds=self.within_seconds),
            clear_after=timedelta(seconds=self.clear_after_seconds),
            areas=frozenset(self.areas),
            tag_kinds=frozenset(self.tag_kinds),
            tag=self.tag,
            unless_roles=frozenset(self.unless_roles),
            hours=hours,
            raises=self.raises,
        )


@strawberry.input
class SetObservationRulesInput:
    operation_id: UUID
    site_id: UUID
    rules: list[ObservationRuleInput]
    reason: str
    asks_second_person: bool = strawberry.field(
        default=False,
        description="For rules that call less: ask a second person to agree; the old ones stay until then.",
    )


@strawberry.type
class RulesQuery:
    @strawberry.field(description="The rules in force, per site. For officers and administrators.")
    @of_module(Module.CAMERA_EVENTS)
    async def observation_rules(self, info: Info) -> list[ObservationRulesNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.rules(session, viewer))
        return [ObservationRulesNode.of(view) for view in found]


@strawberry.type
class RulesMutation:
    @command(
        returns=observation_rules_node,
        description="All rules of a site anew, as its next version.",
        module=Module.CAMERA_EVENTS,
    )
    def set_observation_rules(self, tx: Transaction, input: SetObservationRulesInput, by: Viewer) -> UUID:
        commands.set_rules(
            tx,
            site_id=input.site_id,
            rules=[each.rule() for each in input.rules],
            reason=input.reason,
            by=by,
            asks_second_person=input.asks_second_person,
        )
        return input.site_id

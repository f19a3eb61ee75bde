"""The schema: every noun's queries, mutations and subscriptions under one roof."""

import strawberry

from backend.api.alerts import AlertsMutation, AlertsQuery, AlertsSubscription
from backend.api.cases import CasesMutation, CasesQuery, CasesSubscription
from backend.api.deliveries import DeliveriesMutation, DeliveriesQuery
from backend.api.execution.executor import build_schema
from backend.api.hazards import HazardsMutation, HazardsQuery, HazardsSubscription
from backend.api.home import HomeQuery
from backend.api.kpis.figures import KpisQuery
from backend.api.lab.backtests import BacktestsQuery
from backend.api.lab.indicators import IndicatorsMutation, IndicatorsQuery
from backend.api.loop.archive.archives import ArchivesQuery
from backend.api.loop.clocks.late import LateQuery
from backend.api.loop.clocks.policies import PoliciesMutation, PoliciesQuery
from backend.api.loop.clocks.supervisions import SupervisionsMutation, SupervisionsQuery
from backend.api.loop.joint.board import BoardQuery
from backend.api.loop.joint.comments import CommentsMutation
from backend.api.loop.joint.lane_rules import LaneRulesMutation, LaneRulesQuery
from backend.api.loop.joint.lanes import LanesMutation
from backend.api.loop.proof.rounds import RoundsMutation
from backend.api.loop.relations.dismissals import DismissalsQuery
from backend.api.loop.relations.links import LinksMutation, LinksQuery
from backend.api.loop.relations.repeats import RepeatsMutation
from backend.api.loop.reporter.anonymity import AnonymityMutation, AnonymityQuery
from backend.api.loop.reporter.objections import ObjectionsQuery
from backend.api.loop.reporter.threads import ThreadsMutation, ThreadsQuery
from backend.api.people import PeopleQuery
from backend.api.sensors import SensorsQuery
from backend.api.sites import SitesMutation, SitesQuery
from backend.api.sources.devices import DevicesMutation, DevicesQuery
from backend.api.sources.rules import RulesMutation, RulesQuery
from backend.api.sources.strangers import StrangersMutation, StrangersQuery
from backend.api.suppression import SuppressionMutation, SuppressionQuery


@strawberry.type
class Query(
    PeopleQuery,
    HomeQuery,
    AlertsQuery,
    CasesQuery,
    BoardQuery,
    ArchivesQuery,
    HazardsQuery,
    SensorsQuery,
    SuppressionQuery,
    SitesQuery,
    DeliveriesQuery,
    KpisQuery,
    BacktestsQuery,
    IndicatorsQuery,
    StrangersQuery,
    DevicesQuery,
    RulesQuery,
    LateQuery,
    PoliciesQuery,
    LaneRulesQuery,
    SupervisionsQuery,
    LinksQuery,
    ThreadsQuery,
    ObjectionsQuery,
    AnonymityQuery,
    DismissalsQuery,
):
    pass


@strawberry.type
class Mutation(
    AlertsMutation,
    SuppressionMutation,
    CasesMutation,
    LanesMutation,
    CommentsMutation,
    HazardsMutation,
    SitesMutation,
    DeliveriesMutation,
    IndicatorsMutation,
    StrangersMutation,
    DevicesMutation,
    RulesMutation,
    PoliciesMutation,
    LaneRulesMutation,
    SupervisionsMutation,
    LinksMutation,
    RepeatsMutation,
    ThreadsMutation,
    AnonymityMutation,
    RoundsMutation,
):
    pass


@strawberry.type
class Subscription(AlertsSubscription, CasesSubscription, HazardsSubscription):
    pass


schema = build_schema(query=Query, mutation=Mutation, subscription=Subscription)

"""The schema: every noun's queries, mutations and subscriptions under one roof."""

import strawberry

from backend.agreements.graphql import AgreementsMutation, AgreementsQuery
from backend.agreements.leaver_retention.graphql import LeaverRetentionMutation, LeaverRetentionQuery
from backend.agreements.module_switches.graphql import ModulesMutation, ModulesQuery
from backend.agreements.role_grants.graphql import RoleGrantsMutation
from backend.agreements.second_people.graphql import SecondPeopleMutation, SecondPeopleQuery
from backend.alerts.graphql import AlertsMutation, AlertsQuery, AlertsSubscription
from backend.alerts.responses.graphql import AlarmsMutation, AlarmsQuery
from backend.alerts.suppression.graphql import SuppressionMutation, SuppressionQuery
from backend.archive.graphql import ArchivesQuery
from backend.cases.comments.graphql import CommentsMutation
from backend.cases.escalation.follow_ups_graphql import FollowUpsMutation, FollowUpsQuery
from backend.cases.graphql import CasesMutation, CasesQuery, CasesSubscription
from backend.cases.links.graphql import LinksMutation, LinksQuery
from backend.cases.recheck.round_inputs_graphql import RoundsMutation
from backend.cases.recurrence.graphql import RecurrenceMutation
from backend.cases.tasks.board_graphql import BoardQuery
from backend.cases.tasks.filters_graphql import TaskListQuery
from backend.cases.tasks.graphql import TasksMutation
from backend.cases.tasks.task_rules_graphql import TaskRulesMutation, TaskRulesQuery
from backend.core.graphql.executor import build_schema
from backend.demo.graphql import SimulationMutation, SimulationQuery
from backend.equipment.commands_graphql import EquipmentMutation
from backend.equipment.graphql import EquipmentQuery
from backend.hazards.anonymous.graphql import AnonymityMutation, AnonymityQuery
from backend.hazards.duplicates_graphql import DuplicatesQuery
from backend.hazards.graphql import HazardsMutation, HazardsQuery, HazardsSubscription
from backend.hazards.objections.graphql import ObjectionsQuery
from backend.hazards.timeline.graphql import TimelineMutation, TimelineQuery
from backend.notifications.addresses.graphql import AddressesMutation, AddressesQuery
from backend.notifications.alert_tests.graphql import (
    AlertTestsMutation,
    AlertTestsQuery,
    AlertTestsSubscription,
)
from backend.notifications.beacons.graphql import BeaconsMutation, BeaconsQuery
from backend.notifications.browsers.graphql import BrowsersQuery
from backend.notifications.channels.graphql import SiteChannelsMutation, SiteChannelsQuery
from backend.notifications.digest_graphql import DigestsQuery
from backend.notifications.graphql import DeliveriesMutation, DeliveriesQuery
from backend.notifications.outlets.graphql import OutletsMutation, OutletsQuery
from backend.notifications.panel_graphql import DeliveryPanelQuery
from backend.notifications.preferences.graphql import PreferencesMutation, PreferencesQuery
from backend.notifications.reach.graphql import ReachQuery
from backend.people.account_links.graphql import AccountLinksMutation, AccountLinksQuery
from backend.people.accounts.graphql import AccountsMutation, AccountsQuery
from backend.people.corrections.graphql import CorrectionsMutation, CorrectionsQuery
from backend.people.departments.graphql import DepartmentsMutation, DepartmentsQuery
from backend.people.directory.changes_graphql import OrganisationChangesQuery
from backend.people.directory.graphql import DirectoryMutation, DirectoryQuery
from backend.people.graphql import PeopleQuery
from backend.people.held.graphql import HeldQuery
from backend.people.posts.graphql import PostsMutation, PostsQuery
from backend.people.privacy.graphql import PrivacyMutation, PrivacyQuery
from backend.people.roster.graphql import RosterMutation, RosterQuery
from backend.people.roster.planning_graphql import RosterPlanningMutation, RosterPlanningQuery
from backend.policies.graphql import PoliciesMutation, PoliciesQuery
from backend.readings.graphql import ReadingsMutation, ReadingsQuery
from backend.readings.live_graphql import ReadingsSubscription
from backend.sensors.camera_events.graphql import RulesMutation, RulesQuery
from backend.sensors.camera_events.tags_graphql import TagsMutation, TagsQuery
from backend.sensors.connection_graphql import ConnectionQuery
from backend.sensors.devices.graphql import DevicesMutation, DevicesQuery
from backend.sensors.edit_graphql import SourcesMutation, TemplatesQuery
from backend.sensors.graphql import SensorsQuery
from backend.sensors.site_advice_graphql import SiteAdviceMutation, SiteAdviceQuery
from backend.sensors.unknown_sources_graphql import (
    UnknownSourcesMutation,
    UnknownSourcesQuery,
    UnknownSourcesSubscription,
)
from backend.sites.graphql import AreasMutation, SitesQuery, SitesSubscription
from backend.sites.labels.graphql import LabelsMutation, LabelsQuery
from backend.sites.plans.graphql import PlansMutation, PlansQuery
from backend.sites.settings.graphql import SiteSettingsMutation, SiteSettingsQuery
from backend.starting_sets.graphql import StartingSetsMutation, StartingSetsQuery
from backend.suggestions.graphql import SuggestionsMutation, SuggestionsQuery
from backend.tuning.backtests_graphql import BacktestsQuery
from backend.tuning.false_alarms_graphql import DismissalsQuery
from backend.tuning.figures_graphql import FiguresQuery
from backend.tuning.indicators_graphql import IndicatorsMutation, IndicatorsQuery
from backend.tuning.performance_graphql import KpisQuery
from backend.workbooks.graphql import WorkbooksSubscription
from backend.worklist.control.graphql import ControlQuery
from backend.worklist.graphql import HomeQuery, SituationQuery, WorklistQuery
from backend.worklist.overdue_graphql import OverdueQuery
from backend.worklist.overview.graphql import OverviewQuery
from backend.worklist.pack_graphql import WorkPackQuery
from backend.worklist.policy_preview_graphql import PolicyPreviewQuery
from backend.worklist.readiness_graphql import ReadinessQuery
from backend.worklist.saved_views.graphql import SavedViewsMutation, SavedViewsQuery
from backend.worklist.sources_graphql import SourceListQuery


@strawberry.type
class Query(
    PeopleQuery,
    DepartmentsQuery,
    PostsQuery,
    RosterQuery,
    RosterPlanningQuery,
    AccountLinksQuery,
    DirectoryQuery,
    OrganisationChangesQuery,
    SituationQuery,
    HomeQuery,
    ControlQuery,
    AlertsQuery,
    CasesQuery,
    BoardQuery,
    WorklistQuery,
    WorkPackQuery,
    ArchivesQuery,
    HazardsQuery,
    EquipmentQuery,
    SensorsQuery,
    SiteAdviceQuery,
    TemplatesQuery,
    SuppressionQuery,
    SitesQuery,
    PlansQuery,
    LabelsQuery,
    ReadingsQuery,
    SimulationQuery,
    DeliveriesQuery,
    DeliveryPanelQuery,
    DigestsQuery,
    SiteChannelsQuery,
    BeaconsQuery,
    OutletsQuery,
    PreferencesQuery,
    AddressesQuery,
    BrowsersQuery,
    ReachQuery,
    AlertTestsQuery,
    AlarmsQuery,
    KpisQuery,
    FiguresQuery,
    BacktestsQuery,
    IndicatorsQuery,
    UnknownSourcesQuery,
    ConnectionQuery,
    DevicesQuery,
    RulesQuery,
    TagsQuery,
    OverdueQuery,
    PolicyPreviewQuery,
    TaskListQuery,
    SourceListQuery,
    OverviewQuery,
    ReadinessQuery,
    SavedViewsQuery,
    PoliciesQuery,
    TaskRulesQuery,
    FollowUpsQuery,
    LinksQuery,
    DuplicatesQuery,
    TimelineQuery,
    ObjectionsQuery,
    AnonymityQuery,
    SuggestionsQuery,
    DismissalsQuery,
    AccountsQuery,
    AgreementsQuery,
    ModulesQuery,
    LeaverRetentionQuery,
    PrivacyQuery,
    SiteSettingsQuery,
    StartingSetsQuery,
    SecondPeopleQuery,
    HeldQuery,
    CorrectionsQuery,
):
    pass


@strawberry.type
class Mutation(
    DepartmentsMutation,
    PostsMutation,
    RosterMutation,
    RosterPlanningMutation,
    AccountLinksMutation,
    DirectoryMutation,
    RoleGrantsMutation,
    AlertsMutation,
    SuppressionMutation,
    CasesMutation,
    TasksMutation,
    CommentsMutation,
    HazardsMutation,
    ReadingsMutation,
    SimulationMutation,
    DeliveriesMutation,
    SiteChannelsMutation,
    BeaconsMutation,
    OutletsMutation,
    PreferencesMutation,
    AddressesMutation,
    AlertTestsMutation,
    AlarmsMutation,
    IndicatorsMutation,
    UnknownSourcesMutation,
    DevicesMutation,
    RulesMutation,
    TagsMutation,
    AreasMutation,
    PlansMutation,
    LabelsMutation,
    EquipmentMutation,
    SiteAdviceMutation,
    SourcesMutation,
    PoliciesMutation,
    TaskRulesMutation,
    FollowUpsMutation,
    LinksMutation,
    RecurrenceMutation,
    TimelineMutation,
    AnonymityMutation,
    SuggestionsMutation,
    RoundsMutation,
    AccountsMutation,
    AgreementsMutation,
    SavedViewsMutation,
    ModulesMutation,
    LeaverRetentionMutation,
    PrivacyMutation,
    SiteSettingsMutation,
    StartingSetsMutation,
    SecondPeopleMutation,
    CorrectionsMutation,
):
    pass


@strawberry.type
class Subscription(
    AlertsSubscription,
    AlertTestsSubscription,
    CasesSubscription,
    HazardsSubscription,
    ReadingsSubscription,
    SitesSubscription,
    UnknownSourcesSubscription,
    WorkbooksSubscription,
):
    pass


schema = build_schema(query=Query, mutation=Mutation, subscription=Subscription)

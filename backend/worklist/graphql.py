"""Home of each role, and the worklist of a person 我的待办."""

from datetime import datetime

import strawberry

from backend.alerts.graphql import TierCount
from backend.alerts.responses.graphql import AlarmNode
from backend.cases.extensions.graphql import ExtensionNode
from backend.cases.tasks.board_graphql import CaseCardNode
from backend.cases.tasks.graphql import TaskNode
from backend.cases.work_queries import CaseWork, my_work
from backend.cases.work_rules import WorkKind
from backend.core.graphql.connections import Edge, PageInfo, edges_of
from backend.core.graphql.context import Context, Info
from backend.core.graphql.work_items import WorklistItem, item_node
from backend.monitoring.system.graphql import SystemItemNode
from backend.worklist import queries
from backend.worklist.queries import HomeView, SituationView


@strawberry.type(name="WorkItem")
class WorkItemNode:
    kind: WorkKind
    due_at: datetime
    is_overdue: bool
    case: CaseCardNode
    task: TaskNode | None
    asked: ExtensionNode | None = strawberry.field(
        description="Of DECIDE_TIME: the request. `dueAt` is then of the work that it is about."
    )

    @classmethod
    def of(cls, item: CaseWork, context: Context) -> "WorkItemNode":
        return cls(
            kind=item.kind,
            due_at=item.waiting.due_at,
            is_overdue=item.waiting.due_at < context.now,
            case=CaseCardNode.of(item.card, context),
            task=TaskNode.of(item.task, context) if item.task else None,
            asked=ExtensionNode.of(item.asked, context) if item.asked else None,
        )


@strawberry.type
class Worklist:
    edges: list[Edge[WorklistItem]]
    page_info: PageInfo
    total_count: int = strawberry.field(description="Of all pages.")

    @classmethod
    def of(cls, found: queries.Worklist, context: Context) -> "Worklist":
        return cls(
            edges=edges_of(found.page, lambda item: item_node(item, context)),
            page_info=PageInfo.of(found.page),
            total_count=found.total,
        )


@strawberry.type
class WorklistQuery:
    @strawberry.field(
        description="Everything the viewer has to do in every noun: what they have to decide, then worst tier"
        " first, active before recovered, what is late longest.",
    )
    async def my_worklist(self, info: Info, first: int = 100, after: str | None = None) -> Worklist:
        viewer, providers = info.context.viewer, info.context.edge.work
        found = await info.context.read(
            lambda session: queries.my_worklist(session, viewer, providers, first=first, after=after)
        )
        return Worklist.of(found, info.context)

    @strawberry.field(
        description="Of cases only, for apps of before: `myWorklist` has it of every noun. `withDecisions`:"
        " before it what the viewer has to decide.",
    )
    async def my_work(self, info: Info, with_decisions: bool = False) -> list[WorkItemNode]:
        viewer = info.context.viewer
        items = await info.context.read(lambda session: my_work(session, viewer, with_decisions))
        return [WorkItemNode.of(item, info.context) for item in items]


@strawberry.type(name="Home")
class HomeNode:
    alerts_by_tier: list[TierCount] = strawberry.field(
        description="Alerts that are active or still unacknowledged, by rank, worst first, zeros included."
    )
    unacknowledged_alerts: int
    my_open_cases: int
    awaiting_recheck: int
    overdue_cases: int
    awaiting_triage: int
    open_objections: int = strawberry.field(
        description="Objections of reporters that the viewer may answer and nobody has."
    )
    silent_sensors: int = strawberry.field(
        description="Sources that count as BLIND in the picture of the site: silent, untrusted or too old."
    )
    unheard_sensors: int = strawberry.field(
        description="Sources that count as UNHEARD: in service, and never sent a reading."
    )
    sensors_in_service: int
    sources_without_limit: int = strawberry.field(
        description="Sources of readings on which no limit is in force; 0 for who adopts none."
    )
    unknown_sources: int = strawberry.field(
        description="Sources that send and wait for adoption, as the list of them; 0 for who adopts none."
    )
    archived_this_week: int

    @classmethod
    def of(cls, view: HomeView) -> "HomeNode":
        return cls(
            alerts_by_tier=[TierCount(tier=tier, count=count) for tier, count in view.alerts_by_tier],
            unacknowledged_alerts=view.unacknowledged_alerts,
            my_open_cases=view.my_open_cases,
            awaiting_recheck=view.awaiting_recheck,
            overdue_cases=view.overdue_cases,
            awaiting_triage=view.awaiting_triage,
            open_objections=view.open_objections,
            silent_sensors=view.silent_sensors,
            unheard_sensors=view.unheard_sensors,
            sensors_in_service=view.sensors_in_service,
            sources_without_limit=view.sources_without_limit,
            unknown_sources=view.unknown_sources,
            archived_this_week=view.archived_this_week,
        )


@strawberry.type
class HomeQuery:
    @strawberry.field
    async def home(self, info: Info) -> HomeNode:
        viewer, providers, now = info.context.viewer, info.context.edge.home, info.context.now
        return HomeNode.of(
            await info.context.read(lambda session: queries.home(session, viewer, providers, now=now))
        )


@strawberry.type(name="Situation")
class SituationNode:
    at: datetime = strawberry.field(description="It tells all that was written before this moment.")
    home: HomeNode
    alarms: list[AlarmNode]
    system: list[SystemItemNode] | None = strawberry.field(
        description="Parts of the installation, then what else is wrong with it; null for who does not"
        " administer it."
    )

    @classmethod
    def of(cls, view: SituationView, *, at: datetime) -> "SituationNode":
        return cls(
            at=at,
            home=HomeNode.of(view.home),
            alarms=[AlarmNode.of(each) for each in view.alarms],
            system=None if view.system is None else [SystemItemNode.of(each) for each in view.system],
        )


@strawberry.type
class SituationQuery:
    @strawberry.field(
        description="All that says danger or calm on a screen, of one moment: counts, badges and alarms.",
    )
    async def situation(self, info: Info) -> SituationNode:
        viewer, providers, now = info.context.viewer, info.context.edge.home, info.context.now
        found = await info.context.read(
            lambda session: queries.situation(session, viewer, providers, now=now)
        )
        return SituationNode.of(found, at=now)

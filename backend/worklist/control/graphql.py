"""Is the plant under control, and what became better or worse: the executive's page."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.alerts.graphql import AlertNode
from backend.cases.tasks.board_graphql import CaseCardNode
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Context, Info
from backend.core.graphql.lists import FilterInput, filter_of
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.people.graphql import DepartmentNode
from backend.sensors.graphql import SensorNode
from backend.sites.graphql import AreaNode
from backend.worklist.control import queries, rules
from backend.worklist.control import steps_queries as steps
from backend.worklist.control.queries import AreaControl, Control, Matter, Progress, Repeat
from backend.worklist.control.rules import OnTime
from backend.worklist.control.steps_queries import StepFilter
from backend.worklist.overdue_graphql import OverdueStepNode


@strawberry.type(name="AreaControl")
class AreaControlNode:
    area: AreaNode
    tier: Tier | None = strawberry.field(description="Of the worst open alert in sight.")
    is_out_of_control: bool = strawberry.field(
        description="A red alert is active, an orange one that nobody acknowledged, or a step is late."
    )
    late: int = strawberry.field(description="Steps of alerts and cases that are late.")
    blind: int = strawberry.field(description="Sources that count as BLIND or UNHEARD.")
    sources: int = strawberry.field(description="Without those that are out of service.")

    @classmethod
    def of(cls, found: AreaControl) -> "AreaControlNode":
        return cls(
            area=AreaNode.of(found.area),
            tier=found.tier,
            is_out_of_control=found.is_out_of_control,
            late=found.late,
            blind=found.blind,
            sources=found.sources,
        )


@strawberry.type(name="ControlMatter", description="An alert, or the case that speaks for it too.")
class MatterNode:
    area_id: UUID
    tier: Tier
    due_at: datetime | None = strawberry.field(description="Of the step that is next.")
    alert: AlertNode | None
    case: CaseCardNode | None

    @classmethod
    def of(cls, found: Matter, context: Context) -> "MatterNode":
        return cls(
            area_id=found.area_id,
            tier=found.tier,
            due_at=found.due_at,
            alert=AlertNode.of(found.alert) if found.alert else None,
            case=CaseCardNode.of(found.case, context) if found.case else None,
        )


@strawberry.type(name="SiteControl")
class ControlNode:
    areas: list[AreaControlNode] = strawberry.field(
        description="By code; the product's own area only while something is wrong there."
    )
    matters: list[MatterNode] = strawberry.field(
        description="Why areas are out of control, in the one order of what waits; at most 50."
    )
    out_of_control_yesterday: int = strawberry.field(description="Areas, at this time yesterday.")
    out_of_control_last_week: int = strawberry.field(description="Areas, at this time a week ago.")
    areas_yesterday: list[AreaNode] = strawberry.field(description="Out of control at this time yesterday.")
    areas_last_week: list[AreaNode] = strawberry.field(description="Out of control at this time a week ago.")

    @classmethod
    def of(cls, found: Control, context: Context) -> "ControlNode":
        return cls(
            areas=[AreaControlNode.of(each) for each in found.areas],
            matters=[MatterNode.of(each, context) for each in found.matters],
            out_of_control_yesterday=len(found.yesterday),
            out_of_control_last_week=len(found.last_week),
            areas_yesterday=[AreaNode.of(each) for each in found.yesterday],
            areas_last_week=[AreaNode.of(each) for each in found.last_week],
        )


@strawberry.type(name="OnTime", description="Steps that became due within the last 30 days.")
class OnTimeNode:
    total: int
    late: int
    share: float | None = strawberry.field(description="In time, from 0 to 1; null where none was due.")
    share_before: float | None = strawberry.field(description="The same of the 30 days before.")

    @classmethod
    def of(cls, found: OnTime) -> "OnTimeNode":
        return cls(total=found.total, late=found.late, share=found.share, share_before=found.before)


@strawberry.type(name="StepOnTime")
class StepOnTimeNode:
    step: DeadlineStep
    on_time: OnTimeNode


@strawberry.type(name="DepartmentOnTime")
class DepartmentOnTimeNode:
    department: DepartmentNode
    on_time: OnTimeNode


@strawberry.type(name="DayOfAlerts", description="Red and orange alerts raised on a day of the site.")
class DayNode:
    day: date
    red: int
    orange: int


@strawberry.type(name="RepeatingSource")
class RepeatNode:
    sensor: SensorNode
    count: int
    before: int = strawberry.field(description="In the 90 days before.")

    @classmethod
    def of(cls, found: Repeat) -> "RepeatNode":
        return cls(sensor=SensorNode.of(found.sensor), count=found.count, before=found.before)


@strawberry.type(name="SiteProgress", description="The last 30 days beside the 30 before.")
class ProgressNode:
    days: list[DayNode]
    serious_alerts: int = strawberry.field(description="Red and orange alerts raised.")
    serious_alerts_before: int
    on_time_target: float
    steps: list[StepOnTimeNode]
    departments: list[DepartmentOnTimeNode] = strawberry.field(
        description="Disposal, by who owed it; the one with most late steps first, at most twelve."
    )
    repeats: list[RepeatNode] = strawberry.field(
        description="Sources with three or more red or orange alerts in 90 days, most often first."
    )
    since: date | None = strawberry.field(description="The first of the 30 days.")
    repeats_before: int = strawberry.field(description="As many did so in the 90 days before.")
    recurs_since: date | None = strawberry.field(name="repeatsSince", description="The first of the 90 days.")
    known_since: datetime | None = strawberry.field(
        description="The first alert of these sites; a time before it is not compared with."
    )

    @classmethod
    def of(cls, found: Progress) -> "ProgressNode":
        return cls(
            days=[DayNode(day=each.day, red=each.red, orange=each.orange) for each in found.days],
            serious_alerts=found.serious,
            serious_alerts_before=found.serious_before,
            on_time_target=rules.ON_TIME_TARGET,
            steps=[StepOnTimeNode(step=step, on_time=OnTimeNode.of(each)) for step, each in found.steps],
            departments=[
                DepartmentOnTimeNode(department=DepartmentNode.of(department), on_time=OnTimeNode.of(each))
                for department, each in found.departments
            ],
            repeats=[RepeatNode.of(each) for each in found.repeats],
            since=found.since,
            repeats_before=found.repeats_before,
            recurs_since=found.recurs_since,
            known_since=found.known_since,
        )


@filter_of(StepFilter, name="StepFilter", description="Steps of alerts and cases that became due.")
class StepFilterInput(FilterInput[StepFilter]):
    pass


@strawberry.type
class DueStepConnection(Connection[OverdueStepNode]):
    pass


@strawberry.type
class ControlQuery:
    @strawberry.field(
        description="Steps that became due, the last first; of the sites where the viewer may see figures.",
    )
    async def due_steps(
        self, info: Info, filter: StepFilterInput | None = None, first: int = 20, after: str | None = None
    ) -> DueStepConnection:
        viewer, now, subjects = info.context.viewer, info.context.now, info.context.edge.overdue
        which = filter.value(now) if filter else StepFilter()
        page = await info.context.read(
            lambda session: steps.page(session, viewer, subjects, which, now=now, first=first, after=after)
        )
        return DueStepConnection.of(page, OverdueStepNode.of, Counted(steps.counts, (which, now)))

    @strawberry.field(description="Of the sites where the viewer may see figures; else empty.")
    async def control(self, info: Info) -> ControlNode:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.control(session, viewer, now=now))
        return ControlNode.of(found, info.context)

    @strawberry.field(description="Of the sites where the viewer may see figures; else empty.")
    async def progress(self, info: Info) -> ProgressNode:
        viewer, now = info.context.viewer, info.context.now
        return ProgressNode.of(
            await info.context.read(lambda session: queries.progress(session, viewer, now=now))
        )

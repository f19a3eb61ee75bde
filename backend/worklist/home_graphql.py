"""What each role sees first."""

import strawberry

from backend.alerts.graphql import TierCount
from backend.core.graphql.context import Info
from backend.worklist import home_queries as home
from backend.worklist.home_queries import HomeView


@strawberry.type(name="Home")
class HomeNode:
    alerts_by_tier: list[TierCount] = strawberry.field(
        description="Alerts that are active or still unacknowledged, worst tier first, zeros included."
    )
    unacknowledged_alerts: int
    my_open_cases: int
    awaiting_recheck: int
    overdue_cases: int
    awaiting_triage: int
    open_objections: int = strawberry.field(
        description="Objections of reporters that the viewer may answer and nobody has."
    )
    silent_sensors: int
    sensors_in_service: int
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
            sensors_in_service=view.sensors_in_service,
            archived_this_week=view.archived_this_week,
        )


@strawberry.type
class HomeQuery:
    @strawberry.field
    async def home(self, info: Info) -> HomeNode:
        viewer, providers, now = info.context.viewer, info.context.edge.home, info.context.now
        return HomeNode.of(
            await info.context.read(lambda session: home.home(session, viewer, providers, now=now))
        )

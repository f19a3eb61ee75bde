"""Figures of alarm performance with the period before, their targets and trends, by department and area."""

from datetime import datetime, timedelta
from typing import Final

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.filters import checked_time
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.people.graphql import DepartmentNode
from backend.people.rules import Department
from backend.sites.graphql import AreaNode
from backend.sites.rules import Area
from backend.tuning import figures_queries as queries
from backend.tuning.figures_queries import Target
from backend.tuning.figures_rules import KpiFigure, Measured
from backend.tuning.parts_queries import Part

strawberry.enum(KpiFigure, name="KpiFigure")
LONGEST: Final = timedelta(days=92)


@strawberry.type(name="KpiTarget", description="What a standard or a rule asks for.")
class TargetNode:
    at_most: float
    source: str
    note: TextNode
    is_verified: bool = strawberry.field(description="False: read elsewhere than in the source itself.")

    @classmethod
    def of(cls, found: Target) -> "TargetNode":
        return cls(
            at_most=found.at_most,
            source=found.source,
            note=TextNode.of(found.note),
            is_verified=found.is_verified,
        )


@strawberry.type(name="KpiFigureValue")
class FigureNode:
    figure: KpiFigure
    value: float | None = strawberry.field(description="A number, or a share from 0 to 1; null: no data.")
    before: float | None = strawberry.field(description="The same in as long a time before.")
    count: int = strawberry.field(description="Rows of the list behind the figure.")
    count_before: int
    trend: list[float | None] = strawberry.field(description="The same of each day up to now.")
    target: TargetNode | None = strawberry.field(description="Null where no standard names a figure.")

    @classmethod
    def of(cls, figure: KpiFigure, found: Measured) -> "FigureNode":
        target = queries.targets().get(figure)
        return cls(
            figure=figure,
            value=found.value,
            before=found.before,
            count=found.count,
            count_before=found.count_before,
            trend=list(found.trend),
            target=TargetNode.of(target) if target else None,
        )


@strawberry.type(
    name="KpiPart",
    description="Alerts of a department or an area; late: acknowledged after their time, or not at all.",
)
class PartNode:
    department: DepartmentNode | None
    area: AreaNode | None
    alerts: int
    alerts_before: int
    late: int
    late_before: int

    @classmethod
    def of(cls, found: Part) -> "PartNode":
        return cls(
            department=DepartmentNode.of(found.of) if isinstance(found.of, Department) else None,
            area=AreaNode.of(found.of) if isinstance(found.of, Area) else None,
            alerts=found.alerts,
            alerts_before=found.alerts_before,
            late=found.late,
            late_before=found.late_before,
        )


@strawberry.type(name="KpiReport")
class ReportNode:
    figures: list[FigureNode]
    is_before_complete: bool = strawberry.field(
        description="Whether the time before is known from its first day on."
    )
    departments: list[PartNode] = strawberry.field(description="The busiest first.")
    areas: list[PartNode] = strawberry.field(description="The busiest first.")


@strawberry.type
class FiguresQuery:
    @strawberry.field(
        description="Whole days from `start` to before `end`, at the sites where the viewer may see figures.",
    )
    @of_module(Module.TUNING)
    async def kpi_report(self, info: Info, start: datetime, end: datetime) -> ReportNode:
        begins, ends = checked_time(start), checked_time(end)
        if begins is None or ends is None or not timedelta(days=1) <= ends - begins <= LONGEST:
            raise Refused(ErrorCode.INVALID_INPUT, f"from a day to {LONGEST.days} days")
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: queries.report(session, viewer, start=begins, end=ends, now=now)
        )
        return ReportNode(
            figures=[FigureNode.of(figure, found.figures[figure]) for figure in KpiFigure],
            is_before_complete=found.is_before_complete,
            departments=[PartNode.of(each) for each in found.departments],
            areas=[PartNode.of(each) for each in found.areas],
        )

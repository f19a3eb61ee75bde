"""Objections that wait for an officer's answer."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.connections import Connection, Counted, PageInfo, edges_of
from backend.core.graphql.context import Info
from backend.hazards.graphql import HazardReportNode
from backend.hazards.objections import queries as objections
from backend.hazards.objections.queries import ObjectionView
from backend.people.rules import shown_at


@strawberry.type(name="OpenObjection")
class OpenObjectionNode:
    id: UUID
    reason: str
    made_at: datetime
    case_number: str | None = strawberry.field(
        description="The archived case it is about; null: the report was declined."
    )
    report: HazardReportNode

    @classmethod
    def of(cls, view: ObjectionView) -> "OpenObjectionNode":
        return cls(
            id=view.objection.objection_id,
            reason=view.objection.reason,
            made_at=shown_at(view.objection.made_at, by=view.report.report.reported_by),
            case_number=view.case_number,
            report=HazardReportNode.of(view.report),
        )


@strawberry.type
class OpenObjectionConnection(Connection[OpenObjectionNode]):
    total: int


@strawberry.type
class ObjectionsQuery:
    @strawberry.field(
        description="What the viewer may answer and nobody has, what waits longest first.",
    )
    async def open_objections(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> OpenObjectionConnection:
        viewer = info.context.viewer
        page, total = await info.context.read(
            lambda session: (
                objections.page(session, viewer, first=first, after=after),
                objections.count(session, viewer),
            )
        )
        return OpenObjectionConnection(
            edges=edges_of(page, OpenObjectionNode.of),
            page_info=PageInfo.of(page),
            counted=Counted(objections.counts, None),
            total=total,
        )

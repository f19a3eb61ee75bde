"""Objections that wait for an officer's answer."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.api.alerts import PageInfo
from backend.api.context import Context, Info
from backend.api.hazards import HazardReportNode
from backend.storage.views.loop.reporter import objections
from backend.storage.views.loop.reporter.objections import ObjectionView
from backend.storage.views.paging import Page


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
    def of(cls, view: ObjectionView, context: Context) -> "OpenObjectionNode":
        return cls(
            id=view.objection.objection_id,
            reason=view.objection.reason,
            made_at=view.objection.made_at,
            case_number=view.case_number,
            report=HazardReportNode.of(view.report, context),
        )


@strawberry.type
class OpenObjectionEdge:
    cursor: str
    node: OpenObjectionNode


@strawberry.type
class OpenObjectionConnection:
    total: int
    edges: list[OpenObjectionEdge]
    page_info: PageInfo

    @classmethod
    def of(cls, page: Page[ObjectionView], total: int, context: Context) -> "OpenObjectionConnection":
        edges = [
            OpenObjectionEdge(cursor=cursor, node=OpenObjectionNode.of(view, context))
            for cursor, view in page.items
        ]
        return cls(
            total=total,
            edges=edges,
            page_info=PageInfo(has_next_page=page.has_next, end_cursor=page.end_cursor),
        )


@strawberry.type
class ObjectionsQuery:
    @strawberry.field(description="What the viewer may answer and nobody has, what waits longest first.")
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
        return OpenObjectionConnection.of(page, total, info.context)

"""The messages behind a digest."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases.graphql import CaseNode, find_case
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.notifications import digest_queries as digests
from backend.notifications.digest_queries import DigestMember


@strawberry.type(name="DigestMember", description="One of the messages that left as one.")
class DigestMemberNode:
    id: UUID
    title: TextNode = strawberry.field(description="What happened, as its own message would have said.")
    at: datetime
    path: str = strawberry.field(description="Of the page that it opens.")
    alert_id: strawberry.Private[UUID | None]
    case_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, member: DigestMember) -> "DigestMemberNode":
        return cls(
            id=member.delivery_id,
            title=TextNode.of(member.title),
            at=member.at,
            path=member.path,
            alert_id=member.alert_id,
            case_id=member.case_id,
        )

    @strawberry.field(description="As it is now.")
    async def alert(self, info: Info) -> AlertNode | None:
        found = await info.context.load_or_none(alerts.by_ids, self.alert_id) if self.alert_id else None
        return AlertNode.of(found) if found else None

    @strawberry.field(description="As it is now.")
    async def case(self, info: Info) -> CaseNode | None:
        return await find_case(info, self.case_id)


@strawberry.type
class DigestsQuery:
    @strawberry.field(
        description="What a digest to the viewer speaks for, the newest first, at most 200; empty for any "
        "other message.",
    )
    async def digest_members(self, info: Info, delivery_id: UUID) -> list[DigestMemberNode]:
        viewer = info.context.viewer
        subjects = info.context.edge.subjects
        found = await info.context.read(
            lambda session: digests.members_of(session, viewer, delivery_id, subjects)
        )
        return [DigestMemberNode.of(each) for each in found]

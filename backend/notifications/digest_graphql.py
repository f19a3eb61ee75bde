"""The messages behind a digest."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.shared_viewer import PER_VIEWER
from backend.notifications import digest_queries as digests


@strawberry.type(name="DigestMember", description="One of the messages that left as one.")
class DigestMemberNode:
    id: UUID
    event: str
    at: datetime
    alert_id: UUID | None
    case_id: UUID | None


@strawberry.type
class DigestsQuery:
    @strawberry.field(
        metadata=PER_VIEWER,
        description="What a digest to the viewer speaks for, the newest first; empty for any other message.",
    )
    async def digest_members(self, info: Info, delivery_id: UUID) -> list[DigestMemberNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: digests.members_of(session, viewer, delivery_id))
        return [
            DigestMemberNode(
                id=each.delivery_id,
                event=each.event,
                at=each.at,
                alert_id=each.alert_id,
                case_id=each.case_id,
            )
            for each in found
        ]

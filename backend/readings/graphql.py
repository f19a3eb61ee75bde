"""Readings as screens show them, and how long they are kept."""

from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.readings import queries as readings
from backend.readings import retention_commands as commands
from backend.sites.rules import Retention


@strawberry.type(
    name="Retention", description="For how many days a site keeps readings, minutes and hours of them."
)
class RetentionNode:
    readings_days: int
    minutes_days: int
    hours_days: int

    @classmethod
    def of(cls, kept: Retention) -> "RetentionNode":
        return cls(
            readings_days=kept.readings_days, minutes_days=kept.minutes_days, hours_days=kept.hours_days
        )


@strawberry.input
class SetRetentionInput:
    operation_id: UUID
    site_id: UUID
    readings_days: int
    minutes_days: int
    hours_days: int
    reason: str


@strawberry.type
class ReadingsQuery:
    @strawberry.field(description="Null for a site that is not the viewer's.")
    async def retention(self, info: Info, site_id: UUID) -> RetentionNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: readings.retention(session, viewer, site_id))
        return RetentionNode.of(found) if found else None


@strawberry.type
class ReadingsMutation:
    @strawberry.mutation(description="What is older than the new limits is deleted within hours, for good.")
    async def set_retention(self, info: Info, input: SetRetentionInput) -> RetentionNode:
        viewer = info.context.viewer
        wanted = Retention(input.readings_days, input.minutes_days, input.hours_days)
        await info.context.command(
            input,
            "set_retention",
            lambda tx: commands.set_retention(tx, input.site_id, wanted, reason=input.reason, by=viewer),
        )
        found = await info.context.read(lambda session: readings.retention(session, viewer, input.site_id))
        return RetentionNode.of(found or wanted)

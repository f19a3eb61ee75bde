"""Changes of people, departments and posts: who changed what, for the one who comes second."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.people.directory import queries as directory
from backend.people.graphql import PersonNode


@strawberry.type(
    name="OrganisationChange",
    description="`kind`: the event as the audit keeps it; `note`: old and new values.",
)
class OrganisationChangeNode:
    kind: str
    at: datetime
    person: PersonNode | None
    note: str


@strawberry.type
class OrganisationChangesQuery:
    @strawberry.field(description="The last changes of a person, department or post, newest first.")
    async def organisation_changes(self, info: Info, object_id: UUID) -> list[OrganisationChangeNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: directory.changes_of(session, viewer, object_id))
        return [
            OrganisationChangeNode(
                kind=each.kind, at=each.at, person=PersonNode.of_optional(each.by), note=each.note
            )
            for each in found
        ]

"""Owners of parts of the risk register, as GraphQL shows and takes them."""

from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.people.graphql import DepartmentNode, PersonNode, department_of, person_of
from backend.people.posts.graphql import PostNameNode, post_of
from backend.risks.rules import Owner


@strawberry.type(name="RiskOwner")
class OwnerNode:
    """Base of every part that has an owner; by itself the owner of a measure or check item."""

    owner: strawberry.Private[Owner]

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        return await department_of(info, self.owner.department_id)

    @strawberry.field
    async def post(self, info: Info) -> PostNameNode | None:
        return await post_of(info, self.owner.post_id)

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.owner.person_id)


@strawberry.input(description="Who answers for it: a department, and in it a post or a person.")
class RiskOwnerInput:
    department_id: UUID | None = None
    post_id: UUID | None = None
    person_id: UUID | None = None

    def value(self) -> Owner:
        return Owner(self.department_id, self.post_id, self.person_id)

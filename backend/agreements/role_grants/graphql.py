"""Change of a person's role."""

from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.agreements.role_grants import commands
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Role, Viewer
from backend.people.directory.graphql import StaffMemberNode, added_person


@strawberry.type(
    name="RoleChange",
    description="The person as they are now, and the requests for a second person.",
)
class RoleChangeNode:
    person: StaffMemberNode
    agreements: list[AgreementNode]


@strawberry.input(
    description="Officers, executives and administrators are granted by two where two exist:"
    " `asks_second_person` asks one, for this reason. `version`: of the person as they were seen."
)
class ChangeRoleInput:
    operation_id: UUID
    site_id: UUID
    person_id: UUID
    version: int
    role: Role
    reason: str = ""
    asks_second_person: bool = False


async def role_change(info: Info, person_id: UUID) -> RoleChangeNode:
    return RoleChangeNode(
        person=await added_person(info, person_id), agreements=await agreements_of(info, person_id)
    )


@strawberry.type
class RoleGrantsMutation:
    @command(returns=role_change)
    def change_role(self, tx: Transaction, input: ChangeRoleInput, by: Viewer) -> UUID:
        return commands.change_role(
            tx,
            input.person_id,
            input.site_id,
            input.role,
            version=input.version,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

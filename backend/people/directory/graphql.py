"""People of a site, for who manages them."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Role, Viewer
from backend.people.directory import commands
from backend.people.directory import queries as directory
from backend.people.directory.queries import StaffView
from backend.people.directory.rules import AddressKind, Employment, StaffState

strawberry.enum(AddressKind, name="AddressKind")
strawberry.enum(StaffState, name="StaffState")


@strawberry.type(name="StaffAddress", description="As somebody typed it; unverified.")
class StaffAddressNode:
    kind: AddressKind
    address: str


@strawberry.type(
    name="StaffMember",
    description="Somebody who belongs to a site. `id`: of the person; `version`: for their next change.",
)
class StaffMemberNode:
    id: UUID
    site_id: UUID
    username: str
    name: TextNode
    role: Role
    department_id: UUID | None
    department: TextNode | None
    post_id: UUID | None
    post: TextNode | None
    employee_code: str | None
    joined_on: date | None
    addresses: list[StaffAddressNode]
    version: int
    state: StaffState
    invited_until: datetime | None
    disabled_at: datetime | None
    leaves_on: date | None = strawberry.field(description="The first day without them, where it is set.")
    may_manage: bool

    @classmethod
    def of(cls, view: StaffView, context: Context) -> "StaffMemberNode":
        each, employment = view.member, view.member.employment
        return cls(
            id=each.person_id,
            site_id=each.site_id,
            username=each.username,
            name=TextNode.of(each.name),
            role=each.role,
            department_id=employment.department_id,
            department=TextNode.of(view.department) if view.department else None,
            post_id=employment.post_id,
            post=TextNode.of(view.post) if view.post else None,
            employee_code=employment.employee_code,
            joined_on=employment.joined_on,
            addresses=[
                StaffAddressNode(kind=kind, address=each.addresses[kind])
                for kind in AddressKind
                if kind in each.addresses
            ],
            version=each.version,
            state=view.state(at=context.now),
            invited_until=view.invited_until,
            disabled_at=view.disabled_at,
            leaves_on=view.leaves_on,
            may_manage=view.may_manage,
        )


@strawberry.input
class StaffAddressInput:
    kind: AddressKind
    address: str


@strawberry.input(description="They are invited next: nobody types a password for somebody else.")
class AddPersonInput:
    operation_id: UUID
    site_id: UUID
    username: str
    name_zh: str
    name_en: str = ""
    role: Role
    department_id: UUID | None = None
    post_id: UUID | None = None
    employee_code: str | None = None
    joined_on: date | None = None
    addresses: list[StaffAddressInput] = strawberry.field(default_factory=list)


@strawberry.input(description="Everything but the role; `version`: of the person as they were seen.")
class ChangePersonInput:
    operation_id: UUID
    site_id: UUID
    person_id: UUID
    version: int
    name_zh: str
    name_en: str = ""
    department_id: UUID | None = None
    post_id: UUID | None = None
    employee_code: str | None = None
    joined_on: date | None = None
    addresses: list[StaffAddressInput] = strawberry.field(default_factory=list)


async def added_person(info: Info, person_id: UUID) -> StaffMemberNode:
    """The person at the first of the viewer's sites at which they are."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: directory.anywhere(session, viewer, person_id))
    if found is None:
        raise LookupError(f"no person {person_id} of the viewer's")
    return StaffMemberNode.of(found, info.context)


@strawberry.type
class DirectoryQuery:
    @strawberry.field(
        description="Everybody of a site, by name; nobody where the viewer manages nobody.",
    )
    async def staff(self, info: Info, site_id: UUID) -> list[StaffMemberNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: directory.of_site(session, viewer, site_id))
        return [StaffMemberNode.of(view, info.context) for view in found]

    @strawberry.field
    async def staff_member(self, info: Info, site_id: UUID, person_id: UUID) -> StaffMemberNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: directory.by_id(session, viewer, person_id, site_id))
        return StaffMemberNode.of(found, info.context) if found else None


@strawberry.type
class DirectoryMutation:
    @command(returns=added_person)
    def add_person(self, tx: Transaction, input: AddPersonInput, by: Viewer) -> UUID:
        return commands.add_person(
            tx,
            input.site_id,
            username=input.username,
            name=checked_name(input.name_zh, input.name_en),
            role=input.role,
            employment=_employment(input),
            addresses={each.kind: each.address for each in input.addresses},
            by=by,
        )

    @command(returns=added_person)
    def change_person(self, tx: Transaction, input: ChangePersonInput, by: Viewer) -> UUID:
        return commands.change_person(
            tx,
            input.person_id,
            input.site_id,
            name=checked_name(input.name_zh, input.name_en),
            employment=_employment(input),
            addresses={each.kind: each.address for each in input.addresses},
            version=input.version,
            by=by,
        )


def _employment(input: AddPersonInput | ChangePersonInput) -> Employment:
    return Employment(input.department_id, input.post_id, input.employee_code, input.joined_on)

"""People and their places in the organisation."""

from collections.abc import Mapping
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.viewer import Permission, Role, Viewer
from backend.people import queries as people
from backend.people.privacy import queries as privacy
from backend.people.privacy.queries import Standing
from backend.people.privacy.rules import Purpose
from backend.people.queries import PersonView, ViewerView
from backend.people.rules import Department
from backend.sites.graphql import SiteNode

strawberry.enum(Role, name="Role")
strawberry.enum(Permission, name="Permission")
strawberry.enum(Module, name="Module", description="Parts of the product that a site may switch off.")
strawberry.enum(Purpose, name="Purpose")


@strawberry.type(name="Department")
class DepartmentNode:
    id: UUID
    name: TextNode

    @classmethod
    def of(cls, department: Department) -> "DepartmentNode":
        return cls(id=department.department_id, name=TextNode.of(department.name))


@strawberry.type(name="Person")
class PersonNode:
    id: UUID
    name: TextNode
    department: DepartmentNode | None
    post: TextNode | None

    @classmethod
    def of(cls, view: PersonView) -> "PersonNode":
        return cls(
            id=view.person.person_id,
            name=TextNode.of(view.person.name),
            department=DepartmentNode.of(view.department) if view.department else None,
            post=TextNode.of(view.post) if view.post else None,
        )

    @classmethod
    def of_optional(cls, view: PersonView | None) -> "PersonNode | None":
        return cls.of(view) if view else None


@strawberry.type(name="Membership")
class MembershipNode:
    site: SiteNode
    role: Role
    permissions: list[Permission]
    modules: list[Module] = strawberry.field(description="Those that the site has not switched off.")
    unread_notices: int = strawberry.field(description="Notices on their data that the viewer has not read.")
    agreed: list[Purpose] = strawberry.field(description="What the viewer has agreed to.")


@strawberry.type(name="Viewer")
class ViewerNode:
    person: PersonNode
    memberships: list[MembershipNode]
    must_enrol: bool = strawberry.field(
        description="An administrator without a second factor: may do nothing until there is one."
    )


@strawberry.type
class PeopleQuery:
    @strawberry.field
    async def viewer(self, info: Info) -> ViewerNode:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: people.viewer_view(session, viewer))
        standing = await info.context.read(lambda session: privacy.standing(session, viewer))
        return _viewer_node(viewer, found, standing)

    @strawberry.field
    async def departments(self, info: Info) -> list[DepartmentNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: people.departments(session, viewer))
        return [DepartmentNode.of(department) for department in found]

    @strawberry.field
    async def people(self, info: Info) -> list[PersonNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: people.people(session, viewer))
        return [PersonNode.of(view) for view in found]


async def person_of(info: Info, person_id: UUID | None) -> PersonNode | None:
    """The person, loaded together with all others asked for on this level; None for nobody known here."""
    found = await info.context.load_or_none(people.by_ids, person_id) if person_id else None
    return PersonNode.of_optional(found)


async def department_of(info: Info, department_id: UUID | None) -> DepartmentNode | None:
    """The same for a department."""
    found = (
        await info.context.load_or_none(people.departments_by_ids, department_id) if department_id else None
    )
    return DepartmentNode.of(found) if found else None


def _viewer_node(viewer: Viewer, view: ViewerView, standing: Mapping[UUID, Standing]) -> ViewerNode:
    memberships = [
        MembershipNode(
            site=SiteNode.of(view.sites[each.site_id]),
            role=each.role,
            permissions=sorted(viewer.permissions_at(each.site_id)),
            modules=[module for module in Module if module not in each.modules_off],
            unread_notices=standing[each.site_id].unread,
            agreed=list(standing[each.site_id].agreed),
        )
        for each in viewer.memberships
    ]
    return ViewerNode(
        person=PersonNode.of(view.person), memberships=memberships, must_enrol=viewer.must_enrol
    )

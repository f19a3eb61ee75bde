"""Departments as a tree, for who keeps the organisation."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.people.departments import commands
from backend.people.departments import queries as departments
from backend.people.departments.queries import DepartmentView


@strawberry.type(
    name="DepartmentRecord",
    description="A node of the tree. `people`: of the department itself, without what stands under it.",
)
class DepartmentRecordNode:
    id: UUID
    site_id: UUID
    code: str
    name: TextNode
    parent_id: UUID | None
    closed_at: datetime | None
    version: int
    people: int

    @classmethod
    def of(cls, view: DepartmentView) -> "DepartmentRecordNode":
        each = view.department
        return cls(
            id=each.department_id,
            site_id=each.site_id,
            code=each.code,
            name=TextNode.of(each.name),
            parent_id=each.parent_id,
            closed_at=each.closed_at,
            version=each.version,
            people=view.people,
        )


@strawberry.input
class AddDepartmentInput:
    operation_id: UUID
    site_id: UUID
    code: str
    name_zh: str
    name_en: str = ""
    parent_id: UUID | None = None


@strawberry.input(description="`version`: of the department as it was seen.")
class ChangeDepartmentInput:
    operation_id: UUID
    department_id: UUID
    version: int
    code: str
    name_zh: str
    name_en: str = ""
    parent_id: UUID | None = None


@strawberry.input
class CloseDepartmentInput:
    operation_id: UUID
    department_id: UUID
    version: int


async def department_record(info: Info, department_id: UUID) -> DepartmentRecordNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: departments.by_id(session, viewer, department_id))
    if found is None:
        raise LookupError(f"no department {department_id} of the viewer's")
    return DepartmentRecordNode.of(found)


@strawberry.type
class DepartmentsQuery:
    @strawberry.field(
        description="Every department of a site by code, closed ones too; for who manages people.",
    )
    async def department_tree(self, info: Info, site_id: UUID) -> list[DepartmentRecordNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: departments.of_site(session, viewer, site_id))
        return [DepartmentRecordNode.of(view) for view in found]


@strawberry.type
class DepartmentsMutation:
    @command(returns=department_record)
    def add_department(self, tx: Transaction, input: AddDepartmentInput, by: Viewer) -> UUID:
        name = checked_name(input.name_zh, input.name_en)
        return commands.add_department(
            tx, input.site_id, code=input.code, name=name, parent_id=input.parent_id, by=by
        )

    @command(returns=department_record, description="Rename it, or move it with all that stands under it.")
    def change_department(self, tx: Transaction, input: ChangeDepartmentInput, by: Viewer) -> UUID:
        return commands.change_department(
            tx,
            input.department_id,
            code=input.code,
            name=checked_name(input.name_zh, input.name_en),
            parent_id=input.parent_id,
            version=input.version,
            by=by,
        )

    @command(returns=department_record, description="Refused while people, tasks or sources belong to it.")
    def close_department(self, tx: Transaction, input: CloseDepartmentInput, by: Viewer) -> UUID:
        return commands.close_department(tx, input.department_id, version=input.version, by=by)

    @command(returns=department_record)
    def reopen_department(self, tx: Transaction, input: CloseDepartmentInput, by: Viewer) -> UUID:
        return commands.reopen_department(tx, input.department_id, version=input.version, by=by)

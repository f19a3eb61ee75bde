"""Plans of a site: pictures on which its areas are drawn."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, success
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sites.plans import commands as plans
from backend.sites.plans import queries
from backend.sites.plans.rules import Plan

if TYPE_CHECKING:
    from backend.people.graphql import PersonNode

PersonOrNone = Annotated["PersonNode", strawberry.lazy("backend.people.graphql")] | None


@strawberry.type(
    name="Plan",
    description="A picture on which areas are drawn; `width` and `height` are the units of what is on it.",
)
class PlanNode:
    id: UUID
    site_id: UUID
    name: TextNode
    picture_url: str
    width: float
    height: float
    version: int
    changed_at: datetime | None
    changed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, plan: Plan) -> "PlanNode":
        return cls(
            id=plan.plan_id,
            site_id=plan.site_id,
            name=TextNode.of(plan.name),
            picture_url=f"/photos/plans/{plan.plan_id}/{plan.sha256 or plan.version}",
            width=plan.width,
            height=plan.height,
            version=plan.version,
            changed_at=plan.changed_at,
            changed_by_id=plan.changed_by,
        )

    @strawberry.field(description="Who changed it last.")
    async def changed_by(self, info: Info) -> PersonOrNone:
        from backend.people.graphql import person_of  # noqa: PLC0415 - people show their site

        return await person_of(info, self.changed_by_id)


@strawberry.input(description="`picture`: sha256 of one that was sent before, as its answer names it.")
class AddPlanInput:
    operation_id: UUID
    site_id: UUID
    name_zh: str
    name_en: str = ""
    picture: str


@strawberry.input(description="`picture`: null keeps the one it has.")
class ChangePlanInput:
    operation_id: UUID
    plan_id: UUID
    version: int
    name_zh: str
    name_en: str = ""
    picture: str | None = None


@strawberry.input
class RemovePlanInput:
    operation_id: UUID
    plan_id: UUID
    version: int


async def plan_node(info: Info, plan_id: UUID) -> PlanNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.plan(session, viewer, plan_id))
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such plan at the viewer's sites")
    return PlanNode.of(found)


@strawberry.type
class PlansQuery:
    @strawberry.field(description="The plans of the viewer's sites, in their order.")
    async def plans(self, info: Info) -> list[PlanNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.plans(session, viewer))
        return [PlanNode.of(plan) for plan in found]


@strawberry.type
class PlansMutation:
    @command(returns=plan_node, description="Show a picture as one more plan of the site.")
    def add_plan(self, tx: Transaction, input: AddPlanInput, by: Viewer) -> UUID:
        name = Text(input.name_zh, input.name_en)
        return plans.add_plan(tx, input.site_id, name, input.picture, by=by).plan_id

    @command(returns=plan_node, description="Name a plan anew, or show another picture of it.")
    def change_plan(self, tx: Transaction, input: ChangePlanInput, by: Viewer) -> UUID:
        name = Text(input.name_zh, input.name_en)
        plans.change_plan(tx, input.plan_id, name, input.picture, version=input.version, by=by)
        return input.plan_id

    @command(returns=success, description="Take a plan away on which nothing is drawn.")
    def remove_plan(self, tx: Transaction, input: RemovePlanInput, by: Viewer) -> UUID:
        return plans.remove_plan(tx, input.plan_id, version=input.version, by=by).plan_id

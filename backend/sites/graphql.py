"""Sites and their areas."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.core.database import SITE, Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.text import Language, Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.sites import area_commands, queries
from backend.sites.area_commands import AreaDetails, Drawing
from backend.sites.labels import queries as labels
from backend.sites.rules import Area, Site
from backend.sites.settings.label_set_graphql import LabelSet

if TYPE_CHECKING:
    from backend.people.graphql import PersonNode

strawberry.enum(Stage, name="Stage")
PersonOrNone = Annotated["PersonNode", strawberry.lazy("backend.people.graphql")] | None


@strawberry.type(name="Site")
class SiteNode:
    id: UUID
    code: str
    name: TextNode
    plan_url: str = strawberry.field(
        description="Picture of its first plan.", deprecation_reason="`plans` says which there are."
    )
    timezone: str
    language: Language = strawberry.field(description="Of phones whose people have not chosen one.")
    label_set: LabelSet
    control_room: str = strawberry.field(description="Phone number of the control room, or empty.")
    asks_proof: bool = strawberry.field(
        description="Whether who signs, or lets an alarm come later, shows here lately that it is them: else"
        " STEP_UP_NEEDED."
    )

    @classmethod
    def of(cls, site: Site) -> "SiteNode":
        return cls(
            id=site.site_id,
            code=site.code,
            name=TextNode.of(site.name),
            plan_url=f"/photos/plans/{site.site_id}.svg",
            timezone=site.timezone,
            language=site.language,
            label_set=site.label_set,
            control_room=site.control_room,
            asks_proof=site.asks_proof,
        )


@strawberry.type(name="PlanPoint", description="In units of a plan picture.")
class PlanPointNode:
    x: float
    y: float

    @classmethod
    def of_optional(cls, point: tuple[float, float] | None) -> "PlanPointNode | None":
        return cls(x=point[0], y=point[1]) if point else None


@strawberry.type(
    name="Area",
    description="Part of a site, with its polygon on a plan (x, y pairs in its units; empty: not drawn yet).",
)
class AreaNode:
    id: UUID
    site_id: UUID
    code: str
    name: TextNode
    polygon: list[float]
    plan_id: UUID | None
    parent_id: UUID | None
    default_stage: Stage | None
    muster: TextNode
    muster_at: PlanPointNode | None
    closed_at: datetime | None
    version: int
    changed_at: datetime | None
    changed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, area: Area) -> "AreaNode":
        return cls(
            id=area.area_id,
            site_id=area.site_id,
            code=area.code,
            name=TextNode.of(area.name),
            polygon=list(area.polygon),
            plan_id=area.plan_id,
            parent_id=area.parent_id,
            default_stage=area.default_stage,
            muster=TextNode.of(area.muster),
            muster_at=PlanPointNode.of_optional(area.muster_at),
            closed_at=area.closed_at,
            version=area.version,
            changed_at=area.changed_at,
            changed_by_id=area.changed_by,
        )

    @strawberry.field(description="What stands in the QR code of its label; it never changes.")
    async def label_code(self, info: Info) -> str | None:
        return await info.context.load_or_none(labels.codes, self.id)

    @strawberry.field(description="Who changed it last.")
    async def changed_by(self, info: Info) -> PersonOrNone:
        from backend.people.graphql import person_of  # noqa: PLC0415 - people show their site

        return await person_of(info, self.changed_by_id)


@strawberry.input
class PlanPointInput:
    x: float
    y: float


@strawberry.input
class AreaDetailsInput:
    code: str
    name_zh: str
    name_en: str = ""
    parent_id: UUID | None = None
    default_stage: Stage | None = None
    muster_zh: str = ""
    muster_en: str = ""

    def details(self) -> AreaDetails:
        return AreaDetails(
            code=self.code,
            name=Text(self.name_zh, self.name_en),
            parent_id=self.parent_id,
            default_stage=self.default_stage,
            muster=Text(self.muster_zh, self.muster_en),
        )


@strawberry.input(description="`planId` null takes the area off the plan; `polygon`: x, y pairs.")
class AreaDrawingInput:
    plan_id: UUID | None
    polygon: list[float]
    muster_at: PlanPointInput | None = None

    def drawing(self) -> Drawing:
        return _drawing(self.plan_id, self.polygon, self.muster_at)


def _drawing(plan_id: UUID | None, polygon: list[float], muster: PlanPointInput | None) -> Drawing:
    return Drawing(plan_id, tuple(polygon), (muster.x, muster.y) if muster else None)


@strawberry.input(description="Without a drawing the area is on no plan yet.")
class AddAreaInput:
    operation_id: UUID
    site_id: UUID
    details: AreaDetailsInput
    drawing: AreaDrawingInput | None = None


@strawberry.input(
    description="`version`: of what the person looked at. Without a drawing it stays as it is drawn."
)
class ChangeAreaInput:
    operation_id: UUID
    area_id: UUID
    version: int
    details: AreaDetailsInput
    drawing: AreaDrawingInput | None = None


@strawberry.input(description="`planId` null takes the area off the plan; `polygon`: x, y pairs.")
class DrawAreaInput:
    operation_id: UUID
    area_id: UUID
    version: int
    plan_id: UUID | None
    polygon: list[float]
    muster_at: PlanPointInput | None = None


@strawberry.input
class CloseAreaInput:
    operation_id: UUID
    area_id: UUID
    version: int


async def area_node(info: Info, area_id: UUID) -> AreaNode:
    """The area after a command."""
    return AreaNode.of(await info.context.load(queries.areas_by_ids, area_id))


@strawberry.type
class SitesQuery:
    @strawberry.field(description="The areas in use of the viewer's sites.")
    async def areas(self, info: Info) -> list[AreaNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.areas(session, viewer))
        return [AreaNode.of(area) for area in found if area.closed_at is None]

    @strawberry.field(description="Those that were closed, too; by code.")
    async def every_area(self, info: Info) -> list[AreaNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.areas(session, viewer))
        return [AreaNode.of(area) for area in found]


@strawberry.type
class AreasMutation:
    @command(returns=area_node, description="Add an area to a site.")
    def add_area(self, tx: Transaction, input: AddAreaInput, by: Viewer) -> UUID:
        details = input.details.details()
        drawing = input.drawing.drawing() if input.drawing else None
        return area_commands.add_area(tx, input.site_id, details, drawing=drawing, by=by).area_id

    @command(returns=area_node, description="Describe an area anew, and draw it: both, or neither.")
    def change_area(self, tx: Transaction, input: ChangeAreaInput, by: Viewer) -> UUID:
        details = input.details.details()
        drawing = input.drawing.drawing() if input.drawing else None
        return area_commands.change_area(
            tx, input.area_id, details, drawing=drawing, version=input.version, by=by
        ).area_id

    @command(returns=area_node, description="Draw an area and its muster point on a plan.")
    def draw_area(self, tx: Transaction, input: DrawAreaInput, by: Viewer) -> UUID:
        drawing = _drawing(input.plan_id, input.polygon, input.muster_at)
        return area_commands.draw_area(tx, input.area_id, drawing, version=input.version, by=by).area_id

    @command(returns=area_node, description="Close an area in which nothing stands any more.")
    def close_area(self, tx: Transaction, input: CloseAreaInput, by: Viewer) -> UUID:
        return area_commands.close_area(tx, input.area_id, version=input.version, by=by).area_id

    @command(returns=area_node, description="Take a closed area into use again.")
    def reopen_area(self, tx: Transaction, input: CloseAreaInput, by: Viewer) -> UUID:
        return area_commands.reopen_area(tx, input.area_id, version=input.version, by=by).area_id


@strawberry.type
class SitesSubscription:
    @strawberry.subscription(
        description="A site whose maintenance, sources, suggestions or rules changed: query its lists again."
    )
    async def site_changed(self, info: Info) -> AsyncGenerator[strawberry.ID, None]:
        async for changed in info.context.changes(SITE):
            yield strawberry.ID(str(changed.site_id))

"""Four-colour maps: the official ones of a site, issued and read."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.live_risk.maps import commands, queries
from backend.live_risk.maps.rules import USUAL_MONTHS, FrozenMap, RiskMap, levels_of

if TYPE_CHECKING:
    from backend.people.graphql import PersonNode

PersonOrNone = Annotated["PersonNode", strawberry.lazy("backend.people.graphql")] | None


@strawberry.type(name="RiskMapLevel")
class MapLevelNode:
    level: int | None = strawberry.field(description="4 to 1, 4 the worst; null: not assessed.")
    areas: int


@strawberry.type(name="RiskMapPlan", description="A plan with the picture that it had then.")
class MapPlanNode:
    plan_id: UUID
    picture_url: str
    width: float
    height: float


@strawberry.type(name="RiskMapArea", description="An area as it was when the map was issued.")
class MapAreaNode:
    area_id: UUID
    code: str
    name: TextNode
    plan_id: UUID | None = strawberry.field(description="Null: not on the plan.")
    polygon: list[float]
    level: int | None = strawberry.field(description="Residual, 1 to 4; null: not assessed.")


@strawberry.type(
    name="RiskMap",
    description=(
        "An official map: residual levels, frozen. "
        "On paper at /risk-maps/{id}.pdf?size=A3|A4&lang=zh|en|both."
    ),
)
class RiskMapNode:
    id: UUID
    site_id: UUID
    number: str
    issued_at: datetime
    redrawn_by: datetime = strawberry.field(description="By then it is to be drawn again.")
    sha256: str = strawberry.field(description="Over its content.")
    issued_by_id: strawberry.Private[UUID]
    content: strawberry.Private[FrozenMap]

    @classmethod
    def of(cls, issued: RiskMap) -> Self:
        return cls(
            id=issued.map_id,
            site_id=issued.site_id,
            number=issued.number,
            issued_at=issued.issued_at,
            redrawn_by=issued.redrawn_by,
            sha256=issued.sha256,
            issued_by_id=issued.issued_by,
            content=issued.content,
        )

    @strawberry.field
    async def issued_by(self, info: Info) -> PersonOrNone:
        from backend.people.graphql import person_of  # noqa: PLC0415 - people show their site

        return await person_of(info, self.issued_by_id)

    @strawberry.field(description="The worst first, those not assessed last, zeros included.")
    async def levels(self) -> list[MapLevelNode]:
        return [MapLevelNode(level=level or None, areas=n) for level, n in levels_of(self.content).items()]

    @strawberry.field
    async def plans(self) -> list[MapPlanNode]:
        return [
            MapPlanNode(
                plan_id=UUID(each["id"]),
                picture_url=f"/photos/plans/{each['id']}/{each['picture']}" if each["picture"] else "",
                width=each["width"],
                height=each["height"],
            )
            for each in self.content["plans"]
        ]

    @strawberry.field
    async def areas(self) -> list[MapAreaNode]:
        return [
            MapAreaNode(
                area_id=UUID(each["id"]),
                code=each["code"],
                name=TextNode.of(Text(**each["name"])),
                plan_id=UUID(each["plan"]) if each["plan"] else None,
                polygon=each["polygon"],
                level=each["residual"],
            )
            for each in self.content["areas"]
        ]


@strawberry.input
class IssueRiskMapInput:
    operation_id: UUID
    site_id: UUID
    months: int = strawberry.field(
        default=USUAL_MONTHS, description="Until it is drawn again, 1 to 12; a quarter unless said otherwise."
    )


async def map_node(info: Info, map_id: UUID) -> RiskMapNode:
    return RiskMapNode.of(await info.context.load(queries.by_ids, map_id))


@strawberry.type
class RiskMapsQuery:
    @strawberry.field(description="Official maps of one of the viewer's sites, the newest first; 40 at most.")
    async def risk_maps(self, info: Info, site_id: UUID) -> list[RiskMapNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
        return [RiskMapNode.of(each) for each in found]


@strawberry.type
class RiskMapsMutation:
    @command(returns=map_node, description="Freeze the residual levels of the site as its official map.")
    def issue_risk_map(self, tx: Transaction, input: IssueRiskMapInput, by: Viewer) -> UUID:
        return commands.issue_map(tx, input.site_id, months=input.months, by=by)

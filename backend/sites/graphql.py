"""Sites and their areas."""

from collections.abc import AsyncGenerator
from uuid import UUID

import strawberry

from backend.core.database import SITE
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.sites.queries import areas
from backend.sites.rules import Area, Site


@strawberry.type(name="Site")
class SiteNode:
    id: UUID
    code: str
    name: TextNode
    plan_url: str
    timezone: str

    @classmethod
    def of(cls, site: Site) -> "SiteNode":
        return cls(
            id=site.site_id,
            code=site.code,
            name=TextNode.of(site.name),
            plan_url=f"/photos/plans/{site.site_id}.svg",
            timezone=site.timezone,
        )


@strawberry.type(
    name="Area",
    description="Part of a site, with its polygon on the plan picture (x, y pairs in plan units).",
)
class AreaNode:
    id: UUID
    code: str
    name: TextNode
    polygon: list[float]

    @classmethod
    def of(cls, area: Area) -> "AreaNode":
        return cls(id=area.area_id, code=area.code, name=TextNode.of(area.name), polygon=list(area.polygon))


@strawberry.type
class SitesQuery:
    @strawberry.field
    async def areas(self, info: Info) -> list[AreaNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: areas(session, viewer))
        return [AreaNode.of(area) for area in found]


@strawberry.type
class SitesSubscription:
    @strawberry.subscription(
        description="A site whose maintenance, sources, suggestions or rules changed: query its lists again."
    )
    async def site_changed(self, info: Info) -> AsyncGenerator[strawberry.ID, None]:
        async for changed in info.context.changes(SITE):
            yield strawberry.ID(str(changed.site_id))

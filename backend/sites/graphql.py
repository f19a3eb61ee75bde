"""Sites, areas and the switch of the simulated plant."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.demo.incidents import incident_at, next_incident_at
from backend.readings import retention_commands as readings
from backend.sites import commands as sites
from backend.sites import queries as sites_queries
from backend.sites.queries import areas, retention
from backend.sites.rules import Area, Retention, Site


@strawberry.type(name="Site")
class SiteNode:
    id: UUID
    name: TextNode
    plan_url: str
    timezone: str

    @classmethod
    def of(cls, site: Site) -> "SiteNode":
        return cls(
            id=site.site_id,
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


@strawberry.type(name="Simulation", description="The demo plant's simulation: nothing it shows is real.")
class SimulationNode:
    is_running: bool
    incident: TextNode | None
    next_incident_at: datetime | None

    @classmethod
    def of(cls, site: Site, *, now: datetime) -> "SimulationNode":
        started_at = site.simulation_started_at
        if not site.is_simulation_running or started_at is None:
            return cls(is_running=False, incident=None, next_incident_at=None)
        incident = incident_at(now, started_at=started_at)
        return cls(
            is_running=True,
            incident=TextNode.of(incident.name) if incident else None,
            next_incident_at=next_incident_at(now, started_at=started_at),
        )


@strawberry.input
class SetSimulationInput:
    operation_id: UUID
    is_running: bool


@strawberry.type(
    name="Retention", description="For how many days a site keeps readings, minutes and hours of them."
)
class RetentionNode:
    readings_days: int
    minutes_days: int
    hours_days: int

    @classmethod
    def of(cls, kept: Retention) -> "RetentionNode":
        return cls(
            readings_days=kept.readings_days, minutes_days=kept.minutes_days, hours_days=kept.hours_days
        )


@strawberry.input
class SetRetentionInput:
    operation_id: UUID
    site_id: UUID
    readings_days: int
    minutes_days: int
    hours_days: int
    reason: str


@strawberry.type
class SitesQuery:
    @strawberry.field(description="Null for a site that is not the viewer's.")
    async def retention(self, info: Info, site_id: UUID) -> RetentionNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: retention(session, viewer, site_id))
        return RetentionNode.of(found) if found else None

    @strawberry.field
    async def areas(self, info: Info) -> list[AreaNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: areas(session, viewer))
        return [AreaNode.of(area) for area in found]

    @strawberry.field(description="Null where no plant of the viewer is simulated.")
    async def simulation(self, info: Info) -> SimulationNode | None:
        return await _simulation(info)


@strawberry.type
class SitesMutation:
    @strawberry.mutation
    async def set_simulation(self, info: Info, input: SetSimulationInput) -> SimulationNode | None:
        viewer = info.context.viewer
        await info.context.command(
            input,
            "set_simulation",
            lambda tx: sites.set_simulation(tx, is_running=input.is_running, by=viewer),
        )
        return await _simulation(info)

    @strawberry.mutation(description="What is older than the new limits is deleted within hours, for good.")
    async def set_retention(self, info: Info, input: SetRetentionInput) -> RetentionNode:
        viewer = info.context.viewer
        wanted = Retention(input.readings_days, input.minutes_days, input.hours_days)
        await info.context.command(
            input,
            "set_retention",
            lambda tx: readings.set_retention(tx, input.site_id, wanted, reason=input.reason, by=viewer),
        )
        found = await info.context.read(lambda session: retention(session, viewer, input.site_id))
        return RetentionNode.of(found or wanted)


async def _simulation(info: Info) -> SimulationNode | None:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: sites_queries.sites(session, viewer))
    simulated = [site for site in found.values() if site.is_simulation_running is not None]
    return SimulationNode.of(simulated[0], now=info.context.now) if simulated else None

"""The simulated plant of a site, and its switch."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.demo import commands
from backend.demo.incidents import incident_at, next_incident_at
from backend.sites import queries as sites
from backend.sites.rules import Site


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


@strawberry.type
class SimulationQuery:
    @strawberry.field(description="Null where no plant of the viewer is simulated.")
    async def simulation(self, info: Info) -> SimulationNode | None:
        return await _simulation(info)


@strawberry.type
class SimulationMutation:
    @strawberry.mutation
    async def set_simulation(self, info: Info, input: SetSimulationInput) -> SimulationNode | None:
        viewer = info.context.viewer
        await info.context.command(
            input,
            "set_simulation",
            lambda tx: commands.set_simulation(tx, is_running=input.is_running, by=viewer),
        )
        return await _simulation(info)


async def _simulation(info: Info) -> SimulationNode | None:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: sites.sites(session, viewer))
    simulated = [site for site in found.values() if site.is_simulation_running is not None]
    return SimulationNode.of(simulated[0], now=info.context.now) if simulated else None

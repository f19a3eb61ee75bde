"""The simulated plant of a site, and its switch."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.demo import commands, queries, removal_commands
from backend.demo.incidents import incident_at, next_incident_at
from backend.sites import queries as sites
from backend.sites.rules import Site


@strawberry.type(name="Simulation", description="The demo plant's simulation: nothing it shows is real.")
class SimulationNode:
    is_running: bool
    incident: TextNode | None
    next_incident_at: datetime | None
    changes_at: datetime | None = strawberry.field(
        description="When it says something else by itself: an incident begins or ends."
    )

    @classmethod
    def of(cls, site: Site, *, now: datetime) -> "SimulationNode":
        started_at = site.simulation_started_at
        if not site.is_simulation_running or started_at is None:
            return cls(is_running=False, incident=None, next_incident_at=None, changes_at=None)
        incident = incident_at(now, started_at=started_at)
        next_at = next_incident_at(now, started_at=started_at)
        return cls(
            is_running=True,
            incident=TextNode.of(incident.name) if incident else None,
            next_incident_at=next_at,
            changes_at=incident.ends_at if incident else next_at,
        )


async def simulation_node(info: Info, _site_id: UUID | None = None) -> SimulationNode | None:
    """The simulated plant of the viewer; there is one at most."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: sites.sites(session, viewer))
    simulated = [site for site in found.values() if site.is_simulation_running is not None]
    return SimulationNode.of(simulated[0], now=info.context.now) if simulated else None


@strawberry.type(name="DemoRemoval", description="What would go with the demo site, if it were removed.")
class DemoRemovalNode:
    name: TextNode
    people: int
    sources: int
    alerts: int
    cases: int
    asked_by: str | None = strawberry.field(description="Who asked for it; then it goes within seconds.")

    @classmethod
    def of(cls, goes: queries.Goes) -> "DemoRemovalNode":
        return cls(
            name=TextNode.of(goes.name),
            people=goes.people,
            sources=goes.sources,
            alerts=goes.alerts,
            cases=goes.cases,
            asked_by=goes.asked_by,
        )


async def demo_removal_node(info: Info, site_id: UUID) -> DemoRemovalNode | None:
    """Return the counts of what would go; None where the site is not simulated, or the viewer's to remove."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.goes(session, viewer, site_id))
    return DemoRemovalNode.of(found) if found else None


@strawberry.input
class SetSimulationInput:
    operation_id: UUID
    is_running: bool


@strawberry.input
class RemoveDemoInput:
    operation_id: UUID
    site_id: UUID
    name: str = strawberry.field(description="Of the site, as somebody typed it to be sure.")


@strawberry.type
class SimulationQuery:
    @strawberry.field(description="Null where no plant of the viewer is simulated.")
    async def simulation(self, info: Info) -> SimulationNode | None:
        return await simulation_node(info)

    @strawberry.field(
        description="Null where the site is not simulated, or not the viewer's to remove.",
    )
    async def demo_removal(self, info: Info, site_id: UUID) -> DemoRemovalNode | None:
        return await demo_removal_node(info, site_id)


@strawberry.type
class SimulationMutation:
    @command(returns=simulation_node)
    def set_simulation(self, tx: Transaction, input: SetSimulationInput, by: Viewer) -> UUID:
        return commands.set_simulation(tx, is_running=input.is_running, by=by)

    @command(
        returns=demo_removal_node,
        description="Removes the demo site whole, within seconds. No other site can be removed.",
    )
    def remove_demo(self, tx: Transaction, input: RemoveDemoInput, by: Viewer) -> UUID:
        return removal_commands.ask_removal(tx, input.site_id, typed=input.name, by=by)

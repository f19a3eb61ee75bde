"""Modules of a site, and switching them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.agreements.module_switches import commands
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.people.graphql import PersonNode, person_of
from backend.sites.modules import queries
from backend.sites.modules.rules import ModuleState


@strawberry.type(name="SiteModule", description="A part of the product, on or off at a site.")
class SiteModuleNode:
    id: UUID
    module: Module
    is_on: bool
    needs_second_person: bool = strawberry.field(description="To switch it off.")
    version: int
    reason: str = strawberry.field(description="Why it was switched the last time.")
    changed_at: datetime | None = strawberry.field(description="Null: as the site began.")
    changed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, state: ModuleState) -> "SiteModuleNode":
        return cls(
            id=state.module_id,
            module=state.module,
            is_on=state.is_on,
            needs_second_person=state.needs_second_person,
            version=state.version,
            reason=state.reason,
            changed_at=state.changed_at,
            changed_by_id=state.changed_by,
        )

    @strawberry.field
    async def changed_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.changed_by_id)

    @strawberry.field(description="Requests to switch it off, in the order they were asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)


@strawberry.input(
    description="Off needs a reason; where `needs_second_person` says so, `asks_second_person` asks one."
    " `version`: as it was seen."
)
class SwitchModuleInput:
    operation_id: UUID
    site_id: UUID
    module: Module
    is_on: bool
    version: int
    reason: str = ""
    asks_second_person: bool = False


async def site_module_node(info: Info, module_id: UUID) -> SiteModuleNode:
    """The module after the command."""
    return SiteModuleNode.of(await info.context.load(queries.by_ids, module_id))


@strawberry.type
class ModulesQuery:
    @strawberry.field(description="For who may switch them.")
    async def site_modules(self, info: Info, site_id: UUID) -> list[SiteModuleNode]:
        viewer = info.context.viewer
        viewer.require(Permission.MANAGE_SITE, site_id=site_id)
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
        return [SiteModuleNode.of(state) for state in found]


@strawberry.type
class ModulesMutation:
    @command(returns=site_module_node, description="Switch a module on or off; nothing is deleted.")
    def switch_module(self, tx: Transaction, input: SwitchModuleInput, by: Viewer) -> UUID:
        return commands.switch_module(
            tx,
            input.site_id,
            input.module,
            is_on=input.is_on,
            version=input.version,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

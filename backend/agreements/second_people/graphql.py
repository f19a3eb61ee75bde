"""The person named to agree beside those whose role says so."""

from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode
from backend.agreements.queries import waiting_of_kind
from backend.agreements.rules import AgreementKind
from backend.agreements.second_people import commands
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Permission, Viewer
from backend.sites.settings.graphql import SiteSettingsNode, site_settings_node


@strawberry.input(
    description="`personId` null: nobody. Two name them where there are two: `asks_second_person` asks one,"
    " for this reason. `version`: of the settings as they were seen."
)
class NameSecondPersonInput:
    operation_id: UUID
    site_id: UUID
    person_id: UUID | None
    version: int
    reason: str = ""
    asks_second_person: bool = False


@strawberry.type(name="SecondPersonNaming", description="The settings, and the requests that wait.")
class SecondPersonNamingNode:
    settings: SiteSettingsNode
    agreements: list[AgreementNode]


async def naming_node(info: Info, site_id: UUID) -> SecondPersonNamingNode:
    return SecondPersonNamingNode(
        settings=await site_settings_node(info, site_id), agreements=await _waiting(info, site_id)
    )


async def _waiting(info: Info, site_id: UUID) -> list[AgreementNode]:
    viewer, kind = info.context.viewer, AgreementKind.NAME_SECOND_PERSON
    found = await info.context.read(lambda session: waiting_of_kind(session, viewer, site_id, kind))
    return [AgreementNode.of(view, info.context) for view in found]


@strawberry.type
class SecondPeopleQuery:
    @strawberry.field(description="Who may be named waits for a second word.")
    async def second_person_requests(self, info: Info, site_id: UUID) -> list[AgreementNode]:
        info.context.viewer.require(Permission.MANAGE_SITE, site_id=site_id)
        return await _waiting(info, site_id)


@strawberry.type
class SecondPeopleMutation:
    @command(returns=naming_node, description="Name who agrees beside leads, officers and executives.")
    def name_second_person(self, tx: Transaction, input: NameSecondPersonInput, by: Viewer) -> UUID:
        return commands.name_second_person(
            tx,
            input.site_id,
            input.person_id,
            version=input.version,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

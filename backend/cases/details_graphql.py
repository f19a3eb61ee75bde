"""Details of a case, loaded for all cases of a level, and only where a query names them."""

from datetime import datetime

import strawberry

from backend.cases.contacts_queries import Contact, contacts
from backend.cases.details_queries import Details, of_cases, sources
from backend.cases.dismissals_rules import second_person_for
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case
from backend.core.graphql.context import Info
from backend.equipment.graphql import EquipmentNode
from backend.people.graphql import DepartmentNode, PersonNode
from backend.sites.graphql import AreaNode


@strawberry.type(name="CaseContact", description="Somebody who has a part in an open case.")
class CaseContactNode:
    person: PersonNode
    phone: str | None = strawberry.field(description="As it was typed; null where nobody wrote one down.")
    is_next: bool = strawberry.field(description="The step that is due now is theirs.")

    @classmethod
    def of(cls, contact: Contact) -> "CaseContactNode":
        return cls(person=PersonNode.of(contact.person), phone=contact.phone, is_next=contact.is_next)


@strawberry.type
class CaseDetailFields:
    case: strawberry.Private[Case]

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return info.context.once(AreaNode.of, (await self._details(info)).area)

    @strawberry.field
    async def equipment(self, info: Info) -> EquipmentNode | None:
        found = (await self._details(info)).equipment
        return EquipmentNode.of(found) if found else None

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        found = (await self._details(info)).department
        return info.context.once(DepartmentNode.of, found) if found else None

    @strawberry.field
    async def responsible(self, info: Info) -> PersonNode | None:
        found = (await self._details(info)).responsible
        return info.context.once(PersonNode.of, found) if found else None

    @strawberry.field
    async def acknowledged_by(self, info: Info) -> PersonNode | None:
        found = (await self._details(info)).acknowledged_by
        return info.context.once(PersonNode.of, found) if found else None

    @strawberry.field(description="Whose turn it is, then who has an open task; nobody once it is archived.")
    async def contacts(self, info: Info) -> list[CaseContactNode]:
        found = await info.context.load_or_none(contacts, self.case)
        return [CaseContactNode.of(each) for each in found or ()]

    @strawberry.field(description="From when a recheck may pass; until then the source has to stay normal.")
    async def recheck_opens_at(self, info: Info) -> datetime | None:
        source = await self._source(info)
        return source.recheck_opens_at if source else None

    @strawberry.field(description="True also where the case has no source.")
    async def is_source_normal(self, info: Info) -> bool:
        source = await self._source(info)
        return source is None or source.is_normal

    @strawberry.field(description="It has alerts and none is active any more: it stands behind what goes on.")
    async def is_recovered(self, info: Info) -> bool:
        source = await self._source(info)
        return source is not None and source.is_recovered

    @strawberry.field
    async def dismissal_needs_second_person(self, info: Info) -> bool:
        return second_person_for(self.case, await self._source(info)) is not None

    async def _details(self, info: Info) -> Details:
        return await info.context.load(of_cases, self.case)

    async def _source(self, info: Info) -> SourceCondition | None:
        return await info.context.load_or_none(sources, self.case.case_id)

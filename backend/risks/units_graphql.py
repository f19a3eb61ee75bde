"""Units of the risk register, as the tree and their events show them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.equipment import queries as equipment
from backend.equipment.graphql import EquipmentNode
from backend.risks import queries
from backend.risks.owners_graphql import OwnerNode
from backend.risks.queries import UnitView
from backend.risks.rules import Owner, UnitKind
from backend.sites.graphql import AreaNode
from backend.sites.queries import areas_by_ids

strawberry.enum(UnitKind, name="RiskUnitKind")


@strawberry.type(name="RiskObjectName")
class RiskObjectNameNode:
    id: UUID
    code: str
    name: TextNode


@strawberry.type(name="RiskUnit", description="Unit of analysis: what can go wrong in it are its events.")
class RiskUnitNode(OwnerNode):
    id: UUID
    code: str
    name: TextNode
    kind: UnitKind
    object: RiskObjectNameNode
    out_of_use_since: datetime | None = strawberry.field(description="Out of use since then.")
    out_of_use_until: datetime | None = strawberry.field(description="As planned.")
    out_of_use_reason: str | None
    closed_at: datetime | None
    close_reason: str | None
    version: int
    may_edit: bool
    area_id: strawberry.Private[UUID]
    machine_ids: strawberry.Private[tuple[UUID, ...]]

    @classmethod
    def of(cls, view: UnitView) -> "RiskUnitNode":
        unit, of = view.unit, view.of
        return cls(
            id=unit.unit_id,
            code=unit.code,
            name=TextNode.of(unit.name),
            kind=unit.kind,
            object=RiskObjectNameNode(id=of.object_id, code=of.code, name=TextNode.of(of.name)),
            out_of_use_since=unit.out_of_use_since,
            out_of_use_until=unit.out_of_use_until,
            out_of_use_reason=unit.out_of_use_reason,
            closed_at=unit.closed_at,
            close_reason=unit.close_reason,
            version=unit.version,
            may_edit=view.may_edit,
            area_id=unit.area_id,
            machine_ids=view.machine_ids,
            owner=Owner(unit.department_id, unit.post_id, unit.person_id),
        )

    @strawberry.field
    async def area(self, info: Info) -> AreaNode | None:
        found = await info.context.load_or_none(areas_by_ids, self.area_id)
        return AreaNode.of(found) if found else None

    @strawberry.field
    async def machines(self, info: Info) -> list[EquipmentNode]:
        found = await info.context.load_each(equipment.by_ids, self.machine_ids)
        return [EquipmentNode.of(each) for each in found if each]


async def unit_node(info: Info, unit_id: UUID) -> RiskUnitNode:
    return RiskUnitNode.of(await info.context.load(queries.units_by_ids, unit_id))

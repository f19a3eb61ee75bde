"""The tree of the risk register: objects and units, and the list of events."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextInput, TextNode
from backend.core.viewer import Viewer
from backend.risks import commands, queries
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.filters_queries import RiskFilter, RiskSortBy, counts
from backend.risks.owners_graphql import OwnerNode, RiskOwnerInput
from backend.risks.queries import TreeObject, TreeUnit
from backend.risks.revisions.graphql import RiskEventNode
from backend.risks.rules import Owner, UnitKind
from backend.risks.units_graphql import RiskUnitNode, unit_node


@sort_of(RiskSortBy)
class RiskSort(SortInput[RiskSortBy]):
    pass


@filter_of(RiskFilter, name="RiskFilter")
class RiskFilterInput(FilterInput[RiskFilter]):
    pass


@strawberry.type(name="RiskLevelCount")
class RiskLevelCountNode:
    level: int
    count: int


@strawberry.type(name="RiskTreeUnit", description="A unit with the numbers of its events.")
class RiskTreeUnitNode:
    unit: RiskUnitNode
    drafts: int
    levels: list[RiskLevelCountNode] = strawberry.field(description="Events in force, worst level first.")

    @classmethod
    def of(cls, found: TreeUnit) -> "RiskTreeUnitNode":
        levels = sorted(found.counts.by_level.items(), reverse=True)
        return cls(
            unit=RiskUnitNode.of(found.view),
            drafts=found.counts.drafts,
            levels=[RiskLevelCountNode(level=level, count=count) for level, count in levels],
        )


@strawberry.type(name="RiskObject", description="Object of analysis, with its units.")
class RiskObjectNode(OwnerNode):
    id: UUID
    code: str
    name: TextNode
    units: list[RiskTreeUnitNode]
    closed_at: datetime | None
    close_reason: str | None
    version: int
    may_edit: bool

    @classmethod
    def of(cls, tree: TreeObject) -> "RiskObjectNode":
        found = tree.found
        return cls(
            id=found.object_id,
            code=found.code,
            name=TextNode.of(found.name),
            units=[RiskTreeUnitNode.of(each) for each in tree.units],
            closed_at=found.closed_at,
            close_reason=found.close_reason,
            version=found.version,
            may_edit=tree.may_edit,
            owner=Owner(found.department_id, found.post_id, found.person_id),
        )


@strawberry.input
class RiskObjectInput:
    code: str
    name: TextInput
    owner: RiskOwnerInput

    def value(self) -> ObjectDetails:
        return ObjectDetails(self.code, self.name.value(), self.owner.value())


@strawberry.input
class AddRiskObjectInput:
    operation_id: UUID
    site_id: UUID
    object: RiskObjectInput


@strawberry.input
class ChangeRiskObjectInput:
    operation_id: UUID
    object_id: UUID
    version: int
    object: RiskObjectInput


@strawberry.input
class CloseRiskObjectInput:
    operation_id: UUID
    object_id: UUID
    version: int
    reason: str


@strawberry.input
class RiskUnitInput:
    code: str
    name: TextInput
    kind: UnitKind
    area_id: UUID
    owner: RiskOwnerInput
    machine_ids: list[UUID] = strawberry.field(default_factory=list)

    def value(self) -> UnitDetails:
        machines = tuple(self.machine_ids)
        return UnitDetails(
            self.code, self.name.value(), self.kind, self.area_id, self.owner.value(), machines
        )


@strawberry.input
class AddRiskUnitInput:
    operation_id: UUID
    object_id: UUID
    unit: RiskUnitInput


@strawberry.input
class ChangeRiskUnitInput:
    operation_id: UUID
    unit_id: UUID
    version: int
    unit: RiskUnitInput


@strawberry.input(description="`until`: as planned.")
class StopRiskUnitInput:
    operation_id: UUID
    unit_id: UUID
    version: int
    reason: str
    until: datetime | None = None


@strawberry.input
class ResumeRiskUnitInput:
    operation_id: UUID
    unit_id: UUID
    version: int


@strawberry.input
class CloseRiskUnitInput:
    operation_id: UUID
    unit_id: UUID
    version: int
    reason: str


async def object_node(info: Info, object_id: UUID) -> RiskObjectNode:
    return RiskObjectNode.of(await info.context.load(queries.objects_by_ids, object_id))


@strawberry.type
class RisksQuery:
    @strawberry.field(description="Objects and units of a site by code, with the numbers of their events.")
    async def risk_objects(
        self, info: Info, site_id: UUID, with_closed: bool = False
    ) -> list[RiskObjectNode]:
        viewer = info.context.viewer
        found = await info.context.read(
            lambda session: queries.tree(session, viewer, site_id, with_closed=with_closed)
        )
        return [RiskObjectNode.of(each) for each in found]

    @strawberry.field
    async def risk_unit(self, info: Info, id: UUID) -> RiskUnitNode | None:
        found = await info.context.load_or_none(queries.units_by_ids, id)
        return RiskUnitNode.of(found) if found else None

    @strawberry.field(description="Worst residual level first. With `sort`: all of them by that column.")
    async def risk_events(
        self,
        info: Info,
        filter: RiskFilterInput | None = None,
        first: int = 20,
        after: str | None = None,
        sort: RiskSort | None = None,
    ) -> Connection[RiskEventNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = filter.value(info.context.now) if filter else RiskFilter()
        page = await info.context.read(
            lambda session: queries.page(session, viewer, which, first=first, after=after, sort=order)
        )
        now = info.context.now
        return Connection.of(page, lambda view: RiskEventNode.of(view, now), Counted(counts, which))


@strawberry.type
class RisksMutation:
    @command(returns=object_node)
    def add_risk_object(self, tx: Transaction, input: AddRiskObjectInput, by: Viewer) -> UUID:
        return commands.add_object(tx, input.site_id, input.object.value(), by=by)

    @command(returns=object_node)
    def change_risk_object(self, tx: Transaction, input: ChangeRiskObjectInput, by: Viewer) -> UUID:
        details = input.object.value()
        return commands.change_object(tx, input.object_id, details, version=input.version, by=by)

    @command(returns=object_node, description="One without open units; its history stays.")
    def close_risk_object(self, tx: Transaction, input: CloseRiskObjectInput, by: Viewer) -> UUID:
        reason, version = input.reason, input.version
        return commands.close_object(tx, input.object_id, reason=reason, version=version, by=by)

    @command(returns=unit_node)
    def add_risk_unit(self, tx: Transaction, input: AddRiskUnitInput, by: Viewer) -> UUID:
        return commands.add_unit(tx, input.object_id, input.unit.value(), by=by)

    @command(returns=unit_node)
    def change_risk_unit(self, tx: Transaction, input: ChangeRiskUnitInput, by: Viewer) -> UUID:
        details = input.unit.value()
        return commands.change_unit(tx, input.unit_id, details, version=input.version, by=by)

    @command(returns=unit_node, description="Out of use from now on; its alarms stay as they are.")
    def stop_risk_unit(self, tx: Transaction, input: StopRiskUnitInput, by: Viewer) -> UUID:
        return commands.stop_unit(
            tx, input.unit_id, until=input.until, reason=input.reason, version=input.version, by=by
        )

    @command(returns=unit_node)
    def resume_risk_unit(self, tx: Transaction, input: ResumeRiskUnitInput, by: Viewer) -> UUID:
        return commands.resume_unit(tx, input.unit_id, version=input.version, by=by)

    @command(returns=unit_node, description="One without open events; its history stays.")
    def close_risk_unit(self, tx: Transaction, input: CloseRiskUnitInput, by: Viewer) -> UUID:
        reason, version = input.reason, input.version
        return commands.close_unit(tx, input.unit_id, reason=reason, version=version, by=by)

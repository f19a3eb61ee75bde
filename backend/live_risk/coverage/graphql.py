"""Coverage 看得全吗: the matrix of a site, the events by who watches them, and what belongs to no event."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.graphql import CaseNode
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.connections import PageInfo
from backend.core.graphql.context import Info
from backend.core.graphql.kept_sites import KeptOfSites
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.graphql.numbers import required_number
from backend.core.graphql.text import TextNode
from backend.core.paging import check_first
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.live_risk import queries as registers
from backend.live_risk.coverage import commands, queries
from backend.live_risk.coverage.filters_queries import CoveredFilter, CoveredSortBy, listed
from backend.live_risk.coverage.rules import (
    MOST_CASES,
    Cell,
    CellState,
    Coverage,
    CoverageClass,
    CoveredRisk,
    Exclusion,
    Matter,
    MatterKind,
)
from backend.live_risk.graphql import LiveEventNameNode, LiveRiskNode, LiveUnitNameNode
from backend.people.graphql import PersonNode, person_of
from backend.risks import queries as events
from backend.risks.revisions.graphql import RiskEventNode, event_node
from backend.sensors import queries as sensors
from backend.sensors.graphql import SensorNode
from backend.sites import queries as sites
from backend.sites.graphql import AreaNode, area_node

strawberry.enum(
    CoverageClass,
    name="CoverageClass",
    description="LIVE: a source with limits sees; CHECKED: a check item asks; BLIND: sources are bound, none"
    " sees; NOTHING 没人看.",
)
strawberry.enum(CellState, name="CoverageCellState")
strawberry.enum(MatterKind, name="UnregisteredKind")
SHOWN_CASES: Final = 5


class KeptCoverages(KeptOfSites[Coverage]):
    """Coverage of sites as it is by now."""

    def read(self, session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> Coverage:
        return queries.read(session, viewer, site_id, at=at)


@strawberry.type(name="StageExclusion", description="Somebody said that the stage does not apply 不涉及.")
class ExclusionNode:
    reason: str
    at: datetime
    by_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, said: Exclusion) -> Self:
        return cls(reason=said.reason, at=said.at, by_id=said.by)

    @strawberry.field
    async def by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.by_id)


@strawberry.type(name="CoverageCell", description="Events in force of one stage in one area.")
class CellNode:
    stage: Stage
    state: CellState
    events: int
    live: int
    checked: int
    blind: int
    nothing: int
    worst_unwatched: int | None = strawberry.field(
        description="Worst residual level of those that are blind or of which nobody sees anything."
    )
    drafts: int = strawberry.field(description="Events that do not hold yet.")
    machines: int
    sources: int
    exclusion: ExclusionNode | None = strawberry.field(
        description="Also where something came since, of which it says nothing."
    )

    @classmethod
    def of(cls, found: Cell) -> Self:
        unwatched = [each.risk.residual for each in found.risks if each.is_unwatched]
        return cls(
            stage=found.stage,
            state=found.state,
            events=len(found.risks),
            live=found.count(CoverageClass.LIVE),
            checked=found.count(CoverageClass.CHECKED),
            blind=found.count(CoverageClass.BLIND),
            nothing=found.count(CoverageClass.NOTHING),
            worst_unwatched=max(unwatched, default=None),
            drafts=found.drafts,
            machines=found.machines,
            sources=found.sources,
            exclusion=ExclusionNode.of(found.exclusion) if found.exclusion else None,
        )


@strawberry.type(name="CoverageArea", description="Cells of an area, one of each stage, in their order.")
class CoverageAreaNode:
    id: UUID
    cells: list[CellNode]

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return AreaNode.of(await info.context.load(sites.areas_by_ids, self.id))


@strawberry.type(
    name="UnregisteredMatter",
    description="Reports of one category at one place, or alerts of one source, of 90 days, that belong to no"
    " event of the register.",
)
class MatterNode:
    kind: MatterKind
    title: TextNode = strawberry.field(description="Of the newest report; the name of the source.")
    stage: Stage
    count: int
    last_at: datetime
    case_ids: list[UUID] = strawberry.field(description="Of reports, the newest first; 50 at most.")
    matter: strawberry.Private[Matter]

    @classmethod
    def of(cls, found: Matter) -> Self:
        return cls(
            kind=found.kind,
            title=TextNode.of(found.title),
            stage=found.stage,
            count=found.count,
            last_at=found.last_at,
            case_ids=list(found.case_ids[:MOST_CASES]),
            matter=found,
        )

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return AreaNode.of(await info.context.load(sites.areas_by_ids, self.matter.area_id))

    @strawberry.field
    def equipment_id(self) -> UUID | None:
        return self.matter.equipment_id

    @strawberry.field
    def sensor_id(self) -> strawberry.ID | None:
        return None if self.matter.sensor_id is None else strawberry.ID(str(self.matter.sensor_id))

    @strawberry.field(description="Of alerts.")
    async def sensor(self, info: Info) -> SensorNode | None:
        return await _sensor(info, self.matter.sensor_id)

    @strawberry.field(description="The newest five.")
    async def cases(self, info: Info) -> list[CaseNode]:
        found = await info.context.load_each(cases.by_ids, self.matter.case_ids[:SHOWN_CASES])
        return [CaseNode.of(each, info.context) for each in found if each]


async def _sensor(info: Info, sensor_id: int | None) -> SensorNode | None:
    view = await info.context.load_or_none(sensors.by_ids, sensor_id) if sensor_id is not None else None
    return SensorNode.of(view) if view else None


@strawberry.type(name="RiskCoverage", description="Who watches the events of a site; a second old at most.")
class CoverageNode:
    site_id: UUID
    taken_at: datetime
    total: int = strawberry.field(description="Events in force.")
    live: int
    checked: int
    blind: int
    nothing: int
    not_registered: int = strawberry.field(description="Cells with machines or sources, and no event.")
    red_unwatched: int = strawberry.field(
        description="Events whose residual risk is red and that are blind, or of which nobody sees anything."
    )
    coverage: strawberry.Private[Coverage]

    @classmethod
    def of(cls, site_id: UUID, found: Coverage) -> Self:
        return cls(
            site_id=site_id,
            taken_at=found.taken_at,
            total=len(found.risks),
            live=found.counts[CoverageClass.LIVE],
            checked=found.counts[CoverageClass.CHECKED],
            blind=found.counts[CoverageClass.BLIND],
            nothing=found.counts[CoverageClass.NOTHING],
            not_registered=found.not_registered,
            red_unwatched=found.red_unwatched,
            coverage=found,
        )

    @strawberry.field(description="By code; without areas in which there is nothing at all.")
    async def areas(self) -> list[CoverageAreaNode]:
        found: dict[UUID, list[CellNode]] = {}
        for each in self.coverage.cells:
            found.setdefault(each.area_id, []).append(CellNode.of(each))
        return [CoverageAreaNode(id=area_id, cells=cells) for area_id, cells in found.items()]

    @strawberry.field(description="Whether the viewer may say that a stage does not apply.")
    async def may_exclude(self, info: Info) -> bool:
        return queries.may_exclude(info.context.viewer, self.site_id)

    @strawberry.field(description="The most frequent first.")
    async def unregistered(self, info: Info) -> list[MatterNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: queries.matters(session, viewer, self.site_id, now=now)
        )
        return [MatterNode.of(each) for each in found]


@strawberry.type(name="CoveredEvent", description="An event in force with who watches it.")
class CoveredEventNode:
    id: UUID
    stage: Stage
    coverage: CoverageClass
    residual_level: int
    live: LiveRiskNode
    found: strawberry.Private[CoveredRisk]

    @classmethod
    def of(cls, found: CoveredRisk, at: datetime) -> Self:
        return cls(
            id=found.risk.event_id,
            stage=found.stage,
            coverage=found.coverage,
            residual_level=found.risk.residual,
            live=LiveRiskNode.of(found.risk, at),
            found=found,
        )

    @strawberry.field(description="Its name, without what depends on who asks.")
    async def event_name(self, info: Info) -> LiveEventNameNode:
        name = await info.context.load(registers.names_of_events, self.id)
        return LiveEventNameNode(id=self.id, code=name.code, title=TextNode.of(name.name))

    @strawberry.field
    async def event(self, info: Info) -> RiskEventNode:
        return RiskEventNode.of(await info.context.load(events.by_ids, self.id), info.context.now)

    @strawberry.field
    async def unit(self, info: Info) -> LiveUnitNameNode:
        unit_id = self.found.risk.unit_id
        return LiveUnitNameNode.of(unit_id, await info.context.load(registers.names_of_units, unit_id))

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return AreaNode.of(await info.context.load(sites.areas_by_ids, self.found.risk.area_id))

    @strawberry.field(
        description="Source that could watch it, where nobody does: of its unit, else its area."
    )
    async def offered(self, info: Info) -> SensorNode | None:
        return await _sensor(info, self.found.offered)


@strawberry.type(name="CoveredEventEdge")
class CoveredEventEdge:
    cursor: str
    node: CoveredEventNode


@strawberry.type(name="CoveredEventConnection")
class CoveredEventConnection:
    edges: list[CoveredEventEdge]
    page_info: PageInfo
    total_count: int


@sort_of(CoveredSortBy)
class CoveredSort(SortInput[CoveredSortBy]):
    pass


@filter_of(CoveredFilter, name="CoveredFilter")
class CoveredFilterInput(FilterInput[CoveredFilter]):
    pass


@strawberry.input
class ExcludeStageInput:
    operation_id: UUID
    area_id: UUID
    stage: Stage
    reason: str


@strawberry.input
class IncludeStageInput:
    operation_id: UUID
    area_id: UUID
    stage: Stage


@strawberry.input
class RegisterMatterInput:
    operation_id: UUID
    event_id: UUID
    case_ids: list[UUID]
    sensor_id: strawberry.ID | None = None


@strawberry.type
class CoverageQuery:
    @strawberry.field(description="Null for a site that is not the viewer's.")
    async def risk_coverage(self, info: Info, site_id: UUID) -> CoverageNode | None:
        kept = info.context.edge.kept(KeptCoverages)
        found = await info.context.load_or_none(kept.by_sites, (site_id, info.context.now))
        return CoverageNode.of(site_id, found) if found else None

    @strawberry.field(description="Events in force by who watches them, the worst now first.")
    async def covered_events(
        self,
        info: Info,
        filter: CoveredFilterInput | None = None,
        first: int = 20,
        after: str | None = None,
        sort: CoveredSort | None = None,
    ) -> CoveredEventConnection:
        which = filter.value(info.context.now) if filter else CoveredFilter()
        mine = sorted(info.context.viewer.site_ids)
        wanted = [
            (each, info.context.now) for each in mine if which.site_ids is None or each in which.site_ids
        ]
        kept = info.context.edge.kept(KeptCoverages)
        coverages = [each for each in await info.context.load_each(kept.by_sites, wanted) if each]
        return _page(listed(coverages, which, sort.value() if sort else None), first, after, info)


def _page(found: list[CoveredRisk], first: int, after: str | None, info: Info) -> CoveredEventConnection:
    """Raises Refused(INVALID_INPUT) for a cursor that is none of ours."""
    ids = [str(each.risk.event_id) for each in found]
    begin = ids.index(after) + 1 if after in ids else 0
    if after is not None and begin == 0:
        _check_cursor(after)
    shown = found[begin : begin + check_first(first)]
    edges = [
        CoveredEventEdge(cursor=str(each.risk.event_id), node=CoveredEventNode.of(each, info.context.now))
        for each in shown
    ]
    has_more = begin + len(shown) < len(found)
    return CoveredEventConnection(
        edges=edges,
        page_info=PageInfo(has_next_page=has_more, end_cursor=edges[-1].cursor if edges else None),
        total_count=len(found),
    )


def _check_cursor(after: str) -> None:
    try:
        UUID(after)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no cursor of this list") from error


@strawberry.type
class CoverageMutation:
    @command(returns=area_node, description="Say why a stage does not apply in an area 不涉及.")
    def exclude_stage(self, tx: Transaction, input: ExcludeStageInput, by: Viewer) -> UUID:
        return commands.exclude_stage(tx, input.area_id, input.stage, reason=input.reason, by=by)

    @command(returns=area_node, description="Take back that a stage does not apply.")
    def include_stage(self, tx: Transaction, input: IncludeStageInput, by: Viewer) -> UUID:
        return commands.include_stage(tx, input.area_id, input.stage, by=by)

    @command(
        returns=event_node,
        description="An event, a draft among them, stands for these cases and for alerts of this source.",
    )
    def register_matter(self, tx: Transaction, input: RegisterMatterInput, by: Viewer) -> UUID:
        sensor_id = None if input.sensor_id is None else required_number(input.sensor_id)
        return commands.register_matter(
            tx, input.event_id, case_ids=input.case_ids, sensor_id=sensor_id, by=by
        )

"""The living register: what each risk, unit and area is like now, and why."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID

import strawberry

from backend.core.graphql.connections import PageInfo
from backend.core.graphql.context import Info
from backend.core.graphql.kept_sites import KeptOfSites
from backend.core.graphql.text import TextNode
from backend.core.graphql.tiers import Tier
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.live_risk import queries
from backend.live_risk.rules import (
    Layer,
    LiveRegister,
    LiveRisk,
    MeasureStanding,
    PlaceLevels,
    ShownUnit,
    measure_standing,
    watching,
)
from backend.live_risk.sentences_rules import Cause, CauseKind, causes, sentence
from backend.risks import queries as events
from backend.risks.revisions.graphql import RiskEventNode
from backend.risks.revisions.queries import contents
from backend.sites import queries as sites
from backend.sites.graphql import AreaNode

strawberry.enum(CauseKind, name="LiveRiskCauseKind")
strawberry.enum(
    MeasureStanding,
    name="MeasureStanding",
    description="IN_PLACE 在位, AWAY 不在位, UNWATCHED 没人看: nobody knows.",
)
MOST: Final = 200
"""Events of a page."""


class KeptRegisters(KeptOfSites[LiveRegister]):
    """Registers of sites as they are by now."""

    def read(self, session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> LiveRegister:
        return queries.read(session, viewer, site_id, at=at)


@strawberry.type(name="LiveRiskCause", description="What moves a level or hides it; its id opens it.")
class CauseNode:
    kind: CauseKind
    said: TextNode
    tier: Tier | None = strawberry.field(description="Of an alert.")
    alert_id: UUID | None
    case_id: UUID | None
    measure_id: UUID | None
    sensor_id: strawberry.ID | None

    @classmethod
    def of(cls, found: Cause) -> Self:
        return cls(
            kind=found.kind,
            said=TextNode.of(found.said),
            tier=found.tier,
            alert_id=found.alert_id,
            case_id=found.case_id,
            measure_id=found.measure_id,
            sensor_id=None if found.sensor_id is None else strawberry.ID(str(found.sensor_id)),
        )


@strawberry.type(name="WatchedMeasure", description="Whether a measure of the event is in place.")
class WatchedMeasureNode:
    measure_id: UUID
    standing: MeasureStanding


@strawberry.type(name="LiveRiskEventName")
class LiveEventNameNode:
    id: UUID
    code: str
    title: TextNode


@strawberry.type(
    name="LiveRisk",
    description="An event in force as it is now. `level`: 1 to 4, 4 the worst; never below the residual one.",
)
class LiveRiskNode:
    level: int
    residual_level: int
    is_known: bool = strawberry.field(description="False: at least this bad; none of its sources sees.")
    rise: int = strawberry.field(description="Levels that it is worse now than its residual level.")
    sources: int = strawberry.field(description="Bound sources, `blind` of them do not see.")
    blind: int
    blind_since: datetime | None = strawberry.field(
        description="Where none sees: the last value of any of them; null also if none ever sent one."
    )
    taken_at: datetime
    risk: strawberry.Private[LiveRisk]

    @classmethod
    def of(cls, found: LiveRisk, at: datetime) -> Self:
        return cls(
            level=found.live.level,
            residual_level=found.residual,
            is_known=found.live.is_known,
            rise=found.rise,
            sources=len(found.sources),
            blind=len(found.blind),
            blind_since=found.blind_since,
            taken_at=at,
            risk=found,
        )

    @strawberry.field(description="Why it has this level, in one sentence.")
    async def sentence(self) -> TextNode:
        return TextNode.of(sentence(self.risk))

    @strawberry.field(description="Everything that moves the level or hides it, the worst first.")
    async def causes(self) -> list[CauseNode]:
        return [CauseNode.of(each) for each in causes(self.risk)]

    @strawberry.field(description="Of its measures in force, by their place.")
    async def measures(self, info: Info) -> list[WatchedMeasureNode]:
        content = await info.context.load_or_none(contents, self.risk.event_id)
        seen = {each.sensor_id for each in self.risk.sources if each.blindness is None}
        return [
            WatchedMeasureNode(measure_id=each.measure_id, standing=measure_standing(watching(each), seen))
            for each in (content.measures if content else ())
        ]

    @strawberry.field(description="Its name, without what depends on who asks.")
    async def event_name(self, info: Info) -> LiveEventNameNode:
        found = await info.context.load(queries.names_of_events, self.risk.event_id)
        return LiveEventNameNode(id=self.risk.event_id, code=found.code, title=TextNode.of(found.name))

    @strawberry.field
    async def event(self, info: Info) -> RiskEventNode:
        found = await info.context.load(events.by_ids, self.risk.event_id)
        return RiskEventNode.of(found, info.context.now)


@strawberry.type(
    name="RiskLayer", description="Level of a place in one layer of the map: of its worst event."
)
class LayerNode:
    level: int
    is_known: bool
    event_id: UUID

    @classmethod
    def of(cls, found: Layer) -> Self:
        return cls(level=found.level, is_known=found.is_known, event_id=found.event_id)


@strawberry.type(name="LiveRiskPlace", description="Events in force of an area or a unit, in three layers.")
class LivePlaceNode:
    place_id: UUID
    events: int
    worse: int = strawberry.field(description="Events that are worse now than their residual level.")
    not_known: int
    inherent: LayerNode | None
    residual: LayerNode
    live: LayerNode = strawberry.field(
        description="Not known where an event is not known that may be the worst."
    )
    register: strawberry.Private[LiveRegister]

    @classmethod
    def of(cls, found: PlaceLevels, register: LiveRegister) -> Self:
        return cls(
            place_id=found.place_id,
            events=found.events,
            worse=found.worse,
            not_known=found.not_known,
            inherent=LayerNode.of(found.inherent) if found.inherent else None,
            residual=LayerNode.of(found.residual),
            live=LayerNode.of(found.live),
            register=register,
        )

    @strawberry.field(description="Its worst event now.")
    async def worst(self) -> LiveRiskNode:
        return LiveRiskNode.of(self.register.risks[self.live.event_id], self.register.taken_at)


@strawberry.type(name="LiveRiskArea")
class LiveAreaNode(LivePlaceNode):
    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return AreaNode.of(await info.context.load(sites.areas_by_ids, self.place_id))


@strawberry.type(name="LiveRiskUnitName")
class LiveUnitNameNode:
    id: UUID
    code: str
    name: TextNode
    area_id: UUID

    @classmethod
    def of(cls, unit_id: UUID, found: ShownUnit) -> Self:
        return cls(id=unit_id, code=found.code, name=TextNode.of(found.name), area_id=found.area_id)


@strawberry.type(name="LiveRiskUnit")
class LiveUnitNode(LivePlaceNode):
    @strawberry.field
    async def unit(self, info: Info) -> LiveUnitNameNode:
        return LiveUnitNameNode.of(
            self.place_id, await info.context.load(queries.names_of_units, self.place_id)
        )


@strawberry.type(name="LiveLevelCount")
class LiveLevelCountNode:
    level: int
    count: int = strawberry.field(description="Events of this level now.")
    not_known: int = strawberry.field(description="Of these, at least this bad: nobody sees.")


@strawberry.type(name="LiveRiskEdge")
class LiveRiskEdge:
    cursor: str
    node: LiveRiskNode


@strawberry.type(name="LiveRiskConnection")
class LiveRiskConnection:
    edges: list[LiveRiskEdge]
    page_info: PageInfo
    total_count: int


@strawberry.input(description="Null: whichever.")
class LiveRiskFilter:
    area_ids: list[UUID] | None = None
    unit_ids: list[UUID] | None = None
    levels: list[int] | None = strawberry.field(default=None, description="Now, 1 to 4.")
    is_known: bool | None = None
    is_worse: bool | None = strawberry.field(default=None, description="Than its residual level.")

    def admits(self, risk: LiveRisk) -> bool:
        return (
            (self.area_ids is None or risk.area_id in self.area_ids)
            and (self.unit_ids is None or risk.unit_id in self.unit_ids)
            and (self.levels is None or risk.live.level in self.levels)
            and (self.is_known is None or risk.live.is_known is self.is_known)
            and (self.is_worse is None or (risk.rise > 0) is self.is_worse)
        )


@strawberry.type(name="LiveRegister", description="The register of a site as it is, a second old at most.")
class LiveRegisterNode:
    taken_at: datetime
    levels: list[LiveLevelCountNode] = strawberry.field(description="The worst first, zeros included.")
    worse: int = strawberry.field(description="Events that are worse now than their residual level.")
    not_known: int
    total: int = strawberry.field(description="Events in force.")
    register: strawberry.Private[LiveRegister]

    @classmethod
    def of(cls, register: LiveRegister) -> Self:
        risks = list(register.risks.values())
        return cls(
            taken_at=register.taken_at,
            levels=[
                LiveLevelCountNode(
                    level=level,
                    count=sum(each.live.level == level for each in risks),
                    not_known=sum(each.live.level == level and not each.live.is_known for each in risks),
                )
                for level in (4, 3, 2, 1)
            ],
            worse=sum(each.rise > 0 for each in risks),
            not_known=sum(not each.live.is_known for each in risks),
            total=len(risks),
            register=register,
        )

    @strawberry.field(description="Areas with an event in force; the others are not assessed.")
    async def areas(self) -> list[LiveAreaNode]:
        return [LiveAreaNode.of(each, self.register) for each in self.register.areas.values()]

    @strawberry.field(description="Units with an event in force.")
    async def units(self) -> list[LiveUnitNode]:
        return [LiveUnitNode.of(each, self.register) for each in self.register.units.values()]

    @strawberry.field(description="The worst now first, then by their rise; 200 at most.")
    async def events(
        self, filter: LiveRiskFilter | None = None, first: int = 20, after: str | None = None
    ) -> LiveRiskConnection:
        which = filter or LiveRiskFilter()
        found = [each for each in self.register.ordered if which.admits(each)]
        codes = [each.code for each in found]
        begin = codes.index(after) + 1 if after in codes else 0
        page = found[begin : begin + min(max(first, 0), MOST)]
        edges = [
            LiveRiskEdge(cursor=each.code, node=LiveRiskNode.of(each, self.register.taken_at))
            for each in page
        ]
        info = PageInfo(
            has_next_page=begin + len(page) < len(found), end_cursor=page[-1].code if page else None
        )
        return LiveRiskConnection(edges=edges, page_info=info, total_count=len(found))


async def live_risk_of(info: Info, event_id: UUID, site_id: UUID) -> LiveRiskNode | None:
    """Return an event as it is now; None for one that is not in force, or not of the viewer's sites."""
    register = await _register(info, site_id)
    found = register.risks.get(event_id) if register else None
    return LiveRiskNode.of(found, register.taken_at) if register and found else None


async def _register(info: Info, site_id: UUID) -> LiveRegister | None:
    kept = info.context.edge.kept(KeptRegisters)
    return await info.context.load_or_none(kept.by_sites, (site_id, info.context.now))


@strawberry.type
class LiveRiskQuery:
    @strawberry.field(description="Null for a site that is not the viewer's.")
    async def live_register(self, info: Info, site_id: UUID) -> LiveRegisterNode | None:
        register = await _register(info, site_id)
        return LiveRegisterNode.of(register) if register else None

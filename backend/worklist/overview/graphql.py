"""The live picture of a site, as its screens ask for it: sums, cells, areas, and rows page by page."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.alerts.causes.rules import of_sensor
from backend.alerts.graphql import AlertGroupNode
from backend.alerts.grouping.rules import unseen
from backend.core.graphql.connections import PageInfo
from backend.core.graphql.context import Info
from backend.core.graphql.kept_sites import KeptOfSites
from backend.core.graphql.lists import FilterInput, filter_of
from backend.core.graphql.text import TextNode
from backend.core.graphql.tiers import Tier
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.sensors import queries as sensors
from backend.sensors.graphql import SensorNode
from backend.sites import queries as sites
from backend.sites.graphql import AreaNode
from backend.worklist.overview import queries
from backend.worklist.overview import rows_rules as rows
from backend.worklist.overview.rows_rules import OverviewFilter, Row, RowsPage
from backend.worklist.overview.rules import WORST_FIRST, AreaSum, Cell, CountedAs, Counts, Picture, worst_of

strawberry.enum(CountedAs, name="CountedAs")


class KeptPictures(KeptOfSites[Picture]):
    """Pictures of sites by now."""

    def read(self, session: Session, viewer: Viewer, site_id: UUID, *, at: datetime) -> Picture:
        return queries.read(session, viewer, site_id, at=at)


@strawberry.type(description="Numbers of sources by what they count as; together all of them.")
class OverviewCounts:
    red: int
    orange: int
    yellow: int
    blind: int
    unheard: int
    out: int
    normal: int

    @classmethod
    def of(cls, counts: Counts) -> Self:
        return cls(**{each.value.lower(): number for each, number in counts.items()})


@strawberry.type(description="One source as a gauge of the matrix.")
class OverviewGauge:
    sensor_id: strawberry.ID
    counted_as: CountedAs
    tier: Tier | None = strawberry.field(
        description="Of its worst active alert, suppressed ones included; null also where that only says it"
        " is silent."
    )
    nearness: float = strawberry.field(
        description="Of its last value to the worst limit of either side: 1 is on the limit or beyond it."
    )

    @classmethod
    def of(cls, picture: Picture, place: int) -> Self:
        active = int(picture.alarms.active[place])
        return cls(
            sensor_id=strawberry.ID(str(picture.places.sensor_ids[place])),
            counted_as=WORST_FIRST[picture.counted[place]],
            tier=Tier(active) if active else None,
            nearness=round(float(picture.nearness[place]), 3),
        )


@strawberry.type(description="The sources of one stage in one area.")
class OverviewCell:
    stage: Stage
    counts: OverviewCounts
    worst: CountedAs
    former_tier: Tier | None = strawberry.field(
        description="The worst orange or red that nobody has answered, and that is less by now."
    )
    picture: strawberry.Private[Picture]
    cell: strawberry.Private[Cell]

    @classmethod
    def of(cls, picture: Picture, cell: Cell) -> Self:
        return cls(
            stage=cell.stage,
            counts=OverviewCounts.of(cell.counts),
            worst=worst_of(cell.counts),
            former_tier=cell.former_tier,
            picture=picture,
            cell=cell,
        )

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return await _area(info, self.picture, self.cell.area)

    @strawberry.field(
        description="The most urgent ones first: up to 24, fewer where there are many cells, at least 3."
    )
    async def gauges(self) -> list[OverviewGauge]:
        return [OverviewGauge.of(self.picture, place) for place in self.cell.gauges.tolist()]


@strawberry.type(description="The sources of one area, as plan and list of areas show them.")
class OverviewArea:
    counts: OverviewCounts
    worst: CountedAs
    former_tier: Tier | None = strawberry.field(
        description="The worst orange or red that nobody has answered, and that is less by now."
    )
    blue: int = strawberry.field(
        description="How many that count as normal have a blue alert that is active, and no silence."
    )
    is_past: bool = strawberry.field(description="The value of its worst source is of some time ago.")
    picture: strawberry.Private[Picture]
    summed: strawberry.Private[AreaSum]

    @classmethod
    def of(cls, picture: Picture, summed: AreaSum) -> Self:
        return cls(
            counts=OverviewCounts.of(summed.counts),
            worst=worst_of(summed.counts),
            former_tier=summed.former_tier,
            blue=summed.blue,
            is_past=summed.is_past,
            picture=picture,
            summed=summed,
        )

    @strawberry.field
    async def area(self, info: Info) -> AreaNode:
        return await _area(info, self.picture, self.summed.area)

    @strawberry.field(
        description="The most urgent source that counts as `worst`, where that is a colour or nobody sees it;"
        " else the first that has a blue alert; null for none."
    )
    async def worst_source(self, info: Info) -> SensorNode | None:
        if self.summed.worst is None:
            return None
        sensor_id = int(self.picture.places.sensor_ids[self.summed.worst])
        found = await info.context.load_or_none(sensors.by_ids, sensor_id)
        return SensorNode.of(found) if found else None


@strawberry.type(
    description="A row of the picture: a source, or the most urgent one of a group of alerts or of those that"
    " nobody sees because of one source."
)
class OverviewSource:
    stands_for: int = strawberry.field(
        description="How many sources of the filter are in this row; 1 for itself alone."
    )
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(stands_for=row.stands_for, row=row)

    @strawberry.field
    async def source(self, info: Info) -> SensorNode:
        return SensorNode.of(await info.context.load(sensors.by_ids, self.row.sensor_id))

    @strawberry.field(description="The group of alerts that its row stands for; null for none.")
    async def group(self) -> AlertGroupNode | None:
        group = self.row.group
        return AlertGroupNode(id=group.group_id, scope=group.scope, is_led=True) if group else None

    @strawberry.field(
        description="The source because of whose alert nobody sees those of the row; null for none. Each of"
        " them is a row of the filter `explainedBy`."
    )
    async def explained_by(self, info: Info) -> SensorNode | None:
        if self.row.explained_by is None:
            return None
        found = await info.context.load_or_none(sensors.by_ids, self.row.explained_by)
        return SensorNode.of(found) if found else None

    @strawberry.field(
        description="What a row of several is called by what explains them, and how many there are; null for"
        " other rows."
    )
    async def title(self, info: Info) -> TextNode | None:
        if self.stands_for < 2:
            return None
        if self.row.explained_by is None:
            group = await self.group()
            return await group.title(info) if group else None
        found = await info.context.load_or_none(sensors.by_ids, self.row.explained_by)
        return TextNode.of(of_sensor(found.sensor.name, unseen(self.stands_for))) if found else None


@strawberry.type
class OverviewSourceEdge:
    cursor: str
    node: OverviewSource


@strawberry.type
class OverviewSourceConnection:
    edges: list[OverviewSourceEdge]
    page_info: PageInfo
    total_count: int = strawberry.field(description="Sources of the filter, not rows.")

    @classmethod
    def of(cls, page: RowsPage) -> Self:
        edges = [
            OverviewSourceEdge(cursor=cursor, node=OverviewSource.of(row))
            for cursor, row in zip(rows.cursors(page), page.rows, strict=True)
        ]
        info = PageInfo(has_next_page=page.has_next, end_cursor=edges[-1].cursor if edges else None)
        return cls(edges=edges, page_info=info, total_count=page.total)


@filter_of(OverviewFilter, name="OverviewFilter")
class OverviewFilterInput(FilterInput[OverviewFilter]):
    pass


@strawberry.type(description="The live picture of a site at one moment.")
class SiteOverview:
    taken_at: datetime
    total: int = strawberry.field(description="Sources in the picture; the counts add up to it.")
    picture: strawberry.Private[Picture]

    @classmethod
    def of(cls, picture: Picture) -> Self:
        return cls(taken_at=picture.taken_at, total=picture.places.size, picture=picture)

    @strawberry.field(description="Of the sources of the filter, or of all.")
    async def counts(self, filter: OverviewFilterInput | None = None) -> OverviewCounts:
        which = filter.value(self.taken_at) if filter else OverviewFilter()
        return OverviewCounts.of(rows.counts(self.picture, which))

    @strawberry.field(description="One for each stage of each area that has a source.")
    async def cells(self) -> list[OverviewCell]:
        return [OverviewCell.of(self.picture, each) for each in self.picture.cells]

    @strawberry.field(description="One for each area that has a source, the most urgent first.")
    async def areas(self) -> list[OverviewArea]:
        return [OverviewArea.of(self.picture, each) for each in self.picture.areas]

    @strawberry.field(
        description="The most urgent first: by the worst tier that is active or unanswered, active before"
        " recovered; what nobody sees; what has a blue alert; what is nearest to its worst limit; out of"
        " service last. More than twelve sources of one group of alerts are one row, or two where some were"
        " answered; so are more than twelve that nobody sees because of one source, and of which nothing else"
        " is active or unanswered. The first page holds all that is active or unanswered, up to 200 rows; a"
        " page has 500 at most. A cursor names the sources that were seen: behind it come those that were"
        " not, in their present order."
    )
    async def sources(
        self, filter: OverviewFilterInput | None = None, first: int = 60, after: str | None = None
    ) -> OverviewSourceConnection:
        which = filter.value(self.taken_at) if filter else OverviewFilter()
        seen = rows.seen_until(after)
        return OverviewSourceConnection.of(rows.page(self.picture, which, first=first, seen=seen))


async def _area(info: Info, picture: Picture, place: int) -> AreaNode:
    found = await info.context.load(sites.areas_by_ids, picture.places.area_ids[place])
    return info.context.once(AreaNode.of, found)


@strawberry.type
class OverviewQuery:
    @strawberry.field(
        description="The live picture of a site, a second old at most; null for a site that is not the"
        " viewer's."
    )
    async def overview(self, info: Info, site_id: UUID) -> SiteOverview | None:
        viewer, now = info.context.viewer, info.context.now
        pictures = info.context.edge.kept(KeptPictures)
        found = await info.context.read(lambda session: pictures.of(session, viewer, site_id, now=now))
        return SiteOverview.of(found) if found else None

"""The list of sources, as the desk asks for it."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.filters import checked_time, listed, searched
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Info
from backend.core.graphql.lists import SortInput, sort_of
from backend.core.graphql.numbers import numbers_of
from backend.core.vocabulary import Stage, Tier
from backend.sensors.filters_queries import SourceFilter, SourceSortBy
from backend.sensors.graphql import SensorNode
from backend.sensors.rules import SensorKind, SensorState
from backend.worklist import sources_queries as source_lists
from backend.worklist.overview.rules import CountedAs
from backend.worklist.sources_queries import CountedThen, SourceList


@sort_of(SourceSortBy)
class SourceSort(SortInput[SourceSortBy]):
    pass


@strawberry.input(name="SourceFilter")
class SourceFilterInput:
    ids: list[strawberry.ID] | None = None
    kinds: list[SensorKind] | None = None
    stages: list[Stage] | None = None
    area_ids: list[UUID] | None = None
    equipment_ids: list[UUID] | None = None
    states: list[SensorState] | None = None
    tiers: list[Tier] | None = strawberry.field(default=None, description="Of its worst open alert.")
    is_placed: bool | None = strawberry.field(
        default=None, description="True: sources that stand on a plan; false: those that do on none."
    )
    needs_limit: bool | None = strawberry.field(
        default=None, description="True: sources of readings on which no limit is in force; false: all else."
    )
    is_blind: bool | None = strawberry.field(
        default=None, description="True: silent, out of service, or never heard; false: all others."
    )
    is_never_heard: bool | None = strawberry.field(
        default=None, description="True: in service, and never sent a reading; false: all others."
    )
    counted_as: list[CountedAs] | None = strawberry.field(
        default=None, description="As the picture of the site counts it; each source as one."
    )
    recurs_since: datetime | None = strawberry.field(
        name="repeatsSince",
        default=None,
        description="Those with three or more red or orange alerts raised since then.",
    )
    text: str | None = strawberry.field(
        default=None, description="In code or name of the source, of its area or of its equipment."
    )

    def value(self, *, now: datetime) -> SourceList:
        """Raises Refused(INVALID_INPUT)."""
        which = SourceFilter(
            ids=numbers_of(self.ids),
            kinds=listed(self.kinds),
            stages=listed(self.stages),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            states=listed(self.states),
            is_placed=self.is_placed,
            needs_limit=self.needs_limit,
            is_blind=self.is_blind,
            is_never_heard=self.is_never_heard,
            text=searched(self.text),
        )
        states = listed(self.counted_as)
        counted = None if states is None else CountedThen(states, now)
        return SourceList(which, listed(self.tiers), checked_time(self.recurs_since), counted)


@strawberry.type
class SourceListQuery:
    @strawberry.field(description="Sources by code. With `sort`: all of them by that column.")
    async def sources(
        self,
        info: Info,
        filter: SourceFilterInput | None = None,
        sort: SourceSort | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[SensorNode]:
        viewer, order, now = info.context.viewer, sort.value() if sort else None, info.context.now
        wanted = filter.value(now=now) if filter else SourceList()
        page = await info.context.read(
            lambda session: source_lists.page(
                session, viewer, wanted, first=first, after=after, at=now, sort=order
            )
        )
        return Connection.of(page, SensorNode.of, Counted(source_lists.counts, wanted))

"""Archived cases: the search, and the check of what was frozen."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.archive import queries as archives
from backend.archive.filters_queries import ArchiveFilter, ArchiveSortBy, counts
from backend.archive.queries import ArchiveCheck, FoundCase
from backend.archive.search_rules import terms
from backend.cases.graphql import CaseNode
from backend.cases.rules import CaseOutcome
from backend.core.graphql.connections import Counted, CountedPage, PageInfo
from backend.core.graphql.context import Context, Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.paging import Page


@sort_of(ArchiveSortBy)
class ArchivedCaseSort(SortInput[ArchiveSortBy]):
    pass


@filter_of(ArchiveFilter, name="ArchivedCaseFilter")
class ArchivedCaseFilter(FilterInput[ArchiveFilter]):
    pass


@strawberry.type(name="SnippetPart")
class SnippetPartNode:
    text: str
    is_match: bool


@strawberry.type
class ArchivedCaseEdge:
    cursor: str
    node: CaseNode
    archived_at: datetime
    outcome: CaseOutcome
    snippet: list[SnippetPartNode] = strawberry.field(
        description="Where a word of the query stands, in lower case; empty without a query."
    )

    @classmethod
    def of(cls, cursor: str, found: FoundCase, context: Context) -> "ArchivedCaseEdge":
        return cls(
            cursor=cursor,
            node=CaseNode.of(found.view, context),
            archived_at=found.archived_at,
            outcome=found.outcome,
            snippet=[SnippetPartNode(text=part.text, is_match=part.is_match) for part in found.snippet],
        )


@strawberry.type
class ArchivedCaseConnection(CountedPage):
    edges: list[ArchivedCaseEdge]

    @classmethod
    def of(cls, page: Page[FoundCase], context: Context, counted: Counted) -> "ArchivedCaseConnection":
        edges = [ArchivedCaseEdge.of(cursor, found, context) for cursor, found in page.items]
        return cls(edges=edges, page_info=PageInfo.of(page), counted=counted)


@strawberry.type(name="ArchiveCheck")
class ArchiveCheckNode:
    is_intact: bool
    hash: str = strawberry.field(description="As kept with the archive.")
    computed: str = strawberry.field(description="Of the snapshot as it lies there now.")
    chained: str | None = strawberry.field(description="As the audit chain says; null where it says nothing.")
    chain_position: int | None
    checked_at: datetime

    @classmethod
    def of(cls, check: ArchiveCheck, at: datetime) -> "ArchiveCheckNode":
        return cls(
            is_intact=check.is_intact,
            hash=check.hash,
            computed=check.computed,
            chained=check.chained,
            chain_position=check.chain_position,
            checked_at=at,
        )


@strawberry.type
class ArchivesQuery:
    @strawberry.field(description="Archived cases that hold every word; hits in number or title first.")
    async def archived_cases(
        self,
        info: Info,
        query: str = "",
        filter: ArchivedCaseFilter | None = None,
        first: int = 20,
        after: str | None = None,
        *,
        sort: ArchivedCaseSort | None = None,
    ) -> ArchivedCaseConnection:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = (filter or ArchivedCaseFilter()).value(info.context.now, terms=terms(query))
        page = await info.context.read(
            lambda session: archives.page(session, viewer, which, first=first, after=after, sort=order)
        )
        return ArchivedCaseConnection.of(page, info.context, Counted(counts, which))

    @strawberry.field(description="Computes the hash of a frozen case anew.")
    async def verify_archive(self, info: Info, case_id: UUID) -> ArchiveCheckNode:
        viewer = info.context.viewer
        check = await info.context.read(lambda session: archives.check(session, viewer, case_id))
        return ArchiveCheckNode.of(check, info.context.now)

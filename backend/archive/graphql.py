"""Archived cases: the search, and the check of what was frozen."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.archive import queries as archives
from backend.archive.queries import ArchiveCheck, ArchiveFilter, FoundCase
from backend.cases.graphql import CaseNode
from backend.cases.rules import CaseOutcome
from backend.core.graphql.connections import PageInfo
from backend.core.graphql.context import Context, Info
from backend.core.paging import Page
from backend.core.vocabulary import Tier


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
class ArchivedCaseConnection:
    edges: list[ArchivedCaseEdge]
    page_info: PageInfo

    @classmethod
    def of(cls, page: Page[FoundCase], context: Context) -> "ArchivedCaseConnection":
        edges = [ArchivedCaseEdge.of(cursor, found, context) for cursor, found in page.items]
        return cls(edges=edges, page_info=PageInfo.of(page))


@strawberry.input
class ArchivedCaseFilter:
    outcomes: list[CaseOutcome] | None = None
    tiers: list[Tier] | None = None
    from_at: datetime | None = strawberry.field(default=None, description="Included.")
    to_at: datetime | None = strawberry.field(default=None, description="Not included.")

    def value(self) -> ArchiveFilter:
        return ArchiveFilter(self.outcomes, self.tiers, self.from_at, self.to_at)


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
    ) -> ArchivedCaseConnection:
        viewer, which = info.context.viewer, (filter or ArchivedCaseFilter()).value()
        page = await info.context.read(
            lambda session: archives.page(session, viewer, query, which, first=first, after=after)
        )
        return ArchivedCaseConnection.of(page, info.context)

    @strawberry.field(description="Computes the hash of a frozen case anew.")
    async def verify_archive(self, info: Info, case_id: UUID) -> ArchiveCheckNode:
        viewer = info.context.viewer
        check = await info.context.read(lambda session: archives.check(session, viewer, case_id))
        return ArchiveCheckNode.of(check, info.context.now)

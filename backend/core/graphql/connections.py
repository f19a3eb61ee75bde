"""Pages of a list, as every list of the API gives them: edges with cursors, and whether there is more."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.loaders import Load
from backend.core.paging import Page

Node = TypeVar("Node")
View = TypeVar("View")


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None

    @classmethod
    def of(cls, page: Page[View]) -> Self:
        return cls(has_next_page=page.has_next, end_cursor=page.end_cursor)


@strawberry.type
class Edge(Generic[Node]):
    cursor: str
    node: Node


@dataclass(frozen=True, slots=True)
class Counted:
    """Count of a list, loaded when it is asked for. `load`: the counts of several filters; `which`: the
    filter of this list.
    """

    load: Load[Any, int]
    which: Hashable


@strawberry.type
class CountedPage:
    """Fields of every page of a list."""

    page_info: PageInfo
    counted: strawberry.Private[Counted]

    @strawberry.field(description="Of all pages, by the same filter. `first: 0` asks for nothing else.")
    async def total_count(self, info: Info) -> int:
        return await info.context.load(self.counted.load, self.counted.which)


@strawberry.type
class Connection(CountedPage, Generic[Node]):
    edges: list[Edge[Node]]

    @classmethod
    def of(cls, page: Page[View], node: Callable[[View], Node], counted: Counted) -> Self:
        """The page with each of its items made a node."""
        return cls(edges=edges_of(page, node), page_info=PageInfo.of(page), counted=counted)


def edges_of(page: Page[View], node: Callable[[View], Node]) -> list[Edge[Node]]:
    return [Edge(cursor=cursor, node=node(view)) for cursor, view in page.items]
